//! Who holds which role, what they did, and how that changed.

use crate::document::{Column, Document, Fit, Page, Table, history, plain};
use crate::log::EventKind;
use crate::view::{EventView, ItemView, PhaseView, ReportView, RoleView};

pub(super) fn people(document: &mut Document, view: &ReportView, page: Page) {
    let mut table = Table::new([
        Column::left("Role"),
        Column::left("People"),
        Column::right("Items"),
        Column::left("Duties done").fit(Fit::Wrap),
    ]);
    for role in &view.roles {
        let held: Vec<&str> = role.line.people.iter().map(|person| page.name(person)).collect();
        let held = if held.is_empty() { "unassigned".to_owned() } else { held.join(", ") };
        table.row([
            plain(&role.line.name),
            plain(held),
            plain(items(view, role)),
            plain(duties(role)),
        ]);
    }
    document.table(table);
    let is_change = |it: &&EventView| {
        matches!(it.kind, EventKind::Assigned | EventKind::Unassigned) && it.counts()
    };
    document.lines(history::events(view.events.iter().filter(is_change), page));
}

/// How many items of a role are done, and how many there are, without optional ones that are not done.
fn items(view: &ReportView, role: &RoleView) -> String {
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
