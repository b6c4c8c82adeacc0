//! What a text is written on.

use crate::command::{Command, Invocation};
use crate::schedule::ReaderClock;

/// What a text is written on: how wide it is, when and in which zone it is read, and what its commands have to repeat.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// In columns of a terminal.
    pub width: usize,
    pub now: ReaderClock,
    pub invocation: &'a Invocation,
}

impl Page<'_> {
    /// A command so that the reader can paste it.
    pub(super) fn line(self, command: &Command) -> String {
        self.invocation.line(command)
    }
}
