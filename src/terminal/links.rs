//! Addresses in text as links that a terminal opens (OSC 8). The address itself stays visible.

use std::env;
use std::fmt::Write;
use supports_hyperlinks::supports_hyperlinks;

/// What an address begins with.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// What ends a sentence rather than an address.
const CLOSING: [char; 10] = ['.', ',', ';', ':', '!', '?', ')', ']', '"', '\''];

/// Says whether to write links: `FORCE_HYPERLINK`, otherwise with colour on a terminal that is known to support them. In CI a
/// log is kept, where links would be noise.
pub(super) fn are_shown(coloured: bool) -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let may_be = coloured && super::is_read_at_once() && !is_set("CI");
    (is_set("FORCE_HYPERLINK") || may_be) && supports_hyperlinks()
}

/// The text with its addresses as links.
pub(super) fn linked(text: &str) -> String {
    let mut linked = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(start) = next(rest) {
        linked.push_str(&rest[..start]);
        let (address, after) = rest[start..].split_at(length(&rest[start..]));
        // What was cut leads nowhere.
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

/// Where the next address begins.
fn next(text: &str) -> Option<usize> {
    let begins = |(i, _): &(usize, &str)| {
        let before = text[..*i].chars().next_back();
        !before.is_some_and(char::is_alphanumeric)
    };
    let found = SCHEMES.iter().filter_map(|scheme| text.match_indices(scheme).find(begins));
    found.map(|(start, _)| start).min()
}

/// How many bytes of the text belong to the address that it begins with.
fn length(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"`…".contains(c);
    let mut address = &text[..text.find(ends).unwrap_or(text.len())];
    while let Some(last) = address.chars().next_back().filter(|c| CLOSING.contains(c)) {
        // A bracket that was opened in the address is part of it.
        if last == ')' && address.matches('(').count() >= address.matches(')').count() {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

/// The address in the characters that the sequence may hold.
fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
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
