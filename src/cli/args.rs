//! The list of commands, and which of them a line means, with what every command takes.
//!
//! Only the arguments of the command that runs are built. The options that commands share are in `options`, those of one
//! command in its file.

use super::commands::{
    announce, assign, channels, check, completions, decide, decisions, demo, deviations, ending,
    escalate, gate, help, incident, init, list, log, man, mark, next, note, notes, phases,
    readiness, record, releases, repair, reschedule, roles, start, status, ui, undo, verify,
};
use super::shared::app::App;
use super::shared::exit::Exit;
use super::shared::options::{Global, Rare};
use super::shared::unfreed::Unfreed;
use crate::rules::Refusal;
use crate::terminal::{self, Looks};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser};
use std::ffi::OsString;

/// Runs a release from a checklist: who does what and when, what is done, and whether you may go on
#[derive(Parser)]
#[command(
    name = "octorel",
    version,
    max_term_width = 100,
    infer_long_args = true,
    disable_help_subcommand = true
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
    pub(super) looks: Looks,
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
        let usual = Self::by(known(&named, Breadth::Usual), Breadth::Usual, args);
        usual.or_else(|_| Self::by(helpful(), Breadth::Whole, args))
    }

    fn by(
        program: clap::Command,
        breadth: Breadth,
        args: &[OsString],
    ) -> Result<Self, clap::Error> {
        let mut program = Unfreed::new(program);
        let mut matches = program.try_get_matches_from_mut(args)?;
        let early = too_early(&matches).or_else(|| cut_short(&matches, args));
        let rare = breadth.rare(&matches);
        let chosen = matches.remove_subcommand();
        let Octorel { status, global } = Octorel::from_arg_matches_mut(&mut matches)?;
        let Some((name, mut matches)) = chosen else {
            return Ok(Self {
                command: Command::Status(status.bare()),
                looks: global.looks(rare),
                global,
                early,
            });
        };
        let rare = rare.or(breadth.rare(&matches));
        let global = Global::from_arg_matches_mut(&mut matches)?.or(global);
        Ok(Self {
            looks: global.looks(rare),
            global,
            command: Command::read(&name, &mut matches)?,
            early,
        })
    }
}

/// What can be read of a line that is unfinished or wrong: the arguments of its command, and what every command takes.
pub(super) fn legible(
    args: impl Iterator<Item = OsString>,
) -> (Option<ArgMatches>, Option<Global>) {
    let matches = program(&NAMES)
        .ignore_errors(true)
        .try_get_matches_from(args);
    let mut matches = matches.unwrap_or_default();
    let command = matches.remove_subcommand();
    let command = command.map(|(_, matches)| matches);
    let global = |matches: &ArgMatches| Global::from_arg_matches(matches).ok();
    let there = global(&matches);
    let here = command.as_ref().and_then(global);
    let global = match (here, there) {
        (Some(here), Some(there)) => Some(here.or(there)),
        (here, there) => here.or(there),
    };
    (command, global)
}

/// Refuses an option of a bare `octorel` before the name of a command, which would never see it.
fn too_early(matches: &ArgMatches) -> Option<Refusal> {
    let command = matches.subcommand_name()?;
    let given = |id: &&str| {
        let known = matches.try_contains_id(id).is_ok();
        known && matches.value_source(id) == Some(ValueSource::CommandLine)
    };
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

/// How many of its arguments the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Breadth {
    /// Those that are given every day.
    Usual,
    Whole,
}

/// Refuses `--as` where it would be taken for the beginning of `--as-of`.
fn cut_short(matches: &ArgMatches, args: &[OsString]) -> Option<Refusal> {
    let is_as = |arg: &OsString| arg == "--as" || arg.to_string_lossy().starts_with("--as=");
    if !args.iter().any(is_as) {
        return None;
    }
    let (command, inner) = matches.subcommand().unwrap_or(("status", matches));
    let records = inner.try_contains_id("person").is_ok();
    let is_view = matches!(inner.try_contains_id("as_of"), Ok(true));
    (is_view && !records).then(|| {
        Refusal::cannot(format!("`{command}` records nothing and takes no --as"))
            .hint("say --as-of WHEN for another moment; --as PERSON says who records")
    })
}

/// The program with all commands, which its help lists by what they are for.
fn helpful() -> clap::Command {
    let overview = help::overview(terminal::width().min(100));
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{overview}\n{{all-args}}{{after-help}}"
    );
    // clap would list them once more.
    let hidden = program(&NAMES).mut_subcommands(|command| command.hide(true));
    hidden
        .help_template(template)
        .override_usage("octorel [OPTIONS] [COMMAND]")
}

/// The program with these commands and all their arguments.
pub(super) fn program(names: &[&str]) -> clap::Command {
    known(names, Breadth::Whole)
}

/// The program with these commands.
fn known(names: &[&str], breadth: Breadth) -> clap::Command {
    let mut program = breadth.more(Octorel::command());
    for name in names {
        program = program.subcommands(Command::declare(name, breadth));
    }
    program
}

impl Breadth {
    fn more(self, command: clap::Command) -> clap::Command {
        match self {
            Self::Usual => command,
            Self::Whole => {
                // Arguments that commands share set their own.
                let about = command.get_about().cloned().unwrap_or_default();
                Rare::augment_args(command).about(about)
            }
        }
    }

    /// What was given of the rare options; nothing where they are not known.
    fn rare(self, matches: &ArgMatches) -> Rare {
        match self {
            Self::Usual => Rare::default(),
            Self::Whole => Rare::of(matches),
        }
    }
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
        pub(super) const NAMES: [&str; [$($name),*].len()] = [$($name),*];

        impl Command {
            /// The command of this name, as clap is to know it.
            fn declare(name: &str, breadth: Breadth) -> Option<clap::Command> {
                match name {
                    $($name => {
                        let command = clap::Command::new($name)
                            .about(concat!($($about),+).trim_start());
                        Some(match breadth {
                            Breadth::Usual => command.defer(|c| {
                                whole(c, <$args>::augment_args, Breadth::Usual)
                            }),
                            Breadth::Whole => command.defer(|c| {
                                whole(c, <$args>::augment_args, Breadth::Whole)
                            }),
                        })
                    })*
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
fn whole(
    command: clap::Command,
    own: fn(clap::Command) -> clap::Command,
    breadth: Breadth,
) -> clap::Command {
    // Arguments that commands share would set theirs instead.
    let about = command.get_about().cloned().unwrap_or_default();
    let command = breadth.more(Global::augment_args(own(command)));
    let command = command.about(about);
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
    /// Check every byte of the logs, and say what is safe and what is wrong: exit code 0 whole, 2 not
    Verify(verify::Args) = "verify",
    /// Show how a damaged log comes back into use; with --yes do it, keeping every damaged byte
    Repair(repair::Args) = "repair",
    /// Report every problem of the playbook's files, with file, line and column
    Check(check::Args) = "check",
    /// Write the built-in playbook to `.octorel/playbook/`, to edit; running releases keep theirs
    Init(init::Args) = "init",
    /// Play a release from its start to its closing, in a folder of its own, to see how it goes
    Demo(demo::Args) = "demo",
    /// Print the script that completes commands, items and names in a shell, or install it
    Completions(completions::Args) = "completions",
    /// Print the manual page of octorel, or write the pages of all commands and topics
    Man(man::Args) = "man",
    /// Show all commands by what they are for, or explain a command or a topic
    Help(help::Args) = "help",
}

#[cfg(test)]
mod tests {
    use super::{Command, NAMES, Parsed, program};

    #[test]
    fn no_two_arguments_of_a_command_are_confused() {
        program(&NAMES).debug_assert();
    }

    #[test]
    fn the_program_says_what_it_is_for_and_not_what_its_arguments_are() {
        let about = program(&NAMES).get_about().map(ToString::to_string);
        assert!(about.is_some_and(|about| about.starts_with("Runs a release")));
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
