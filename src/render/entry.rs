//! A row of a table as one line of a list, for formats without columns.

use crate::document::{Row, Span, Table};

/// `2.3 Review release notes — alice · 1 Dec`. `write` writes a cell, and says whether it names the row.
pub(super) fn entry(table: &Table, row: &Row, write: fn(&Span, bool) -> String) -> String {
    let flexible = table.flexible().unwrap_or_default();
    let mut line = String::new();
    for (i, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
        let text = write(cell, column.is_name);
        if text.trim().is_empty() {
            continue;
        }
        let is_aside = i > flexible;
        line.push_str(match (line.is_empty(), is_aside, line.contains(" — ")) {
            (true, ..) => "",
            (false, false, _) => " ",
            (false, true, false) => " — ",
            (false, true, true) => " · ",
        });
        line.push_str(text.trim());
    }
    line
}
