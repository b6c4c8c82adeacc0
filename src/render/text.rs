//! Documents as text for a terminal.
//!
//! Styles are always written; the terminal module removes them where colour is off.

use super::layout;
use super::safe;
use crate::document::width::NARROWEST;
use crate::document::width::wrap_around_urls;
use crate::document::{Block, Document, Fit, Line, Span, Style, Table, dim, plain};
use anstyle::AnsiColor;
use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Width};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Where a title ends at the latest: further right it would stand apart from what is below.
const WIDEST: usize = 100;

const GAP: u16 = 2;

pub fn style(style: Style) -> anstyle::Style {
    let codes = anstyle::Style::new();
    match style {
        Style::Plain | Style::Link => codes,
        Style::Strong | Style::Code => codes.bold(),
        Style::Late => AnsiColor::Red.on_default(),
        Style::Due => AnsiColor::Yellow.on_default(),
        Style::Done => AnsiColor::Green.on_default(),
        Style::Dim => codes.dimmed(),
    }
}

/// Writes safe text with its style.
pub(super) fn paint(out: &mut String, kind: Style, text: &str) {
    let codes = style(kind);
    if codes.is_plain() || text.trim_start().is_empty() {
        out.push_str(text);
    } else {
        // Writing to a string cannot fail.
        let _ = write!(out, "{codes}{text}{codes:#}");
    }
}

/// Writes a document, no line wider than `width` where that is possible.
pub fn text(document: Document, width: usize) -> String {
    let mut out = String::with_capacity(4096);
    for block in document.blocks {
        match block {
            Block::Heading(_, line) => heading(&mut out, line, width),
            Block::Title { left, shorter, right } => {
                title(&mut out, [left, shorter], right, width);
            }
            Block::Verdict(words) => verdict(&mut out, words, width),
            Block::Paragraph(line) => paragraph(&mut out, &line, width, 0),
            Block::Source(text) => source(&mut out, &text, width),
            Block::List(lines) => {
                for line in lines {
                    out.push_str("- ");
                    paragraph(&mut out, &line, width, 2);
                }
            }
            Block::Entries(table) | Block::Lines(table) => layout::write(&mut out, table, width),
            Block::Table(table) => grid(&mut out, table, width),
            Block::Gap => out.push('\n'),
            Block::Bars(_) | Block::Curves(_) => {}
        }
    }
    if out.contains("::") { without_commands(&out) } else { out }
}

/// A wrapped text can begin a line with `::`, which a runner of GitHub's workflows takes for a command.
fn without_commands(text: &str) -> String {
    let verbatim =
        |piece: &str| piece.split_once('m').is_some_and(|(_, rest)| rest.trim().is_empty());
    let is_blank = |before: &str| {
        let mut pieces = before.split('\u{1b}');
        pieces.next().is_some_and(|first| first.trim().is_empty()) && pieces.all(verbatim)
    };
    let line = |line: &str| match line.split_once("::") {
        Some((before, after)) if is_blank(before) => format!("{before}\\u{{3a}}:{after}"),
        _ => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

fn heading(out: &mut String, mut line: Line, width: usize) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    for span in line.0.iter_mut().filter(|span| span.style == Style::Plain) {
        span.style = Style::Strong;
    }
    paragraph(out, &line, width, 0);
}

/// A title on one line, in its shorter form if the longer one does not fit; if neither fits, wrapped.
fn title(out: &mut String, left: [Line; 2], right: Line, width: usize) {
    let room = width.min(WIDEST).saturating_sub(right.text().width());
    let fits = |line: &&Line| line.text().width() + 2 <= width.saturating_sub(right.text().width());
    let Some(left) = left.iter().find(fits) else {
        let [_, Line(mut spans)] = left;
        spans.push(plain(" · "));
        spans.extend(right.0);
        return paragraph(out, &Line(spans), width, 0);
    };
    spans(out, left);
    let gap = room.saturating_sub(left.text().width()).max(2);
    let _ = write!(out, "{:gap$}", "");
    spans(out, &right);
    out.push('\n');
}

fn spans(out: &mut String, line: &Line) {
    for span in &line.0 {
        paint(out, span.style, &safe(&span.text));
    }
}

fn verdict(out: &mut String, words: Vec<(Span, Span)>, width: usize) {
    let mut table = Table::labelled();
    for (word, text) in words {
        table.row([word, text]);
    }
    layout::write(out, table, width);
}

/// How far the lines of a source are moved to the right.
const SOURCE: usize = 3;

/// Writes Markdown as it is. Only prose is wrapped, paragraph by paragraph.
fn source(out: &mut String, text: &str, width: usize) {
    let mut prose = String::new();
    let mut fenced = false;
    for line in text.lines().chain([""]) {
        let line = line.replace('\t', "    ");
        let start = line.trim_start();
        let is_fence = start.starts_with("```") || start.starts_with("~~~");
        let verbatim = fenced || is_fence || (line.starts_with("    ") && prose.is_empty());
        fenced ^= is_fence;
        // A list, a quote, a heading or a table.
        let is_own = start.starts_with(['-', '*', '+', '>', '#', '|'])
            || start.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(". ");
        if !prose.is_empty() && (verbatim || is_own || start.is_empty()) {
            let at = SOURCE + prose.len() - prose.trim_start().len();
            let line = Line::from(std::mem::take(&mut prose));
            out.push_str(&" ".repeat(SOURCE));
            paragraph(out, &line, width.saturating_sub(SOURCE), at);
        }
        if verbatim {
            let _ = writeln!(out, "{}{}", " ".repeat(SOURCE), safe(&line));
        } else if start.is_empty() {
            out.push('\n');
        } else if prose.is_empty() {
            prose = line;
        } else {
            prose = prose + " " + start;
        }
    }
    out.pop();
}

/// Writes a line, wrapped; those after the first are indented.
pub(super) fn paragraph(out: &mut String, line: &Line, width: usize, indent: usize) {
    let texts: Vec<_> = line.0.iter().map(|span| safe(&span.text)).collect();
    let whole = texts.concat();
    for (n, piece) in wrap_around_urls(&whole, width.saturating_sub(indent)).into_iter().enumerate()
    {
        if n > 0 {
            let _ = write!(out, "{:indent$}", "");
        }
        let start = piece.as_ptr() as usize - whole.as_ptr() as usize;
        let end = start + piece.len();
        let mut at = 0;
        for (span, text) in line.0.iter().zip(&texts) {
            let (from, to) = (start.max(at), end.min(at + text.len()));
            if from < to {
                paint(out, span.style, &whole[from..to]);
            }
            at += text.len();
        }
        out.push('\n');
    }
}

/// Writes a table with its headings. If the page is too narrow, the flexible column is wrapped.
fn grid(out: &mut String, table: Table, width: usize) {
    let mut grid = comfy_table::Table::new();
    grid.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    // Nothing follows the last column, so its padding can be outside the page.
    grid.set_width(u16::try_from(width).unwrap_or(u16::MAX).saturating_add(GAP));
    let head: Vec<Span> = table.columns.iter().map(|column| dim(column.heading)).collect();
    let safe = |span: Span| Span { text: safe(&span.text).into_owned(), ..span };
    let rows = table.rows.into_iter().map(|row| row.cells.into_iter().map(safe).collect());
    let has_head = head.iter().any(|span| !span.text.is_empty());
    let rows: Vec<Vec<Span>> = Some(head).filter(|_| has_head).into_iter().chain(rows).collect();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|i| rows.iter().map(|row| row[i].text.width()).max().unwrap_or_default())
        .collect();
    for row in rows {
        grid.add_row(row.into_iter().zip(&table.columns).map(|(span, column)| {
            let mut text = String::new();
            paint(&mut text, span.style, &span.text);
            let align = if column.is_right { CellAlignment::Right } else { CellAlignment::Left };
            Cell::new_owned(text).set_alignment(align)
        }));
    }
    for ((column, width), wanted) in grid.column_iter_mut().zip(widths).zip(&table.columns) {
        column.set_padding((0, GAP)).set_constraint(match (width, wanted.fit) {
            (0, _) => ColumnConstraint::Hidden,
            (_, Fit::Wrap | Fit::Truncate | Fit::Yield) => {
                // The padding is a part of the bound, though not of the content.
                let bound = u16::try_from(NARROWEST.min(width)).unwrap_or(u16::MAX);
                ColumnConstraint::LowerBoundary(Width::Fixed(bound + GAP))
            }
            (_, Fit::Keep | Fit::Omit) => ColumnConstraint::ContentWidth,
        });
    }
    let indent = table.indent;
    for line in grid.lines() {
        let _ = writeln!(out, "{:indent$}{}", "", line.trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::document::Document;

    #[test]
    fn only_the_beginning_of_a_line_can_be_a_command() {
        assert_eq!(text(Document::of("uses std::io::Read"), 80), "uses std::io::Read\n");
        assert_eq!(text(Document::of("errors ::error::x"), 12), "errors\n\\u{3a}:error::x\n");
    }
}
