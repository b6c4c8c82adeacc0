//! Draws a model and a state into a buffer. Pure, and only what is visible is laid out.

mod bottom;
mod canvas;
mod detail;
mod groups;
mod items;
mod overlay;
mod top;

use self::canvas::Canvas;
use super::areas::{Contents, SMALLEST};
use super::state::{Side, UiState};
use super::{Model, Theme};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Widget, Wrap};

pub(super) fn draw(frame: &mut Frame<'_>, model: &Model, state: &UiState, theme: Theme) {
    let canvas = Canvas { model, state, theme };
    let buffer = frame.buffer_mut();
    let Some(areas) = state.areas else {
        let Rect { width, height, .. } = buffer.area;
        let (columns, rows) = SMALLEST;
        let text = format!("{width}×{height} is too small; at least {columns}×{rows} required");
        return Paragraph::new(text).wrap(Wrap { trim: true }).render(buffer.area, buffer);
    };
    canvas.top(buffer, areas.top);
    let mut dialogs = state.dialogs.iter().rev();
    if let Some(dialog) = dialogs.find(|dialog| overlay::covers(dialog)) {
        canvas.overlay(buffer, areas.body, dialog);
    } else {
        canvas.groups(buffer, areas.left);
        canvas.items(buffer, areas.right);
        canvas.detail(buffer, areas.detail);
    }
    let cursor = canvas.bottom(buffer, &areas);
    theme.replace_signs(buffer);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

pub(super) fn contents(model: &Model, state: &UiState, width: usize) -> Contents {
    Contents {
        top: top::lines(model, state, width).len(),
        message: bottom::message(state).len(),
        right: state.side == Side::Right,
    }
}

#[cfg(test)]
pub(super) mod tests;
