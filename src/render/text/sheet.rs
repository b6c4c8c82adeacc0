//! Lines and columns of text with looks: what all text screens are built of.
//!
//! A look repeats what a word already says. It is always written; whoever prints takes it out where it is not wanted.

use crate::render::safe;
use anstyle::{AnsiColor, Style};
use comfy_table::{
    Attribute, CellAlignment, Color, ColumnConstraint, ContentArrangement, Row, Table, Width,
};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Strong,
    Late,
    Due,
    Done,
    /// Over, or not yet.
    Dim,
}

impl Look {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Late => colour(AnsiColor::Red),
            Self::Due => colour(AnsiColor::Yellow),
            Self::Done => colour(AnsiColor::Green),
            Self::Dim => Style::new().dimmed(),
        }
    }
}

/// A piece of text with a look, harmless for a terminal.
pub(super) fn paint(look: Look, text: &str) -> String {
    let style = look.style();
    format!("{style}{}{style:#}", safe(text))
}

/// A cell of a sheet.
pub(super) struct Cell {
    text: String,
    look: Look,
    right: bool,
}

/// A cell of text from anywhere.
pub(super) fn cell(look: Look, text: &str) -> Cell {
    let text = safe(text).into_owned();
    Cell {
        text,
        look,
        right: false,
    }
}

impl Cell {
    /// Aligns the text at the right edge of its column.
    pub(super) fn right(mut self) -> Self {
        self.right = true;
        self
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

/// Rows of cells in columns. One column gives way where the paper is too narrow for all.
pub(super) struct Sheet {
    rows: Vec<Vec<Cell>>,
    flexible: usize,
    fit: Fit,
    indent: usize,
}

impl Sheet {
    /// Begins a sheet whose column `flexible`, counted from zero, gives way.
    pub(super) fn new(flexible: usize, fit: Fit) -> Self {
        Self {
            rows: Vec::new(),
            flexible,
            fit,
            indent: 0,
        }
    }

    /// Moves the whole sheet to the right.
    pub(super) fn indent(mut self, columns: usize) -> Self {
        self.indent = columns;
        self
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(cells.into());
    }

    /// Writes the rows, no line wider than `width` unless the columns that do not give way need more.
    pub(super) fn write(self, out: &mut String, width: usize) {
        if self.rows.is_empty() {
            return;
        }
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        table.enforce_styling();
        table.style_text_only();
        table.set_content_arrangement(ContentArrangement::Dynamic);
        let count = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let widest = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells
                .map(|cell| cell.text.width())
                .max()
                .unwrap_or_default()
        };
        let natural: Vec<usize> = (0..count).map(widest).collect();
        let others: usize = (natural.iter().enumerate())
            .filter(|(column, _)| *column != self.flexible)
            .map(|(_, width)| width + GAP)
            .sum();
        let left = width.saturating_sub(self.indent + others).max(16);
        let columns: Vec<usize> = (natural.iter().enumerate())
            .map(|(column, &natural)| {
                if column == self.flexible {
                    natural.min(left)
                } else {
                    natural
                }
            })
            .collect();
        for row in self.rows {
            let mut line = Row::new();
            if self.fit == Fit::Cut {
                line.max_height(1);
            }
            for cell in row {
                line.add_cell(shown(cell));
            }
            table.add_row(line);
        }
        for (column, width) in table.column_iter_mut().zip(columns) {
            let gap = u16::try_from(GAP).expect("a gap is a few columns");
            column.set_padding((0, gap));
            let width = u16::try_from(width.max(1) + GAP).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        for line in table.lines() {
            let line = line.trim_end();
            // An empty line within a sheet stays one.
            let indent = if line.is_empty() { 0 } else { self.indent };
            let _ = writeln!(out, "{:indent$}{line}", "");
        }
    }
}

/// The space between two columns.
const GAP: usize = 2;

fn shown(cell: Cell) -> comfy_table::Cell {
    let mut shown = comfy_table::Cell::new_owned(cell.text);
    if cell.right {
        shown = shown.set_alignment(CellAlignment::Right);
    }
    match cell.look {
        Look::Plain => shown,
        Look::Strong => shown.add_attribute(Attribute::Bold),
        Look::Late => shown.fg(Color::DarkRed),
        Look::Due => shown.fg(Color::DarkYellow),
        Look::Done => shown.fg(Color::DarkGreen),
        Look::Dim => shown.add_attribute(Attribute::Dim),
    }
}
