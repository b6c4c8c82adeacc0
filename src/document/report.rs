//! The report of a release. Sections without content are omitted.

use super::history::{self, deviation_entries};
use super::items::with_steps;
use super::team::{outcome, with_votes};
use super::words::{because, by, joined, phase_name, some};
use super::{Block, Document, Fit, Page, Span, Table, incidents, plain, strong};
use crate::log::{EventKind, NoteKind};
use crate::release::ItemState;
use crate::schedule::zone_city;
use crate::view::{
    AttemptView, EventView, GateLine, ItemView, PhaseView, ReleaseStatus, ReportView, RoleView,
    RoundView, Stamp,
};

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
    document.section("Dates", |document| document.table(dates(view, page)));
    document.section("Items", |document| items(document, view, page));
    document.section("How", |document| how(document, view));
    document.section("People", |document| people(document, view, page));
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
    lines.push(counts(view));
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

/// `47 of 53 items done, 2 skipped, 4 to do, 3 deviations, 1 incident, 1 unresolved risk`.
fn counts(view: &ReportView) -> String {
    let items = || view.phases.iter().flat_map(PhaseView::leaves);
    let of = |state| items().filter(|item| item.state == state).count();
    let optional = items().filter(|item| item.state == ItemState::Todo && !item.required).count();
    let unneeded = if view.ended.is_some() { optional } else { 0 };
    let risks = view.events.iter().filter(|event| event.is_unresolved_risk()).count();
    joined([
        format!("{} of {} items done", of(ItemState::Done), items().count()),
        some(of(ItemState::Skipped), "skipped", "skipped"),
        some(of(ItemState::Blocked), "blocked", "blocked"),
        some(unneeded, "not needed", "not needed"),
        some(of(ItemState::Todo) - unneeded, "to do", "to do"),
        some(view.deviations.len(), "deviation", "deviations"),
        some(view.incidents.len(), "incident", "incidents"),
        some(risks, "unresolved risk", "unresolved risks"),
    ])
}

fn dates(view: &ReportView, page: Page) -> Table {
    let mut table = Table::new(["", "Phase", "Due", "Done", "Late"]).right([0]).fit(1, Fit::Wrap);
    for phase in &view.dates {
        let due = phase.due.map(|due| match phase.exact {
            true => page.now.day_time(due.0),
            false => page.now.short_day(due.0),
        });
        let done = phase.completed.map(|at| page.now.day_time(at.0));
        table.row([
            plain(phase.number.to_string()),
            plain(&phase.name),
            plain(due.unwrap_or_default()),
            plain(done.unwrap_or_else(|| "not done".to_owned())),
            plain(some(phase.late, "item", "items")),
        ]);
    }
    table
}

fn items(document: &mut Document, view: &ReportView, page: Page) {
    for phase in &view.phases {
        let name = phase_name(phase.line.kind, &phase.line.name);
        document.heading(3, format!("{} {name}", phase.line.number));
        document.entries(with_steps(&phase.items, page));
    }
}

fn how(document: &mut Document, view: &ReportView) {
    for PhaseView { line, how, items, .. } in &view.phases {
        explanation(document, format!("{} {}", line.number, line.name), how.as_ref());
        explanations(document, items);
    }
}

fn explanations(document: &mut Document, items: &[ItemView]) {
    for item in items {
        explanation(document, format!("{} {}", item.number, item.line), item.how.as_ref());
        explanations(document, &item.steps);
    }
}

fn explanation(document: &mut Document, title: String, how: Option<&String>) {
    if let Some(how) = how {
        document.heading(3, title);
        document.blocks.push(Block::Source(how.clone()));
    }
}

fn people(document: &mut Document, view: &ReportView, page: Page) {
    let mut table =
        Table::new(["Role", "People", "Items", "Duties done"]).right([2]).fit(3, Fit::Wrap);
    for role in &view.roles {
        let held: Vec<&str> = role.line.people.iter().map(|person| page.name(person)).collect();
        let held = if held.is_empty() { "unassigned".to_owned() } else { held.join(", ") };
        let (items, duties) = (items_done(view, role), duties(role));
        table.row([plain(&role.line.name), plain(held), plain(items), plain(duties)]);
    }
    document.table(table);
    let is_change = |it: &&EventView| {
        matches!(it.kind, EventKind::Assigned | EventKind::Unassigned) && it.counts()
    };
    document.lines(history::events(view.events.iter().filter(is_change), page));
}

/// How many items of a role are done, and how many there are, without optional ones that are not done.
fn items_done(view: &ReportView, role: &RoleView) -> String {
    let items = view.phases.iter().flat_map(PhaseView::leaves);
    let own = |item: &&ItemView| item.roles.is_some() || item.owner == role.line.id.as_str();
    let is_done = |item: &ItemView| item.is_complete_for(&role.line.id);
    let counted = items.filter(own).filter(|item| item.required || is_done(item));
    let (done, todo): (Vec<_>, Vec<_>) = counted.partition(|item| is_done(item));
    format!("{}/{}", done.len(), done.len() + todo.len())
}

/// How many duties were done, and which.
fn duties(role: &RoleView) -> String {
    let done = role.duties.values().flatten().filter(|duty| duty.state.is_complete());
    let done: Vec<&str> = done.map(|duty| duty.text.as_str()).collect();
    if role.duties_total == 0 {
        return String::new();
    }
    let count = format!("{} of {}", role.duties_done, role.duties_total);
    if done.is_empty() { count } else { format!("{count}: {}", done.join("; ")) }
}
