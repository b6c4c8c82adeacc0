//! Samples for the tests of this module: one act of every kind with the literal end of its line, and a small release.

use super::codec::{Writer, encode};
use super::event::Timestamp;
use super::event::{
    Act, Added, Assignment, Decided, Event, EventId, ItemChange, NoteKind, Noted, Repaired,
    Started, Upgraded,
};
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
        playbook: Arc::new(playbook(1)),
    }
}

/// A playbook with this many items.
pub(super) fn playbook(items: usize) -> Playbook {
    let item = |number| {
        format!(
            "      - id: scope-{number}\n        text: Confirm release scope and deliverables with Product Manager\n"
        )
    };
    let items: String = (0..items).map(item).collect();
    let roles = "roles:\n  - id: qa\n    name: QA/Testing\n";
    let phase = "  - id: planning\n    name: Release Planning\n    when: T-2w\n    items:\n";
    let text = format!("{roles}owner: qa\nphases:\n{phase}{items}");
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

/// A number for every kind of act. A new kind does not compile until it is added here.
pub(crate) fn kind(act: &Act) -> usize {
    match act {
        Act::Started(_) => 0,
        Act::Ticked(_) => 1,
        Act::Unticked(_) => 2,
        Act::Skipped(_) => 3,
        Act::Blocked(_) => 4,
        Act::Unblocked(_) => 5,
        Act::Noted(_) => 6,
        Act::RiskResolved { .. } => 7,
        Act::Undone { .. } => 8,
        Act::Assigned(_) => 9,
        Act::Unassigned { .. } => 10,
        Act::Rescheduled { .. } => 11,
        Act::Decided(_) => 12,
        Act::Escalated { .. } => 13,
        Act::IncidentDeclared { .. } => 14,
        Act::IncidentNoted { .. } => 15,
        Act::IncidentResolved { .. } => 16,
        Act::Announced { .. } => 17,
        Act::Finished { .. } => 18,
        Act::Reopened { .. } => 19,
        Act::Cancelled { .. } => 20,
        Act::Repaired(_) => 21,
        Act::Joined {} => 22,
        Act::RoundStarted { .. } => 23,
        Act::Added(_) => 24,
        Act::Upgraded(_) => 25,
        Act::Unknown { .. } => 26,
    }
}

/// The kinds that can be written.
pub(crate) const KINDS: usize = 26;

/// Every kind of act, with all and with no optional fields, and its line from `do` on.
pub(super) fn rows() -> Vec<(Act, &'static str)> {
    let text = |text: &str| Some(text.to_owned());
    let full = ItemChange {
        item: "planning.scope".into(),
        role: "qa".into(),
        round: 2,
        reason: text("a \"note\""),
        link: text("https://example.com/1"),
        happened: "2026-12-08T13:05:00Z".parse().ok().map(Timestamp),
    };
    let bare = ItemChange { round: 1, reason: None, link: None, happened: None, ..full.clone() };
    let mark = ItemChange {
        item: "qa.testing".into(),
        role: "qa".into(),
        round: 1,
        reason: text("no\nneed"),
        link: text("https://example.com/2"),
        happened: None,
    };
    let event = EventId([0xAB; 32]);
    let mut strict = started("2.4.0");
    strict.strict = true;
    strict.release_type = Some("minor".to_owned());
    strict.vars = BTreeMap::from([("branch".to_owned(), "main".to_owned())]);
    vec![
        (
            Act::Started(Box::new(started("2.4.0"))),
            r#""started","release":"2.4.0","on":"2026-12-15T14:00:00+01:00","tz":"Europe/Berlin","people":{"qa":["dana@example.com"]},"playbook":{"release_time":"14:00","roles":[{"id":"qa","name":"QA/Testing"}],"phases":[{"id":"planning","name":"Release Planning","stage":"pre-release","when":"T-2w","items":[{"id":"planning.scope-0","text":"Confirm release scope and deliverables with Product Manager","owner":"qa"}]}]}}"#,
        ),
        (
            Act::Started(Box::new(strict)),
            r#""started","release":"2.4.0","on":"2026-12-15T14:00:00+01:00","tz":"Europe/Berlin","people":{"qa":["dana@example.com"]},"strict":true,"type":"minor","vars":{"branch":"main"},"playbook":{"release_time":"14:00","roles":[{"id":"qa","name":"QA/Testing"}],"phases":[{"id":"planning","name":"Release Planning","stage":"pre-release","when":"T-2w","items":[{"id":"planning.scope-0","text":"Confirm release scope and deliverables with Product Manager","owner":"qa"}]}]}}"#,
        ),
        (
            Act::Ticked(full.clone()),
            r#""ticked","item":"planning.scope","role":"qa","round":2,"reason":"a \"note\"","link":"https://example.com/1","happened":"2026-12-08T13:05:00Z"}"#,
        ),
        (Act::Ticked(bare.clone()), r#""ticked","item":"planning.scope","role":"qa"}"#),
        (Act::Unticked(bare.clone()), r#""unticked","item":"planning.scope","role":"qa"}"#),
        (
            Act::Skipped(mark.clone()),
            r#""skipped","item":"qa.testing","role":"qa","reason":"no\nneed","link":"https://example.com/2"}"#,
        ),
        (
            Act::Blocked(ItemChange { round: 3, link: None, ..mark }),
            r#""blocked","item":"qa.testing","role":"qa","round":3,"reason":"no\nneed"}"#,
        ),
        (Act::Unblocked(bare), r#""unblocked","item":"planning.scope","role":"qa"}"#),
        (
            Act::Noted(Noted {
                item: Some("planning.scope".into()),
                kind: NoteKind::Risk,
                text: "esc \u{1b} bidi \u{202e} é".to_owned(),
                link: text("https://example.com/3"),
            }),
            r#""noted","item":"planning.scope","kind":"risk","text":"esc \u001b bidi \u202e é","link":"https://example.com/3"}"#,
        ),
        (
            Act::Noted(Noted { item: None, kind: NoteKind::Note, text: String::new(), link: None }),
            r#""noted","kind":"note","text":""}"#,
        ),
        (
            Act::RiskResolved { event, reason: text("gone") },
            r#""risk-resolved","event":"abababababababababababababababababababababababababababababababab","reason":"gone"}"#,
        ),
        (
            Act::Undone { event },
            r#""undone","event":"abababababababababababababababababababababababababababababababab"}"#,
        ),
        (
            Act::Assigned(Assignment {
                role: "qa".into(),
                person: "dana".into(),
                instead_of: Some("eve".into()),
                note: text("holidays"),
            }),
            r#""assigned","role":"qa","person":"dana","instead_of":"eve","note":"holidays"}"#,
        ),
        (
            Act::Unassigned { role: "qa".into(), person: "dana".into() },
            r#""unassigned","role":"qa","person":"dana"}"#,
        ),
        (
            Act::Rescheduled {
                on: DateTime::parse_from_rfc3339("2026-12-16T14:00:00+00:00").unwrap(),
                tz: "UTC".to_owned(),
                reason: text("late"),
            },
            r#""rescheduled","reason":"late","on":"2026-12-16T14:00:00Z","tz":"UTC"}"#,
        ),
        (
            Act::RoundStarted { phase: "planning".into(), round: 2 },
            r#""round-started","phase":"planning","round":2}"#,
        ),
        (
            Act::Added(Added {
                item: "planning.tell".into(),
                owner: crate::playbook::Owner::Role("qa".into()),
                text: "Tell".to_owned(),
            }),
            r#""added","item":"planning.tell","owner":"qa","text":"Tell"}"#,
        ),
        (
            Act::Upgraded(Box::new(Upgraded {
                people: BTreeMap::new(),
                ids: BTreeMap::from([("planning.a".into(), "planning.b".into())]),
                vars: BTreeMap::new(),
                playbook: Arc::new(playbook(1)),
            })),
            r#""upgraded","ids":{"planning.a":"planning.b"},"playbook":{"release_time":"14:00","roles":[{"id":"qa","name":"QA/Testing"}],"phases":[{"id":"planning","name":"Release Planning","stage":"pre-release","when":"T-2w","items":[{"id":"planning.scope-0","text":"Confirm release scope and deliverables with Product Manager","owner":"qa"}]}]}}"#,
        ),
        (
            Act::Decided(Decided {
                decision: "go-no-go".into(),
                outcome: "go".to_owned(),
                round: 1,
                role: Some("qa".into()),
                reason: None,
                overridden: false,
                escalated: false,
            }),
            r#""decided","role":"qa","decision":"go-no-go","outcome":"go"}"#,
        ),
        (
            Act::Decided(Decided {
                decision: "go-no-go".into(),
                outcome: "go".to_owned(),
                round: 2,
                role: None,
                reason: text("alone here"),
                overridden: true,
                escalated: true,
            }),
            r#""decided","decision":"go-no-go","outcome":"go","round":2,"overridden":true,"escalated":true,"reason":"alone here"}"#,
        ),
        (
            Act::Escalated {
                decision: "go-no-go".into(),
                to: "product-lead".into(),
                reason: text("split"),
            },
            r#""escalated","decision":"go-no-go","to":"product-lead","reason":"split"}"#,
        ),
        (
            Act::IncidentDeclared { incident: 1, text: "down".to_owned(), severity: 2 },
            r#""incident-declared","incident":1,"severity":2,"text":"down"}"#,
        ),
        (
            Act::IncidentNoted { incident: 1, text: "up".to_owned() },
            r#""incident-noted","incident":1,"text":"up"}"#,
        ),
        (
            Act::IncidentResolved { incident: 1, reason: text("fixed") },
            r#""incident-resolved","incident":1,"reason":"fixed"}"#,
        ),
        (
            Act::Announced { about: "during-release".to_owned(), note: text("sent") },
            r#""announced","about":"during-release","note":"sent"}"#,
        ),
        (Act::Finished { reason: None }, r#""finished"}"#),
        (Act::Reopened { reason: "too soon".to_owned() }, r#""reopened","reason":"too soon"}"#),
        (Act::Cancelled { reason: "merged".to_owned() }, r#""cancelled","reason":"merged"}"#),
        (
            Act::Repaired(Repaired {
                lost: vec![event],
                loose: vec![EventId([0xCD; 32])],
                bytes: 288,
                reason: text("the disk was full"),
            }),
            r#""repaired","lost":["abababababababababababababababababababababababababababababababab"],"loose":["cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"],"bytes":288,"reason":"the disk was full"}"#,
        ),
        (Act::Joined {}, r#""joined"}"#),
        (Act::Repaired(Repaired::default()), r#""repaired","bytes":0}"#),
    ]
}
