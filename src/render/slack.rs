//! Slack's mrkdwn: `&`, `<` and `>` are escaped as Slack asks, and nothing in a text calls anybody.

use super::announcement::{Line, message};
use super::{Page, safe};
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
        };
    }
    out
}

/// Text from outside. An `@` stands in code, so that it calls nobody, and a `|` cannot end a link.
fn text(plain: &str) -> String {
    // A backtick would end the code around an `@`.
    let text = safe(plain).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('`', "'").replace('@', "`@`")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_cannot_become_markup_or_a_mention() {
        assert_eq!(
            text("<!channel> a & b `x` @here é 日本 🚀"),
            "&lt;!channel&gt; a &amp; b 'x' `@`here é 日本 🚀"
        );
    }
}
