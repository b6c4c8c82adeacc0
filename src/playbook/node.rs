//! YAML read into a tree that knows where each of its parts stands. What the parts mean is [`super::raw`]'s affair.
//!
//! Duplicate and unknown keys are kept, so that all of them can be reported at once. Aliases, merge keys, tags and
//! several documents are refused: a checklist is to be read by people.

use super::lines::{lines, start_of_line};
use super::problem::{At, Code, Problem};
use super::syntax::problem;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Location, Options, Spanned};
use std::fmt;

/// The longest file that is read, in bytes.
pub(super) const MAX_BYTES: usize = 1_000_000;

/// A value and its place.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) at: At,
    pub(super) value: Value,
}

/// What YAML can hold.
#[derive(Debug)]
pub(super) enum Value {
    Null,
    Flag(bool),
    Number,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// A key and its place.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) at: At,
    pub(super) text: String,
}

/// Reads the text of one file. `Ok(None)` is a file of nothing but white space and comments.
pub(super) fn parse(text: &str, file: usize) -> Result<Option<Node>, Box<Problem>> {
    let top = At {
        file,
        line: 1,
        column: 1,
        start: 0,
        end: 0,
    };
    if text.len() > MAX_BYTES {
        return Err(Box::new(
            Problem::new(Code::TooMuch, top, "this file is longer than 1 MB")
                .help("split it: every *.yaml file of the folder is read"),
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
    match serde_yaml::from_str_with_options::<Spanned<Tree>>(text, options()) {
        Ok(tree) => Ok(Some(node(tree, text, file))),
        Err(error) => Err(Box::new(problem(&error, text, top))),
    }
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

/// A [`Value`] on its way out of the parser, before the places are known by bytes.
enum Tree {
    Leaf(Value),
    List(Vec<Spanned<Tree>>),
    Map(Vec<(Spanned<Tree>, Spanned<Tree>)>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Flag(flag)))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Number))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Number))
    }

    fn visit_i128<E>(self, _: i128) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Number))
    }

    fn visit_u128<E>(self, _: u128) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Text(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Leaf(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            list.push(entry);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key()? {
            map.push((key, entries.next_value()?));
        }
        Ok(Tree::Map(map))
    }
}

fn node(tree: Spanned<Tree>, text: &str, file: usize) -> Node {
    let at = place(tree.referenced, text, file);
    let value = match tree.value {
        Tree::Leaf(value) => value,
        Tree::List(list) => Value::List((list.into_iter()).map(|n| node(n, text, file)).collect()),
        Tree::Map(map) => {
            let entry = |(key, value): (Spanned<Tree>, _)| {
                let at = place(key.referenced, text, file);
                let text_of_key = match key.value {
                    Tree::Leaf(Value::Text(word)) => word,
                    // No key that is known: it will be reported as it was typed.
                    Tree::Leaf(_) | Tree::List(_) | Tree::Map(_) => {
                        text[at.start..at.end].to_owned()
                    }
                };
                let key = Key {
                    at,
                    text: text_of_key,
                };
                (key, node(value, text, file))
            };
            Value::Map(map.into_iter().map(entry).collect())
        }
    };
    Node { at, value }
}

/// The place of a part: its first line where it has several.
pub(super) fn place(location: Location, text: &str, file: usize) -> At {
    let number = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok());
    let line = number(Some(location.line())).unwrap_or(0).max(1);
    let column = number(Some(location.column())).unwrap_or(0).max(1);
    let start = (number(location.span().byte_offset()))
        .filter(|&start| text.is_char_boundary(start))
        .unwrap_or_else(|| byte_of(text, line, column));
    let end = start + number(location.span().byte_len()).unwrap_or(0);
    let end = (start..=end.min(text.len())).rfind(|&end| text.is_char_boundary(end));
    let marked = &text[start..end.unwrap_or(start)];
    let marked = marked.split(['\n', '\r']).next().unwrap_or("").trim_end();
    At {
        file,
        line,
        column,
        start,
        end: start + marked.len(),
    }
}

/// The byte at which a line and column begin, or the end of the line where it is shorter.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = lines(text).take(line - 1).map(str::len).sum();
    let rest = text[before..].split(['\n', '\r']).next().unwrap_or("");
    let inside = rest.char_indices().nth(column - 1);
    before + inside.map_or(rest.len(), |(byte, _)| byte)
}
