//! The blocks of a page as a tree, and the edits that its links, comments and quotes need.

use super::source::{OPTIONS, boxes};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag};
use std::ops::Range;

/// Deeper lists are no checklists, and would exhaust the stack.
const MAX_DEPTH: usize = 64;

#[derive(Debug)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    /// Whether it is numbered.
    List(bool),
    Item,
    /// What follows the fence, and the text.
    Code(String, String),
    Html,
    Table,
    Quote,
    Rule,
    /// Part of a line, such as a link.
    Inline,
    Other,
}

#[derive(Debug)]
pub(super) struct MarkdownBlock {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    pub(super) blocks: Vec<MarkdownBlock>,
}

pub(super) struct MarkdownPage {
    pub(super) blocks: Vec<MarkdownBlock>,
    pub(super) edits: SourceEdits,
    pub(super) comments: Vec<Range<usize>>,
}

/// Reads a page; nothing if its blocks are nested too deeply. Text directly in a heading or an item of a tight list becomes a
/// paragraph. Comments are no text, and a quote with boxes is no quote.
pub(super) fn read(markdown: &str) -> Option<MarkdownPage> {
    let (mut edits, mut comments) = (SourceEdits::default(), Vec::new());
    let mut open = vec![MarkdownBlock::new(Kind::Other, 0..markdown.len())];
    for (markup, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        let top = open.last_mut()?;
        match markup {
            Event::Start(tag) => {
                let width = match tag {
                    Tag::Emphasis => 1,
                    Tag::Strong => 2,
                    _ => 0,
                };
                // Underscores become asterisks: in plain text, they would be part of the words.
                let word = markdown[..range.start].rsplit(char::is_whitespace).next();
                let is_address = word.is_some_and(|word| word.contains("://"));
                if width > 0 && !is_address && markdown[range.start..].starts_with('_') {
                    edits.replace(range.start..range.start + width, "*".repeat(width));
                    edits.replace(range.end - width..range.end, "*".repeat(width));
                }
                edits.link(markdown, &tag, &range);
                open.push(MarkdownBlock::new(kind(tag), range));
                if open.len() > MAX_DEPTH {
                    return None;
                }
            }
            Event::End(_) => {
                let block = open.pop()?;
                let above = open.last_mut()?;
                match block.kind {
                    Kind::Inline => above.add_text(block.range),
                    Kind::Quote if boxes(&markdown[block.range.clone()].replace('>', " ")) > 0 => {
                        unquote(markdown, block.range, &mut edits);
                        above.blocks.extend(block.blocks);
                    }
                    Kind::Html => {
                        comments.extend(comments_in(markdown, block.range.clone()));
                        above.blocks.push(block);
                    }
                    _ => above.blocks.push(block),
                }
            }
            Event::InlineHtml(_) => comments.extend(comments_in(markdown, range)),
            Event::Rule => top.blocks.push(MarkdownBlock::new(Kind::Rule, range)),
            other => match (&mut top.kind, other) {
                (Kind::Code(_, code), Event::Text(text)) => *code += &text,
                _ => top.add_text(range),
            },
        }
    }
    for comment in &comments {
        let lines = markdown[comment.clone()].matches('\n').count();
        edits.replace(comment.clone(), "\n".repeat(lines));
    }
    edits.sort();
    open.pop().map(|page| MarkdownPage { blocks: page.blocks, edits, comments })
}

fn comments_in(text: &str, html: Range<usize>) -> Vec<Range<usize>> {
    let (mut comments, mut at) = (Vec::new(), html.start);
    while let Some(start) = text[at..html.end].find("<!--").map(|start| at + start) {
        at = text[start..html.end].find("-->").map_or(html.end, |end| start + end + 3);
        comments.push(start..at);
    }
    comments
}

/// Removes the marks of a quote.
fn unquote(text: &str, quote: Range<usize>, edits: &mut SourceEdits) {
    let mut at = quote.start;
    for line in text[quote].split_inclusive('\n') {
        if let Some(mark) = line.find('>').filter(|mark| line[..*mark].trim().is_empty()) {
            edits.replace(at + mark..at + mark + 1, " ".to_owned());
        }
        at += line.len();
    }
}

fn kind(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Heading { level, .. } => Kind::Heading(level as u8),
        Tag::Paragraph => Kind::Paragraph,
        Tag::List(first) => Kind::List(first.is_some()),
        Tag::Item => Kind::Item,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            Kind::Code(info.into_string(), String::new())
        }
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(String::new(), String::new()),
        Tag::HtmlBlock => Kind::Html,
        Tag::Table(_) => Kind::Table,
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
            Kind::Inline
        }
        _ => Kind::Other,
    }
}

impl MarkdownBlock {
    fn new(kind: Kind, range: Range<usize>) -> Self {
        Self { kind, range, blocks: Vec::new() }
    }

    /// Extends the paragraph of a heading or an item.
    fn add_text(&mut self, range: Range<usize>) {
        match (&mut self.kind, self.blocks.last_mut()) {
            (Kind::Item | Kind::Heading(_), Some(last)) if matches!(last.kind, Kind::Paragraph) => {
                last.range.end = last.range.end.max(range.end);
            }
            (Kind::Item | Kind::Heading(_), _) => {
                self.blocks.push(Self::new(Kind::Paragraph, range));
            }
            _ => {}
        }
    }
}

/// Parts of the source that are written differently in a playbook, by their place. One within another has no effect.
#[derive(Debug, Default)]
pub(super) struct SourceEdits(Vec<(Range<usize>, String)>);

impl SourceEdits {
    pub(super) fn sort(&mut self) {
        self.0.sort_by_key(|(range, _)| range.start);
    }

    pub(super) fn applied(&self, source: &str, range: Range<usize>) -> String {
        let first = self.0.partition_point(|(edit, _)| edit.start < range.start);
        let (mut out, mut at) = (String::with_capacity(range.len()), range.start);
        for (edit, text) in &self.0[first..] {
            if edit.end > range.end {
                break;
            }
            if edit.start < at {
                continue;
            }
            out += &source[at..edit.start];
            out += text;
            at = edit.end;
        }
        out + &source[at..range.end]
    }

    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    /// Writes the address of a reference link where it is referred to. Braces in an address are no placeholders.
    pub(super) fn link(&mut self, source: &str, tag: &Tag<'_>, range: &Range<usize>) {
        let (Tag::Link { link_type, dest_url, title, .. }
        | Tag::Image { link_type, dest_url, title, .. }) = tag
        else {
            return;
        };
        let end = range.end;
        let last = |mark| source[range.clone()].rfind(mark).map(|at| range.start + at..end);
        let tail = match link_type {
            // The range of `[text][]` ends before the empty brackets.
            LinkType::Collapsed if source[end..].starts_with("[]") => Some(end - 1..end + 2),
            LinkType::Reference | LinkType::Collapsed => last("]["),
            LinkType::Shortcut => last("]"),
            LinkType::Inline => last("](").filter(|tail| source[tail.clone()].contains("{{")),
            _ => None,
        };
        if let Some(tail) = tail {
            let title = title.replace('"', "\\\"");
            let title = if title.is_empty() { title } else { format!(" \"{title}\"") };
            let address = dest_url.replace(' ', "%20").replace('{', "%7B").replace('}', "%7D");
            self.replace(tail, format!("]({address}{title})"));
        }
    }
}
