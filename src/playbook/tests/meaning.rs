//! What is wrong with definitions: ids, references, times, and what is missing.

use super::{GOOD, brief, says};
use snapbox::{assert_data_eq, str};

#[test]
fn an_id_is_well_formed_and_given_once() {
    says(
        "roles: [{id: QA Team, name: QA}]",
        str![[r#"
x.yaml:1:14 bad-id: `QA Team` cannot be the id of a role
  `qa-team` would be one: lower-case letters, digits and hyphens

"#]],
    );
    says(
        "roles: [{id: '!', name: QA}]",
        str![[r#"
x.yaml:1:14 bad-id: `!` cannot be the id of a role
  an id is made of lower-case letters, digits and hyphens, 64 at most

"#]],
    );
    says(
        "roles: [{id: all, name: QA}]",
        str![[r#"
x.yaml:1:14 bad-id: `all` cannot be an id
  `all` stands for every role

"#]],
    );
    says(
        "roles: [{id: dev, name: Second}]",
        str![[r#"
x.yaml:1:14 duplicate-id: a second role has the id `dev`

"#]],
    );
    says(
        "roles: [{id: plan, name: Planner}]",
        str![[r#"
x.yaml:1:14 duplicate-id: `plan` is both a phase and a role
  give one of the two another id

"#]],
    );
    says(
        "authorities: [{id: dev, name: Boss}]",
        str![[r#"
x.yaml:1:20 duplicate-id: `dev` is both an authority and a role
  give one of the two another id

"#]],
    );
    says(
        "authorities: [{id: boss, name: Boss}]",
        str![[r#"
x.yaml:1:20 duplicate-id: a second authority has the id `boss`

"#]],
    );
    says(
        "gates: [{id: gate, name: A, stages: [incident]}]",
        str![[r#"
x.yaml:1:14 duplicate-id: a second gate has the id `gate`

"#]],
    );
    says(
        "decisions: [{id: go, name: A, owners: [dev], outcomes: [a, b]}]",
        str![[r#"
x.yaml:1:18 duplicate-id: a second decision has the id `go`

"#]],
    );
    says(
        "roles: [{id: qa, name: QA, duties: {incident: [{id: a, text: A}], post-release: [{id: a, text: B}]}}]",
        str![[r#"
x.yaml:1:87 duplicate-id: a second duty has the id `qa.a`

"#]],
    );
    says(
        "checklist: c\n\
         name: D\n\
         owner: all\n\
         phases: [{id: plan, name: P, stage: incident, items: [{id: a, text: A}]}]",
        str![[r#"
x.yaml:1:12 duplicate-id: a second checklist has the id `c`
x.yaml:4:15 duplicate-id: a second phase has the id `plan`

"#]],
    );
}

#[test]
fn a_checklist_is_complete() {
    says(
        "phases: [{id: p, name: P, stage: incident, items: [{id: a, text: A, owner: all}]}]",
        str![[r#"
x.yaml:1:1 missing: a list of phases without `checklist`
  for example `checklist: release-manager`, once in the file

"#]],
    );
    says(
        "owner: dev",
        str![[r#"
x.yaml:1:8 missing: `owner` stands in a file without a checklist
  it belongs beside `checklist` and `phases`

"#]],
    );
    says(
        "checklist: d\nowner: dev",
        str![[r#"
x.yaml:1:1 missing: a checklist without `name`
x.yaml:1:1 missing: a checklist without `phases`

"#]],
    );
    says(
        "checklist: d\n\
         name: D\n\
         owner: dev\n\
         phases: [{id: p, name: P, stage: incident, items: []}]",
        str![[r#"
x.yaml:4:11 no-items: the phase `p` has no items
  give it `items`, or remove it

"#]],
    );
    says(
        "checklist: d\n\
         name: D\n\
         phases: [{id: p, name: P, itmes: [{id: a, text: A}]}]",
        str![[r#"
x.yaml:3:11 missing: a phase without `stage`
  one of `pre-release`, `during-release`, `post-release` and `incident`
x.yaml:3:27 unknown-key: a phase has no key `itmes`
  did you mean `items`?

"#]],
    );
    says(
        "checklist: d\n\
         name: D\n\
         owner: dve\n\
         phases: [{id: p, name: P, stage: incident, items: [{id: a, text: A}]}]",
        str![[r#"
x.yaml:3:8 unknown-role: unknown role `dve`
  did you mean `dev`?

"#]],
    );
    says(
        "checklist: d\n\
         name: D\n\
         phases: [{id: p, name: P, stage: incident, items: [{id: a, text: A, owner: boss}, {id: b, text: B}]}]",
        str![[r#"
x.yaml:3:76 unknown-role: `boss` is not a role
  an authority may be asked to decide; work belongs to a role
x.yaml:3:84 missing: an item without `owner`
  name a role here, or one for all beside `checklist`; `all` is every role

"#]],
    );
    says(
        "checklist: d\n\
         name: D\n\
         owner: dev\n\
         phases: [{id: p, name: P, stage: prerelease, kind: point, when: T-2x, items: [{id: a}]}]",
        str![[r#"
x.yaml:4:34 unknown-word: unknown stage `prerelease`
  did you mean `pre-release`?
x.yaml:4:52 unknown-word: unknown kind `point`
  one of `phase` and `checkpoint`
x.yaml:4:65 bad-time: `T-2x` is not an offset from T
  write `T`, `T-2w`, `T-3d`, `T+1h`, `T+30m`, or a window such as `T+24h..T+48h`
x.yaml:4:80 missing: an item without `text`

"#]],
    );
    says(
        "checklist: d\n\
         name: D\n\
         owner: dev\n\
         phases: [{id: p, name: P, stage: incident, when: T+522w, items: [{id: a, text: A, optional: yes}]}]",
        str![[r#"
x.yaml:4:50 out-of-reach: `T+522w` is more than ten years from the release
  3650d, 521w and 87600h are the most
x.yaml:4:93 wrong-type: expected true or false, found a text
  write `true` or `false`, without quotes

"#]],
    );
    says(
        "checklist: d\n\
         name: D\n\
         owner: dev\n\
         phases: [{id: p, name: P, stage: incident, items: [{id: a, text: A, deploys: true}, {id: b, text: B, deploys: true}]}]",
        str![[r#"
x.yaml:4:86 deploys-twice: a second item is the deployment
  T+1h and the like count from one moment: keep `deploys` on one item

"#]],
    );
}

#[test]
fn people_and_decisions_name_roles_that_exist() {
    says(
        "team: {qa: [x], dve: [''], boss: [carol]}",
        str![[r#"
x.yaml:1:8 unknown-role: unknown role `qa`
  the only role is `dev`
x.yaml:1:17 unknown-role: unknown role `dve`
  did you mean `dev`?
x.yaml:1:23 missing: a person without a name

"#]],
    );
    says(
        "decisions: [{id: d, name: D, owners: [ops], escalation: [{to: bos}, {condition: x}], outcomes: [Yes]}]",
        str![[r#"
x.yaml:1:39 unknown-role: unknown role `ops`
  the only role is `dev`
x.yaml:1:63 unknown-role: unknown role or authority `bos`
  did you mean `boss`?
x.yaml:1:70 missing: a step of an escalation without `to`
x.yaml:1:97 missing: a decision with a single outcome decides nothing
  for example `outcomes: [go, no-go]`: the first says yes, the last says no
x.yaml:1:97 bad-id: `Yes` cannot be an outcome
  an outcome is made of lower-case letters, digits and hyphens

"#]],
    );
    says(
        "decisions: [{id: d, name: D}]",
        str![[r#"
x.yaml:1:14 missing: a decision without `owners`
  for example `owners: [qa]`
x.yaml:1:14 missing: a decision without `outcomes`
  for example `outcomes: [go, no-go]`: the first says yes, the last says no

"#]],
    );
    says(
        "decisions: [{id: d, name: D, owners: [boss], outcomes: [a, b, a]}]",
        str![[r#"
x.yaml:1:63 duplicate-id: the outcome `a` is listed twice

"#]],
    );
}

#[test]
fn a_gate_asks_for_what_exists() {
    says(
        "gates: [{id: g, name: G}]",
        str![[r#"
x.yaml:1:10 empty-gate: the gate `g` asks for nothing
  give it `stages`, `phases`, `items`, `decisions` or other `gates`

"#]],
    );
    says(
        "gates: [{id: g, name: G, gates: [gte], phases: [pln], items: [one, dev.fix, x.y], decisions: {og: go}}]",
        str![[r#"
x.yaml:1:34 unknown-reference: unknown gate `gte`
  did you mean `gate`?
x.yaml:1:49 unknown-reference: unknown phase `pln`
  did you mean `plan`?
x.yaml:1:63 unknown-reference: unknown item `one`
  did you mean `plan.one`?
x.yaml:1:68 unknown-reference: `dev.fix` is not an item
  duties never close a gate
x.yaml:1:77 unknown-reference: unknown item `x.y`
  the only item is `plan.one`
x.yaml:1:95 unknown-reference: unknown decision `og`
  did you mean `go`?

"#]],
    );
    says(
        "gates: [{id: g, name: G, decisions: {go: nogo}}, {id: h, name: H, decisions: {go: maybe}}]",
        str![[r#"
x.yaml:1:42 unknown-reference: `nogo` is no outcome of `go`
  did you mean `no-go`?
x.yaml:1:83 unknown-reference: `maybe` is no outcome of `go`
  its outcomes are `go` and `no-go`

"#]],
    );
    says(
        "gates: [{id: g, name: G, gates: [h]}, {id: h, name: H, gates: [g]}, {id: i, name: I, gates: [i]}]",
        str![[r#"
x.yaml:1:64 gate-cycle: gates that are part of each other: g → h → g
  remove this one, or one of the others
x.yaml:1:94 gate-cycle: the gate `i` is part of itself
  remove this one, or one of the others

"#]],
    );
}

#[test]
fn times_and_zones_are_real() {
    says(
        "release_time: '25:00'\n\
         time_zone: Europe/Pari\n\
         ",
        str![[r#"
x.yaml:1:15 bad-time: there is no time `25:00`
  the last minute of a day is `23:59`, the first is `00:00`
x.yaml:2:12 unknown-reference: `Europe/Pari` is not a time zone
  did you mean `Europe/Paris`?

"#]],
    );
    says(
        "release_time: 14:00\n\
         time_zone: UTC\n\
         ",
        str![],
    );
    says(
        "channels: [{name: N, every: 2x}, {stage: somewhere, every: 600w}]",
        str![[r#"
x.yaml:1:13 missing: a channel without `stage`
x.yaml:1:29 bad-time: `2x` is not the time between two updates
  for example 30m, 4h, 1d or 1w; ten years at most
x.yaml:1:35 missing: a channel without `name`
x.yaml:1:42 unknown-word: unknown stage `somewhere`
  one of `pre-release`, `during-release`, `post-release` and `incident`
x.yaml:1:60 bad-time: `600w` is not the time between two updates
  for example 30m, 4h, 1d or 1w; ten years at most

"#]],
    );
}

#[test]
fn a_playbook_needs_a_phase() {
    assert_data_eq!(
        brief(&[]),
        str![[r#"
- no-phases: this playbook has no phases
  `octorel init` writes the default one, to begin from

"#]]
    );
}

#[test]
fn two_files_set_a_time_once() {
    let files = [
        ("a.yaml", "release_time: '09:00'\n"),
        ("b.yaml", GOOD),
        ("c.yaml", "release_time: '10:00'\n"),
    ];
    assert_data_eq!(
        brief(&files),
        str![[r#"
c.yaml:1:15 set-twice: `release_time` is set a second time
  keep one of the two

"#]]
    );
}

#[test]
fn more_items_than_anyone_ticks_are_refused() {
    let items = (0..2_000).map(|n| format!("      - {{id: i{n}, text: T}}\n"));
    let items = items.collect::<Vec<_>>().concat();
    let phase = "  - id: p\n    name: P\n    stage: incident\n    items:\n";
    let text = format!("checklist: d\nname: D\nowner: dev\nphases:\n{phase}{items}");
    says(
        &text,
        str![[r#"
- too-much: 2002 items and duties are more than the 2000 that are read

"#]],
    );
    says(
        &"#".repeat(1_000_001),
        str![[r#"
x.yaml:1:1 too-much: this file is longer than 1 MB
  split it: every *.yaml file of the folder is read

"#]],
    );
}
