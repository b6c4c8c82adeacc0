//! A line of a log as JSON: `{"after":…,"at":…,"by":…,"do":"ticked",` and the fields of that kind, as [`Act`] derives them.

use super::event::{Act, EventId};
use super::field::Timestamp;
use crate::names::Person;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

/// What stands between the fields that all events have and the kind. JSON escapes the quotation marks of texts, so that no text
/// contains it.
const KIND: &str = ",\"do\":\"";

/// The fields that all events have, but the id.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) after: Vec<EventId>,
    pub(super) at: Timestamp,
    pub(super) by: Person,
    pub(super) with: Option<EventId>,
}

/// Reads a line. If its kind is not known, or has other fields than this version knows, a newer octorel meant something that
/// this one would get wrong: the event is [`Act::Unknown`].
pub(super) fn read_line(json: &str) -> Option<(Head, Act)> {
    let (head, act) = json.split_once(KIND)?;
    let quoted = &json[head.len() + KIND.len() - 1..];
    let head = serde_json::from_str(&[head, "}"].concat()).ok()?;
    let (kind, fields) = act.split_once('"')?;
    let fields = fields.strip_prefix(',').unwrap_or(fields);
    if let Ok(act) = serde_json::from_str(&["{\"", kind, "\":{", fields, "}"].concat()) {
        return Some((head, act));
    }
    let _: IgnoredAny = serde_json::from_str(json).ok()?;
    let name = serde_json::Deserializer::from_str(quoted).into_iter().next()?.ok()?;
    Some((head, Act::Unknown { name }))
}

/// Writes a line without its id. Nobody records [`Act::Unknown`].
pub(super) fn write_line(
    after: &[EventId],
    at: Timestamp,
    by: &Person,
    with: Option<EventId>,
    act: &Act,
) -> String {
    #[derive(Serialize)]
    struct Head<'a> {
        after: &'a [EventId],
        at: Timestamp,
        by: &'a Person,
        #[serde(skip_serializing_if = "Option::is_none")]
        with: Option<EventId>,
    }
    const WRITABLE: &str = "a line holds only strings, numbers, and maps keyed by strings";
    let mut line = serde_json::to_string(&Head { after, at, by, with }).expect(WRITABLE);
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
