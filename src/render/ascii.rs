//! octorel's own signs in ASCII, one character for one, so that no column moves.
//!
//! This is the one table. It is applied where text is printed or drawn, so to foreign text in it too; letters stay.

use std::borrow::Cow;

/// Each sign, and its replacement of the same width.
const TABLE: [(char, char); 19] = [
    ('✓', '+'),
    ('☐', 'o'),
    ('✗', '!'),
    ('↶', '<'),
    ('–', '-'),
    ('—', '-'),
    ('·', '-'),
    ('█', '#'),
    ('░', '.'),
    ('◆', '*'),
    ('▸', '>'),
    ('›', '>'),
    ('▾', 'v'),
    ('→', '>'),
    ('←', '<'),
    ('↑', '^'),
    ('↓', 'v'),
    ('×', 'x'),
    ('…', '~'),
];

pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| plain(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| plain(c).unwrap_or(c)).collect())
}

fn plain(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    let row = TABLE.iter().find(|(sign, _)| *sign == c);
    row.map(|(_, ascii)| *ascii)
}

#[cfg(test)]
mod tests {
    use super::{TABLE, ascii};
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn an_ascii_symbol_is_as_wide_as_its_unicode_symbol() {
        for (sign, ascii) in TABLE {
            assert!(ascii.is_ascii_graphic(), "{sign}");
            assert_eq!(sign.width(), Some(1), "{sign}");
        }
    }

    #[test]
    fn letters_are_unchanged() {
        assert_eq!(ascii("✓  é 日本 🚀 … ✗"), "+  é 日本 🚀 ~ !");
    }
}
