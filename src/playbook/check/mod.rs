//! From the definitions as typed to a [`Playbook`](super::Playbook), or to all their problems.
//!
//! [`known`] collects all ids, then each section is checked against them. A section with invalid parts has a hole:
//! references to it are not checked, because the id may be in the invalid part.

mod defaults;
mod derive;
mod gates;
mod known;
mod order;
mod people;
mod phases;
mod settings;
mod whole;

pub(super) use defaults::add_default_gates;
pub use derive::free_id;
pub(super) use whole::check;
