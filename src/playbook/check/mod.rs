//! From the definitions as typed to a [`Playbook`](super::Playbook), or everything that is wrong with them.
//!
//! First every name is learned ([`known`]), then each section is checked against the names. A section of which
//! something could not be read has a hole: what refers to it is then not judged, since the fault lies elsewhere.

mod gates;
mod known;
mod people;
mod phases;
mod settings;
mod whole;

pub(super) use whole::{ParsedFiles, check};
