//! May this be recorded? Each function takes the release as it is and a request, and returns the events to append or a refusal.
//!
//! Pure: nothing here reads a clock, a file or a terminal. Every way to record something, on the command line or full screen,
//! comes through here.

mod announcing;
mod decision;
mod ending;
mod escalation;
mod incident;
mod items;
mod notes;
mod people;
mod refusal;
#[cfg(test)]
mod tests;
mod timing;

pub use announcing::{AnnounceRequest, announce, is_true};
pub use decision::{DecideRequest, decide, find as find_decision};
pub use ending::{CLOSE, cancel, close, reopen};
pub use escalation::{EscalateRequest, escalate};
pub use incident::{IncidentRequest, close_incident, note_incident, open_incident};
pub use items::{ItemRequest, act_on_items};
pub use notes::{NoteRequest, close_risk, note, undo};
pub use people::{AssignRequest, assign};
pub use refusal::{Refusal, RefusalKind, settling};
pub use timing::{RescheduleRequest, StartRequest, reschedule, start};

use crate::release::Release;
use crate::release::ReleaseState;

/// Refuses everything but reopening once a release has ended.
///
/// # Errors
/// The refusal.
pub fn still_open(release: &Release) -> Result<(), Refusal> {
    match release.progress.end {
        ReleaseState::Active => Ok(()),
        ReleaseState::Finished(event) => Err(Refusal::ended(release, event, "closed")),
        ReleaseState::Cancelled(event) => Err(Refusal::ended(release, event, "cancelled")),
    }
}

/// A reason that says something; `what` is what it is needed for.
fn reason(text: Option<&str>, what: &str) -> Result<String, Refusal> {
    match text.map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(Refusal::no_reason(what)),
    }
}
