//! Lines and places in the text of a file.
//!
//! YAML ends a line with `\n`, with `\r\n`, or with `\r` alone. Readers and [`super::snippet`] share this definition, so
//! that a problem is shown with its own line.

use super::problem::At;
use serde_yaml::Location;
use std::ops::Range;

/// The lines of a text, each with its end.
pub(super) fn lines(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let end = match text.find(['\n', '\r']) {
            Some(at) if text[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
            None => text.len(),
        };
        let (line, rest) = text.split_at(end);
        text = rest;
        (!line.is_empty()).then_some(line)
    })
}

/// The first byte of the line that contains byte `at`.
pub(super) fn start_of_line(text: &str, at: usize) -> usize {
    let (before, rest) = text.split_at(at);
    let ends_there = rest.starts_with('\n');
    let before = before.strip_suffix('\r').filter(|_| ends_there).unwrap_or(before);
    before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The place of a part of a file, by its bytes.
pub(super) fn part(range: Range<usize>, text: &str, file: usize) -> At {
    let line_start = start_of_line(text, range.start);
    At {
        file,
        line: lines(&text[..line_start]).count() + 1,
        column: text[line_start..range.start].chars().count() + 1,
        start: range.start,
        end: range.end,
    }
}

/// The place of a value: its first line, if it spans several.
pub(super) fn place(location: Location, text: &str, file: usize) -> At {
    let number = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok());
    let line = number(Some(location.line())).unwrap_or(0).max(1);
    let column = number(Some(location.column())).unwrap_or(0).max(1);
    let start = (number(location.span().byte_offset()))
        .filter(|&start| text.is_char_boundary(start))
        .unwrap_or_else(|| byte_of(text, line, column));
    let end = start + number(location.span().byte_len()).unwrap_or(0);
    let end = (start..=end.min(text.len())).rfind(|&end| text.is_char_boundary(end));
    let marked = &text[start..end.unwrap_or(start)];
    let marked = marked.split(['\n', '\r']).next().unwrap_or("").trim_end();
    At { file, line, column, start, end: start + marked.len() }
}

/// The first byte of a column, or the end of the line if the line is shorter.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = lines(text).take(line - 1).map(str::len).sum();
    let rest = text[before..].split(['\n', '\r']).next().unwrap_or("");
    let inside = rest.char_indices().nth(column - 1);
    before + inside.map_or(rest.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::{lines, start_of_line};

    #[test]
    fn every_kind_of_line_ending_ends_a_line() {
        let text = "a\r\nb\rc\n\r\nd";
        let all: Vec<_> = lines(text).collect();
        assert_eq!(all, ["a\r\n", "b\r", "c\n", "\r\n", "d"]);
        let mut start = 0;
        for line in all {
            for at in start..start + line.len() {
                assert_eq!(start_of_line(text, at), start, "byte {at}");
            }
            start += line.len();
        }
    }
}
