//! May this be recorded? Each function takes the release as it is and a request, and returns the events to append or a refusal.
//! Of a release that has ended nothing is recorded but that it is reopened.
//!
//! Pure: nothing here reads a clock, a file or a terminal. Every way to record something, on the command line or full screen,
//! comes through here.

mod announcing;
mod confirmation;
mod decision;
mod ending;
mod escalation;
mod incident;
mod items;
mod notes;
mod people;
mod plan;
mod refusal;
#[cfg(test)]
mod tests;
mod timing;
mod undo;
mod upgrade;

pub use announcing::{announce, is_true};
pub use confirmation::confirmed_first;
pub use decision::{decide, find as find_decision};
pub use ending::{cancel, finish, reopen};
pub use escalation::escalate;
pub use incident::{declare_incident, note_incident, resolve_incident};
pub use items::{ItemRequest, act_on_items, happened};
pub use notes::{note, resolve_risk, subject_and_text};
pub use people::{AssignRequest, assign, other_spelling};
pub use plan::{add, again};
pub use refusal::{Changes, Refusal, RefusalKind, completing, remedy, still_active};
pub use timing::{can_reschedule, reschedule, start};
pub use undo::undo;
pub use upgrade::upgrade;
