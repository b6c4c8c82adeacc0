//! The program as a whole, for commands that describe it or run others, and how it ends.

use crate::view::Candidate;
use std::ffi::OsString;
use std::process::ExitCode;

/// What the layer above the commands can do.
pub(crate) struct Program {
    pub(crate) names: fn() -> &'static [&'static str],
    /// Lists all commands; their arguments exist once it is built.
    pub(crate) describe: fn() -> clap::Command,
    /// Runs a command line, which begins with the name of the program, and has this release if it names none.
    pub(crate) run: fn(&[OsString], Option<&str>) -> Outcome,
    pub(crate) complete: fn(&str) -> Vec<Candidate>,
}

/// How a command ends. No option turns [`Exit::Cannot`] into something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done, or open.
    Yes = 0,
    /// The answer is no.
    No = 1,
    /// It cannot be done or judged.
    Cannot = 2,
    /// A prompt was cancelled, as shells report a program that Ctrl-C ended.
    Cancelled = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) exit: Exit,
    /// Whether there is no answer, not even a no, but an error that says why.
    pub(crate) refused: bool,
    /// The command line, with the answers to prompts.
    pub(crate) line: Vec<String>,
}
