//! A line of a log as JSON: `{"after":…,"at":…,"by":…,"do":"ticked",` and the fields of that kind, as [`Act`] derives them.

use super::event::{Act, EventId};
use super::field::Timestamp;
use crate::names::Person;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What stands between the fields that all events have and the kind. JSON escapes the quotation marks of texts, so that no text
/// contains it.
const KIND: &str = ",\"do\":\"";

/// The fields that all events have. The id is not used here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    #[serde(default, rename = "id")]
    _id: IgnoredAny,
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
