//! Truncates and wraps text by its width in columns of a terminal. A flag, an emoji or an accented letter is never split.

use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_truncate::UnicodeTruncateStr;
use unicode_width::UnicodeWidthStr;

/// The space between two columns.
pub(crate) const GAP: usize = 2;

/// A flexible column is never narrower than this, even where that makes lines too wide.
pub(crate) const NARROWEST: usize = 16;

/// The width of a column of labels, which is the same on every screen.
pub(crate) const LABEL: usize = 9;

/// Truncates a text to `width` columns. If anything is missing, the text ends in `…`.
pub(crate) fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return Cow::Borrowed(text);
    }
    match width.checked_sub(1) {
        Some(room) => Cow::Owned(fitting(text, room).trim_end().to_owned() + "…"),
        None => Cow::Borrowed(""),
    }
}

/// The longest start of a text that fits into `width` columns.
pub(crate) fn fitting(text: &str, width: usize) -> &str {
    // Only the start is looked at: wrapping asks again for each line of a long word.
    let start = &text.as_bytes()[..text.len().min(width.saturating_add(1))];
    if start.is_ascii() {
        return &text[..width.min(text.len())];
    }
    text.unicode_truncate(width).0
}

/// Breaks a text into lines of at most `width` columns: between words, and within words that are longer than a line.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<&str> {
    lines(text, width, |_| true)
}

/// Like [`wrap`], but keeps each URL in one piece, so that it can be opened. A long one stands on a line of its own.
pub(crate) fn wrap_around_urls(text: &str, width: usize) -> Vec<&str> {
    lines(text, width, |word| !word.contains("://"))
}

/// Puts each word, or each piece of one that is wider than a line, on the last line if it fits there.
fn lines(text: &str, width: usize, may_break: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    let mut start = 0;
    for word in text.split(' ') {
        let end = start + word.len();
        let is_broken = word.width() > width && may_break(word);
        loop {
            let rest = &text[start..end];
            let piece = if is_broken { first_piece(rest, width) } else { rest };
            let stop = start + piece.len();
            let columns = piece.width();
            match lines.last_mut() {
                Some(line) if used + columns <= width => line.end = stop,
                _ => {
                    lines.push(start..stop);
                    used = 0;
                }
            }
            used += columns;
            start = stop;
            if start == end {
                break;
            }
        }
        // The space after it.
        used += 1;
        start += 1;
    }
    lines.into_iter().map(|line| text[line].trim_end()).collect()
}

/// The part of a word that fits on a line: at least one character.
fn first_piece(word: &str, width: usize) -> &str {
    match fitting(word, width) {
        "" => word.graphemes(true).next().unwrap_or(word),
        piece => piece,
    }
}

#[cfg(test)]
mod tests {
    use super::{truncate, wrap, wrap_around_urls};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn text_is_truncated_by_columns() {
        for (text, width, expected) in [
            ("日本語", 6, "日本語"),
            ("日本語", 5, "日本…"),
            ("one two", 5, "one…"),
            ("🇩🇪🇫🇷🇪🇸", 4, "🇩🇪…"),
            ("x", 0, ""),
            ("لالالالا", 3, "لا…"),
        ] {
            assert_eq!(truncate(text, width), expected);
        }
    }

    #[test]
    fn text_is_wrapped_between_words_and_within_long_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("日本語日本語", 5), ["日本", "語日", "本語"]);
        assert_eq!(wrap("", 3), [""]);
        assert_eq!(wrap("日", 1), ["日"]);
    }

    #[test]
    fn a_word_of_many_lines_is_wrapped_in_linear_time() {
        for letters in ["日x", "abc"] {
            let word = letters.repeat(300_000);
            let text = format!("before {word} after it");
            let lines = wrap(&text, 30);
            let (first, last) = (lines.first().unwrap(), lines.last().unwrap());
            assert_eq!((*first, *last), ("before", "after it"));
            assert_eq!(lines[1..lines.len() - 1].concat(), word);
            assert!(lines.iter().all(|line| line.width() <= 30));
        }
    }

    #[test]
    fn a_long_url_is_on_a_line_of_its_own() {
        let text = "see https://a.example/with/a/long/path for more";
        let expected = ["see", "https://a.example/with/a/long/path", "for more"];
        assert_eq!(wrap_around_urls(text, 20), expected);
        assert!(wrap(text, 20).iter().all(|line| line.width() <= 20));
    }
}
