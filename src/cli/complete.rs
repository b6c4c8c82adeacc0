//! Shell completion: what fits in the place of the word that is being typed.
//!
//! This walks the line as clap would; each argument declares what it takes, and `candidates` finds what matches.
//! Nothing here writes, warns or fails.

mod candidates;
mod line;

use self::candidates::{CompletionSource, FILES, FOLDERS};
use self::line::TypedLine;
pub(super) use self::line::line_to_complete;
use super::args::{NAMES, program};
use crate::command::takes_release;
use crate::release::ArgumentKind;
use crate::render::{ascii, safe};
use crate::terminal::{self, OutputOptions};
use crate::view::Candidate;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fmt::Write;
use std::sync::Arc;

/// Answers a shell: a line that says how to use it, then one line for each candidate, with its text after a tab.
pub(super) fn answer(line: &TypedLine) {
    // If the shell has gone away, nobody reads the answer.
    let _ = terminal::data(&text(line), OutputOptions::default());
}

/// The completions of the last word of a command line, each with its text, for the full-screen program.
pub(super) fn values(line: &str) -> Vec<Candidate> {
    let mut found = found(&TypedLine::of(line));
    found.retain(|candidate| ![FOLDERS, FILES].contains(&&*tag(candidate)));
    let value = |one: &CompletionCandidate| one.get_value().to_string_lossy().into_owned();
    found.iter().map(|one| Candidate::new(value(one), help(one))).collect()
}

fn text(line: &TypedLine) -> String {
    if line.is_redirected {
        return format!("{FILES}\n");
    }
    let found = found(line);
    for kind in [FOLDERS, FILES] {
        if found.iter().any(|candidate| tag(candidate) == kind) {
            return format!("{kind}\n");
        }
    }
    let typed = line.current.to_string_lossy();
    let fits = |candidate: &CompletionCandidate| {
        candidate.get_value().to_string_lossy().starts_with(&*typed)
    };
    // Shells keep candidates that begin with the word and insert their common beginning, unless the first line says `replace`.
    // Options at an empty word are only shown, not inserted.
    let shown = typed.is_empty() && found.iter().all(|one| is_option(one.get_value()));
    let how = if found.iter().all(fits) && !shown { "values" } else { "replace" };
    let is_ascii = terminal::is_shell_ascii();
    let mut text = format!("{how}\n");
    let mut known = HashSet::new();
    for candidate in &found {
        let value = candidate.get_value().to_string_lossy();
        if is_harmless(&value) && known.insert(folded(&value)) {
            let help = help(candidate);
            let help = safe(&help);
            let help = if is_ascii { ascii(&help) } else { help };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{value}\t{help}");
        }
    }
    text
}

/// Says whether a shell takes a value for text, quoted or not: words of letters, digits and a few marks, with one space in between.
fn is_harmless(value: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "._-@+:/=,".contains(c);
    let is_word = |word: &str| !word.is_empty() && word.chars().all(is_plain);
    matches!(safe(value), Cow::Borrowed(_)) && value.split(' ').all(is_word)
}

/// What readline may take for the same. Of two such values with their texts, bash would insert the beginning of the texts, too.
fn folded(value: &str) -> String {
    let folded = value.chars().filter_map(|c| c.to_lowercase().next());
    folded.map(|c| if c == '_' { '-' } else { c }).collect()
}

/// All candidates. Options are offered only if nothing else fits, or after a dash.
fn found(line: &TypedLine) -> Vec<CompletionCandidate> {
    let mut words = vec![OsString::from("octorel")];
    words.extend(line.before.iter().cloned());
    words.push(line.current.clone());
    let last = words.len() - 1;
    // Only the command that the line names is built.
    let mut named = line.before.iter().filter_map(|word| word.to_str());
    let named = named.find(|word| NAMES.contains(word));
    let known = Arc::new(CompletionSource::new(line, named));
    let mut program = match named {
        None => program(&NAMES),
        Some(named) => program(&[named]),
    };
    program.build();
    let mut program = attach(program, &known);
    let mut found = complete(&mut program, words, last, None).unwrap_or_default();
    // The options of this command come before those of all commands.
    found.sort_by_key(|one| tag(one) == "Everywhere");
    let values = found.iter().any(|one| !is_option(one.get_value()));
    if !is_option(&line.current) && (values || known.needs_items()) {
        found.retain(|one| !is_option(one.get_value()));
    }
    found
}

fn is_option(value: &OsStr) -> bool {
    value.to_string_lossy().starts_with('-')
}

/// Adds a completer to each argument that declares what it takes.
fn attach(command: clap::Command, known: &Arc<CompletionSource>) -> clap::Command {
    let takes_release = takes_release(command.get_name());
    let command = command.mut_args(|arg| {
        if arg.get_id() == "release" && !takes_release {
            return arg.hide(true);
        }
        let Some(&kind) = arg.get::<ArgumentKind>() else { return arg };
        let (known, argument) = (Arc::clone(known), arg.get_id().to_string());
        let find = move |typed: &OsStr| known.candidates(kind, &argument, &typed.to_string_lossy());
        arg.add(ArgValueCompleter::new(find))
    });
    command.mut_subcommands(|inner| attach(inner, known))
}

fn help(candidate: &CompletionCandidate) -> String {
    let help = candidate.get_help().map(ToString::to_string);
    help.unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

fn tag(candidate: &CompletionCandidate) -> String {
    candidate.get_tag().map(ToString::to_string).unwrap_or_default()
}
