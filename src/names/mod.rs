//! What definitions, log and screens share: the types of ids, which characters are invisible, which links
//! may be followed, and how things are counted.

mod ids;
mod person;
mod text;

pub use ids::{DecisionId, GateId, ItemId, PhaseId, RoleId, is_id};
pub use person::Person;
pub use text::{count, some};
pub(crate) use text::{is_hidden, is_invisible, joins, may_follow, precedes_command};
