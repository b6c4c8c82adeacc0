//! Markdown as headings, lines that announce a list, lists with boxes, and all other text.
//!
//! Texts are parts of the source, de-indented, so that they are kept as they were written.

use super::blocks::{Kind, MarkdownBlock, MarkdownPage, SourceEdits, read};
use super::outline::{BOLD, COLON, DETAILS, Entry, EntryKind, OpenPage, PagePart};
use super::placeholders;
use super::source::{ImportReport, ItemSource, boxes};
use crate::names::count;
use std::ops::Range;

/// Reads Markdown; nothing if its lists are nested too deeply.
pub(super) fn parse(
    markdown: &str,
    lists: ItemSource,
    report: &mut ImportReport,
) -> Option<PagePart> {
    let MarkdownPage { blocks, edits, comments } = read(markdown)?;
    placeholders::find(&edits.applied(markdown, 0..markdown.len()), report);
    let breaks = markdown.match_indices('\n').map(|(at, _)| at).collect();
    let mut parser = Parser { markdown, edits, breaks, lists, report, page: OpenPage::new() };
    parser.count(&comments);
    let mut blocks = blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        let is_before_list = blocks.peek().is_some_and(|it| matches!(it.kind, Kind::List(_)));
        parser.element(block, is_before_list);
    }
    Some(parser.page.end())
}

struct Parser<'a> {
    markdown: &'a str,
    edits: SourceEdits,
    breaks: Vec<usize>,
    lists: ItemSource,
    report: &'a mut ImportReport,
    page: OpenPage,
}

impl Parser<'_> {
    fn count(&mut self, comments: &[Range<usize>]) {
        for comment in comments {
            let hidden = boxes(self.markdown[comment.clone()].trim_start_matches("<!--"));
            if hidden > 0 {
                let note = format!("{} in a comment: not imported", count(hidden, "box", "boxes"));
                self.report.note(self.line_of(comment.start), note);
            }
        }
    }

    fn element(&mut self, block: &MarkdownBlock, is_before_list: bool) {
        let line = self.line(block);
        if let Kind::List(is_numbered) = block.kind {
            let (entries, rest) = self.list(block, is_numbered);
            self.page.list(entries);
            self.page.prose(rest.unwrap_or_default());
            return;
        }
        let mut source = self.source(block);
        match &block.kind {
            Kind::Heading(level) => {
                let text = block.blocks.first().map(|it| one_line(&self.source(it)));
                self.page.divide(*level, line, text.unwrap_or_default(), source);
            }
            Kind::Paragraph => self.paragraph(line, source, is_before_list),
            Kind::Html => {
                // Several tags in one block of HTML have one source.
                for tag in details(&source) {
                    let source = std::mem::take(&mut source);
                    match tag {
                        Some(summary) => self.page.divide(DETAILS, line, summary, source),
                        None => self.page.end_details(source),
                    }
                }
                self.page.prose(source);
            }
            _ => self.page.prose(source),
        }
    }

    fn paragraph(&mut self, line: usize, source: String, is_before_list: bool) {
        let text = one_line(&source);
        if marked(&text).is_some() {
            self.report.note(line, "a box outside a list: kept as text");
        }
        let label = text.trim_end_matches([':', ' ']);
        let bold = ["**", "__"].iter().find_map(|mark| {
            let inner = label.strip_prefix(mark)?.strip_suffix(mark)?;
            (!inner.contains(mark)).then(|| inner.trim_end_matches(':').to_owned())
        });
        match bold {
            Some(bold) => self.page.divide(BOLD, line, bold, source),
            None if text.ends_with(':') && is_before_list && text.chars().count() <= 80 => {
                self.page.divide(COLON, line, label.to_owned(), source);
            }
            None => self.page.prose(source),
        }
    }

    /// The items with boxes of a list, and everything else in it.
    fn list(&mut self, list: &MarkdownBlock, is_numbered: bool) -> (Vec<Entry>, Option<String>) {
        let (mut entries, mut rest) = (Vec::new(), Vec::new());
        for item in &list.blocks {
            match self.entry(item, is_numbered) {
                Some(entry) if entry.kind != EntryKind::Box && entry.steps.is_empty() => {
                    rest.push(self.slice(item.range.clone()));
                }
                entry => entries.extend(entry),
            }
        }
        let is_whole = rest.len() == list.blocks.len();
        let rest = if is_whole { self.slice(list.range.clone()) } else { rest.join("\n") };
        (entries, Some(rest).filter(|it| !it.is_empty()))
    }

    /// Nothing for an empty slot.
    fn entry(&mut self, item: &MarkdownBlock, is_numbered: bool) -> Option<Entry> {
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
        let is_box = has_text && (mark.is_some() || from_list);
        if is_box {
            entry.kind = EntryKind::Box;
        }
        self.report.boxes += usize::from(is_box);
        self.report.numbered += usize::from(is_numbered && mark.is_none());
        self.report.bullets += usize::from(!is_numbered && mark.is_none());
        if is_box && mark.is_some_and(|(_, is_done)| is_done) {
            self.report.note(entry.line, "a box with a check mark: imported as to do");
        }
        for block in blocks {
            if let Kind::List(is_numbered) = block.kind {
                let (steps, rest) = self.list(block, is_numbered);
                entry.steps.extend(steps);
                entry.how.extend(rest);
            } else {
                entry.how.extend(Some(self.source(block)).filter(|it| !it.is_empty()));
            }
        }
        if mark.is_some() && !has_text && entry.steps.is_empty() {
            self.report.note(entry.line, "a box without text: dropped");
            return None;
        }
        Some(entry)
    }

    /// A block as it was written, de-indented.
    fn source(&mut self, block: &MarkdownBlock) -> String {
        match &block.kind {
            Kind::Code(info, code) => {
                let line = self.line(block);
                let inner = boxes(code);
                if inner > 0 {
                    self.report.fence.get_or_insert(line);
                    let inner = count(inner, "box", "boxes");
                    let note = format!("{inner} in a code block: kept as code");
                    self.report.note(line, note);
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
                let text = self.slice(block.range.clone());
                let has_box = |row: &&str| ["[ ]", "☐", "⬜"].iter().any(|mark| row.contains(mark));
                let rows = text.lines().filter(has_box).count();
                if rows > 0 {
                    let rows = count(rows, "row", "rows");
                    let note = format!("a table with boxes in {rows}: kept as text");
                    self.report.note(self.line(block), note);
                }
                text
            }
            Kind::Rule => String::new(),
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

    fn line(&self, block: &MarkdownBlock) -> usize {
        let text = &self.markdown[block.range.clone()];
        self.line_of(block.range.start + text.len() - text.trim_start().len())
    }

    /// The line of a place in the text, counted from 1.
    fn line_of(&self, start: usize) -> usize {
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

/// The tags in HTML that open `<details>`, with the summary, and that close it.
fn details(html: &str) -> Vec<Option<String>> {
    let tag = |(at, _): (usize, &str)| {
        let rest = &html[at + 1..];
        if rest.starts_with("/details") {
            return Some(None);
        }
        let own = rest.strip_prefix("details")?.split("<details").next()?;
        let (_, summary) = own.split_once("<summary").unwrap_or_default();
        let summary = summary.split("</summary").next().unwrap_or_default();
        let plain: String =
            summary.split('<').filter_map(|it| Some(it.split_once('>')?.1)).collect();
        Some(Some(one_line(&plain)))
    };
    html.match_indices('<').filter_map(tag).collect()
}
