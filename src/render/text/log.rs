//! The history, one line an event, the oldest first.

use super::sheet::{Fit, Layout, TextStyle, cell};
use crate::render::Page;
use crate::view::LogView;
use std::fmt::Write;

/// Draws the history.
pub fn log(view: &LogView, paper: Page) -> String {
    let mut out = String::new();
    let mut sheet = Layout::new(4, Fit::Wrap);
    for event in &view.events {
        let (look, mark) = if event.undone {
            (TextStyle::Dim, " (taken back)")
        } else {
            (TextStyle::Plain, "")
        };
        let mut text = event.about.clone();
        for said in event
            .said
            .iter()
            .filter(|_| event.act != "undone")
            .chain(&event.link)
        {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(said);
        }
        if let (Some(incident), Some(_)) = (event.incident, &event.number) {
            let _ = write!(text, " (incident {incident})");
        }
        text.push_str(mark);
        sheet.row([
            cell(TextStyle::Dim, paper.now.day_time(event.at.0)),
            cell(look, event.by.short()),
            cell(look, &event.act),
            cell(look, event.number.as_deref().unwrap_or_default()),
            cell(look, text.trim_start_matches([' ', '\n'])),
        ]);
    }
    sheet.write(&mut out, paper.width);
    out
}
