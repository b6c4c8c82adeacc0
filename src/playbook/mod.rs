//! The definitions: YAML files read, checked, and turned into a [`Playbook`].

mod model;
mod place;

pub use model::{
    Authority, Channel, Decision, Duty, Escalation, Gate, Item, Owner, Phase, PhaseKind, Playbook,
    Role, Stage,
};
pub use place::Place;
