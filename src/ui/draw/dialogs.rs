//! Dialogs over the lists, and the bottom: what the last command printed, the most important keys, and the command line.

use super::{Canvas, below, indented};
use crate::document::Style;
use crate::ui::Output;
use crate::ui::areas::{Areas, DIALOG_HEAD, list_height};
use crate::ui::keys::BINDINGS;
use crate::ui::paint::{Listing, draw_field, draw_lines, printed, widest};
use crate::ui::state::{CommandDialog, Dialog, MESSAGE_LINES, UiState, lines};
use ratatui::buffer::Buffer;
use ratatui::layout::Constraint::{Fill, Length};
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

pub(super) fn message(state: &UiState) -> Vec<&str> {
    lines(state.message.as_deref().unwrap_or_default()).take(MESSAGE_LINES).collect()
}

/// Says whether a dialog covers the lists. A command line needs only the bottom.
pub(super) fn covers(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Command(command) => !command.completions.is_empty(),
        Dialog::Output(..) => true,
    }
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
        let short = BINDINGS.iter().map(|b| (b.keys, b.short)).filter(|(_, word)| !word.is_empty());
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

    pub(super) fn overlay(self, buffer: &mut Buffer, area: Rect, dialog: &Dialog) {
        match dialog {
            Dialog::Output(output, top) => self.output(buffer, area, output, *top),
            Dialog::Command(command) => self.completions(buffer, area, command),
        }
    }

    fn title(self, buffer: &mut Buffer, area: Rect, text: &str, about: &str) {
        let mut title = self.theme.line(text, Style::Strong);
        title.push_span(self.theme.span(about, Style::Dim));
        draw_lines(buffer, indented(area), [title]);
    }

    fn completions(self, buffer: &mut Buffer, area: Rect, command: &CommandDialog) {
        let CommandDialog { completions, top, .. } = command;
        let visible = completions.iter().skip(*top).take(list_height(area));
        let (count, all) = (visible.len(), completions.len());
        let title = match count < all {
            true => format!("{} to {} of {all}; Tab: more", top + 1, top + count),
            false => "completions".to_owned(),
        };
        self.title(buffer, area, &title, "");
        let word = widest(visible.clone().map(|one| &*one.value)).min(area.width / 2);
        let rows = visible.map(|one| {
            let word = self.theme.line(&one.value, Style::Plain);
            vec![Line::default(), word, self.theme.line(&one.text, Style::Dim)]
        });
        Listing::new([Length(1), Length(word), Fill(1)], rows).render(below(area, 1), buffer);
    }

    fn output(self, buffer: &mut Buffer, area: Rect, output: &Output, top: usize) {
        let mut lines = printed(&output.text, self.theme);
        if lines.is_empty() {
            lines.push(self.theme.line("nothing yet", Style::Dim));
        }
        let (all, height) = (lines.len(), list_height(area));
        let top = top.min(all);
        let end = all.min(top + height);
        let position = match end - top < all {
            true => format!("  lines {} to {end} of {all}", top + 1),
            false => String::new(),
        };
        self.title(buffer, area, &output.line, &position);
        draw_lines(buffer, indented(below(area, DIALOG_HEAD)), lines.drain(top..end));
    }
}
