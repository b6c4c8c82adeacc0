//! Lays out tables in columns of a terminal, line by line.

use super::safe;
use super::text::{paint, paragraph};
use crate::document::width::{GAP, LABEL, NARROWEST, truncate, wrap_around_urls};
use crate::document::words::sign;
use crate::document::{Column, Fit, Line, Row, Span, Style, Table, styled};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// A cell whose text is safe and measured.
#[derive(Default)]
struct Cell {
    text: String,
    style: Style,
    width: usize,
}

impl Cell {
    fn new(span: Span) -> Self {
        let mut text = span.text;
        if let Cow::Owned(safe) = safe(&text) {
            text = safe;
        }
        let width = if text.is_ascii() { text.len() } else { text.width() };
        Self { text, style: span.style, width }
    }
}

/// A line of cells. A wide one has its last cell in the flexible column, and nothing to the right of it.
struct Cells {
    heading: Option<Line>,
    cells: Vec<Cell>,
    is_wide: bool,
}

struct Layout {
    columns: Vec<Column>,
    widths: Vec<usize>,
    flexible: usize,
    indent: usize,
    /// The width of a cell that has nothing to the right of it.
    wide: usize,
}

/// Writes a table, no line wider than `width` unless the columns that keep their width need more.
pub(super) fn write(out: &mut String, mut table: Table, width: usize) {
    let Some(mut flexible) = table.flexible() else { return };
    if table.rows.iter().any(|row| row.state.is_some()) {
        lead(&mut table, |row| row.state.map(|(state, style)| styled(style, sign(state))));
        flexible += 1;
    }
    if table.rows.iter().any(|row| row.label.is_some()) {
        lead(&mut table, |row| {
            let label = row.label.take()?;
            Some(Span { text: format!("{:LABEL$}", label.text), ..label })
        });
        flexible += 1;
    }
    let rows: Vec<Cells> = table.rows.into_iter().flat_map(|row| lines_of(row, flexible)).collect();
    let layout = Layout::fit(table.columns, &rows, flexible, (table.indent, width));
    for (n, row) in rows.into_iter().enumerate() {
        if let Some(heading) = &row.heading {
            out.push_str(if n > 0 { "\n" } else { "" });
            paragraph(out, heading, width, 0);
        }
        layout.write(out, &row);
    }
}

fn lead(table: &mut Table, cell: impl Fn(&mut Row) -> Option<Span>) {
    table.columns.insert(0, Column::new(""));
    for row in &mut table.rows {
        let first = cell(row).unwrap_or_default();
        row.cells.insert(0, first);
    }
}

fn lines_of(row: Row, flexible: usize) -> impl Iterator<Item = Cells> {
    let below = row.below.into_iter().map(move |span| Cells {
        heading: None,
        cells: (0..flexible).map(|_| Cell::default()).chain([Cell::new(span)]).collect(),
        is_wide: true,
    });
    let cells = row.cells.into_iter().map(Cell::new).collect();
    std::iter::once(Cells { heading: row.heading, cells, is_wide: false }).chain(below)
}

impl Layout {
    fn fit(
        columns: Vec<Column>,
        rows: &[Cells],
        flexible: usize,
        (indent, width): (usize, usize),
    ) -> Self {
        let mut widths = vec![0; columns.len()];
        for row in rows.iter().filter(|row| !row.is_wide) {
            for (width, cell) in widths.iter_mut().zip(&row.cells) {
                *width = cell.width.max(*width);
            }
        }
        let room = width.saturating_sub(indent);
        let wish = widths[flexible];
        let left = |widths: &[usize]| {
            let shown = widths.iter().filter(|&&width| width > 0).count();
            let others = widths.iter().sum::<usize>() - widths[flexible];
            room.saturating_sub(GAP * shown.saturating_sub(1) + others)
        };
        for (i, column) in columns.iter().enumerate() {
            match column.fit {
                Fit::Omit if left(&widths) < wish.min(NARROWEST * 2) => widths[i] = 0,
                Fit::Yield if left(&widths) < wish => widths[i] = widths[i].min(NARROWEST),
                Fit::Omit | Fit::Yield | Fit::Keep | Fit::Wrap | Fit::Truncate => {}
            }
        }
        widths[flexible] = wish.min(left(&widths).max(NARROWEST));
        let before = widths[..flexible].iter().filter(|&&width| width > 0);
        let before: usize = before.map(|width| width + GAP).sum();
        let wide = room.saturating_sub(before).max(NARROWEST);
        Self { columns, widths, flexible, indent, wide }
    }

    fn write(&self, out: &mut String, row: &Cells) {
        let cells = row.cells.iter().enumerate();
        let pieces: Vec<Vec<Cow<'_, str>>> =
            cells.map(|(i, cell)| self.pieces(i, cell, row.is_wide)).collect();
        let lines = pieces.iter().map(Vec::len).max().unwrap_or_default();
        for n in 0..lines.max(1) {
            // Spaces are owed until there is text behind them.
            let mut owed = self.indent;
            for (i, (cell, pieces)) in row.cells.iter().zip(&pieces).enumerate() {
                let width = self.widths[i];
                if width == 0 && !row.is_wide {
                    continue;
                }
                let text = pieces.get(n).map_or("", |piece| piece);
                let pad = width.saturating_sub(text.width());
                let before = if self.columns[i].is_right { pad } else { 0 };
                owed += before;
                if !text.is_empty() {
                    out.extend(std::iter::repeat_n(' ', std::mem::take(&mut owed)));
                    paint(out, cell.style, text);
                }
                if width > 0 {
                    owed += pad - before + GAP;
                }
            }
            out.push('\n');
        }
    }

    fn pieces<'a>(&self, i: usize, cell: &'a Cell, is_wide: bool) -> Vec<Cow<'a, str>> {
        let room = if is_wide && i == self.flexible { self.wide } else { self.widths[i] };
        let wrapped = || wrap_around_urls(&cell.text, room).into_iter().map(Cow::from).collect();
        match self.columns[i].fit {
            _ if cell.width == 0 || self.widths[i] == 0 && !is_wide => Vec::new(),
            _ if cell.width <= room => vec![Cow::from(&cell.text)],
            _ if is_wide => wrapped(),
            Fit::Yield if self.columns[self.flexible].fit == Fit::Truncate => {
                vec![truncate(&cell.text, room)]
            }
            Fit::Wrap | Fit::Yield => wrapped(),
            Fit::Truncate => vec![truncate(&cell.text, room)],
            Fit::Keep | Fit::Omit => vec![Cow::from(&cell.text)],
        }
    }
}
