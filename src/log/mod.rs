//! The log of a release: events, their form on disk, their order, and the file.
//!
//! [`Store`] is the only code that reads and writes logs on the disk. A [`Log`] is what was read, and [`Trouble`] describes what is
//! wrong with it.
//! [`crate::release`] computes what events add up to, and [`crate::rules`] decides whether something may be recorded.

mod apply;
mod clone_copy;
mod codec;
mod edit;
mod ended;
mod error;
mod event;
mod event_id;
mod field;
mod folder;
mod graph;
mod line;
mod lock;
mod merge;
mod name;
mod open;
mod parts;
mod people;
mod place;
mod read;
mod repair;
#[cfg(test)]
pub(crate) mod samples;
mod store;
mod tail;
mod trouble;
mod zero_filled_tail;

pub use apply::{CheckedLog, MissingEvent};
pub use codec::{MAX_LINE, Writer, decode};
pub use error::{RecordError, StoreError, advice};
pub use event::{
    Act, Added, Assignment, Decided, Event, EventId, EventKind, ItemChange, ItemEvent, NoteKind,
    Noted, ReasonedChange, Repaired, Started, Timestamp, Upgraded,
};
pub use folder::{
    FOLDER, find_root, has_playbook, make_playbook, make_root, replace as write_whole, root_for,
    write_playbook,
};
pub use merge::{LogCopies, LogCopy};
pub use name::ReleaseName;
pub use read::Log;
pub use repair::{RepairError, RepairPlan};
pub use store::{Recorded, Store};
pub use trouble::{Damage, TornLine, Trouble, TroubleKind, Weight};
