//! The Markdown within a file: without front matter, comments and the frame of an issue form, and with the same line numbers.

use super::report::{Counts, ImportReport};
use super::request::{ItemSource, Request};
use crate::names::is_hidden;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;
use std::ops::Range;

/// Stands for the version where `--version-placeholder` found it. The writer of the YAML replaces it.
pub(super) const VERSION: char = '\u{e000}';

/// What a file says besides its Markdown.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) markdown: String,
    pub(super) name: Option<String>,
    pub(super) assignees: Vec<String>,
}

pub(super) const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// Prepares the text of a file.
pub(super) fn prepare(text: &str, request: &Request, report: &mut ImportReport) -> Source {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut text = visible(&text, report);
    if let Some(placeholder) = request.version_placeholder.as_deref().filter(|it| !it.is_empty()) {
        text = text.replace(placeholder, &VERSION.to_string());
    }
    let mut source = Source::default();
    if is_form(&text) {
        let head = text.find("\nbody:").unwrap_or_default();
        source.front_matter(&text[..head], report);
        text = values(&text);
    } else if let Some(end) = front_matter(&text) {
        source.front_matter(text[..end].trim_matches(['-', '\n']), report);
        text = blank(&text, std::slice::from_ref(&(0..end)));
    }
    if let ItemSource::Fence(line) = request.lists {
        text = fence(&text, line);
    }
    let parts = removed(&text, report);
    source.markdown = if parts.is_empty() { text } else { blank(&text, &parts) };
    source
}

impl Source {
    /// Takes the name and the team from YAML.
    fn front_matter(&mut self, yaml: &str, report: &mut ImportReport) {
        let Ok(Value::Object(keys)) = serde_yaml::from_str::<Value>(yaml) else {
            report.note(1, "the front matter is not YAML: ignored");
            return;
        };
        let text = |key: &str| keys.get(key).and_then(Value::as_str).map(str::trim);
        self.name = text("name").or(text("title")).filter(|it| !it.is_empty()).map(str::to_owned);
        let assignees = match keys.get("assignees") {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(list)) => list.split([',', ' ']).collect(),
            _ => Vec::new(),
        };
        let names = assignees.iter().map(|name| name.trim().trim_start_matches('@'));
        self.assignees = names.filter(|it| !it.is_empty()).map(str::to_owned).collect();
    }
}

/// The text without invisible characters and without NUL, which playbooks refuse.
fn visible(text: &str, report: &mut ImportReport) -> String {
    let is_removed = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t');
    if !text.contains(is_removed) {
        return text.to_owned();
    }
    for (line, text) in (1..).zip(text.lines()) {
        if let Some(c) = text.chars().find(|c| is_removed(*c)) {
            report.note(line, format!("invisible character U+{:04X}: removed", u32::from(c)));
        }
    }
    text.chars().filter(|c| !is_removed(*c)).collect()
}

/// The end of the front matter.
fn front_matter(text: &str) -> Option<usize> {
    let body = text.strip_prefix("---\n")?;
    let end =
        body.find("\n---\n").map(|at| at + 5).or(body.ends_with("\n---").then_some(body.len()));
    Some(4 + end?)
}

/// Whether the text is an issue form of GitHub.
fn is_form(text: &str) -> bool {
    let has = |key| text.lines().any(|line| line.starts_with(key));
    has("body:") && has("name:") && text.contains("attributes:")
}

/// The Markdown in the values of a form, at the same lines.
fn values(form: &str) -> String {
    let (mut out, mut above) = (String::new(), None);
    let mut indent = None;
    for line in form.lines() {
        let spaces = line.len() - line.trim_start().len();
        let is_blank = line.trim().is_empty();
        if above.is_some_and(|above| !is_blank && spaces <= above) {
            (above, indent) = (None, None);
        }
        if above.is_some() && !is_blank {
            out += &line[(*indent.get_or_insert(spaces)).min(spaces)..];
        } else if let Some(value) = line.trim_start().strip_prefix("value:") {
            match value.trim_start().starts_with(['|', '>']) {
                true => above = Some(spaces),
                false => out += &value.trim().trim_matches(['"', '\'']).replace("\\n", "\n"),
            }
        }
        out.push('\n');
    }
    out
}

/// The code of the block that begins at a line, at the same lines.
fn fence(text: &str, line: usize) -> String {
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let first = line_of(text, range.start);
        if matches!(event, Event::Start(Tag::CodeBlock(_))) && first == line {
            let rest = text[range.clone()].split_once('\n').map_or("", |(_, code)| code);
            let rest = rest.trim_end();
            let code = rest.rsplit_once('\n').map_or("", |(code, _)| code);
            return "\n".repeat(line) + &textwrap::dedent(code) + "\n";
        }
    }
    String::new()
}

/// The line of a place in a text, counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// What no reader of the page sees, and the marks of quotes around boxes.
fn removed(text: &str, report: &mut ImportReport) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    if !text.contains("<!--") && !text.contains('>') {
        return parts;
    }
    // The lines of one block of HTML follow each other.
    let mut html = 0..0;
    let end = (Event::SoftBreak, text.len()..text.len());
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter().chain([end]) {
        let is_html = matches!(event, Event::Html(_) | Event::InlineHtml(_));
        if is_html && range.start == html.end {
            html.end = range.end;
            continue;
        }
        if is_html || range.start >= html.end {
            parts.extend(comments(text, std::mem::replace(&mut html, 0..0)));
        }
        if is_html {
            html = range;
        } else if matches!(event, Event::Start(Tag::BlockQuote(_)))
            && boxes(&text[range.clone()].replace('>', " ")) > 0
        {
            let mut at = range.start;
            for line in text[range].split_inclusive('\n') {
                let mark = line.find('>').filter(|mark| line[..*mark].trim().is_empty());
                parts.extend(mark.map(|mark| at + mark..at + mark + 1));
                at += line.len();
            }
        }
    }
    parts.sort_by_key(|part| part.start);
    for part in &parts {
        let count = boxes(text[part.clone()].trim_start_matches("<!--"));
        if count > 0 {
            report.found.in_comments += count;
            let note = format!("{} in a comment: not imported", Counts::boxes(count));
            report.note(line_of(text, part.start), note);
        }
    }
    parts
}

/// The comments in a block of HTML.
fn comments(text: &str, html: Range<usize>) -> Vec<Range<usize>> {
    let (mut comments, mut at) = (Vec::new(), html.start);
    while let Some(start) = text[at..html.end].find("<!--").map(|start| at + start) {
        let end = text[start..html.end].find("-->").map_or(html.end, |end| start + end + 3);
        comments.push(start..end);
        at = end;
    }
    comments
}

/// How many lines of a text begin with a box.
pub(super) fn boxes(text: &str) -> usize {
    text.lines().filter(|line| is_box(line)).count()
}

fn is_box(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let text = line.strip_prefix(['-', '*', '+', '.', ')']).map(str::trim_start);
    text.is_some_and(|text| ["[ ] ", "[x] ", "[X] "].iter().any(|mark| text.starts_with(mark)))
}

/// The text with parts of it replaced by spaces, so that everything else keeps its place.
fn blank(text: &str, parts: &[Range<usize>]) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if part.start >= at {
            out += &text[at..part.start];
            out.extend(text[part.clone()].bytes().map(|c| if c == b'\n' { '\n' } else { ' ' }));
            at = part.end;
        }
    }
    out + &text[at..]
}
