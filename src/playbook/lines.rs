//! The lines of a file as YAML counts them: each ends with `\n`, with `\r\n`, or with a `\r` alone. `node`, `syntax` and `snippet`
//! ask here, so that a problem is shown with the line that it is about.

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

/// The byte at which the line begins that holds byte `at`.
pub(super) fn start_of_line(text: &str, at: usize) -> usize {
    let (before, rest) = text.split_at(at);
    let ends_there = rest.starts_with('\n');
    let before = before
        .strip_suffix('\r')
        .filter(|_| ends_there)
        .unwrap_or(before);
    before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::{lines, start_of_line};

    #[test]
    fn a_line_ends_as_any_system_ends_it() {
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
