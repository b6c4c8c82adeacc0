//! The arguments that commands share, and the list of commands.

use super::Exit;
use super::app::App;
use super::unfreed::Unfreed;
use super::{
    announce, assign, channels, check, decide, decisions, deviations, ending, escalate, gate,
    incident, init, list, log, mark, next, note, notes, phases, readiness, record, releases,
    reschedule, roles, start, status, ui, undo,
};
use crate::decide::Refusal;
use anstream::ColorChoice;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Runs a release from a checklist: who does what and when, what is done, and whether you may go on
#[derive(Parser)]
#[command(
    name = "octorel",
    version,
    max_term_width = 100,
    infer_long_args = true
)]
struct Octorel {
    #[command(flatten)]
    status: status::Args,

    #[command(flatten)]
    global: Global,
}

/// The command that is meant, and what every command takes.
pub(super) struct Parsed {
    pub(super) command: Command,
    pub(super) global: Global,
    /// What stands before the name of a command and would be lost.
    pub(super) early: Option<Refusal>,
}

impl Parsed {
    /// Reads the arguments of the program.
    ///
    /// Most of what that costs is to build commands that are not run, so only the one that an argument names is built. Whatever
    /// does not parse that way, and every help, goes to all of them.
    pub(super) fn of(args: &[OsString]) -> Result<Self, clap::Error> {
        let named = args.iter().skip(1).filter_map(|arg| arg.to_str());
        let named = named
            .filter(|arg| NAMES.contains(arg))
            .take(1)
            .collect::<Vec<_>>();
        Self::by(program(&named), args).or_else(|_| Self::by(program(&NAMES), args))
    }

    fn by(program: clap::Command, args: &[OsString]) -> Result<Self, clap::Error> {
        let mut program = Unfreed::new(program);
        let mut matches = program.try_get_matches_from_mut(args)?;
        let early = too_early(&matches);
        let chosen = matches.remove_subcommand();
        let Octorel { status, global } = Octorel::from_arg_matches_mut(&mut matches)?;
        let Some((name, mut matches)) = chosen else {
            return Ok(Self {
                command: Command::Status(status),
                global,
                early,
            });
        };
        Ok(Self {
            global: Global::from_arg_matches_mut(&mut matches)?.or(global),
            command: Command::read(&name, &mut matches)?,
            early,
        })
    }
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

/// The program with all commands, to ask what may stand on a line.
pub(super) fn every_command() -> clap::Command {
    program(&NAMES)
}

/// The program with these commands.
fn program(names: &[&str]) -> clap::Command {
    let mut program = Octorel::command();
    for name in names {
        program = program.subcommands(Command::declare(name));
    }
    program
}

/// What every command takes, before or behind its name.
#[derive(Args, Clone, Default)]
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

        /// The names of all commands.
        const NAMES: [&str; [$($name),*].len()] = [$($name),*];

        impl Command {
            /// The command of this name, as clap is to know it.
            fn declare(name: &str) -> Option<clap::Command> {
                match name {
                    $($name => Some(
                        clap::Command::new($name)
                            .about(concat!($($about),+).trim_start())
                            .defer(|command| whole(command, <$args>::augment_args)),
                    ),)*
                    _ => None,
                }
            }

            /// Reads the arguments of the command of this name.
            fn read(name: &str, matches: &mut ArgMatches) -> Result<Self, clap::Error> {
                match name {
                    $($name => <$args>::from_arg_matches_mut(matches).map(Self::$variant),)*
                    _ => Err(clap::Error::new(ErrorKind::InvalidSubcommand)),
                }
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
    /// Do all of it on the whole screen, with the state of the release always in sight
    Ui(ui::Args) = "ui",
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
    use super::{Command, NAMES, Parsed, program};

    #[test]
    fn no_two_arguments_of_a_command_are_confused() {
        program(&NAMES).debug_assert();
    }

    #[test]
    fn a_value_that_is_the_name_of_a_command_is_a_value() {
        let parsed = |line: &str| {
            let args: Vec<_> = line.split(' ').map(Into::into).collect();
            Parsed::of(&args).unwrap()
        };
        let release = |line: &str| parsed(line).global.release;
        assert_eq!(release("octorel -r tick list").as_deref(), Some("tick"));
        assert_eq!(release("octorel list -r tick").as_deref(), Some("tick"));
        assert!(matches!(
            parsed("octorel -r tick list").command,
            Command::List(_)
        ));
        assert!(matches!(
            parsed("octorel -r tick").command,
            Command::Status(_)
        ));
    }
}
