//! Problems of definitions: ids, references, times, and missing values.

use super::{GOOD, brief, says, says_each};
use snapbox::{assert_data_eq, str};
use std::time::{Duration, Instant};

#[test]
fn an_id_is_well_formed_and_unique() {
    says(
        "roles:\n\
         - {id: QA Team, name: A}\n\
         - {id: '!', name: B}\n\
         - {id: all, name: C}\n\
         - {id: dev, name: D}\n\
         - {id: plan, name: E}\n\
         - {id: qa, name: F, duties: {incident: [{id: a, text: A}], post-release: [{id: a, text: B}]}}\n\
         authorities: [{id: boss, name: Boss}, {id: dev, name: Boss}]\n\
         decisions: [{id: go, name: A, owners: [dev], outcomes: [a, b]}]\n\
         gates: [{id: gate, name: A, stages: [incident]}]\n\
         name: D\n\
         owner: all\n\
         phases: [{id: plan, name: P, stage: incident, items: [{id: a, text: A}]}]",
        str![[r#"
x.yaml:2:8 bad-id: `QA Team` cannot be the id of a role (use lower-case letters, digits and hyphens, for example `qa-team`)
x.yaml:3:8 bad-id: `!` cannot be the id of a role (use lower-case letters, digits and hyphens, at most 64)
x.yaml:4:8 bad-id: `all` cannot be an id (`all` means every role)
x.yaml:5:8 duplicate-id: duplicate role id `dev`
x.yaml:7:80 duplicate-id: duplicate duty id `qa.a`
x.yaml:8:20 duplicate-id: duplicate authority id `boss`
x.yaml:8:44 duplicate-id: `dev` is both an authority and a role (change one of the ids)
x.yaml:9:18 duplicate-id: duplicate decision id `go`
x.yaml:10:14 duplicate-id: duplicate gate id `gate`
x.yaml:13:15 duplicate-id: duplicate phase id `plan`

"#]],
    );
}

#[test]
fn a_checklist_is_complete() {
    says_each(
        [
            "owner: dev",
            "name: D\n\
             phases:\n\
             - {id: p, name: P, stage: incident, items: []}\n\
             - {id: r, name: R, stage: incident, items: [{id: a, text: A, owner: boss}, {id: b, text: B}]}\n\
             - {id: s, name: S, stage: prerelease, kind: point, when: T-2x, items: [{id: a, owner: dve}]}\n\
             - {id: t, name: T, stage: incident, when: T+522w, items: [{id: a, text: A, owner: all}]}\n\
             - {id: u, name: U, stage: incident, items: [{id: a, text: A, owner: dev, deploys: true}]}\n\
             - {id: v, name: V, stage: incident, items: [{id: a, text: A, owner: dev, deploys: true}]}",
            "name: D\n\
             owner: dve\n\
             phases: [{id: p, name: P, stage: incident, items: [{id: a, text: A}]}]",
        ],
        str![[r#"
x.yaml:1:8 missing: `owner` in a file without items (it belongs beside `phases` or `items`)
x.yaml:3:4 no-items: the phase `p` has no items (add `items`, or remove it)
x.yaml:4:69 unknown-role: unknown role `boss` (use `dev`)
x.yaml:4:77 missing: an item without `owner` (add an owner here, or a default beside `phases`; `all` means every role)
x.yaml:5:27 unknown-word: unknown stage `prerelease` (did you mean `pre-release`?)
x.yaml:5:45 unknown-word: unknown kind `point` (use `phase` and `checkpoint`)
x.yaml:5:58 bad-time: invalid offset from T: `T-2x` (use `T`, `T-2w`, `T-3d`, `T-5wd`, `T+1h`, `T+30m`, or a window such as `T+24h..T+48h`)
x.yaml:5:73 missing: an item without `text`
x.yaml:5:87 unknown-role: unknown role `dve` (did you mean `dev`?)
x.yaml:6:43 bad-time: `T+522w` is too far from T (stay within 3650 days of T)
x.yaml:6:43 incident-list: an incident list cannot have a date (remove `when`, or change `stage`)
x.yaml:7:46 incident-list: the deployment is on an incident list (move it to a phase of another stage)
x.yaml:8:46 incident-list: the deployment is on an incident list (move it to a phase of another stage)
x.yaml:8:46 deploys-twice: more than one item with `deploys: true` (T+… counts from one deployment: keep `deploys` on one item)
x.yaml:2:8 unknown-role: unknown role `dve` (did you mean `dev`?)

"#]],
    );
}

#[test]
fn people_and_decisions_name_roles_that_exist() {
    says_each(
        [
            "team: {qa: [x], dve: [''], boss: [carol]}",
            "decisions: [{id: d, name: D, owners: [ops], escalation: [{to: bos}, {condition: x}], outcomes: [Yes]}]",
            "decisions: [{id: d, name: D}, {id: e, name: E, owners: [boss], outcomes: [a, b, a]}]",
        ],
        str![[r#"
x.yaml:1:8 unknown-role: unknown role or authority `qa` (use `dev` and `boss`)
x.yaml:1:17 unknown-role: unknown role or authority `dve` (did you mean `dev`?)
x.yaml:1:23 missing: a person without a name
x.yaml:1:39 unknown-role: unknown role or authority `ops` (use `dev` and `boss`)
x.yaml:1:63 unknown-role: unknown role or authority `bos` (did you mean `boss`?)
x.yaml:1:70 missing: a step of an escalation without `to`
x.yaml:1:97 missing: a decision needs at least two outcomes (for example `outcomes: [go, no-go]`: the first means yes, the last no)
x.yaml:1:97 bad-id: `Yes` cannot be an outcome (use lower-case letters, digits and hyphens, for example `yes`)
x.yaml:1:14 missing: a decision without `owners` (for example `owners: [qa]`)
x.yaml:1:14 missing: a decision without `outcomes` (for example `outcomes: [go, no-go]`: the first means yes, the last no)
x.yaml:1:81 duplicate-id: duplicate outcome `a`

"#]],
    );
}

#[test]
fn a_gate_refers_to_existing_requirements() {
    says_each(
        [
            "gates:\n\
             - {id: e, name: E}\n\
             - {id: f, name: F, gates: [gte], phases: [pln], items: [one, dev.fix, x.y], decisions: {og: go}}\n\
             - {id: g, name: G, decisions: {go: nogo}}\n\
             - {id: h, name: H, decisions: {go: maybe}}",
            "gates: [{id: g, name: G, gates: [h]}, {id: h, name: H, gates: [g]}, {id: i, name: I, gates: [i]}]",
        ],
        str![[r#"
x.yaml:2:4 empty-gate: the gate `e` has no requirements (add `stages`, `phases`, `items`, `decisions` or other `gates`)
x.yaml:3:28 unknown-reference: unknown gate `gte` (did you mean `gate`?)
x.yaml:3:43 unknown-reference: unknown phase `pln` (did you mean `plan`?)
x.yaml:3:57 unknown-reference: unknown item `one` (did you mean `plan.one`?)
x.yaml:3:62 unknown-reference: unknown item `dev.fix` (use `plan.one`)
x.yaml:3:71 unknown-reference: unknown item `x.y` (use `plan.one`)
x.yaml:3:89 unknown-reference: unknown decision `og` (did you mean `go`?)
x.yaml:4:36 unknown-reference: unknown outcome `nogo` (did you mean `no-go`?)
x.yaml:5:36 unknown-reference: unknown outcome `maybe` (use `go` and `no-go`)
x.yaml:1:34 gate-cycle: the gate `g` includes itself through `h` (remove one of the references)
x.yaml:1:64 gate-cycle: the gate `h` includes itself through `g` (remove one of the references)
x.yaml:1:94 gate-cycle: the gate `i` includes itself through `i` (remove one of the references)

"#]],
    );
}

#[test]
fn what_could_never_open_or_finish_is_an_error() {
    let text = "\
gates:
  - {id: empty, name: Empty, stages: [post-release], no_incident: true}
  - {id: yes, name: Yes, decisions: {go: go}}
  - {id: both, name: Both, gates: [yes], decisions: {go: no-go}}
  - {id: list, name: List, phases: [i]}
roles: [{id: lead, name: Lead}]
decisions: [{id: go, name: Go, owners: [lead], outcomes: [go, no-go]}]
name: Dead
owner: lead
phases:
  - {id: p, name: P, when: T, items: [{id: a, text: A, optional: true}]}
  - {id: i, name: I, stage: incident, items: [{id: a, text: A}]}
";
    assert_data_eq!(
        brief(&[("x.yaml", text)]),
        str![[r#"
x.yaml:2:6 empty-gate: the gate `empty` could never open: it requires no item and no decision (make it require items outside incident lists, or decisions)
x.yaml:4:6 empty-gate: the gate `both` could never open: it requires two outcomes of `go` (require the same outcome here and in the included gates)
x.yaml:5:6 empty-gate: the gate `list` could never open: it requires no item and no decision (make it require items outside incident lists, or decisions)
- empty-gate: a release could never finish: no item is required (make an item required, or add a gate `finish`)

"#]]
    );
}

#[test]
fn times_and_zones_are_valid() {
    says_each(
        [
            "release_time: '25:00'\n\
             time_zone: Europe/Pari\n\
             ",
            "holidays: [2026-12-25, 25.12.2026, 2026-02-30, 1815-06-18]",
            "release_time: 14:00\n\
             time_zone: UTC\n\
             holidays: [2026-12-25, 2026-12-25]\n\
             ",
            "channels: [{name: N, every: 2x}, {stage: somewhere, every: 600w}]",
        ],
        str![[r#"
x.yaml:1:15 bad-time: no such time: `25:00` (use a time from `00:00` to `23:59`)
x.yaml:2:12 unknown-reference: unknown time zone `Europe/Pari` (did you mean `Europe/Paris`?)
x.yaml:1:24 bad-time: invalid date `25.12.2026` (use YYYY-MM-DD, for example 2026-12-25)
x.yaml:1:36 bad-time: no such date: `2026-02-30` (use a day of the calendar, and a time from `00:00` to `23:59`)
x.yaml:1:48 bad-time: the year 1815 is out of range (use a year from 2000 to 2199)
x.yaml:1:13 missing: a channel without `stage`
x.yaml:1:29 bad-time: invalid update interval `2x` (for example 30m, 4h, 1d or 1w; at most ten years)
x.yaml:1:35 missing: a channel without `name`
x.yaml:1:42 unknown-word: unknown stage `somewhere` (use `pre-release`, `during-release`, `post-release` and `incident`)
x.yaml:1:60 bad-time: invalid update interval `600w` (for example 30m, 4h, 1d or 1w; at most ten years)

"#]],
    );
}

#[test]
fn a_playbook_needs_a_phase() {
    assert!(brief(&[]).starts_with("- no-phases: this playbook has no phases "));
}

#[test]
fn a_time_is_set_only_once_across_files() {
    let files = [
        ("a.yaml", "release_time: '09:00'\n"),
        ("b.yaml", GOOD),
        ("c.yaml", "release_time: '10:00'\n"),
    ];
    assert_data_eq!(
        brief(&files),
        str![[r#"
c.yaml:1:15 set-twice: duplicate `release_time`

"#]]
    );
}

#[test]
fn too_much_is_refused_without_delay() {
    let started = Instant::now();
    says_each(
        [&format!("owner: all\nitems:\n{}", "- Test\n".repeat(20_000)), &"#".repeat(1_000_001)],
        str![[r#"
- too-much: too many items and duties: 20002, the limit is 2000
x.yaml:1:1 too-much: this file is longer than 1 MB (split it: all *.yaml files of the directory are read)

"#]],
    );
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}
