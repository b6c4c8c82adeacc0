//! From a [`YamlNode`] to a typed value, collecting each wrong type, unknown key and duplicate key; and the JSON Schema of it.
//!
//! [`super::raw`] declares the types with its `shapes!`. Nothing here knows what they mean.

use super::problem::{At, Code, Problem, place};
use super::suggest::{did_you_mean, listed};
use super::yaml::{Yaml, YamlNode};
use crate::names::is_hidden;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
pub(super) struct YamlText {
    pub(super) at: At,
    pub(super) value: String,
}

/// The text; empty if there is none, which has been reported where the text is required.
pub(super) fn as_str(text: Option<&YamlText>) -> &str {
    text.map_or("", |text| &text.value)
}

/// A map whose keys the author chooses, in the order of the file.
pub(super) type ByKey<T> = Vec<(YamlText, T)>;

/// What reading the files finds besides their values.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) problems: Vec<Problem>,
    /// The texts with placeholders.
    pub(super) templates: Vec<YamlText>,
}

pub(super) struct ShapeReader<'a> {
    pub(super) text: &'a str,
    pub(super) file: usize,
    pub(super) findings: &'a mut Findings,
}

impl ShapeReader<'_> {
    fn at(&self, node: &YamlNode) -> At {
        place(node.referenced, self.text, self.file)
    }

    fn typed(&self, at: At) -> &str {
        &self.text[at.start..at.end]
    }

    fn invalid<T>(&mut self, node: &YamlNode, expected: &str, help: Option<String>) -> Option<T> {
        let found = match &node.value {
            Yaml::Null => "nothing",
            Yaml::Flag(_) => "true or false",
            Yaml::Number => "a number",
            Yaml::Text(_) => "a text",
            Yaml::List(_) => "a list",
            Yaml::Map(_) => "keys with values",
        };
        let message = format!("expected {expected}, found {found}");
        let problem = Problem::new(Code::WrongType, self.at(node), message);
        self.findings.problems.push(Problem { help, ..problem });
        None
    }

    /// The entries of a map. Only the first of several equal keys counts.
    fn map<'n>(&mut self, entries: &'n [(YamlNode, YamlNode)]) -> ByKey<&'n YamlNode> {
        let mut map = ByKey::with_capacity(entries.len());
        let mut first_places: BTreeMap<String, At> = BTreeMap::new();
        for (key, value) in entries {
            let at = self.at(key);
            // Anything else is unknown in any case. It is reported as it was typed.
            let text = if let Yaml::Text(text) = &key.value { text } else { self.typed(at) };
            let text = text.to_owned();
            if let Some(first) = first_places.get(&text) {
                let what = format!("key `{text}`");
                let duplicate = Problem::duplicate(Code::DuplicateKey, &what, at, *first);
                self.findings.problems.push(duplicate);
            } else {
                first_places.insert(text.clone(), at);
                map.push((YamlText { at, value: text }, value));
            }
        }
        map
    }
}

pub(super) trait Shape: Sized {
    /// The value; nothing if it has another type, which is then reported.
    fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Option<Self>;

    /// The JSON Schema, if texts are some of these words; without words, they are any.
    fn schema(words: &[&str], definitions: &mut Definitions) -> Value;
}

/// A text of any number of lines.
#[derive(Debug, Clone)]
pub(super) struct YamlLines(pub(super) YamlText);

impl Shape for YamlLines {
    fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Option<Self> {
        YamlText::read_with(node, &['\n', '\t'], reader).map(Self)
    }

    fn schema(words: &[&str], definitions: &mut Definitions) -> Value {
        YamlText::schema(words, definitions)
    }
}

/// A key without a value counts as absent.
impl<T: Shape> Shape for Option<T> {
    fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Option<Self> {
        if matches!(node.value, Yaml::Null) { Some(None) } else { T::read(node, reader).map(Some) }
    }

    /// Words are offered without the absent value.
    fn schema(words: &[&str], definitions: &mut Definitions) -> Value {
        let mut schema = T::schema(words, definitions);
        if schema["type"].is_string() && words.is_empty() {
            schema["type"] = json!([schema["type"], "null"]);
        }
        schema
    }
}

impl Shape for YamlText {
    fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Option<Self> {
        Self::read_with(node, &[], reader)
    }

    fn schema(words: &[&str], _: &mut Definitions) -> Value {
        match words {
            [] => json!({"type": "string"}),
            words => json!({"type": "string", "enum": words}),
        }
    }
}

impl YamlText {
    /// Reads a text that may contain these control characters.
    fn read_with(node: &YamlNode, allowed: &[char], reader: &mut ShapeReader<'_>) -> Option<Self> {
        let help = match &node.value {
            Yaml::Text(text) => {
                let at = reader.at(node);
                let value = text.trim_end_matches('\n').to_owned();
                let hidden = value.chars().find(|c| is_hidden(*c) && !allowed.contains(c));
                let hidden = hidden.map(|hidden| hidden_in(at, reader.text, hidden));
                let lost = text_in_comment(at, reader.text).filter(|_| *text == reader.typed(at));
                reader.findings.problems.extend(hidden.into_iter().chain(lost));
                let text = Self { at, value };
                reader.findings.templates.extend(text.value.contains("{{").then(|| text.clone()));
                return Some(text);
            }
            Yaml::Number | Yaml::Flag(_) => {
                let typed = reader.typed(reader.at(node));
                Some(format!("quote it to make it text: \"{typed}\""))
            }
            Yaml::List(_) | Yaml::Map(_) => {
                Some("quote text containing `: ` or ` #`, or starting with a bracket".to_owned())
            }
            Yaml::Null => None,
        };
        reader.invalid(node, "a text", help)
    }
}

/// Text that YAML takes for a comment, as in `Announce it in #general`.
fn text_in_comment(at: At, file: &str) -> Option<Problem> {
    let rest = file[at.end..].split(['\n', '\r']).next().unwrap_or_default();
    let lost = rest.trim_start_matches(' ');
    let is_text = lost.len() < rest.len() && lost.starts_with('#');
    let is_text = is_text && lost[1..].starts_with(char::is_alphanumeric);
    let (start, end) = (at.end + rest.len() - lost.len(), at.end + rest.trim_end().len());
    is_text.then(|| {
        Problem::new(Code::Syntax, At { start, end, ..at }, "` #` begins a comment")
            .help("quote the text, or write `# ` before a comment")
    })
}

/// A text with an invisible character, at the character itself if it was typed as such.
fn hidden_in(at: At, file: &str, hidden: char) -> Problem {
    if hidden == '\n' {
        return Problem::new(Code::HiddenCharacter, at, "this text has several lines")
            .help("write it on one line, or start it with `>-` to join the lines");
    }
    let start = file[at.start..at.end].find(hidden).map(|byte| at.start + byte);
    let at = start.map_or(at, |start| At { start, end: start + hidden.len_utf8(), ..at });
    let code = format!("U+{:04X}", u32::from(hidden));
    let message = format!("this text contains the invisible character {code}");
    Problem::new(Code::HiddenCharacter, at, message)
        .help("remove it: invisible characters are not allowed")
}

impl Shape for bool {
    fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Option<Self> {
        match &node.value {
            Yaml::Null => Some(false),
            Yaml::Flag(flag) => Some(*flag),
            Yaml::Number | Yaml::Text(_) | Yaml::List(_) | Yaml::Map(_) => {
                let help = "write `true` or `false`, without quotes";
                reader.invalid(node, "true or false", Some(help.to_owned()))
            }
        }
    }

    fn schema(_: &[&str], _: &mut Definitions) -> Value {
        json!({"type": ["boolean", "null"]})
    }
}

/// A list; one text counts as a list of one entry.
impl<T: Shape> Shape for Vec<T> {
    fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Option<Self> {
        match &node.value {
            Yaml::Null => Some(Self::new()),
            Yaml::Text(_) => T::read(node, reader).map(|only| vec![only]),
            Yaml::List(entries) => {
                Some(entries.iter().filter_map(|entry| T::read(entry, reader)).collect())
            }
            Yaml::Number | Yaml::Flag(_) | Yaml::Map(_) => {
                reader.invalid(node, "a list", Some("start each entry with `- `".to_owned()))
            }
        }
    }

    fn schema(words: &[&str], definitions: &mut Definitions) -> Value {
        json!({"type": ["array", "string", "null"], "items": T::schema(words, definitions)})
    }
}

impl<T: Shape> Shape for ByKey<T> {
    fn read(node: &YamlNode, reader: &mut ShapeReader<'_>) -> Option<Self> {
        let entries = match &node.value {
            Yaml::Null => return Some(Self::new()),
            Yaml::Map(entries) => reader.map(entries),
            Yaml::Flag(_) | Yaml::Number | Yaml::Text(_) | Yaml::List(_) => {
                let help = "for example `key: value`".to_owned();
                return reader.invalid(node, "keys with values", Some(help));
            }
        };
        let read = |(key, value)| Some((key, T::read(value, reader)?));
        Some(entries.into_iter().filter_map(read).collect())
    }

    fn schema(words: &[&str], definitions: &mut Definitions) -> Value {
        let value = T::schema(&[], definitions);
        let mut schema = json!({"type": ["object", "null"], "additionalProperties": value});
        if !words.is_empty() {
            let properties = words.iter().map(|word| ((*word).to_owned(), value.clone()));
            schema["properties"] = Value::Object(properties.collect());
            schema["additionalProperties"] = Value::Bool(false);
        }
        schema
    }
}

/// The keys of a map with a fixed set of keys.
pub(super) struct ShapeFields<'n> {
    /// The first key, or the map itself if it is empty.
    pub(super) at: At,
    entries: ByKey<&'n YamlNode>,
}

impl<'n> ShapeFields<'n> {
    /// Reads the keys of a map, and reports all that are not in `keys`.
    pub(super) fn of(
        node: &'n YamlNode,
        what: &str,
        keys: &'static [&'static str],
        reader: &mut ShapeReader<'_>,
    ) -> Option<Self> {
        let Yaml::Map(entries) = &node.value else {
            let help = format!("write it as keys with values: {}", listed(keys));
            return reader.invalid(node, what, Some(help));
        };
        let entries = reader.map(entries);
        for (key, _) in entries.iter().filter(|(key, _)| !keys.contains(&key.value.as_str())) {
            let message = format!("unknown key `{}` in {what}", key.value);
            let all = || format!("valid keys: {}", listed(keys));
            let help = did_you_mean(&key.value, keys.iter().copied(), all);
            let problem = Problem::new(Code::UnknownKey, key.at, message).help(help);
            reader.findings.problems.push(problem);
        }
        let at = entries.first().map_or_else(|| reader.at(node), |(key, _)| key.at);
        Some(Self { at, entries })
    }

    /// The value of one key; the default if the key is absent or its value invalid.
    pub(super) fn read<T: Shape + Default>(&self, key: &str, reader: &mut ShapeReader<'_>) -> T {
        let found = self.entries.iter().find(|(k, _)| k.value == key);
        found.and_then(|(_, node)| T::read(node, reader)).unwrap_or_default()
    }
}

/// The JSON Schema for editors: objects with their keys, descriptions, types and known words. It accepts every file without
/// wrong types and unknown keys.
#[derive(Debug, Default)]
pub(super) struct Definitions(Map<String, Value>);

/// A key of an object: its name, its description, and the schema of its values.
pub(super) type Property = (&'static str, &'static str, Value);

impl Definitions {
    /// Adds an object by its name, such as `an item`, once, and refers to it.
    pub(super) fn object(
        &mut self,
        name: &str,
        properties: impl FnOnce(&mut Self) -> Vec<Property>,
    ) -> Value {
        let name = name.replace(' ', "-");
        let name = name.trim_start_matches("a-").trim_start_matches("an-").to_owned();
        if !self.0.contains_key(&name) {
            // Its properties can refer to it.
            self.0.insert(name.clone(), Value::Null);
            let properties = properties(self).into_iter().map(|(key, description, mut schema)| {
                schema["description"] = description.trim().into();
                (key.to_owned(), schema)
            });
            let properties: Map<String, Value> = properties.collect();
            let object =
                json!({"type": "object", "properties": properties, "additionalProperties": false});
            self.0.insert(name.clone(), object);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    pub(super) fn file(self, root: &Value) -> String {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A playbook of octorel",
            "$ref": root["$ref"],
            "$defs": self.0,
        });
        format!("{schema:#}\n")
    }
}
