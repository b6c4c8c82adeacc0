//! The page that a text is written for.

use crate::command::{Command, Invocation};
use crate::schedule::ReaderClock;

/// Width, reader's clock, and the arguments that its commands have to repeat.
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
