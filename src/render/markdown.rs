//! Documents as GitHub Flavored Markdown.

use super::escape::{link, strong, text};
use super::markup::Markup;
use super::safe::safe_lines;
use crate::document::{Align, Block, Document, Table};
use crate::release::ItemState;
use std::fmt::Write;

const MARKUP: Markup = Markup { text, strong, link: |target| link("link", target) };

pub fn markdown(document: Document) -> String {
    let mut out = String::new();
    for block in document.blocks {
        if !out.is_empty() && !matches!(block, Block::Gap) {
            out.push('\n');
        }
        // Writing to a string cannot fail.
        let _ = match block {
            Block::Heading(level, title) => {
                let marks = "#".repeat(usize::from(level));
                writeln!(out, "{marks} {}", text(&title.text()))
            }
            Block::Title { left, right, .. } => {
                writeln!(out, "## {} · {}", text(&left.text()), MARKUP.line(&right))
            }
            Block::Verdict(words) => {
                let words: Vec<String> = words.iter().map(|row| MARKUP.verdict(row)).collect();
                writeln!(out, "{}", words.join(" · "))
            }
            Block::Paragraph(words) => writeln!(out, "{}", MARKUP.line(&words)),
            Block::Source(source) => {
                let runs = source.split(|c| c != '`').map(str::len);
                let fence = "`".repeat(runs.max().unwrap_or_default().max(2) + 1);
                writeln!(out, "{fence}\n{}\n{fence}", safe_lines(source.trim_end()))
            }
            Block::List(lines) => lines
                .iter()
                .try_for_each(|words| writeln!(out, "- {}", MARKUP.line(words).trim_start())),
            Block::Entries(table) => {
                entries(&mut out, &table);
                Ok(())
            }
            Block::Lines(table) | Block::Table(table) => {
                grid(&mut out, &table);
                Ok(())
            }
            Block::Gap | Block::Bars(_) | Block::Curves(_) => Ok(()),
        };
    }
    out
}

/// `- [x] **2.3** Review release notes — alice · 1 Dec`, with what is below as a list of its own.
fn entries(out: &mut String, table: &Table) {
    for (i, row) in table.rows.iter().enumerate() {
        let heading = row.heading.as_ref().map(|heading| format!("## {}", text(&heading.text())));
        if let Some(above) = heading.or(row.label.as_ref().map(|label| strong(&label.text))) {
            let gap = if i > 0 { "\n" } else { "" };
            let _ = writeln!(out, "{gap}{above}\n");
        }
        let mark = match row.state.map(|(state, _)| state) {
            None => "",
            Some(ItemState::Done) => "[x] ",
            Some(ItemState::Todo | ItemState::Skipped | ItemState::Blocked) => "[ ] ",
        };
        let _ = writeln!(out, "- {mark}{}", MARKUP.entry(table, row));
        for below in &row.below {
            let _ = writeln!(out, "  - {}", MARKUP.span(below).trim_start());
        }
    }
}

fn grid(out: &mut String, table: &Table) {
    let headings: Vec<_> = table.columns.iter().map(|column| text(column.heading)).collect();
    let marks = table.columns.iter().map(|column| match column.align {
        Align::Left => "---|",
        Align::Right => "--:|",
    });
    let _ = writeln!(out, "| {} |\n|{}", headings.join(" | "), marks.collect::<String>());
    for row in &table.rows {
        let last = row.cells.len().saturating_sub(1);
        let cells = row.cells.iter().enumerate().map(|(i, cell)| {
            let below = row.below.iter().filter(|_| i == last);
            let lines = std::iter::once(cell).chain(below).map(|span| MARKUP.span(span));
            lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("<br>").trim().to_owned()
        });
        let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}
