//! The arguments that commands share, and the list of commands.

use super::Exit;
use super::app::App;
use super::{
    announce, assign, channels, check, decide, decisions, deviations, ending, escalate, gate,
    incident, init, list, log, mark, next, note, notes, phases, readiness, record, releases,
    reschedule, roles, start, status, undo,
};
use anstream::ColorChoice;
use clap::error::ErrorKind;
use clap::{ArgMatches, Args, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Runs a release from a checklist: who does what and when, what is done, and whether you may go on
#[derive(Parser)]
#[command(
    name = "octorel",
    version,
    max_term_width = 100,
    infer_long_args = true
)]
pub(super) struct Octorel {
    #[command(flatten)]
    pub(super) status: status::Args,

    #[command(flatten)]
    pub(super) global: Global,

    #[command(subcommand)]
    pub(super) chosen: Option<Chosen>,
}

/// A command, and what stood behind its name of what every command takes.
pub(super) struct Chosen {
    pub(super) command: Command,
    pub(super) global: Global,
}

/// What every command takes, before or behind its name.
#[derive(Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The release that is meant, where there are several
    #[arg(short, long, value_name = "RELEASE")]
    pub(super) release: Option<String>,

    /// Work in this folder
    #[arg(short = 'C', long = "dir", value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,

    /// When to use colour
    #[arg(long, value_name = "WHEN")]
    pub(super) color: Option<Colour>,
}

impl Global {
    /// What was given here, else what was given there.
    pub(super) fn or(self, there: Self) -> Self {
        Self {
            release: self.release.or(there.release),
            dir: self.dir.or(there.dir),
            color: self.color.or(there.color),
        }
    }

    /// Whether to print in colour.
    pub(super) fn colour(&self) -> ColorChoice {
        self.color.unwrap_or(Colour::Auto).choice()
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    fn choice(self) -> ColorChoice {
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

/// Declares the commands: what each does in one line, its arguments, its name. The arguments of a command are built only
/// when it is the one that runs; with two dozen commands that is most of what parsing costs.
macro_rules! commands {
    ($($(#[doc = $about:literal])+ $variant:ident($args:ty) = $name:literal,)*) => {
        /// What to do.
        pub(super) enum Command {
            $($variant($args),)*
        }

        impl Command {
            /// Runs the command.
            pub(super) fn run(&self, app: &App) -> anyhow::Result<Exit> {
                match self {
                    $(Self::$variant(args) => args.run(app),)*
                }
            }
        }

        impl Subcommand for Chosen {
            fn augment_subcommands(parent: clap::Command) -> clap::Command {
                parent$(.subcommand(
                    clap::Command::new($name)
                        .about(concat!($($about),+).trim_start())
                        .defer(|command| whole(command, <$args>::augment_args)),
                ))*
            }

            fn augment_subcommands_for_update(parent: clap::Command) -> clap::Command {
                Self::augment_subcommands(parent)
            }

            fn has_subcommand(name: &str) -> bool {
                [$($name),*].contains(&name)
            }
        }

        impl FromArgMatches for Chosen {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                Self::from_arg_matches_mut(&mut matches.clone())
            }

            fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, clap::Error> {
                let Some((name, mut matches)) = matches.remove_subcommand() else {
                    return Err(clap::Error::new(ErrorKind::MissingSubcommand));
                };
                let global = Global::from_arg_matches_mut(&mut matches)?;
                let command = match name.as_str() {
                    $($name => Command::$variant(<$args>::from_arg_matches_mut(&mut matches)?),)*
                    _ => return Err(clap::Error::new(ErrorKind::InvalidSubcommand)),
                };
                Ok(Self { command, global })
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                *self = Self::from_arg_matches(matches)?;
                Ok(())
            }
        }
    };
}

/// Adds a command's own arguments and what every command takes. A command of several takes that behind their names, too.
fn whole(command: clap::Command, own: fn(clap::Command) -> clap::Command) -> clap::Command {
    // Arguments that commands share would set theirs instead.
    let about = command.get_about().cloned().unwrap_or_default();
    let command = Global::augment_args(own(command)).about(about);
    if command.has_subcommands() {
        command.mut_args(|arg| match arg.get_help_heading() {
            Some("Everywhere") => arg.global(true),
            _ => arg,
        })
    } else {
        command
    }
}

// In the order of the help.
commands! {
    /// Begin a release: freeze the playbook, set T, and print the dated plan
    Start(start::Args) = "start",
    /// Show whether you may go on, what is late, next, blocked, and how far each phase is
    Status(status::Args) = "status",
    /// Show what can be done now, the most urgent first
    Next(next::Args) = "next",
    /// List items, all or some
    List(list::Args) = "list",
    /// Show the phases with their items and dates, all or one
    Phases(phases::Args) = "phases",
    /// Show the roles matrix, or one role with its duties, items and decisions
    Roles(roles::Args) = "roles",
    /// Tick items: they are done
    Tick(mark::Tick) = "tick",
    /// Open items again that were ticked or skipped
    Untick(mark::Untick) = "untick",
    /// Leave items out, for a reason; gates take them as settled
    Skip(mark::Skip) = "skip",
    /// Say that items cannot be done at present, for a reason
    Block(mark::Block) = "block",
    /// Say that blocked items can be done again
    Unblock(mark::Unblock) = "unblock",
    /// Note something, about an item or the whole release
    Note(note::Args) = "note",
    /// Show what was noted: risks with their numbers, lessons, feedback, metrics
    Notes(notes::Args) = "notes",
    /// Show what was done otherwise than planned: late, left out, for others, past a closed gate
    Deviations(deviations::Args) = "deviations",
    /// Take back the last thing you recorded, and say what it was
    Undo(undo::Args) = "undo",
    /// Say whether a gate is open: exit code 0 open, 1 closed, 2 cannot judge
    Gate(gate::Args) = "gate",
    /// Show what the go/no-go meeting needs: who has confirmed, what is open, risks, deviations, decisions
    Readiness(readiness::Args) = "readiness",
    /// Decide something that only certain roles may decide
    Decide(decide::Args) = "decide",
    /// Ask the next one on a decision's escalation path, and show the path
    Escalate(escalate::Args) = "escalate",
    /// Show who decides what, how it stands, and to whom it goes otherwise
    Decisions(decisions::Args) = "decisions",
    /// Show incidents; open, note, close and report them
    Incident(incident::Args) = "incident",
    /// Show where to talk in each stage, and when the next update is due
    Channels(channels::Args) = "channels",
    /// Print a ready text for those outside: timeline, start, update, success, incident or summary
    Announce(announce::Args) = "announce",
    /// Give a role to somebody; a role may have several holders
    Assign(assign::Args) = "assign",
    /// Move T, and show what moves with it
    Reschedule(reschedule::Args) = "reschedule",
    /// Close the release when its gate `close` is open, and write its record; then it is read-only
    Close(ending::Close) = "close",
    /// End a release that will not happen, for a reason, and write its record
    Cancel(ending::Cancel) = "cancel",
    /// Open a release again that has ended, for a reason
    Reopen(ending::Reopen) = "reopen",
    /// Show the record of the release, as Markdown: all that was planned, done and decided so far
    Record(record::Args) = "record",
    /// Show who recorded what and when, the oldest first
    Log(log::Args) = "log",
    /// List all releases, the nearest first
    Releases(releases::Args) = "releases",
    /// Report every problem of the playbook's files, with file, line and column
    Check(check::Args) = "check",
    /// Write the built-in playbook to `.octorel/playbook/`, to edit; running releases keep theirs
    Init(init::Args) = "init",
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
