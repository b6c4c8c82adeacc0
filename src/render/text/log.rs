//! The history, one line an event, the oldest first.

use super::layout::{Fit, Layout, TextStyle, cell, dim};
use crate::log::EventKind;
use crate::render::Page;
use crate::view::LogView;
use std::fmt::Write;

/// Draws the history.
pub fn log(view: &LogView, page: Page) -> String {
    let mut out = String::new();
    let mut layout = Layout::new(4, Fit::Wrap);
    for event in &view.events {
        let (style, mark) =
            if event.undone { (TextStyle::Dim, " (taken back)") } else { (TextStyle::Plain, "") };
        let mut text = event.about.clone();
        for said in event.said.iter().filter(|_| event.kind != EventKind::Undone).chain(&event.link)
        {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(said);
        }
        if let Some(at) = event.happened {
            let _ = write!(text, " (happened {})", page.now.day_time(at.0));
        }
        if let (Some(incident), Some(_)) = (event.incident, &event.number) {
            let _ = write!(text, " (incident {incident})");
        }
        text.push_str(mark);
        layout.row([
            dim(page.now.day_time(event.at.0)),
            cell(style, event.by.as_str()),
            cell(style, &event.act),
            cell(style, event.number.as_deref().unwrap_or_default()),
            cell(style, text.trim_start_matches([' ', '\n'])),
        ]);
    }
    layout.write(&mut out, page.width);
    out
}
