//! The report of a release. Sections without content are omitted.

mod people;
mod work;

use super::history::{self, deviation_entries, resolved};
use super::words::{self, because};
use super::{Column, Document, Fit, Line, Page, Span, Table, plain, strong};
use crate::log::{EventKind, NoteKind};
use crate::names::Person;
use crate::schedule::zone_city;
use crate::view::{
    AttemptView, DecisionView, EventView, GateLine, NoteView, PhaseView, ReleaseStatus, ReportView,
    RoundView, Stamp,
};
use std::collections::BTreeMap;
use std::fmt::Write;

pub(super) use work::outcome;

pub fn report(view: &ReportView, page: Page) -> Document {
    let mut document = Document::default();
    document.heading(1, format!("Release {}", view.release));
    document.verdict([verdict(view, page)]);
    document.list(facts(view, page));
    sections(&mut document, view, page);
    document
}

/// The sections below the summary.
pub(super) fn sections(document: &mut Document, view: &ReportView, page: Page) {
    document.section("Dates", |document| document.table(work::dates(view, page)));
    document.section("Items", |document| work::items(document, view, page));
    document.section("How", |document| work::how(document, view));
    document.section("People", |document| document.table(people::people(view, page)));
    document.section("Decisions", |document| decisions(document, view, page));
    document.section("Deviations from the plan", |document| {
        document.entries(deviation_entries(&view.deviations, Person::as_str, page));
    });
    document.section("Incidents", |document| document.table(incidents(view, page)));
    document.section("Announcements", |document| document.list(announcements(view, page)));
    for (heading, kind) in [
        ("Risks", NoteKind::Risk),
        ("Lessons", NoteKind::Lesson),
        ("Feedback", NoteKind::Feedback),
        ("Metrics", NoteKind::Metric),
        ("Notes", NoteKind::Note),
    ] {
        let notes = view.notes.iter().filter(|note| note.kind == kind);
        let notes = notes.map(|note| noted(note, page));
        document.section(heading, |document| document.list(notes));
    }
    document.section("History", |document| document.lines(events(view, page)));
}

fn verdict(view: &ReportView, page: Page) -> (Span, Span) {
    let (word, text) = match &view.ended {
        Some(end) => {
            let word = match view.state {
                ReleaseStatus::Cancelled => "Cancelled",
                ReleaseStatus::Active | ReleaseStatus::Finished | ReleaseStatus::Unreadable => {
                    "Finished"
                }
            };
            let (by, at) = (end.by.as_str(), page.now.long(end.at.0));
            (word, format!("by {by} on {at}{}", because(end.said.as_ref())))
        }
        None => ("Active", format!("as of {}", page.now.long(view.at.0))),
    };
    (strong(word), plain(text))
}

/// How the release began, its dates, attempts, decisions and gates, and how much is done.
pub(super) fn facts(view: &ReportView, page: Page) -> Vec<String> {
    let (by, at) = (view.began.by.as_str(), page.now.long(view.began.at.0));
    let mut lines = vec![format!("Started by {by} on {at}")];
    lines.extend(view.release_at.map(|Stamp(t)| {
        let first = view.first_planned.filter(|first| first.0 != t);
        let first = first.map(|first| format!(", originally for {}", page.now.long(first.0)));
        let first = first.unwrap_or_default();
        format!("Planned for {} {}{first}", page.now.long(t), zone_city(t.timezone()))
    }));
    lines.extend(view.moves.iter().map(|moved| {
        let reason = because(moved.said.as_ref());
        format!("Rescheduled by {}: {}{reason}", whom(&moved.by, moved.at, page), moved.about)
    }));
    lines.push(match view.deployed_at {
        Some(at) => format!("Deployed on {}", page.now.long(at.0)),
        None => "Not deployed".to_owned(),
    });
    lines.extend(attempts(view, page));
    lines.extend(view.rounds.iter().map(|round| repeated(round, page)));
    lines.extend(view.decisions.iter().filter_map(|decision| {
        decision.outcome.as_ref().map(|outcome| format!("{}: {outcome}", decision.name))
    }));
    if !view.gates.is_empty() {
        let gate = |gate: &GateLine| format!("{} {}", gate.gate, gate.verdict);
        let gates: Vec<String> = view.gates.iter().map(gate).collect();
        lines.push(format!("Gates: {}", gates.join(", ")));
    }
    lines.push(work::counts(view));
    lines
}

/// The attempts to deploy, if there was more than one.
pub(super) fn attempts(view: &ReportView, page: Page) -> Vec<String> {
    let attempts = view.attempts.iter().filter(|_| view.attempts.len() > 1);
    attempts.map(|attempt| attempted(attempt, page)).collect()
}

/// `Attempt 1: deployed 8 Dec 14:00, rolled back 8 Dec 15:12 by rm@example.com; done: 5.1, 5.4`.
fn attempted(attempt: &AttemptView, page: Page) -> String {
    let mut line = match attempt.deployed_at {
        Some(at) => format!("Attempt {}: deployed {}", attempt.attempt, page.now.day_time(at.0)),
        None => format!("Attempt {}: not deployed", attempt.attempt),
    };
    if let (Some(at), Some(by)) = (attempt.rolled_back_at, &attempt.rolled_back_by) {
        let _ = write!(line, ", rolled back {} by {by}", page.now.day_time(at.0));
        if !attempt.done.is_empty() {
            let _ = write!(line, "; done: {}", attempt.done.join(", "));
        }
    }
    line
}

/// `Checks, round 2: alice@example.com, 4 Dec 10:00; done in round 1: 5.1; left: 5.2`.
fn repeated(view: &RoundView, page: Page) -> String {
    let by = whom(&view.started_by, view.started_at, page);
    let mut line = format!("{}, round {}: {by}", view.name, view.round);
    if !view.done_before.is_empty() {
        let _ = write!(line, "; done in round {}: {}", view.round - 1, view.done_before.join(", "));
    }
    if !view.left_before.is_empty() {
        let _ = write!(line, "; left: {}", view.left_before.join(", "));
    }
    line
}

/// `alice@example.com, 4 Dec 10:00`.
fn whom(by: &Person, at: Stamp, page: Page) -> String {
    format!("{}, {}", by.as_str(), page.now.day_time(at.0))
}

/// ` (link)` after a text.
fn linked(target: Option<&String>) -> Vec<Span> {
    let link = history::link(target).map(|link| [plain(" ("), link, plain(")")]);
    link.into_iter().flatten().collect()
}

pub(super) fn decisions(document: &mut Document, view: &ReportView, page: Page) {
    for decision in &view.decisions {
        let Some(events) = view.said.get(&decision.id) else { continue };
        document.heading(3, format!("{}: {}", decision.name, words::outcome(decision)));
        document.list(events.iter().map(|event| said(event, decision, page)));
    }
}

/// `alice@example.com, 4 Dec 10:00: go as Release Manager: all is well`.
fn said(event: &EventView, decision: &DecisionView, page: Page) -> String {
    let about = event.about.strip_prefix(decision.id.as_str()).unwrap_or(&event.about);
    let about = about.trim_start_matches(':').trim_start();
    let act = if event.kind == EventKind::Escalated { "escalated " } else { "" };
    let who = whom(&event.by, event.at, page);
    format!("{who}: {act}{about}{}", because(event.said.as_ref()))
}

pub(super) fn incidents(view: &ReportView, page: Page) -> Table {
    let mut table = Table::new([
        Column::right(""),
        Column::right("Severity"),
        Column::left("Incident").fit(Fit::Wrap),
        Column::left("Declared"),
        Column::left("Resolved"),
    ]);
    for incident in &view.incidents {
        let resolved = match (&incident.resolved_by, incident.resolved) {
            (Some(by), Some(at)) => whom(by, at, page) + &because(incident.reason.as_ref()),
            _ => "ongoing".to_owned(),
        };
        table.row([
            plain(incident.number.to_string()),
            plain(incident.severity.to_string()),
            plain(&incident.text),
            plain(whom(&incident.declared_by, incident.declared, page)),
            plain(resolved),
        ]);
    }
    table
}

fn announcements(view: &ReportView, page: Page) -> Vec<Line> {
    let sent = |event: &&EventView| event.kind == EventKind::Announced && !event.undone;
    let line = |event: &EventView| {
        let who = whom(&event.by, event.at, page);
        format!("{who}: {}{}", event.about, because(event.said.as_ref())).into()
    };
    view.events.iter().filter(sent).map(line).collect()
}

/// `R1: legal has to agree (2.4) (link), alice@example.com, 4 Dec 10:00; resolved by …`.
fn noted(note: &NoteView, page: Page) -> Line {
    let risk = note.risk.as_ref().map(|risk| format!("{risk}: ")).unwrap_or_default();
    let about = note.number.as_ref().map(|number| format!(" ({number})")).unwrap_or_default();
    let resolved = match (&note.kind, resolved(note, Person::as_str, page)) {
        (_, Some(resolved)) => format!("; {resolved}"),
        (NoteKind::Risk, None) => "; not resolved".to_owned(),
        (_, None) => String::new(),
    };
    let mut spans = vec![plain(risk + &note.text + &about)];
    spans.extend(linked(note.link.as_ref()));
    spans.push(plain(format!(" — {}{resolved}", whom(&note.by, note.at, page))));
    Line(spans)
}

/// The history. What was done for one of several roles names the role.
fn events(view: &ReportView, page: Page) -> Table {
    let mut table = history::events(&view.events, Person::as_str, page);
    let items = view.phases.iter().flat_map(PhaseView::leaves);
    let owners: BTreeMap<_, _> = items.map(|item| (&item.id, item.owner.as_str())).collect();
    for (row, event) in table.rows.iter_mut().zip(&view.events) {
        let owner = event.item.as_ref().and_then(|item| owners.get(item));
        let role = event.role.as_deref().filter(|role| owner.is_some_and(|owner| role != owner));
        if let (Some(role), Some(what)) = (role, row.cells.last_mut()) {
            let _ = write!(what.text, " (for {role})");
        }
    }
    table
}
