//! One line of a log file and one [`Event`]: each from the other.
//!
//! A line is `{"id":"…",` and the rest; the id is the SHA-256 of `{` and the rest, without the line's end. So a user can
//! check a line with `sed 's/"id":"[0-9a-f]*",//'` and `sha256sum`, and any changed byte is noticed before it is believed.
//! Nothing here knows of files; [`super::read`] finds the lines.

use super::event::{Act, Event, EventId};
use super::field::{Stamp, escape_hidden};
use super::line::{Head, Line};
use crate::names::Person;
use chrono::{DateTime, Datelike, Utc};
use sha2::{Digest, Sha256};
use std::fmt;

/// How every line begins.
pub(super) const OPENING: &[u8] = b"{\"id\":\"";

/// The bytes in front of the rest: the opening, 64 digits, `",`.
pub(super) const REST: usize = OPENING.len() + 64 + 2;

/// The longest line, without its end.
pub const MAX_LINE: usize = 64 * 1024;

/// The longest line of a `started` event, which holds a whole playbook.
pub const MAX_STARTED_LINE: usize = 4 * 1024 * 1024;

/// Why bytes are not an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It does not begin with `{"id":"` and 64 lower-case hex digits.
    NotAnEvent,
    /// Its id is not the hash of the rest: a byte was changed, lost or added.
    Altered,
    /// Its id fits, and still it does not say who did what, when, and after what.
    Unreadable,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAnEvent => "it is not an event",
            Self::Altered => "it was altered: its id does not fit what it says",
            Self::Unreadable => "it does not say who did what, when, and after what",
        })
    }
}

/// Why an event cannot be written as a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EncodeError {
    TooLong {
        bytes: usize,
        limit: usize,
    },
    /// The clock shows a year that RFC 3339 cannot write.
    Clock {
        year: i32,
    },
    /// Only the newer octorel that knows this kind of event can write it.
    Unknown {
        name: String,
    },
}

impl EncodeError {
    /// What the user may do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::TooLong { .. } => {
                Some("shorten the text, and link to the long form with `--link`")
            }
            Self::Clock { .. } => Some("set the clock"),
            Self::Unknown { .. } => Some("update octorel"),
        }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { bytes, limit } => {
                write!(
                    f,
                    "the event takes {bytes} bytes, more than the {limit} a line may have"
                )
            }
            Self::Clock { year } => write!(f, "the clock shows the year {year}"),
            Self::Unknown { name } => {
                write!(f, "cannot write an event of the unknown kind `{name}`")
            }
        }
    }
}

impl std::error::Error for EncodeError {}

/// Reads one line, given without its end.
///
/// # Errors
/// The hash is checked before anything else. A line that keeps its hash but says something this version does not know
/// is no error: it becomes [`Act::Unknown`].
pub fn decode(line: &[u8]) -> Result<Event, Fault> {
    let id = line
        .strip_prefix(OPENING)
        .and_then(|after| EventId::from_hex(after.get(..64)?))
        .filter(|_| line[..REST.min(line.len())].ends_with(b"\","))
        .ok_or(Fault::NotAnEvent)?;
    if hash(&line[REST..]) != id {
        return Err(Fault::Altered);
    }
    let text = std::str::from_utf8(line).map_err(|_| Fault::Unreadable)?;
    if let Ok(mut line) = serde_json::from_str::<Line<'_>>(text)
        && let Some(act) = line.act()
    {
        return Ok(Event {
            id,
            after: line.after.into_owned(),
            at: line.at.0,
            by: line.by.into_owned(),
            act,
        });
    }
    let head: Head<'_> = serde_json::from_str(text).map_err(|_| Fault::Unreadable)?;
    Ok(Event {
        id,
        after: head.after,
        at: head.at.0,
        by: head.by,
        act: Act::Unknown {
            name: head.name.into_owned(),
        },
    })
}

/// Makes the event that says `act`, and appends its line and a `\n` to `lines`.
pub(super) fn encode(
    lines: &mut Vec<u8>,
    after: Vec<EventId>,
    at: DateTime<Utc>,
    by: &Person,
    act: Act,
) -> Result<Event, EncodeError> {
    if let Act::Unknown { name } = act {
        return Err(EncodeError::Unknown { name });
    }
    let at = Stamp::of(at).ok_or_else(|| EncodeError::Clock { year: at.year() })?;
    let json = serde_json::to_string(&Line::of(&after, at, by, &act))
        .expect("a line holds only strings, numbers, and maps keyed by strings");
    let json = escape_hidden(json);
    let rest = &json.as_bytes()[1..];
    let limit = if matches!(act, Act::Started(_)) {
        MAX_STARTED_LINE
    } else {
        MAX_LINE
    };
    let bytes = REST + rest.len();
    if bytes > limit {
        return Err(EncodeError::TooLong { bytes, limit });
    }
    let id = hash(rest);
    lines.reserve(bytes + 1);
    lines.extend_from_slice(OPENING);
    lines.extend_from_slice(&id.hex());
    lines.extend_from_slice(b"\",");
    lines.extend_from_slice(rest);
    lines.push(b'\n');
    Ok(Event {
        id,
        after,
        at: at.0,
        by: by.clone(),
        act,
    })
}

/// The id of a line with this rest.
fn hash(rest: &[u8]) -> EventId {
    EventId(
        Sha256::new_with_prefix(b"{")
            .chain_update(rest)
            .finalize()
            .into(),
    )
}
