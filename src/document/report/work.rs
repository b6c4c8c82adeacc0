//! What was planned and what was done: dates and items.

use crate::document::history::link;
use crate::document::items::under_headings;
use crate::document::words::{because, count, happened, joined, owner, phase_name};
use crate::document::{Block, Column, Document, Fit, Page, Style, Table, plain};
use crate::names::RoleId;
use crate::release::ItemState;
use crate::view::{ItemView, PhaseView, ReportView};

/// `47 of 53 items done, 2 skipped, 4 to do, 3 deviations, 1 incident, 1 unresolved risk`.
pub(super) fn counts(view: &ReportView) -> String {
    let items = || view.phases.iter().flat_map(PhaseView::leaves);
    let of = |state| items().filter(|item| item.state == state).count();
    let optional = items().filter(|item| item.state == ItemState::Todo && !item.required).count();
    let unneeded = if view.ended.is_some() { optional } else { 0 };
    let risks = view.events.iter().filter(|event| event.is_unresolved_risk()).count();
    let some = |number, one, many| match number {
        0 => String::new(),
        _ => count(number, one, many),
    };
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
    let mut table = Table::new([
        Column::right(""),
        Column::left("Phase").fit(Fit::Wrap),
        Column::left("Due"),
        Column::left("Done"),
        Column::left("Late"),
    ]);
    for phase in &view.dates {
        let due = phase.due.map(|due| match phase.exact {
            true => page.now.day_time(due.0),
            false => page.now.short_day(due.0),
        });
        let done = phase.completed.map(|at| page.now.day_time(at.0));
        let late = if phase.late == 0 { String::new() } else { count(phase.late, "item", "items") };
        table.row([
            plain(phase.number.to_string()),
            plain(&phase.name),
            plain(due.unwrap_or_default()),
            plain(done.unwrap_or_else(|| "not done".to_owned())),
            plain(late),
        ]);
    }
    table
}

pub(super) fn items(document: &mut Document, view: &ReportView, page: Page) {
    for phase in &view.phases {
        let name = phase_name(phase.line.kind, &phase.line.name);
        document.heading(3, format!("{} {name}", phase.line.number));
        let is_ended = view.ended.is_some();
        let table = outcome(&phase.items, is_ended, page);
        document.entries(table);
    }
}

/// What explains the phases and items.
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

/// Items with who did them, when, and what was said. If all is over, those that are still to do were not needed.
pub(in crate::document) fn outcome(items: &[ItemView], is_ended: bool, page: Page) -> Table {
    let mut table = Table::new([
        Column::name(""),
        Column::left("").fit(Fit::Wrap),
        Column::left(""),
        Column::left(""),
    ]);
    let leaves: Vec<&ItemView> = items.iter().flat_map(ItemView::leaves).collect();
    for item in &leaves {
        let how = match item.state {
            ItemState::Done => done(item, page),
            ItemState::Skipped => format!("skipped by {}", done(item, page)),
            ItemState::Blocked => format!("blocked by {}", done(item, page)),
            ItemState::Todo if is_ended && !item.required => "not needed".to_owned(),
            ItemState::Todo => {
                let roles = item.shares().map(|(done, all)| format!(" ({done} of {all} done)"));
                format!("to do: {}{}", owner(item), roles.unwrap_or_default())
            }
        };
        let link = link(item.link.as_ref()).unwrap_or_else(|| plain(""));
        let row = table.row([plain(&item.number), plain(&item.line), plain(how), link]);
        row.state(item.state, Style::Plain);
    }
    under_headings(&mut table, &leaves, None);
    table
}

/// `alice, 4 Dec 10:00: no findings`; `all roles except ux-designer, last alice, 4 Dec 10:00`.
fn done(item: &ItemView, page: Page) -> String {
    let by = item.by.as_ref().map_or("", |by| page.name(by));
    let at = item.at.map(|at| page.now.day_time(at.0)).unwrap_or_default();
    let said = happened(item.happened, page) + &because(item.reason.as_ref());
    let roles = match item.shares() {
        Some((settled, all)) if settled == all => format!("all roles{}, last ", excused(item)),
        Some((settled, all)) => format!("{settled} of {all} roles, last "),
        None => String::new(),
    };
    format!("{roles}{by}, {at}{said}")
}

/// The roles for which an item of all roles was skipped: ` except ux-designer`.
fn excused(item: &ItemView) -> String {
    let roles = item.roles.iter().flatten();
    let skipped = roles.filter(|(_, state)| **state == ItemState::Skipped);
    let names: Vec<&str> = skipped.map(|(id, _)| RoleId::as_str(id)).collect();
    match item.state {
        ItemState::Done if !names.is_empty() => format!(" except {}", names.join(", ")),
        ItemState::Todo | ItemState::Done | ItemState::Skipped | ItemState::Blocked => {
            String::new()
        }
    }
}
