//! The screen of the go/no-go meeting, 24 lines for the embedded playbook: the gate's answer, a line a role, then what else
//! weighs.

use super::gate::verdict;
use super::layout::{Cell, Fit, Layout, TextStyle, cell, dim, paint, plain};
use super::notes;
use super::status::heading;
use super::words;
use crate::command::command;
use crate::release::deviations::DeviationKind;
use crate::render::Page;
use crate::view::{
    ConfirmationView, DecisionView, DeviationView, NoteView, ReadinessView, ReadyRole,
};
use std::fmt::Write;

/// How many of the decisions, risks and deviations are shown, of each kind.
const PICKED: usize = 3;

/// Draws what the meeting needs.
pub fn readiness(view: &ReadinessView, page: Page) -> String {
    let mut out = String::new();
    heading(&mut out, &view.release, view.release_at.0, page);
    let (style, word, text) = match &view.gate {
        Some(gate) if gate.is_open() => (TextStyle::Done, "READY", words::gate(gate)),
        Some(gate) => (TextStyle::Late, "NOT READY", words::gate(gate)),
        None => (TextStyle::Late, "NOT READY", "the playbook has no gate to ask".to_owned()),
    };
    verdict(&mut out, (style, word), &text, page);
    out.push('\n');
    let mut layout = Layout::new(1, Fit::Wrap).indent(1);
    for role in &view.roles {
        layout.row(line(role));
    }
    layout.write(&mut out, page.width);
    let mut below = Layout::new(1, Fit::Cut).indent(1);
    let mut left = Vec::new();
    let all = [
        ("decide", decisions(view)),
        ("risk", view.risks.iter().map(noted).collect()),
        ("deviation", otherwise(view)),
    ];
    for (label, lines) in &all {
        if lines.len() > PICKED {
            left.push(format!("{} {}", lines.len() - PICKED, many(label)));
        }
        for (i, (style, text, aside)) in lines.iter().take(PICKED).enumerate() {
            below.row([
                cell(*style, format!("{:>9}", if i == 0 { *label } else { "" })),
                plain(text),
                dim(aside),
            ]);
        }
    }
    out.push('\n');
    below.write(&mut out, page.width);
    if !left.is_empty() {
        let whole = page.line(&command("readiness").typed("--format markdown"));
        let more = format!("      more  {}: {whole}", left.join(", "));
        let _ = writeln!(out, "{}", paint(TextStyle::Dim, &more));
    }
    out
}

fn many(label: &str) -> &str {
    match label {
        "decide" => "to decide",
        "risk" => "risks",
        _ => "deviations",
    }
}

/// `✓  QA/Testing  dana  ✓ 3.3  1 open, 1 late`.
fn line(role: &ReadyRole) -> [Cell; 5] {
    let (style, sign) = match role.confirmed {
        Some(true) => (TextStyle::Done, "✓"),
        Some(false) if role.late > 0 => (TextStyle::Late, "☐"),
        Some(false) => (TextStyle::Due, "☐"),
        None => (TextStyle::Dim, "·"),
    };
    let holders = match role.people.is_empty() {
        true => cell(TextStyle::Due, "nobody"),
        false => plain(words::people(&role.people)),
    };
    let confirmations: Vec<String> = role.confirmations.iter().map(confirmation).collect();
    [
        cell(style, sign),
        plain(&role.name),
        holders,
        cell(style, confirmations.join("  ")),
        cell(if role.late > 0 { TextStyle::Late } else { TextStyle::Plain }, open(role)),
    ]
}

/// `3.2 ✓`.
fn confirmation(one: &ConfirmationView) -> String {
    format!("{} {}", one.number, words::sign(one.state))
}

fn open(role: &ReadyRole) -> String {
    let counts = [(role.todo, "open"), (role.late, "late"), (role.blocked, "blocked")];
    let parts = counts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
    parts.join(", ")
}

type Entry = (TextStyle, String, String);

fn decisions(view: &ReadinessView) -> Vec<Entry> {
    let entry = |decision: &DecisionView| {
        let open = decision.outcome.is_none() || view.unconfirmed.contains(&decision.id);
        let style = if open { TextStyle::Due } else { TextStyle::Done };
        let text = format!("{}: {}", decision.name, undecided(view, decision));
        let escalated = decision.escalation.iter().any(|step| step.escalated_at.is_some());
        let by = match decision.by.is_empty() {
            true if escalated => String::new(),
            true => decision.owner_names.join(" + "),
            false => words::names(&decision.by),
        };
        (style, text, by)
    };
    view.decisions.iter().map(entry).collect()
}

/// How a decision stands: its outcome, in question again, or whom it waits for.
pub fn undecided(view: &ReadinessView, decision: &DecisionView) -> String {
    let escalated = decision.escalation.iter().rfind(|step| step.escalated_at.is_some());
    match (&decision.outcome, escalated) {
        (Some(outcome), _) if view.unconfirmed.contains(&decision.id) => {
            format!("{outcome}, in question")
        }
        (Some(outcome), _) => outcome.clone(),
        (None, Some(step)) => {
            format!("asked of {} ({})", step.name, words::people(&step.people))
        }
        (None, None) if decision.voices.is_empty() => "not decided".to_owned(),
        (None, None) => format!("waits for {}", decision.awaited_names.join(", ")),
    }
}

fn noted(note: &NoteView) -> Entry {
    (TextStyle::Due, risk(note), note.by.short().to_owned())
}

/// `2.4 the pager is silent`.
pub fn risk(view: &NoteView) -> String {
    words::about(view.number.as_ref()) + &view.text
}

/// What went past a rule comes before what was left out, and that before what was only late.
fn otherwise(view: &ReadinessView) -> Vec<Entry> {
    let mut all: Vec<&DeviationView> = view.deviations.iter().collect();
    all.sort_by_key(|one| match one.kind {
        DeviationKind::Overridden | DeviationKind::ClosedGate | DeviationKind::Repaired => 0,
        DeviationKind::Skipped | DeviationKind::Noted => 1,
        DeviationKind::Foreign | DeviationKind::Unticked | DeviationKind::SelfAssigned => 2,
        DeviationKind::Late => 3,
    });
    let entry = |one: &&DeviationView| (TextStyle::Dim, deviation(one), one.by.short().to_owned());
    all.iter().map(entry).collect()
}

/// `2.5 3 days late: Prepare rollback…`, or the reason that was given; of a decision also which one it was.
pub fn deviation(view: &DeviationView) -> String {
    let way = notes::deviation(view);
    if view.kind == DeviationKind::Overridden {
        return format!("{}, {way}{}", view.about, words::because(view.reason.as_ref()));
    }
    let number = words::about(view.number.as_ref());
    let said = view.reason.as_ref().filter(|_| view.kind != DeviationKind::Late);
    format!("{number}{way}: {}", said.unwrap_or(&view.about))
}
