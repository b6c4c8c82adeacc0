//! The incidents of a release.

use super::words::{because, by};
use super::{Column, Document, Fit, Page, Table, items, plain};
use crate::view::{EventView, IncidentLine, IncidentsView};

/// All incidents; of ongoing ones the items, too.
pub fn incidents(view: &IncidentsView, page: Page) -> Document {
    let mut document = Document::default();
    if view.incidents.is_empty() {
        document.paragraph("no incidents");
    }
    document.table(table(view.incidents.iter().map(|incident| &incident.line), page));
    for incident in view.incidents.iter().filter(|incident| incident.line.is_ongoing()) {
        let title = format!("Incident {}", incident.line.number);
        let items = items::with_steps(&incident.items, page);
        document.section(&title, |document| document.entries(items));
    }
    document
}

pub(super) fn table<'a>(all: impl IntoIterator<Item = &'a IncidentLine>, page: Page) -> Table {
    let mut table = Table::new([
        Column::right(""),
        Column::right("Severity"),
        Column::left("Incident").fit(Fit::Wrap),
        Column::left("Declared"),
        Column::left("Resolved"),
    ]);
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
