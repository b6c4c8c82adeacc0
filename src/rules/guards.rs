//! Checks that several requests share.

use super::refusal::Refusal;
use crate::log::Act;
use crate::names::Person;
use crate::release::{Permissions, Release, ReleaseState};

/// The result of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The events to record.
    pub acts: Vec<Act>,
    /// What needed no change, one sentence each.
    pub unchanged: Vec<String>,
}

/// Refuses everything except reopening once a release is finished or cancelled.
///
/// # Errors
/// The refusal.
pub fn still_active(release: &Release) -> Result<(), Refusal> {
    match release.progress.end {
        ReleaseState::Active => Ok(()),
        ReleaseState::Finished(event) => Err(Refusal::ended(release, event, "finished")),
        ReleaseState::Cancelled(event) => Err(Refusal::ended(release, event, "cancelled")),
    }
}

/// Refuses what the person may not record.
pub(super) fn permitted(release: &Release, by: &Person, acts: &[Act]) -> Result<(), Refusal> {
    let permissions = Permissions::of(&release.playbook, &release.log);
    let all = acts.iter().try_for_each(|act| permissions.may(by, act));
    all.map_err(|objection| Refusal::objection(release, by, &objection))
}

/// A reason that is not empty.
pub(super) fn reason(text: Option<&str>) -> Result<String, Refusal> {
    match text.map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(Refusal::no_reason()),
    }
}
