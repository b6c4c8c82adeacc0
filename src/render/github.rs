//! GitHub workflow commands: an annotation for each missing thing.
//!
//! The escapes are those of GitHub's workflow commands: `%`, CR and LF in messages, `:` and `,` in properties besides.

use super::Page;
use super::text::{gate_details, gate_summary};
use crate::view::GateView;
use std::fmt::Write;

/// Writes a gate's answer as annotations.
pub fn gate(view: &GateView, page: Page) -> String {
    let what = format!("{} of {}", view.gate, view.release.as_deref().unwrap_or_default());
    if view.is_open() {
        let title = property(&format!("OPEN {what}"));
        return format!(
            "::notice title={title}::all {} required things are settled\n",
            view.counted
        );
    }
    let mut out = String::new();
    let mut error = |title: &str, message: &str| {
        let _ = writeln!(out, "::error title={}::{}", property(title), data(message));
    };
    error(&format!("CLOSED {what}"), &gate_summary(view));
    for missing in &view.missing {
        error(&format!("{} {}", missing.number, missing.text), &gate_details(missing, page));
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
