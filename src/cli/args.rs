//! The arguments that commands share, and the list of commands.

use super::{
    assign, channels, check, decide, decisions, gate, init, list, log, mark, next, note, phases,
    releases, reschedule, roles, start, status, undo,
};
use anstream::ColorChoice;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Runs a release from a checklist: who does what and when, what is done, and whether you may go on.
///
/// Without a command it shows the status of the release.
#[derive(Parser)]
#[command(
    name = "octorel",
    version,
    max_term_width = 100,
    infer_long_args = true
)]
#[command(
    args_conflicts_with_subcommands = false,
    disable_help_subcommand = false
)]
pub(super) struct Octorel {
    #[command(flatten)]
    pub(super) global: Global,

    #[command(flatten)]
    pub(super) status: status::Args,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What every command takes.
#[derive(Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The release that is meant, where there are several
    #[arg(short, long, global = true, value_name = "RELEASE")]
    pub(super) release: Option<String>,

    /// Work in this folder
    #[arg(short = 'C', long = "dir", global = true, value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,

    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = false
    )]
    pub(super) color: Colour,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    pub(super) fn choice(self) -> ColorChoice {
        match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
    }
}

/// The moment that a view shows.
#[derive(Args, Debug, Default)]
pub(super) struct AsOf {
    /// Show what was known at this moment, and what was or will be late then
    #[arg(long, value_name = "WHEN")]
    pub(super) as_of: Option<String>,
}

/// Formats of a view that people read and programs parse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Plain {
    #[default]
    Text,
    Json,
}

/// Formats of a view that is also pasted into a pull request or a chat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Pasted {
    #[default]
    Text,
    Json,
    Markdown,
}

/// Who records.
#[derive(Args, Debug)]
pub(super) struct Who {
    /// Record as this person, instead of OCTOREL_USER, git's user.email or the login name
    #[arg(long = "as", value_name = "PERSON")]
    pub(super) person: Option<String>,
}

/// The commands, in the order of the help.
#[derive(Subcommand)]
pub(super) enum Command {
    Start(start::Args),
    Status(status::Args),
    Next(next::Args),
    List(list::Args),
    Phases(phases::Args),
    Roles(roles::Args),
    Tick(mark::Tick),
    Untick(mark::Untick),
    Skip(mark::Skip),
    Block(mark::Block),
    Unblock(mark::Unblock),
    Note(note::Args),
    Undo(undo::Args),
    Gate(gate::Args),
    Decide(decide::Args),
    Decisions(decisions::Args),
    Channels(channels::Args),
    Assign(assign::Args),
    Reschedule(reschedule::Args),
    Log(log::Args),
    Releases(releases::Args),
    Check(check::Args),
    Init(init::Args),
}

#[cfg(test)]
mod tests {
    use super::Octorel;
    use clap::CommandFactory;

    #[test]
    fn no_two_arguments_of_a_command_are_confused() {
        Octorel::command().debug_assert();
    }
}
