//! A model and a state onto a buffer. Pure: what is drawn depends on the arguments alone, and only what is seen is laid out.

mod bottom;
mod detail;
mod groups;
mod items;
mod overlay;
mod top;

use super::model::Model;
use super::paint::{Theme, piece, write};
use super::plan::{SMALLEST, Wishes};
use super::state::{Side, UiState};
use crate::render::text::TextStyle;
use crate::render::width::wrap;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

/// Draws a frame.
pub(super) fn draw(frame: &mut Frame<'_>, model: &Model, state: &UiState, theme: Theme) {
    let sheet = Canvas {
        model,
        state,
        theme,
    };
    let cursor = sheet.draw(frame.buffer_mut());
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// How much room the parts want.
pub(super) fn wishes(model: &Model, state: &UiState, width: usize) -> Wishes {
    Wishes {
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
    /// Draws everything, and says where the cursor stands, if something is typed.
    fn draw(self, buffer: &mut Buffer) -> Option<Position> {
        let Some(plan) = self.state.plan else {
            too_small(buffer);
            return None;
        };
        self.top(buffer, plan.top);
        let dialogs = self.state.dialogs.iter();
        if let Some(dialog) = dialogs.rev().find(|dialog| overlay::covers(dialog)) {
            self.overlay(buffer, plan.body, dialog);
        } else {
            self.groups(buffer, plan.left);
            self.items(buffer, plan.right);
            self.detail(buffer, plan.detail);
        }
        let cursor = self.bottom(buffer, &plan);
        self.theme.settle(buffer);
        cursor
    }

    fn style(self, look: TextStyle) -> Style {
        self.theme.style(look)
    }
}

/// Says that there is no room.
fn too_small(buffer: &mut Buffer) {
    let area = buffer.area;
    let (width, height) = SMALLEST;
    let line = format!(
        "{}×{} is too small; {width}×{height} will do",
        area.width, area.height
    );
    for (i, line) in wrap(&line, usize::from(area.width)).iter().enumerate() {
        let row = line_of(area, i);
        write(buffer, row, &[piece(line, Style::new())]);
    }
}

/// The line of an area at a position; empty below its end.
fn line_of(area: Rect, position: usize) -> Rect {
    let y = u16::try_from(position)
        .unwrap_or(u16::MAX)
        .saturating_add(area.y);
    let height = u16::from(y < area.bottom());
    Rect {
        y: y.min(area.bottom()),
        height,
        ..area
    }
}

/// The columns of a line from one on, so many of them.
fn columns(line: Rect, from: u16, width: u16) -> Rect {
    let x = line.x.saturating_add(from).min(line.right());
    let width = width.min(line.right() - x);
    Rect { x, width, ..line }
}

/// Shows that a line is chosen: one bar, in which words alone say what colour says elsewhere.
fn choose(buffer: &mut Buffer, line: Rect) {
    let bar = Style::new()
        .fg(Color::Reset)
        .add_modifier(Modifier::REVERSED);
    buffer.set_style(line, bar.remove_modifier(Modifier::DIM));
}

#[cfg(test)]
mod tests;
