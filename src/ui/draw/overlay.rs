//! What lies over the lists: menus, finds, texts to read, the page of keys.

use super::super::dialog::{Dialog, Menu, Reading, Typing, key_rows};
use super::super::form::Choice;
use super::super::keys::BINDINGS;
use super::super::paint::{piece, printed, write};
use super::super::search::Search;
use super::super::state::{DIALOG_HEAD, list_height, list_top};
use super::{Canvas, choose, columns, line_of};
use crate::render::safe;
use crate::render::text::TextStyle;
use crate::render::width::truncate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Says whether a dialog takes the place of the lists; a question that is typed needs the bottom only.
pub(super) fn covers(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Asking(_) => false,
        Dialog::Typing(typing) => !typing.candidates.is_empty(),
        Dialog::Choosing(_) | Dialog::Searching(_) | Dialog::Reading(_) | Dialog::Keys { .. } => {
            true
        }
    }
}

impl Canvas<'_> {
    pub(super) fn overlay(self, buffer: &mut Buffer, area: Rect, dialog: &Dialog) {
        match dialog {
            Dialog::Choosing(Menu { choice, list, .. }) => {
                self.choice(buffer, area, choice, list.at);
            }
            Dialog::Searching(search) => self.search(buffer, area, search),
            Dialog::Reading(reading) => self.reading(buffer, area, reading),
            Dialog::Keys { top } => self.page_of_keys(buffer, area, *top),
            Dialog::Typing(typing) => self.candidates(buffer, area, typing),
            Dialog::Asking(_) => {}
        }
    }

    fn title(self, buffer: &mut Buffer, area: Rect, text: &str) {
        let head = columns(line_of(area, 0), 1, area.width);
        write(buffer, head, &[piece(text, self.style(TextStyle::Strong))]);
    }

    /// The same, and where one is if not all lines are seen: the first, behind the last, how many there are.
    fn scrolled_title(
        self,
        buffer: &mut Buffer,
        area: Rect,
        text: &str,
        lines: (usize, usize, usize),
    ) {
        let (top, seen, all) = lines;
        let place = match seen - top < all {
            true => format!("  lines {} to {seen} of {all}", top + 1),
            false => String::new(),
        };
        let head = columns(line_of(area, 0), 1, area.width);
        let pieces = [
            piece(text, self.style(TextStyle::Strong)),
            piece(&place, self.style(TextStyle::Dim)),
        ];
        write(buffer, head, &pieces);
    }

    fn choice(self, buffer: &mut Buffer, area: Rect, choice: &Choice, at: usize) {
        self.title(buffer, area, &choice.ask);
        let widest = choice.entries.iter().map(|entry| entry.name.width()).max();
        let name = widest.unwrap_or_default().min(usize::from(area.width) / 2);
        let top = list_top(choice.entries.len(), at, area);
        let height = list_height(area);
        for (i, entry) in choice.entries.iter().enumerate().skip(top).take(height) {
            let line = line_of(area, i - top + 1);
            let number = if i < 9 {
                (i + 1).to_string()
            } else {
                String::new()
            };
            let text = truncate(&entry.name, name);
            let pad = " ".repeat(name - text.width().min(name) + 2);
            write(
                buffer,
                line,
                &[
                    piece(&format!("{number:>4}  "), self.style(TextStyle::Dim)),
                    piece(&text, self.style(TextStyle::Plain)),
                    piece(&pad, self.style(TextStyle::Plain)),
                    piece(&entry.about, self.style(TextStyle::Dim)),
                ],
            );
            if i == at {
                choose(buffer, line);
            }
        }
    }

    fn search(self, buffer: &mut Buffer, area: Rect, search: &Search) {
        let found = match search.list.found.len() {
            0 => "nothing is like it".to_owned(),
            found => crate::render::text::count(found, "found", "found"),
        };
        self.title(buffer, area, &found);
        let top = list_top(search.list.found.len(), search.list.at, area);
        let height = list_height(area);
        let seen = search.finds().enumerate().skip(top).take(height);
        let widest = seen.clone().map(|(_, find)| find.name.width()).max();
        let room = usize::from(area.width) * 3 / 5;
        let name = widest.unwrap_or_default().min(room);
        for (i, find) in seen {
            let line = line_of(area, i - top + 1);
            let text = truncate(&find.name, name);
            let pad = " ".repeat(name - text.width().min(name) + 2);
            let pieces = [
                piece(&format!(" {:<8}  ", find.kind), self.style(TextStyle::Dim)),
                piece(&format!("{:<4}  ", find.number), self.style(TextStyle::Dim)),
                piece(&text, self.style(TextStyle::Plain)),
                piece(&pad, self.style(TextStyle::Plain)),
                piece(&find.about, self.style(TextStyle::Dim)),
            ];
            write(buffer, line, &pieces);
            if i == search.list.at {
                choose(buffer, line);
            }
        }
    }

    /// What may stand in the place of the last word, as a shell lists it.
    fn candidates(self, buffer: &mut Buffer, area: Rect, typing: &Typing) {
        let all = &typing.candidates;
        let seen = all.iter().skip(typing.top).take(list_height(area));
        let last = typing.top + seen.len();
        let place = match seen.len() < all.len() {
            true => format!(
                "{} to {last} of {}; Tab shows more",
                typing.top + 1,
                all.len()
            ),
            false => "what may stand here".to_owned(),
        };
        self.title(buffer, area, &place);
        let widest = seen.clone().map(|one| one.word.width()).max();
        let word = widest.unwrap_or_default().min(usize::from(area.width) / 2);
        for (i, one) in seen.enumerate() {
            let shown = safe(&one.word);
            let text = truncate(&shown, word);
            let pad = " ".repeat(word - text.width().min(word) + 2);
            let pieces = [
                piece(&format!("   {text}"), self.style(TextStyle::Plain)),
                piece(&pad, self.style(TextStyle::Plain)),
                piece(&one.about, self.style(TextStyle::Dim)),
            ];
            write(buffer, line_of(area, i + 1), &pieces);
        }
    }

    fn reading(self, buffer: &mut Buffer, area: Rect, reading: &Reading) {
        let mut lines = printed(&reading.text, self.theme);
        if lines.is_empty() {
            lines.push(vec![piece("nothing yet", self.style(TextStyle::Dim))]);
        }
        let height = list_height(area);
        let top = reading.top.min(lines.len());
        let seen = (top + height).min(lines.len());
        self.scrolled_title(buffer, area, &reading.line, (top, seen, lines.len()));
        for (i, pieces) in lines[top..seen].iter().enumerate() {
            let line = columns(line_of(area, i + DIALOG_HEAD), 1, area.width);
            write(buffer, line, pieces);
        }
    }

    fn page_of_keys(self, buffer: &mut Buffer, area: Rect, top: usize) {
        let height = list_height(area);
        let rows = key_rows(area.width);
        let wide = rows < BINDINGS.len();
        let seen = (top + height).min(rows);
        self.scrolled_title(buffer, area, "all keys", (top, seen, rows));
        for i in 0..rows.min(height) {
            let line = columns(line_of(area, i + DIALOG_HEAD), 1, area.width);
            let second = wide.then(|| (columns(line, line.width / 2, line.width), i + top + rows));
            for (place, at) in [(line, i + top)].into_iter().chain(second) {
                let Some(binding) = BINDINGS.get(at) else {
                    continue;
                };
                write(
                    buffer,
                    place,
                    &[
                        piece(
                            &format!("{:<10}", binding.keys),
                            self.style(TextStyle::Strong),
                        ),
                        piece(binding.help, self.style(TextStyle::Plain)),
                    ],
                );
            }
        }
    }
}
