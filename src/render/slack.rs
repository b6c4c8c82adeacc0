//! Slack's mrkdwn: `&`, `<` and `>` are escaped as Slack asks, and nothing in a text calls anybody.

use super::announcement::{Line, message};
use super::{Page, leads, safe};
use crate::view::AnnouncementView;
use std::fmt::Write;

/// Writes a text for those outside.
pub fn announcement(view: &AnnouncementView, page: Page) -> String {
    let message = message(view, page);
    let mut out = format!("*{}*\n", text(&message.title).replace('*', "∗"));
    for line in &message.lines {
        // Writing to a string cannot fail.
        let _ = match line {
            Line::Sentence(words) => writeln!(out, "{}", text(words)),
            Line::Point(words) => writeln!(out, "• {}", text(words)),
            Line::Link(words, link) if leads(link) => {
                writeln!(out, "• <{}|{}>", url(link), text(words))
            }
            Line::Link(words, link) => writeln!(out, "• {}: {}", text(words), text(link)),
        };
    }
    out
}

/// Text from outside. An `@` stands in code, so that it calls nobody, and a `|` cannot end a link.
fn text(plain: &str) -> String {
    let mut escaped = String::with_capacity(plain.len() + 8);
    for c in safe(plain).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // One of its own would turn the code around an `@` inside out.
            '`' => escaped.push('\''),
            '@' => escaped.push_str("`@`"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A link's target, without anything that could end it.
fn url(link: &str) -> String {
    let mut target = String::with_capacity(link.len());
    for c in safe(link).chars() {
        match c {
            '&' => target.push_str("&amp;"),
            '<' => target.push_str("%3C"),
            '>' => target.push_str("%3E"),
            '|' => target.push_str("%7C"),
            ' ' => target.push_str("%20"),
            c => target.push(c),
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::{text, url};

    #[test]
    fn text_cannot_become_markup_or_a_mention() {
        assert_eq!(
            text("<!channel> a & b `x` @here é 日本 🚀"),
            "&lt;!channel&gt; a &amp; b 'x' `@`here é 日本 🚀"
        );
        assert_eq!(url("https://x/?a=<b>|c&d"), "https://x/?a=%3Cb%3E%7Cc&amp;d");
    }
}
