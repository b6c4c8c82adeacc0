//! The shapes of a release and its items: where it stands, what is to do, what was recorded.

use super::{lively, shape_of};
use crate::support::assert_snapshot;
use snapbox::str;

#[test]
fn status() {
    assert_snapshot(
        &shape_of(&lively(), "status", "status"),
        str![[r#"
at: string
blocked[].at: string
blocked[].by: string
blocked[].condition: null
blocked[].due: string
blocked[].id: string
blocked[].link: null
blocked[].overdue: boolean
blocked[].owner: string
blocked[].owner_name: string
blocked[].people[]: string
blocked[].reason: string
blocked[].ref: string
blocked[].required: boolean
blocked[].standing: string
blocked[].state: string
blocked[].text: string
blocked[].when: string
conflicts: empty list
counts.blocked: number
counts.next: number
counts.overdue: number
counts.skipped: number
deployed_at: null
gates[].counted: number
gates[].current: boolean
gates[].gate: string
gates[].missing[]: string
gates[].name: string
gates[].overdue: number
gates[].verdict: string
incidents: empty list
last.about: string
last.at: string
last.by: string
last.do: string
last.id: string
last.incident: null
last.item: string
last.link: null
last.ref: string
last.role: string
last.said: string
last.undone: boolean
next[].at: null
next[].by: null
next[].condition: null
next[].due: string
next[].id: string
next[].link: null
next[].overdue: boolean
next[].owner: string
next[].owner_name: string
next[].people: empty list
next[].people[]: string
next[].reason: null
next[].ref: string
next[].required: boolean
next[].roles.*: string
next[].standing: string
next[].state: string
next[].text: string
next[].when: string
overdue[].at: null | string
overdue[].by: null | string
overdue[].condition: null
overdue[].due: string
overdue[].id: string
overdue[].link: null
overdue[].overdue: boolean
overdue[].owner: string
overdue[].owner_name: string
overdue[].people[]: string
overdue[].reason: null | string
overdue[].ref: string
overdue[].required: boolean
overdue[].standing: string
overdue[].state: string
overdue[].text: string
overdue[].when: string
phases[].done: number
phases[].due: null | string
phases[].id: string
phases[].incident: null
phases[].kind: string
phases[].name: string
phases[].number: number
phases[].overdue: number
phases[].skipped: number
phases[].total: number
phases[].when: null | string
release: string
release_at: string
release_state: string
schema: string
skipped[].at: string
skipped[].by: string
skipped[].condition: null
skipped[].due: string
skipped[].id: string
skipped[].link: null
skipped[].overdue: boolean
skipped[].owner: string
skipped[].owner_name: string
skipped[].people[]: string
skipped[].reason: string
skipped[].ref: string
skipped[].required: boolean
skipped[].standing: string
skipped[].state: string
skipped[].text: string
skipped[].when: string
stage: string
update: null

"#]],
    );
}

#[test]
fn phases() {
    assert_snapshot(
        &shape_of(&lively(), "phases", "phases"),
        str![[r#"
phases[].done: number
phases[].due: null | string
phases[].id: string
phases[].incident: null
phases[].items[].at: null | string
phases[].items[].by: null | string
phases[].items[].condition: null | string
phases[].items[].due: null | string
phases[].items[].id: string
phases[].items[].link: null | string
phases[].items[].overdue: boolean
phases[].items[].owner: string
phases[].items[].owner_name: string
phases[].items[].people: empty list
phases[].items[].people[]: string
phases[].items[].reason: null | string
phases[].items[].ref: string
phases[].items[].required: boolean
phases[].items[].roles.*: string
phases[].items[].standing: string
phases[].items[].state: string
phases[].items[].text: string
phases[].items[].when: null | string
phases[].kind: string
phases[].name: string
phases[].number: number
phases[].opens: null | string
phases[].overdue: number
phases[].skipped: number
phases[].stage: string
phases[].total: number
phases[].when: null | string
release: string
release_at: string
schema: string

"#]],
    );
}

#[test]
fn list() {
    assert_snapshot(
        &shape_of(&lively(), "list", "list"),
        str![[r#"
items[].at: null | string
items[].by: null | string
items[].condition: null | string
items[].due: null | string
items[].id: string
items[].link: null | string
items[].overdue: boolean
items[].owner: string
items[].owner_name: string
items[].people: empty list
items[].people[]: string
items[].reason: null | string
items[].ref: string
items[].required: boolean
items[].roles.*: string
items[].standing: string
items[].state: string
items[].text: string
items[].when: null | string
release: string
schema: string

"#]],
    );
}

#[test]
fn next() {
    assert_snapshot(
        &shape_of(&lively(), "next", "next"),
        str![[r#"
items[].at: null
items[].by: null
items[].condition: null
items[].due: string
items[].id: string
items[].link: null
items[].overdue: boolean
items[].owner: string
items[].owner_name: string
items[].people[]: string
items[].reason: null
items[].ref: string
items[].required: boolean
items[].standing: string
items[].state: string
items[].text: string
items[].when: string
release: string
schema: string
update: null

"#]],
    );
}

#[test]
fn gate() {
    assert_snapshot(
        &shape_of(&lively(), "gate", "gate close"),
        str![[r#"
at: string
counted: number
gate: string
missing[].due: string
missing[].id: string
missing[].kind: string
missing[].overdue: boolean
missing[].owner: string
missing[].owner_name: string
missing[].people: empty list
missing[].people[]: string
missing[].reason: null | string
missing[].ref: string
missing[].roles: empty list
missing[].roles[]: string
missing[].state: string
missing[].text: string
name: string
release: string
schema: string
verdict: string

"#]],
    );
}

#[test]
fn releases() {
    let here = lively();
    here.ok("start 2.5.0 --on 2027-01-12");
    assert_snapshot(
        &shape_of(&here, "releases", "releases"),
        str![[r#"
releases[].done: number
releases[].gate: string
releases[].overdue: number
releases[].release: string
releases[].release_at: string
releases[].state: string
releases[].total: number
releases[].verdict: string
schema: string

"#]],
    );
}

#[test]
fn log() {
    assert_snapshot(
        &shape_of(&lively(), "log", "log"),
        str![[r#"
events[].about: string
events[].at: string
events[].by: string
events[].do: string
events[].id: string
events[].incident: null
events[].item: null | string
events[].link: null | string
events[].ref: null | string
events[].role: null | string
events[].said: null | string
events[].undone: boolean
release: string
schema: string

"#]],
    );
}
