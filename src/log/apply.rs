//! Checks a log with the files beside it, and applies a repair: everything that leaves the log is on the disk beside it before the log
//! changes, and the log changes in one step. [`super::repair`] plans the changes.

use super::codec::{self, Writer};
use super::error::{RecordError, StoreError};
use super::folder::{keep, log_name, replace, torn};
use super::merge::LogCopy;
use super::name::ReleaseName;
use super::read::Log;
use super::repair::{RepairError, RepairPlan};
use super::store::Store;
use crate::files::Folder;
use std::fs;
use std::path::PathBuf;

/// A log, and what lies beside it.
#[derive(Debug)]
pub struct CheckedLog {
    pub path: PathBuf,
    pub log: Log,
    pub bytes: usize,
    /// How many events are known to have been in the log and are missing.
    pub lost: usize,
    /// The files with bytes that were set aside, and their sizes.
    pub beside: Vec<(PathBuf, u64)>,
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
    /// Reads a log and looks for files beside it.
    ///
    /// # Errors
    /// If there is no such log, or if it cannot be read.
    pub fn check(&self, release: &ReleaseName) -> Result<CheckedLog, StoreError> {
        let path = self.path(release);
        let bytes = self.read_bytes(release)?;
        let aside = [torn(release), damaged(release)].into_iter();
        let aside = aside.filter_map(|name| {
            let path = self.folder().join(name);
            let there = fs::symlink_metadata(&path).ok()?;
            Some((path, there.len()))
        });
        let plan = RepairPlan::new(&bytes, release, &[]);
        Ok(CheckedLog {
            lost: plan.map_or(0, |plan| plan.losses.lost.len() + plan.known),
            log: Log::read(&bytes).named(release.as_str()),
            bytes: bytes.len(),
            beside: aside.collect(),
            path,
        })
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
        let folder = self.open_folder()?;
        let _lock = self.lock(&folder, release, writer)?;
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
            .map_err(StoreError::Encode)?;
        let beside = set_aside(&plan, &folder, release, &bytes, writer)?;
        if self.bytes_to_repair(release, copies)? != bytes {
            // Somebody without the lock, such as git, has changed it meanwhile.
            return Err(StoreError::Replaced { path }.into());
        }
        replace(&folder, &log_name(release), &lines)
            .map_err(|source| StoreError::NotWritten { path, source })?;
        Ok(RepairOutcome { log: Log::read(&lines).named(release.as_str()), beside, plan })
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
    format!("{release}.jsonl.damaged")
}
