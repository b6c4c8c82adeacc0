//! The report of a release. Sections without content are omitted.

mod work;

use super::decisions::{outcome, with_votes};
use super::history::{self, deviation_entries};
use super::words::{because, by};
use super::{Document, Page, Span, incidents, plain, strong};
use crate::log::{EventKind, NoteKind};
use crate::schedule::zone_city;
use crate::view::{AttemptView, EventView, GateLine, ReleaseStatus, ReportView, RoundView, Stamp};

pub fn report(view: &ReportView, page: Page) -> Document {
    let page = Page { in_full: true, ..page };
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
    document.section("People", |document| work::people(document, view, page));
    document.section("Decisions", |document| decisions(document, view, page));
    let deviations = deviation_entries(&view.deviations, page);
    document.section("Deviations from the plan", |it| it.entries(deviations));
    document.section("Incidents", |it| it.table(incidents::table(&view.incidents, page)));
    let sent = view.events.iter().filter(|it| it.kind == EventKind::Announced && it.counts());
    document.section("Announcements", |document| document.lines(history::events(sent, page)));
    for (heading, kind) in [
        ("Risks", NoteKind::Risk),
        ("Lessons", NoteKind::Lesson),
        ("Feedback", NoteKind::Feedback),
        ("Metrics", NoteKind::Metric),
        ("Notes", NoteKind::Note),
    ] {
        let notes = view.events.iter().filter(|it| it.is_noted_as(&kind) && it.counts());
        document.section(heading, |document| document.lines(history::events(notes, page)));
    }
    document.section("History", |document| document.lines(history::events(&view.events, page)));
}

fn verdict(view: &ReportView, page: Page) -> (Span, Span) {
    let (word, text) = match &view.ended {
        Some(end) => {
            let is_cancelled = view.state == ReleaseStatus::Cancelled;
            let word = if is_cancelled { "Cancelled" } else { "Finished" };
            let at = page.now.long(end.at.0);
            (word, format!("by {} on {at}{}", end.by, because(end.said.as_ref())))
        }
        None => ("Active", format!("as of {}", page.now.long(view.at.0))),
    };
    (strong(word), plain(text))
}

/// How the release began, its dates, attempts, decisions and gates, and how much is done.
pub(super) fn facts(view: &ReportView, page: Page) -> Vec<String> {
    let long = |event: &EventView| format!("by {} on {}", event.by, page.now.long(event.at.0));
    let mut lines = vec![format!("Started {}", long(&view.began))];
    lines.extend(view.release_at.map(|Stamp(t)| {
        let first = view.first_planned.filter(|first| first.0 != t);
        let first = first.map(|first| format!(", originally for {}", page.now.long(first.0)));
        let first = first.unwrap_or_default();
        format!("Planned for {} {}{first}", page.now.long(t), zone_city(t.timezone()))
    }));
    let moves = view.events.iter().filter(|it| it.kind == EventKind::Rescheduled && it.counts());
    lines.extend(moves.map(|moved| {
        let reason = because(moved.said.as_ref());
        format!("Rescheduled by {}: {}{reason}", by(moved, page), moved.about)
    }));
    lines.push(match view.deployed_at {
        Some(at) => format!("Deployed on {}", page.now.long(at.0)),
        None => "Not deployed".to_owned(),
    });
    lines.extend(attempts(view, page));
    lines.extend(view.rounds.iter().map(|round| repeated(round, page)));
    lines.extend(view.decisions.iter().filter(|it| it.outcome.is_some()).map(outcome));
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
    // `Attempt 1: deployed by rm@example.com, 8 Dec 14:00; rolled back by rm@example.com, 8 Dec 15:12`.
    let line = |AttemptView { attempt, deployed, rolled_back }: &AttemptView| {
        let deployed = match deployed {
            Some(event) => format!("deployed by {}", by(event, page)),
            None => "not deployed".to_owned(),
        };
        let end = rolled_back.as_ref().map(|it| format!("; rolled back by {}", by(it, page)));
        format!("Attempt {attempt}: {deployed}{}", end.unwrap_or_default())
    };
    view.attempts.iter().filter(|_| view.attempts.len() > 1).map(line).collect()
}

/// `Checks, round 2: alice@example.com, 4 Dec 10:00; left in round 1: 5.2`.
fn repeated(view: &RoundView, page: Page) -> String {
    let left = match &view.left_before[..] {
        [] => String::new(),
        left => format!("; left in round {}: {}", view.round - 1, left.join(", ")),
    };
    format!("{}, round {}: {}{left}", view.name, view.round, by(&view.started, page))
}

pub(super) fn decisions(document: &mut Document, view: &ReportView, page: Page) {
    for decision in view.decisions.iter().filter(|decision| decision.newest().is_some()) {
        with_votes(document, decision, page);
    }
}
