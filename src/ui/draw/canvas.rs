//! What the parts of the screen share: the state to draw, and text in its styles.

use crate::document::Style;
use crate::document::words::people;
use crate::playbook::Role;
use crate::ui::state::UiState;
use crate::ui::{Model, Theme};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

#[derive(Clone, Copy)]
pub(super) struct Canvas<'a> {
    pub(super) model: &'a Model,
    pub(super) state: &'a UiState,
    pub(super) theme: Theme,
}

impl Canvas<'_> {
    pub(super) fn span(self, text: &str, style: Style) -> Span<'static> {
        self.theme.span(text, style)
    }

    pub(super) fn line(self, text: &str, style: Style) -> Line<'static> {
        self.theme.line(text, style)
    }

    pub(super) fn holders(self, role: &Role) -> String {
        people(self.model.release.progress.holders(&role.id))
    }
}

pub(super) fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// The area without its first column.
pub(super) fn indented(area: Rect) -> Rect {
    let columns = area.width.min(1);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}
