//! Documents as one HTML file: no scripts, nothing loaded, light and dark, for screens from 360 px and for paper.
//!
//! The template in `html/` writes it. Every text goes through [`SafeHtml`].

use super::safe;
use crate::document::words::sign;
use crate::document::{Block, Document, Mark, Style, Table};
use crate::names::may_follow;
use askama::Template;
use askama::filters::{Escaper, Html};
use std::cmp::Ordering;
use std::fmt;

const STYLE: &str = include_str!("html/page.css");

/// The only style that a browser may apply: the hash of [`STYLE`].
const STYLE_HASH: &str = "sha256-R+DPnGdHL5hhi52wEVt9EoGogRw4mrfRvk/MtGmu9QY=";

/// Writes a document as a whole file.
///
/// # Errors
/// Never in practice: only writing to a string can fail.
pub fn html(document: Document) -> askama::Result<String> {
    let is_start = |block: &Block| matches!(block, Block::Heading(..=2, _));
    let mut sections: Vec<Vec<Block>> = Vec::new();
    for block in document.blocks {
        match sections.last_mut() {
            Some(section) if !is_start(&block) => section.push(block),
            Some(_) | None => sections.push(vec![block]),
        }
    }
    let title = sections.iter().flatten().find_map(title);
    HtmlPage { title: title.unwrap_or_default(), sections }.render()
}

#[derive(Template)]
#[template(path = "page.html", config = "src/render/html/askama.toml")]
struct HtmlPage {
    title: String,
    sections: Vec<Vec<Block>>,
}

/// Escapes text from outside for HTML, and shows invisible characters.
#[derive(Clone, Copy, Default)]
struct SafeHtml;

impl Escaper for SafeHtml {
    fn write_escaped_str<W: fmt::Write>(&self, out: W, text: &str) -> fmt::Result {
        Html.write_escaped_str(out, &safe(text))
    }
}

fn heading(section: &[Block]) -> Option<String> {
    let Some(Block::Heading(2, line)) = section.first() else { return None };
    Some(line.text())
}

fn title(block: &Block) -> Option<String> {
    if let Block::Title { shorter: line, .. } | Block::Heading(_, line) = block {
        return Some(line.text());
    }
    None
}

fn class(style: Style) -> &'static str {
    match style {
        Style::Plain | Style::Code | Style::Link => "plain",
        Style::Strong => "strong",
        Style::Late => "late",
        Style::Due => "due",
        Style::Done => "done",
        Style::Dim => "dim",
    }
}

/// Where a cell stands: before, in or after the flexible column.
fn place(table: &Table, column: usize) -> &'static str {
    match column.cmp(&table.flexible().unwrap_or_default()) {
        Ordering::Less => "lead",
        Ordering::Equal => "wide",
        Ordering::Greater => "aside",
    }
}

fn percent(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// Says whether the name of a mark would touch the one before.
fn is_crowded(marks: &[Mark], i: usize) -> bool {
    i > 0 && marks[i].at.abs_diff(marks[i - 1].at) < 70
}

/// How a text at a position stays inside.
fn anchor(thousandths: u32) -> &'static str {
    match thousandths {
        0..=50 => "start",
        51..=949 => "middle",
        950.. => "end",
    }
}

#[cfg(test)]
mod tests {
    use super::{STYLE, STYLE_HASH, html};
    use crate::document::{Block, Document, Style, Table, plain, styled};
    use sha2::{Digest, Sha256};

    fn base64(bytes: &[u8]) -> String {
        const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let group = |part: &[u8]| {
            let bits = part.iter().fold(0, |bits, byte| (bits << 8) | usize::from(*byte));
            let bits = bits << (8 * (3 - part.len()));
            let sign = |i: usize| match i > part.len() {
                true => '=',
                false => char::from(SIGNS[(bits >> (18 - 6 * i)) & 63]),
            };
            (0..4).map(sign).collect::<String>()
        };
        bytes.chunks(3).map(group).collect()
    }

    #[test]
    fn a_browser_applies_the_style_and_no_other() {
        // Browsers read line ends of any system as line feeds.
        let style = STYLE.replace("\r\n", "\n");
        assert_eq!(format!("sha256-{}", base64(&Sha256::digest(style))), STYLE_HASH);
        let page = html(Document::default()).unwrap();
        assert!(page.contains(&format!("style-src '{STYLE_HASH}'")));
        assert!(!page.contains("style="));
    }

    #[test]
    fn text_cannot_become_markup() {
        let hard = "a|b <i x=\"'\">&amp; é 日本 🚀 \u{202e}";
        let shown = "a|b &#60;i x=&#34;&#39;&#34;&#62;&#38;amp; é 日本 🚀 \\u{202e}";
        let mut document = Document::default();
        document.heading(2, hard);
        let mut table = Table::new(["No.", "What"]).name(0);
        table.row([plain(hard), styled(Style::Late, hard)]).below([styled(Style::Link, hard)]);
        document.table(table);
        document.blocks.push(Block::Source(format!("{hard}\n\tb")));
        let page = html(document).unwrap();
        assert_eq!(page.matches(shown).count(), 6, "{page}");
        assert!(page.contains(&format!("<title>{shown}</title>")));
        assert!(page.contains(&format!("<pre>{shown}\n    b\n</pre>")));
        assert!(!page.contains("<i") && !page.contains("<a"));
    }

    #[test]
    fn only_links_that_may_be_followed_lead_somewhere() {
        let page = |link: &str| {
            let mut document = Document::default();
            document.paragraph(styled(Style::Link, link));
            html(document).unwrap()
        };
        let link = "<a href=\"https://a.example/?b=&#34;&#38;c\" rel=\"noreferrer\">link</a>";
        assert!(page("https://a.example/?b=\"&c").contains(link));
        assert!(page("javascript:alert(1)").contains("<p>javascript:alert(1)</p>"));
    }
}
