//! The state of a list that typing narrows down: which entries match what is typed, in which order, and which one is selected.
//!
//! Pure, without looks and keys. The prompts of commands (`ask`) and the search and menus of the full-screen program use it.

use super::areas::{list_height, scrolled};
use crate::terminal::TextField;
use crossterm::event::{KeyCode, KeyEvent};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};
use ratatui::layout::Rect;
use std::cmp::Reverse;

/// A list of entries, the text that filters them, and the selected entry.
#[derive(Debug, Clone, Default)]
pub(super) struct PickerState {
    /// The typed text. Change it through [`PickerState::edit`].
    pub(super) line: TextField,
    /// The entries that match the typed text, best first, as positions among all entries.
    pub(super) found: Vec<usize>,
    /// The selected entry, as a position in `found`.
    pub(super) at: usize,
    entries: Vec<SearchableEntry>,
}

/// What an entry is found by.
#[derive(Debug, Clone)]
struct SearchableEntry {
    /// An entry whose name equals the typed text comes first, then entries whose name begins with it.
    name: String,
    text: Utf32String,
}

impl PickerState {
    /// A list of entries, each with its name and the whole text to search.
    pub(super) fn new(entries: impl IntoIterator<Item = (String, String)>) -> Self {
        let entries =
            entries.into_iter().map(|(name, text)| SearchableEntry { name, text: text.into() });
        let entries: Vec<_> = entries.collect();
        Self { found: (0..entries.len()).collect(), entries, ..Self::default() }
    }

    /// The position of the selected entry among all entries; none if nothing matches.
    pub(super) fn selected(&self) -> Option<usize> {
        self.found.get(self.at).copied()
    }

    /// The first visible entry in a dialog of the full-screen program.
    pub(super) fn top(&self, body: Rect) -> usize {
        scrolled(0, self.at, self.found.len(), list_height(body))
    }

    /// Moves the selection, within the entries that match.
    pub(super) fn step(&mut self, lines: isize) {
        let last = self.found.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(lines).min(last);
    }

    /// Does what a key means: it moves the selection or changes the typed text.
    pub(super) fn press(&mut self, key: KeyEvent, page: isize) {
        match key.code {
            KeyCode::Up => self.step(-1),
            KeyCode::Down => self.step(1),
            KeyCode::PageUp => self.step(-page),
            KeyCode::PageDown => self.step(page),
            _ => self.edit(|line| line.press(key)),
        }
    }

    /// Changes the typed text, and filters again if it has changed.
    pub(super) fn edit(&mut self, edit: impl FnOnce(&mut TextField)) {
        let before = self.line.text().to_owned();
        edit(&mut self.line);
        if self.line.text() != before {
            self.filter();
        }
    }

    /// Finds the entries that contain the typed words; if there are none, those that contain their letters in order.
    fn filter(&mut self) {
        self.at = 0;
        let text = self.line.text().trim();
        self.found = match text {
            "" => (0..self.entries.len()).collect(),
            _ => self.matching(text, AtomKind::Substring),
        };
        if self.found.is_empty() {
            self.found = self.matching(text, AtomKind::Fuzzy);
        }
    }

    /// The entries that match a text, best first.
    fn matching(&self, text: &str, kind: AtomKind) -> Vec<usize> {
        let pattern = Pattern::new(text, CaseMatching::Ignore, Normalization::Smart, kind);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut rated = Vec::with_capacity(self.entries.len());
        for (i, entry) in self.entries.iter().enumerate() {
            if let Some(score) = pattern.score(entry.text.slice(..), &mut matcher) {
                let name = entry.name.as_str();
                rated.push((name != text, !name.starts_with(text), Reverse(score), i));
            }
        }
        rated.sort_unstable();
        rated.into_iter().map(|(.., i)| i).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::PickerState;

    fn found(text: &str) -> Vec<usize> {
        let entries = [
            ("1.2", "1.2 Identify cross-team dependencies Release Manager 10 days late"),
            ("2.1", "2.1 Confirm all PRs merged 3 days late"),
            ("2.11", "2.11 Décision: naïve path"),
            ("12.1", "12.1 Deploy to staging"),
        ];
        let entries = entries.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let mut list = PickerState::new(entries);
        list.edit(|line| line.insert(text));
        list.found
    }

    #[test]
    fn letters_in_order_match_only_if_no_entry_contains_the_words() {
        assert_eq!(found("late dep"), [0]);
        assert_eq!(found("dply"), [3, 0]);
        assert_eq!(found("DECISION"), [2]);
    }

    #[test]
    fn an_exact_name_comes_first_then_names_that_start_with_the_text() {
        assert_eq!(found("2.1"), [1, 2, 3]);
    }
}
