//! A gate's answer: the verdict, then each missing thing with its owner and date.

use super::layout::{Fit, Layout, TextStyle, cell, dim, empty, plain};
use super::words;
use crate::names::RoleId;
use crate::render::Page;
use crate::view::{GateView, RequirementKind, RequirementView};

/// Draws a gate's answer.
pub fn gate(view: &GateView, page: Page) -> String {
    let mut out = String::new();
    let what = view.title();
    if view.is_open() {
        let counted = words::count(view.counted, "required thing is", "required things are");
        verdict(&mut out, (TextStyle::Done, "OPEN"), &format!("{what}: {counted} settled"), page);
        return out;
    }
    verdict(&mut out, (TextStyle::Late, "CLOSED"), &format!("{what}: {}", summary(view)), page);
    if !view.missing.is_empty() {
        out.push('\n');
    }
    let mut layout = Layout::new(1, Fit::Wrap).indent(2);
    for missing in &view.missing {
        let style = if missing.late { TextStyle::Late } else { TextStyle::Due };
        // Only numbers stand at the left edge, so that a longer name moves none of the texts.
        let (number, text) = match missing.kind {
            RequirementKind::Item => (missing.number.clone(), missing.text.clone()),
            RequirementKind::Decision
            | RequirementKind::Incident
            | RequirementKind::Conflict
            | RequirementKind::Release => {
                ("–".to_owned(), format!("{}: {}", label(missing), missing.text))
            }
        };
        layout.row([cell(style, number), plain(text)]);
        layout.row([empty(), dim(details(missing, page))]);
    }
    layout.write(&mut out, page.width);
    out
}

/// Draws a word that stands out, and a sentence.
pub(super) fn verdict(out: &mut String, (style, word): (TextStyle, &str), line: &str, page: Page) {
    let mut layout = Layout::new(1, Fit::Wrap);
    layout.row([cell(style, word), plain(line)]);
    layout.write(out, page.width);
}

/// `3 required items open, 1 decision not made`.
pub fn summary(view: &GateView) -> String {
    if view.counted == 0 {
        return "it asks for nothing, so it stays closed".to_owned();
    }
    let of = |kind| view.missing.iter().filter(|missing| missing.kind == kind).count();
    if of(RequirementKind::Release) > 0 {
        return "the release is cancelled".to_owned();
    }
    let mut parts = Vec::new();
    let mut part = |number: usize, one: &str, many: &str| {
        if number > 0 {
            parts.push(words::count(number, one, many));
        }
    };
    part(of(RequirementKind::Item), "required item open", "required items open");
    part(of(RequirementKind::Decision), "decision missing", "decisions missing");
    part(of(RequirementKind::Incident), "incident open", "incidents open");
    part(of(RequirementKind::Conflict), "conflict", "conflicts");
    parts.join(", ")
}

/// What a missing thing is called: `2.4`, `go-no-go`, `incident 1`.
pub fn label(missing: &RequirementView) -> String {
    match missing.kind {
        RequirementKind::Item | RequirementKind::Conflict | RequirementKind::Release => {
            missing.number.clone()
        }
        RequirementKind::Decision => missing.id.clone(),
        RequirementKind::Incident => format!("incident {}", missing.number),
    }
}

/// `Release Manager (rm) · due Tue 1 Dec, 3 days late · blocked: waiting for the new nodes`.
pub fn details(missing: &RequirementView, page: Page) -> String {
    let mut parts = Vec::new();
    if missing.owner == "all" {
        let roles: Vec<&str> = missing.roles.iter().map(RoleId::as_str).collect();
        parts.push(format!("All roles, waiting for {}", roles.join(", ")));
    } else if !missing.owner_name.is_empty() {
        parts.push(format!("{} ({})", missing.owner_name, words::people(&missing.people)));
    }
    if let Some(due) = missing.due {
        let late = match missing.late {
            true => format!(", {} late", page.now.late_by(due.0)),
            false => format!(", {}", page.now.distance(due.0)),
        };
        parts.push(format!("due {}{late}", page.now.day(due.0)));
    }
    match (missing.kind, &missing.reason) {
        (RequirementKind::Item, Some(reason)) => parts.push(format!("blocked: {reason}")),
        (RequirementKind::Decision, reason) => {
            parts.push(words::decision(missing) + &words::because(reason.as_ref()));
        }
        (RequirementKind::Item, None) => {}
        (RequirementKind::Incident, _) => parts.push("open".to_owned()),
        (RequirementKind::Release, reason) => parts.extend(reason.clone()),
        (RequirementKind::Conflict, _) => {
            parts.push(
                "both were recorded without knowing of each other: record it again".to_owned(),
            );
        }
    }
    parts.join(" · ")
}
