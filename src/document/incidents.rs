//! The incidents of a release.

use super::{Document, Page, Style, dim, items, plain, styled, words};
use crate::view::{EventView, IncidentLine, IncidentsView, Stamp};

/// All incidents; of ongoing ones the items, too.
pub fn incidents(view: &IncidentsView, page: Page) -> Document {
    let mut document = Document::default();
    for incident in &view.incidents {
        if !document.blocks.is_empty() {
            document.gap();
        }
        let line = &incident.line;
        heading(&mut document, line, page);
        if line.is_ongoing() {
            document.entries(items::with_steps(&incident.items, page));
        }
    }
    if view.incidents.is_empty() {
        document.paragraph("no incidents");
    }
    document
}

/// The text of the incident, then its state.
fn heading(document: &mut Document, line: &IncidentLine, page: Page) {
    let at = |at: Stamp| page.now.day_time(at.0);
    let (style, state) =
        if line.is_ongoing() { (Style::Late, "ongoing") } else { (Style::Dim, "resolved") };
    let mut parts = vec![
        format!("{state}, severity {}", line.severity),
        line.duration.to_string(),
        format!("declared by {}, {}", line.declared_by.short(), at(line.declared)),
    ];
    if let (Some(closed), Some(by)) = (line.resolved, &line.resolved_by) {
        let reason = words::because(line.reason.as_ref());
        parts.push(format!("resolved by {}, {}{reason}", by.short(), at(closed)));
    }
    if line.total > 0 {
        parts.push(format!("{}/{} items", line.done, line.total));
    }
    let mut rows = vec![
        (styled(style, format!("INCIDENT {}", line.number)), plain(&line.text)),
        (plain(""), dim(parts.join(" · "))),
    ];
    for other in &line.beside {
        let text = format!("also declared {}", opening(other));
        rows.push((styled(Style::Late, "CONFLICT"), plain(text)));
    }
    document.verdict(rows);
}

/// `by dana: payments fail`.
fn opening(event: &EventView) -> String {
    format!("by {}{}", event.by.short(), words::because(event.said.as_ref()))
}
