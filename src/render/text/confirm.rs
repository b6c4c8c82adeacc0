//! The answer to a recording: what changed, what it means for the gate, and what comes next.

use super::sheet::{Fit, Layout, TextStyle, cell, paint};
use super::words;
use crate::render::Page;
use crate::view::{GateLine, ItemView};

/// What was recorded.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// One for each event.
    pub changes: Vec<Change>,
    pub gate: Option<GateLine>,
    pub next: Option<ItemView>,
}

/// What one event changed.
#[derive(Debug, Clone)]
pub struct Change {
    pub sign: &'static str,
    /// An item's number, or what was done.
    pub subject: String,
    /// What it is about.
    pub text: String,
    /// What to say below it: a reason, a deviation.
    pub remarks: Vec<String>,
}

/// Says where the record of a release is kept.
pub fn kept(path: &str) -> String {
    let line = format!("the record is in {path}");
    format!("  {}\n", paint(TextStyle::Dim, &line))
}

/// Draws what was recorded.
pub fn confirm(confirmation: &Confirmation, paper: Page) -> String {
    let mut out = String::new();
    let mut sheet = Layout::new(2, Fit::Wrap);
    for change in &confirmation.changes {
        sheet.row([
            cell(TextStyle::Done, change.sign),
            cell(TextStyle::Strong, &change.subject),
            cell(TextStyle::Plain, &change.text),
        ]);
        for remark in &change.remarks {
            sheet.row([
                cell(TextStyle::Plain, ""),
                cell(TextStyle::Plain, ""),
                cell(TextStyle::Due, remark),
            ]);
        }
    }
    sheet.write(&mut out, paper.width);
    let gate = confirmation.gate.as_ref().map(words::gate);
    let next = confirmation.next.as_ref();
    let next = next.map(|item| format!("next: {} {}", item.number, item.line()));
    let line: Vec<String> = gate.into_iter().chain(next).collect();
    if !line.is_empty() {
        let mut sheet = Layout::new(0, Fit::Wrap).indent(2);
        sheet.row([cell(TextStyle::Dim, line.join(" · "))]);
        sheet.write(&mut out, paper.width);
    }
    out
}
