//! Problems of definitions as data: a code, a message, a place, and advice.

use serde_yaml::Location;
use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct At {
    /// Index into [`Problems::sources`].
    pub file: usize,
    /// The first byte, counted from 0.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    /// One line, lower case, no full stop.
    pub message: String,
    /// Absent for a problem of the folder as a whole.
    pub at: Option<At>,
    /// Another place that is involved, and its label: "first occurrence".
    pub also: Option<(At, &'static str)>,
    pub help: Option<String>,
}

impl Problem {
    pub(super) fn new(code: Code, at: At, message: impl Into<String>) -> Self {
        Self { at: Some(at), ..Self::of_all(code, message) }
    }

    pub(super) fn of_all(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), at: None, also: None, help: None }
    }

    pub(super) fn duplicate(code: Code, what: &str, at: At, first: At) -> Self {
        Self::new(code, at, format!("duplicate {what}")).also(first, "first occurrence")
    }

    pub(super) fn also(mut self, at: At, label: &'static str) -> Self {
        self.also = Some((at, label));
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path by which the user can open it.
    pub path: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems {
    /// By file and line; those without a place come last.
    pub problems: Vec<Problem>,
    pub sources: Vec<SourceFile>,
    starts: Vec<Vec<usize>>,
}

impl Problems {
    pub(super) fn new(problems: Vec<Problem>, sources: Vec<SourceFile>) -> Self {
        let starts = sources.iter().map(|source| line_starts(&source.text)).collect();
        Self { problems, sources, starts }
    }

    /// The line of a place, counted from 1, and its first byte.
    pub(super) fn line(&self, at: At) -> (usize, usize) {
        let starts = &self.starts[at.file];
        let line = starts.partition_point(|start| *start <= at.start);
        (line, starts[line - 1])
    }

    /// The line and the column, in characters, of a place; both counted from 1.
    pub fn position(&self, at: At) -> (usize, usize) {
        let (line, start) = self.line(at);
        (line, self.sources[at.file].text[start..at.start].chars().count() + 1)
    }

    /// The number of problems: `3 problems in 2 files`.
    pub fn summary(&self) -> String {
        let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        let files = self.problems.iter().filter_map(|problem| Some(problem.at?.file));
        let files: BTreeSet<usize> = files.collect();
        let problems = count(self.problems.len(), "problem");
        match files.len() {
            0 => problems,
            n => format!("{problems} in {}", count(n, "file")),
        }
    }
}

/// The kind of a problem. Its text is what is printed and documented: `unknown-key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Code {
    /// Not YAML, or YAML with unsupported parts: aliases, several documents.
    Syntax,
    /// Over a limit: bytes, depth, items.
    TooMuch,
    UnknownKey,
    DuplicateKey,
    WrongType,
    Missing,
    HiddenCharacter,
    BadId,
    DuplicateId,
    /// A scalar that two files set.
    SetTwice,
    UnknownRole,
    UnknownReference,
    /// A word outside a fixed set.
    UnknownWord,
    GateCycle,
    EmptyGate,
    BadTime,
    NoItems,
    NoPhases,
    DeploysTwice,
    /// Something that an item with steps cannot have.
    Heading,
    /// What comes after itself.
    AfterCycle,
    /// `{{name}}` without an end.
    BadPlaceholder,
    /// Something that an incident list cannot have.
    IncidentList,
}

impl Code {
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Whether such a problem may only be there because a part of a file could not be read.
    pub(super) fn may_follow_from_others(self) -> bool {
        use Code::{EmptyGate, Missing, NoItems, NoPhases, UnknownReference, UnknownRole};
        matches!(self, Missing | NoItems | NoPhases | EmptyGate | UnknownRole | UnknownReference)
    }
}

/// The lines of a text, each with its end: `\n`, `\r\n`, or as in YAML `\r` alone.
pub(super) fn lines(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let end = match text.find(['\n', '\r']) {
            Some(at) if text[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
            None => text.len(),
        };
        let (line, rest) = text.split_at(end);
        text = rest;
        (!line.is_empty()).then_some(line)
    })
}

/// The first byte of each line.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    let mut end = 0;
    let ended = lines(text).filter(|line| line.ends_with(['\n', '\r']));
    let later = ended.map(|line| {
        end += line.len();
        end
    });
    std::iter::once(0).chain(later).collect()
}

/// The place of a value: its first line, if it spans several.
pub(super) fn place(location: Location, text: &str, file: usize) -> At {
    let span = location.span();
    let number = |n| usize::try_from(n).unwrap_or(usize::MAX);
    // An error of the scanner has no bytes.
    let by_character = || text.char_indices().nth(number(span.offset())).map(|(byte, _)| byte);
    let start = span.byte_offset().map(number).filter(|&start| text.is_char_boundary(start));
    let start = start.or_else(by_character).unwrap_or(text.len());
    let end = start.saturating_add(number(span.byte_len().unwrap_or(0))).min(text.len());
    let end = (start..=end).rfind(|&end| text.is_char_boundary(end));
    let marked = &text[start..end.unwrap_or(start)];
    let marked = marked.split(['\n', '\r']).next().unwrap_or("").trim_end();
    At { file, start, end: start + marked.len() }
}
