//! A release as it is: its frozen playbook, its log, what the log adds up to, and every date resolved.
//!
//! `permissions` decides which events count, [`replay`] folds them into a [`Progress`]: pure, in the order of the graph, never of
//! the clocks. [`Release`] adds the dates; `gate`, `deviations` and `updates` judge it, `naming` finds what people name. Used by everything that shows, judges
//! or decides.

mod actions;
mod arguments;
mod attempts;
pub mod burn_down;
mod decisions;
pub mod deviations;
pub mod gate;
mod incidents;
mod model;
pub mod naming;
mod permission;
mod permissions;
mod plan;
mod register;
mod replay;
mod stage;
pub mod updates;
mod versions;

pub use actions::{ItemAction, Obstacle};
pub use arguments::{AnswerTarget, ArgumentKind, MissingArgument, PartialArguments};
pub use incidents::{Incident, declaration};
pub use model::{DueStatus, Release};
pub use permission::{Objection, is_fixed};
pub use permissions::Permissions;
pub use register::{ItemState, ItemStatus, Slot, state_of};
pub use replay::{Progress, ReleaseState};
