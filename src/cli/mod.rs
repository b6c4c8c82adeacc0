//! The command line. A command is one file: its arguments, and a `run` that reads like a sentence.
//!
//! `app` holds what all of them need; `failure` is the one place that prints what went wrong.

mod announce;
mod app;
mod args;
mod asking;
mod assign;
mod channels;
mod check;
mod complete;
mod completions;
mod decide;
mod decisions;
mod demo;
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
mod options;
mod phases;
mod readiness;
mod record;
mod recording;
mod releases;
mod repair;
mod reschedule;
mod roles;
mod start;
mod status;
mod ui;
mod undo;
mod unfreed;
mod usage;
mod verify;
mod watch;

use crate::log::MAX_LINE;
use crate::rules::Refusal;
use crate::terminal::Looks;
use app::App;
use args::Parsed;
use hint::Invocation;
use options::Global;
use std::ffi::OsString;
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
    /// Somebody left a question unanswered: 130, as a shell has it of what Ctrl-C ended.
    Left,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Yes => Self::SUCCESS,
            Exit::No => Self::from(1),
            Exit::Cannot => Self::from(2),
            Exit::Left => Self::from(130),
        }
    }
}

/// What a command line came to: an answer, be it no, or an error that says why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
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

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    if let Some(asked) = complete::asked(&args) {
        complete::answer(&asked);
        return Exit::Yes.into();
    }
    perform(&args, Global::default()).into()
}

/// Runs a command line, which begins with the name of the program. What it leaves open of release and folder is taken from
/// `around`, the command line of the full-screen program that it runs in.
fn perform(args: &[OsString], around: Global) -> Outcome {
    if let Some(long) = args.iter().find(|arg| arg.len() > MAX_LINE) {
        let length = long.len();
        let refusal = Refusal::cannot(format!(
            "an argument of {length} bytes is longer than an event may be"
        ))
        .hint(format!(
            "{MAX_LINE} bytes are the most for all that is recorded at once"
        ));
        let exit = failure::report(&refusal.into(), Looks::default(), &Invocation::default());
        return Outcome::Refused(exit);
    }
    let parsed = match Parsed::of(args) {
        Ok(parsed) => parsed,
        Err(error) if error.use_stderr() => return Outcome::Refused(usage::report(error, args)),
        Err(help) => return Outcome::Answered(usage::report(help, args)),
    };
    let looks = parsed.looks;
    let refused = |error: &anyhow::Error, given: &Invocation| {
        Outcome::Refused(failure::report(error, looks, given))
    };
    let app = match App::new(parsed.global.or(around), looks) {
        Ok(app) => app,
        Err(error) => return refused(&error, &Invocation::default()),
    };
    let exit = match parsed.early {
        Some(refusal) => Err(refusal.into()),
        None => parsed.command.run(&app),
    };
    exit.map_or_else(|error| refused(&error, &app.given(args)), Outcome::Answered)
}
