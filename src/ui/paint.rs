//! How text is drawn: the theme, lines and columns that end in `…` where they do not fit, and text as commands print it.
//!
//! Only the terminal's sixteen colours are used, and each repeats what a word or a sign says. The selected line is reversed.

use crate::document;
use crate::document::width::truncate;
use crate::render::{ascii, safe};
use crate::terminal::TextField;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Row, StatefulWidget, Table, TableState, Widget};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

const NARROWEST_FIELD: u16 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub colour: bool,
    /// Draw signs in ASCII. Letters stay as they are.
    pub ascii: bool,
}

impl Theme {
    pub(super) fn style(self, kind: document::Style) -> Style {
        let style = Style::new();
        match kind {
            document::Style::Plain | document::Style::Link => style,
            document::Style::Strong | document::Style::Code => style.add_modifier(Modifier::BOLD),
            document::Style::Late => self.coloured(style, Color::Red),
            document::Style::Due => self.coloured(style, Color::Yellow),
            document::Style::Done => self.coloured(style, Color::Green),
            document::Style::Dim => style.add_modifier(Modifier::DIM),
        }
    }

    /// Text with a style, harmless for a terminal.
    pub(super) fn span(self, text: &str, kind: document::Style) -> Span<'static> {
        span(text, self.style(kind))
    }

    pub(super) fn line(self, text: &str, kind: document::Style) -> Line<'static> {
        self.span(text, kind).into()
    }

    fn coloured(self, style: Style, colour: Color) -> Style {
        if self.colour { style.fg(colour) } else { style }
    }

    /// Replaces the signs that are not ASCII, if the theme is ASCII.
    pub(super) fn replace_signs(self, buffer: &mut Buffer) {
        if !self.ascii {
            return;
        }
        for cell in &mut buffer.content {
            if let Cow::Owned(plain) = ascii(cell.symbol()) {
                cell.set_symbol(&plain);
            }
        }
    }
}

fn span(text: &str, style: Style) -> Span<'static> {
    Span::styled(safe(text).into_owned(), style)
}

/// A line, truncated to `width` columns. If anything is missing, it ends in `…`.
pub(super) fn fit(line: Line<'static>, width: u16) -> Line<'static> {
    let mut left = usize::from(width);
    if line.width() <= left {
        return line;
    }
    let mut spans = Vec::new();
    for Span { content, style } in line.spans {
        let width = content.width();
        spans.push(Span::styled(truncate(&content, left).into_owned(), style));
        if width > left {
            break;
        }
        left -= width;
    }
    Line { spans, ..line }
}

pub(super) fn draw_lines(
    buffer: &mut Buffer,
    area: Rect,
    lines: impl IntoIterator<Item = Line<'static>>,
) {
    for (line, row) in lines.into_iter().zip(area.intersection(buffer.area).rows()) {
        fit(line, area.width).render(row, buffer);
    }
}

/// Draws a question and the typed text, and returns the position of the cursor. Of a long text the part around the cursor is
/// shown.
pub(super) fn draw_field(
    buffer: &mut Buffer,
    area: Rect,
    theme: Theme,
    question: &str,
    text: &TextField,
) -> Position {
    let question = theme.line(question, document::Style::Strong);
    let width = u16::try_from(question.width()).unwrap_or(u16::MAX);
    let left = width.min(area.width.saturating_sub(NARROWEST_FIELD));
    let [left, right] = [Constraint::Length(left), Constraint::Fill(1)];
    let [left, right] = Layout::horizontal([left, right]).areas(area);
    let (text, column) = text.window(usize::from(right.width));
    draw_lines(buffer, left, [question]);
    draw_lines(buffer, right, [theme.line(&text, document::Style::Plain)]);
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let x = right.x.saturating_add(column);
    Position::new(x.min(area.right().saturating_sub(1)), area.y)
}

/// Rows of cells in columns. A cell that does not fit ends in `…`.
pub(super) struct Listing {
    pub(super) columns: Vec<Constraint>,
    pub(super) spacing: u16,
    pub(super) rows: Vec<Vec<Line<'static>>>,
    pub(super) selected: Option<usize>,
}

impl Listing {
    pub(super) fn new(
        columns: impl Into<Vec<Constraint>>,
        rows: impl Iterator<Item = Vec<Line<'static>>>,
    ) -> Self {
        Self { columns: columns.into(), spacing: 2, rows: rows.collect(), selected: None }
    }
}

impl Widget for Listing {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let widths = Layout::horizontal(&self.columns).spacing(self.spacing).split(area);
        let rows = self.rows.into_iter().map(|cells| {
            let cells = cells.into_iter().zip(widths.iter());
            Row::new(cells.map(|(cell, area)| fit(cell, area.width)))
        });
        // One bar, in which words alone say what colour says elsewhere.
        let bar = Style::new().fg(Color::Reset).add_modifier(Modifier::REVERSED);
        let table = Table::new(rows, self.columns)
            .column_spacing(self.spacing)
            .row_highlight_style(bar.remove_modifier(Modifier::DIM));
        let mut state = TableState::new().with_selected(self.selected);
        StatefulWidget::render(table, area, buffer, &mut state);
    }
}

pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> u16 {
    let widest = texts.map(|text| safe(text).width()).max();
    u16::try_from(widest.unwrap_or_default()).unwrap_or(u16::MAX)
}

/// Reads the output of a command, line by line. Each ESC in it begins a style: foreign text contains none, see
/// `render::safe`, and captured output has no links.
pub(super) fn printed(text: &str, theme: Theme) -> Vec<Line<'static>> {
    let mut style = Style::new();
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut spans = Vec::new();
        for (i, piece) in line.split('\u{1b}').enumerate() {
            let mut text = piece;
            if i > 0 {
                let (codes, after) = piece.split_once('m').unwrap_or((piece, ""));
                let codes = codes.trim_start_matches('[').split(';');
                style = codes.fold(style, |style, code| turned(style, code, theme));
                text = after;
            }
            if !text.is_empty() {
                spans.push(span(text, style));
            }
        }
        lines.push(Line::from(spans));
    }
    lines
}

/// Adds an attribute, by its ANSI number, to a style.
fn turned(style: Style, number: &str, theme: Theme) -> Style {
    match number {
        "1" => style.add_modifier(Modifier::BOLD),
        "2" => style.add_modifier(Modifier::DIM),
        "4" => style.add_modifier(Modifier::UNDERLINED),
        "31" | "91" => theme.coloured(style, Color::Red),
        "32" | "92" => theme.coloured(style, Color::Green),
        "33" | "93" => theme.coloured(style, Color::Yellow),
        "34" | "94" => theme.coloured(style, Color::Blue),
        "35" | "95" => theme.coloured(style, Color::Magenta),
        "36" | "96" => theme.coloured(style, Color::Cyan),
        _ => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Theme, fit, printed, span};
    use ratatui::style::Style;
    use ratatui::text::Line;

    #[test]
    fn a_line_that_does_not_fit_ends_in_one_ellipsis() {
        let spans = ["日本語日本語", " · held by dana"].map(|text| span(text, Style::new()));
        let fitted = fit(Line::from(spans.to_vec()), 8);
        assert_eq!(fitted.to_string(), "日本語…");
    }

    #[test]
    fn printed_text_keeps_its_styles() {
        let theme = Theme { colour: false, ascii: false };
        let text = "\u{1b}[31mNOT READY\u{1b}[0m  \u{1b}[1mx\u{1b}[0m\n\nend";
        let texts: Vec<Vec<String>> = (printed(text, theme).into_iter())
            .map(|line| line.iter().map(ToString::to_string).collect())
            .collect();
        assert_eq!(texts, [vec!["NOT READY", "  ", "x"], vec![], vec!["end"]]);
    }
}
