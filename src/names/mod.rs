//! What definitions, log and screens share: the types of ids, and which characters are invisible and which links
//! may be followed.

mod ids;
mod invisible;
mod link;
mod person;

pub use ids::{DecisionId, GateId, ItemId, PhaseId, RoleId, is_id};
pub(crate) use invisible::{is_hidden, is_invisible, joins, precedes_command};
pub(crate) use link::may_follow;
pub use person::Person;
