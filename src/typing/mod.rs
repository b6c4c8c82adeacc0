//! A line that somebody types: the text with a cursor in it, what the keys of an editor do to it, and the words of a command
//! line, as a shell cuts and quotes them.
//!
//! It knows no terminal: `ask` and `tui` draw it and hand it their keys, `cli` writes command lines with it.

mod edit;
mod line;
mod words;

pub(crate) use edit::Edit;
pub(crate) use line::Line;
pub(crate) use words::{joined, last_word, quoted, split, unfinished};
