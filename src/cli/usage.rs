//! What clap answers in place of a command: help, the version, or that a line could not be read.
//!
//! Misleading advice of clap is replaced: it knows one command at a time, and no words of other programs.

use super::args::{NAMES, legible, program};
use super::commands::help;
use super::shared::{Exit, Global, failure};
use crate::command::{Hint, Invocation, command, command_in, joined};
use crate::rules::Refusal;
use crate::terminal::{self, OutputOptions};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// The command of a line without any.
const BARE: &str = "status";

pub(super) fn report(mut error: clap::Error, args: &[OsString]) -> Exit {
    let is_given = |option: &str| args.iter().any(|arg| arg == option);
    let mut output = OutputOptions { ascii: is_given("--ascii"), ..OutputOptions::default() };
    if let ErrorKind::DisplayHelp | ErrorKind::DisplayVersion = error.kind() {
        output.pager = !is_given("--no-pager");
        return match terminal::answer(&error.render().ansi().to_string(), output) {
            Ok(()) => Exit::Yes,
            Err(_) => Exit::Cannot,
        };
    }
    let args: Vec<String> = (args.iter()).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let refusal = unknown_command(&error, &args)
        .or_else(|| unknown_option(&error, &args))
        .unwrap_or_else(|| usage(&mut error, &args));
    // The options that a hint repeats, as far as the line can be read.
    let (_, global) = legible(args.iter().map(OsString::from));
    let Global { dir, release, .. } = global.unwrap_or_default();
    let dir = dir.map(|dir| dir.to_string_lossy().into_owned());
    failure::report(&refusal.into(), output, &Invocation { dir, release, args })
}

/// What clap says about a line that it cannot read.
fn usage(error: &mut clap::Error, args: &[String]) -> Refusal {
    // The tip to pass an unknown option as a value.
    error.remove(ContextKind::Suggested);
    let rendered = error.render().to_string();
    let mut lines = rendered.lines().filter(|line| !line.trim().is_empty());
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let details = lines.filter(|line| !line.starts_with("For more information"));
    let refusal = Refusal::cannot(message)
        .listing(details.map(|line| (line.trim().to_owned(), String::new())));
    let mut program = program(&NAMES);
    program.build();
    let Some((names, found)) = command_of(&program, args) else {
        return refusal.hint(command("help").does("shows all commands"));
    };
    let unexpected = text(error, ContextKind::InvalidArg).filter(|word| !word.starts_with('-'));
    let unexpected = unexpected.filter(|_| error.kind() == ErrorKind::UnknownArgument);
    match unexpected.and_then(|word| args.iter().position(|arg| *arg == word)) {
        Some(at) if has_option(found, "reason") => {
            refusal.hint(command(names).arg("--reason").arg(args[at..].join(" ")))
        }
        _ => refusal.hint(command("help").typed(&names).does("shows its arguments and examples")),
    }
}

/// The command of a line with its names, such as `incident resolve`.
fn command_of<'a>(
    program: &'a clap::Command,
    args: &[String],
) -> Option<(String, &'a clap::Command)> {
    let name = named(args)?;
    let outer = program.find_subcommand(name)?;
    let next = args.iter().skip_while(|arg| *arg != name).nth(1);
    let inner = next.and_then(|next| outer.find_subcommand(next));
    let names = inner.map_or(name.to_owned(), |inner| format!("{name} {}", inner.get_name()));
    Some((names, inner.unwrap_or(outer)))
}

fn has_option(command: &clap::Command, option: &str) -> bool {
    command.get_arguments().any(|argument| argument.get_long() == Some(option))
}

/// A word that is no command: the line to use instead, with the given arguments.
fn unknown_command(error: &clap::Error, args: &[String]) -> Option<Refusal> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let word = text(error, ContextKind::InvalidSubcommand)?;
    let at = args.iter().position(|arg| *arg == word)?;
    let (name, closest) = match (named(&args[..at]), &*word) {
        (None, _) => (word.clone(), help::suggestion(&word, NAMES.iter().copied())),
        (Some(outer), "open") => (format!("{outer} open"), Some("declare")),
        (Some(outer), "close") => (format!("{outer} close"), Some("resolve")),
        (Some(_), _) => return None,
    };
    let refusal = Refusal::cannot(format!("no such command: `{name}`"));
    let mut given = args[at + 1..].to_vec();
    // The option of the former command that named the role.
    for to in given.iter_mut().filter(|arg| word == "escalate" && *arg == "--to") {
        "--escalate".clone_into(to);
    }
    let line = match closest {
        None => return Some(refusal.hint(command("help").does("shows all commands"))),
        Some(_) if word == "remove" && given.len() == 2 => "assign … --remove",
        Some(closest) => closest,
    };
    let option = given.iter().position(|arg| arg.starts_with('-'));
    if option != Some(0) && name == word && !takes_words(line) {
        given.drain(..option.unwrap_or(given.len()));
    }
    // The arguments replace the first `…`; an option after it is omitted if they contain it.
    let (before, after) = line.split_once(" … ").unwrap_or((line, ""));
    let is_given = after.split(' ').next().is_some_and(|it| given.iter().any(|arg| arg == it));
    let after = if is_given { "" } else { after };
    let parts = ["octorel", &joined(&args[1..at]), before, &joined(&given), after];
    let words: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(refusal.hint(words.join(" ")))
}

/// Says whether the command of a line takes arguments that are not options.
fn takes_words(line: &str) -> bool {
    let mut program = program(&NAMES);
    program.build();
    let mut names = line.split(' ').take_while(|word| word.starts_with(char::is_alphabetic));
    let command = names.try_fold(&program, |command, name| command.find_subcommand(name));
    command.is_some_and(|it| it.has_subcommands() || it.get_positionals().next().is_some())
}

/// An option that the command does not have: how to ask for JSON, or the commands that have the option.
fn unknown_option(error: &clap::Error, args: &[String]) -> Option<Refusal> {
    let option = text(error, ContextKind::InvalidArg)?;
    let name = option.strip_prefix("--")?.split('=').next()?;
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let (typed, takers) = (named(args), takers(name));
    let named = typed.unwrap_or(BARE);
    if takers.contains(&named) {
        return Some(before_command(name, typed, args));
    }
    let refusal = Refusal::cannot(format!("`{named}` has no --{name} option"));
    if name == "json" {
        let bare = typed.is_none().then(|| BARE.to_owned());
        let others = args[1..].iter().filter(|word| *word != "--json").cloned();
        let json = ["--format".into(), "json".into()];
        let words: Vec<String> = bare.into_iter().chain(others).chain(json).collect();
        return Some(refusal.hint(format!("octorel {}", joined(&words))));
    }
    let [first, ..] = takers[..] else { return None };
    let mut hint = Hint::from("it is an option of ").code(command(first));
    for taker in takers.iter().skip(1).take(2) {
        hint = hint.text(", ").code(command(*taker));
    }
    let more = if takers.len() > 3 { " and others; " } else { "; " };
    let help = command("help").arg(named);
    Some(refusal.hint(hint.text(more).code(help).text(" shows those of this command")))
}

/// An option of a command that was given before the name of the command, or without it.
fn before_command(option: &str, named: Option<&str>, args: &[String]) -> Refusal {
    let refusal =
        Refusal::cannot(format!("`--{option}` is an option of `{}`", named.unwrap_or(BARE)));
    let Some(name) = named else {
        return refusal.hint(format!("octorel {BARE} {}", joined(&args[1..])));
    };
    let help = command("help").arg(name);
    refusal.hint(Hint::from("options go after the command: ").code(help).text(" shows them"))
}

/// The command of a line, which begins with the name of the program.
fn named(args: &[String]) -> Option<&str> {
    command_in(args.get(1..)?, &NAMES)
}

fn takers(option: &str) -> Vec<&'static str> {
    let mut program = program(&NAMES);
    program.build();
    let takes =
        |name: &&str| program.find_subcommand(name).is_some_and(|it| has_option(it, option));
    NAMES.iter().copied().filter(takes).collect()
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        _ => None,
    }
}
