//! What formats with markup and without columns share: styled text, and a row of a table as one line of a list.

use crate::document::{Line, Row, Span, Style, Table};

/// How a format writes text from outside: as it is, standing out, and as a link if it may be followed.
pub(super) struct Markup {
    pub text: fn(&str) -> String,
    pub strong: fn(&str) -> String,
    pub link: fn(&str) -> String,
}

impl Markup {
    pub(super) fn line(&self, line: &Line) -> String {
        line.0.iter().map(|span| self.span(span)).collect()
    }

    pub(super) fn span(&self, span: &Span) -> String {
        match span.style {
            Style::Strong if !span.text.trim().is_empty() => (self.strong)(&span.text),
            Style::Link => (self.link)(&span.text),
            Style::Plain
            | Style::Strong
            | Style::Late
            | Style::Due
            | Style::Done
            | Style::Dim
            | Style::Code => (self.text)(&span.text),
        }
    }

    /// One row of a verdict.
    pub(super) fn verdict(&self, (word, text): &(Span, Span)) -> String {
        match word.text.is_empty() {
            true => self.span(text),
            false => format!("{} {}", (self.strong)(&word.text), self.span(text)),
        }
    }

    /// `2.3 Review release notes — alice · 1 Dec`.
    pub(super) fn entry(&self, table: &Table, row: &Row) -> String {
        let flexible = table.flexible().unwrap_or_default();
        let mut line = String::new();
        for (i, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
            let text = match column.is_name && !cell.text.is_empty() {
                true => (self.strong)(&cell.text),
                false => self.span(cell),
            };
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
}
