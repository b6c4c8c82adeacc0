//! What went wrong, printed in one place: the error, what it is about, its cause, and what to do.

use super::exit::Exit;
use crate::command::{Hint, Invocation};
use crate::log::{StoreError, Trouble};
use crate::playbook::{LoadError, render_problems};
use crate::render::safe;
use crate::rules::{Refusal, RefusalKind};
use crate::terminal::{self, Looks};
use anstyle::{AnsiColor, Style};
use std::fmt::{self, Write};

/// What cannot be understood, as a refusal: what the error says, and its hint.
pub(crate) fn cannot(error: &impl fmt::Display, hint: impl Into<Hint>) -> Refusal {
    Refusal::cannot(error.to_string()).hint(hint)
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// Prints a warning.
pub(crate) fn warn(message: &str, looks: Looks) {
    let message = safe(message);
    terminal::talk(&format!("{WARNING}warning{WARNING:#}: {message}\n"), looks);
}

/// What is wrong with a log, and how much more of it there is: the first lines say what has happened to it.
pub(crate) fn shortened(troubles: &[Trouble]) -> Vec<String> {
    const SHOWN: usize = 5;
    let mut lines: Vec<String> = troubles.iter().take(SHOWN).map(Trouble::to_string).collect();
    if troubles.len() > SHOWN {
        lines.push(format!("and {} more", troubles.len() - SHOWN));
    }
    lines
}

/// Somebody cancelled a prompt.
#[derive(Debug, thiserror::Error)]
#[error("nothing was recorded")]
pub(crate) struct Cancelled;

/// Prints an error and says how the program ends. A hint repeats what the user gave.
pub(crate) fn report(error: &anyhow::Error, looks: Looks, invocation: &Invocation) -> Exit {
    if let Some(cancelled) = error.downcast_ref::<Cancelled>() {
        terminal::talk(&format!("{cancelled}\n"), looks);
        return Exit::Cancelled;
    }
    let mut text = String::new();
    let mut exit = Exit::Cannot;
    let mut hint = None;
    if let Some(LoadError::Problems(problems)) = error.downcast_ref() {
        text.push_str(&render_problems(
            problems,
            terminal::stderr_has_colour(looks),
            terminal::width(),
        ));
    }
    let _ = writeln!(text, "{ERROR}error{ERROR:#}: {}", safe(&error.to_string()));
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        exit = match refusal.kind {
            RefusalKind::No | RefusalKind::Unconfirmed => Exit::No,
            RefusalKind::Cannot => Exit::Cannot,
        };
        let widest = refusal.details.iter().map(|(name, _)| name.chars().count()).max();
        for (name, about) in &refusal.details {
            let line = format!("  {name:width$}  {about}", width = widest.unwrap_or_default());
            let _ = writeln!(text, "{}", safe(line.trim_end()));
        }
        hint.clone_from(&refusal.hint);
    }
    if let Some(store) = error.downcast_ref::<StoreError>() {
        if let StoreError::Refused { troubles, .. } = store {
            for line in shortened(troubles) {
                let _ = writeln!(text, "  {}", safe(&line));
            }
        }
        hint = store.hint();
    }
    for cause in error.chain().skip(1) {
        let _ = writeln!(text, "  {}", safe(&cause.to_string()));
    }
    terminal::talk(&text, looks);
    if let Some(hint) = hint {
        advise(&invocation.hint(&hint), looks);
    }
    exit
}

/// Prints what to do.
pub(crate) fn advise(hint: &str, looks: Looks) {
    terminal::talk(&format!("{HINT}hint{HINT:#}: {}\n", safe(hint)), looks);
}
