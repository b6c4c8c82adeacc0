//! The log of a release: events, their form on disk, and the file.

mod event;

pub use event::{Act, Assignment, Decided, Event, EventId, Mark, Note, Started, Tick};
