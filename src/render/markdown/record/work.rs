//! What was planned and what was done: dates, items, deviations.

use super::{because, linked, text, whom};
use crate::names::RoleId;
use crate::release::ItemState;
use crate::render::Page;
use crate::render::markdown::section::section;
use crate::render::text::{count, deviation, phase_name};
use crate::view::{DeviationView, ItemView, RecordView, Stamp};
use std::fmt::Write;

/// `47 of 53 items done, 2 skipped, 4 open; 3 deviations, 1 incident, 1 risk open`.
pub(super) fn counts(view: &RecordView) -> String {
    let items = || view.phases.iter().flat_map(|phase| &phase.items);
    let of = |state| items().filter(|item| item.state == state).count();
    let unneeded = |item: &&ItemView| item.state == ItemState::Todo && !item.required;
    let unneeded = match view.ended {
        Some(_) => items().filter(unneeded).count(),
        None => 0,
    };
    let mut counts = format!("{} of {} items done", of(ItemState::Done), items().count());
    for (count, word) in [
        (of(ItemState::Skipped), "skipped"),
        (of(ItemState::Blocked), "blocked"),
        (unneeded, "not needed"),
        (of(ItemState::Todo) - unneeded, "open"),
    ] {
        if count > 0 {
            let _ = write!(counts, ", {count} {word}");
        }
    }
    let risks = view.notes.iter().filter(|note| note.is_unresolved_risk()).count();
    let others: Vec<String> = [
        (view.deviations.len(), "deviation", "deviations"),
        (view.incidents.len(), "incident", "incidents"),
        (risks, "open risk", "open risks"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect();
    if !others.is_empty() {
        let _ = write!(counts, "; {}", others.join(", "));
    }
    counts
}

pub(super) fn dates(out: &mut String, view: &RecordView, page: Page) {
    let rows = view.dates.iter().map(|phase| {
        let due = phase.due.map(|due| match phase.exact {
            true => page.now.day_time(due.0),
            false => page.now.short_day(due.0),
        });
        let done = phase.completed.map(|at| page.now.day_time(at.0));
        let late = match phase.late {
            0 => String::new(),
            late => count(late, "item", "items"),
        };
        let (due, done) = (due.unwrap_or_default(), done.as_deref().unwrap_or("not done"));
        format!("| {} | {} | {due} | {done} | {late} |", phase.number, text(&phase.name))
    });
    let head = "\n## Dates\n\n| | Phase | Due | Done | Late |\n|--:|---|---|---|---|\n";
    section(out, head, rows);
}

pub(super) fn phases(out: &mut String, view: &RecordView, page: Page) {
    if view.phases.is_empty() {
        return;
    }
    out.push_str("\n## What was done\n");
    for phase in &view.phases {
        let name = text(&phase_name(phase.kind, &phase.name));
        let _ = writeln!(out, "\n### {}. {name}\n", phase.number);
        for item in &phase.items {
            let (number, line) = (&item.number, text(&item.line()));
            let mark = if item.state == ItemState::Done { 'x' } else { ' ' };
            let how = how(item, view, page) + &linked(item.link.as_ref());
            let _ = writeln!(out, "- [{mark}] **{number}** {line} — {how}");
        }
    }
}

/// Who settled an item, when, and what they said.
fn how(item: &ItemView, view: &RecordView, page: Page) -> String {
    let who = match (&item.by, item.at) {
        (Some(by), Some(at)) => whom(by, at, page) + &happened(item.happened, page),
        _ => String::new(),
    };
    let shares = match item.shares() {
        Some((settled, all)) if settled == all => {
            format!("all roles{}, the last by ", excused(item, view))
        }
        Some((settled, all)) => format!("{settled} of {all} roles; "),
        None => String::new(),
    };
    let said = because(item.reason.as_ref());
    match item.state {
        ItemState::Done => format!("{shares}{who}{said}"),
        ItemState::Skipped => format!("skipped: {shares}{who}{said}"),
        ItemState::Blocked => format!("blocked: {shares}{who}{said}"),
        ItemState::Todo => match item.shares() {
            Some((settled, all)) => format!("open, {settled} of {all} roles"),
            None if item.required => "open".to_owned(),
            None if view.ended.is_some() => "not needed".to_owned(),
            None => "open, not required".to_owned(),
        },
    }
}

/// The roles that were excused from an item of all roles: ` but UX Designer`.
fn excused(item: &ItemView, view: &RecordView) -> String {
    let roles = item.roles.iter().flatten();
    let skipped = roles.filter(|(_, state)| **state == ItemState::Skipped);
    let name = |id: &RoleId| {
        let role = view.roles.iter().find(|role| role.id == *id);
        text(role.map_or(id.as_str(), |role| &role.name))
    };
    let names: Vec<String> = skipped.map(|(id, _)| name(id)).collect();
    match &names[..] {
        [] => String::new(),
        _ if item.state == ItemState::Skipped => String::new(),
        _ => format!(" but {}", names.join(", ")),
    }
}

/// ` (happened 8 Dec 14:05)` of what was recorded later.
fn happened(at: Option<Stamp>, page: Page) -> String {
    at.map(|at| format!(" (happened {})", page.now.day_time(at.0))).unwrap_or_default()
}

/// One row for each event, with all its deviations.
pub(super) fn deviations(out: &mut String, view: &RecordView, page: Page) {
    let same = |a: &DeviationView, b: &DeviationView| a.position == b.position;
    let rows = view.deviations.chunk_by(same).map(|ways| {
        let first = &ways[0];
        let how: Vec<String> = ways.iter().map(|way| text(&deviation(way))).collect();
        format!(
            "| {} | {} | {} | {} | {}{} |",
            first.number.as_deref().unwrap_or_default(),
            text(&first.about),
            how.join(", "),
            whom(&first.by, first.at, page) + &happened(first.happened, page),
            first.reason.as_deref().map(text).unwrap_or_default(),
            linked(first.link.as_ref()),
        )
    });
    let head =
        "\n## Deviations from the plan\n\n| | What | How | Who | Why |\n|---|---|---|---|---|\n";
    section(out, head, rows);
}
