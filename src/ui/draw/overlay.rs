//! What is drawn over the lists: menus, search results, texts to read.

use super::canvas::{Canvas, below, indented};
use crate::document::Style;
use crate::document::words::count;
use crate::ui::areas::{DIALOG_HEAD, list_height};
use crate::ui::dialog::{CommandDialog, Dialog, MenuDialog, OutputDialog};
use crate::ui::paint::{Listing, draw_lines, printed, widest};
use crate::ui::search::SearchDialog;
use ratatui::buffer::Buffer;
use ratatui::layout::Constraint::{Fill, Length};
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Says whether a dialog covers the lists. A question that is answered by typing needs only the bottom.
pub(super) fn covers(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Text(_) => false,
        Dialog::Command(command) => !command.completions.is_empty(),
        Dialog::Menu(_) | Dialog::Search(_) | Dialog::Output(_) => true,
    }
}

impl Canvas<'_> {
    pub(super) fn overlay(self, buffer: &mut Buffer, area: Rect, dialog: &Dialog) {
        match dialog {
            Dialog::Menu(menu) => self.menu(buffer, area, menu),
            Dialog::Search(search) => self.search(buffer, area, search),
            Dialog::Output(output) => self.output(buffer, area, output),
            Dialog::Command(command) => self.completions(buffer, area, command),
            Dialog::Text(_) => {}
        }
    }

    fn title(self, buffer: &mut Buffer, area: Rect, text: &str, about: &str) {
        let mut title = self.line(text, Style::Strong);
        title.push_span(self.span(about, Style::Dim));
        draw_lines(buffer, indented(area), [title]);
    }

    fn menu(self, buffer: &mut Buffer, area: Rect, menu: &MenuDialog) {
        let entries = &menu.menu.entries;
        self.title(buffer, area, &menu.menu.question, "");
        let top = menu.list.top(area);
        let name = widest(entries.iter().map(|entry| &*entry.name)).min(area.width / 2);
        let visible = entries.iter().enumerate().skip(top).take(list_height(area));
        let rows = visible.map(|(i, entry)| {
            let number = if i < 9 { (i + 1).to_string() } else { String::new() };
            vec![
                self.line(&number, Style::Dim).right_aligned(),
                self.line(&entry.name, Style::Plain),
                self.line(&entry.about, Style::Dim),
            ]
        });
        let listing = Listing::new([Length(4), Length(name), Fill(1)], rows);
        let selected = Some(menu.list.at - top);
        Listing { selected, ..listing }.render(below(area, 1), buffer);
    }

    fn search(self, buffer: &mut Buffer, area: Rect, search: &SearchDialog) {
        let list = &search.list;
        let found = match list.found.len() {
            0 => "no match".to_owned(),
            found => count(found, "found", "found"),
        };
        self.title(buffer, area, &found, "");
        let top = list.top(area);
        let visible = search.finds().skip(top).take(list_height(area));
        let name = widest(visible.clone().map(|find| &*find.name)).min(area.width * 3 / 5);
        let number = widest(visible.clone().map(|find| &*find.number)).max(4);
        let rows = visible.map(|find| {
            vec![
                self.line(&format!(" {}", find.kind), Style::Dim),
                self.line(&find.number, Style::Dim),
                self.line(&find.name, Style::Plain),
                self.line(&find.about, Style::Dim),
            ]
        });
        let listing = Listing::new([Length(9), Length(number), Length(name), Fill(1)], rows);
        Listing { selected: Some(list.at - top), ..listing }.render(below(area, 1), buffer);
    }

    /// Completions of the last word, as a shell lists them.
    fn completions(self, buffer: &mut Buffer, area: Rect, command: &CommandDialog) {
        let CommandDialog { completions, top, .. } = command;
        let visible = completions.iter().skip(*top).take(list_height(area));
        let (count, all) = (visible.len(), completions.len());
        let title = match count < all {
            true => format!("{} to {} of {all}; Tab: more", top + 1, top + count),
            false => "completions".to_owned(),
        };
        self.title(buffer, area, &title, "");
        let word = widest(visible.clone().map(|one| &*one.word)).min(area.width / 2);
        let rows = visible.map(|one| {
            let word = self.line(&one.word, Style::Plain);
            vec![Line::default(), word, self.line(&one.about, Style::Dim)]
        });
        Listing::new([Length(1), Length(word), Fill(1)], rows).render(below(area, 1), buffer);
    }

    fn output(self, buffer: &mut Buffer, area: Rect, output: &OutputDialog) {
        let mut lines = printed(&output.text, self.theme);
        if lines.is_empty() {
            lines.push(self.line("nothing yet", Style::Dim));
        }
        let (all, height) = (lines.len(), list_height(area));
        let top = output.top.min(all);
        let end = all.min(top + height);
        let position = match end - top < all {
            true => format!("  lines {} to {end} of {all}", top + 1),
            false => String::new(),
        };
        self.title(buffer, area, &output.line, &position);
        draw_lines(buffer, indented(below(area, DIALOG_HEAD)), lines.drain(top..end));
    }
}
