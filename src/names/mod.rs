//! What definitions, log and screens share: the types of ids, and which characters are invisible.

mod ids;
mod invisible;
mod person;

pub use ids::{DecisionId, GateId, ItemId, PhaseId, RoleId, is_id};
pub(crate) use invisible::{is_invisible, is_joiner, joins, precedes_command};
pub use person::Person;
