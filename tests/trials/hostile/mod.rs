//! No text escapes its place: some two hundred hostile texts, in every field and every output.
//!
//! Independent readers read each output and compare it with the output for a harmless text: only the words may
//! differ. `release` shows views in process; `program` and `files` pass texts through the program itself.

mod files;
mod program;
mod readers;
mod release;
mod texts;

use crate::faults::Fault;
use crate::tally::Tally;
use readers::{Shape, commands, first, shape, value};
use release::{Form, Output, Where, log, outputs};
use serde_json::Value;
use texts::{chosen, harmless};

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "Markdown follows every link",
        file: "src/render/markdown.rs",
        was: "match may_follow(target) {",
        becomes: "match may_follow(target) || !target.is_empty() {",
    },
    Fault {
        what: "HTML contains text as it is",
        file: "src/render/html/page.html",
        was: "<span class=\"{{ self::class(*it.style) }}\">{{ it.text }}</span>",
        becomes: "<span class=\"{{ self::class(*it.style) }}\">{{ it.text|safe }}</span>",
    },
    Fault {
        what: "HTML follows every link",
        file: "src/render/html/page.html",
        was: "self::may_follow(it.text)",
        becomes: "!it.text.is_empty()",
    },
    Fault {
        what: "JSON holds controls of direction as they are",
        file: "src/render/json.rs",
        was: "if c == '\\n' || !(is_invisible(c) || is_command) {",
        becomes: "if !is_command {",
    },
];

/// Shows every view of a release with this text in every field.
pub(crate) fn show(text: &str) {
    for place in [Where::Texts, Where::Everywhere] {
        assert!(!outputs(&log(place, text)).is_empty());
    }
}

/// A word that no output contains by itself.
const WORD: &str = "hArMlEsS";

/// The differences of an output from the one for a harmless text of the same width and the one for [`WORD`].
fn fault(
    text: &str,
    output: &Output,
    wide: &Output,
    (word, plain): &(Output, Shape),
) -> Result<(), String> {
    let known = if output.form == Form::Runner { commands(&word.text) } else { Shape::new() };
    let found = commands(&output.text);
    // Where a calendar folds a line, the rest begins the next one. It is a file, and no runner reads it.
    if found != known && output.form != Form::Calendar {
        return Err(format!("commands of a workflow: {found:?}"));
    }
    if output.form == Form::Data {
        let read = |output: &Output| Ok::<_, String>(with(value(&output.text)?, WORD, text));
        let (found, expected) = (read(output)?, read(word)?);
        let apart =
            || format!("another value: {}", apart(&expected.to_string(), &found.to_string()));
        return is_shown(&found, &expected).then_some(()).ok_or_else(apart);
    }
    let found = shape(output)?;
    let expected = if output.form == Form::Text { &shape(wide)? } else { plain };
    let apart = || format!("another structure: {}", apart(&expected.join(" "), &found.join(" ")));
    (found == *expected).then_some(()).ok_or_else(apart)
}

/// The value with one word replaced by another everywhere.
fn with(value: Value, word: &str, other: &str) -> Value {
    match value {
        // The id of an event depends on every word.
        Value::String(text) if text.len() == 64 && text.bytes().all(|c| c.is_ascii_hexdigit()) => {
            Value::Null
        }
        Value::String(text) => text.replace(word, other).into(),
        Value::Array(all) => all.into_iter().map(|one| with(one, word, other)).collect(),
        Value::Object(all) => {
            let entry =
                |(key, one): (String, Value)| (key.replace(word, other), with(one, word, other));
            Value::Object(all.into_iter().map(entry).collect())
        }
        plain => plain,
    }
}

/// The first difference of two texts.
fn apart(expected: &str, shown: &str) -> String {
    let same = expected.chars().zip(shown.chars()).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(30);
    let part = |text: &str| first(&text.chars().skip(from).collect::<String>(), 90);
    format!("{:?} became {:?}", part(expected), part(shown))
}

/// Returns whether a value has the same structure and the same texts, which may lack their Markdown.
fn is_shown(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::String(found), Value::String(expected)) => {
            let mut rest = expected.chars();
            let mut words = found.chars().filter(|c| c.is_alphanumeric());
            found.is_empty() == expected.is_empty() && words.all(|word| rest.any(|c| c == word))
        }
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len()
                && found.iter().zip(expected).all(|(found, expected)| is_shown(found, expected))
        }
        (Value::Object(found), Value::Object(expected)) => {
            found.len() == expected.len()
                && found.iter().zip(expected).all(|((key, found), (expected_key, expected))| {
                    key == expected_key && is_shown(found, expected)
                })
        }
        _ => found == expected,
    }
}

#[test]
fn no_text_of_a_log_escapes_its_place() {
    let tally = Tally::default();
    for (place, step) in [(Where::Texts, 40), (Where::Everywhere, 120)] {
        let word: Vec<(Output, Shape)> = outputs(&log(place, WORD))
            .into_iter()
            .map(|output| {
                let shape = shape(&output).unwrap_or_else(|why| panic!("{}: {why}", output.what));
                (output, shape)
            })
            .collect();
        for mut text in chosen(step) {
            tally.add("releases full of a text", 1);
            if place == Where::Everywhere {
                // A dot separates the id of a phase from that of an item.
                text = text.replace('.', "");
            }
            let output = outputs(&log(place, &text));
            let wide = outputs(&log(place, &harmless(&text)));
            for ((output, wide), word) in output.iter().zip(&wide).zip(&word) {
                tally.add("outputs", 1);
                if let Err(why) = fault(&text, output, wide, word) {
                    let (form, what) = (output.form, &output.what);
                    let text = first(&text, 40);
                    tally.fault(format!("{form:?} {what} of {place:?} {text:?}: {why}"));
                }
            }
            if output.len() != wide.len() || output.len() != word.len() {
                tally.fault(format!("{place:?} {:?}: other outputs", first(&text, 40)));
            }
        }
    }
    tally.end("hostile", "0 escaped");
}
