//! The id of an event: the SHA-256 of its line, written as lower-case hex.

use super::field::FromText;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use std::fmt::{self, Write};

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

    /// The 64 lower-case hex digits, as bytes.
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

#[cfg(test)]
mod tests {
    use super::EventId;

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
