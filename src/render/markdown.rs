//! Documents as GitHub Flavored Markdown.

use super::markup::Markup;
use super::{link_target, safe, safe_lines};
use crate::document::{Block, Document, Table};
use crate::names::may_follow;
use crate::release::ItemState;
use std::fmt::Write;

const MARKUP: Markup = Markup { text, strong, link: |target| link("link", target) };

pub fn markdown(document: Document) -> String {
    let mut out = String::new();
    for block in document.blocks {
        if !out.is_empty() && !matches!(block, Block::Gap) {
            out.push('\n');
        }
        // Writing to a string cannot fail.
        let _ = match block {
            Block::Heading(level, title) => {
                let marks = "#".repeat(usize::from(level));
                writeln!(out, "{marks} {}", text(&title.text()))
            }
            Block::Title { left, right, .. } => {
                writeln!(out, "## {} · {}", text(&left.text()), MARKUP.line(&right))
            }
            Block::Verdict(words) => {
                let words: Vec<String> = words.iter().map(|row| MARKUP.verdict(row)).collect();
                writeln!(out, "{}", words.join(" · "))
            }
            Block::Paragraph(words) => writeln!(out, "{}", MARKUP.line(&words)),
            Block::Source(source) => {
                let runs = source.split(|c| c != '`').map(str::len);
                let fence = "`".repeat(runs.max().unwrap_or_default().max(2) + 1);
                writeln!(out, "{fence}\n{}\n{fence}", safe_lines(source.trim_end()))
            }
            Block::List(lines) => lines
                .iter()
                .try_for_each(|words| writeln!(out, "- {}", MARKUP.line(words).trim_start())),
            Block::Entries(table) => {
                entries(&mut out, &table);
                Ok(())
            }
            Block::Lines(table) | Block::Table(table) => {
                grid(&mut out, &table);
                Ok(())
            }
            Block::Gap | Block::Bars(_) | Block::Curves(_) => Ok(()),
        };
    }
    out
}

/// `- [x] **2.3** Review release notes — alice · 1 Dec`, with what is below as a list of its own.
fn entries(out: &mut String, table: &Table) {
    for (i, row) in table.rows.iter().enumerate() {
        let heading = row.heading.as_ref().map(|heading| format!("## {}", text(&heading.text())));
        if let Some(above) = heading.or(row.label.as_ref().map(|label| strong(&label.text))) {
            let gap = if i > 0 { "\n" } else { "" };
            let _ = writeln!(out, "{gap}{above}\n");
        }
        let mark = match row.state.map(|(state, _)| state) {
            None => "",
            Some(ItemState::Done) => "[x] ",
            Some(ItemState::Todo | ItemState::Skipped | ItemState::Blocked) => "[ ] ",
        };
        let _ = writeln!(out, "- {mark}{}", MARKUP.entry(table, row));
        for below in &row.below {
            let _ = writeln!(out, "  - {}", MARKUP.span(below).trim_start());
        }
    }
}

fn grid(out: &mut String, table: &Table) {
    let headings: Vec<_> = table.columns.iter().map(|column| text(column.heading)).collect();
    let marks = table.columns.iter().map(|column| if column.is_right { "--:|" } else { "---|" });
    let _ = writeln!(out, "| {} |\n|{}", headings.join(" | "), marks.collect::<String>());
    for row in &table.rows {
        let last = row.cells.len().saturating_sub(1);
        let cells = row.cells.iter().enumerate().map(|(i, cell)| {
            let below = row.below.iter().filter(|_| i == last);
            let lines = std::iter::once(cell).chain(below).map(|span| MARKUP.span(span));
            lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("<br>").trim().to_owned()
        });
        let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}

/// Text from outside, with every character escaped that could be markup. An `@` stands in code, so that it calls nobody.
fn text(plain: &str) -> String {
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
fn strong(plain: &str) -> String {
    format!("**{}**", text(safe(plain).trim()))
}

/// A link; one that may not be followed is text.
fn link(words: &str, target: &str) -> String {
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
