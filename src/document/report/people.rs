//! Who held which role, and what they did.

use crate::document::{Column, Fit, Page, Table, plain};
use crate::view::{HeldView, ItemView, PhaseView, ReportView, RoleView};
use std::fmt::Write;

pub(super) fn people(view: &ReportView, page: Page) -> Table {
    let mut table = Table::new([
        Column::left("Role"),
        Column::left("People"),
        Column::right("Items"),
        Column::left("Duties done").fit(Fit::Wrap),
    ]);
    for role in &view.roles {
        let held = view.held.iter().filter(|held| held.role == role.line.id);
        let held: Vec<String> = held.map(|held| tenure(held, view, page)).collect();
        let held = if held.is_empty() { "unassigned".to_owned() } else { held.join("; ") };
        table.row([
            plain(&role.line.name),
            plain(held),
            plain(items(view, role)),
            plain(duties(role)),
        ]);
    }
    let outside = |held: &&HeldView| !view.roles.iter().any(|role| role.line.id == held.role);
    for held in view.held.iter().filter(outside) {
        table.row([plain(&held.name), plain(tenure(held, view, page)), plain(""), plain("")]);
    }
    table
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

/// `alice`; `dana until 3 Dec`; `sam since 3 Dec instead of dana: on leave`.
fn tenure(held: &HeldView, view: &ReportView, page: Page) -> String {
    let mut line = held.person.as_str().to_owned();
    if held.from > view.began.at {
        let _ = write!(line, " since {}", page.now.short_day(held.from.0));
    }
    if let Some(former) = &held.instead_of {
        let _ = write!(line, " instead of {}", former.as_str());
    }
    if let Some(until) = held.until {
        let _ = write!(line, " until {}", page.now.short_day(until.0));
    }
    if let Some(note) = &held.note {
        let _ = write!(line, ": {note}");
    }
    line
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
