//! The answer to a recording: what changed, what it means for the gate, and what comes next.

use super::sheet::{Fit, Look, Sheet, cell};
use super::words;
use crate::render::Paper;
use crate::view::{GateLine, ItemView};

/// What was recorded.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// One for each event: a sign, the number or subject, and what it is about.
    pub changes: Vec<(&'static str, String, String)>,
    /// Remarks on them: a deviation, a reason.
    pub remarks: Vec<String>,
    pub gate: Option<GateLine>,
    pub next: Option<ItemView>,
}

/// Draws what was recorded.
pub fn confirm(confirmation: &Confirmation, paper: Paper) -> String {
    let mut out = String::new();
    let mut sheet = Sheet::new(2, Fit::Wrap);
    for (sign, subject, text) in &confirmation.changes {
        sheet.row([
            cell(Look::Done, *sign),
            cell(Look::Strong, subject),
            cell(Look::Plain, text),
        ]);
    }
    for remark in &confirmation.remarks {
        sheet.row([
            cell(Look::Plain, ""),
            cell(Look::Plain, ""),
            cell(Look::Due, remark),
        ]);
    }
    sheet.write(&mut out, paper.width);
    let gate = confirmation.gate.as_ref().map(words::gate);
    let next = confirmation.next.as_ref();
    let next = next.map(|item| format!("next: {} {}", item.number, item.line()));
    let line: Vec<String> = gate.into_iter().chain(next).collect();
    if !line.is_empty() {
        let mut sheet = Sheet::new(0, Fit::Wrap).indent(2);
        sheet.row([cell(Look::Dim, line.join(" · "))]);
        sheet.write(&mut out, paper.width);
    }
    out
}
