//! What somebody takes on with a role.

use super::layout::{Fit, Layout, TextStyle, dim, paint, plain};
use super::{items, notes};
use crate::render::Page;
use crate::view::HandoverView;
use std::fmt::Write;

/// Draws what somebody takes on, below the confirmation.
pub fn handover(view: &HandoverView, page: Page) -> String {
    let mut out = String::new();
    let heading = format!("{} takes on {}", view.person.short(), view.role);
    let _ = writeln!(out, "\n{}", paint(TextStyle::Strong, &heading));
    if view.items.is_empty() {
        out.push_str("   no open items\n");
    }
    items::rows(&mut out, &view.items, page, 3);
    if !view.decisions.is_empty() {
        let _ = writeln!(out, "\n {}", paint(TextStyle::Dim, "decides"));
        let mut layout = Layout::new(1, Fit::Wrap).indent(3);
        for decision in &view.decisions {
            let outcome = decision.outcome.as_deref().unwrap_or("open");
            layout.row([plain(decision.id.as_str()), plain(&decision.name), dim(outcome)]);
        }
        layout.write(&mut out, page.width);
    }
    if !view.notes.is_empty() {
        let _ = writeln!(out, "\n {}", paint(TextStyle::Dim, "noted lately"));
        notes::rows(&mut out, &view.notes, page, 3);
    }
    out
}
