//! The text screens: one line a thing, numbers at the left edge, the same columns everywhere, no boxes.

mod channels;
mod confirm;
mod decisions;
mod gate;
mod items;
mod log;
mod phases;
mod releases;
mod roles;
mod sheet;
mod status;
mod words;

pub use channels::channels;
pub use confirm::{Confirmation, confirm};
pub use decisions::decisions;
pub use gate::gate;
pub use items::{list, next};
pub use log::log;
pub use phases::{moves, phases, plan};
pub use releases::releases;
pub use roles::roles;
pub use status::status;
