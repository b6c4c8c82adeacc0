//! One JSON object, with its schema's name first.

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};
use std::io;

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
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Harmless::default());
    Named { schema, view }.serialize(&mut serializer)?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

/// Pretty, and without a character that could act on a terminal or break a line in JavaScript.
#[derive(Default)]
struct Harmless<'a>(PrettyFormatter<'a>);

impl Formatter for Harmless<'_> {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        w: &mut W,
        text: &str,
    ) -> io::Result<()> {
        if super::safe(text) == text {
            return w.write_all(text.as_bytes());
        }
        for (at, c) in text.char_indices() {
            let mut buffer = [0; 4];
            let one = c.encode_utf8(&mut buffer);
            // A runner of GitHub's workflows would find a command in it.
            let commands = c == '[' && text[..at].ends_with("##");
            if super::safe(one) == *one && !commands {
                w.write_all(one.as_bytes())?;
            } else {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    write!(w, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.0.begin_array(w)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.0.end_array(w)
    }

    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        w: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(w, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.0.end_array_value(w)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.0.begin_object(w)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.0.end_object(w)
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        w: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(w, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.0.begin_object_value(w)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.0.end_object_value(w)
    }
}
