//! Markdown in the texts of a playbook: what screens show of it.

use crate::names::may_follow;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Whatever stands first would be read as the start of a list or a heading.
const BEFORE: &str = "x ";

/// One line of inline Markdown without its markup. The addresses of links are omitted.
pub(super) fn plain_line(text: &str) -> String {
    if !text.contains(['`', '*', '_', '[', '<', '\\', '&', '!', '~']) {
        return text.to_owned();
    }
    let is_code_alone = !text.contains(['*', '_', '[', '<', '\\', '&', '!', '~']);
    if is_code_alone && !text.contains("``") && text.matches('`').count().is_multiple_of(2) {
        return text.replace('`', "");
    }
    let source = [BEFORE, text].concat();
    let mut plain = String::with_capacity(text.len());
    // Until here, the source was copied as it is.
    let mut copied = 0;
    for (event, range) in Parser::new(&source).into_offset_iter() {
        if range.start < copied {
            continue;
        }
        if let Event::Start(Tag::Link { dest_url, .. }) = &event
            && !may_follow(dest_url)
        {
            plain += &source[range.clone()];
            copied = range.end;
        } else if let Event::Text(part)
        | Event::Code(part)
        | Event::InlineHtml(part)
        | Event::Html(part) = event
        {
            plain += &part;
        } else if matches!(event, Event::SoftBreak | Event::HardBreak) {
            plain.push(' ');
        }
    }
    let plain = plain.strip_prefix(BEFORE.trim_end()).map_or(&*plain, str::trim_start);
    // A text of markup alone is shown as it is.
    if plain.trim().is_empty() { text.to_owned() } else { plain.to_owned() }
}

/// The addresses of the links in a text, each once.
pub fn links(markdown: &str) -> Vec<String> {
    let link = |markup| match markup {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    };
    let mut links: Vec<String> = Parser::new(markdown).filter_map(link).collect();
    links.retain(|link| may_follow(link));
    links.dedup();
    links
}

/// The code blocks of a text; if there are none, the code within its lines.
pub fn code(markdown: &str) -> Vec<String> {
    let (mut blocks, mut inline) = (Vec::new(), Vec::new());
    let mut block: Option<String> = None;
    for event in Parser::new(markdown) {
        if matches!(event, Event::Start(Tag::CodeBlock(_))) {
            block = Some(String::new());
        } else if matches!(event, Event::End(TagEnd::CodeBlock)) {
            blocks.extend(block.take().map(|code| code.trim_end().to_owned() + "\n"));
        } else if let Event::Code(part) = event {
            inline.push(part.into_string() + "\n");
        } else if let (Event::Text(part), Some(block)) = (event, &mut block) {
            *block += &part;
        }
    }
    if blocks.is_empty() { inline } else { blocks }
}

#[cfg(test)]
mod tests {
    use super::{code, links, plain_line};

    #[test]
    fn a_line_is_shown_without_markup() {
        for (text, plain) in [
            ("Tag `v2.4.0` and *push* it", "Tag v2.4.0 and push it"),
            ("Ask [the team](https://example.com/x)", "Ask the team"),
            ("# 1. <https://example.com>", "# 1. https://example.com"),
            ("- a_b_c 2 * 3 \\* &amp; <b>", "- a_b_c 2 * 3 * & <b>"),
            ("[x](https://example.com)", "x"),
            ("![](x.png)", "![](x.png)"),
            ("a <javascript:alert(1)> `b`", "a <javascript:alert(1)> b"),
            ("a [x](javascript:alert(1)) *b*", "a [x](javascript:alert(1)) b"),
            ("متن `کد` 🚀 代码", "متن کد 🚀 代码"),
        ] {
            assert_eq!(plain_line(text), plain, "{text}");
        }
    }

    #[test]
    fn links_and_code_are_found() {
        let text = "See [docs](https://a.example) and <https://b.example>:\n\n```sh\ngit tag v1\n```\n\nor `git push`.";
        assert_eq!(links(text), ["https://a.example", "https://b.example"]);
        assert_eq!(code(text), ["git tag v1\n"]);
        assert_eq!(code("Run `a` then `b`"), ["a\n", "b\n"]);
    }
}
