//! An output from the view of its readers: a terminal, a page, a workflow runner, a chat, a program.
//!
//! The readers share nothing with the renderers: they use a screen model, a Markdown parser, and their own code.

use super::release::{Form, Output};
use super::texts::is_raw;
use crate::scale::amount;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// A place in the order of an output. Words are omitted.
pub(super) type Shape = Vec<Cow<'static, str>>;

/// What the reader of an output finds in it.
pub(super) fn shape(output: &Output) -> Result<Shape, String> {
    let text = &output.text;
    match output.form {
        Form::Text | Form::Runner => terminal(text),
        Form::Page => page(text),
        Form::Web => web(text),
        Form::Chat => chat(text),
        Form::Data => value(text).map(|_| Shape::new()),
        Form::Xml => xml(text),
        Form::Calendar => calendar(text),
    }
}

/// The effect on a terminal: only styles and line ends are allowed.
pub(super) fn terminal(text: &str) -> Result<Shape, String> {
    let mut shape = Shape::new();
    let mut rest = text;
    let acts = |rest: &str| rest.char_indices().find(|&(at, c)| c == '\n' || is_raw(rest, at, c));
    while let Some((at, _)) = acts(rest) {
        let from = &rest[at..];
        if let Some(after) = from.strip_prefix('\n') {
            shape.push("\n".into());
            rest = after;
            continue;
        }
        let attribute = from.strip_prefix("\u{1b}[").and_then(|after| {
            let end = after.find(|c: char| !c.is_ascii_digit() && c != ';')?;
            after[end..].starts_with('m').then(|| &after[..end])
        });
        let Some(attribute) = attribute else {
            return Err(format!("a raw control: {:?}", first(from, 12)));
        };
        shape.push(attribute.to_owned().into());
        rest = &from[attribute.len() + 3..];
    }
    screen(text)?;
    Ok(shape)
}

/// Draws a text without other controls on a screen, unless it would be very large: the text must use its own lines and leave no
/// style behind.
fn screen(text: &str) -> Result<(), String> {
    let lines = text.matches('\n').count();
    // A terminal model may give joined characters the width of their parts.
    let widest = text.lines().map(|line| line.chars().count() + line.width()).max();
    let (rows, columns) = (lines + 2, widest.unwrap_or_default() + 2);
    if rows * columns > amount(3_000, 50_000) {
        return Ok(());
    }
    let size = |number: usize| u16::try_from(number).expect("no larger than the screen");
    let mut parser = vt100::Parser::new(size(rows), size(columns), 0);
    parser.process(text.replace('\n', "\r\n").as_bytes());
    let screen = parser.screen();
    let (row, column) = screen.cursor_position();
    if usize::from(row) != lines || column != 0 {
        return Err(format!("the cursor ends in line {row} of {lines}, column {column}"));
    }
    let plain = screen.fgcolor() == vt100::Color::Default && !screen.bold() && !screen.dim();
    plain.then_some(()).ok_or_else(|| "a look stays behind".to_owned())
}

/// The structure of a page. Only words may differ, and an `@` in code is a word.
pub(super) fn page(text: &str) -> Result<Shape, String> {
    no_raw(text)?;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    let mut shape = Shape::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(words) if words.contains('@') => {
                return Err(format!("an @ that calls somebody: {words:?}"));
            }
            Event::Text(_) => {}
            // A line break of a note.
            Event::InlineHtml(html) if *html == *"<br>" => {}
            Event::Code(words) if *words == *"@" => {}
            Event::Start(Tag::Link { dest_url, .. }) => {
                if !leads(&dest_url) {
                    return Err(format!("a link to {dest_url:?}"));
                }
                shape.push("link".into());
            }
            Event::Start(Tag::CodeBlock(_)) => {
                return Err("a block of code".to_owned());
            }
            Event::Start(Tag::TableCell) => shape.push("cell".into()),
            Event::Start(Tag::TableRow) => shape.push("row".into()),
            Event::Start(Tag::Item) => shape.push("item".into()),
            Event::Start(Tag::Strong) => shape.push("strong".into()),
            Event::End(TagEnd::TableCell | TagEnd::TableRow | TagEnd::Item | TagEnd::Strong) => {
                shape.push("end".into());
            }
            other => shape.push(format!("{other:?}").into()),
        }
    }
    Ok(shape)
}

/// The structure of an HTML file: its tags with their attributes, as a tokenizer of the HTML standard finds them.
fn web(text: &str) -> Result<Shape, String> {
    no_raw(text)?;
    let mut shape = Shape::new();
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::String(_) => {}
            Token::StartTag(tag) => {
                shape.push(String::from_utf8_lossy(&tag.name).into_owned().into());
                for (name, value) in &tag.attributes {
                    let name = String::from_utf8_lossy(name);
                    let value = String::from_utf8_lossy(value);
                    // The target of a link outside the page is a word.
                    let is_link = &*name == "href" && !value.starts_with("#s");
                    if is_link && !leads(&value) {
                        return Err(format!("a link to {value:?}"));
                    }
                    let value = if is_link { "…" } else { &value };
                    shape.push(format!("{name}={value}").into());
                }
            }
            Token::EndTag(tag) => {
                shape.push(format!("/{}", String::from_utf8_lossy(&tag.name)).into());
            }
            other @ (Token::Comment(_) | Token::Error(_)) => return Err(format!("{other:?}")),
            Token::Doctype(_) => shape.push("doctype".into()),
        }
    }
    Ok(shape)
}

/// The workflow commands that a runner finds, with their property names. It checks every line of both
/// streams: one form starts a line, after any white space, the older one can be anywhere.
pub(super) fn commands(text: &str) -> Shape {
    let mut found = Shape::new();
    for line in text.split(['\n', '\r']) {
        if let Some((head, _)) =
            line.trim_start().strip_prefix("::").and_then(|after| after.split_once("::"))
        {
            let (name, rest) = head.split_once(' ').unwrap_or((head, ""));
            let keys = rest.split(',').filter_map(|pair| Some(pair.split_once('=')?.0.trim()));
            found.push(format!("{name} {:?}", keys.collect::<Vec<_>>()).into());
        }
        if let Some(at) = line.find("##[")
            && line[at..].contains(']')
        {
            found.push(format!("old {}", first(&line[at..], 20)).into());
        }
    }
    found
}

/// The effect of a text in a chat: its lines, links and mentions.
fn chat(text: &str) -> Result<Shape, String> {
    no_raw(text)?;
    let mut shape = Shape::new();
    for line in text.lines() {
        let mut rest = line;
        let mut words = String::new();
        while let Some(at) = rest.find('<') {
            words += &rest[..at];
            let inner = rest[at + 1..].split_once('>').ok_or("a `<` that is not closed")?;
            let (target, label) = inner.0.split_once('|').ok_or("a `<…>` that is no link")?;
            if !leads(target) || target.contains(' ') {
                return Err(format!("a link to {target:?}"));
            }
            words += label;
            shape.push("link".into());
            rest = inner.1;
        }
        words += rest;
        if words.replace("`@`", "").contains(['@', '`']) {
            return Err(format!("an @ or a ` of its own: {line:?}"));
        }
        shape.push("\n".into());
    }
    Ok(shape)
}

/// Reads XML: its elements and attributes.
fn xml(text: &str) -> Result<Shape, String> {
    no_raw(text)?;
    let document = roxmltree::Document::parse(text).map_err(|error| error.to_string())?;
    let mut shape = Shape::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        shape.push(node.tag_name().name().to_owned().into());
        shape.extend(node.attributes().map(|it| it.name().to_owned().into()));
    }
    Ok(shape)
}

/// Reads a calendar: its unfolded properties, of which no line is longer than 75 bytes.
fn calendar(text: &str) -> Result<Shape, String> {
    if text.split("\r\n").any(|line| line.len() > 75 || line.contains(['\r', '\n'])) {
        return Err("a line that is too long or broken".to_owned());
    }
    let unfolded = text.replace("\r\n ", "");
    no_raw(&unfolded.replace('\r', ""))?;
    Ok(unfolded
        .lines()
        .map(|line| line.split([':', ';']).next().unwrap().to_owned().into())
        .collect())
}

/// Returns whether a link has an allowed target. The case of its scheme is ignored.
fn leads(target: &str) -> bool {
    let target = target.to_ascii_lowercase();
    let schemes = ["https://", "http://", "mailto:"];
    schemes.iter().any(|scheme| target.starts_with(scheme))
}

/// The value that a program reads, without words.
pub(super) fn value(text: &str) -> Result<Value, String> {
    no_raw(text)?;
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn no_raw(text: &str) -> Result<(), String> {
    match text.char_indices().find(|&(at, c)| is_raw(text, at, c)) {
        Some((at, _)) => Err(format!("a raw control: {:?}", first(&text[at..], 12))),
        None => Ok(()),
    }
}

pub(super) fn first(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}
