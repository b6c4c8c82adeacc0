//! No text escapes its place: about three hundred hostile texts, in every field and every output.
//!
//! Independent readers read each output and compare it with the output for a harmless text: only the words may
//! differ. `release` shows views in process; `program` and `files` pass texts through the program itself.

mod files;
mod program;
mod readers;
mod release;
mod tally;
mod texts;

use crate::faults::Fault;
use crate::scale::figures;
use readers::{Shape, calendar, chat, commands, first, page, terminal, value, web, xml};
use release::{Form, Output, Where, log, outputs};
use serde_json::Value;
use texts::{chosen, harmless};

/// The faults that these trials must detect.
pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "Markdown follows every link",
        file: "src/render/escape.rs",
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

/// An output as seen by its readers.
#[derive(PartialEq)]
enum Reading {
    Shape(Shape),
    Value(Value),
}

impl Reading {
    fn of(output: &Output) -> Result<Self, String> {
        let text = &output.text;
        match output.form {
            Form::Text | Form::Runner => terminal(text).map(Self::Shape),
            Form::Page => page(text).map(Self::Shape),
            Form::Web => web(text).map(Self::Shape),
            Form::Chat => chat(text).map(Self::Shape),
            Form::Data => value(text).map(Self::Value),
            Form::Xml => xml(text).map(Self::Shape),
            Form::Calendar => calendar(text).map(Self::Shape),
        }
    }
}

/// The outputs for [`WORD`], as seen by their readers.
fn plain(place: Where) -> Vec<(Output, Reading)> {
    let all = outputs(&log(place, WORD)).into_iter();
    let reading = |output: Output| {
        let reading = Reading::of(&output).unwrap_or_else(|why| panic!("{}: {why}", output.what));
        (output, reading)
    };
    all.map(reading).collect()
}

/// The differences of an output from the one for a harmless text of the same width and the one for [`WORD`].
fn fault(
    text: &str,
    output: &Output,
    wide: &Output,
    word: &(Output, Reading),
) -> Result<(), String> {
    let other = match output.form {
        Form::Runner => commands(&word.0.text),
        Form::Text
        | Form::Page
        | Form::Web
        | Form::Chat
        | Form::Data
        | Form::Xml
        | Form::Calendar => Shape::new(),
    };
    let found = commands(&output.text);
    // Where a calendar folds a line, the rest begins the next one. It is a file, and no runner reads it.
    if found != other && output.form != Form::Calendar {
        return Err(format!("commands of a workflow: {found:?}"));
    }
    let reading = match Reading::of(output)? {
        Reading::Value(value) => Reading::Value(with(value, WORD, text)),
        shape @ Reading::Shape(_) => shape,
    };
    let expected = match (output.form, &word.1) {
        (Form::Text, _) => &Reading::of(wide)?,
        (_, Reading::Value(value)) => &Reading::Value(with(value.clone(), WORD, text)),
        (_, shape) => shape,
    };
    match (&reading, expected) {
        _ if reading == *expected => Ok(()),
        (Reading::Value(found), Reading::Value(plain)) if is_shown(found, plain) => Ok(()),
        (Reading::Shape(shape), Reading::Shape(plain)) => {
            Err(format!("another structure: {}", apart(&plain.join(" "), &shape.join(" "))))
        }
        (Reading::Value(shown), Reading::Value(expected)) => {
            Err(format!("another value: {}", apart(&expected.to_string(), &shown.to_string())))
        }
        _ => Err("another form".to_owned()),
    }
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
    let (mut tried, mut shown, mut faults) = (0, 0, Vec::new());
    for (place, step) in [(Where::Texts, 60), (Where::Everywhere, 180)] {
        let word = plain(place);
        for text in &chosen(step) {
            tried += 1;
            // A dot separates the id of a phase from that of an item.
            let text = &match place {
                Where::Texts => text.clone(),
                Where::Everywhere => text.replace('.', ""),
            };
            let output = outputs(&log(place, text));
            let wide = outputs(&log(place, &harmless(text)));
            let all = output.iter().zip(&wide).zip(&word);
            for ((output, wide), word) in all {
                shown += 1;
                if let Err(why) = fault(text, output, wide, word) {
                    faults.push(format!(
                        "{:?} {} of {place:?} {:?}: {why}",
                        output.form,
                        output.what,
                        first(text, 40)
                    ));
                }
            }
            if output.len() != wide.len() || output.len() != word.len() {
                faults.push(format!("{place:?} {:?}: other outputs", first(text, 40)));
            }
        }
    }
    let tried = format!("{tried} releases full of a text, {shown} outputs");
    figures("hostile", &tried, &format!("{} escaped", faults.len()));
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults[..faults.len().min(40)].join("\n")
    );
}
