//! The log of a release: events, their form on disk, their order, and the file.
//!
//! [`Store`] is the only door to the disk; [`Log`] is what was read, with [`Trouble`] for all that is wrong with it.
//! What events add up to is `progress`'s affair; whether something may be recorded is `decide`'s.

mod codec;
mod error;
mod event;
mod field;
mod folder;
mod graph;
mod hollow;
mod line;
mod lock;
mod mend;
mod name;
mod open;
mod past;
mod read;
mod repair;
#[cfg(test)]
pub(crate) mod samples;
mod store;
mod tail;
mod trouble;

pub use codec::{MAX_LINE, decode};
pub use error::{RecordError, StoreError, advice};
pub use event::{
    Act, Assignment, Decided, Event, EventId, ItemEvent, Mark, Note, Repaired, Started, Tick,
};
pub use folder::{FOLDER, find_root, make_root, root_for};
pub use mend::{Checked, Place};
pub use name::ReleaseName;
pub use read::Log;
pub use repair::{Newer, Plan, Spare, Take, Why};
pub use store::{Recorded, Store, Writer};
pub use trouble::{Damage, Torn, Trouble, Weight};
