//! How single values are written in a line: moments as RFC 3339, ids as lower-case hex, hidden characters as escapes.

use crate::names::is_invisible;
use chrono::{DateTime, NaiveDate, SecondsFormat, SubsecRound, Utc};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt::{self, Write};

/// The moment of an event: UTC, to the second, `2026-12-01T09:12:33Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp(pub DateTime<Utc>);

impl Timestamp {
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
        if [4, 7, 10, 13, 16, 19].map(|at| bytes[at]) != *b"--T::Z" {
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

/// The SHA-256 of an event's line without its id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub [u8; 32]);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = self.hex().into_iter();
        digits.try_for_each(|digit| f.write_char(digit.into()))
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventId({self})")
    }
}

impl EventId {
    /// Reads 64 lower-case hex digits; anything else is `None`, so that an id has one form only.
    pub fn from_hex(hex: &[u8]) -> Option<Self> {
        let digit = |c: u8| match c {
            b'0'..=b'9' => Some(c - b'0'),
            b'a'..=b'f' => Some(c - b'a' + 10),
            _ => None,
        };
        let mut id = [0; 32];
        if hex.len() != 64 {
            return None;
        }
        for (byte, pair) in id.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = (digit(pair[0])? << 4) | digit(pair[1])?;
        }
        Some(Self(id))
    }

    pub(super) fn hex(&self) -> [u8; 64] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = [0; 64];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        hex
    }
}

impl Serialize for EventId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(std::str::from_utf8(&self.hex()).expect("hex digits are ASCII"))
    }
}

impl<'de> Deserialize<'de> for EventId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(FromText("64 lower-case hex digits", |text| {
            Self::from_hex(text.as_bytes())
        }))
    }
}

/// Reads a value from a string without a copy: what is expected, and how to parse it.
struct FromText<T>(&'static str, fn(&str) -> Option<T>);

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
    use super::{EventId, Timestamp, escape_hidden};

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

    #[test]
    fn an_event_id_has_one_spelling() {
        let id = EventId([0xA5; 32]);
        assert_eq!(EventId::from_hex(&id.hex()), Some(id));
        assert_eq!(id.to_string().as_bytes(), id.hex());
        for bad in ["a5".repeat(31), "A5".repeat(32), "g5".repeat(32), "a5".repeat(33)] {
            assert_eq!(EventId::from_hex(bad.as_bytes()), None, "{bad}");
        }
    }
}
