//! The incidents of a release, and the report for the review of one.

use super::gate::{details, text_of};
use super::items::with_steps;
use super::team::with_votes;
use super::words::{because, by};
use super::{Column, Document, Fit, Line, Page, Table, history, plain, strong};
use crate::schedule::Length;
use crate::view::{EventView, IncidentLine, IncidentReport, IncidentsView};
use chrono::TimeDelta;

/// All incidents; of ongoing ones the items, too.
pub fn incidents(view: &IncidentsView, page: Page) -> Document {
    let mut document = Document::default();
    document.table(table(view.incidents.iter().map(|incident| &incident.line), page));
    for incident in view.incidents.iter().filter(|incident| incident.line.is_ongoing()) {
        let title = format!("Incident {}", incident.line.number);
        let items = with_steps(&incident.items, page);
        document.section(&title, |document| document.entries(items));
    }
    document.or("no incidents")
}

pub(super) fn table<'a>(all: impl IntoIterator<Item = &'a IncidentLine>, page: Page) -> Table {
    let mut table = Table::new(["", "Severity", "Incident", "Declared", "Resolved"])
        .right([0, 1])
        .fit(2, Fit::Wrap);
    for incident in all {
        let also = |it: &EventView| format!("; by {}{}", it.by.short(), because(it.said.as_ref()));
        let beside: String = incident.beside.iter().map(also).collect();
        let resolved = match &incident.resolved {
            Some(event) => by(event, page) + &because(incident.reason()),
            None => format!("ongoing for {}", incident.duration),
        };
        table.row([
            plain(incident.number.to_string()),
            plain(incident.severity.to_string()),
            plain(incident.text.clone() + &beside),
            plain(by(&incident.declared, page)),
            plain(resolved),
        ]);
    }
    table
}

pub fn incident_report(view: &IncidentReport, page: Page) -> Document {
    let page = Page { in_full: true, ..page };
    let mut document = Document::default();
    let incident = &view.incident;
    let release = view.release.as_deref().unwrap_or_default();
    document.heading(1, format!("Incident {} of {release}: {}", incident.number, incident.text));
    document.table(summary(view, page));
    document.section("Timeline", |document| document.lines(timeline(view, page)));
    let actions = with_steps(&view.actions, page);
    document.section("Actions", |document| document.entries(actions));
    let decisions = view.decisions.iter();
    document.section("Decisions", |it| decisions.for_each(|one| with_votes(it, one, page)));
    // `2.4 Coordinate with DevOps — alice (Release Manager) · due Tue 1 Dec, 3 days late`.
    let missing = view.missing.iter().map(|missing| {
        let details = details(missing, page);
        let rest = if details.is_empty() { String::new() } else { format!(" — {details}") };
        Line::from([strong(missing.label()), plain(format!(" {}{rest}", text_of(missing)))])
    });
    document.section("Not finished", |document| document.list(missing));
    document
}

fn summary(view: &IncidentReport, page: Page) -> Table {
    let incident = &view.incident;
    let by =
        |event: &EventView| format!("{} by {}", page.now.long(event.at.0), page.name(&event.by));
    let resolved = incident.resolved.as_ref().map_or("not yet".to_owned(), by);
    let deployed = view.deployed_at.map(|at| page.now.long(at.0));
    let mut table = Table::labelled();
    for (name, value) in [
        ("Severity", Some(incident.severity.to_string())),
        ("Declared", Some(by(&incident.declared))),
        ("Resolved", Some(resolved)),
        ("Resolution", incident.reason().cloned()),
        ("Duration", Some(incident.duration.to_string())),
        ("Deployed", deployed.or_else(|| Some("not yet".to_owned()))),
    ] {
        if let Some(value) = value {
            table.row([plain(name), plain(value)]);
        }
    }
    table
}

fn timeline(view: &IncidentReport, page: Page) -> Table {
    // Which incident it was is known.
    let events = view.timeline.iter().cloned();
    let events: Vec<_> = events.map(|event| EventView { incident: None, ..event }).collect();
    let mut table = history::events(&events, page).fit(4, Fit::Wrap);
    table.columns.insert(1, Column { is_right: true, ..Column::new("After") });
    for (row, event) in table.rows.iter_mut().zip(&events) {
        let after = Length::between(&view.incident.declared.at.0, &event.at.0);
        let is_later = event.at.0 - view.incident.declared.at.0 >= TimeDelta::minutes(1);
        let after = if is_later { format!("+{after}") } else { String::new() };
        row.cells.insert(1, plain(after));
    }
    table
}
