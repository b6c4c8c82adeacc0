//! What was planned, what was done, and by whom: dates, items, roles.

use crate::document::items::with_steps;
use crate::document::words::{joined, phase_name, some};
use crate::document::{Block, Document, Fit, Page, Table, history, plain};
use crate::log::EventKind;
use crate::release::ItemState;
use crate::view::{EventView, ItemView, PhaseView, ReportView, RoleView};

/// `47 of 53 items done, 2 skipped, 4 to do, 3 deviations, 1 incident, 1 unresolved risk`.
pub(super) fn counts(view: &ReportView) -> String {
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

pub(super) fn dates(view: &ReportView, page: Page) -> Table {
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

pub(super) fn items(document: &mut Document, view: &ReportView, page: Page) {
    for phase in &view.phases {
        let name = phase_name(phase.line.kind, &phase.line.name);
        document.heading(3, format!("{} {name}", phase.line.number));
        document.entries(with_steps(&phase.items, page));
    }
}

pub(super) fn how(document: &mut Document, view: &ReportView) {
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

pub(super) fn people(document: &mut Document, view: &ReportView, page: Page) {
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
