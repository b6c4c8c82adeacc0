//! A log checked in full, and a repair carried out: what leaves the file is safe beside it before the file changes, and the
//! file changes in one step. [`super::repair`] says what is to be done.

use super::codec;
use super::error::{RecordError, StoreError};
use super::event::EventId;
use super::folder::{beside, keep, refuse_symlink, replace, sync_folder, torn};
use super::name::ReleaseName;
use super::read::Log;
use super::repair::{Newer, Plan, Spare, Take};
use super::store::{Store, Writer};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A log, and what lies beside it.
#[derive(Debug)]
pub struct Checked {
    pub path: PathBuf,
    pub log: Log,
    pub bytes: usize,
    /// How many events are known to have been in it and are not.
    pub lost: usize,
    /// The files of bytes that were set aside, and how many bytes each of them holds.
    pub beside: Vec<(PathBuf, u64)>,
}

/// What a repair has come to.
#[derive(Debug)]
pub struct Mended {
    pub plan: Plan,
    /// The log as it now is.
    pub log: Log,
    /// Where it now is.
    pub path: PathBuf,
    /// The files that got bytes that were set aside.
    pub beside: Vec<PathBuf>,
}

impl Store {
    /// Reads a log and looks for files beside it.
    pub fn check(&self, release: &ReleaseName) -> Result<Checked, StoreError> {
        let path = self.path(release);
        let bytes = self.bytes(&path, release)?;
        let aside = [torn(&path), damaged(&path)].into_iter();
        let aside = aside.filter_map(|path| {
            let there = fs::symlink_metadata(&path).ok()?;
            Some((path, there.len()))
        });
        let lost = Plan::new(&bytes, release, &[]);
        let log = Log::read(&bytes).named(release.as_str());
        Ok(Checked {
            lost: lost.map_or(0, |plan| plan.repaired.lost.len() + plan.known),
            log,
            bytes: bytes.len(),
            beside: aside.collect(),
            path,
        })
    }

    /// Plans the repair of a log, with what lies beside it and with these copies.
    pub fn plan_repair(
        &self,
        release: &ReleaseName,
        spares: &[Spare],
    ) -> Result<Plan, RecordError<Newer>> {
        let path = self.path(release);
        let bytes = self.bytes_or_none(&path, release, spares)?;
        Self::plan(&path, &bytes, release, spares)
    }

    /// Repairs a log: sets aside what is no event of it, takes what other copies have, and records what is lost.
    ///
    /// # Errors
    /// If anything of that fails, the log is as it was.
    pub fn repair(
        &self,
        release: &ReleaseName,
        writer: &Writer,
        spares: &[Spare],
        reason: Option<&str>,
    ) -> Result<Mended, RecordError<Newer>> {
        let path = self.path(release);
        // Before the lock, which would leave a file behind for a release that was only misspelt.
        self.bytes_or_none(&path, release, spares)?;
        let _lock = self.lock(release, writer)?;
        let bytes = self.bytes_or_none(&path, release, spares)?;
        let plan = Self::plan(&path, &bytes, release, spares)?;
        let held = plan.misnamed.as_deref().map(ReleaseName::parse);
        let held = held.transpose().map_err(StoreError::Name)?;
        let mut mended = Mended {
            log: Log::read(&bytes).named(release.as_str()),
            path,
            beside: Vec::new(),
            plan,
        };
        if !mended.plan.is_needed() {
            return Ok(mended);
        }
        let lines = mended.lines(writer, reason)?;
        mended.set_aside(&bytes, release, writer)?;
        if lines != bytes {
            let there = self.bytes_or_none(&mended.path, release, spares)?;
            put(&mended.path, there == bytes, &lines)?;
        }
        mended.log = Log::read(&lines).named(release.as_str());
        if let Some(held) = held {
            mended.path = self.rename(release, &held, writer)?;
            mended.log = Log::read(&lines).named(held.as_str());
        }
        Ok(mended)
    }

    /// The place that a log named after another release should have: free, or taken by another file.
    pub fn place_of(&self, held: &str) -> Result<Place, StoreError> {
        let held = ReleaseName::parse(held).map_err(StoreError::Name)?;
        let path = self.path(&held);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Place::Free(path)),
            Ok(_) | Err(_) => Ok(Place::Taken(path)),
        }
    }

    fn plan(
        path: &Path,
        bytes: &[u8],
        release: &ReleaseName,
        spares: &[Spare],
    ) -> Result<Plan, RecordError<Newer>> {
        let mut all = spares.to_vec();
        for beside in [damaged(path), torn(path)] {
            refuse_symlink(&beside)?;
            if let Ok(bytes) = fs::read(&beside) {
                let name = beside.file_name().unwrap_or_default().to_string_lossy();
                all.push(Spare {
                    name: name.into_owned(),
                    bytes,
                    take: Take::Missing,
                });
            }
        }
        Plan::new(bytes, release, &all).map_err(RecordError::Decided)
    }

    fn bytes(&self, path: &Path, release: &ReleaseName) -> Result<Vec<u8>, StoreError> {
        self.refuse_unsafe(path)?;
        let path = path.to_owned();
        match fs::read(&path) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(StoreError::NoRelease {
                release: release.to_string(),
                path,
            }),
            Err(source) => Err(StoreError::Read { path, source }),
        }
    }

    /// The bytes of a log; none where a copy is to become a file that is not there.
    fn bytes_or_none(
        &self,
        path: &Path,
        release: &ReleaseName,
        spares: &[Spare],
    ) -> Result<Vec<u8>, StoreError> {
        match self.bytes(path, release) {
            Err(StoreError::NoRelease { .. }) if !spares.is_empty() => Ok(Vec::new()),
            read => read,
        }
    }

    /// Gives a file the name of the release that it holds, if no other file has it.
    fn rename(
        &self,
        release: &ReleaseName,
        held: &ReleaseName,
        writer: &Writer,
    ) -> Result<PathBuf, StoreError> {
        let path = self.path(release);
        let _lock = self.lock(held, writer)?;
        let Place::Free(place) = self.place_of(held.as_str())? else {
            return Ok(path);
        };
        let moved = fs::rename(&path, &place).and_then(|()| sync_folder(&self.folder()));
        moved.map_err(|source| StoreError::prepare(&place, source))?;
        Ok(place)
    }
}

/// Where a log belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Free(PathBuf),
    Taken(PathBuf),
}

impl Mended {
    /// The file as it is to be, with the events that say what is lost.
    fn lines(&self, writer: &Writer, reason: Option<&str>) -> Result<Vec<u8>, StoreError> {
        let mut lines = self.plan.bytes.clone();
        let log = Log::read(&lines);
        let heads = log.heads().iter().map(|&head| log.events()[head].id);
        let mut after: Vec<EventId> = heads.collect();
        for act in self.plan.acts(reason) {
            let event = codec::encode(&mut lines, after, writer.at, &writer.by, act)
                .map_err(StoreError::Encode)?;
            after = vec![event.id];
        }
        Ok(lines)
    }

    /// Keeps what leaves the log in files beside it, with where it stood and why it leaves.
    fn set_aside(
        &mut self,
        bytes: &[u8],
        release: &ReleaseName,
        writer: &Writer,
    ) -> Result<(), StoreError> {
        if let Some(torn_line) = &self.plan.torn {
            let path = torn(&self.path);
            keep(&path, &[&bytes[torn_line.range.clone()], b"\n"].concat())?;
            self.beside.push(path);
        }
        let mut kept = Vec::new();
        for aside in &self.plan.aside {
            let (lines, why) = (aside.lines, &aside.why);
            let at = writer.at.format("%Y-%m-%dT%H:%M:%SZ");
            let head = format!("# {lines} of {release}.jsonl, set aside {at}: {why}\n");
            kept.extend_from_slice(head.as_bytes());
            kept.extend_from_slice(&aside.bytes);
            kept.push(b'\n');
        }
        if !kept.is_empty() {
            let path = damaged(&self.path);
            keep(&path, &kept)?;
            self.beside.push(path);
        }
        Ok(())
    }
}

/// Puts the repaired lines in the place of the log, unless somebody without the lock, as git, has changed it meanwhile.
fn put(path: &Path, is_unchanged: bool, lines: &[u8]) -> Result<(), StoreError> {
    let path = path.to_owned();
    if !is_unchanged {
        return Err(StoreError::Replaced { path });
    }
    replace(&path, lines).map_err(|source| StoreError::NotWritten { path, source })
}

/// Where a log keeps the bytes that repairs have set aside.
fn damaged(log: &Path) -> PathBuf {
    beside(log, ".damaged")
}
