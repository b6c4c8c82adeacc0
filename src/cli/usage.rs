//! What clap answers in place of a command: help, the version, or that a line could not be read.
//!
//! Where clap's advice would mislead, it is replaced: it knows one command at a time, and not what other programs call theirs.

use super::args::{NAMES, before_command, legible, program};
use super::commands::help;
use super::commands::start::proposal;
use super::shared::exit::Exit;
use super::shared::failure;
use super::shared::hint::{Invocation, named};
use super::shared::options::Global;
use crate::render::safe;
use crate::rules::Refusal;
use crate::sys;
use crate::terminal::quoted;
use crate::terminal::{self, Looks, Paging, Signs};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// Prints help, the version or a usage error.
pub(super) fn report(mut error: clap::Error, args: &[OsString]) -> Exit {
    let mut looks = Looks::default();
    if args.iter().any(|arg| arg == "--ascii") {
        looks.signs = Signs::Ascii;
    }
    if let ErrorKind::DisplayHelp | ErrorKind::DisplayVersion = error.kind() {
        if !args.iter().any(|arg| arg == "--no-pager") {
            looks.paging = Paging::Auto;
        }
        return match terminal::answer(&error.render().ansi().to_string(), looks) {
            Ok(()) => Exit::Yes,
            Err(_) => Exit::Cannot,
        };
    }
    let args: Vec<String> = (args.iter())
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    let refusal = unknown_command(&error, &args).or_else(|| unknown_as(&error, &args));
    if let Some(refusal) = refusal {
        return failure::report(&refusal.into(), looks, &Invocation::default());
    }
    let hint = unknown_option(&mut error, &args).or_else(|| example(&error, &args));
    // Without colour: an error repeats arguments, and what acts on a terminal in them must not.
    for line in error.render().to_string().lines() {
        terminal::talk(&format!("{}\n", safe(line)), looks);
    }
    if let Some(hint) = hint {
        failure::advise(&given(args).with_context(&hint), looks);
    }
    Exit::Cannot
}

/// What a hint is to repeat, as far as the line can be read.
fn given(args: Vec<String>) -> Invocation {
    let (_, global) = legible(args.iter().map(OsString::from));
    let Global { dir, release, .. } = global.unwrap_or_default();
    Invocation {
        dir: dir.map(|dir| dir.to_string_lossy().into_owned()),
        release,
        args,
    }
}

/// A word that is no command: the same line with the one that is meant.
fn unknown_command(error: &clap::Error, args: &[String]) -> Option<Refusal> {
    if error.kind() != ErrorKind::InvalidSubcommand || command_in(args).is_some() {
        return None;
    }
    let word = text(error, ContextKind::InvalidSubcommand)?;
    let refusal = Refusal::cannot(format!("there is no command `{word}`"));
    let Some(meant) = help::suggestion(&word, NAMES.into_iter()) else {
        return Some(refusal.hint("`octorel help` shows all commands"));
    };
    let at = args.iter().position(|arg| *arg == word)?;
    let line = Invocation {
        args: [&args[..at], &[meant.to_owned()], &args[at + 1..]].concat(),
        ..Invocation::default()
    };
    Some(refusal.hint(line.line()))
}

/// Explains `--as` where it is not known: it could stand for `--as-of` or `--ascii`.
fn unknown_as(error: &clap::Error, args: &[String]) -> Option<Refusal> {
    let option = text(error, ContextKind::InvalidArg)?;
    if error.kind() != ErrorKind::UnknownArgument || option.split('=').next() != Some("--as") {
        return None;
    }
    let command = command_in(args).unwrap_or("status");
    if takers("as").contains(&command) {
        return Some(before_command("as", command));
    }
    let refusal = Refusal::cannot(format!("`{command}` records nothing and takes no --as"));
    Some(refusal.hint("say --as-of WHEN for another moment; --as PERSON says who records"))
}

/// Replaces clap's tips on an option that the command does not have: that it could be a value, or another one that it has.
fn unknown_option(error: &mut clap::Error, args: &[String]) -> Option<String> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let option = text(error, ContextKind::InvalidArg)?;
    let name = option.strip_prefix("--")?.split('=').next()?;
    error.remove(ContextKind::Suggested);
    let command = command_in(args)?;
    let takers = takers(name);
    if !takers.is_empty() {
        error.remove(ContextKind::SuggestedArg);
        error.remove(ContextKind::Usage);
        let shown = takers.iter().take(3);
        let shown: Vec<String> = shown.map(|name| format!("`octorel {name}`")).collect();
        let more = if takers.len() > 3 { " and others" } else { "" };
        return Some(format!("--{name} belongs to {}{more}", shown.join(", ")));
    }
    let known = error.get(ContextKind::SuggestedArg).is_some();
    (!known).then(|| format!("`octorel help {command}` shows its options"))
}

/// What the command looks like where something is missing that it needs.
fn example(error: &clap::Error, args: &[String]) -> Option<String> {
    let is_empty = |value: String| value.is_empty();
    let lacks = match error.kind() {
        ErrorKind::MissingRequiredArgument => true,
        ErrorKind::InvalidValue => text(error, ContextKind::InvalidValue).is_some_and(is_empty),
        _ => false,
    };
    if !lacks {
        return None;
    }
    let command = command_in(args)?;
    if command == "start" {
        let mut words = args.iter().skip_while(|word| *word != command).skip(1);
        let name = words.next().filter(|word| !word.starts_with('-'));
        let name = name.map_or("1.0.0".into(), |name| quoted(name));
        return Some(proposal(&name, sys::now().ok()?));
    }
    let mut program = program(&[command]);
    program.build();
    let outer = program.find_subcommand(command)?;
    let inner = args.iter().find_map(|word| outer.find_subcommand(word));
    let help = inner.unwrap_or(outer).get_after_help()?.to_string();
    let examples = || help.lines().filter(|line| line.starts_with("  octorel "));
    let option = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let option = option.split(' ').next().unwrap_or_default();
    let example = examples().find(|line| line.contains(option));
    Some(example.or(examples().next())?.trim().to_owned())
}

/// The command of a line, which begins with the name of the program.
fn command_in(args: &[String]) -> Option<&str> {
    named(args.get(1..)?)
}

/// The commands that have an option.
fn takers(option: &str) -> Vec<&'static str> {
    let mut program = program(&NAMES);
    program.build();
    let has = |command: &clap::Command| {
        let mut arguments = command.get_arguments();
        arguments.any(|argument| argument.get_long() == Some(option))
    };
    let takes = |name: &&str| program.find_subcommand(name).is_some_and(has);
    NAMES.into_iter().filter(takes).collect()
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        _ => None,
    }
}
