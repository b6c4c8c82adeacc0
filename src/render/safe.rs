//! Text from outside, made harmless for a terminal.

use std::borrow::Cow;
use std::fmt::Write;

/// Shows C0, C1, DEL, bidi and zero-width controls as `\u{1b}`; everything else stays as it is. A line break becomes a space.
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) || !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => shown.push(' '),
            c if is_control(c) => {
                // Writing to a string cannot fail.
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Says whether a character acts on the terminal or on the order of the text instead of being shown.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown_instead() {
        assert_eq!(safe("\u{1b}[31mred"), "\\u{1b}[31mred");
        assert_eq!(
            safe("a\u{202e}b\u{9b}c\u{7f}\r"),
            "a\\u{202e}b\\u{9b}c\\u{7f}\\u{d}"
        );
        assert_eq!(safe("two\nlines"), "two lines");
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in ["plain", "é 日本 🚀 → ◆", "<a> & \"b\""] {
            assert!(matches!(safe(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
