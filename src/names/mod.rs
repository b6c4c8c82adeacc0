//! What definitions, log and screens share: the types of ids, and which characters are invisible.

mod ids;
mod invisible;

pub use ids::{DecisionId, GateId, ItemId, Person, PhaseId, RoleId, is_id};
pub(crate) use invisible::{is_invisible, is_joiner};
