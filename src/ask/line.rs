//! A line of text that is being typed: the text, the cursor in it, and what the keys of an editor do to them.

use super::Key;
use crate::render::safe;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text and the place of the cursor, which is always between two characters as people see them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Line {
    text: String,
    /// In bytes.
    cursor: usize,
}

impl Line {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Inserts text. Line breaks and tabs become spaces; other control characters are left out.
    pub(super) fn insert(&mut self, text: &str) {
        let text = text.replace("\r\n", " ");
        let plain = text.chars().filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        });
        let plain: String = plain.collect();
        self.text.insert_str(self.cursor, &plain);
        self.cursor += plain.len();
    }

    /// Does what a key of an editor does. Keys that are none leave the line as it is.
    pub(super) fn press(&mut self, key: Key) {
        match key {
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Left => self.cursor = self.before(),
            Key::Right => self.cursor = self.behind(),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.text.len(),
            Key::Backspace => self.delete_from(self.before()),
            Key::Delete => {
                let end = self.behind();
                self.text.replace_range(self.cursor..end, "");
            }
            Key::DeleteWord => self.delete_from(self.word()),
            Key::DeleteBefore => self.delete_from(0),
            Key::DeleteBehind => self.text.truncate(self.cursor),
            Key::Enter
            | Key::Leave
            | Key::Mark
            | Key::Up
            | Key::Down
            | Key::PageUp
            | Key::PageDown => {}
        }
    }

    /// The part of the line that fits into so many columns and has the cursor in it, and the cursor's column there.
    pub(super) fn window(&self, width: usize) -> (String, usize) {
        let (before, behind) = self.text.split_at(self.cursor);
        let (before, behind) = (safe(before), safe(behind));
        let mut start = before.len();
        let mut column = 0;
        for (at, c) in before.char_indices().rev() {
            let wide = c.width().unwrap_or_default();
            // The cursor needs a column of its own.
            if column + wide >= width {
                break;
            }
            column += wide;
            start = at;
        }
        let mut shown = before[start..].to_owned();
        let mut used = column;
        for c in behind.chars() {
            used += c.width().unwrap_or_default();
            if used > width {
                break;
            }
            shown.push(c);
        }
        debug_assert!(shown.width() <= width.max(1));
        (shown, column)
    }

    fn delete_from(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    /// Where the character before the cursor begins, with what is written onto it.
    fn before(&self) -> usize {
        let mut chars = self.text[..self.cursor].char_indices().rev();
        let base = chars.find(|(_, c)| c.width() != Some(0));
        base.map_or(0, |(at, _)| at)
    }

    /// Where the character behind the cursor ends, with what is written onto it.
    fn behind(&self) -> usize {
        let rest = &self.text[self.cursor..];
        let mut chars = rest.char_indices().skip(1);
        let next = chars.find(|(_, c)| c.width() != Some(0));
        self.cursor + next.map_or(rest.len(), |(at, _)| at)
    }

    /// Where the word before the cursor begins.
    fn word(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.rfind(char::is_whitespace).map_or(0, |at| {
            at + before[at..].chars().next().map_or(0, char::len_utf8)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line typed from the left, with the keys after it.
    fn line(text: &str, keys: &[Key]) -> Line {
        let mut line = Line::default();
        line.insert(text);
        for &key in keys {
            line.press(key);
        }
        line
    }

    fn text(typed: &str, keys: &[Key]) -> String {
        line(typed, keys).text
    }

    #[test]
    fn text_goes_in_at_the_cursor() {
        let keys = [
            Key::Left,
            Key::Left,
            Key::Char('x'),
            Key::End,
            Key::Char('!'),
        ];
        assert_eq!(text("abc", &keys), "axbc!");
        assert_eq!(text("abc", &[Key::Home, Key::Char('é')]), "éabc");
    }

    #[test]
    fn what_is_deleted_is_a_character_as_people_see_it() {
        assert_eq!(text("日本", &[Key::Backspace]), "日");
        assert_eq!(text("cafe\u{301}", &[Key::Backspace]), "caf");
        assert_eq!(text("e\u{301}a", &[Key::Home, Key::Delete]), "a");
        assert_eq!(text("", &[Key::Backspace, Key::Delete, Key::Left]), "");
    }

    #[test]
    fn words_and_ends_of_the_line_are_deleted_at_once() {
        assert_eq!(text("one two  ", &[Key::DeleteWord]), "one ");
        assert_eq!(text("no\u{3000}日本", &[Key::DeleteWord]), "no\u{3000}");
        assert_eq!(text("one two", &[Key::Left, Key::DeleteBefore]), "o");
        assert_eq!(
            text("one two", &[Key::Home, Key::Right, Key::DeleteBehind]),
            "o"
        );
    }

    #[test]
    fn a_paste_stays_on_one_line_and_acts_on_nothing() {
        assert_eq!(
            text("one\r\ntwo\tthree\u{1b}[2J\u{7}", &[]),
            "one two three[2J"
        );
    }

    #[test]
    fn the_cursor_is_where_the_next_character_will_stand() {
        assert_eq!(line("日本", &[]).window(20), ("日本".to_owned(), 4));
        assert_eq!(
            line("日本", &[Key::Left]).window(20),
            ("日本".to_owned(), 2)
        );
        let hidden = line("a\u{202e}b", &[]).window(20);
        assert_eq!(hidden, ("a\\u{202e}b".to_owned(), 10));
    }

    #[test]
    fn of_a_long_line_the_part_around_the_cursor_is_shown() {
        assert_eq!(line("abcdefgh", &[]).window(5), ("efgh".to_owned(), 4));
        assert_eq!(
            line("abcdefgh", &[Key::Home]).window(5),
            ("abcde".to_owned(), 0)
        );
        assert_eq!(line("日本語", &[]).window(4), ("語".to_owned(), 2));
    }
}
