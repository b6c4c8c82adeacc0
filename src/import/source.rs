//! The Markdown within a file: without front matter and the frame of an issue form, and with the same line numbers; and what an
//! import has to say about it.

use crate::names::is_hidden;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_yaml::Spanned;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ItemSource {
    /// Task lists.
    #[default]
    Boxes,
    Bullets,
    Numbers,
    /// The task lists in the code block that begins at this line.
    Fence(usize),
}

#[derive(Debug, Clone, Default)]
pub struct Request {
    /// What the playbook is called if the text has no name.
    pub name: String,
    /// What stands for the version in the text.
    pub version_placeholder: Option<String>,
    pub types: Vec<String>,
    pub lists: ItemSource,
    /// Whether a template is imported as it is.
    pub as_text: bool,
}

/// A line of the source that was not understood, or not taken over as it is, and what was done with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Note {
    /// Counted from 1.
    pub line: usize,
    pub text: String,
}

#[derive(Debug, Default)]
pub struct ImportReport {
    /// By line.
    pub notes: Vec<Note>,
    /// Task-list items with a text.
    pub boxes: usize,
    pub bullets: usize,
    pub numbered: usize,
    /// The line of the first code block with boxes.
    pub fence: Option<usize>,
}

impl ImportReport {
    pub(super) fn note(&mut self, line: usize, text: impl Into<String>) {
        self.notes.push(Note { line, text: text.into() });
    }
}

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

/// Front matter, or an issue form of GitHub, which also has a body.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Header {
    name: Value,
    title: Value,
    assignees: Value,
    body: Vec<FormField>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FormField {
    attributes: FormAttributes,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FormAttributes {
    value: Option<Spanned<String>>,
}

pub(super) fn prepare(text: &str, request: &Request, report: &mut ImportReport) -> Source {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut text = visible(&text, report);
    if let Some(placeholder) = request.version_placeholder.as_deref().filter(|it| !it.is_empty()) {
        text = text.replace(placeholder, &VERSION.to_string());
    }
    let mut header = Header::default();
    if text.contains("\nbody:")
        && let Ok(form) = serde_yaml::from_str::<Header>(&text)
    {
        text = values(&form.body);
        header = form;
    } else if let Some((front, rest)) = front_matter(&text) {
        header = serde_yaml::from_str(front).unwrap_or_else(|_| {
            report.note(1, "the front matter is not YAML: ignored");
            Header::default()
        });
        text = "\n".repeat(front.matches('\n').count() + 2) + rest;
    }
    if let ItemSource::Fence(line) = request.lists {
        text = fence(&text, line);
    }
    Source { markdown: text, name: header.name(), assignees: header.assignees() }
}

impl Header {
    fn name(&self) -> Option<String> {
        let name = self.name.as_str().or(self.title.as_str()).map(str::trim);
        name.filter(|it| !it.is_empty()).map(str::to_owned)
    }

    fn assignees(&self) -> Vec<String> {
        let names: Vec<&str> = match &self.assignees {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            Value::String(list) => list.split([',', ' ']).collect(),
            _ => Vec::new(),
        };
        let names = names.into_iter().map(|name| name.trim().trim_start_matches('@'));
        names.filter(|it| !it.is_empty()).map(str::to_owned).collect()
    }
}

/// The text without invisible characters and without NUL, which playbooks refuse.
fn visible(text: &str, report: &mut ImportReport) -> String {
    let is_removed = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t');
    for (line, text) in (1..).zip(text.lines()) {
        if let Some(c) = text.chars().find(|c| is_removed(*c)) {
            report.note(line, format!("invisible character U+{:04X}: removed", u32::from(c)));
        }
    }
    text.chars().filter(|c| !is_removed(*c)).collect()
}

/// The front matter, each line with its end, and what follows it.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let (front, rest) = text.strip_prefix("---\n")?.split_once("\n---")?;
    (rest.is_empty() || rest.starts_with('\n')).then_some((front, rest))
}

/// The Markdown in the values of a form, at the same lines.
fn values(fields: &[FormField]) -> String {
    let mut text = String::new();
    for value in fields.iter().filter_map(|field| field.attributes.value.as_ref()) {
        let line = usize::try_from(value.referenced.line()).unwrap_or_default();
        let above = text.matches('\n').count() + 1;
        text += &"\n".repeat(line.saturating_sub(above));
        text += &value.value;
    }
    text
}

/// The code of the block that begins at a line, at the same lines.
fn fence(text: &str, line: usize) -> String {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = start + text[start..].find('\n').unwrap_or(text.len() - start);
    let mut events = Parser::new_ext(text, OPTIONS).into_offset_iter();
    events.find(|(event, range)| {
        matches!(event, Event::Start(Tag::CodeBlock(_))) && (start..=end).contains(&range.start)
    });
    let mut code = "\n".repeat(line);
    while let Some((Event::Text(text), _)) = events.next() {
        code += &text;
    }
    code
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
