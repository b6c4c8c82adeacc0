//! Draws a model and a state into a buffer. Pure, and only what is visible is laid out.

mod bottom;
mod detail;
mod groups;
mod items;
mod overlay;
mod top;

use super::areas::{Contents, SMALLEST};
use super::model::Model;
use super::paint::{Theme, draw_lines, span};
use super::state::{Side, UiState};
use crate::render::text::TextStyle;
use crate::render::width::wrap;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// Draws a frame.
pub(super) fn draw(frame: &mut Frame<'_>, model: &Model, state: &UiState, theme: Theme) {
    let canvas = Canvas { model, state, theme };
    if let Some(cursor) = canvas.draw(frame.buffer_mut()) {
        frame.set_cursor_position(cursor);
    }
}

/// How much room the parts need.
pub(super) fn contents(model: &Model, state: &UiState, width: usize) -> Contents {
    Contents {
        top: top::lines(model, state, width).len(),
        message: bottom::message(state).len(),
        right: state.side == Side::Right,
    }
}

/// What is drawn, and how.
#[derive(Clone, Copy)]
struct Canvas<'a> {
    model: &'a Model,
    state: &'a UiState,
    theme: Theme,
}

impl Canvas<'_> {
    /// Draws everything. Returns the position of the cursor, if something is being typed.
    fn draw(self, buffer: &mut Buffer) -> Option<Position> {
        let Some(areas) = self.state.areas else {
            self.too_small(buffer);
            return None;
        };
        self.top(buffer, areas.top);
        let dialogs = self.state.dialogs.iter();
        if let Some(dialog) = dialogs.rev().find(|dialog| overlay::covers(dialog)) {
            self.overlay(buffer, areas.body, dialog);
        } else {
            self.groups(buffer, areas.left);
            self.items(buffer, areas.right);
            self.detail(buffer, areas.detail);
        }
        let cursor = self.bottom(buffer, &areas);
        self.theme.replace_signs(buffer);
        cursor
    }

    fn too_small(self, buffer: &mut Buffer) {
        let Rect { width, height, .. } = buffer.area;
        let (columns, rows) = SMALLEST;
        let text = format!("{width}×{height} is too small; {columns}×{rows} will do");
        let lines = wrap(&text, usize::from(width)).into_iter();
        let lines = lines.map(|line| self.line(line, TextStyle::Plain));
        draw_lines(buffer, buffer.area, lines);
    }

    fn span(self, text: &str, style: TextStyle) -> Span<'static> {
        span(text, self.theme.style(style))
    }

    fn line(self, text: &str, style: TextStyle) -> Line<'static> {
        self.span(text, style).into()
    }
}

/// The area without its first `rows`.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// The area without its first column.
fn indented(area: Rect) -> Rect {
    let columns = area.width.min(1);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

#[cfg(test)]
mod tests;
