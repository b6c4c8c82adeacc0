//! The bottom: what the last command printed, the most important keys or the question, and the command line.

use super::{Canvas, indented};
use crate::document::Style;
use crate::ui::areas::Areas;
use crate::ui::keys::BINDINGS;
use crate::ui::paint::{draw_field, draw_lines, printed};
use crate::ui::state::{Dialog, MESSAGE_LINES, UiState, lines};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

pub(super) fn message(state: &UiState) -> Vec<&str> {
    lines(state.message.as_deref().unwrap_or_default()).take(MESSAGE_LINES).collect()
}

impl Canvas<'_> {
    /// Draws the bottom. Returns the position of the cursor, if something is being typed.
    pub(super) fn bottom(self, buffer: &mut Buffer, areas: &Areas) -> Option<Position> {
        let message = message(self.state).join("\n");
        draw_lines(buffer, areas.message, printed(&message, self.theme));
        let footer = indented(areas.footer);
        let (line, field) = match self.state.dialogs.last() {
            Some(Dialog::Command(command)) => {
                let keys = "any command; Tab complete   ↑ ↓ history   Esc cancel";
                (keys.to_owned(), Some(&command.field))
            }
            Some(Dialog::Output(output, _)) => {
                self.hints(buffer, footer, "↑ ↓ scroll   Esc or q back");
                (output.line.clone(), None)
            }
            None => {
                draw_lines(buffer, footer, [self.keys(usize::from(footer.width))]);
                let last = self.state.history.last().cloned();
                (last.unwrap_or_else(|| "The equivalent command appears here".to_owned()), None)
            }
        };
        self.hints(buffer, indented(areas.line), &line);
        field.map(|text| draw_field(buffer, footer, self.theme, "octorel ", text))
    }

    /// The most important keys, as many as fit. How to see all of them and how to quit always fits.
    fn keys(self, width: usize) -> Line<'static> {
        let short = BINDINGS.iter().filter_map(|b| Some((b.keys, b.short?)));
        let (always, others): (Vec<_>, Vec<_>) =
            short.partition(|(keys, _)| ["?", "q Ctrl-C"].contains(keys));
        let hint = |(keys, word): (&str, &str)| {
            let key = keys.split(' ').next().unwrap_or_default();
            Line::from(vec![
                self.theme.span(key, Style::Strong),
                self.theme.span(&format!(" {word}  "), Style::Dim),
            ])
        };
        let always: Vec<Line<'static>> = always.into_iter().map(hint).collect();
        let mut left = width.saturating_sub(always.iter().map(Line::width).sum());
        let others = others.into_iter().map(hint).take_while(|hint| {
            let fits = hint.width() <= left;
            left = left.saturating_sub(hint.width());
            fits
        });
        others.chain(always).flatten().collect()
    }

    fn hints(self, buffer: &mut Buffer, area: Rect, text: &str) {
        draw_lines(buffer, area, [self.theme.line(text, Style::Dim)]);
    }
}
