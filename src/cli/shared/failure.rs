//! What went wrong, printed in one place: the error, its details, its cause, and what to do.

use super::Exit;
use crate::command::{Hint, Invocation};
use crate::log::{StoreError, Trouble};
use crate::playbook::{LoadError, render_problems};
use crate::render::{github, json, safe};
use crate::rules::{Refusal, RefusalKind};
use crate::sys::Rejected;
use crate::terminal::{self, OutputOptions};
use anstyle::{AnsiColor, Style};
use anyhow::Error;
use serde::Serialize;
use std::fmt::{self, Write};
use std::io;

/// What cannot be understood, as a refusal: what the error says, and its hint.
pub(crate) fn cannot(error: &impl fmt::Display, hint: impl Into<Hint>) -> Refusal {
    Refusal::cannot(error.to_string()).hint(hint)
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

pub(crate) fn warn(message: &str, output: OutputOptions) {
    let message = safe(message);
    terminal::talk(&format!("{WARNING}warning{WARNING:#}: {message}\n"), output);
}

/// What is wrong with a log, and how much more of it there is: the first lines say what has happened to it.
pub(crate) fn shortened(troubles: &[Trouble]) -> Vec<String> {
    const SHOWN: usize = 5;
    let mut lines: Vec<String> = troubles.iter().take(SHOWN).map(|it| it.text.clone()).collect();
    if troubles.len() > SHOWN {
        lines.push(format!("and {} more", troubles.len() - SHOWN));
    }
    lines
}

#[derive(Debug, thiserror::Error)]
#[error("nothing was recorded")]
pub(crate) struct Cancelled;

#[derive(Serialize)]
struct ErrorView {
    message: String,
    /// What the error is about: names and texts.
    details: Vec<String>,
    hint: Option<String>,
    exit: u8,
}

/// Prints an error and says how the program ends. A hint repeats what the user gave. If they asked for
/// JSON or annotations, the error is on the standard output as well, even if the rest of the line cannot be read.
pub(crate) fn report(error: &Error, output: OutputOptions, invocation: &Invocation) -> Exit {
    if let Some(cancelled) = error.downcast_ref::<Cancelled>() {
        terminal::talk(&format!("{cancelled}\n"), output);
        return Exit::Cancelled;
    }
    let mut text = String::new();
    let mut exit = Exit::Cannot;
    let mut hint = None;
    let mut details: Vec<String> = Vec::new();
    if let Some(LoadError::Problems(problems)) = error.downcast_ref() {
        let coloured = terminal::stderr_has_colour(output);
        text.push_str(&render_problems(problems, coloured, terminal::width()));
    }
    let _ = writeln!(text, "{ERROR}error{ERROR:#}: {}", safe(&error.to_string()));
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        exit = match refusal.kind {
            RefusalKind::No | RefusalKind::Unconfirmed => Exit::No,
            RefusalKind::Cannot => Exit::Cannot,
        };
        let widest = refusal.details.iter().map(|(name, _)| name.chars().count()).max();
        let width = widest.unwrap_or_default();
        details
            .extend(refusal.details.iter().map(|(name, about)| format!("{name:width$}  {about}")));
        hint.clone_from(&refusal.hint);
    }
    if let Some(store) = error.downcast_ref::<StoreError>() {
        if let StoreError::Refused { troubles, .. } = store {
            details.extend(shortened(troubles));
        }
        hint = store.hint();
    }
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    if let Some(rejected) = causes.find_map(Rejected::of) {
        hint = Some(rejected.advice.into());
    }
    details.extend(error.chain().skip(1).map(ToString::to_string));
    for line in &details {
        let _ = writeln!(text, "  {}", safe(line.trim_end()));
    }
    let hint = hint.map(|hint| invocation.hint(&hint));
    let details = details.iter().map(|line| line.trim_end().to_owned()).collect();
    let (message, exit_code) = (error.to_string(), exit as u8);
    let view = ErrorView { message, details, hint: hint.clone(), exit: exit_code };
    let is_requested = |format: &str| invocation.values("--format").any(|value| value == format);
    let json = is_requested("json").then(|| json("error", &view).unwrap_or_default());
    let github = || is_requested("github").then(|| github::error(&view.message));
    if let Some(text) = json.or_else(github) {
        // The error is on the standard error, whatever happens to the standard output.
        let _ = terminal::data(&text, output);
    }
    terminal::talk(&text, output);
    if let Some(hint) = hint {
        advise(&hint, output);
    }
    exit
}

pub(crate) fn advise(hint: &str, output: OutputOptions) {
    terminal::talk(&format!("{HINT}hint{HINT:#}: {}\n", safe(hint)), output);
}
