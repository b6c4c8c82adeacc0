//! Checks a log with the files beside it, and applies a repair: everything that leaves the log is on the disk beside it before the log
//! changes, and the log changes in one step. [`super::repair`] plans the changes.

use super::codec::{self, Writer};
use super::error::{RecordError, StoreError};
use super::event::EventId;
use super::folder::{keep, log_name, replace, torn};
use super::merge::{LogCopies, LogCopy, MergedEvent, event_lines};
use super::name::ReleaseName;
use super::read::Log;
use super::repair::{RepairError, RepairPlan, Union};
use super::store::Store;
use crate::files::Folder;
use crate::names::Person;
use std::fs;
use std::path::PathBuf;

/// A log, and what lies beside it.
#[derive(Debug)]
pub struct CheckedLog {
    pub path: PathBuf,
    pub log: Log,
    /// Says that the file exists. Otherwise only copies have its events.
    pub is_here: bool,
    pub bytes: usize,
    /// How many events are known to have been in the log and are missing.
    pub lost: usize,
    /// The events that copies have and the log does not.
    pub missing: Vec<MissingEvent>,
    /// The log with the missing events.
    pub union: Log,
    /// The file beside the log that has its report.
    pub report: Option<Vec<u8>>,
    /// The files with bytes that were set aside, and their sizes.
    pub beside: Vec<(PathBuf, u64)>,
}

/// An event that is not in the log.
#[derive(Debug)]
pub struct MissingEvent {
    pub id: EventId,
    /// The name of the copy that has it.
    pub from: String,
    /// It is on another branch or in another work tree: nothing has removed it.
    pub is_elsewhere: bool,
}

/// A repair that was applied.
#[derive(Debug)]
pub struct RepairOutcome {
    pub plan: RepairPlan,
    /// The repaired log.
    pub log: Log,
    /// The files that received bytes from the log.
    pub beside: Vec<PathBuf>,
}

impl Store {
    /// Compares a log with its copies, and looks for files beside it. The copy of this clone receives what was read.
    ///
    /// # Errors
    /// If there is neither log nor copy, or if the log cannot be read.
    pub fn check(
        &self,
        release: &ReleaseName,
        copies: &LogCopies,
    ) -> Result<CheckedLog, StoreError> {
        let path = self.path(release);
        let all = [&copies.here[..], &copies.elsewhere].concat();
        let bytes = self.bytes_to_repair(release, &all)?;
        let aside = [torn(release), damaged(release)].into_iter();
        let aside = aside.filter_map(|name| {
            let path = self.folder().join(name);
            let there = fs::symlink_metadata(&path).ok()?;
            Some((path, there.len()))
        });
        let log = Log::read(&bytes).named(release.as_str());
        if log.torn().is_none()
            && let Some(copies) = self.logs.copies()
        {
            // Without the copy, the next check only knows less.
            let _ = copies.add_lines(release, &event_lines(&bytes));
        }
        let Union { earlier, ours, .. } = Union::new(&bytes, release, &all);
        let union = || ours.iter().chain(&earlier);
        let missing = union().enumerate().filter_map(|(at, MergedEvent { event, found })| {
            let copy = found.copy.checked_sub(1)?;
            let is_earlier = at >= ours.len();
            Some(MissingEvent {
                id: event.id,
                from: if is_earlier { "an earlier start" } else { &all[copy].name }.to_owned(),
                is_elsewhere: is_earlier || copy >= copies.here.len(),
            })
        });
        let missing: Vec<MissingEvent> = missing.collect();
        let vanished = missing.iter().filter(|event| !event.is_elsewhere).count();
        let plan = RepairPlan::new(&bytes, release, &copies.here);
        Ok(CheckedLog {
            lost: plan.map_or(0, |plan| plan.losses.lost.len() + plan.known) + vanished,
            missing,
            union: Log::default().with(union().map(|merged| merged.event.clone())),
            report: self.report(release),
            log,
            is_here: self.contains(release),
            bytes: bytes.len(),
            beside: aside.collect(),
            path,
        })
    }

    /// The releases that have no log here, but a copy in the git directory.
    pub fn list_copies(&self) -> Vec<ReleaseName> {
        self.logs.copies().and_then(|copies| copies.list().ok()).unwrap_or_default()
    }

    /// Adds the copy in the git directory to other copies.
    pub fn add_copy(&self, release: &ReleaseName, copies: &mut LogCopies) {
        let copy = self.logs.copies().and_then(|copies| copies.read(release).ok());
        copies.add("the copy in the git directory", &copy.unwrap_or_default(), false);
    }

    /// Plans the repair of a log with these copies.
    ///
    /// # Errors
    /// If the log cannot be read or repaired.
    pub fn plan_repair(
        &self,
        release: &ReleaseName,
        copies: &[LogCopy],
    ) -> Result<RepairPlan, RecordError<RepairError>> {
        let bytes = self.bytes_to_repair(release, copies)?;
        RepairPlan::new(&bytes, release, copies).map_err(RecordError::Decided)
    }

    /// Repairs a log: quarantines what is not an event of it, takes what the copies have, and records what is lost.
    ///
    /// # Errors
    /// If the log cannot be read, repaired or written. It is unchanged then.
    pub fn repair(
        &self,
        release: &ReleaseName,
        writer: &Writer,
        copies: &[LogCopy],
        reason: Option<&str>,
    ) -> Result<RepairOutcome, RecordError<RepairError>> {
        // Before the lock, which would leave a file behind if the name was only misspelt.
        self.bytes_to_repair(release, copies)?;
        if !self.folder().exists() {
            self.logs.make()?;
        }
        let folder = self.open_folder()?;
        let _lock = self.lock(&folder, release, &writer.by)?;
        let bytes = self.bytes_to_repair(release, copies)?;
        let plan = RepairPlan::new(&bytes, release, copies).map_err(RecordError::Decided)?;
        if !plan.is_needed() {
            return Ok(RepairOutcome {
                log: Log::read(&bytes).named(release.as_str()),
                beside: Vec::new(),
                plan,
            });
        }
        let path = self.path(release);
        let mut lines = plan.bytes.clone();
        let after = Log::read(&lines).head_ids();
        codec::encode_all(&mut lines, after, writer, plan.acts(reason))
            .map_err(StoreError::TooLong)?;
        let beside = set_aside(&plan, &folder, release, &bytes, writer)?;
        if self.bytes_to_repair(release, copies)? != bytes {
            // Somebody without the lock, such as git, has changed it meanwhile.
            return Err(StoreError::Replaced { path }.into());
        }
        replace(&folder, &log_name(release), &lines)
            .map_err(|source| StoreError::NotWritten { path, source })?;
        Ok(RepairOutcome { log: Log::read(&lines).named(release.as_str()), beside, plan })
    }

    /// Makes the log the union of another store's log, of copies and of itself.
    ///
    /// # Errors
    /// If the other store's log is not intact, or this one cannot be written. Nothing is changed then.
    pub fn adopt(
        &self,
        release: &ReleaseName,
        from: &Self,
        holder: &Person,
        copies: &[LogCopy],
    ) -> Result<(), StoreError> {
        let bytes = from.bytes_to_repair(release, copies)?;
        let troubles = Log::read(&bytes).named(release.as_str()).refusals();
        let refused = |troubles| StoreError::Refused { path: from.path(release), troubles };
        if !bytes.is_empty() && !troubles.is_empty() {
            return Err(refused(troubles));
        }
        self.logs.make()?;
        let folder = self.open_folder()?;
        let _lock = self.lock(&folder, release, holder)?;
        let own = match self.read_bytes(release) {
            Err(StoreError::NoRelease { .. }) => Vec::new(),
            read => read?,
        };
        let name = self.path(release).display().to_string();
        let copies = [copies, &[LogCopy { name, bytes: own.clone() }]].concat();
        let plan = RepairPlan::new(&bytes, release, &copies).map_err(|_| refused(Vec::new()))?;
        if plan.bytes == own {
            return Ok(());
        }
        if !Log::read(&own).damage().is_empty() {
            keep(&folder, &damaged(release), &own)?;
        }
        self.logs.sync()?;
        replace(&folder, &log_name(release), &plan.bytes)
            .map_err(|source| StoreError::NotWritten { path: self.path(release), source })
    }

    /// The bytes of a log; none if a copy is to become a file that does not exist.
    fn bytes_to_repair(
        &self,
        release: &ReleaseName,
        copies: &[LogCopy],
    ) -> Result<Vec<u8>, StoreError> {
        match self.read_bytes(release) {
            Err(StoreError::NoRelease { .. }) if !copies.is_empty() => Ok(Vec::new()),
            read => read,
        }
    }
}

/// Keeps what leaves the log in files beside it, with its lines and the reason, and returns these files.
fn set_aside(
    plan: &RepairPlan,
    folder: &Folder,
    release: &ReleaseName,
    bytes: &[u8],
    writer: &Writer,
) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = Vec::new();
    if let Some(line) = &plan.torn {
        files.push(keep(folder, &torn(release), &[&bytes[line.range.clone()], b"\n"].concat())?);
    }
    let mut quarantined = Vec::new();
    let name = log_name(release);
    let at = writer.at.format("%Y-%m-%dT%H:%M:%SZ");
    for part in &plan.quarantined {
        let head = format!("# {} of {name}, set aside {at}: {}\n", part.lines, part.why);
        quarantined.extend_from_slice(head.as_bytes());
        quarantined.extend_from_slice(&part.bytes);
        quarantined.push(b'\n');
    }
    if !quarantined.is_empty() {
        files.push(keep(folder, &damaged(release), &quarantined)?);
    }
    Ok(files)
}

/// The file with the bytes that repairs have quarantined.
fn damaged(release: &ReleaseName) -> String {
    release.file("jsonl.damaged")
}
