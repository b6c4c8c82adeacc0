//! What is drawn over the lists: completions, texts to read.

use super::{Canvas, below, indented};
use crate::document::Style;
use crate::ui::Output;
use crate::ui::areas::{DIALOG_HEAD, list_height};
use crate::ui::paint::{Listing, draw_lines, printed, widest};
use crate::ui::state::{CommandDialog, Dialog};
use ratatui::buffer::Buffer;
use ratatui::layout::Constraint::{Fill, Length};
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Says whether a dialog covers the lists. A command line needs only the bottom.
pub(super) fn covers(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Command(command) => !command.completions.is_empty(),
        Dialog::Output(..) => true,
    }
}

impl Canvas<'_> {
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
