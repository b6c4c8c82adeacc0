//! Checks a log with the files beside it, and applies a repair: everything that leaves the log is on the disk beside it before the log
//! changes, and the log changes in one step. [`super::repair`] plans the changes.

use super::codec::{self, Writer};
use super::error::StoreError;
use super::event::{EventId, Timestamp};
use super::folder::{keep, log_name, replace, torn};
use super::name::ReleaseName;
use super::read::Log;
use super::repair::{LogCopies, LogCopy, MergedEvent, RepairPlan, Union, event_lines};
use super::store::Store;
use crate::names::Person;
use crate::sys::Folder;
use serde::Serialize;
use std::fs;
use std::path::PathBuf;

#[derive(Debug)]
pub struct CheckedLog {
    pub path: PathBuf,
    pub log: Log,
    /// Says that the file exists. Otherwise only copies have its events.
    pub is_here: bool,
    /// How many events are known to have been in the log and are missing.
    pub lost: usize,
    /// The events that copies have and the log does not.
    pub missing: Vec<MissingEvent>,
    pub report: Option<Vec<u8>>,
    /// The files with bytes that were set aside, and their sizes.
    pub beside: Vec<(PathBuf, u64)>,
}

#[derive(Debug, Clone, Serialize)]
pub struct MissingEvent {
    pub event: EventId,
    pub at: Timestamp,
    pub by: Person,
    /// What happened: `ticked`.
    #[serde(rename = "do")]
    pub act: String,
    /// The id of the item, decision or role that it is about.
    pub about: Option<String>,
    /// The copy that has it: a commit, a branch, a folder.
    pub from: String,
    /// Says that it is on another branch or in another work tree, so that nothing has removed it.
    pub elsewhere: bool,
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
        if log.torn.is_none()
            && let Some(copies) = self.logs.copies()
        {
            // Without the copy, the next check only knows less.
            let _ = copies.add_lines(release, &event_lines(&bytes));
        }
        let Union { earlier, ours, .. } = Union::new(&bytes, release, &all);
        let missing = |(at, merged): (usize, &MergedEvent<'_>)| {
            let (event, copy) = (&merged.event, merged.copy.checked_sub(1)?);
            let is_earlier = at >= ours.len();
            let from = if is_earlier { "an earlier start" } else { &all[copy].name };
            let item = event.act.item().map(ToString::to_string);
            Some(MissingEvent {
                event: event.id,
                at: Timestamp(event.at),
                by: event.by.clone(),
                act: event.act.name().to_owned(),
                about: item.or_else(|| event.act.decision().map(ToString::to_string)),
                from: from.to_owned(),
                elsewhere: is_earlier || copy >= copies.here.len(),
            })
        };
        let missing: Vec<MissingEvent> =
            ours.iter().chain(&earlier).enumerate().filter_map(missing).collect();
        let vanished = missing.iter().filter(|event| !event.elsewhere).count();
        let plan = RepairPlan::new(&bytes, release, &copies.here);
        Ok(CheckedLog {
            lost: plan.map_or(0, |plan| plan.losses.lost.len() + plan.known) + vanished,
            missing,
            report: self.report(release),
            log,
            is_here: self.contains(release),
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
    ) -> Result<RepairPlan, StoreError> {
        RepairPlan::new(&self.bytes_to_repair(release, copies)?, release, copies)
    }

    /// Repairs a log: quarantines what is not an event, takes what the copies have, and records what is lost. Returns the files that
    /// received bytes from the log.
    ///
    /// # Errors
    /// If the log cannot be read, repaired or written. It is unchanged then.
    pub fn repair(
        &self,
        release: &ReleaseName,
        writer: &Writer,
        copies: &[LogCopy],
        reason: Option<&str>,
    ) -> Result<(RepairPlan, Vec<PathBuf>), StoreError> {
        // Before the lock, which would leave a file behind if the name was only misspelt.
        self.bytes_to_repair(release, copies)?;
        if !self.folder().exists() {
            self.logs.make()?;
        }
        let folder = self.open_folder()?;
        let _lock = self.lock(&folder, release, &writer.by)?;
        let bytes = self.bytes_to_repair(release, copies)?;
        let plan = RepairPlan::new(&bytes, release, copies)?;
        if !plan.is_needed {
            return Ok((plan, Vec::new()));
        }
        let path = self.path(release);
        let mut lines = plan.bytes.clone();
        let after = Log::read(&lines).head_ids();
        let act = plan.act(reason).into_iter().collect();
        codec::encode_all(&mut lines, after, writer, act).map_err(StoreError::TooLong)?;
        let beside = set_aside(&folder, release, &bytes, writer)?;
        if self.bytes_to_repair(release, copies)? != bytes {
            // Somebody without the lock, such as git, has changed it meanwhile.
            return Err(StoreError::Replaced { path });
        }
        replace(&folder, &log_name(release), &lines)
            .map_err(|source| StoreError::NotWritten { path, source })?;
        Ok((plan, beside))
    }

    /// Adds the events of another store's log and of copies to this one.
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
        if !bytes.is_empty() && !troubles.is_empty() {
            return Err(StoreError::Refused { path: from.path(release), troubles });
        }
        let Union { ours, .. } = Union::new(&bytes, release, copies);
        let lines: Vec<&[u8]> = ours.iter().map(|merged| merged.bytes).collect();
        self.import(release, holder, &lines)
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

/// Keeps what is not an event in files beside the log, with its lines and the reason, and returns these files.
fn set_aside(
    folder: &Folder,
    release: &ReleaseName,
    bytes: &[u8],
    writer: &Writer,
) -> Result<Vec<PathBuf>, StoreError> {
    let log = Log::read(bytes);
    let mut files = Vec::new();
    if let Some(line) = &log.torn {
        files.push(keep(folder, &torn(release), &[&bytes[line.range.clone()], b"\n"].concat())?);
    }
    let mut quarantined = Vec::new();
    let name = log_name(release);
    let at = writer.at.format("%Y-%m-%dT%H:%M:%SZ");
    for part in &log.damage {
        let head = format!("# {} of {name}, set aside {at}: {}\n", part.place(), part.why);
        quarantined.extend_from_slice(head.as_bytes());
        quarantined.extend_from_slice(&part.bytes);
        quarantined.push(b'\n');
    }
    if !quarantined.is_empty() {
        files.push(keep(folder, &damaged(release), &quarantined)?);
    }
    Ok(files)
}

fn damaged(release: &ReleaseName) -> String {
    release.file("jsonl.damaged")
}
