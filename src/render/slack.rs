//! Documents in Slack's mrkdwn: `&`, `<` and `>` are escaped as Slack asks, and no text mentions anybody.

use super::{entry, link_target, safe};
use crate::document::words::sign;
use crate::document::{Block, Document, Line, Span, Style, Table};
use crate::names::may_follow;
use std::fmt::Write;

pub fn slack(document: Document) -> String {
    let mut out = String::new();
    for block in document.blocks {
        // Writing to a string cannot fail.
        let _ = match block {
            Block::Heading(_, title) => writeln!(out, "*{}*", bold(title.text().trim())),
            Block::Title { left, right, .. } => {
                writeln!(out, "*{}* · {}", bold(&left.text()), line(&right))
            }
            Block::Verdict(words) => {
                words.iter().try_for_each(|(word, text)| match word.text.is_empty() {
                    true => writeln!(out, "{}", span(text)),
                    false => writeln!(out, "*{}* {}", bold(&word.text), span(text)),
                })
            }
            Block::Paragraph(text) => writeln!(out, "{}", line(&text)),
            Block::Source(source) => source
                .lines()
                .try_for_each(|it| writeln!(out, "> {}", text(&it.replace('\t', "    ")))),
            Block::List(lines) => {
                lines.iter().try_for_each(|text| writeln!(out, "• {}", line(text)))
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
            let _ = writeln!(out, "*{}*", bold(above.trim()));
        }
        let sign = row.state.map(|(state, _)| format!("{} ", sign(state)));
        let entry = entry(table, row, cell);
        let _ = writeln!(out, "• {}{entry}", sign.unwrap_or_default());
        for below in &row.below {
            let _ = writeln!(out, "    {}", span(below));
        }
    }
}

fn cell(text: &Span, is_name: bool) -> String {
    if is_name && !text.text.is_empty() { format!("*{}*", bold(&text.text)) } else { span(text) }
}

fn line(line: &Line) -> String {
    line.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span.style {
        Style::Strong if !span.text.trim().is_empty() => format!("*{}*", bold(span.text.trim())),
        Style::Link if may_follow(&span.text) => format!("<{}|link>", link_target(&span.text)),
        Style::Plain
        | Style::Code
        | Style::Strong
        | Style::Late
        | Style::Due
        | Style::Done
        | Style::Dim
        | Style::Link => text(&span.text),
    }
}

fn bold(plain: &str) -> String {
    text(plain).replace('*', "∗")
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
