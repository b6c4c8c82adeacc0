//! What is always before the eyes: the release, the verdict, what is late and blocked, in the words of `octorel status`.

use super::super::model::{Model, TOP_LINES};
use super::super::paint::{Piece, printed, write};
use super::super::state::UiState;
use super::{Canvas, line_of};
use crate::render::text::brief;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// On a screen of fewer columns each kind of item has one line.
const ROOMY: usize = 110;

/// The lines of the top, as commands print them.
pub(super) fn lines(model: &Model, state: &UiState, width: usize) -> Vec<String> {
    let most = if width < ROOMY { 1 } else { TOP_LINES };
    let text = brief(&model.status, most, model.paper(width));
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let wrong = state.trouble.iter().chain(model.warnings.first());
    // The first line names the release.
    for line in wrong {
        lines.insert(
            1,
            format!("\u{1b}[31mWARNING\u{1b}[0m  {}", crate::render::safe(line)),
        );
    }
    lines
}

impl Canvas<'_> {
    pub(super) fn top(self, buffer: &mut Buffer, area: Rect) {
        let lines = lines(self.model, self.state, usize::from(area.width));
        for (i, line) in lines.iter().enumerate() {
            for pieces in printed(line, self.theme) {
                let pieces: Vec<Piece> = pieces;
                write(buffer, line_of(area, i), &pieces);
            }
        }
    }
}
