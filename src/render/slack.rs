//! Documents in Slack's mrkdwn: `&`, `<` and `>` are escaped as Slack asks, and no text mentions anybody.

use super::markup::Markup;
use super::{link_target, safe};
use crate::document::words::sign;
use crate::document::{Block, Document, Line, Table};
use crate::names::may_follow;
use std::fmt::Write;

const MARKUP: Markup = Markup { text, strong, link };

pub fn slack(document: Document) -> String {
    let mut out = String::new();
    for block in document.blocks {
        // Writing to a string cannot fail.
        let _ = match block {
            Block::Heading(_, title) => writeln!(out, "{}", strong(&title.text())),
            Block::Title { left, right, .. } => {
                writeln!(out, "{} · {}", strong(&left.text()), MARKUP.line(&right))
            }
            Block::Verdict(words) => {
                words.iter().try_for_each(|row| writeln!(out, "{}", MARKUP.verdict(row)))
            }
            Block::Paragraph(text) => writeln!(out, "{}", MARKUP.line(&text)),
            Block::Source(source) => source
                .lines()
                .try_for_each(|it| writeln!(out, "> {}", text(&it.replace('\t', "    ")))),
            Block::List(lines) => {
                lines.iter().try_for_each(|text| writeln!(out, "• {}", MARKUP.line(text)))
            }
            Block::Entries(table) | Block::Lines(table) | Block::Table(table) => {
                rows(&mut out, &table);
                Ok(())
            }
            Block::Gap | Block::Bars(_) | Block::Curves(_) => Ok(()),
        };
    }
    out
}

fn rows(out: &mut String, table: &Table) {
    for row in &table.rows {
        let heading = row.heading.as_ref().map(Line::text);
        if let Some(above) = heading.or(row.label.as_ref().map(|label| label.text.clone())) {
            let _ = writeln!(out, "{}", strong(&above));
        }
        let sign = row.state.map(|(state, _)| format!("{} ", sign(state)));
        let entry = MARKUP.entry(table, row);
        let _ = writeln!(out, "• {}{entry}", sign.unwrap_or_default());
        for below in &row.below {
            let _ = writeln!(out, "    {}", MARKUP.span(below));
        }
    }
}

fn strong(plain: &str) -> String {
    format!("*{}*", text(plain.trim()).replace('*', "∗"))
}

fn link(target: &str) -> String {
    if may_follow(target) { format!("<{}|link>", link_target(target)) } else { text(target) }
}

/// Text from outside. An `@` is shown in code, so that it mentions nobody, and a `|` cannot end a link.
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
