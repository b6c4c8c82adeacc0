//! The files of the logs, and of the reports made from them: the only place that reads and writes them.
//!
//! Reading takes no lock and writes nothing. Recording takes the lock, reads, lets the caller decide on what is there now,
//! and adds all or nothing. The clock and the user are arguments; whoever calls also chooses the root.

use super::codec::{self, Writer};
use super::ended::has_ended;
use super::error::StoreError;
use super::event::{Act, Event, Started};
use super::folder::{FOLDER, log_name, make_root, remove_leftovers, replace};
use super::lock::Lock;
use super::name::ReleaseName;
use super::open::OpenLog;
use super::place::LogFolder;
use super::read::Log;
use crate::names::Person;
use crate::sys::{Access, Folder, MAX_LOG};
use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

/// How long to wait for another writer, who needs a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a reader waits for a writer whose line is incomplete.
const PATIENCE_OF_READERS: Duration = Duration::from_secs(2);

#[derive(Debug, Clone)]
pub struct Store {
    /// The folder that holds `.octorel`.
    pub root: PathBuf,
    pub(super) logs: LogFolder,
    patience: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The log with the new events in it.
    pub log: Log,
    /// How many events are new; they are the last ones of the log.
    pub count: usize,
    /// The file that keeps the bytes of a torn last line, if there was one.
    pub torn_file: Option<PathBuf>,
}

impl Recorded {
    pub fn events(&self) -> &[Event] {
        let events = self.log.events();
        &events[events.len() - self.count..]
    }
}

impl Store {
    /// The logs below `root`, the folder that holds `.octorel` or will hold it.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        Self { logs: LogFolder::in_work_tree(&root), root, patience: PATIENCE }
    }

    /// The logs in the git directory of `root`, if releases are shared; `None` outside a git repository.
    pub fn shared(root: impl Into<PathBuf>) -> Option<Self> {
        let root = root.into();
        Some(Self { logs: LogFolder::in_git(&root, "shared")?, root, patience: PATIENCE })
    }

    pub fn is_shared(&self) -> bool {
        self.logs.is_in_git
    }

    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    pub fn path(&self, release: &ReleaseName) -> PathBuf {
        self.folder().join(log_name(release))
    }

    /// The names of all releases, sorted as text. A folder that is not there holds none.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list(&self) -> Result<Vec<ReleaseName>, StoreError> {
        self.logs.list().map_err(|source| StoreError::Read { path: self.folder(), source })
    }

    /// Reads the log of a release. Damage is no error here: see [`Log::troubles`].
    ///
    /// # Errors
    /// If there is no such release, or if its file cannot be read.
    pub fn read(&self, release: &ReleaseName) -> Result<Log, StoreError> {
        Ok(Log::read(&self.read_bytes(release)?).named(release.as_str()))
    }

    /// Reads the log of a release to judge it. A last line that breaks off may be a line that somebody is just writing: this waits
    /// for the lock and reads again.
    ///
    /// # Errors
    /// [`StoreError::Torn`] if the line is still incomplete, unless it was never acknowledged: then the copy of this clone, which is
    /// written before a command reports success, ends before it.
    pub fn read_to_judge(&self, release: &ReleaseName) -> Result<Log, StoreError> {
        let log = self.read(release)?;
        if log.torn.is_none() {
            return Ok(log);
        }
        if let Ok(folder) = self.logs.open() {
            Lock::wait(&folder, &lock_name(release), PATIENCE_OF_READERS);
        }
        let bytes = self.read_bytes(release)?;
        let log = Log::read(&bytes).named(release.as_str());
        let Some(torn) = &log.torn else { return Ok(log) };
        let copy = self.logs.copies().map(|copies| copies.read(release).unwrap_or_default());
        match copy.is_some_and(|copy| copy == bytes[..torn.range.start]) {
            true => Ok(log),
            false => Err(StoreError::Torn { path: self.path(release), line: torn.line }),
        }
    }

    /// Reads the log of a release; `None` if the release has ended for certain, which costs little more than reading the bytes.
    ///
    /// # Errors
    /// If there is no such release, or if its file cannot be read.
    pub fn read_unless_ended(&self, release: &ReleaseName) -> Result<Option<Log>, StoreError> {
        let bytes = self.read_bytes(release)?;
        Ok((!has_ended(&bytes)).then(|| Log::read(&bytes).named(release.as_str())))
    }

    pub fn contains(&self, release: &ReleaseName) -> bool {
        fs::symlink_metadata(self.path(release)).is_ok()
    }

    /// Reads the bytes of a log.
    ///
    /// # Errors
    /// If there is no such release, or if its file cannot be read.
    pub fn read_bytes(&self, release: &ReleaseName) -> Result<Vec<u8>, StoreError> {
        match self.logs.read(release) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(StoreError::NoRelease { release: release.to_string() })
            }
            Err(source) => Err(StoreError::Read { path: self.path(release), source }),
        }
    }

    /// Begins a release: makes its file, and the folders where they are missing.
    ///
    /// # Errors
    /// [`StoreError::Exists`] if it has started; [`StoreError::Refused`] if its file is not whole. One that has lost its
    /// beginning for good gets a new one.
    pub fn create(&self, writer: &Writer, started: Started) -> Result<Recorded, StoreError> {
        let release = ReleaseName::parse(&started.release).map_err(StoreError::Name)?;
        let path = self.path(&release);
        self.logs.make()?;
        let is_alike =
            |it: &ReleaseName| *it != release && it.as_str().eq_ignore_ascii_case(release.as_str());
        if let Some(other) = self.list()?.into_iter().find(is_alike) {
            let (release, other) = (release.to_string(), other.to_string());
            return Err(StoreError::SameName { release, other });
        }
        let folder = self.open_folder()?;
        let _lock = self.lock(&folder, &release, &writer.by)?;
        let open = OpenLog::open(&folder, &release, Access::Create)?;
        if open.log.started().is_some() {
            return Err(StoreError::Exists { release: release.to_string(), path });
        }
        if !open.log.awaits_start() {
            return Err(StoreError::Refused { path, troubles: open.log.refusals() });
        }
        let made_for_nothing = |error: &StoreError| {
            use StoreError::{NotWritten, Prepare, TooLong};
            matches!(error, TooLong(_) | NotWritten { .. } | Prepare { .. })
        };
        let was_empty = open.bytes.is_empty();
        // Before anything stands in the file: whoever finds the start there builds on it, and asks for no folder.
        self.logs
            .sync()
            .and_then(|()| {
                let start = vec![Act::Started(Box::new(started))];
                open.record(writer, start, self.logs.copies().as_ref())
            })
            .inspect_err(|error| {
                if was_empty && made_for_nothing(error) {
                    let _ = folder.remove(log_name(&release));
                }
            })
    }

    /// Records what `decide` makes of the log as it is at this moment, all of it or nothing.
    ///
    /// # Errors
    /// Refused before `decide` is asked if the log is not whole, so that nobody builds on what may be missing.
    pub fn record<E: From<StoreError>>(
        &self,
        release: &ReleaseName,
        writer: &Writer,
        decide: impl FnOnce(&Log) -> Result<Vec<Act>, E>,
    ) -> Result<Recorded, E> {
        if !self.contains(release) {
            // Before the lock, which would leave a file behind for a release that was only misspelt.
            return Err(StoreError::NoRelease { release: release.to_string() }.into());
        }
        let folder = self.open_folder()?;
        let _lock = self.lock(&folder, release, &writer.by)?;
        let open = OpenLog::open(&folder, release, Access::Append)?;
        let acts = self.decided(release, &open.log, decide)?;
        Ok(open.record(writer, acts, self.logs.copies().as_ref())?)
    }

    /// Adds those lines of events that the log lacks. The log need not exist.
    ///
    /// # Errors
    /// If the log cannot be written. Nothing is added then.
    pub fn import(
        &self,
        release: &ReleaseName,
        holder: &Person,
        lines: &[&[u8]],
    ) -> Result<(), StoreError> {
        self.logs.make()?;
        let folder = self.open_folder()?;
        let _lock = self.lock(&folder, release, holder)?;
        let mut open = OpenLog::open(&folder, release, Access::Create)?;
        let known: HashSet<&[u8]> = open.bytes.split(|&byte| byte == b'\n').collect();
        let new: Vec<&[u8]> = lines.iter().filter(|line| !known.contains(*line)).copied().collect();
        if new.is_empty() {
            return Ok(());
        }
        if open.bytes.is_empty() {
            self.logs.sync()?;
        }
        let text: Vec<u8> = new.iter().flat_map(|line| [*line, b"\n"]).flatten().copied().collect();
        open.append(&text).map(drop)
    }

    /// Does what [`Store::record`] does, but writes nothing.
    ///
    /// # Errors
    /// As [`Store::record`].
    pub fn rehearse<E: From<StoreError>>(
        &self,
        release: &ReleaseName,
        writer: &Writer,
        decide: impl FnOnce(&Log) -> Result<Vec<Act>, E>,
    ) -> Result<Recorded, E> {
        let log = self.read(release)?;
        let acts = self.decided(release, &log, decide)?;
        let count = acts.len();
        let events = codec::encode_all(&mut Vec::new(), log.head_ids(), writer, acts);
        let events = events.map_err(StoreError::TooLong)?;
        Ok(Recorded { count, log: log.with(events), torn_file: None })
    }

    /// What `decide` makes of a log. It is not asked if the log is not whole.
    fn decided<E: From<StoreError>>(
        &self,
        release: &ReleaseName,
        log: &Log,
        decide: impl FnOnce(&Log) -> Result<Vec<Act>, E>,
    ) -> Result<Vec<Act>, E> {
        let troubles = log.refusals();
        if !troubles.is_empty() {
            return Err(StoreError::Refused { path: self.path(release), troubles }.into());
        }
        decide(log)
    }

    /// The file of a release's report, as far as it can be read.
    pub fn report(&self, release: &ReleaseName) -> Option<Vec<u8>> {
        LogFolder::in_work_tree(&self.root).open().ok()?.read(report_name(release), MAX_LOG).ok()
    }

    /// Writes the report of a release, whole or not at all, in the place of an earlier one.
    ///
    /// # Errors
    /// If the file cannot be written or replaced.
    pub fn write_report(&self, release: &ReleaseName, text: &str) -> Result<PathBuf, StoreError> {
        let folder = LogFolder::in_work_tree(&self.root);
        let path = folder.path().join(report_name(release));
        if self.is_shared() {
            make_root(&self.root)?;
        }
        let written = folder
            .open()
            .and_then(|folder| replace(&folder, &report_name(release), text.as_bytes()));
        match written {
            Ok(()) => Ok(path),
            Err(source) => Err(StoreError::Report { path, source }),
        }
    }

    pub fn folder(&self) -> PathBuf {
        self.logs.path()
    }

    /// Makes the directory of the logs.
    ///
    /// # Errors
    /// If that is not possible.
    pub fn make_folder(&self) -> Result<(), StoreError> {
        self.logs.make()
    }

    pub(super) fn open_folder(&self) -> Result<Folder, StoreError> {
        self.logs.open().map_err(|source| StoreError::prepare(&self.folder(), source))
    }

    pub(super) fn lock(
        &self,
        folder: &Folder,
        release: &ReleaseName,
        holder: &Person,
    ) -> Result<Lock, StoreError> {
        let lock = Lock::take(folder, &lock_name(release), holder, self.patience)?;
        remove_leftovers([self.logs.path(), self.root.join(FOLDER)]);
        Ok(lock)
    }
}

fn lock_name(release: &ReleaseName) -> String {
    release.file("jsonl.lock")
}

fn report_name(release: &ReleaseName) -> String {
    release.file("md")
}

#[cfg(test)]
mod tests;
