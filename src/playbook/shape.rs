//! From a [`Node`] to a typed value, gathering every wrong type, unknown key and duplicate key on the way.
//!
//! The types themselves are declared with [`shapes!`] in [`super::raw`]. Nothing here knows what they mean.

use super::node::{Key, Node, Value};
use super::problem::{At, Code, Problem};
use super::suggest::{listed, nearest};
use crate::names::{is_invisible, is_joiner};
use std::collections::{BTreeMap, BTreeSet};

/// A value as it was typed, or was not.
#[derive(Debug)]
pub(super) enum Typed<T> {
    Absent,
    /// There, but unusable; the problem has been reported.
    Wrong,
    Is(T),
}

impl<T> Typed<T> {
    pub(super) fn get(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Absent | Self::Wrong => None,
        }
    }
}

impl<T> Typed<Vec<T>> {
    /// The entries, none where there is no list.
    pub(super) fn entries(&self) -> &[T] {
        self.get().map_or(&[], Vec::as_slice)
    }
}

/// A text and its place.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) at: At,
    pub(super) value: String,
}

impl Text {
    fn of(key: &Key) -> Self {
        Self {
            at: key.at,
            value: key.text.clone(),
        }
    }
}

/// A map whose keys the author chooses, in the order of the file.
#[derive(Debug)]
pub(super) struct Entries<T>(pub(super) Vec<(Text, T)>);

/// What one reading of a file gathers.
pub(super) struct Reader<'a> {
    /// The file's text, to find characters in.
    pub(super) text: &'a str,
    pub(super) problems: &'a mut Vec<Problem>,
    /// The sections of which something could not be read: what refers to them cannot be judged.
    pub(super) holes: &'a mut BTreeSet<&'static str>,
    /// The top-level key being read.
    pub(super) section: Option<&'static str>,
}

impl Reader<'_> {
    fn wrong(&mut self, node: &Node, expected: &str, help: Option<String>) {
        let found = match &node.value {
            Value::Null => "nothing",
            Value::Flag(_) => "true or false",
            Value::Number => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "keys with values",
        };
        let message = format!("expected {expected}, found {found}");
        let mut problem = Problem::new(Code::WrongType, node.at, message);
        problem.label = Some(format!("not {expected}"));
        problem.help = help;
        self.problems.push(problem);
        self.holes.extend(self.section);
    }

    /// The entries of a map, each key once.
    fn map<'n>(
        &mut self,
        node: &'n Node,
        expected: &str,
        help: impl FnOnce() -> String,
    ) -> Option<Vec<&'n (Key, Node)>> {
        let Value::Map(entries) = &node.value else {
            self.wrong(node, expected, Some(help()));
            return None;
        };
        let mut once = Vec::with_capacity(entries.len());
        let mut first_keys = BTreeMap::new();
        for entry in entries {
            match first_keys.get(&entry.0.text) {
                None => {
                    first_keys.insert(&entry.0.text, &entry.0);
                    once.push(entry);
                }
                Some(first) => self.problems.push(
                    Problem::new(
                        Code::DuplicateKey,
                        entry.0.at,
                        format!("the key `{}` is given twice", entry.0.text),
                    )
                    .label("the second time")
                    .also(first.at, "the first time"),
                ),
            }
        }
        Some(once)
    }
}

/// A type that can be read from a node.
pub(super) trait Shape: Sized {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Typed<Self>;
}

impl Shape for Text {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Typed<Self> {
        let typed = &reader.text[node.at.start..node.at.end];
        match &node.value {
            Value::Null => Typed::Absent,
            Value::Text(text) => {
                let value = text.trim_end_matches('\n').to_owned();
                if let Some(hidden) = value.chars().find(|&c| is_invisible(c) && !is_joiner(c)) {
                    reader.problems.push(hidden_in(node.at, typed, hidden));
                }
                Typed::Is(Self { at: node.at, value })
            }
            Value::Number | Value::Flag(_) => {
                let help = format!("in quotes it is a text: \"{typed}\"");
                reader.wrong(node, "a text", Some(help));
                Typed::Wrong
            }
            Value::List(_) | Value::Map(_) => {
                let help = "a text with `: `, ` #` or a bracket at its beginning needs quotes";
                reader.wrong(node, "a text", Some(help.to_owned()));
                Typed::Wrong
            }
        }
    }
}

/// A text with an invisible character, at the character itself where it can be found in what was typed.
fn hidden_in(at: At, typed: &str, hidden: char) -> Problem {
    if hidden == '\n' {
        return Problem::new(Code::HiddenCharacter, at, "this text has several lines")
            .help("write it on one line, or begin it with `>-` to have the lines joined");
    }
    let at = match typed.find(hidden) {
        None => at,
        Some(byte) => At {
            column: at.column + typed[..byte].chars().count(),
            start: at.start + byte,
            end: at.start + byte + hidden.len_utf8(),
            ..at
        },
    };
    hidden_character(at, hidden)
}

/// An invisible character.
pub(super) fn hidden_character(at: At, hidden: char) -> Problem {
    let code = format!("U+{:04X}", u32::from(hidden));
    let message = format!("this text holds the invisible character {code}");
    Problem::new(Code::HiddenCharacter, at, message)
        .label(code)
        .help("remove it: what is read aloud must be what is written")
}

impl Shape for bool {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Typed<Self> {
        match &node.value {
            Value::Null => Typed::Absent,
            Value::Flag(flag) => Typed::Is(*flag),
            Value::Number | Value::Text(_) | Value::List(_) | Value::Map(_) => {
                let help = "write `true` or `false`, without quotes";
                reader.wrong(node, "true or false", Some(help.to_owned()));
                Typed::Wrong
            }
        }
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Typed<Self> {
        let entries = match &node.value {
            Value::Null => return Typed::Is(Self::new()),
            Value::List(entries) => entries,
            Value::Text(text) => {
                let help = format!("a list of one is written `[{text}]`");
                reader.wrong(node, "a list", Some(help));
                return Typed::Wrong;
            }
            Value::Number | Value::Flag(_) | Value::Map(_) => {
                let help = "each entry of a list begins with `- `";
                reader.wrong(node, "a list", Some(help.to_owned()));
                return Typed::Wrong;
            }
        };
        let mut list = Self::with_capacity(entries.len());
        for entry in entries {
            match T::read(entry, reader) {
                Typed::Is(value) => list.push(value),
                Typed::Absent => reader.wrong(entry, "an entry", None),
                Typed::Wrong => {}
            }
        }
        Typed::Is(list)
    }
}

impl<T: Shape> Shape for Entries<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Typed<Self> {
        if let Value::Null = node.value {
            return Typed::Is(Self(Vec::new()));
        }
        let Some(entries) = reader.map(node, "keys with values", || {
            "for example `key: value`".to_owned()
        }) else {
            return Typed::Wrong;
        };
        let mut map = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match T::read(value, reader) {
                Typed::Is(value) => map.push((Text::of(key), value)),
                Typed::Absent => reader.wrong(value, "a value", None),
                Typed::Wrong => {}
            }
        }
        Typed::Is(Self(map))
    }
}

/// Reads the fields of a shape by their keys.
pub(super) struct Fields<'n> {
    entries: Vec<&'n (Key, Node)>,
    /// Keys that an unknown one was probably meant to be: not to be missed a second time.
    meant: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The fields of a node; keys outside `keys` are reported.
    pub(super) fn of(
        node: &'n Node,
        what: &str,
        keys: &'static [&'static str],
        reader: &mut Reader<'_>,
    ) -> Option<Self> {
        let help = || format!("it is written as keys with values: {}", listed(keys));
        let entries = reader.map(node, what, help)?;
        let mut meant = Vec::new();
        for (key, value) in &entries {
            if keys.contains(&key.text.as_str()) {
                continue;
            }
            let message = format!("{what} has no key `{}`", key.text);
            let problem = Problem::new(Code::UnknownKey, key.at, message).label("unknown key");
            let near = nearest(&key.text, keys.iter().copied());
            meant.extend(near);
            match (reader.section, &value.value) {
                (None, _) => reader.holes.extend(near),
                (Some(section), Value::List(_) | Value::Map(_)) => {
                    reader.holes.insert(section);
                }
                (Some(section), _) if near == Some("id") => {
                    reader.holes.insert(section);
                }
                (Some(_), _) => {}
            }
            reader.problems.push(problem.help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its keys are {}", listed(keys)),
            }));
        }
        Some(Self { entries, meant })
    }

    /// Where the shape begins: its first key.
    pub(super) fn at(&self, node: &Node) -> At {
        self.entries.first().map_or(node.at, |(key, _)| key.at)
    }

    /// The value of one field.
    pub(super) fn read<T: Shape>(&self, key: &'static str, reader: &mut Reader<'_>) -> Typed<T> {
        match self.entries.iter().find(|(k, _)| k.text == key) {
            Some((_, node)) if reader.section.is_none() => {
                reader.section = Some(key);
                let value = T::read(node, reader);
                reader.section = None;
                value
            }
            Some((_, node)) => T::read(node, reader),
            None if self.meant.contains(&key) => Typed::Wrong,
            None => Typed::Absent,
        }
    }
}
