//! A log that is open for writing, under its lock: what it contains, and how to append to it.

use super::codec::{self, Writer};
use super::error::StoreError;
use super::event::Act;
use super::folder::{keep, log_name, torn};
use super::name::ReleaseName;
use super::place::LogFolder;
use super::read::Log;
use super::store::Recorded;
use super::tail::{Tail, write_once};
use crate::sys::{Access, Folder, MAX_LOG, read_all};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

pub(super) struct OpenLog<'a> {
    folder: &'a Folder,
    release: &'a ReleaseName,
    path: PathBuf,
    file: File,
    pub(super) bytes: Vec<u8>,
    pub(super) log: Log,
}

impl<'a> OpenLog<'a> {
    pub(super) fn open(
        folder: &'a Folder,
        release: &'a ReleaseName,
        access: Access,
    ) -> Result<Self, StoreError> {
        let path = folder.path(log_name(release));
        let file = match folder.file(log_name(release), access) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(StoreError::NoRelease { release: release.to_string() });
            }
            Err(source) => return Err(not_written(&path, source)),
        };
        let bytes = read_all(&file, &path, MAX_LOG);
        let bytes = bytes.map_err(|source| StoreError::Read { path: path.clone(), source })?;
        let log = Log::read(&bytes).named(release.as_str());
        Ok(Self { folder, release, path, file, bytes, log })
    }

    /// Appends `acts` as events, the first after the newest events, and each next one after the one before.
    pub(super) fn record(
        mut self,
        writer: &Writer,
        acts: Vec<Act>,
        copies: Option<&LogFolder>,
    ) -> Result<Recorded, StoreError> {
        if acts.is_empty() {
            return Ok(Recorded { log: self.log, count: 0, torn_file: None });
        }
        let count = acts.len();
        let mut lines = Vec::new();
        let events = codec::encode_all(&mut lines, self.log.head_ids(), writer, acts)
            .map_err(StoreError::TooLong)?;
        let torn_file = self.append(&lines)?;
        if let Some(copies) = copies {
            // The event is recorded; without the copy, `check` only knows less.
            let _ = copies.add_lines(self.release, &self.bytes);
        }
        Ok(Recorded { count, log: self.log.with(events), torn_file })
    }

    /// Adds lines, and waits for the disk. Returns the file that keeps the bytes of a torn last line.
    pub(super) fn append(&mut self, lines: &[u8]) -> Result<Option<PathBuf>, StoreError> {
        let kept = self.log.torn.as_ref().map_or(self.bytes.len(), |torn| torn.range.start);
        let torn_file = self.set_torn_line_aside(kept)?;
        self.bytes.truncate(kept);
        if !self.bytes.is_empty() && !self.bytes.ends_with(b"\n") {
            // A merge has dropped the last line end.
            self.bytes.push(b'\n');
        }
        self.bytes.extend_from_slice(lines);
        write_once(&mut self.file, kept as u64, &self.bytes[kept..])
            .map_err(|source| not_written(&self.path, source))?;
        if let Err(source) = self.file.sync_data() {
            // Do not try again: the system drops what it could not write, and a second call would succeed.
            return Err(StoreError::NotSynced { path: self.path.clone(), source });
        }
        // The file must still be the one that others read: `git checkout` replaces files and takes no lock.
        let path = self.path.clone();
        match self.folder.holds(&log_name(self.release), &self.file) {
            Ok(true) => Ok(torn_file),
            Ok(false) => Err(StoreError::Replaced { path }),
            // Most likely it is the same file.
            Err(source) => Err(StoreError::NotSynced { path, source }),
        }
    }

    /// Cuts a torn last line, and keeps its bytes in a file beside the log. They are on the disk before they are cut.
    fn set_torn_line_aside(&mut self, kept: usize) -> Result<Option<PathBuf>, StoreError> {
        if kept == self.bytes.len() {
            return Ok(None);
        }
        let torn = [&self.bytes[kept..], b"\n"].concat();
        let beside = keep(self.folder, &self::torn(self.release), &torn)?;
        (self.file.cut(kept as u64)).map_err(|source| not_written(&self.path, source))?;
        Ok(Some(beside))
    }
}

fn not_written(path: &Path, source: io::Error) -> StoreError {
    StoreError::NotWritten { path: path.to_owned(), source }
}
