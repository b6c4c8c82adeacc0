//! What the events of a log add up to.
//!
//! [`replay`] folds the events into a [`Progress`]: pure, in the order of the graph, never of the clocks. How an item stands at a
//! moment, which also needs the plan, is [`crate::release`]'s.

mod decided;
mod incident;
mod question;
mod replay;

pub use decided::{Verdict, Voice};
pub use incident::Incident;
pub use question::Slot;
pub use replay::{Conflict, End, Moved, Progress, Stand, State, replay};
