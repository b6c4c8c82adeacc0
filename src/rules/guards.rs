//! Checks that several requests share.

use super::refusal::Refusal;
use crate::log::Act;
use crate::names::Person;
use crate::release::{Permissions, Release, ReleaseState};

/// What a request comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The events to record.
    pub acts: Vec<Act>,
    /// What stays as it is, each in words.
    pub unchanged: Vec<String>,
}

/// Refuses everything but reopening once a release has ended.
///
/// # Errors
/// The refusal.
pub fn still_active(release: &Release) -> Result<(), Refusal> {
    match release.progress.end {
        ReleaseState::Active => Ok(()),
        ReleaseState::Finished(event) => Err(Refusal::ended(release, event, "closed")),
        ReleaseState::Cancelled(event) => Err(Refusal::ended(release, event, "cancelled")),
    }
}

/// Refuses what the person may not record.
pub(super) fn permitted(release: &Release, by: &Person, acts: &[Act]) -> Result<(), Refusal> {
    let permissions = Permissions::of(&release.playbook, &release.log);
    let all = acts.iter().try_for_each(|act| permissions.may(by, act));
    all.map_err(|objection| Refusal::objection(release, by, &objection))
}

/// A reason that says something; `what` is what it is needed for.
pub(super) fn reason(text: Option<&str>, what: &str) -> Result<String, Refusal> {
    match text.map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(Refusal::no_reason(what)),
    }
}
