//! What definitions, log and screens share: the types of ids, and which characters are invisible and which links
//! may be followed.

mod ids;
mod person;
mod text;

pub use ids::{DecisionId, GateId, ItemId, PhaseId, RoleId, is_id};
pub use person::Person;
pub(crate) use text::{is_hidden, is_invisible, joins, may_follow, precedes_command};
