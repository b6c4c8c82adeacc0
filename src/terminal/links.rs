//! Makes URLs in text links that a terminal opens (OSC 8). The URL stays visible.

use std::env;
use std::fmt::Write;
use supports_hyperlinks::supports_hyperlinks;

/// The beginnings of a URL.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Punctuation at the end of a sentence, not of a URL.
const CLOSING: [char; 10] = ['.', ',', ';', ':', '!', '?', ')', ']', '"', '\''];

/// Says whether to write links: with `FORCE_HYPERLINK`, otherwise with colour on a terminal that supports them. In the log of a
/// CI job they would be noise.
pub(super) fn are_shown(coloured: bool) -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let may_be = coloured && super::is_read_at_once() && !is_set("CI");
    (is_set("FORCE_HYPERLINK") || may_be) && supports_hyperlinks()
}

pub(super) fn linked(text: &str) -> String {
    let mut linked = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(start) = next(rest) {
        linked.push_str(&rest[..start]);
        let (address, after) = rest[start..].split_at(length(&rest[start..]));
        // A truncated URL leads nowhere.
        if after.starts_with(['…', '~']) || SCHEMES.contains(&address) {
            linked.push_str(address);
        } else {
            let target = encoded(address);
            // Writing to a string cannot fail.
            let _ = write!(linked, "\u{1b}]8;;{target}\u{1b}\\{address}\u{1b}]8;;\u{1b}\\");
        }
        rest = after;
    }
    linked + rest
}

fn next(text: &str) -> Option<usize> {
    let begins = |(i, _): &(usize, &str)| !text[..*i].ends_with(char::is_alphanumeric);
    let found = SCHEMES.iter().filter_map(|scheme| text.match_indices(scheme).find(begins));
    found.map(|(start, _)| start).min()
}

fn length(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"`…".contains(c);
    let mut address = &text[..text.find(ends).unwrap_or(text.len())];
    while let Some(shorter) = address.strip_suffix(CLOSING) {
        // A bracket that is opened in the URL belongs to it.
        let is_closed = address.matches('(').count() >= address.matches(')').count();
        if address.ends_with(')') && is_closed {
            break;
        }
        address = shorter;
    }
    address.len()
}

/// The URL in the characters that the escape sequence may contain.
fn encoded(address: &str) -> String {
    let encode = |byte: u8| match byte.is_ascii_graphic() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    address.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::linked;

    fn shown(text: &str) -> String {
        linked(text)
            .replace("\u{1b}]8;;\u{1b}\\", ">")
            .replace("\u{1b}]8;;", "<")
            .replace("\u{1b}\\", "|")
    }

    #[test]
    fn an_address_becomes_a_link_with_the_same_text() {
        for (text, expected) in [
            (
                "see https://a.example/b?c=d, then",
                "see <https://a.example/b?c=d|https://a.example/b?c=d>, then",
            ),
            (
                "(https://a.example/x_(y)) mailto:a@b.example.",
                "(<https://a.example/x_(y)|https://a.example/x_(y)>) <mailto:a@b.example|mailto:a@b.example>.",
            ),
            ("http://a.example/é", "<http://a.example/%C3%A9|http://a.example/é>"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn a_partial_address_is_not_a_link() {
        for text in [
            "https://a.exam…",
            "https://",
            "javascript://a.example",
            "file:///etc/passwd",
            "xhttp://a.example",
        ] {
            assert_eq!(shown(text), text);
        }
    }
}
