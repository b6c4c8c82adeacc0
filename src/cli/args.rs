//! The list of commands, and the parsing of a command line.
//!
//! Options that commands share are in `shared::options`, those of one command in its file.

use super::commands::{
    add, again, announce, assign, channels, check, completions, decide, demo, ending, gate, help,
    import, incident, init, list, log, man, mark, next, note, phases, readiness, releases, report,
    reschedule, roles, schema, share, show, start, status, sync, ui, undo, upgrade,
};
use super::shared::{App, Exit, Global, Program};
use crate::command::{GROUPS, Hint, takes_release};
use crate::release::naming::closest;
use crate::rules::Refusal;
use crate::terminal;
use clap::error::ErrorKind;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser};
use std::ffi::OsString;
use std::sync::LazyLock;

/// Track a release checklist: who does what by when, what is done, and whether it is safe to proceed
#[derive(Parser)]
#[command(
    name = "octorel",
    version = env!("OCTOREL_VERSION"),
    max_term_width = 80,
    infer_long_args = true,
    disable_help_subcommand = true
)]
struct Octorel {
    #[command(flatten)]
    global: Global,
}

pub(super) struct Parsed {
    pub(super) command: ParsedCommand,
    pub(super) global: Global,
    /// Refuses an option that would have no effect.
    pub(super) useless: Option<Refusal>,
}

impl Parsed {
    /// Reads the arguments of the program.
    ///
    /// # Errors
    /// If they do not parse, or ask for help or the version.
    pub(super) fn of(args: &[OsString]) -> Result<Self, clap::Error> {
        // Declaring all commands takes longer than parsing, and only errors and help name the others.
        let args = &*with_declare(args);
        let is_present = |name: &&str| args.iter().any(|arg| arg == *name);
        let present: Vec<&str> = NAMES.iter().copied().filter(is_present).collect();
        Self::read(program(&present), args).or_else(|error| match error.kind() {
            ErrorKind::DisplayHelp => Self::read(with_overview(program(&NAMES)), args),
            _ => Self::read(program(&NAMES), args),
        })
    }

    fn read(program: clap::Command, args: &[OsString]) -> Result<Self, clap::Error> {
        let mut matches = program.try_get_matches_from(args)?;
        let Octorel { global } = Octorel::from_arg_matches_mut(&mut matches)?;
        let Some((name, mut matches)) = matches.remove_subcommand() else {
            let command = ParsedCommand::Status(status::Args::bare());
            return Ok(Self { command, global, useless: None });
        };
        let useless = superfluous_release(&name, &global);
        let command = ParsedCommand::read(&name, &mut matches)?;
        Ok(Self { command, global, useless })
    }
}

/// Adds `declare` between `incident` and a text. A word like a command, or its former name, is no text.
fn with_declare(args: &[OsString]) -> Vec<OsString> {
    const COMMANDS: [&str; 7] = ["declare", "note", "resolve", "report", "help", "open", "close"];
    let mut args = args.to_vec();
    let command = args.iter().position(|arg| NAMES.iter().any(|name| arg == name));
    if let Some(at) = command.filter(|&at| args[at] == "incident")
        && let Some(word) = args.get(at + 1)
        && let word = word.to_string_lossy()
        && !word.starts_with('-')
        && (word.contains(' ') || closest(&word, COMMANDS.into_iter()).is_none())
    {
        args.insert(at + 1, "declare".into());
    }
    args
}

/// Reads what it can of an unfinished or wrong line: its command with the arguments, and the options that every command takes.
pub(super) fn legible(
    args: impl Iterator<Item = OsString>,
) -> (Option<(String, ArgMatches)>, Option<Global>) {
    let matches = program(&NAMES).ignore_errors(true).try_get_matches_from(args);
    let mut matches = matches.unwrap_or_default();
    let global = Global::from_arg_matches(&matches).ok();
    (matches.remove_subcommand(), global)
}

/// Refuses `--release` for commands that are not about one release.
fn superfluous_release(name: &str, global: &Global) -> Option<Refusal> {
    let is_useless = global.release.is_some() && !takes_release(name);
    let help = crate::command::command("help").arg(name);
    let hint = Hint::from("remove it; ").code(help).text(" shows the arguments");
    is_useless.then(|| Refusal::cannot(format!("`{name}` does not accept --release")).hint(hint))
}

fn with_overview(program: clap::Command) -> clap::Command {
    let overview = help::overview(&program, terminal::width().min(100));
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{overview}\n{{all-args}}{{after-help}}"
    );
    // clap would list them once more.
    program
        .mut_subcommands(|command| command.hide(true))
        .help_template(template)
        .override_usage("octorel [OPTIONS] [COMMAND]")
}

/// The program with these commands. The arguments of a command are built when it runs or when the program is built.
pub(super) fn program(names: &[&str]) -> clap::Command {
    Octorel::command().subcommands(names.iter().filter_map(|name| ParsedCommand::declare(name)))
}

/// Declares the commands: what each does in one line, its arguments, its name. Building arguments is most of the cost of
/// parsing, so only the command that runs builds its own. Commands `with program` can describe the
/// program or run others.
macro_rules! commands {
    (@second $first:ident $second:ident) => {
        $second
    };
    ($($(#[doc = $about:literal])+ $variant:ident($args:ty) = $name:literal $(with $program:ident)?,)*) => {
        pub(super) enum ParsedCommand {
            $($variant($args),)*
        }

        impl ParsedCommand {
            pub(super) fn run(&self, app: &App, program: &Program) -> anyhow::Result<Exit> {
                match self {
                    $(Self::$variant(args) => args.run(app $(, commands!(@second $program program))?),)*
                }
            }

            fn declare(name: &str) -> Option<clap::Command> {
                match name {
                    $($name => Some(
                        clap::Command::new($name)
                            .about(concat!($($about),+).trim_start())
                            .defer(|command| {
                                // Flattened arguments would replace the description by theirs.
                                let about = command.get_about().cloned();
                                <$args>::augment_args(command).about(about.unwrap_or_default())
                            }),
                    ),)*
                    _ => None,
                }
            }

            fn read(name: &str, matches: &mut ArgMatches) -> Result<Self, clap::Error> {
                match name {
                    $($name => <$args>::from_arg_matches_mut(matches).map(Self::$variant),)*
                    _ => Err(clap::Error::new(ErrorKind::InvalidSubcommand)),
                }
            }
        }
    };
}

/// The names of all commands, in the order of the help.
pub(super) static NAMES: LazyLock<Vec<&str>> =
    LazyLock::new(|| GROUPS.iter().flat_map(|(_, names)| names.split(' ')).collect());

// In the order of the help.
commands! {
    /// Show whether the release is on track, what is late, blocked and next, and the progress of each phase
    Status(status::Args) = "status",
    /// List what to do next, most urgent first
    Next(next::Args) = "next",
    /// List items, with filters
    List(list::Args) = "list",
    /// Show one item, phase, role, decision or incident in full
    Show(show::Args) = "show",
    /// Mark items as done
    Tick(mark::Tick) = "tick",
    /// Set items back to to-do: ticked, skipped or blocked ones
    Untick(mark::Untick) = "untick",
    /// Skip items, with a reason; gates treat them as done
    Skip(mark::Skip) = "skip",
    /// Mark items as blocked, with a reason
    Block(mark::Block) = "block",
    /// Add a note to an item or to the release
    Note(note::Args) = "note",
    /// Undo your last command
    Undo(undo::Args) = "undo",
    /// Check a gate: exit code 0 open, 1 closed, 2 cannot judge
    Gate(gate::Args) = "gate",
    /// Record a decision, escalate it, or list all decisions
    Decide(decide::Args) = "decide",
    /// Show the summary for the go/no-go meeting
    Readiness(readiness::Args) = "readiness",
    /// Declare, follow and resolve incidents
    Incident(incident::Args) = "incident",
    /// Print a ready-to-send message for stakeholders
    Announce(announce::Args) = "announce",
    /// Show where to talk in each stage, and when the next update is due
    Channels(channels::Args) = "channels",
    /// Start a release: set its date, freeze its playbook and print the schedule
    Start(start::Args) = "start",
    /// Assign people to a role
    Assign(assign::Args) = "assign",
    /// Change the release date and show what moves
    Reschedule(reschedule::Args) = "reschedule",
    /// Add an item to the running release
    Add(add::Args) = "add",
    /// Start a new round of a phase
    Again(again::Args) = "again",
    /// Take over changes of the playbook into the running release
    Upgrade(upgrade::Args) = "upgrade",
    /// Finish the release and write its report; it becomes read-only
    Finish(ending::Finish) = "finish",
    /// Cancel the release, with a reason
    Cancel(ending::Cancel) = "cancel",
    /// Reopen a finished or cancelled release
    Reopen(ending::Reopen) = "reopen",
    /// Show the phases with their dates and progress, or one phase with its items
    Phases(phases::Args) = "phases",
    /// Show who holds each role, or everything about one role
    Roles(roles::Args) = "roles",
    /// Show the history, oldest first, or only risks, lessons, deviations
    Log(log::Args) = "log",
    /// List all releases, the next to ship first
    Releases(releases::Args) = "releases",
    /// Print the report of the release as Markdown or HTML
    Report(report::Args) = "report",
    /// Open the full-screen interface
    Ui(ui::Args) = "ui" with program,
    /// Walk through a sample release in a temporary folder
    Demo(demo::Args) = "demo",
    /// Copy the built-in playbook to `.octorel/playbook/` to edit it
    Init(init::Args) = "init",
    /// Check the playbook and the logs; repair a damaged log
    Check(check::Args) = "check",
    /// Turn a Markdown checklist into a playbook
    Import(import::Args) = "import",
    /// Share releases through the git remote
    Share(share::Args) = "share",
    /// Send and fetch what others recorded
    Sync(sync::Args) = "sync",
    /// Print the JSON Schema of playbooks
    Schema(schema::Args) = "schema",
    /// Print or install shell completions
    Completions(completions::Args) = "completions",
    /// Generate manual pages
    Man(man::Args) = "man" with program,
    /// Show help for a command or topic
    Help(help::Args) = "help" with program,
}

#[cfg(test)]
mod tests {
    use super::{NAMES, Parsed, ParsedCommand, program};
    use crate::command::{as_person, command_in};

    #[test]
    fn every_command_in_a_group_exists_and_its_arguments_have_distinct_names() {
        let program = program(&NAMES);
        assert_eq!(program.get_subcommands().count(), NAMES.len());
        program.debug_assert();
    }

    #[test]
    fn only_a_suggested_command_that_records_names_the_person() {
        let words = |words: &[&str]| -> Vec<String> { words.iter().map(|&w| w.into()).collect() };
        let check = |names: &[&str], command: &clap::Command| {
            let has = |option| command.get_arguments().any(|a| a.get_long() == Some(option));
            // A text after `incident` declares one.
            let value: &[&str] = if names == ["incident"] { &[] } else { &["value"] };
            let names = words(&[names, value].concat());
            assert_eq!(command_in(&names, &NAMES), Some(&*names[0]));
            let completed = as_person(&names, "dana", &NAMES);
            assert_eq!(completed != names, has("as") && !has("mine"), "{names:?}");
        };
        let mut program = program(&NAMES);
        program.build();
        for command in program.get_subcommands() {
            let name = command.get_name();
            check(&[name], command);
            for inner in command.get_subcommands() {
                check(&[name, inner.get_name()], inner);
            }
        }
    }

    #[test]
    fn a_value_equal_to_a_command_name_stays_a_value() {
        let parsed = |line: &str| {
            let args: Vec<_> = line.split(' ').map(Into::into).collect();
            Parsed::of(&args).unwrap()
        };
        let release = |line: &str| parsed(line).global.release;
        assert_eq!(release("octorel -r tick list").as_deref(), Some("tick"));
        assert_eq!(release("octorel list -r tick").as_deref(), Some("tick"));
        assert!(matches!(parsed("octorel -r tick list").command, ParsedCommand::List(_)));
        assert!(matches!(parsed("octorel -r tick").command, ParsedCommand::Status(_)));
    }
}
