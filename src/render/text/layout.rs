//! Rows of styled text in columns, which all text screens consist of.
//!
//! A style only repeats what a word says. It is always written; the terminal module removes it where colour is off.

use crate::render::safe;
use crate::render::width::{truncate, wrap_around_urls};
use anstyle::{AnsiColor, Style};
use comfy_table::CellAlignment;
use std::borrow::Cow;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The style of a part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStyle {
    Plain,
    Strong,
    Late,
    Due,
    Done,
    /// Over, or not yet.
    Dim,
}

impl TextStyle {
    /// The escape codes of the style.
    pub fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Late => AnsiColor::Red.on_default(),
            Self::Due => AnsiColor::Yellow.on_default(),
            Self::Done => AnsiColor::Green.on_default(),
            Self::Dim => Style::new().dimmed(),
        }
    }
}

/// Styles text from outside, and makes it safe for a terminal.
pub(super) fn paint(style: TextStyle, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 10);
    paint_onto(&mut out, style, &safe(text));
    out
}

fn paint_onto(out: &mut String, style: TextStyle, text: &str) {
    if style == TextStyle::Plain || text.trim_start().is_empty() {
        out.push_str(text);
    } else {
        let codes = style.style();
        // Writing to a string cannot fail.
        let _ = write!(out, "{codes}{text}{codes:#}");
    }
}

/// A cell of a layout.
pub(super) struct Cell {
    text: String,
    /// In columns of a terminal.
    width: usize,
    style: TextStyle,
    align: Align,
}

/// Where the text of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Right,
    /// From the left edge of its column over all that are right of it.
    Across,
}

/// A cell of text from anywhere.
pub(super) fn cell(style: TextStyle, text: impl Into<String>) -> Cell {
    let mut text = text.into();
    if let Cow::Owned(safe) = safe(&text) {
        text = safe;
    }
    let width = if text.is_ascii() { text.len() } else { text.width() };
    Cell { text, width, style, align: Align::Left }
}

pub(super) fn plain(text: impl Into<String>) -> Cell {
    cell(TextStyle::Plain, text)
}

pub(super) fn strong(text: impl Into<String>) -> Cell {
    cell(TextStyle::Strong, text)
}

pub(super) fn dim(text: impl Into<String>) -> Cell {
    cell(TextStyle::Dim, text)
}

pub(super) fn empty() -> Cell {
    plain("")
}

impl Cell {
    /// Aligns the text at the right edge of its column.
    pub(super) fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    pub(super) fn width(&self) -> u16 {
        u16::try_from(self.width).unwrap_or(u16::MAX)
    }

    /// The cell for comfy-table.
    pub(super) fn into_painted(self) -> comfy_table::Cell {
        let mut text = String::with_capacity(self.text.len() + 10);
        paint_onto(&mut text, self.style, &self.text);
        let alignment = match self.align {
            Align::Right => CellAlignment::Right,
            Align::Left | Align::Across => CellAlignment::Left,
        };
        comfy_table::Cell::new_owned(text).set_alignment(alignment)
    }
}

/// What happens to a text that is too long for its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It goes on below itself.
    Wrap,
    /// It ends in `…`.
    Cut,
}

/// Rows of cells in columns. One column gives way where the page is too narrow for all.
pub(super) struct Layout {
    rows: Vec<Vec<Cell>>,
    flexible: usize,
    spare: Option<usize>,
    yielding: Option<usize>,
    fit: Fit,
    indent: usize,
}

/// The space between two columns.
const GAP: usize = 2;

/// The flexible column is never narrower than this, even where that makes the line too wide. A yielding one gives way to this.
pub(super) const NARROWEST: u16 = 16;

impl Layout {
    /// Begins a layout whose column `flexible`, counted from zero, gives way.
    pub(super) fn new(flexible: usize, fit: Fit) -> Self {
        Self { rows: Vec::new(), flexible, spare: None, yielding: None, fit, indent: 0 }
    }

    /// Moves the whole layout to the right.
    pub(super) fn indent(mut self, columns: usize) -> Self {
        self.indent = columns;
        self
    }

    /// Leaves out a column, counted from zero, where the lines would be too wide with it.
    pub(super) fn spare(mut self, column: usize) -> Self {
        self.spare = Some(column);
        self
    }

    /// Has a column, counted from zero, go on below itself, too, before the flexible one does.
    pub(super) fn yielding(mut self, column: usize) -> Self {
        self.yielding = Some(column);
        self
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(cells.into());
    }

    /// Adds a text below the flexible one, as wide as the page: it has no columns beside it.
    pub(super) fn below(&mut self, mut text: Cell) {
        text.align = Align::Across;
        let mut row: Vec<Cell> = (0..self.flexible).map(|_| empty()).collect();
        row.push(text);
        self.rows.push(row);
    }

    /// Writes the rows, no line wider than `width` unless the columns that do not give way need more.
    pub(super) fn write(mut self, out: &mut String, width: usize) {
        let mut columns = self.natural();
        let narrowest = usize::from(NARROWEST);
        let Some(&wish) = columns.get(self.flexible) else {
            return;
        };
        let mut left = self.left(&columns, width);
        if let Some(spare) = self.spare.filter(|_| left < wish.min(narrowest)) {
            let cells = self.rows.iter_mut().filter_map(|row| row.get_mut(spare));
            cells.for_each(|left_out| *left_out = empty());
            columns[spare] = 0;
            left = self.left(&columns, width);
        }
        if let Some(yielding) = self.yielding.filter(|_| left < wish) {
            columns[yielding] = columns[yielding].min(narrowest);
            left = self.left(&columns, width);
        }
        let left = left.max(narrowest);
        columns[self.flexible] = wish.min(left);
        let before = columns[..self.flexible].iter().filter(|&&width| width > 0);
        let before: usize = before.map(|width| width + GAP).sum();
        let across = width.saturating_sub(self.indent + before).max(narrowest);
        let has_below = |row: &Vec<Cell>| row.iter().any(|cell| cell.align == Align::Across);
        if self.fit == Fit::Wrap && (wish > left || self.rows.iter().any(has_below)) {
            let room = |row: &[Cell]| match row.get(self.flexible).map(|cell| cell.align) {
                Some(Align::Across) => across,
                Some(Align::Left | Align::Right) | None => left,
            };
            let rows = self.rows.into_iter();
            self.rows = rows
                .flat_map(|row| {
                    let room = room(&row);
                    let widths = self.yielding.map(|column| (column, columns[column]));
                    wrap(row, std::iter::once((self.flexible, room)).chain(widths))
                })
                .collect();
        }
        for row in self.rows {
            line(out, row, &columns, self.indent, self.fit);
        }
    }

    /// What the columns that do not give way leave of a width.
    fn left(&self, columns: &[usize], width: usize) -> usize {
        let shown = columns.iter().filter(|&&width| width > 0).count();
        let others = columns.iter().sum::<usize>() - columns[self.flexible];
        width.saturating_sub(self.indent + GAP * shown.saturating_sub(1) + others)
    }

    /// How wide each column would like to be. A column without text takes no space.
    fn natural(&self) -> Vec<usize> {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let mut columns = vec![0; count];
        for row in &self.rows {
            let cells = row.iter().filter(|cell| cell.align != Align::Across);
            for (column, cell) in columns.iter_mut().zip(cells) {
                *column = cell.width.max(*column);
            }
        }
        columns
    }
}

/// Makes several rows of one with texts that are too long for their columns, which are given with their widths.
fn wrap(row: Vec<Cell>, columns: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<Cell>> {
    let mut rows = vec![row];
    for (column, width) in columns {
        let Some(long) = (rows[0].get_mut(column)).filter(|cell| cell.width > width) else {
            continue;
        };
        let (style, align, long) = (long.style, long.align, std::mem::take(&mut long.text));
        for (at, text) in wrap_around_urls(&long, width).into_iter().enumerate() {
            if at == rows.len() {
                rows.push(Vec::new());
            }
            let row = &mut rows[at];
            while row.len() <= column {
                row.push(empty());
            }
            row[column] = Cell { align, ..cell(style, text) };
        }
    }
    rows
}

/// Writes one row as one line, without space at its end.
fn line(out: &mut String, row: Vec<Cell>, columns: &[usize], indent: usize, fit: Fit) {
    let last = row.iter().rposition(|cell| cell.width > 0);
    let mut owed = indent;
    for (i, (mut cell, &width)) in row.into_iter().zip(columns).enumerate() {
        if Some(i) > last || width == 0 {
            continue;
        }
        if cell.width > width && fit == Fit::Cut && cell.align != Align::Across {
            cell.text = truncate(&cell.text, width).into_owned();
            cell.width = cell.text.width();
        }
        let pad = width.saturating_sub(cell.width);
        let (before, after) = if cell.align == Align::Right { (pad, 0) } else { (0, pad) };
        // Spaces are owed until there is text behind them.
        out.extend(std::iter::repeat_n(' ', owed + before));
        paint_onto(out, cell.style, &cell.text);
        owed = after + GAP;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(fit: Fit, width: usize, rows: &[[&str; 3]]) -> String {
        let mut layout = Layout::new(1, fit).indent(1);
        for row in rows {
            layout.row(row.map(|text| cell(TextStyle::Plain, text)));
        }
        let mut out = String::new();
        layout.write(&mut out, width);
        out
    }

    #[test]
    fn a_long_text_wraps_within_its_column() {
        let rows = [["2.4", "one two three four five six", "x"], ["10.1", "short", "y"]];
        let expected =
            " 2.4   one two three     x\n       four five six\n 10.1  short             y\n";
        assert_eq!(written(Fit::Wrap, 26, &rows), expected);
    }

    #[test]
    fn a_flexible_column_wraps_if_lines_would_be_too_wide() {
        let row = ["2.4", "one two three four five", "Customer Success/Support"];
        for (width, expected) in [
            (
                46,
                " 2.4  one two three four      Customer\n      five                    Success/Support\n",
            ),
            (60, " 2.4  one two three four five  Customer Success/Support\n"),
        ] {
            let mut layout = Layout::new(1, Fit::Wrap).indent(1).yielding(2);
            layout.row(row.map(|text| cell(TextStyle::Plain, text)));
            let mut out = String::new();
            layout.write(&mut out, width);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn text_below_a_row_uses_the_full_width() {
        let mut layout = Layout::new(1, Fit::Wrap).indent(1);
        let row = ["2.4", "one two three four", "owner"];
        layout.row(row.map(|text| cell(TextStyle::Plain, text)));
        layout.below(cell(TextStyle::Plain, "five six seven eight nine ten"));
        let mut out = String::new();
        layout.write(&mut out, 30);
        let expected = " 2.4  one two three      owner\n      four\n      five six seven eight\n      nine ten\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn a_long_text_is_truncated() {
        let rows = [["2.4", "日本語のとても長いテキストです", "x"], ["", "", ""]];
        assert_eq!(written(Fit::Cut, 25, &rows), " 2.4  日本語のとても…   x\n\n");
    }

    #[test]
    fn an_address_is_never_broken() {
        let rows = [["1", "see https://a.example/with/a/long/path for more", ""]];
        let expected = " 1  see\n    https://a.example/with/a/long/path\n    for more\n";
        assert_eq!(written(Fit::Wrap, 24, &rows), expected);
    }

    #[test]
    fn a_grapheme_is_never_split() {
        let rows = [["1", "🇩🇪🇫🇷🇪🇸🇮🇹🇳🇱🇵🇱🇸🇪🇩🇰 flags", "x"]];
        assert_eq!(written(Fit::Cut, 23, &rows), " 1  🇩🇪🇫🇷🇪🇸🇮🇹🇳🇱🇵🇱🇸🇪…   x\n");
    }

    #[test]
    fn an_empty_column_takes_no_space() {
        assert_eq!(written(Fit::Cut, 80, &[["a", "b", ""], ["c", "", ""]]), " a  b\n c\n");
        assert_eq!(written(Fit::Cut, 80, &[["", "b", "c"]]), " b  c\n");
    }
}
