//! The incidents of a release, and the lines that tell of an open one on other screens.

use super::items;
use super::layout::{Cell, Fit, Layout, TextStyle, cell, dim, empty, plain, strong};
use super::words;
use crate::command::command;
use crate::render::Page;
use crate::view::{EventView, IncidentLine, IncidentsView, Stamp};

/// Draws all incidents; of those that are open, the items too.
pub fn incidents(view: &IncidentsView, page: Page) -> String {
    let mut out = String::new();
    for incident in &view.incidents {
        if !out.is_empty() {
            out.push('\n');
        }
        let line = &incident.line;
        heading(&mut out, line, page);
        if line.is_ongoing() {
            items::rows(&mut out, &incident.items, page, 1);
        }
    }
    if out.is_empty() {
        out.push_str("no incident has been opened\n");
    }
    out
}

/// What it is about, then its state in words.
fn heading(out: &mut String, line: &IncidentLine, page: Page) {
    let at = |at: Stamp| page.now.day_time(at.0);
    let (style, state) =
        if line.is_ongoing() { (TextStyle::Late, "OPEN") } else { (TextStyle::Dim, "closed") };
    let mut parts = vec![
        format!("severity {}", line.severity),
        line.duration.to_string(),
        format!("opened by {}, {}", line.declared_by.short(), at(line.declared)),
    ];
    if let (Some(resolved), Some(by)) = (line.resolved, &line.resolved_by) {
        parts.push(format!("closed by {}, {}", by.short(), at(resolved)));
    }
    parts.push(format!("{}/{} items", line.done, line.total));
    let mut layout = Layout::new(1, Fit::Wrap);
    layout.row([cell(style, format!("incident {}", line.number)), strong(&line.text)]);
    layout.row([cell(style, state), plain(parts.join(" · "))]);
    if let Some(reason) = &line.reason {
        layout.row([empty(), dim(reason)]);
    }
    for other in &line.beside {
        let text = format!("opened as well {}", declaration(other));
        layout.row([cell(TextStyle::Late, "CONFLICT"), plain(&text)]);
    }
    layout.write(out, page.width);
}

/// `by dana: payments fail`.
fn declaration(event: &EventView) -> String {
    let said = event.said.as_deref().unwrap_or_default();
    format!("by {}: {said}", event.by.short())
}

/// How many lines open incidents take at most at the top of the stand-up screen.
const AT_MOST: usize = 3;

/// Writes open incidents at the top of the stand-up screen, a line each, and says how many lines they are.
pub(super) fn alarm(out: &mut String, open: &[IncidentLine], page: Page) -> usize {
    let shown = match open.len() {
        count if count > AT_MOST => AT_MOST - 1,
        count => count,
    };
    let mut layout = Layout::new(2, Fit::Cut);
    for line in &open[..shown] {
        layout.row(alarm_row(line));
    }
    if shown < open.len() {
        let more = open.len() - shown;
        let more = words::count(more, "more is", "more are");
        let text = format!("{more} open: {}", page.line(&command("incident")));
        let about = cell(TextStyle::Late, &text);
        layout.row([empty(), empty(), about, empty(), empty()]);
    }
    layout.write(out, page.width);
    open.len().min(AT_MOST)
}

fn alarm_row(line: &IncidentLine) -> [Cell; 5] {
    let late = |text: &str| cell(TextStyle::Late, text);
    [
        late(&format!("INCIDENT {}", line.number)),
        late(&format!("severity {}", line.severity)),
        late(&line.text),
        late(&line.duration.to_string()),
        late(&format!("{}/{}", line.done, line.total)).right(),
    ]
}
