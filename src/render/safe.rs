//! Text from outside, made harmless for a terminal.

use crate::names::{is_invisible, joins, precedes_command};
use std::borrow::Cow;
use std::fmt::Write;

/// Shows C0, C1, DEL, bidi and zero-width controls as `\u{1b}`; everything else stays as it is, also joiners that a script or
/// emoji needs. A line break becomes a space.
///
/// What is printed may be read by a runner of GitHub's workflows, which takes `::` at the beginning of a line and `##[`
/// anywhere in it for a command, so these are shown in the same way.
pub fn safe(text: &str) -> Cow<'_, str> {
    let is_harmless = |byte| (b' '..0x7f).contains(&byte) && !matches!(byte, b':' | b'#');
    if text.bytes().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let begins = text.trim_start().starts_with("::");
    if !begins && !text.contains("##") && !text.chars().any(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut begins = begins;
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_joiner = joins(before.replace(c), c, chars.peek().copied());
        let commands = match c {
            ':' => std::mem::take(&mut begins),
            '[' => precedes_command(&shown),
            _ => false,
        };
        match c {
            '\n' => shown.push(' '),
            c if commands || (is_invisible(c) && !is_joiner) => {
                // Writing to a string cannot fail.
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// A link without anything that could end it in a text with markup.
pub(super) fn link_target(link: &str) -> String {
    let link = safe(link).replace('<', "%3C").replace('>', "%3E");
    link.replace(' ', "%20").replace('|', "%7C")
}

/// The same for a text of several lines, which may contain tabs.
pub fn safe_lines(text: &str) -> String {
    let parts = text.split_inclusive(['\n', '\t']).map(|part| {
        let own = part.trim_end_matches(['\n', '\t']);
        safe(own).into_owned() + &part[own.len()..]
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_control_characters_are_shown_and_not_sent() {
        assert_eq!(safe("\u{1b}[31mred"), "\\u{1b}[31mred");
        assert_eq!(safe("a\u{202e}b\u{9b}c\u{7f}\r"), "a\\u{202e}b\\u{9b}c\\u{7f}\\u{d}");
        assert_eq!(safe("two\nlines"), "two lines");
        assert_eq!(safe("a\u{200d}b \u{200c}"), "a\\u{200d}b \\u{200c}");
        assert_eq!(safe("می\u{200c}خواهم 👩\u{200d}🚀"), "می\u{200c}خواهم 👩\u{200d}🚀");
        assert_eq!(safe("a\u{3164}\u{e0100}"), "a\\u{3164}\\u{e0100}");
    }

    #[test]
    fn workflow_commands_are_shown_and_not_executed() {
        assert_eq!(safe("::error::x"), "\\u{3a}:error::x");
        assert_eq!(safe(" \u{3000}::group::"), " \u{3000}\\u{3a}:group::");
        assert_eq!(safe("a ##[error]b"), "a ##\\u{5b}error]b");
        assert_eq!(safe("##vso[x] ##teamcity[y]"), "##vso\\u{5b}x] ##teamcity\\u{5b}y]");
        assert!(matches!(safe("std::fmt #[cfg]"), Cow::Borrowed(_)));
    }

    #[test]
    fn ordinary_text_is_unchanged() {
        for text in ["plain", "é 日本 🚀 → ◆", "<a> & \"b\""] {
            assert!(matches!(safe(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
