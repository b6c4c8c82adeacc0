//! Draws a model and a state into a buffer. Pure, and only what is visible is laid out.

mod dialogs;
mod groups;
mod items;

use super::areas::{Areas, SMALLEST};
use super::model::Group;
use super::paint::{draw_lines, printed};
use super::state::UiState;
use super::{Model, Theme};
use crate::document::words::people;
use crate::document::{self, Document, Page, Style, brief};
use crate::playbook::Role;
use crate::render::{safe, text};
use crate::view::{PhasesView, RolesView, ShowView};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Offset, Rect};
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
    if let Some(dialog) = dialogs.find(|dialog| dialogs::covers(dialog)) {
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

/// The areas of a screen for what it has to show.
pub(super) fn areas(screen: Rect, model: &Model, state: &UiState) -> Option<Areas> {
    let top = top(model, state, screen.width.into()).len();
    Areas::new(screen, top, dialogs::message(state).len(), state.side)
}

/// The top, which is always visible: the release, its state, what is late and blocked, in the words of `octorel status`.
fn top(model: &Model, state: &UiState, width: usize) -> Vec<String> {
    let text = text(brief(&model.status, model.page(width)), width);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // The first line names the release.
    for warning in state.trouble.iter().chain(model.warnings.first()) {
        lines.insert(1, format!("\u{1b}[31mWARNING\u{1b}[0m  {}", safe(warning)));
    }
    lines
}

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct Canvas<'a> {
    model: &'a Model,
    state: &'a UiState,
    theme: Theme,
}

impl Canvas<'_> {
    fn top(self, buffer: &mut Buffer, area: Rect) {
        let lines = top(self.model, self.state, area.width.into());
        let mut lines = printed(&lines.join("\n"), self.theme);
        let height = usize::from(area.height);
        if lines.len() > height {
            lines[height - 1].push_span(" …");
        }
        draw_lines(buffer, area, lines);
    }

    /// Details of the selected item, in the words of `octorel show`, or of the selected group.
    fn detail(self, buffer: &mut Buffer, area: Rect) {
        let (release, now) = (&self.model.release, self.model.now);
        let width = usize::from(area.width).saturating_sub(2);
        let page = self.model.page(width);
        let row = self.state.row();
        let document = match (row, self.state.groups.chosen()) {
            (Some(row), _) => document::detail(&ShowView::new(release, row.place, now), page),
            (None, Some(group)) => self.about_group(group, page),
            (None, None) => Document::default(),
        };
        let mut lines = printed(&text(document, width), self.theme);
        let height = usize::from(area.height);
        if lines.len() > height && height > 2 {
            let more = lines.len() - (height - 1);
            let number = row.map_or(String::new(), |row| release.playbook.number(row.place));
            let more = format!("… {more} more: Enter, or octorel show {number}");
            lines[height - 1] = self.theme.line(&more, Style::Dim);
        }
        draw_lines(buffer, indented(area), lines);
    }

    /// The heading of the screen that shows a group in full.
    fn about_group(self, group: Group, page: Page) -> Document {
        let (release, now) = (&self.model.release, self.model.now);
        let mut document = match group {
            Group::Next => Document::of("required items, most urgent first, then optional ones"),
            Group::Phase(position) => {
                let id = &release.playbook.phases[position].id;
                document::phases(&PhasesView::new(release, Some(id), now), page)
            }
            Group::Role(position) => {
                let id = &release.playbook.roles[position].id;
                document::roles(&RolesView::new(release, Some(id), now), page)
            }
        };
        document.blocks.truncate(1);
        document
    }

    fn holders(self, role: &Role) -> String {
        people(self.model.release.progress.holders(&role.id))
    }
}

fn below(area: Rect, rows: u16) -> Rect {
    area.intersection(area.offset(Offset { x: 0, y: rows.into() }))
}

/// The area without its first column.
fn indented(area: Rect) -> Rect {
    area.intersection(area.offset(Offset { x: 1, y: 0 }))
}

#[cfg(test)]
pub(super) mod tests;
