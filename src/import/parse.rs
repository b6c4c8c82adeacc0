//! Markdown as a list of elements: headings, lines that announce a list, lists with boxes, and all other text.
//!
//! Texts are parts of the source, de-indented, so that they are kept as they were written.

use super::blocks::{Kind, MarkdownBlock, tree};
use super::edits::SourceEdits;
use super::report::{Counts, ImportReport};
use super::request::ItemSource;
use super::source::boxes;
use std::ops::Range;

/// An item of a list.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) line: usize,
    pub(super) is_box: bool,
    /// The first paragraph in one line.
    pub(super) text: String,
    /// Everything below that is no box.
    pub(super) how: Vec<String>,
    /// Boxes below, and bullets above other boxes.
    pub(super) steps: Vec<Entry>,
}

/// What divides a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Divider {
    /// With its level.
    Heading(u8),
    /// `<details>` with a summary.
    Details,
    /// A paragraph in bold type.
    Bold,
    /// A line that ends in a colon, before a list.
    Colon,
}

#[derive(Debug)]
pub(super) enum Content {
    Divider(Divider, String),
    EndOfDetails,
    List(Vec<Entry>),
    Prose,
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) line: usize,
    pub(super) content: Content,
    /// As it was written.
    pub(super) source: String,
}

/// Reads Markdown; nothing if its lists are nested too deeply.
pub(super) fn parse(
    markdown: &str,
    lists: ItemSource,
    report: &mut ImportReport,
) -> Option<Vec<Element>> {
    let (root, edits) = tree(markdown)?;
    let breaks = markdown.match_indices('\n').map(|(at, _)| at).collect();
    let mut page = Parser { markdown, edits, breaks, lists, report };
    let mut elements = Vec::new();
    for (i, block) in root.blocks.iter().enumerate() {
        let next_is_list =
            root.blocks.get(i + 1).is_some_and(|it| matches!(it.kind, Kind::List(_)));
        page.element(block, next_is_list, &mut elements);
    }
    Some(elements)
}

struct Parser<'a> {
    markdown: &'a str,
    edits: SourceEdits,
    /// Where the lines end.
    breaks: Vec<usize>,
    lists: ItemSource,
    report: &'a mut ImportReport,
}

impl Parser<'_> {
    fn element(
        &mut self,
        block: &MarkdownBlock<'_>,
        next_is_list: bool,
        elements: &mut Vec<Element>,
    ) {
        let source = self.source(block);
        let line = self.line(block);
        // Several tags in one block of HTML have one source.
        let mut rest = Some(source.clone());
        let mut add = |content| {
            let source = rest.take().unwrap_or_default();
            elements.push(Element { line, content, source });
        };
        match &block.kind {
            Kind::Heading(level) => {
                add(Content::Divider(Divider::Heading(*level), heading(&source)));
            }
            Kind::Paragraph => {
                let text = one_line(&source);
                let label = text.trim_end_matches([':', ' ']);
                let bold = ["**", "__"].iter().find_map(|mark| {
                    let inner = label.strip_prefix(mark)?.strip_suffix(mark)?;
                    (!inner.contains(mark)).then(|| inner.trim_end_matches(':').to_owned())
                });
                match bold {
                    Some(bold) => add(Content::Divider(Divider::Bold, bold)),
                    None if text.ends_with(':') && next_is_list && text.chars().count() <= 80 => {
                        add(Content::Divider(Divider::Colon, label.to_owned()));
                    }
                    None => add(Content::Prose),
                }
                if ["[ ]", "[x]", "[X]"].iter().any(|mark| text.starts_with(mark)) {
                    self.report.found.paragraphs += 1;
                    self.report.note(line, "a box outside a list: kept as text");
                }
            }
            Kind::List(is_numbered) => {
                let (entries, rest) = self.list(block, *is_numbered);
                if !entries.is_empty() {
                    add(Content::List(entries));
                }
                elements.extend(rest.into_iter().map(|source| Element {
                    line,
                    content: Content::Prose,
                    source,
                }));
            }
            Kind::Html => {
                let tags = details(&source);
                let is_plain = tags.is_empty();
                tags.into_iter().for_each(&mut add);
                if is_plain {
                    add(Content::Prose);
                }
            }
            Kind::Rule | Kind::Item | Kind::Inline(_) => {}
            Kind::Code(..) | Kind::Table | Kind::Other => add(Content::Prose),
        }
    }

    /// The items with boxes of a list, and everything else in it.
    fn list(&mut self, list: &MarkdownBlock<'_>, is_numbered: bool) -> (Vec<Entry>, Vec<String>) {
        let (mut entries, mut rest) = (Vec::new(), Vec::<String>::new());
        let (mut is_run, mut is_whole) = (false, true);
        for item in &list.blocks {
            let entry = self.entry(item, is_numbered);
            let is_text = entry.as_ref().is_some_and(|it| !it.is_box && it.steps.is_empty());
            is_whole &= is_text;
            if is_text {
                let source = self.slice(item.range.clone());
                match rest.last_mut().filter(|_| is_run) {
                    Some(run) => *run += &["\n", &source].concat(),
                    None => rest.push(source),
                }
            } else {
                entries.extend(entry);
            }
            is_run = is_text;
        }
        if is_whole {
            rest = vec![self.slice(list.range.clone())];
        }
        (entries, rest)
    }

    /// Nothing for an empty slot.
    fn entry(&mut self, item: &MarkdownBlock<'_>, is_numbered: bool) -> Option<Entry> {
        let mut entry = Entry { line: self.line(item), ..Entry::default() };
        let mut blocks = item.blocks.as_slice();
        let mut mark = None;
        if let [MarkdownBlock { kind: Kind::Paragraph, range, .. }, rest @ ..] = blocks {
            blocks = rest;
            let raw = self.markdown[range.clone()].trim_end();
            mark = marked(raw);
            let skipped = mark.map_or(0, |(text, _)| raw.len() - text.trim_start().len());
            let start = range.start;
            entry.text =
                one_line(&self.edits.applied(self.markdown, start + skipped..start + raw.len()));
        }
        let has_text =
            !entry.text.chars().all(|c| c.is_ascii_punctuation() || c.is_whitespace() || c == '…');
        let from_list = match self.lists {
            ItemSource::Bullets => !is_numbered,
            ItemSource::Numbers => is_numbered,
            ItemSource::Boxes | ItemSource::Fence(_) => false,
        };
        entry.is_box = has_text && (mark.is_some() || from_list);
        self.report.found.boxes += usize::from(entry.is_box);
        self.report.found.numbered += usize::from(is_numbered && mark.is_none());
        self.report.found.bullets += usize::from(!is_numbered && mark.is_none());
        if entry.is_box && mark.is_some_and(|(_, is_done)| is_done) {
            self.report.note(entry.line, "a box with a check mark: imported as to do");
        }
        for block in blocks {
            if let Kind::List(is_numbered) = block.kind {
                let (steps, rest) = self.list(block, is_numbered);
                entry.steps.extend(steps);
                entry.how.extend(rest);
            } else if !matches!(block.kind, Kind::Rule) {
                let source = self.source(block);
                entry.how.push(source);
            }
        }
        if mark.is_some() && !has_text {
            self.report.found.empty += 1;
            if entry.steps.is_empty() {
                self.report.note(entry.line, "a box without text: dropped");
                return None;
            }
        }
        Some(entry)
    }

    /// A block as it was written, de-indented.
    fn source(&mut self, block: &MarkdownBlock<'_>) -> String {
        match &block.kind {
            Kind::Code(info, code) => {
                let line = self.line(block);
                let count = boxes(code);
                if count > 0 {
                    self.report.found.fences.push((line, count));
                    self.report.note(
                        line,
                        format!("{} in a code block: kept as code", Counts::boxes(count)),
                    );
                }
                if code.contains("{{") {
                    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
                    self.report.note(line, format!("`{code}`: kept as it is, not replaced"));
                }
                let runs = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
                let fence = "`".repeat(runs.max(2) + 1);
                format!("{fence}{info}\n{}\n{fence}", code.trim_end_matches('\n'))
            }
            Kind::Paragraph => {
                let text = self.edits.applied(self.markdown, block.range.clone());
                let lines: Vec<&str> = text.trim().lines().map(str::trim_start).collect();
                lines.join("\n")
            }
            Kind::Table => {
                self.report.found.tables += 1;
                let text = self.slice(block.range.clone());
                let rows = text
                    .lines()
                    .filter(|row| ["[ ]", "☐", "⬜"].iter().any(|mark| row.contains(mark)))
                    .count();
                if rows > 0 {
                    let line = self.line(block);
                    self.report
                        .note(line, format!("a table with boxes in {rows} rows: kept as text"));
                }
                text
            }
            _ => self.slice(block.range.clone()),
        }
    }

    /// Part of the source without the indentation of its first line.
    fn slice(&self, range: Range<usize>) -> String {
        let text = &self.markdown[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        let line_start = self.markdown[..start].rfind('\n').map_or(0, |at| at + 1);
        let column = columns(&self.markdown[line_start..start]);
        let text = self.edits.applied(self.markdown, start.min(range.end)..range.end);
        let mut lines = text.trim_end().lines();
        let first = lines.next().unwrap_or_default().to_owned();
        lines.fold(first, |all, line| all + "\n" + &without_indent(line, column))
    }

    fn line(&self, block: &MarkdownBlock<'_>) -> usize {
        let text = &self.markdown[block.range.clone()];
        let start = block.range.start + text.len() - text.trim_start().len();
        self.breaks.partition_point(|at| *at < start) + 1
    }
}

/// The text after the box at the start of an item, and whether it has a check mark.
fn marked(text: &str) -> Option<(&str, bool)> {
    let marks = [("[ ]", false), ("[x]", true), ("[X]", true)];
    let (text, is_done) =
        marks.into_iter().find_map(|(mark, is_done)| Some((text.strip_prefix(mark)?, is_done)))?;
    (text.is_empty() || text.starts_with(char::is_whitespace)).then_some((text, is_done))
}

/// How wide a text at the start of a line is, with tab stops as in Markdown.
fn columns(text: &str) -> usize {
    text.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// A line with this many columns of indentation removed.
fn without_indent(line: &str, width: usize) -> String {
    let mut column = 0;
    for (at, c) in line.char_indices() {
        if column >= width || !matches!(c, ' ' | '\t') {
            return " ".repeat(column.saturating_sub(width)) + &line[at..];
        }
        column = if c == '\t' { column / 4 * 4 + 4 } else { column + 1 };
    }
    String::new()
}

/// Several lines as one, without hard breaks.
fn one_line(text: &str) -> String {
    let lines = text.lines().map(|line| line.trim().trim_end_matches('\\'));
    lines.collect::<Vec<_>>().join(" ").replace('\t', " ").trim().to_owned()
}

/// The text of a heading, of either form.
fn heading(source: &str) -> String {
    let mut lines: Vec<&str> = source.lines().collect();
    let is_underline =
        |line: &&str| !line.is_empty() && line.trim().chars().all(|c| c == '=' || c == '-');
    if lines.len() > 1 && lines.last().is_some_and(is_underline) {
        lines.pop();
        return one_line(&lines.join("\n"));
    }
    let text = source.trim_start_matches('#').trim();
    let without = text.trim_end_matches('#');
    if without.ends_with(' ') || without.is_empty() {
        without.trim().to_owned()
    } else {
        text.to_owned()
    }
}

/// The tags in HTML that open and close `<details>`.
fn details(html: &str) -> Vec<Content> {
    let mut contents = Vec::new();
    let mut is_open = false;
    for part in html.split('<') {
        if part.starts_with("details") {
            is_open = true;
        } else if let (Some(summary), true) = (part.strip_prefix("summary"), is_open) {
            let rest = html.split_once("<summary").map_or(summary, |(_, rest)| rest);
            let text = rest.split_once('>').map_or("", |(_, text)| text);
            let text = text.split("</summary").next().unwrap_or_default();
            let plain: String =
                text.split('<').map(|it| it.split_once('>').map_or(it, |(_, it)| it)).collect();
            contents.push(Content::Divider(Divider::Details, one_line(&plain)));
            is_open = false;
        } else if part.starts_with("/details") {
            contents.push(Content::EndOfDetails);
        }
    }
    if is_open {
        contents.push(Content::Divider(Divider::Details, String::new()));
    }
    contents
}
