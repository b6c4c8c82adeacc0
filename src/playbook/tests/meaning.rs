//! Problems of definitions: ids, references, times, and missing values.

use super::{GOOD, brief, says};
use snapbox::{assert_data_eq, str};

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
         checklist: c\n\
         name: D\n\
         owner: all\n\
         phases: [{id: plan, name: P, stage: incident, items: [{id: a, text: A}]}]",
        str![[r#"
x.yaml:2:8 bad-id: `QA Team` cannot be the id of a role
  `qa-team` would be one: lower-case letters, digits and hyphens
x.yaml:3:8 bad-id: `!` cannot be the id of a role
  an id is made of lower-case letters, digits and hyphens, 64 at most
x.yaml:4:8 bad-id: `all` cannot be an id
  `all` stands for every role
x.yaml:5:8 duplicate-id: a second role has the id `dev`
x.yaml:7:80 duplicate-id: a second duty has the id `qa.a`
x.yaml:8:20 duplicate-id: a second authority has the id `boss`
x.yaml:8:44 duplicate-id: `dev` is both an authority and a role
  give one of the two another id
x.yaml:9:18 duplicate-id: a second decision has the id `go`
x.yaml:10:14 duplicate-id: a second gate has the id `gate`
x.yaml:11:12 duplicate-id: a second checklist has the id `c`
x.yaml:14:15 duplicate-id: a second phase has the id `plan`

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
         phases:\n\
         - {id: p, name: P, stage: incident, items: []}\n\
         - {id: q, name: Q, itmes: [{id: a, text: A}]}\n\
         - {id: r, name: R, stage: incident, items: [{id: a, text: A, owner: boss}, {id: b, text: B}]}\n\
         - {id: s, name: S, stage: prerelease, kind: point, when: T-2x, items: [{id: a, owner: dve}]}\n\
         - {id: t, name: T, stage: incident, when: T+522w, items: [{id: a, text: A, owner: all, optional: yes}]}\n\
         - {id: u, name: U, stage: incident, items: [{id: a, text: A, owner: dev, deploys: true}]}\n\
         - {id: v, name: V, stage: incident, items: [{id: a, text: A, owner: dev, deploys: true}]}",
        str![[r#"
x.yaml:4:4 no-items: the phase `p` has no items
  give it `items`, or remove it
x.yaml:5:20 unknown-key: a phase has no key `itmes`
  did you mean `items`?
x.yaml:6:69 unknown-role: `boss` is not a role
  an authority may be asked to decide; work belongs to a role
x.yaml:6:77 missing: an item without `owner`
  name a role here, or one for all beside `checklist`; `all` is every role
x.yaml:7:27 unknown-word: unknown stage `prerelease`
  did you mean `pre-release`?
x.yaml:7:45 unknown-word: unknown kind `point`
  one of `phase` and `checkpoint`
x.yaml:7:58 bad-time: `T-2x` is not an offset from T
  write `T`, `T-2w`, `T-3d`, `T+1h`, `T+30m`, or a window such as `T+24h..T+48h`
x.yaml:7:73 missing: an item without `text`
x.yaml:7:87 unknown-role: unknown role `dve`
  did you mean `dev`?
x.yaml:8:43 out-of-reach: `T+522w` is more than ten years from the release
  3650d, 521w and 87600h are the most
x.yaml:8:43 incident-list: an incident list cannot have a date
  remove `when`, or name another `stage`
x.yaml:8:98 wrong-type: expected true or false, found a text
  write `true` or `false`, without quotes
x.yaml:9:46 incident-list: the deployment is on an incident list
  move it to a phase of another stage
x.yaml:10:46 incident-list: the deployment is on an incident list
  move it to a phase of another stage
x.yaml:10:46 deploys-twice: a second item is the deployment
  T+1h and the like count from one moment: keep `deploys` on one item

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
        "decisions: [{id: d, name: D}, {id: e, name: E, owners: [boss], outcomes: [a, b, a]}]",
        str![[r#"
x.yaml:1:14 missing: a decision without `owners`
  for example `owners: [qa]`
x.yaml:1:14 missing: a decision without `outcomes`
  for example `outcomes: [go, no-go]`: the first says yes, the last says no
x.yaml:1:81 duplicate-id: the outcome `a` is listed twice

"#]],
    );
}

#[test]
fn a_gate_refers_to_existing_requirements() {
    says(
        "gates:\n\
         - {id: e, name: E}\n\
         - {id: f, name: F, gates: [gte], phases: [pln], items: [one, dev.fix, x.y], decisions: {og: go}}\n\
         - {id: g, name: G, decisions: {go: nogo}}\n\
         - {id: h, name: H, decisions: {go: maybe}}",
        str![[r#"
x.yaml:2:4 empty-gate: the gate `e` asks for nothing
  give it `stages`, `phases`, `items`, `decisions` or other `gates`
x.yaml:3:28 unknown-reference: unknown gate `gte`
  did you mean `gate`?
x.yaml:3:43 unknown-reference: unknown phase `pln`
  did you mean `plan`?
x.yaml:3:57 unknown-reference: unknown item `one`
  did you mean `plan.one`?
x.yaml:3:62 unknown-reference: `dev.fix` is not an item
  duties never close a gate
x.yaml:3:71 unknown-reference: unknown item `x.y`
  the only item is `plan.one`
x.yaml:3:89 unknown-reference: unknown decision `og`
  did you mean `go`?
x.yaml:4:36 unknown-reference: `nogo` is no outcome of `go`
  did you mean `no-go`?
x.yaml:5:36 unknown-reference: `maybe` is no outcome of `go`
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
fn times_and_zones_are_valid() {
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
fn a_time_is_set_only_once_across_files() {
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
fn too_many_items_are_refused() {
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
