//! GitHub workflow commands: an annotation for each missing thing.
//!
//! The escapes are those of GitHub's workflow commands: `%`, CR and LF in messages, `:` and `,` in properties besides.

use super::Page;
use super::text::{gate_details, gate_summary};
use crate::view::GateView;
use std::fmt::Write;

/// Writes a gate's answer as annotations.
pub fn gate(view: &GateView, page: Page) -> String {
    let mut out = String::new();
    let what = format!("{} of {}", view.gate, view.release.as_deref().unwrap_or_default());
    if view.is_open() {
        let message = format!("all {} required things are settled", view.counted);
        let _ = writeln!(
            out,
            "::notice title={}::{}",
            property(&format!("OPEN {what}")),
            data(&message)
        );
        return out;
    }
    let title = format!("CLOSED {what}");
    let _ = writeln!(out, "::error title={}::{}", property(&title), data(&gate_summary(view)));
    for missing in &view.missing {
        let title = format!("{} {}", missing.number, missing.text);
        let details = gate_details(missing, page);
        let _ = writeln!(out, "::error title={}::{}", property(&title), data(&details));
    }
    out
}

/// Escapes a message.
fn data(text: &str) -> String {
    super::safe(text).replace('%', "%25")
}

/// Escapes a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_escape_its_annotation() {
        assert_eq!(data("50% ::error::x"), "50%25 ::error::x");
        assert_eq!(data("a\r\nb ##[error]"), "a\\u{d} b ##\\u{5b}error]");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
