//! The text that is being typed, the cursor in it, and what an edit does to them.

use super::Edit;
use crate::render::safe;
use crossterm::event::KeyEvent;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text and the place of the cursor, which is always between two characters as people see them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    text: String,
    /// In bytes.
    cursor: usize,
}

impl Line {
    /// A line with the cursor at its end.
    pub(crate) fn of(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(text);
        line
    }

    /// A line with the cursor between two parts.
    pub(crate) fn around(before: &str, behind: &str) -> Self {
        let mut line = Self::of(before);
        line.text.push_str(behind);
        line
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    pub(crate) fn before(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Inserts text, as when it is pasted. Line breaks and tabs become spaces, but for breaks at the end; other control
    /// characters are left out.
    pub(crate) fn insert(&mut self, text: &str) {
        let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ");
        let plain = text.chars().filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        });
        let plain: String = plain.collect();
        self.text.insert_str(self.cursor, &plain);
        self.cursor += plain.len();
    }

    /// Does what a key means. Keys that mean nothing in a line leave it as it is.
    pub(crate) fn press(&mut self, key: KeyEvent) {
        if let Some(edit) = Edit::of(key) {
            self.edit(edit);
        }
    }

    pub(crate) fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Insert(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Edit::Left => self.cursor = self.left(),
            Edit::Right => self.cursor = self.right(),
            Edit::Home => self.cursor = 0,
            Edit::End => self.cursor = self.text.len(),
            Edit::Backspace => self.cut(self.left(), self.cursor),
            Edit::Delete => self.cut(self.cursor, self.right()),
            Edit::DeleteWord => self.cut(self.word(), self.cursor),
            Edit::DeleteBefore => self.cut(0, self.cursor),
            Edit::DeleteBehind => self.cut(self.cursor, self.text.len()),
        }
    }

    /// The part of the line that fits into so many columns and has the cursor in it, and the cursor's column there.
    pub(crate) fn window(&self, width: usize) -> (String, usize) {
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

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    /// Where the character before the cursor begins, with what is written onto it.
    fn left(&self) -> usize {
        let mut chars = self.text[..self.cursor].char_indices().rev();
        let base = chars.find(|(_, c)| c.width() != Some(0));
        base.map_or(0, |(at, _)| at)
    }

    /// Where the character behind the cursor ends, with what is written onto it.
    fn right(&self) -> usize {
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

    /// A line typed from the left, and edited after that.
    fn line(text: &str, edits: &[Edit]) -> Line {
        let mut line = Line::of(text);
        for &edit in edits {
            line.edit(edit);
        }
        line
    }

    fn text(typed: &str, edits: &[Edit]) -> String {
        line(typed, edits).text
    }

    #[test]
    fn text_goes_in_at_the_cursor() {
        let edits = [
            Edit::Left,
            Edit::Left,
            Edit::Insert('x'),
            Edit::End,
            Edit::Insert('!'),
        ];
        assert_eq!(text("abc", &edits), "axbc!");
        assert_eq!(text("abc", &[Edit::Home, Edit::Insert('é')]), "éabc");
    }

    #[test]
    fn what_is_deleted_is_a_character_as_people_see_it() {
        assert_eq!(text("日本", &[Edit::Backspace]), "日");
        assert_eq!(text("cafe\u{301}", &[Edit::Backspace]), "caf");
        assert_eq!(text("e\u{301}a", &[Edit::Home, Edit::Delete]), "a");
        assert_eq!(text("", &[Edit::Backspace, Edit::Delete, Edit::Left]), "");
    }

    #[test]
    fn words_and_ends_of_the_line_are_deleted_at_once() {
        assert_eq!(text("one two  ", &[Edit::DeleteWord]), "one ");
        assert_eq!(text("no\u{3000}日本", &[Edit::DeleteWord]), "no\u{3000}");
        assert_eq!(text("one two", &[Edit::Left, Edit::DeleteBefore]), "o");
        assert_eq!(
            text("one two", &[Edit::Home, Edit::Right, Edit::DeleteBehind]),
            "o"
        );
    }

    #[test]
    fn a_paste_stays_on_one_line_and_acts_on_nothing() {
        assert_eq!(
            text("one\r\ntwo\tthree\u{1b}[2J\u{7}\n", &[]),
            "one two three[2J"
        );
    }

    #[test]
    fn a_line_can_be_begun_around_the_cursor() {
        let mut line = Line::around("tick 2.4 ", "--note x");
        line.insert("2.5 ");
        assert_eq!(line.before(), "tick 2.4 2.5 ");
        assert_eq!(line.text(), "tick 2.4 2.5 --note x");
    }

    #[test]
    fn the_cursor_is_where_the_next_character_will_stand() {
        assert_eq!(line("日本", &[]).window(20), ("日本".to_owned(), 4));
        assert_eq!(
            line("日本", &[Edit::Left]).window(20),
            ("日本".to_owned(), 2)
        );
        let hidden = line("a\u{202e}b", &[]).window(20);
        assert_eq!(hidden, ("a\\u{202e}b".to_owned(), 10));
    }

    #[test]
    fn of_a_long_line_the_part_around_the_cursor_is_shown() {
        assert_eq!(line("abcdefgh", &[]).window(5), ("efgh".to_owned(), 4));
        assert_eq!(
            line("abcdefgh", &[Edit::Home]).window(5),
            ("abcde".to_owned(), 0)
        );
        assert_eq!(line("日本語", &[]).window(4), ("語".to_owned(), 2));
    }
}
