//! One line of text being typed, with a cursor.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A line and the place of the cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Edit {
    text: String,
    /// In bytes, between two characters.
    at: usize,
}

impl Edit {
    /// A line with the cursor at its end.
    pub(super) fn of(text: &str) -> Self {
        let mut edit = Self::default();
        edit.insert(text);
        edit
    }

    /// A line with the cursor between two parts.
    pub(super) fn around(before: &str, behind: &str) -> Self {
        let mut edit = Self::of(before);
        edit.text.push_str(behind);
        edit
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    pub(super) fn before(&self) -> &str {
        &self.text[..self.at]
    }

    /// Takes a text in at the cursor, as when it is pasted. A line break becomes a space.
    pub(super) fn insert(&mut self, text: &str) {
        for c in text.trim_end_matches(['\r', '\n']).chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') {
                ' '
            } else {
                c
            };
            if !c.is_control() {
                self.text.insert(self.at, c);
                self.at += c.len_utf8();
            }
        }
    }

    /// Does what a key means in a line; says whether it means anything.
    pub(super) fn on_key(&mut self, key: KeyEvent) -> bool {
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            return self.on_control(key.code);
        }
        if key.modifiers.contains(KeyModifiers::ALT) {
            return false;
        }
        match key.code {
            KeyCode::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            KeyCode::Backspace => self.cut(self.left(), self.at),
            KeyCode::Delete => self.cut(self.at, self.right()),
            KeyCode::Left => self.at = self.left(),
            KeyCode::Right => self.at = self.right(),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.text.len(),
            _ => return false,
        }
        true
    }

    fn on_control(&mut self, code: KeyCode) -> bool {
        match code {
            KeyCode::Char('a') => self.at = 0,
            KeyCode::Char('e') => self.at = self.text.len(),
            KeyCode::Char('b') => self.at = self.left(),
            KeyCode::Char('f') => self.at = self.right(),
            KeyCode::Char('h') => self.cut(self.left(), self.at),
            KeyCode::Char('d') => self.cut(self.at, self.right()),
            KeyCode::Char('u') => self.cut(0, self.at),
            KeyCode::Char('k') => self.cut(self.at, self.text.len()),
            KeyCode::Char('w') => self.cut(self.word(), self.at),
            _ => return false,
        }
        true
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.at = from;
    }

    fn left(&self) -> usize {
        let before = self.before().char_indices();
        before.last().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        let next = self.text[self.at..].chars().next();
        self.at + next.map_or(0, char::len_utf8)
    }

    /// Where the word before the cursor begins.
    fn word(&self) -> usize {
        let before = self.before().trim_end();
        before.rfind(char::is_whitespace).map_or(0, |space| {
            space + before[space..].chars().next().map_or(0, char::len_utf8)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Edit;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    fn typed(edit: &mut Edit, keys: &[KeyCode]) -> String {
        for &code in keys {
            edit.on_key(KeyEvent::new(code, KeyModifiers::NONE));
        }
        format!("{}|{}", edit.before(), &edit.text()[edit.before().len()..])
    }

    fn control(edit: &mut Edit, c: char) -> String {
        edit.on_key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
        typed(edit, &[])
    }

    #[test]
    fn a_line_is_edited_by_characters_not_bytes() {
        let mut edit = Edit::of("é日🚀");
        assert_eq!(typed(&mut edit, &[KeyCode::Left]), "é日|🚀");
        assert_eq!(typed(&mut edit, &[KeyCode::Backspace]), "é|🚀");
        assert_eq!(typed(&mut edit, &[KeyCode::Char('x')]), "éx|🚀");
        assert_eq!(typed(&mut edit, &[KeyCode::Delete, KeyCode::Delete]), "éx|");
        assert_eq!(typed(&mut edit, &[KeyCode::Home, KeyCode::Left]), "|éx");
        assert_eq!(typed(&mut edit, &[KeyCode::End, KeyCode::Right]), "éx|");
    }

    #[test]
    fn control_keys_cut_as_in_a_shell() {
        let mut edit = Edit::of("one two three");
        assert_eq!(control(&mut edit, 'w'), "one two |");
        assert_eq!(control(&mut edit, 'w'), "one |");
        assert_eq!(control(&mut edit, 'a'), "|one ");
        assert_eq!(control(&mut edit, 'k'), "|");
        assert_eq!(control(&mut edit, 'u'), "|");
    }

    #[test]
    fn what_is_pasted_is_one_line_without_controls() {
        let mut edit = Edit::default();
        edit.insert("two\nlines\u{1b}[31m\n");
        assert_eq!(edit.text(), "two lines[31m");
    }
}
