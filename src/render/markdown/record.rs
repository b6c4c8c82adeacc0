//! The record of a release, as a release manager would have written it. What there is nothing to say of is left out.

mod people;
mod work;

use super::escape::{self, text};
use super::section::section;
use crate::log::{EventKind, NoteKind};
use crate::names::Person;
use crate::render::Page;
use crate::schedule::zone_city;
use crate::view::{
    AttemptView, DecisionView, EventView, GateLine, NoteView, RecordView, ReleaseStatus, Stamp,
};
use std::fmt::Write;

/// Writes the record.
pub fn record(view: &RecordView, page: Page) -> String {
    let mut out = format!("# Release {}\n\n", text(&view.release));
    summary(&mut out, view, page);
    work::dates(&mut out, view, page);
    work::phases(&mut out, view, page);
    people::people(&mut out, view, page);
    decisions(&mut out, view, page);
    work::deviations(&mut out, view, page);
    incidents(&mut out, view, page);
    announcements(&mut out, view, page);
    risks(&mut out, view, page);
    for (heading, kind) in [
        ("Lessons", NoteKind::Lesson),
        ("Feedback", NoteKind::Feedback),
        ("Metrics", NoteKind::Metric),
        ("Notes", NoteKind::Note),
    ] {
        notes(&mut out, view, heading, &kind, page);
    }
    history(&mut out, view, page);
    out
}

/// `Attempt 1: deployed 8 Dec 14:00, rolled back 8 Dec 15:12 by rm@example.com; done in it: 5.1, 5.4`.
fn attempt_line(attempt: &AttemptView, page: Page) -> String {
    let mut line = match attempt.deployed_at {
        Some(at) => format!("Attempt {}: deployed {}", attempt.attempt, page.now.day_time(at.0)),
        None => format!("Attempt {}: not deployed", attempt.attempt),
    };
    if let (Some(at), Some(by)) = (attempt.rolled_back_at, &attempt.rolled_back_by) {
        let _ = write!(line, ", rolled back {} by {by}", page.now.day_time(at.0));
        if !attempt.done.is_empty() {
            let _ = write!(line, "; done in it: {}", attempt.done.join(", "));
        }
    }
    line
}

fn summary(out: &mut String, view: &RecordView, page: Page) {
    let _ = match &view.ended {
        Some(end) => {
            let word = if view.state == ReleaseStatus::Cancelled { "Cancelled" } else { "Closed" };
            let (by, reason) = (end.by.as_str(), because(end.said.as_ref()));
            let when = page.now.long(end.at.0);
            writeln!(out, "**{word}** by {} on {when}{reason}.\n", text(by))
        }
        None => {
            writeln!(out, "**So far**, as of {}: the release is open.\n", page.now.long(view.at.0))
        }
    };
    let (by, when) = (text(view.began.by.as_str()), view.began.at.0);
    let _ = writeln!(out, "- Begun by {by} on {}", page.now.long(when));
    let t = view.release_at.0;
    let zone = text(&zone_city(t.timezone()));
    let first = (view.first_planned.0 != t).then(|| {
        let first = page.now.long(view.first_planned.0);
        format!(", first for {first}")
    });
    let (planned, first) = (page.now.long(t), first.unwrap_or_default());
    let _ = writeln!(out, "- Planned for {planned} {zone}{first}");
    for moved in &view.moves {
        let (when, by) = (page.now.day_time(moved.at.0), text(moved.by.as_str()));
        let about = text(&moved.about);
        let _ =
            writeln!(out, "- Moved by {by}, {when}, to {about}{}", because(moved.said.as_ref()));
    }
    let _ = match view.deployed_at {
        Some(at) => writeln!(out, "- Deployed on {}", page.now.long(at.0)),
        None => writeln!(out, "- Not deployed"),
    };
    if view.attempts.len() > 1 {
        for attempt in &view.attempts {
            let _ = writeln!(out, "- {}", text(&attempt_line(attempt, page)));
        }
    }
    for decision in &view.decisions {
        if let Some(outcome) = &decision.outcome {
            let _ = writeln!(out, "- {}: {}", text(&decision.name), text(outcome));
        }
    }
    if !view.gates.is_empty() {
        let gate = |gate: &GateLine| format!("{} {}", text(gate.gate.as_str()), gate.verdict);
        let gates: Vec<String> = view.gates.iter().map(gate).collect();
        let _ = writeln!(out, "- Gates: {}", gates.join(", "));
    }
    let _ = writeln!(out, "- {}", work::counts(view));
}

/// `: the reason`, or nothing.
fn because(said: Option<&String>) -> String {
    said.map(|said| format!(": {}", text(said))).unwrap_or_default()
}

/// `alice, 4 Dec 10:00`.
fn whom(by: &Person, at: Stamp, page: Page) -> String {
    format!("{}, {}", text(by.as_str()), page.now.day_time(at.0))
}

/// ` ([link](…))`, or nothing.
fn linked(link: Option<&String>) -> String {
    link.map(|target| format!(" ({})", escape::link("link", target))).unwrap_or_default()
}

fn decisions(out: &mut String, view: &RecordView, page: Page) {
    let spoken = |decision: &&DecisionView| view.said.contains_key(&decision.id);
    let blocks = view.decisions.iter().filter(spoken).map(|decision| {
        let name = text(&decision.name);
        let outcome = match &decision.outcome {
            Some(outcome) => text(outcome),
            None => format!("not decided{}", awaited(decision)),
        };
        // White space at an end would undo the marks.
        let mut block = format!("\n**{}**\n", format!("{name}: {outcome}").trim());
        for event in &view.said[&decision.id] {
            let act = if event.kind == EventKind::Escalated { "escalated " } else { "" };
            let who = whom(&event.by, event.at, page);
            let about = text(said_of(event, decision.id.as_str()));
            let _ = write!(block, "\n- {who}: {act}{about}{}", because(event.said.as_ref()));
        }
        block
    });
    section(out, "\n## Decisions\n", blocks);
}

/// Whose voice was still awaited.
fn awaited(decision: &DecisionView) -> String {
    let awaited = decision.awaited.iter().map(|role| text(role.as_str()));
    let awaited: Vec<String> = awaited.collect();
    match &awaited[..] {
        [] => String::new(),
        _ => format!(", waits for {}", awaited.join(" and ")),
    }
}

/// What was said, without the decision's id in front.
fn said_of<'a>(event: &'a EventView, id: &str) -> &'a str {
    let rest = event.about.strip_prefix(id).unwrap_or(&event.about);
    rest.trim_start_matches(':').trim_start()
}

fn incidents(out: &mut String, view: &RecordView, page: Page) {
    let head = "\n## Incidents\n\n| | Severity | What | Opened | Closed |\n|--:|--:|---|---|---|\n";
    let rows = view.incidents.iter().map(|incident| {
        let resolved = match (&incident.resolved_by, incident.resolved) {
            (Some(by), Some(at)) => whom(by, at, page) + &because(incident.reason.as_ref()),
            _ => "open".to_owned(),
        };
        let declared = whom(&incident.declared_by, incident.declared, page);
        let (number, severity, what) = (incident.number, incident.severity, text(&incident.text));
        format!("| {number} | {severity} | {what} | {declared} | {resolved} |")
    });
    section(out, head, rows);
}

/// The announcements that were sent, and when.
fn announcements(out: &mut String, view: &RecordView, page: Page) {
    let sent = |event: &&EventView| event.kind == EventKind::Announced && !event.undone;
    let lines = view.events.iter().filter(sent).map(|event| {
        let who = whom(&event.by, event.at, page);
        format!("- {who}: {}{}", text(&event.about), because(event.said.as_ref()))
    });
    section(out, "\n## Announcements\n\n", lines);
}

fn risks(out: &mut String, view: &RecordView, page: Page) {
    let risks = view.notes.iter().filter(|note| note.kind == NoteKind::Risk);
    let rows = risks.map(|risk| {
        let resolved = match &risk.resolved {
            Some(resolved) => {
                whom(&resolved.by, resolved.at, page) + &because(resolved.reason.as_ref())
            }
            None => "**open**".to_owned(),
        };
        let number = risk.risk.as_deref().unwrap_or_default();
        let noted = whom(&risk.by, risk.at, page);
        format!("| {number} | {} | {noted} | {resolved} |", noted_text(risk))
    });
    section(out, "\n## Risks\n\n| | Risk | Noted | Closed |\n|---|---|---|---|\n", rows);
}

fn notes(out: &mut String, view: &RecordView, heading: &str, kind: &NoteKind, page: Page) {
    let notes = view.notes.iter().filter(|note| note.kind == *kind);
    let lines =
        notes.map(|note| format!("- {}: {}", whom(&note.by, note.at, page), noted_text(note)));
    section(out, &format!("\n## {heading}\n\n"), lines);
}

/// A note's text, the item it is about, and its link.
fn noted_text(note: &NoteView) -> String {
    let about = note.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    (text(&note.text) + &about + &linked(note.link.as_ref())).trim_start().to_owned()
}

fn history(out: &mut String, view: &RecordView, page: Page) {
    out.push_str("\n## History\n\n| When | Who | | | What |\n|---|---|---|---|---|\n");
    for event in &view.events {
        let when = page.now.day_time(event.at.0);
        let number = event.number.as_deref().unwrap_or_default();
        let said = event.said.iter().filter(|_| event.kind != EventKind::Undone);
        let mut parts: Vec<String> = (std::iter::once(&event.about).chain(said))
            .filter(|part| !part.is_empty())
            .map(|part| text(part))
            .collect();
        if let (Some(role), Some(first)) = (share(view, event), parts.first_mut()) {
            let _ = write!(first, " · {}", text(role));
        }
        let undone = if event.undone { " *(taken back)*" } else { "" };
        let _ = writeln!(
            out,
            "| {when} | {} | {} | {number} | {}{}{undone} |",
            text(event.by.as_str()),
            text(&event.act),
            parts.join(": "),
            linked(event.link.as_ref()),
        );
    }
}

/// The role for which an item was marked that is not that role's alone.
fn share<'a>(view: &RecordView, event: &'a EventView) -> Option<&'a str> {
    let mut items = view.phases.iter().flat_map(|phase| &phase.items);
    let item = items.find(|item| Some(&item.id) == event.item.as_ref())?;
    event.role.as_deref().filter(|role| *role != item.owner)
}
