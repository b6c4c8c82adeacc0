//! Short phrases that several screens share.

use super::layout::TextStyle;
use crate::names::Person;
use crate::playbook::{PhaseKind, Stage};
use crate::release::DueStatus;
use crate::release::ItemState;
use crate::render::Page;
use crate::view::{
    GateLine, Headline, ItemView, PendingDecision, ReleaseStatus, RequirementKind,
    RequirementState, RequirementView, Stamp, StatusView, UpdateView,
};
use chrono::TimeDelta;
use std::fmt::Write;

/// An update that is due later than this is nothing to think of now.
const NEAR: TimeDelta = TimeDelta::hours(12);

/// The sign before an item: what the state's word says, in one column.
pub fn sign(state: ItemState) -> &'static str {
    match state {
        ItemState::Todo => "☐",
        ItemState::Done => "✓",
        ItemState::Skipped => "–",
        ItemState::Blocked => "✗",
    }
}

/// The style of an item.
pub fn item_style(item: &ItemView) -> TextStyle {
    match item.due_status {
        DueStatus::Late => TextStyle::Late,
        DueStatus::Blocked if item.late => TextStyle::Late,
        DueStatus::Due | DueStatus::Blocked => TextStyle::Due,
        DueStatus::Done => TextStyle::Done,
        DueStatus::Skipped => TextStyle::Dim,
        DueStatus::Upcoming => TextStyle::Plain,
    }
}

/// `1 item`, `3 items`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `dana, sam`, or `nobody`.
pub fn people(people: &[Person]) -> String {
    match people {
        [] => "nobody".to_owned(),
        _ => names(people),
    }
}

/// `dana, sam`; nothing where there is nobody.
pub fn names(people: &[Person]) -> String {
    people.iter().map(Person::short).collect::<Vec<_>>().join(", ")
}

/// `: the reason`, or nothing.
pub(in crate::render) fn because(reason: Option<&String>) -> String {
    reason.map(|reason| format!(": {reason}")).unwrap_or_default()
}

/// `2.4 ` before a text that is about item 2.4, or nothing.
pub(super) fn about(number: Option<&String>) -> String {
    number.map(|number| format!("{number} ")).unwrap_or_default()
}

/// The name of a phase, with a sign before a checkpoint's.
pub fn phase_name(kind: PhaseKind, name: &str) -> String {
    match kind {
        PhaseKind::Phase => name.to_owned(),
        PhaseKind::Checkpoint => format!("◆ {name}"),
    }
}

/// The last column of an item: who settled it and when, how late it is, or when it is due.
pub fn timing(item: &ItemView, page: Page) -> String {
    let on = |at: Option<Stamp>| at.map(|at| page.now.short_day(at.0)).unwrap_or_default();
    let by = item.by.as_ref().map_or("", Person::short);
    match item.state {
        ItemState::Done if item.roles.is_some() => format!("all roles, {}", on(item.since())),
        ItemState::Done => format!("{by}, {}", on(item.since())),
        ItemState::Skipped => format!("skipped, {by}, {}", on(item.at)),
        ItemState::Todo | ItemState::Blocked => {
            let blocked = if item.state == ItemState::Blocked { "blocked" } else { "" };
            joined([blocked.to_owned(), share(item), due(item, page)])
        }
    }
}

/// How many roles have settled an item owned by all: `2/9`.
pub(super) fn share(item: &ItemView) -> String {
    item.shares().map(|(settled, all)| format!("{settled}/{all}")).unwrap_or_default()
}

/// The parts that say something, with commas between them.
pub(super) fn joined<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// `3 days late`, `tomorrow`, `Tue 8 Dec`; without a date nothing, on an incident list `if needed` or `now`.
pub fn due(item: &ItemView, page: Page) -> String {
    match item.due {
        None if item.stage != Stage::Incident => String::new(),
        None if item.due_status == DueStatus::Upcoming => "if needed".to_owned(),
        None => "now".to_owned(),
        Some(due) if item.late => format!("{} late", page.now.late_by(due.0)),
        Some(due) => {
            let days = due.0.date_naive() - page.now.moment().date_naive();
            // Up to a day the distance says more than the date.
            if days.num_days() > 1 { page.now.day(due.0) } else { page.now.distance(due.0) }
        }
    }
}

/// The style and the words of the next update: `due 14:30, in 12 minutes`. Nothing where it is days away.
pub(super) fn update(view: Option<&UpdateView>, page: Page) -> Option<(TextStyle, String)> {
    let view = view?;
    let due = page.now.time(view.due.0);
    if view.late {
        let late = page.now.late_by(view.due.0);
        return Some((TextStyle::Late, format!("status update {late} late (due {due})")));
    }
    let near = view.due.0 - page.now.moment() < NEAR;
    let words = page.now.distance(view.due.0);
    near.then(|| (TextStyle::Plain, format!("status update due {due}, {words}")))
}

/// The answer of a gate in a phrase: `pre-release: 9 of 23 open, 3 late`. It does not repeat what an earlier gate counts.
pub fn gate(gate: &GateLine) -> String {
    let id = &gate.gate;
    if gate.is_open() {
        return format!("{id} open");
    }
    if gate.counted == 0 {
        return format!("{id}: asks for nothing, so it stays closed");
    }
    let mut parts = Vec::new();
    if gate.own_items == gate.items && gate.items > 0 {
        parts.push(format!("{} of {} open", gate.items, gate.counted));
        if gate.late > 0 {
            parts.push(format!("{} late", gate.late));
        }
    } else if gate.own_items > 0 {
        parts.push(format!("{} more open", gate.own_items));
    }
    parts.extend(gate.others.iter().filter_map(other_than_an_item));
    if parts.is_empty() {
        parts.push("waits for the gates before it".to_owned());
    }
    format!("{id}: {}", parts.join(", "))
}

/// The word for the state of a release, and what else applies.
pub fn headline(view: &StatusView, page: Page) -> (&'static str, Vec<String>) {
    let word = match view.plan {
        Headline::Cancelled => "CANCELLED",
        Headline::Finished => "FINISHED",
        Headline::Incident => "INCIDENT",
        Headline::RolledBack => "ROLLED BACK",
        Headline::Complete => "COMPLETE",
        Headline::Deployed => "DEPLOYED",
        Headline::NoGo => "NO-GO",
        Headline::ReadyToDeploy => "READY TO DEPLOY",
        Headline::Behind => "BEHIND",
        Headline::Blocked => "BLOCKED",
        Headline::OnTrack => "ON TRACK",
    };
    if view.release_state != ReleaseStatus::Active {
        return (word, vec!["the release is over and read-only".to_owned()]);
    }
    let rolled_back = view.rolled_back_at.filter(|_| view.plan == Headline::RolledBack);
    let rolled_back = rolled_back.map(|at| format!("on {}", page.now.day_time(at.0)));
    let attempt = (view.attempt > 1).then(|| format!("attempt {}", view.attempt));
    let rolled_back = rolled_back.into_iter().chain(attempt).collect::<Vec<_>>().join(", ");
    let rolled_back = Some(rolled_back).filter(|line| !line.is_empty());
    let gates = view.shown_gates().into_iter().map(gate);
    let mut phrases: Vec<String> = rolled_back.into_iter().chain(gates).collect();
    if phrases.is_empty() {
        phrases.push("the playbook has no gate".to_owned());
    }
    (word, phrases)
}

/// What to say beside a count of what is done, which holds what was skipped: `4 late, 1 skip`.
pub fn remark(late: usize, skipped: usize) -> String {
    match (late, skipped) {
        (0, 0) => String::new(),
        (0, skipped) => format!("{skipped} skip"),
        (late, 0) => format!("{late} late"),
        (late, skipped) => format!("{late} late, {skipped} skip"),
    }
}

/// How far a phase is, in words: `1 of 6 done, 1 skipped, 4 late`.
pub fn so_far(settled: usize, skipped: usize, total: usize, late: usize) -> String {
    let mut text = format!("{} of {total} done", settled - skipped);
    for (number, word) in [(skipped, "skipped"), (late, "late")] {
        if number > 0 {
            let _ = write!(text, ", {number} {word}");
        }
    }
    text
}

fn other_than_an_item(missing: &RequirementView) -> Option<String> {
    match missing.kind {
        RequirementKind::Item => None,
        RequirementKind::Decision => Some(decision(missing)),
        RequirementKind::Release => Some("the release is cancelled".to_owned()),
        RequirementKind::Incident => Some(format!("incident {} open", missing.number)),
        RequirementKind::Conflict => Some("a conflict".to_owned()),
    }
}

/// `go-no-go not decided`, `go-no-go is no-go`, `go-no-go in question`.
pub(super) fn decision(missing: &RequirementView) -> String {
    match &missing.state {
        RequirementState::Unconfirmed => format!("{} in question", missing.id),
        RequirementState::Outcome(outcome) => format!("{} is {outcome}", missing.id),
        RequirementState::Pending
        | RequirementState::Ongoing
        | RequirementState::Conflicting
        | RequirementState::Cancelled
        | RequirementState::Item(_) => format!("{} not decided", missing.id),
    }
}

/// A pending decision, whom it waits for, and until when: `Rollback: alice says rollback`, `devi (Developer)`.
pub fn pending(decision: &PendingDecision, page: Page) -> [String; 3] {
    let votes = decision.votes.iter().filter(|_| decision.outcome.is_none());
    let votes: Vec<String> =
        votes.map(|vote| format!("{} says {}", vote.by.short(), vote.outcome)).collect();
    let about = match (&decision.outcome, decision.escalated_at) {
        (Some(outcome), _) => format!(": {outcome}, needs to be confirmed again"),
        (None, Some(at)) => format!(": escalated {}, no answer", page.now.ago(at.0)),
        (None, None) if votes.is_empty() => String::new(),
        (None, None) => format!(": {}", votes.join(", ")),
    };
    let roles = decision.role_names.join(" + ");
    let due = decision.due.map(|due| format!("by {}", page.now.short_day(due.0)));
    [format!("{}{about}", decision.name), roles, due.unwrap_or_default()]
}

/// Where a date would be: an incident list is used if needed.
pub fn undated(stage: Stage) -> &'static str {
    if stage == Stage::Incident { "if needed" } else { "" }
}

/// `T-2w`, `T+24h–48h` for a window; `if needed` for an incident list, nothing for another phase without a date.
pub fn when(when: Option<&str>, stage: Stage) -> String {
    match when.map(|when| (when, when.split_once("..T"))) {
        None => undated(stage).to_owned(),
        Some((_, Some((from, to)))) => format!("{from}–{}", to.trim_start_matches('+')),
        Some((when, None)) => when.to_owned(),
    }
}
