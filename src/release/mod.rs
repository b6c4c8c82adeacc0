//! A release as it is: its frozen playbook, its log, what the log adds up to, and every date resolved.

mod actions;
mod arguments;
mod attempts;
pub mod course;
mod decisions;
pub mod deviations;
pub mod gate;
mod model;
pub mod naming;
mod permission;
mod permissions;
mod plan;
mod register;
mod replay;
pub mod updates;
mod versions;

pub use actions::{ItemAction, Obstacle};
pub use arguments::{AnswerTarget, ArgumentKind, MissingArgument, PartialArguments};
pub use model::{DueStatus, Release};
pub use permission::{Objection, is_fixed};
pub use permissions::Permissions;
pub use register::{ItemState, ItemStatus, Slot, SlotState};
pub use replay::{Incident, Progress, ReleaseState, declaration};
