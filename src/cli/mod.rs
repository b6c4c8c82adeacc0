//! The command line. A command is one file: its arguments, and a `run` that reads like a sentence.
//!
//! `app` holds what all of them need; `failure` is the one place that prints what went wrong.

mod announce;
mod app;
mod args;
mod assign;
mod channels;
mod check;
mod decide;
mod decisions;
mod deviations;
mod ending;
mod escalate;
mod failure;
mod gate;
mod incident;
mod init;
mod list;
mod log;
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

use crate::decide::Refusal;
use crate::render::safe;
use crate::term;
use anstream::ColorChoice;
use app::App;
use args::Octorel;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use std::mem::ManuallyDrop;
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
    // The program ends with the command: to free all that it was built of would be work for nothing.
    let mut usage = ManuallyDrop::new(Octorel::command());
    let parsed = usage.try_get_matches_from_mut(std::env::args_os());
    let parsed = parsed.and_then(|mut matches| {
        let early = too_early(&matches);
        Octorel::from_arg_matches_mut(&mut matches).map(|octorel| (octorel, early))
    });
    let (octorel, early) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return unusual(&error).into(),
    };
    let (command, global) = match octorel.chosen {
        Some(chosen) => (Some(chosen.command), chosen.global.or(octorel.global)),
        None => (None, octorel.global),
    };
    let colour = global.colour();
    let exit = App::new(global).and_then(|app| match (early, &command) {
        (Some(refusal), _) => Err(refusal.into()),
        (None, Some(command)) => command.run(&app),
        (None, None) => octorel.status.run(&app),
    });
    exit.unwrap_or_else(|error| failure::report(&error, colour))
        .into()
}

/// Refuses an option of a bare `octorel` before the name of a command, which would never see it.
fn too_early(matches: &ArgMatches) -> Option<Refusal> {
    let command = matches.subcommand_name()?;
    let given = |id: &&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let option = ["as_of", "format"]
        .into_iter()
        .find(given)?
        .replace('_', "-");
    let message = format!("`--{option}` stands before `{command}`, which does not see it there");
    let hint = format!(
        "options of a command stand behind its name: `octorel {command} --help` shows them"
    );
    Some(Refusal::cannot(message).hint(hint))
}

/// Prints help, the version or a usage error.
fn unusual(error: &clap::Error) -> Exit {
    let colour = ColorChoice::Auto;
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let printed = term::answer(&error.render().ansi().to_string(), colour);
            if printed.is_ok() {
                Exit::Yes
            } else {
                Exit::Cannot
            }
        }
        _ => {
            // Without colour: an error repeats arguments, and what acts on a terminal in them must not.
            for line in error.render().to_string().lines() {
                term::talk(&format!("{}\n", safe(line)), colour);
            }
            Exit::Cannot
        }
    }
}
