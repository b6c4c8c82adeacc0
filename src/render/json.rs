//! One JSON object, with its schema's name first.

use crate::names::{is_invisible, precedes_command};
use serde::Serialize;
use std::fmt::Write;

#[derive(Serialize)]
struct Named<'a, V> {
    schema: String,
    #[serde(flatten)]
    view: &'a V,
}

/// Writes a view as an object whose `schema` is `octorel.<name>/1`.
///
/// # Errors
/// If the view has a map whose keys are not strings.
pub fn json(name: &str, view: &impl Serialize) -> serde_json::Result<String> {
    let schema = format!("octorel.{name}/1");
    let json = serde_json::to_string_pretty(&Named { schema, view })?;
    Ok(escape(&json) + "\n")
}

/// Escapes what could act on a terminal, break a line in JavaScript or be a command for a runner of GitHub's workflows.
fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        let is_command = c == '[' && precedes_command(&escaped);
        // The only line breaks are those between values.
        if c == '\n' || !(is_invisible(c) || is_command) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}
