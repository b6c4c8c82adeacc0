//! The command line. A command is one file: its arguments, and a `run` that reads like a sentence.
//!
//! [`app`] holds what all of them need; [`failure`] is the one place that prints what went wrong.

mod app;
mod args;
mod assign;
mod channels;
mod check;
mod decide;
mod decisions;
mod failure;
mod gate;
mod init;
mod list;
mod log;
mod mark;
mod next;
mod note;
mod phases;
mod recording;
mod releases;
mod reschedule;
mod roles;
mod start;
mod status;
mod undo;

use crate::render::safe;
use crate::term;
use anstream::ColorChoice;
use app::App;
use args::{Command, Octorel};
use clap::Parser;
use clap::error::ErrorKind;
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
    let octorel = match Octorel::try_parse() {
        Ok(octorel) => octorel,
        Err(error) => return usage(&error).into(),
    };
    let colour = octorel.global.color.choice();
    let exit = App::new(octorel.global).and_then(|app| run(octorel.command, &octorel.status, &app));
    exit.unwrap_or_else(|error| failure::report(&error, colour))
        .into()
}

/// Prints help, the version or a usage error.
fn usage(error: &clap::Error) -> Exit {
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

fn run(command: Option<Command>, status: &status::Args, app: &App) -> anyhow::Result<Exit> {
    match command {
        None => status.run(app),
        Some(Command::Start(args)) => args.run(app),
        Some(Command::Status(args)) => args.run(app),
        Some(Command::List(args)) => args.run(app),
        Some(Command::Phases(args)) => args.run(app),
        Some(Command::Roles(args)) => args.run(app),
        Some(Command::Next(args)) => args.run(app),
        Some(Command::Tick(args)) => args.run(app),
        Some(Command::Untick(args)) => args.run(app),
        Some(Command::Skip(args)) => args.run(app),
        Some(Command::Block(args)) => args.run(app),
        Some(Command::Unblock(args)) => args.run(app),
        Some(Command::Note(args)) => args.run(app),
        Some(Command::Undo(args)) => args.run(app),
        Some(Command::Gate(args)) => args.run(app),
        Some(Command::Decide(args)) => args.run(app),
        Some(Command::Decisions(args)) => args.run(app),
        Some(Command::Channels(args)) => args.run(app),
        Some(Command::Assign(args)) => args.run(app),
        Some(Command::Reschedule(args)) => args.run(app),
        Some(Command::Releases(args)) => args.run(app),
        Some(Command::Log(args)) => args.run(app),
        Some(Command::Check(args)) => args.run(app),
        Some(Command::Init(args)) => args.run(app),
    }
}
