//! YAML as a tree in which each value has its place. What the values mean is [`super::raw`]'s concern.
//!
//! Duplicate and unknown keys are kept, so that all of them can be reported at once. Aliases, merge keys, unknown tags
//! and several documents are refused, because a checklist must be easy to read.

use super::problem::{At, Code, Problem, lines};
use super::syntax::{SPLIT, syntax_problem};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Options, Spanned};
use std::fmt;

/// The maximum size of a file in bytes.
pub(super) const MAX_BYTES: usize = 1_000_000;

/// A value and its place.
pub(super) type YamlNode = Spanned<Yaml>;

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
/// The first syntax error, or the limit that the file exceeds.
pub(super) fn parse(text: &str, file: usize) -> Result<Option<YamlNode>, Box<Problem>> {
    let top = At { file, start: 0, end: 0 };
    if text.len() > MAX_BYTES {
        let problem = Problem::new(Code::TooMuch, top, "this file is longer than 1 MB");
        return Err(Box::new(problem.help(SPLIT)));
    }
    if let Some(start) = text.find(char::REPLACEMENT_CHARACTER) {
        let at = At { file, start, end: start + char::REPLACEMENT_CHARACTER.len_utf8() };
        let problem = Problem::new(Code::Syntax, at, "this file is not UTF-8 text");
        return Err(Box::new(problem.help("save it as UTF-8")));
    }
    if lines(text).all(is_blank) {
        return Ok(None);
    }
    let tree = serde_yaml::from_str_with_options(text, options());
    tree.map(Some).map_err(|error| Box::new(syntax_problem(&error, text, top)))
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
        // Otherwise reviewers would see another text than readers.
        ignore_binary_tag_for_string: true,
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
