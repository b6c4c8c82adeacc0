//! The top, which is always visible: the release, its state, what is late and blocked, in the words of `octorel status`.

use super::canvas::Canvas;
use crate::document::brief;
use crate::render::{safe, text};
use crate::ui::Model;
use crate::ui::paint::{draw_lines, printed};
use crate::ui::state::UiState;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(super) fn lines(model: &Model, state: &UiState, width: usize) -> Vec<String> {
    let text = text(brief(&model.status, model.page(width)), width);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // The first line names the release.
    for warning in state.trouble.iter().chain(model.warnings.first()) {
        let warning = format!("\u{1b}[31mWARNING\u{1b}[0m  {}", safe(warning));
        lines.insert(1, warning);
    }
    lines
}

impl Canvas<'_> {
    pub(super) fn top(self, buffer: &mut Buffer, area: Rect) {
        let lines = lines(self.model, self.state, usize::from(area.width));
        let mut lines = printed(&lines.join("\n"), self.theme);
        let height = usize::from(area.height);
        if lines.len() > height {
            lines[height - 1].push_span(" …");
        }
        draw_lines(buffer, area, lines);
    }
}
