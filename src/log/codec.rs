//! Converts between a line of a log file and an [`Event`].
//!
//! A line is `{"id":"…",` and the rest; the id is the SHA-256 of `{` and the rest, without the line's end. So a user can
//! check a line with `sed 's/"id":"[0-9a-f]*",//'` and `sha256sum`, and any changed byte is noticed before it is believed.
//! Nothing here knows of files; [`super::read`] finds the lines.
//!
//! As JSON a line is `{"id":…,"after":…,"at":…,"by":…,"do":"ticked",` and the fields of that kind, as [`Act`] derives them.

use super::event::{Act, Event, EventId};
use super::field::{Timestamp, escape_hidden};
use crate::names::Person;
use chrono::{DateTime, Utc};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// How every line begins.
pub(super) const OPENING: &[u8] = b"{\"id\":\"";

/// The bytes in front of the rest: the opening, 64 digits, `",`.
pub(super) const REST: usize = OPENING.len() + 64 + 2;

/// The longest line, without its end.
pub const MAX_LINE: usize = 64 * 1024;

/// The longest line of an event that holds a whole playbook, or the ids of everything that a log has lost.
const MAX_LONG_LINE: usize = 4 * 1024 * 1024;

/// How many events a line may follow. More are joined by events in between.
pub(super) const MAX_PARENTS: usize = 512;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LineFault {
    /// It does not begin with `{"id":"` and 64 lower-case hex digits.
    #[error("not an event")]
    NotAnEvent,
    /// Several lines, none of which has room for that.
    #[error("too short for events")]
    TooShort,
    /// Its id is not the hash of the rest: a byte was changed, lost or added.
    #[error("modified: checksum mismatch")]
    Altered,
    /// Its id fits, but required fields are missing or malformed.
    #[error("required fields are missing or malformed")]
    Unreadable,
    #[error("longer than the limit of {} KB", MAX_LINE / 1024)]
    TooLong,
    #[error("follows more than {MAX_PARENTS} events")]
    TooManyParents,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the event has {bytes} bytes; the limit is {limit}")]
pub struct TooLong {
    bytes: usize,
    limit: usize,
}

/// Reads one line without its line ending.
///
/// # Errors
/// The hash is checked before anything else. A line that keeps its hash but says something this version does not know
/// is no error: it becomes [`Act::Unknown`].
pub fn decode(line: &[u8]) -> Result<Event, LineFault> {
    let id = line
        .strip_prefix(OPENING)
        .and_then(|after| EventId::from_hex(after.get(..64)?))
        .filter(|_| line[..REST.min(line.len())].ends_with(b"\","))
        .ok_or(LineFault::NotAnEvent)?;
    if line.len() > MAX_LONG_LINE {
        return Err(LineFault::TooLong);
    }
    if hash(&line[REST..]) != id {
        return Err(LineFault::Altered);
    }
    let text = std::str::from_utf8(line).map_err(|_| LineFault::Unreadable)?;
    let (Head { after, at, by, with, .. }, act) = read_line(text).ok_or(LineFault::Unreadable)?;
    if line.len() > limit(&act) {
        return Err(LineFault::TooLong);
    }
    if after.len() > MAX_PARENTS {
        return Err(LineFault::TooManyParents);
    }
    Ok(Event { id, after, at: at.0, by, with, act })
}

fn limit(act: &Act) -> usize {
    let is_long = matches!(act, Act::Started(_) | Act::Upgraded(_) | Act::Repaired(_));
    if is_long { MAX_LONG_LINE } else { MAX_LINE }
}

#[derive(Debug, Clone)]
pub struct Writer {
    pub by: Person,
    pub at: DateTime<Utc>,
}

/// Makes events of the `acts` of one command, the first after `after` and each next one after the one before, and appends their
/// lines to `lines`. If `after` has too many events, others that join them come first.
pub(super) fn encode_all(
    lines: &mut Vec<u8>,
    mut after: Vec<EventId>,
    writer: &Writer,
    acts: Vec<Act>,
) -> Result<Vec<Event>, TooLong> {
    let mut events = Vec::with_capacity(acts.len());
    while after.len() > MAX_PARENTS {
        let some = after.split_off(after.len() - MAX_PARENTS);
        let joined = encode(lines, some, writer, None, Act::Joined {})?;
        after.insert(0, joined.id);
        events.push(joined);
    }
    let mut with = None;
    for act in acts {
        let event = encode(lines, after, writer, with, act)?;
        with = with.or(Some(event.id));
        after = vec![event.id];
        events.push(event);
    }
    Ok(events)
}

/// Makes the event that says `act`, and appends its line and a `\n` to `lines`.
pub(super) fn encode(
    lines: &mut Vec<u8>,
    after: Vec<EventId>,
    writer: &Writer,
    with: Option<EventId>,
    act: Act,
) -> Result<Event, TooLong> {
    let (at, by) = (Timestamp::of(writer.at), writer.by.clone());
    let head = Head { _id: IgnoredAny, after, at, by, with };
    let json = escape_hidden(write_line(&head, &act));
    let rest = &json.as_bytes()[1..];
    let limit = limit(&act);
    let bytes = REST + rest.len();
    if bytes > limit {
        return Err(TooLong { bytes, limit });
    }
    let id = hash(rest);
    lines.reserve(bytes + 1);
    lines.extend_from_slice(OPENING);
    lines.extend_from_slice(&id.hex());
    lines.extend_from_slice(b"\",");
    lines.extend_from_slice(rest);
    lines.push(b'\n');
    let Head { after, at, by, with, .. } = head;
    Ok(Event { id, after, at: at.0, by, with, act })
}

/// What stands between the fields that all events have and the kind. JSON escapes the quotation marks of texts, so that no text
/// contains it.
const KIND: &str = ",\"do\":\"";

/// The fields that all events have. The id is not used here.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    #[serde(default, rename = "id", skip_serializing)]
    _id: IgnoredAny,
    after: Vec<EventId>,
    at: Timestamp,
    by: Person,
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<EventId>,
}

/// Reads a line. If its kind is not known, or has other fields than this version knows, a newer octorel meant something that
/// this one would get wrong: the event is [`Act::Unknown`].
fn read_line(json: &str) -> Option<(Head, Act)> {
    let (head, act) = json.split_once(KIND)?;
    let quoted = &json[head.len() + KIND.len() - 1..];
    let head = [head, "}"].concat();
    let known = serde_json::from_str(&head);
    let (kind, fields) = act.split_once('"')?;
    let fields = fields.strip_prefix(',').unwrap_or(fields);
    let act = || serde_json::from_str(&["{\"", kind, "\":{", fields, "}"].concat()).ok();
    if let Some((head, act)) = known.ok().and_then(|head| Some((head, act()?))) {
        return Some((head, act));
    }
    let _: IgnoredAny = serde_json::from_str(json).ok()?;
    let mut head: serde_json::Map<String, Value> = serde_json::from_str(&head).ok()?;
    head.retain(|field, _| ["after", "at", "by", "with"].contains(&&**field));
    let head = serde_json::from_value(Value::Object(head)).ok()?;
    let name = serde_json::Deserializer::from_str(quoted).into_iter().next()?.ok()?;
    Some((head, Act::Unknown { name }))
}

/// Writes a line without its id. Nobody records [`Act::Unknown`].
fn write_line(head: &Head, act: &Act) -> String {
    const WRITABLE: &str = "a line holds only strings, numbers, and maps keyed by strings";
    let mut line = serde_json::to_string(head).expect(WRITABLE);
    // `{"ticked":{"item":…}}`
    let fields = serde_json::to_string(act).expect(WRITABLE);
    let kind = act.name();
    let fields = &fields[kind.len() + r#"{"":{"#.len()..fields.len() - "}}".len()];
    line.pop();
    let comma = if fields.is_empty() { "" } else { "," };
    for part in [KIND, kind, "\"", comma, fields, "}"] {
        line.push_str(part);
    }
    line
}

/// The id of a line with this rest.
pub(super) fn hash(rest: &[u8]) -> EventId {
    EventId(Sha256::new_with_prefix(b"{").chain_update(rest).finalize().into())
}

#[cfg(test)]
mod tests {
    use super::{LineFault, MAX_LINE, MAX_PARENTS, OPENING, REST, Writer, decode, encode, hash};
    use crate::log::event::Act;
    use crate::log::samples::{LINES, alice, at, kinds, line, ticked};
    use std::collections::BTreeSet;

    /// A line with a matching id and any content.
    fn with_id(rest: &str) -> Vec<u8> {
        let rest = rest.strip_prefix('{').unwrap().as_bytes();
        let id = hash(rest).hex();
        [OPENING, &id, b"\",", rest].concat()
    }

    const HEAD: &str = r#"{"after":[],"at":"2026-12-01T09:12:33Z","by":"alice@example.com","do":"#;

    #[test]
    fn every_kind_of_event_round_trips_through_one_line() {
        let mut found = BTreeSet::new();
        let head = HEAD.replace("[]", &format!("[\"{}\"]", "0c".repeat(32)));
        for rest in LINES.lines() {
            let line = with_id(&format!("{head}{rest}"));
            let event = decode(&line).unwrap();
            found.insert(event.act.name().to_owned());
            let writer = Writer { by: event.by, at: event.at };
            let mut written = Vec::new();
            encode(&mut written, event.after, &writer, None, event.act).unwrap();
            let lines = [written.trim_ascii_end(), &line].map(String::from_utf8_lossy);
            assert_eq!(lines[0], lines[1]);
        }
        assert_eq!(found.len(), kinds());
    }

    #[test]
    fn a_user_can_check_a_line_with_sha256sum() {
        // printf '%s' '{"after":[],"at":"2026-12-01T09:12:33Z","by":"alice@example.com","do":"finished"}' | sha256sum
        let (event, _) = line(&[], Act::Finished { reason: None });
        assert_eq!(
            event.id.to_string(),
            "d4171fd9962250134fd4729722ab3e14ed42ab16d99ed64d57401587f4c66f85"
        );
    }

    #[test]
    fn an_event_of_a_newer_octorel_is_kept_and_not_interpreted() {
        for (rest, name) in [
            (r#""signed","with":{"key":[1,null]}}"#, "signed"),
            (r#""finished","mood":"fine"}"#, "finished"),
            (r#""finished","item":"planning.scope"}"#, "finished"),
            (r#""ticked","item":"planning.scope"}"#, "ticked"),
            (r#""finished","do":"ticked"}"#, "finished"),
            (r#""ticked","item":["a","b"],"role":"qa"}"#, "ticked"),
            (r#""incident-noted","incident":-1,"text":""}"#, "incident-noted"),
        ] {
            let event = decode(&with_id(&format!("{HEAD}{rest}"))).unwrap();
            let name = name.to_owned();
            assert_eq!(event.act, Act::Unknown { name });
            assert_eq!(event.by, alice());
        }
        let line = HEAD.replace("\"do\"", "\"via\":\"x\",\"do\"") + "\"finished\"}";
        let event = decode(&with_id(&line)).unwrap();
        assert_eq!(event.act, Act::Unknown { name: "finished".to_owned() });
    }

    #[test]
    fn a_line_without_actor_event_or_time_is_unreadable() {
        for rest in [
            "{}",
            r#"{"after":[],"at":"2026-12-01T09:12:33Z","by":"alice"}"#,
            r#"{"after":[],"at":"yesterday","by":"alice","do":"finished"}"#,
            r#"{"after":["AB"],"at":"2026-12-01T09:12:33Z","by":"alice","do":"finished"}"#,
            &format!("{HEAD}\"finished\"}}}}"),
        ] {
            assert_eq!(decode(&with_id(rest)), Err(LineFault::Unreadable), "{rest}");
        }
        let mut latin = with_id(&format!("{HEAD}\"clos?d\"}}"));
        let at = latin.iter().position(|&byte| byte == b'?').unwrap();
        latin[at] = 0xE9;
        let id = hash(&latin[REST..]).hex();
        latin[OPENING.len()..OPENING.len() + 64].copy_from_slice(&id);
        assert_eq!(decode(&latin), Err(LineFault::Unreadable));
    }

    #[test]
    fn an_event_that_fits_no_line_is_refused_and_writes_nothing() {
        let mut lines = Vec::new();
        let writer = Writer { by: alice(), at: at() };
        let long = encode(&mut lines, vec![], &writer, None, ticked(&"x".repeat(MAX_LINE)));
        assert_eq!(long.unwrap_err().limit, MAX_LINE);
        // Whoever writes such a line by hand is refused when it is read.
        let by_hand = |after: &str, text: &str| {
            decode(&with_id(&HEAD.replace("[]", after).replace(
                "\"do\":",
                &format!("\"do\":\"noted\",\"kind\":\"note\",\"text\":\"{text}\"}}"),
            )))
        };
        assert_eq!(by_hand("[]", &"x".repeat(MAX_LINE)), Err(LineFault::TooLong));
        assert!(by_hand("[]", "x").is_ok());
        let parents = |count: usize| {
            format!("[{}]", vec![format!("\"{}\"", "0c".repeat(32)); count].join(","))
        };
        assert_eq!(by_hand(&parents(MAX_PARENTS + 1), "x"), Err(LineFault::TooManyParents));
        assert!(by_hand(&parents(MAX_PARENTS), "x").is_ok());
        assert!(lines.is_empty());
    }
}
