//! Text from outside on its way into Markdown.

use super::{link_target, safe};
use crate::names::may_follow;

/// Text from outside, with every character escaped that could be markup. An `@` stands in code, so that it calls nobody.
pub(super) fn text(plain: &str) -> String {
    plain.trim_matches('\n').split('\n').map(line).collect::<Vec<_>>().join("<br>")
}

fn line(plain: &str) -> String {
    let shown = safe(plain);
    let opens = opening(&shown);
    let mut escaped = String::with_capacity(plain.len() + 8);
    for (at, c) in shown.char_indices() {
        match c {
            // Several at the beginning would make code of it, and at the end a new line.
            ' ' if escaped.ends_with(' ') => {}
            '@' => escaped.push_str("`@`"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => {
                if opens == Some(at) {
                    escaped.push('\\');
                }
                escaped.push(c);
            }
        }
    }
    escaped
}

/// Where the character stands that would make a list, a line or a heading of a text at its beginning: `- a`, `1. a`, `---`.
fn opening(text: &str) -> Option<usize> {
    let begin = text.len() - text.trim_start().len();
    let digits = text[begin..].find(|c: char| !c.is_ascii_digit())?;
    let mark = begin + digits;
    let mut after = text[mark..].chars();
    let sign = after.next()?;
    let marks = match sign {
        '-' | '+' | '=' => digits == 0,
        '.' | ')' => digits > 0,
        _ => false,
    };
    let ends = after.next().is_none_or(|next| next == ' ' || next == sign);
    (marks && ends).then_some(mark)
}

/// Text from outside that stands out. White space at its ends would undo the marks around it.
pub(super) fn strong(plain: &str) -> String {
    format!("**{}**", text(safe(plain).trim()))
}

/// A link; one that may not be followed is text.
pub(super) fn link(words: &str, target: &str) -> String {
    match may_follow(target) {
        true => format!("[{}](<{}>)", text(words), url(target)),
        false => format!("{}: {}", text(words), text(target)),
    }
}

/// A link's target, without anything that could end it.
fn url(link: &str) -> String {
    link_target(link).replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::{link, strong, text, url};

    #[test]
    fn an_unsafe_link_becomes_text() {
        assert_eq!(link("a", "https://x"), "[a](<https://x>)");
        assert_eq!(link("a", "javascript:x"), "a: javascript:x");
    }

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(text("a|b <i> [x](y) *z* @me"), "a\\|b &lt;i&gt; \\[x\\](y) \\*z\\* `@`me");
        assert_eq!(text("é 日本 🚀"), "é 日本 🚀");
        assert_eq!(strong(" a \n"), "**a**");
        assert_eq!(text("    code  $x$"), " code \\$x\\$");
        for (plain, escaped) in [
            ("- a", "\\- a"),
            ("+", "\\+"),
            ("12. a", "12\\. a"),
            ("---", "\\---"),
            ("2.4.0", "2.4.0"),
            ("-1", "-1"),
        ] {
            assert_eq!(text(plain), escaped);
        }
        assert_eq!(url("https://x/?a=<b>|c d"), "https://x/?a=%3Cb%3E%7Cc%20d");
    }
}
