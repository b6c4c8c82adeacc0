//! The command line. A command is one file: its arguments, and a `run` that reads like a sentence.
//!
//! `app` holds what all of them need; `failure` is the one place that prints what went wrong.

mod announce;
mod app;
mod args;
mod assign;
mod channels;
mod check;
mod complete;
mod completions;
mod decide;
mod decisions;
mod deviations;
mod ending;
mod escalate;
mod failure;
mod gate;
mod help;
mod hint;
mod incident;
mod init;
mod list;
mod log;
mod man;
mod mark;
mod next;
mod note;
mod notes;
mod phases;
mod readiness;
mod record;
mod recording;
mod releases;
mod reschedule;
mod roles;
mod start;
mod status;
mod undo;
mod usage;

use app::App;
use args::Parsed;
use hint::Given;
use std::process::ExitCode;

/// How a command ends. No option turns [`Exit::Cannot`] into something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, or open: 0.
    Yes,
    /// The answer is no: 1.
    No,
    /// It cannot be done or judged: 2.
    Cannot,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Yes => Self::SUCCESS,
            Exit::No => Self::from(1),
            Exit::Cannot => Self::from(2),
        }
    }
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    if let Some(asked) = complete::asked(&args) {
        complete::answer(&asked);
        return Exit::Yes.into();
    }
    let parsed = match Parsed::of(&args) {
        Ok(parsed) => parsed,
        Err(error) => return usage::report(error, &args).into(),
    };
    let colour = parsed.global.colour();
    let app = match App::new(parsed.global) {
        Ok(app) => app,
        Err(error) => return failure::report(&error, colour, &Given::default()).into(),
    };
    let exit = match parsed.early {
        Some(refusal) => Err(refusal.into()),
        None => parsed.command.run(&app),
    };
    exit.unwrap_or_else(|error| failure::report(&error, colour, &app.given(&args)))
        .into()
}
