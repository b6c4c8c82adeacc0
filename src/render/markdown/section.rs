//! Sections of a document.

use std::fmt::Write;

/// Writes a heading and the lines below it. Where there are no lines, the heading is left out, too.
pub(super) fn section(out: &mut String, heading: &str, lines: impl IntoIterator<Item = String>) {
    let mut heading = Some(heading);
    for line in lines {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}{line}", heading.take().unwrap_or_default());
    }
}
