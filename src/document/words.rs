//! Phrases that several screens share.

use super::{Page, Style, Table, code, dim};
use crate::log::{EventKind, NoteKind};
use crate::names::Person;
pub use crate::names::{count, some};
use crate::playbook::{PhaseKind, Stage};
use crate::release::{DueStatus, ItemState};
use crate::view::{
    DecisionView, EventView, GateLine, Headline, ItemView, PhaseLine, RequirementView, RoleLine,
    Stamp, UpdateView,
};
use chrono::TimeDelta;

/// An update that is due later than this is not shown.
const NEAR: TimeDelta = TimeDelta::hours(12);

/// The sign of a state, which says in one column what its word says.
pub fn sign(state: ItemState) -> &'static str {
    match state {
        ItemState::Todo => "☐",
        ItemState::Done => "✓",
        ItemState::Skipped => "–",
        ItemState::Blocked => "✗",
    }
}

/// A bar of eight cells; full only if all is done, empty only if nothing is.
pub fn bar(done: usize, total: usize) -> String {
    const CELLS: usize = 8;
    let filled = match done {
        0 => 0,
        done if done == total => CELLS,
        done => (done * CELLS / total).clamp(1, CELLS - 1),
    };
    "█".repeat(filled) + &"░".repeat(CELLS - filled)
}

pub fn item_style(item: &ItemView) -> Style {
    match item.due_status {
        DueStatus::Late => Style::Late,
        DueStatus::Blocked if item.late => Style::Late,
        DueStatus::Due | DueStatus::Blocked => Style::Due,
        DueStatus::Done => Style::Done,
        DueStatus::Skipped => Style::Dim,
        DueStatus::Upcoming => Style::Plain,
    }
}

/// `3`, or nothing.
pub fn number(number: usize) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

/// `dana, sam`, or `unassigned`.
pub fn people(people: &[Person]) -> String {
    match people {
        [] => "unassigned".to_owned(),
        _ => names(people),
    }
}

/// `dana, sam`; nothing if there is nobody.
pub fn names(people: &[Person]) -> String {
    people.iter().map(Person::short).collect::<Vec<_>>().join(", ")
}

/// `alice (Release Manager)`, or `unassigned (Support)`.
pub fn holders(holders: &[Person], role: &str) -> String {
    format!("{} ({role})", people(holders))
}

/// The same of a role.
pub fn role(role: &RoleLine) -> String {
    holders(&role.people, &role.name)
}

/// The names of roles: `Release Manager + Developer`.
pub fn role_names(roles: &[RoleLine], separator: &str) -> String {
    roles.iter().map(|role| role.name.as_str()).collect::<Vec<_>>().join(separator)
}

/// Who has to do an item: `alice`, `unassigned`, `All roles`.
pub fn owner(item: &ItemView) -> String {
    match item.roles {
        Some(_) => item.owner_name.clone(),
        None => people(&item.people),
    }
}

/// `: the reason`, or nothing.
pub fn because(reason: Option<&String>) -> String {
    reason.map(|reason| format!(": {reason}")).unwrap_or_default()
}

/// The name of a phase, with a sign before a checkpoint's.
pub fn phase_name(kind: PhaseKind, name: &str) -> String {
    match kind {
        PhaseKind::Phase => name.to_owned(),
        PhaseKind::Checkpoint => format!("◆ {name}"),
    }
}

/// When an item was done, how late it is, or when it is due: `1 Dec`, `3 days late`, `tomorrow`.
pub fn timing(item: &ItemView, page: Page) -> String {
    let day = |at: Stamp| match page.in_full {
        true => page.now.day_time(at.0),
        false => page.now.short_day(at.0),
    };
    let on = |at: Option<Stamp>| at.map(day).unwrap_or_default();
    match item.state {
        ItemState::Done => on(item.since()),
        ItemState::Skipped => format!("skipped {}", on(item.at)),
        ItemState::Todo | ItemState::Blocked => joined([share(item), due(item, page)]),
    }
}

/// How many roles have done an item owned by all: `2/9`.
pub fn share(item: &ItemView) -> String {
    item.shares().map(|(settled, all)| format!("{settled}/{all}")).unwrap_or_default()
}

/// The parts that are not empty, separated by commas.
pub fn joined(parts: impl IntoIterator<Item = String>) -> String {
    joined_by(", ", parts)
}

/// The parts that are not empty.
pub fn joined_by(separator: &str, parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(separator)
}

/// `3 days late`, `tomorrow`, `Tue 8 Dec`; without a date nothing, on an incident list `if needed` or `now`.
pub fn due(item: &ItemView, page: Page) -> String {
    match item.due {
        None if item.stage != Stage::Incident => String::new(),
        None if item.due_status == DueStatus::Upcoming => "if needed".to_owned(),
        None => "now".to_owned(),
        Some(Stamp(due)) if item.late => format!("{} late", page.now.late_by(due)),
        Some(Stamp(due)) if page.in_full => format!("due {}", page.now.day(due)),
        // Up to a day ahead the distance, `in 3 hours`, otherwise the day.
        Some(Stamp(due)) => {
            let days = due.date_naive() - page.now.moment().date_naive();
            if days.num_days() > 1 { page.now.day(due) } else { page.now.distance(due) }
        }
    }
}

/// The style and the words of the next update: `due 14:30, in 12 minutes`. Nothing if it is days away.
pub fn update(view: Option<&UpdateView>, page: Page) -> Option<(Style, String)> {
    let view = view?;
    let due = page.now.time(view.due.0);
    if view.late {
        return Some((Style::Late, format!("late since {due}")));
    }
    let near = view.due.0 - page.now.moment() < NEAR;
    near.then(|| (Style::Plain, format!("due {due}, {}", page.now.distance(view.due.0))))
}

/// The answer of a gate in a phrase: `pre-release: 9 of 23 to do, 3 late`.
pub fn gate(gate: &GateLine) -> String {
    let id = &gate.gate;
    if gate.verdict.is_open() {
        return format!("{id} open");
    }
    if gate.counted == 0 {
        return format!("{id}: has no requirements, so it never opens");
    }
    let (items, late) = match gate.more {
        Some(more) => (some(more, "more item", "more items"), 0),
        None if gate.items > 0 => (format!("{} of {} to do", gate.items, gate.counted), gate.late),
        None => (String::new(), gate.late),
    };
    let others = gate.others.iter().filter_map(other_than_an_item);
    let parts = [items, some(late, "late", "late")].into_iter().chain(others);
    format!("{id}: {}", joined(parts))
}

pub fn headline(headline: Headline) -> (Style, &'static str) {
    match headline {
        Headline::Cancelled => (Style::Dim, "CANCELLED"),
        Headline::Finished => (Style::Dim, "FINISHED"),
        Headline::Incident => (Style::Late, "INCIDENT"),
        Headline::RolledBack => (Style::Late, "ROLLED BACK"),
        Headline::Complete => (Style::Done, "COMPLETE"),
        Headline::Deployed => (Style::Due, "DEPLOYED"),
        Headline::NoGo => (Style::Late, "NO-GO"),
        Headline::ReadyToDeploy => (Style::Done, "READY TO DEPLOY"),
        Headline::Behind => (Style::Due, "BEHIND"),
        Headline::Blocked => (Style::Late, "BLOCKED"),
        Headline::OnTrack => (Style::Done, "ON TRACK"),
    }
}

/// How far a phase is: `1 of 6 done, 1 skipped, 4 late`.
pub fn progress(settled: usize, skipped: usize, total: usize, late: usize) -> String {
    let done = format!("{} of {total} done", settled - skipped);
    joined([done, some(skipped, "skipped", "skipped"), some(late, "late", "late")])
}

/// What to add to the counts of a phase: `4 late, 1 skipped, round 2`.
pub fn phase_remark(phase: &PhaseLine, skipped: usize) -> String {
    let round = phase.round.map(|round| format!("round {round}"));
    joined([remark(phase.late, skipped), round.unwrap_or_default()])
}

/// What to add to a count of done items, which includes skipped ones: `4 late, 1 skipped`.
pub fn remark(late: usize, skipped: usize) -> String {
    joined([some(late, "late", "late"), some(skipped, "skipped", "skipped")])
}

/// What a gate requires besides items: `go-no-go pending`, `incident 1 ongoing`.
fn other_than_an_item(missing: &RequirementView) -> Option<String> {
    let label = missing.label();
    Some(match missing {
        RequirementView::Item(_) => return None,
        RequirementView::Decision(decision) => match (&decision.since, &decision.outcome) {
            (Some(_), _) => format!("{label} needs to be confirmed again"),
            (None, Some(outcome)) => format!("{label} is {outcome}"),
            (None, None) => format!("{label} pending"),
        },
        RequirementView::Incident(_) => format!("{label} ongoing"),
        RequirementView::Conflict { .. } => "1 conflict".to_owned(),
        RequirementView::Release(_) => "the release is cancelled".to_owned(),
    })
}

/// The outcome of a decision, or for whom it waits.
pub fn outcome(decision: &DecisionView) -> String {
    let asked = decision.escalation.iter().rfind(|step| step.escalated.is_some());
    match (&decision.outcome, asked) {
        (Some(outcome), _) => outcome.clone(),
        (None, Some(step)) => format!("escalated to {}", step.to.name),
        (None, None) if decision.votes.is_empty() => "pending".to_owned(),
        (None, None) => format!("waiting for {}", role_names(&decision.awaited, " and ")),
    }
}

/// `T-2w`, `T+24h–48h` for a window; `if needed` for an incident list, nothing for another phase without a date.
pub fn when(when: Option<&str>, stage: Stage) -> String {
    match when.map(|when| (when, when.split_once("..T"))) {
        None if stage == Stage::Incident => "if needed".to_owned(),
        None => String::new(),
        Some((_, Some((from, to)))) => format!("{from}–{}", to.trim_start_matches('+')),
        Some((when, None)) => when.to_owned(),
    }
}

/// `9 roles: Support, Data Analyst, …` if there are many, otherwise all names.
pub fn shortened(names: &[String]) -> String {
    match names.len() {
        0..=3 => names.join(", "),
        count => format!("{count} roles: {}, …", names[..2].join(", ")),
    }
}

/// What an event is about, in few letters: `2.4`, `R1`, `incident 2`; nothing for other events.
pub fn subject(event: &EventView) -> String {
    let incident = event.incident.filter(|_| event.number.is_none());
    let incident = incident.map(|number| format!("incident {number}"));
    let parts = [event.number.clone(), event.risk.clone(), incident];
    joined_by(" ", parts.into_iter().flatten())
}

/// What happened: `ticked`, `declared`, `risk noted`.
pub fn act(event: &EventView) -> String {
    let act = event.act.strip_prefix("incident-").unwrap_or(&event.act).replace('-', " ");
    match &event.note {
        None | Some(NoteKind::Note) => act,
        Some(kind) => format!("{} {act}", kind.as_ref()),
    }
}

/// What an event is about in words, and what was said; what was said alone if it is about nothing else.
pub fn about_and_said(event: &EventView) -> (&str, Option<&String>) {
    match &event.said {
        Some(said) if event.about.is_empty() => (said, None),
        said => (&event.about, said.as_ref()),
    }
}

/// An event in two parts, and what was said: `2.4`, `Review the plan (blocked)`; `decided`, `go-no-go: go`.
pub fn event(event: &EventView) -> (String, String, Option<&String>) {
    let (text, said) = about_and_said(event);
    match subject(event) {
        none if none.is_empty() => (act(event), text.to_owned(), said),
        subject if matches!(event.kind, EventKind::Ticked | EventKind::Skipped) => {
            (subject, text.to_owned(), said)
        }
        subject if text.is_empty() => (subject, act(event), said),
        subject => (subject, format!("{text} ({})", act(event)), said),
    }
}

/// What happened and by whom: `2.4 ticked by alice`.
pub fn done(event: &EventView) -> String {
    let (subject, act, who) = (subject(event), act(event), event.by.short());
    match (event.kind, subject.is_empty()) {
        (EventKind::Started, _) => format!("{act} by {who}"),
        (EventKind::Undone, _) => format!("{who} undid {}", event.about),
        (_, true) => format!("{} by {who}", format!("{act} {}", event.about).trim_end()),
        (_, false) => format!("{subject} {act} by {who}"),
    }
}

/// Who recorded an event and when: `alice, 4 Dec 10:00 (happened 3 Dec 14:05)`.
pub fn by(event: &EventView, page: Page) -> String {
    let at = page.now.day_time(event.at.0);
    format!("{}, {at}{}", page.name(&event.by), happened(event.happened, page))
}

/// ` (happened 8 Dec 14:05)` after what was recorded later.
pub fn happened(at: Option<Stamp>, page: Page) -> String {
    at.map(|at| format!(" (happened {})", page.now.day_time(at.0))).unwrap_or_default()
}

pub fn progress_style(late: usize, is_complete: bool) -> Style {
    match (late, is_complete) {
        (0, true) => Style::Done,
        (0, false) => Style::Plain,
        _ => Style::Late,
    }
}

/// Commands to type, one line each, with what they do. They are never wrapped.
pub fn commands(rows: impl IntoIterator<Item = (String, String)>) -> Table {
    let mut table = Table::labelled().indent(2);
    for (line, what) in rows {
        table.row([code(line), dim(what)]);
    }
    table
}
