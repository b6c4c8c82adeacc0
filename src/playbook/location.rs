//! Lines and places in the text of a file.
//!
//! YAML ends a line with `\n`, with `\r\n`, or with `\r` alone. Readers and [`super::snippet`] share this definition, so
//! that a problem is shown with its own line.

use super::problem::At;
use serde_yaml::Location;

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

/// The first byte of each line.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    let mut end = 0;
    let ended = lines(text).filter(|line| line.ends_with(['\n', '\r']));
    let later = ended.map(|line| {
        end += line.len();
        end
    });
    std::iter::once(0).chain(later).collect()
}

/// The place of a value: its first line, if it spans several.
pub(super) fn place(location: Location, text: &str, file: usize) -> At {
    let span = location.span();
    let number = |n| usize::try_from(n).unwrap_or(usize::MAX);
    // An error of the scanner has no bytes.
    let by_character = || text.char_indices().nth(number(span.offset())).map(|(byte, _)| byte);
    let start = span.byte_offset().map(number).filter(|&start| text.is_char_boundary(start));
    let start = start.or_else(by_character).unwrap_or(text.len());
    let end = start.saturating_add(number(span.byte_len().unwrap_or(0))).min(text.len());
    let end = (start..=end).rfind(|&end| text.is_char_boundary(end));
    let marked = &text[start..end.unwrap_or(start)];
    let marked = marked.split(['\n', '\r']).next().unwrap_or("").trim_end();
    At { file, start, end: start + marked.len() }
}
