//! YAML as a tree in which each value has its place. What the values mean is [`super::raw`]'s concern.
//!
//! Duplicate and unknown keys are kept, so that all of them can be reported at once. Aliases, merge keys, tags and
//! several documents are refused, because a checklist must be easy to read.

use super::location::{lines, place, start_of_line};
use super::problem::{At, Code, Problem};
use super::syntax::syntax_problem;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Options, Spanned};
use std::fmt;

/// The maximum size of a file in bytes.
pub(super) const MAX_BYTES: usize = 1_000_000;

/// A value and its place.
pub(super) type YamlNode = Spanned<Yaml>;

/// A value.
#[derive(Debug)]
pub(super) enum Yaml {
    Null,
    Flag(bool),
    Number,
    Text(String),
    List(Vec<YamlNode>),
    Map(Vec<(YamlNode, YamlNode)>),
}

/// Reads the text of one file. `Ok(None)` is a file of nothing but white space and comments.
///
/// # Errors
///
/// The first syntax error, or the limit that the file exceeds.
pub(super) fn parse(text: &str, file: usize) -> Result<Option<YamlNode>, Box<Problem>> {
    let top = At { file, line: 1, column: 1, start: 0, end: 0 };
    if text.len() > MAX_BYTES {
        return Err(Box::new(
            Problem::new(Code::TooMuch, top, "this file is longer than 1 MB")
                .help("split it: all *.yaml files of the directory are read"),
        ));
    }
    if let Some(start) = text.find(char::REPLACEMENT_CHARACTER) {
        let line_start = start_of_line(text, start);
        let at = At {
            file,
            line: lines(&text[..line_start]).count() + 1,
            column: text[line_start..start].chars().count() + 1,
            start,
            end: start + char::REPLACEMENT_CHARACTER.len_utf8(),
        };
        return Err(Box::new(
            Problem::new(Code::Syntax, at, "this file is not UTF-8 text")
                .label("not a character")
                .help("save it as UTF-8"),
        ));
    }
    if lines(text).all(is_blank) {
        return Ok(None);
    }
    let tree: YamlNode = serde_yaml::from_str_with_options(text, options())
        .map_err(|error| Box::new(syntax_problem(&error, text, top)))?;
    match tagged(&tree, text, file) {
        Some(at) => {
            Err(Box::new(Problem::new(Code::Syntax, at, "tags are not allowed").help("remove it")))
        }
        None => Ok(Some(tree)),
    }
}

/// The place of the first value with a tag. The parser accepts the tags of YAML itself, but `!!binary` shows reviewers another text
/// than readers.
fn tagged(node: &YamlNode, text: &str, file: usize) -> Option<At> {
    let at = place(node.referenced, text, file);
    // A block begins at its first line, which may be a text such as `!!! note`.
    let is_text = matches!(&node.value, Yaml::Text(value) if value.starts_with('!'));
    if !is_text && text[at.start..].starts_with('!') || ends_with_tag(text[..at.start].trim_end()) {
        return Some(at);
    }
    match &node.value {
        Yaml::List(items) => items.iter().find_map(|item| tagged(item, text, file)),
        Yaml::Map(entries) => entries
            .iter()
            .find_map(|(key, value)| tagged(key, text, file).or_else(|| tagged(value, text, file))),
        Yaml::Null | Yaml::Flag(_) | Yaml::Number | Yaml::Text(_) => None,
    }
}

/// Whether what stands before a value ends with a tag: a word with `!` after an indicator, or on a line of its own.
fn ends_with_tag(before: &str) -> bool {
    let tag = before.rsplit([' ', '\t', '\n', '[', '{', ',']).next().unwrap_or_default();
    let ahead = before[..before.len() - tag.len()].trim_end_matches([' ', '\t']);
    let is_tag =
        tag.starts_with('!') && !tag.ends_with(':') && !tag.contains(['"', '\'', ']', '}']);
    is_tag && (ahead.is_empty() || ahead.ends_with(['\n', ':', '-', '[', '{', ',', '?']))
}

fn is_blank(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}').trim();
    line.is_empty() || line.starts_with('#') || line == "---"
}

fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_documents: 1,
            max_depth: 16,
            flow_nesting_limit: 16,
            max_nodes: 100_000,
            max_events: 250_000,
            max_total_scalar_bytes: MAX_BYTES,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        strict_booleans: true,
        with_snippet: false,
        reject_unsupported_tags: true,
    }
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

macro_rules! numbers {
    ($($visit:ident: $number:ty),*) => {
        $(fn $visit<E>(self, _: $number) -> Result<Yaml, E> {
            Ok(Yaml::Number)
        })*
    };
}

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Yaml;

    numbers! { visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64 }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Yaml, E> {
        Ok(Yaml::Flag(flag))
    }

    fn visit_str<E>(self, text: &str) -> Result<Yaml, E> {
        Ok(Yaml::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }

    fn visit_none<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Yaml, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            list.push(entry);
        }
        Ok(Yaml::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Yaml, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Yaml::Map(map))
    }
}
