//! The exit codes.

use std::process::ExitCode;

/// How a command ends. No option turns [`Exit::Cannot`] into something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, or open: 0.
    Yes,
    /// The answer is no: 1.
    No,
    /// It cannot be done or judged: 2.
    Cannot,
    /// A prompt was cancelled: 130, as shells report a program that Ctrl-C ended.
    Cancelled,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Yes => Self::SUCCESS,
            Exit::No => Self::from(1),
            Exit::Cannot => Self::from(2),
            Exit::Cancelled => Self::from(130),
        }
    }
}

/// The result of a command line: an answer, even if it is no, or an error that says why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Answered(Exit),
    Refused(Exit),
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Answered(exit) | Outcome::Refused(exit) => exit.into(),
        }
    }
}
