//! Commands as data: hints that propose commands, and command lines as text.
//!
//! Whoever proposes a command builds a [`Command`]. Only an [`Invocation`], which knows the options that the user gave, writes
//! it as text.

mod commands;
mod hint;
mod invocation;
mod words;

pub(crate) use commands::{GROUPS, as_person, command_in, takes_release};
pub use hint::{Command, Hint, command};
pub use invocation::Invocation;
pub(crate) use words::{joined, last_word, quoted, split, unfinished};
