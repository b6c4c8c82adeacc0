//! A text for those outside, as plain lines to paste anywhere. It is not laid out for the terminal: whoever pastes it has
//! another width.

use crate::render::announcement::{Line, message};
use crate::render::{Page, safe};
use crate::view::AnnouncementView;
use std::fmt::Write;

/// Writes a text for those outside.
pub fn announcement(view: &AnnouncementView, page: Page) -> String {
    let message = message(view, page);
    let mut out = format!("{}\n\n", safe(&message.title));
    for line in &message.lines {
        // Writing to a string cannot fail.
        let _ = match line {
            Line::Sentence(words) => writeln!(out, "{}", safe(words)),
            Line::Point(words) => writeln!(out, "- {}", safe(words)),
        };
    }
    out
}
