//! Text from outside on its way into Markdown.

use crate::render::safe;

/// Text from outside, with every character escaped that could be markup. An `@` stands in code, so that it calls nobody.
pub(super) fn text(plain: &str) -> String {
    let mut escaped = String::with_capacity(plain.len() + 8);
    for c in safe(plain).chars() {
        match c {
            '@' => escaped.push_str("`@`"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// A link's target, without anything that could end it.
pub(super) fn url(link: &str) -> String {
    let mut target = String::with_capacity(link.len());
    for c in safe(link).chars() {
        match c {
            '<' => target.push_str("%3C"),
            '>' => target.push_str("%3E"),
            ' ' => target.push_str("%20"),
            '\\' => target.push_str("%5C"),
            '|' => target.push_str("%7C"),
            c => target.push(c),
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::{text, url};

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(
            text("a|b <i> [x](y) *z* @me"),
            "a\\|b &lt;i&gt; \\[x\\](y) \\*z\\* `@`me"
        );
        assert_eq!(text("é 日本 🚀"), "é 日本 🚀");
        assert_eq!(url("https://x/?a=<b>|c d"), "https://x/?a=%3Cb%3E%7Cc%20d");
    }
}
