//! What a document is written for.

use crate::command::{Command, Invocation};
use crate::names::Person;
use crate::schedule::ReaderClock;

#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// In columns of a terminal.
    pub width: usize,
    /// How many lines fit, for screens that are meant to be seen at once.
    pub height: usize,
    /// Says whether progress is also shown as bars.
    pub bars: bool,
    /// Says whether it is read long after: people are named by their whole address on every line, and moments with day and time.
    pub in_full: bool,
    pub now: ReaderClock,
    pub invocation: &'a Invocation,
}

impl Page<'_> {
    /// The same page without limits, for formats that are not shown on a screen.
    pub fn unlimited(self) -> Self {
        Self { width: usize::MAX, height: usize::MAX, ..self }
    }

    /// A person, in short or with the whole address.
    pub fn name(self, person: &Person) -> &str {
        if self.in_full { person.as_str() } else { person.short() }
    }

    /// A command so that the reader can paste it.
    pub fn line(self, command: &Command) -> String {
        self.invocation.line(command)
    }
}
