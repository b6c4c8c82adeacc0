//! The shapes of who does and decides what, and of what is told to whom.

use super::{lively, shape_of};
use crate::support::assert_snapshot;
use snapbox::str;

#[test]
fn roles() {
    assert_snapshot(
        &shape_of(&lively(), "roles", "roles"),
        str![[r#"
release: string
roles[].decisions: empty list
roles[].decisions[]: string
roles[].duties.*[].id: string
roles[].duties.*[].ref: string
roles[].duties.*[].state: string
roles[].duties.*[].text: string
roles[].duties_done: number
roles[].duties_total: number
roles[].id: string
roles[].items[]: string
roles[].items_done: number
roles[].name: string
roles[].people[]: string
schema: string

"#]],
    );
}

#[test]
fn decisions() {
    assert_snapshot(
        &shape_of(&lively(), "decisions", "decisions"),
        str![[r#"
decisions[].at: null | string
decisions[].awaited: empty list
decisions[].awaited[]: string
decisions[].by: empty list
decisions[].by[]: string
decisions[].escalation[].asked: null
decisions[].escalation[].asked_by: null
decisions[].escalation[].condition: null | string
decisions[].escalation[].name: string
decisions[].escalation[].next: boolean
decisions[].escalation[].owner: boolean
decisions[].escalation[].people: empty list
decisions[].escalation[].people[]: string
decisions[].escalation[].to: string
decisions[].id: string
decisions[].name: string
decisions[].outcome: null | string
decisions[].outcomes[]: string
decisions[].owners[]: string
decisions[].voices: empty list
decisions[].voices[].at: string
decisions[].voices[].by: string
decisions[].voices[].outcome: string
decisions[].voices[].reason: null | string
decisions[].voices[].role: string
release: string
schema: string

"#]],
    );
}

#[test]
fn channels() {
    assert_snapshot(
        &shape_of(&lively(), "channels", "channels"),
        str![[r#"
channels[].current: boolean
channels[].every: null | string
channels[].name: string
channels[].next_due: null | string
channels[].overdue: boolean
channels[].stage: string
release: string
schema: string
stage: string

"#]],
    );
}

#[test]
fn announce() {
    assert_snapshot(
        &shape_of(&lively(), "announce", "announce timeline"),
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
decisions[].at: string
decisions[].awaited: empty list
decisions[].by[]: string
decisions[].escalation[].asked: null
decisions[].escalation[].asked_by: null
decisions[].escalation[].condition: null
decisions[].escalation[].name: string
decisions[].escalation[].next: boolean
decisions[].escalation[].owner: boolean
decisions[].escalation[].people: empty list
decisions[].escalation[].people[]: string
decisions[].escalation[].to: string
decisions[].id: string
decisions[].name: string
decisions[].outcome: string
decisions[].outcomes[]: string
decisions[].owners[]: string
decisions[].voices[].at: string
decisions[].voices[].by: string
decisions[].voices[].outcome: string
decisions[].voices[].reason: string
decisions[].voices[].role: string
deployed_at: null
deployed_by: null
deviations: number
done: number
incident: null
incidents: number
incidents_open: number
kind: string
lead[]: string
lead_role: string
lessons: empty list
links[].link: string
links[].text: string
next[].at: null
next[].by: null
next[].condition: null
next[].due: string
next[].id: string
next[].link: null
next[].overdue: boolean
next[].owner: string
next[].owner_name: string
next[].people[]: string
next[].reason: null
next[].ref: string
next[].required: boolean
next[].standing: string
next[].state: string
next[].text: string
next[].when: string
next_due: null
note: null
noted: null
overdue: number
phases[].done: number
phases[].due: string
phases[].id: string
phases[].incident: null
phases[].kind: string
phases[].name: string
phases[].number: number
phases[].overdue: number
phases[].skipped: number
phases[].total: number
phases[].when: string
release: string
release_at: string
risks[].at: string
risks[].by: string
risks[].closed: null
risks[].item: string
risks[].kind: string
risks[].link: null
risks[].ref: string
risks[].risk: string
risks[].text: string
schema: string
skipped: number
total: number
under_way[].done: number
under_way[].due: string
under_way[].id: string
under_way[].incident: null
under_way[].kind: string
under_way[].name: string
under_way[].number: number
under_way[].overdue: number
under_way[].skipped: number
under_way[].total: number
under_way[].when: string

"#]],
    );
}
