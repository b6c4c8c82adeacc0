//! How single values are written in a line: moments as RFC 3339, hidden characters as escapes.

use crate::names::is_invisible;
use chrono::{DateTime, NaiveDate, SecondsFormat, SubsecRound, Utc};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt::{self, Write};

/// The moment of an event: UTC, to the second, `2026-12-01T09:12:33Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp(pub DateTime<Utc>);

impl Timestamp {
    /// Cuts `at` to the second.
    pub fn of(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(0))
    }

    /// Reads the one form that [`Timestamp`] writes; faster than a general parser, and stricter.
    fn parse(text: &str) -> Option<Self> {
        let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
        let number = |range: std::ops::Range<usize>| {
            bytes[range].iter().try_fold(0_u32, |sum, &c| {
                c.is_ascii_digit().then(|| sum * 10 + u32::from(c - b'0'))
            })
        };
        let marks = [4, 7, 10, 13, 16, 19].map(|at| bytes[at]);
        if marks != *b"--T::Z" {
            return None;
        }
        let year = i32::try_from(number(0..4)?).ok()?;
        NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)?
            .and_hms_opt(number(11..13)?, number(14..16)?, number(17..19)?)
            .map(|moment| Self(moment.and_utc()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(FromText("a moment like 2026-12-01T09:12:33Z", Self::parse))
    }
}

/// Reads a value from a string without a copy: what is expected, and how to parse it.
pub(super) struct FromText<T>(pub(super) &'static str, pub(super) fn(&str) -> Option<T>);

impl<T> Visitor<'_> for FromText<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).ok_or_else(|| E::custom(self.0))
    }
}

/// Writes the characters of `json` that a terminal would obey or hide as `\u` escapes, so that a log is safe to `cat`.
///
/// JSON has such characters only within strings, where the escape means the same. The serializer has escaped C0 controls.
pub(super) fn escape_hidden(json: String) -> String {
    // Every hidden character but DEL begins with a byte above: most lines pass untouched.
    if json.bytes().all(|byte| byte < 0x7F) {
        return json;
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_invisible(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(safe, "\\u{unit:04x}").expect("a string takes all that is written");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{Timestamp, escape_hidden};

    #[test]
    fn a_timestamp_is_utc_to_the_second() {
        let text = "2026-12-01T09:12:33Z";
        let Timestamp(at) = Timestamp::parse(text).unwrap();
        assert_eq!(at.to_rfc3339(), "2026-12-01T09:12:33+00:00");
        for bad in [
            "2026-12-01T09:12:33+00:00",
            "2026-12-01t09:12:33Z",
            "2026-12-01T09:12:33.5Z",
            "2026-13-01T09:12:33Z",
            "2026-12-01T09:12:60Z",
            "+026-12-01T09:12:33Z",
            "",
        ] {
            assert_eq!(Timestamp::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn control_and_invisible_characters_are_escaped() {
        let hidden = "\"a\u{7f}\u{9b}\u{200b}\u{202e}\u{2028}\u{2066}\u{feff}\u{e0041}é漢\"";
        assert_eq!(
            escape_hidden(hidden.to_owned()),
            r#""a\u007f\u009b\u200b\u202e\u2028\u2066\ufeff\udb40\udc41é漢""#
        );
    }
}
