//! Samples for the tests of this module: the literal end of a line of every kind, and a small release.

use super::codec::{Writer, encode};
use super::event::{Act, Event, EventId, ItemChange, Started};
use super::read::Log;
use crate::names::{Person, RoleId};
use crate::playbook::Playbook;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn at() -> DateTime<Utc> {
    "2026-12-01T09:12:33Z".parse().unwrap()
}

pub(super) fn alice() -> Person {
    Person::from("alice@example.com")
}

pub(crate) fn started(release: &str) -> Started {
    Started {
        release: release.to_owned(),
        on: DateTime::parse_from_rfc3339("2026-12-15T14:00:00+01:00").ok(),
        tz: "Europe/Berlin".to_owned(),
        people: BTreeMap::from([(RoleId::from("qa"), vec![Person::from("dana@example.com")])]),
        strict: false,
        release_type: None,
        vars: BTreeMap::new(),
        origin: None,
        playbook: Arc::new(playbook()),
    }
}

fn playbook() -> Playbook {
    let item = "Confirm release scope and deliverables with Product Manager";
    let text = format!(
        "roles: [{{id: qa, name: QA/Testing}}]\nowner: qa\n\
         phases: [{{id: planning, name: Release Planning, when: T-2w, items: [{{id: scope-0, text: {item}}}]}}]"
    );
    Playbook { gates: Vec::new(), ..crate::playbook::samples::playbook(&text) }
}

/// A tick of the only item.
pub(crate) fn ticked(note: &str) -> Act {
    Act::Ticked(ItemChange {
        item: "planning.scope-0".into(),
        role: "qa".into(),
        round: 1,
        reason: Some(note.to_owned()),
        link: None,
        happened: None,
    })
}

/// An event with this act, and its line.
pub(crate) fn line(after: &[EventId], act: Act) -> (Event, Vec<u8>) {
    let mut line = Vec::new();
    let writer = Writer { by: alice(), at: at() };
    let event = encode(&mut line, after.to_vec(), &writer, None, act).unwrap();
    (event, line)
}

/// The log of these events, in any order.
pub(crate) fn log(events: impl IntoIterator<Item = Event>) -> Log {
    Log::default().with(events)
}

/// How many kinds can be written, as the error about any other one lists them.
pub(crate) fn kinds() -> usize {
    let error = serde_json::from_str::<Act>(r#"{"?":{}}"#).unwrap_err().to_string();
    error.split_once("expected one of").unwrap().1.matches('`').count() / 2
}

/// Lines of every kind of event, with all and with no optional fields, from `do` on.
pub(super) const LINES: &str = r#""started","release":"2.4.0","on":"2026-12-15T14:00:00+01:00","tz":"Europe/Berlin","people":{"qa":["dana@example.com"]},"playbook":{"release_time":"14:00","roles":[{"id":"qa","name":"QA/Testing"}],"phases":[{"id":"planning","name":"Release Planning","stage":"pre-release","when":"T-2w","items":[{"id":"planning.scope-0","text":"Confirm release scope and deliverables with Product Manager","owner":"qa"}]}]}}
"started","release":"2.4.0","on":"2026-12-15T14:00:00+01:00","tz":"Europe/Berlin","people":{"qa":["dana@example.com"]},"strict":true,"type":"minor","vars":{"branch":"main"},"playbook":{"release_time":"14:00","roles":[{"id":"qa","name":"QA/Testing"}],"phases":[{"id":"planning","name":"Release Planning","stage":"pre-release","when":"T-2w","items":[{"id":"planning.scope-0","text":"Confirm release scope and deliverables with Product Manager","owner":"qa"}]}]}}
"ticked","item":"planning.scope","role":"qa","round":2,"reason":"a \"note\"","link":"https://example.com/1","happened":"2026-12-08T13:05:00Z"}
"ticked","item":"planning.scope","role":"qa"}
"unticked","item":"planning.scope","role":"qa"}
"skipped","item":"qa.testing","role":"qa","reason":"no\nneed","link":"https://example.com/2"}
"blocked","item":"qa.testing","role":"qa","round":3,"reason":"no\nneed"}
"unblocked","item":"planning.scope","role":"qa"}
"noted","item":"planning.scope","kind":"risk","text":"esc \u001b bidi \u202e é","link":"https://example.com/3"}
"noted","kind":"note","text":""}
"risk-resolved","event":"abababababababababababababababababababababababababababababababab","reason":"gone"}
"undone","event":"abababababababababababababababababababababababababababababababab"}
"assigned","role":"qa","person":"dana","instead_of":"eve","note":"holidays"}
"unassigned","role":"qa","person":"dana"}
"rescheduled","reason":"late","on":"2026-12-16T14:00:00Z","tz":"UTC"}
"round-started","phase":"planning","round":2}
"added","item":"planning.tell","owner":"qa","text":"Tell"}
"upgraded","ids":{"planning.a":"planning.b"},"playbook":{"release_time":"14:00","roles":[{"id":"qa","name":"QA/Testing"}],"phases":[{"id":"planning","name":"Release Planning","stage":"pre-release","when":"T-2w","items":[{"id":"planning.scope-0","text":"Confirm release scope and deliverables with Product Manager","owner":"qa"}]}]}}
"decided","role":"qa","decision":"go-no-go","outcome":"go"}
"decided","decision":"go-no-go","outcome":"go","round":2,"overridden":true,"escalated":true,"reason":"alone here"}
"escalated","decision":"go-no-go","to":"product-lead","reason":"split"}
"incident-declared","incident":1,"severity":2,"text":"down"}
"incident-noted","incident":1,"text":"up"}
"incident-resolved","incident":1,"reason":"fixed"}
"announced","about":"during-release","note":"sent"}
"finished"}
"reopened","reason":"too soon"}
"cancelled","reason":"merged"}
"repaired","lost":["abababababababababababababababababababababababababababababababab"],"loose":["cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"],"bytes":288,"reason":"the disk was full"}
"joined"}
"repaired","bytes":0}"#;
