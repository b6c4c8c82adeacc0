//! From the definitions as typed to a [`Playbook`](super::Playbook), or to all their problems.
//!
//! [`known`] collects all ids, then each section is checked against them. If a part of a file could not be read, unknown
//! references and missing values are not reported, because what they need may be in that part.

mod gates;
mod known;
mod people;
mod phases;
mod settings;
mod whole;

pub(super) use gates::add_default_gates;
pub use known::free_id;
pub(super) use whole::check;
