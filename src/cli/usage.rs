//! What clap answers in place of a command: help, the version, or that a line could not be read.
//!
//! Misleading advice of clap is replaced: it knows one command at a time, and no words of other programs.

use super::args::{NAMES, before_command, legible, program};
use super::commands::help;
use super::shared::{Exit, Global, failure, proposal};
use crate::command::{Hint, Invocation, command, command_in, joined};
use crate::render::safe;
use crate::rules::Refusal;
use crate::sys;
use crate::terminal::{self, OutputOptions};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// Prints help, the version or a usage error.
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
    let refusal = unknown_command(&error, &args).or_else(|| option_of_others(&error, &args));
    if let Some(refusal) = refusal {
        let invocation = Invocation { args, ..Invocation::default() };
        return failure::report(&refusal.into(), output, &invocation);
    }
    let hint = unknown_option(&mut error, &args).or_else(|| example(&error, &args));
    let hint = hint.map(|hint| invocation(args.clone()).hint(&hint));
    let message = error.render().to_string();
    let first = message.lines().next().unwrap_or_default().trim_start_matches("error: ");
    failure::report_usage(first, hint.as_deref(), &args, output);
    // Without colour: an error repeats arguments, and what acts on a terminal in them must not.
    for line in error.render().to_string().lines() {
        terminal::talk(&format!("{}\n", safe(line)), output);
    }
    if let Some(hint) = hint {
        failure::advise(&hint, output);
    }
    Exit::Cannot
}

/// The options that a hint repeats, as far as the line can be read.
fn invocation(args: Vec<String>) -> Invocation {
    let (_, global) = legible(args.iter().map(OsString::from));
    let Global { dir, release, .. } = global.unwrap_or_default();
    Invocation { dir: dir.map(|dir| dir.to_string_lossy().into_owned()), release, args }
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
    let line = match closest {
        None => return Some(refusal.hint(command("help").does("shows all commands"))),
        Some(_) if word == "remove" && given.len() == 2 => "assign … --remove",
        Some(closest) => closest,
    };
    // The option of `escalate` that named the role.
    for to in given.iter_mut().filter(|arg| word == "escalate" && *arg == "--to") {
        "--escalate".clone_into(to);
    }
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

fn option_of_others(error: &clap::Error, args: &[String]) -> Option<Refusal> {
    let option = text(error, ContextKind::InvalidArg)?;
    let name = option.strip_prefix("--")?.split('=').next()?;
    let (named, takers) = (named(args).unwrap_or("status"), takers(name));
    if error.kind() != ErrorKind::UnknownArgument || takers.is_empty() {
        return None;
    }
    if takers.contains(&named) {
        return Some(before_command(name, named));
    }
    let mut hint = Hint::from("it is an option of ");
    for (i, taker) in takers.iter().take(3).enumerate() {
        hint = hint.text(if i > 0 { ", " } else { "" }).code(command(*taker));
    }
    let more = if takers.len() > 3 { " and others" } else { "" };
    Some(Refusal::cannot(format!("`{named}` has no --{name} option")).hint(hint.text(more)))
}

/// Replaces clap's tips on an option that the command does not have: that it could be a value, or another one that it has.
fn unknown_option(error: &mut clap::Error, args: &[String]) -> Option<Hint> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let option = text(error, ContextKind::InvalidArg)?;
    if !option.starts_with('-') {
        return stray_words(&option, args);
    }
    let name = option.strip_prefix("--")?.split('=').next()?;
    error.remove(ContextKind::Suggested);
    if name == "json" {
        error.remove(ContextKind::SuggestedArg);
        let invocation = args[1..].iter().filter(|word| *word != "--json").cloned();
        let words: Vec<String> =
            invocation.chain(["--format".to_owned(), "json".to_owned()]).collect();
        return Some(format!("octorel {}", joined(&words)).into());
    }
    let named = named(args)?;
    let known = error.get(ContextKind::SuggestedArg).is_some();
    (!known).then(|| command("help").arg(named).does("shows its options"))
}

/// The line with its stray words as the reason, if the command takes one.
fn stray_words(first: &str, args: &[String]) -> Option<Hint> {
    let (name, innermost) = innermost(args)?;
    let has_reason = innermost.get_arguments().any(|it| it.get_long() == Some("reason"));
    if !has_reason || args.iter().any(|arg| arg.starts_with("--reason")) {
        return Some(command("help").typed(&name).does("shows its arguments"));
    }
    let at = args.iter().position(|arg| arg == first)?;
    let words = args[at..].iter().position(|arg| arg.starts_with('-')).unwrap_or(args.len() - at);
    let (words, rest) = args[at..].split_at(words);
    let reason = ["--reason".to_owned(), words.join(" ")];
    let line = [&args[1..at], &reason, rest].concat();
    Some(format!("octorel {}", joined(&line)).into())
}

/// The name of the command of a line, such as `incident resolve`, and its definition.
fn innermost(args: &[String]) -> Option<(String, clap::Command)> {
    let named = named(args)?;
    let mut program = program(&[named]);
    program.build();
    let outer = program.find_subcommand(named)?;
    match args.iter().find_map(|word| outer.find_subcommand(word)) {
        Some(inner) => Some((format!("{named} {}", inner.get_name()), inner.clone())),
        None => Some((named.to_owned(), outer.clone())),
    }
}

/// What the command looks like where something is missing that it needs.
fn example(error: &clap::Error, args: &[String]) -> Option<Hint> {
    let is_empty = |value: String| value.is_empty();
    let is_missing = match error.kind() {
        ErrorKind::MissingRequiredArgument => true,
        ErrorKind::InvalidValue => text(error, ContextKind::InvalidValue).is_some_and(is_empty),
        _ => false,
    };
    if !is_missing {
        return None;
    }
    let named = named(args)?;
    if named == "start" {
        let mut words = args.iter().skip_while(|word| *word != named).skip(1);
        let name = words.next().filter(|word| !word.starts_with('-'));
        let name = name.map_or("1.0.0", String::as_str);
        return Some(proposal(name, sys::now().ok()?).into());
    }
    let (name, innermost) = innermost(args)?;
    let help = innermost.get_after_help()?.to_string();
    let examples = || help.lines().filter(|line| line.starts_with("  octorel "));
    let option = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let option = option.split(' ').next().unwrap_or_default();
    let example = examples().find(|line| line.contains(option));
    let example = example.or(examples().next())?;
    let args = example.trim().strip_prefix("octorel ")?;
    let args = args.strip_prefix(&*name)?.trim_start().to_owned();
    Some(command(name).typed(&args).into())
}

/// The command of a line, which begins with the name of the program.
fn named(args: &[String]) -> Option<&str> {
    command_in(args.get(1..)?, &NAMES)
}

fn takers(option: &str) -> Vec<&'static str> {
    let mut program = program(&NAMES);
    program.build();
    let has = |command: &clap::Command| {
        let mut arguments = command.get_arguments();
        arguments.any(|argument| argument.get_long() == Some(option))
    };
    let takes = |name: &&str| program.find_subcommand(name).is_some_and(has);
    NAMES.iter().copied().filter(takes).collect()
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        _ => None,
    }
}
