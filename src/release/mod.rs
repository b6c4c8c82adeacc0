//! A release as it is: its frozen playbook, its log, what the log adds up to, and every date resolved.
//!
//! [`replay()`] folds the events into a [`Progress`]: pure, in the order of the graph, never of the clocks. [`Release`] adds the
//! dates; `gate`, `deviations` and `updates` judge it, `naming` finds what people name. Used by everything that shows, judges
//! or decides.

mod actions;
mod arguments;
pub mod attempts;
mod decisions;
pub mod deviations;
pub mod gate;
mod incidents;
mod model;
pub mod naming;
mod plan;
mod register;
mod replay;
pub mod updates;

pub use actions::{ActionEvent, ItemAction, Obstacle};
pub use arguments::{AnswerTarget, ArgumentKind, MissingArgument, PartialArguments};
pub use decisions::DecisionStatus;
pub use incidents::{Incident, declaration};
pub use model::{DueStatus, ItemStatus, Release};
pub use register::Slot;
pub use replay::{ItemState, Progress, ReleaseState, SlotState, is_fixed, replay};
