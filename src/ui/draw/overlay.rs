//! What is drawn over the lists: menus, search results, texts to read, the page of keys.

use super::{Canvas, below, indented};
use crate::render::text::{TextStyle, count};
use crate::ui::areas::{DIALOG_HEAD, list_height};
use crate::ui::dialog::{CommandDialog, Dialog, MenuDialog, OutputDialog, key_rows};
use crate::ui::keys::BINDINGS;
use crate::ui::paint::{Listing, draw_lines, printed, widest};
use crate::ui::search::SearchDialog;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Says whether a dialog covers the lists. A question that is answered by typing needs only the bottom.
pub(super) fn covers(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Text(_) => false,
        Dialog::Command(command) => !command.completions.is_empty(),
        Dialog::Menu(_) | Dialog::Search(_) | Dialog::Output(_) | Dialog::Keys { .. } => true,
    }
}

impl Canvas<'_> {
    pub(super) fn overlay(self, buffer: &mut Buffer, area: Rect, dialog: &Dialog) {
        match dialog {
            Dialog::Menu(menu) => self.menu(buffer, area, menu),
            Dialog::Search(search) => self.search(buffer, area, search),
            Dialog::Output(output) => self.output(buffer, area, output),
            Dialog::Keys { top } => self.page_of_keys(buffer, area, *top),
            Dialog::Command(command) => self.completions(buffer, area, command),
            Dialog::Text(_) => {}
        }
    }

    fn title(self, buffer: &mut Buffer, area: Rect, text: &str) {
        draw_lines(buffer, indented(area), [self.line(text, TextStyle::Strong)]);
    }

    /// A title that says which of all lines are visible, if not all are.
    fn scrolled_title(self, buffer: &mut Buffer, area: Rect, text: &str, seen: Seen) {
        let Seen { top, end, all } = seen;
        let mut title = self.line(text, TextStyle::Strong);
        if end - top < all {
            let place = format!("  lines {} to {end} of {all}", top + 1);
            title.push_span(self.span(&place, TextStyle::Dim));
        }
        draw_lines(buffer, indented(area), [title]);
    }

    fn menu(self, buffer: &mut Buffer, area: Rect, menu: &MenuDialog) {
        let entries = &menu.menu.entries;
        self.title(buffer, area, &menu.menu.question);
        let top = menu.list.top(area);
        let name = widest(entries.iter().map(|entry| &*entry.name)).min(area.width / 2);
        let seen = entries.iter().enumerate().skip(top).take(list_height(area));
        let rows = seen.map(|(i, entry)| {
            let number = if i < 9 { (i + 1).to_string() } else { String::new() };
            vec![
                self.line(&number, TextStyle::Dim).right_aligned(),
                self.line(&entry.name, TextStyle::Plain),
                self.line(&entry.about, TextStyle::Dim),
            ]
        });
        let listing = Listing {
            widths: vec![4, name, u16::MAX],
            flexible: 2,
            spacing: 2,
            rows: rows.collect(),
            selected: Some(menu.list.at - top),
        };
        listing.render(below(area, 1), buffer);
    }

    fn search(self, buffer: &mut Buffer, area: Rect, search: &SearchDialog) {
        let list = &search.list;
        let found = match list.found.len() {
            0 => "nothing is like it".to_owned(),
            found => count(found, "found", "found"),
        };
        self.title(buffer, area, &found);
        let top = list.top(area);
        let seen = search.finds().skip(top).take(list_height(area));
        let name = widest(seen.clone().map(|find| &*find.name)).min(area.width * 3 / 5);
        let number = widest(seen.clone().map(|find| &*find.number)).max(4);
        let rows = seen.map(|find| {
            vec![
                self.line(&format!(" {}", find.kind), TextStyle::Dim),
                self.line(&find.number, TextStyle::Dim),
                self.line(&find.name, TextStyle::Plain),
                self.line(&find.about, TextStyle::Dim),
            ]
        });
        let listing = Listing {
            widths: vec![9, number, name, u16::MAX],
            flexible: 3,
            spacing: 2,
            rows: rows.collect(),
            selected: Some(list.at - top),
        };
        listing.render(below(area, 1), buffer);
    }

    /// Completions of the last word, as a shell lists them.
    fn completions(self, buffer: &mut Buffer, area: Rect, command: &CommandDialog) {
        let all = &command.completions;
        let seen = all.iter().skip(command.top).take(list_height(area));
        let title = match seen.len() < all.len() {
            true => format!(
                "{} to {} of {}; Tab shows more",
                command.top + 1,
                command.top + seen.len(),
                all.len()
            ),
            false => "what may stand here".to_owned(),
        };
        self.title(buffer, area, &title);
        let word = widest(seen.clone().map(|one| &*one.word)).min(area.width / 2);
        let rows = seen.map(|one| {
            vec![
                Line::default(),
                self.line(&one.word, TextStyle::Plain),
                self.line(&one.about, TextStyle::Dim),
            ]
        });
        let listing = Listing {
            widths: vec![1, word, u16::MAX],
            flexible: 2,
            spacing: 2,
            rows: rows.collect(),
            selected: None,
        };
        listing.render(below(area, 1), buffer);
    }

    fn output(self, buffer: &mut Buffer, area: Rect, output: &OutputDialog) {
        let mut lines = printed(&output.text, self.theme);
        if lines.is_empty() {
            lines.push(self.line("nothing yet", TextStyle::Dim));
        }
        let seen = Seen::new(output.top, lines.len(), area);
        self.scrolled_title(buffer, area, &output.line, seen);
        let lines = lines.drain(seen.top..seen.end);
        draw_lines(buffer, indented(below(area, DIALOG_HEAD)), lines);
    }

    fn page_of_keys(self, buffer: &mut Buffer, area: Rect, top: usize) {
        let count = key_rows(area.width);
        let seen = Seen::new(top, count, area);
        self.scrolled_title(buffer, area, "all keys", seen);
        let area = indented(below(area, DIALOG_HEAD));
        // Where there is room, the second half stands beside the first.
        let half = match count < BINDINGS.len() {
            true => area.width / 2,
            false => area.width,
        };
        let rows = (seen.top..seen.end).map(|row| {
            let bindings = BINDINGS.iter().skip(row).step_by(count);
            let cells = bindings.flat_map(|binding| {
                [
                    self.line(binding.keys, TextStyle::Strong),
                    self.line(binding.help, TextStyle::Plain),
                ]
            });
            cells.collect()
        });
        let listing = Listing {
            widths: vec![10, half.saturating_sub(10), 10, u16::MAX],
            flexible: 3,
            spacing: 0,
            rows: rows.collect(),
            selected: None,
        };
        listing.render(area, buffer);
    }
}

/// Which of all lines are visible.
#[derive(Clone, Copy)]
struct Seen {
    top: usize,
    end: usize,
    all: usize,
}

impl Seen {
    fn new(top: usize, all: usize, area: Rect) -> Self {
        let top = top.min(all);
        let end = (top + list_height(area)).min(all);
        Self { top, end, all }
    }
}
