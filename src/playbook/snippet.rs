//! Problems as text: each with its place, the offending line, a marker below it, and what to do about it.
//!
//! Only the marked lines are shown, cut to the width, with everything invisible made visible.

use super::problem::{At, Problem, Problems};
use crate::names::{is_invisible, precedes_command};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use textwrap::WordSplitter;

/// The longest part of a line that is handed on to be shown, in characters after the mark, and of a message.
const REACH: usize = 400;

/// The longest part of a line that is marked, in characters.
const MARK: usize = 60;

/// The maximum number of problems shown.
const SHOWN: usize = 100;

/// Renders all problems, and at the end what they come to: `2 problems in 1 file`.
pub fn render_problems(problems: &Problems, colour: bool, width: usize) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(width);
    let mut text = String::new();
    for problem in problems.problems.iter().take(SHOWN) {
        text.push_str(&renderer.render(&[group(problem, problems, width)]));
        text.push_str("\n\n");
    }
    text += &problems.summary();
    match problems.problems.len().saturating_sub(SHOWN) {
        0 => text + "\n",
        more => format!("{text}, {more} of them not shown\n"),
    }
}

fn group<'a>(problem: &'a Problem, problems: &'a Problems, width: usize) -> Group<'a> {
    let title = Level::ERROR.primary_title(visible(first(&problem.message, REACH)));
    let mut group = Group::with_title(title.id(problem.code.id()));
    if let Some(at) = problem.at {
        group = group.element(line(at, None, AnnotationKind::Primary, problems));
    }
    if let Some((at, label)) = problem.also {
        group = group.element(line(at, Some(label), AnnotationKind::Context, problems));
    }
    match &problem.help {
        Some(help) => {
            group.element(Level::HELP.message(wrapped(&visible(first(help, REACH)), width)))
        }
        None => group,
    }
}

/// The line at a place, with the place marked.
fn line<'a>(
    at: At,
    label: Option<&'a str>,
    kind: AnnotationKind,
    problems: &'a Problems,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = &problems.sources[at.file];
    let (number, start) = problems.line(at);
    let line = source.text[start..].split(['\n', '\r']).next().unwrap_or("");
    let (before, rest) = line.split_at((at.start - start).min(line.len()));
    let marked = &rest[..(at.end - at.start).min(rest.len())];
    let before = visible(before);
    let rest = visible(rest);
    let marked = first(&rest, marked.chars().count().min(MARK));
    let span = before.len()..before.len() + marked.len();
    Snippet::source(format!("{before}{}", first(&rest, REACH)))
        .line_start(number)
        .path(visible(&source.path))
        .annotation(kind.span(span).label(label))
}

fn first(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    &text[..end.map_or(text.len(), |(end, _)| end)]
}

/// The text with one sign for each invisible character, so that columns stay what they are.
fn visible(text: &str) -> String {
    let sign = |(at, c): (usize, char)| match c {
        '\t' => ' ',
        // What completes a command that a runner of a CI service would execute.
        '[' if precedes_command(&text[..at]) => char::REPLACEMENT_CHARACTER,
        c if is_invisible(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.char_indices().map(sign).collect()
}

/// The text in lines that fit beside `   = help: `.
fn wrapped(text: &str, width: usize) -> String {
    let room = width.saturating_sub(14).max(30);
    let options =
        textwrap::Options::new(room).break_words(false).word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}
