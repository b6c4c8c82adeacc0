//! The log of a release: events, their form on disk, their order, and the file.
//!
//! [`Store`] is the only code that reads and writes logs on the disk. A [`Log`] is what was read, and [`Trouble`] describes what is
//! wrong with it.

mod apply;
mod codec;
mod ended;
mod error;
mod event;
mod field;
mod folder;
mod git_copies;
mod graph;
mod lock;
mod name;
mod open;
mod parts;
mod place;
mod read;
mod repair;
#[cfg(test)]
pub(crate) mod samples;
mod store;
mod tail;
mod trouble;

pub use apply::{CheckedLog, MissingEvent};
pub use codec::{MAX_LINE, Writer, decode};
pub use error::{StoreError, advice};
pub use event::{
    Act, Added, Assignment, Decided, Event, EventId, EventKind, ItemChange, NoteKind, Noted,
    Repaired, Started, Timestamp, Upgraded,
};
pub use folder::{
    FOLDER, find_root, has_playbook, make_playbook, make_root, replace as write_whole, root_for,
    write_playbook,
};
pub(crate) use git_copies::GitCopies;
pub use lock::Lock;
pub use name::ReleaseName;
pub use read::Log;
pub use repair::{LogCopies, RepairPlan};
pub use store::{Recorded, Store};
pub use trouble::{Trouble, TroubleKind, Weight};
