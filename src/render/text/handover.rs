//! What somebody takes on with a role.

use super::sheet::{Fit, Look, Sheet, cell, paint};
use super::{items, notes};
use crate::render::Paper;
use crate::view::HandoverView;
use std::fmt::Write;

/// Draws what somebody takes on, below the confirmation.
pub fn handover(view: &HandoverView, paper: Paper) -> String {
    let mut out = String::new();
    let heading = format!("{} takes on {}", view.person.short(), view.role);
    let _ = writeln!(out, "\n{}", paint(Look::Strong, &heading));
    if view.items.is_empty() {
        out.push_str("   no open items\n");
    }
    items::rows(&mut out, &view.items, paper, 3);
    if !view.decisions.is_empty() {
        let _ = writeln!(out, "\n {}", paint(Look::Dim, "decides"));
        let mut sheet = Sheet::new(1, Fit::Wrap).indent(3);
        for decision in &view.decisions {
            let outcome = decision.outcome.as_deref().unwrap_or("open");
            sheet.row([
                cell(Look::Plain, decision.id.as_str()),
                cell(Look::Plain, &decision.name),
                cell(Look::Dim, outcome),
            ]);
        }
        sheet.write(&mut out, paper.width);
    }
    if !view.notes.is_empty() {
        let _ = writeln!(out, "\n {}", paint(Look::Dim, "noted lately"));
        notes::rows(&mut out, &view.notes, paper, 3);
    }
    out
}
