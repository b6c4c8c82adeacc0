//! Incidents from their opening to the report, one after the other and beside each other, and what is refused.

use crate::support::{Here, assert_snapshot, refused};
use snapbox::str;
use std::fs;
use unicode_width::UnicodeWidthStr;

/// The afternoon of the release: deployed at 14:05 in Paris, everything before it settled.
fn deployed() -> Here {
    let here = Here::started().at("2026-12-08T12:00:00Z");
    here.ok("tick 1.1 1.2 1.3 1.5 1.6 2.1 2.2 2.3 2.4 2.5 2.6 2.7 3.1 3.2 3.3 3.4 3.5");
    here.ok("tick 4.1 4.2 4.3 4.4 4.5 4.6 5.1 5.2 6.1 6.2 6.3");
    here.ok("decide go-no-go go");
    let here = here.at("2026-12-08T13:05:00Z");
    here.ok("tick 5.4");
    here.at("2026-12-08T13:20:00Z")
}

/// The same with an incident open since 14:20.
fn open() -> Here {
    let here = deployed();
    here.by("dana@example.com")
        .ok("incident open \"checkout answers with errors, in all regions and for every customer who pays by card\" --severity 1");
    here.at("2026-12-08T13:25:00Z")
}

/// The same, worked off, rolled back by both owners, and closed at 15:45.
fn closed() -> Here {
    let here = open();
    here.ok("tick 10.1 10.2 --note \"the pager rang\"");
    here.by("dana@example.com")
        .ok("incident note \"errors since 14:06 | <b>all</b> regions, @ops knows\"");
    let here = here.at("2026-12-08T13:40:00Z");
    here.by("dev@example.com")
        .ok("decide rollback rollback --reason \"no fix in sight\"");
    let here = here.at("2026-12-08T13:42:00Z");
    here.ok("decide rollback rollback");
    here.ok("tick 10.3 10.4");
    here.ok("tick 10.5");
    here.ok("undo");
    here.ok("block 10.6 --reason \"waiting for the logs\"");
    let here = here.at("2026-12-08T14:45:00Z");
    here.ok("tick 10.6 --link https://example.com/timeline");
    here.ok("skip 10.7 --reason \"see the weekly\"");
    here.ok("incident close --reason \"rolled back to 2.3.1\"");
    here
}

/// Lets two people record without knowing of each other, and merges what they recorded.
fn beside(here: &Here, one: &str, other: &str) {
    let before = here.bytes();
    here.by("pat@example.com").ok(one);
    let left = here.bytes();
    fs::write(here.log(), &before).unwrap();
    here.by("dana@example.com").ok(other);
    let right = here.bytes();
    fs::write(here.log(), [&left[..], &right[before.len()..]].concat()).unwrap();
}

#[test]
fn an_open_incident_comes_first() {
    assert_snapshot(
        &open().transcript(&[
            "status",
            "incident",
            "next -n 3",
            "status --format markdown",
        ]),
        str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · 25 minutes ago                        T+25m
INCIDENT 1  severity 1  checkout answers with errors, in all re…  5 minutes  0/7
DEPLOYED  close: 21 of 50 open, incident 1 open

 next  10.1  Trigger incident response process             Release Manager  now
       10.2  Notify on-call and relevant stakeholders      Release Manager  now
       10.3  Assess severity and impact                    Release Manager  now
       10.6  Document incident timeline and actions taken  Release Manager  now

    1  Release Planning         T-2w       24 Nov        ██████░░  5/6
    2  Pre-Release Preparation  T-1w       1 Dec         ████████  7/7
    3  ◆ 1 Week Before Release  T-1w       1 Dec         ████████  5/5
    4  Staging Validation       T-3d       5 Dec         ████████  6/6
    5  Production Deployment    T          8 Dec         ███░░░░░  3/7
    6  ◆ Day of Release         T          8 Dec         ████░░░░  3/6
    7  Post-Deployment          T+1h       8 Dec 15:05   ░░░░░░░░  0/6
    8  ◆ Post-Release           T+24h–48h  10 Dec 14:05  ░░░░░░░░  0/4
    9  Post-Release Follow-up   T+1d       9 Dec         ░░░░░░░░  0/6
   10  Incident Response        if needed  incident 1    ░░░░░░░░  0/7

 tell  status update due 14:50, in 25 minutes: octorel announce
 last  incident 1 opened by dana, 5 minutes ago
$ octorel incident
incident 1  checkout answers with errors, in all regions and for every customer
            who pays by card
OPEN        severity 1 · 5 minutes · opened by dana, 8 Dec 14:20 · 0/7 items
 ☐  10.1  Trigger incident response process                 Release Manager  now
 ☐  10.2  Notify on-call and relevant stakeholders          Release Manager  now
 ☐  10.3  Assess severity and impact                        Release Manager  now
 ☐  10.4  Execute rollback if necessary                     Release Manager  now
 ☐  10.5  Coordinate hotfix deployment if rollback not      Release Manager  now
          viable
 ☐  10.6  Document incident timeline and actions taken      Release Manager  now
 ☐  10.7  Schedule post-incident review                     Release Manager  now
$ octorel next -n 3
☐  10.1  Trigger incident response process         Release Manager  now
☐  10.2  Notify on-call and relevant stakeholders  Release Manager  now
☐  10.3  Assess severity and impact                Release Manager  now

status update due 14:50, in 25 minutes: octorel announce
$ octorel status --format markdown
## 2.4.0

Tue 8 Dec 2026 14:00 Paris, 25 minutes ago

**INCIDENT 1** severity 1 · checkout answers with errors, in all regions and for every customer who pays by card · 5 minutes · 0/7

**DEPLOYED** close: 21 of 50 open, incident 1 open

| | Phase | When | Due | Done | Late |
|--:|---|---|---|--:|--:|
| 1 | Release Planning | T-2w | Tue 24 Nov | 5/6 |  |
| 2 | Pre-Release Preparation | T-1w | Tue 1 Dec | 7/7 |  |
| 3 | ◆ 1 Week Before Release | T-1w | Tue 1 Dec | 5/5 |  |
| 4 | Staging Validation | T-3d | Sat 5 Dec | 6/6 |  |
| 5 | Production Deployment | T | Tue 8 Dec | 3/7 |  |
| 6 | ◆ Day of Release | T | Tue 8 Dec | 3/6 |  |
| 7 | Post-Deployment | T+1h | Tue 8 Dec | 0/6 |  |
| 8 | ◆ Post-Release | T+24h..T+48h | Thu 10 Dec | 0/4 |  |
| 9 | Post-Release Follow-up | T+1d | Wed 9 Dec | 0/6 |  |
| 10 | Incident Response | if needed |  | 0/7 |  |

"#]],
    );
}

#[test]
fn an_incident_from_its_opening_to_its_end() {
    let here = deployed();
    let opened = here.transcript(&[
        "incident",
        "tick 10.1",
        "incident open \"checkout answers with errors\" --severity 1 --as dana@example.com",
        "gate deploy",
        "tick 10.1 10.2 --note \"the pager rang\"",
        "incident note \"all regions\"",
        "incident close",
        "decide rollback rollback --as dev@example.com",
        "decide rollback rollback",
        "tick 10.3 10.6",
        "skip 10.7 --reason \"see the weekly\"",
        "log 10.1",
    ]);
    let here = here.at("2026-12-08T14:45:00Z");
    let closed = here.transcript(&[
        "incident close --reason \"rolled back\"",
        "incident",
        "gate deploy",
        "tick 10.4",
        "phases 10",
    ]);
    assert_snapshot(
        &(opened + &closed),
        str![[r#"
$ octorel incident
no incident has been opened
$ octorel tick 10.1
[stderr]
error: 10.1 waits for an incident, and none is open
  10.1  Trigger incident response process
hint: octorel incident open "what happened" --severity 2
[exit 1]
$ octorel incident open "checkout answers with errors" --severity 1 --as dana@example.com
✓  incident 1, severity 1  opened: checkout answers with errors
  close: 21 of 50 open, incident 1 open · next: 10.1 Trigger incident response
  process
$ octorel gate deploy
CLOSED  deploy of 2.4.0: 1 incident open

  –  incident 1: checkout answers with errors
     open
[exit 1]
$ octorel tick 10.1 10.2 --note "the pager rang"
✓  10.1  Trigger incident response process
✓  10.2  Notify on-call and relevant stakeholders
  close: 21 of 50 open, incident 1 open · next: 10.3 Assess severity and impact
$ octorel incident note "all regions"
✓  incident 1  noted: all regions
  close: 21 of 50 open, incident 1 open · next: 10.3 Assess severity and impact
$ octorel incident close
[stderr]
error: incident 1 stays open: 3 items of its list are open
  10.3  Assess severity and impact
  10.6  Document incident timeline and actions taken
  10.7  Schedule post-incident review
hint: octorel tick 10.3, or octorel skip 10.3 --reason "…"
[exit 1]
$ octorel decide rollback rollback --as dev@example.com
✓  decided  rollback: rollback as Developer
            not decided yet: waits for Release Manager (rm)
  close: 21 of 50 open, incident 1 open · next: 10.3 Assess severity and impact
$ octorel decide rollback rollback
✓  decided  rollback: rollback as Release Manager
  close: 21 of 50 open, incident 1 open · next: 10.3 Assess severity and impact
$ octorel tick 10.3 10.6
✓  10.3  Assess severity and impact
✓  10.6  Document incident timeline and actions taken
  close: 21 of 50 open, incident 1 open · next: 10.7 Schedule post-incident
  review
$ octorel skip 10.7 --reason "see the weekly"
–  10.7  Schedule post-incident review
         see the weekly
         a required item left out, kept as a deviation
         nothing required is left: octorel incident close --incident 1
  close: 21 of 50 open, incident 1 open · next: 5.5 Monitor deployment progress
  and logs
$ octorel log 10.1
8 Dec 14:20  rm  ticked  10.1  Trigger incident response process: the pager rang
                               (incident 1)
$ octorel incident close --reason "rolled back"
✓  incident 1  closed: rolled back
  close: 21 of 50 open, 6 late · next: 7.1 Confirm all health checks and metrics
  are green
$ octorel incident
incident 1  checkout answers with errors
closed      severity 1 · 1 hour 25 minutes · opened by dana, 8 Dec 14:20 ·
            closed by rm, 8 Dec 15:45 · 5/7 items
            rolled back
$ octorel gate deploy
OPEN  deploy of 2.4.0: 29 required things are settled
$ octorel tick 10.4
[stderr]
error: 10.4 waits for an incident, and none is open
  10.4  Execute rollback if necessary
hint: octorel incident open "what happened" --severity 2
[exit 1]
$ octorel phases 10
10  Incident Response
    if needed · 0 of 7 done
 ☐  10.1  Trigger incident response process           Release Manager  if needed
 ☐  10.2  Notify on-call and relevant stakeholders    Release Manager  if needed
 ☐  10.3  Assess severity and impact                  Release Manager  if needed
 ☐  10.4  Execute rollback if necessary               Release Manager  if needed
 ☐  10.5  Coordinate hotfix deployment if rollback    Release Manager  if needed
          not viable
 ☐  10.6  Document incident timeline and actions      Release Manager  if needed
          taken
 ☐  10.7  Schedule post-incident review               Release Manager  if needed

"#]],
    );
}

#[test]
fn the_report() {
    assert_snapshot(
        &closed().transcript(&["incident report"]),
        str![[r#"
$ octorel incident report
# Incident 1 of 2.4.0: checkout answers with errors, in all regions and for every customer who pays by card

| | |
|---|---|
| Severity | 1 |
| Opened | Tue 8 Dec 2026 14:20 by dana |
| Closed | Tue 8 Dec 2026 15:45 by rm |
| Outcome | rolled back to 2.3.1 |
| Duration | 1 hour 25 minutes |
| Deployed | Tue 8 Dec 2026 14:05 |

## How long until

- the first tick: **5 minutes**
- Rollback Decision: rollback: **22 minutes**
- it was closed: **1 hour 25 minutes**

## Timeline

| At | Who | What |
|---|---|---|
| 8 Dec 14:20 | dana | opened incident 1, severity 1: checkout answers with errors, in all regions and for every customer who pays by card |
| 8 Dec 14:25 | rm | ticked 10.1 Trigger incident response process: the pager rang |
| 8 Dec 14:25 | rm | ticked 10.2 Notify on-call and relevant stakeholders: the pager rang |
| 8 Dec 14:25 | dana | noted: errors since 14:06 \| &lt;b&gt;all&lt;/b&gt; regions, `@`ops knows |
| 8 Dec 14:40 | dev | decided rollback: rollback as Developer: no fix in sight |
| 8 Dec 14:42 | rm | decided rollback: rollback as Release Manager |
| 8 Dec 14:42 | rm | ticked 10.3 Assess severity and impact |
| 8 Dec 14:42 | rm | ticked 10.4 Execute rollback if necessary |
| 8 Dec 14:42 | rm | blocked 10.6 Document incident timeline and actions taken: waiting for the logs |
| 8 Dec 15:45 | rm | ticked 10.6 Document incident timeline and actions taken: https://example.com/timeline |
| 8 Dec 15:45 | rm | skipped 10.7 Schedule post-incident review: see the weekly |
| 8 Dec 15:45 | rm | closed: rolled back to 2.3.1 |

## Actions

- [x] **10.1** Trigger incident response process — Release Manager, done by rm, 8 Dec 14:25
- [x] **10.2** Notify on-call and relevant stakeholders — Release Manager, done by rm, 8 Dec 14:25
- [x] **10.3** Assess severity and impact — Release Manager, done by rm, 8 Dec 14:42
- [x] **10.4** Execute rollback if necessary — Release Manager, done by rm, 8 Dec 14:42
- [ ] **10.5** Coordinate hotfix deployment if rollback not viable — Release Manager, not needed
- [x] **10.6** Document incident timeline and actions taken — Release Manager, done by rm, 8 Dec 15:45 ([link](<https://example.com/timeline>))
- [x] **10.7** Schedule post-incident review — Release Manager, skipped by rm, 8 Dec 15:45: see the weekly

## Decisions

- **Rollback Decision**: rollback, 8 Dec 14:42
  - rollback by dev as Developer, 8 Dec 14:40: no fix in sight
  - rollback by rm as Release Manager, 8 Dec 14:42

## People

- dana (QA/Testing): 2 entries
- rm (Release Manager): 9 entries
- dev (Developer): 1 entry

"#]],
    );
    assert_snapshot(
        &open().transcript(&["incident report"]),
        str![[r#"
$ octorel incident report
# Incident 1 of 2.4.0: checkout answers with errors, in all regions and for every customer who pays by card

| | |
|---|---|
| Severity | 1 |
| Opened | Tue 8 Dec 2026 14:20 by dana |
| Closed | still open |
| Duration | 5 minutes |
| Deployed | Tue 8 Dec 2026 14:05 |

## Timeline

| At | Who | What |
|---|---|---|
| 8 Dec 14:20 | dana | opened incident 1, severity 1: checkout answers with errors, in all regions and for every customer who pays by card |

## Actions

- [ ] **10.1** Trigger incident response process — Release Manager
- [ ] **10.2** Notify on-call and relevant stakeholders — Release Manager
- [ ] **10.3** Assess severity and impact — Release Manager
- [ ] **10.4** Execute rollback if necessary — Release Manager
- [ ] **10.5** Coordinate hotfix deployment if rollback not viable — Release Manager
- [ ] **10.6** Document incident timeline and actions taken — Release Manager
- [ ] **10.7** Schedule post-incident review — Release Manager

## People

- dana (QA/Testing): 1 entry

## Open ends

- **10.1** Trigger incident response process — Release Manager (rm)
- **10.2** Notify on-call and relevant stakeholders — Release Manager (rm)
- **10.3** Assess severity and impact — Release Manager (rm)
- **10.6** Document incident timeline and actions taken — Release Manager (rm)
- **10.7** Schedule post-incident review — Release Manager (rm)
- **incident 1** checkout answers with errors, in all regions and for every customer who pays by card — open

"#]],
    );
}

#[test]
fn a_report_tells_what_was_true_then() {
    let here = closed();
    let later = here.at("2026-12-09T09:00:00Z");
    let before = here.ok("incident report");
    later.ok("decide rollback stay");
    later.ok("decide rollback stay --as dev@example.com");
    later.ok("incident open \"search is slow\"");
    later.ok("tick 10.1");
    assert_eq!(later.ok("incident report --incident 1"), before);
    let early = later.json("incident report --as-of 2026-12-08T14:30:00+01:00");
    assert_eq!(early["incident"]["state"], "open");
    assert_eq!(early["incident"]["duration"], "PT10M");
}

#[test]
fn a_second_incident_has_a_list_of_its_own() {
    let here = closed().at("2026-12-08T15:00:00Z");
    let transcript = here.transcript(&[
        "incident open \"search is slow\" --severity 3",
        "incident open \"mails go out twice\"",
        "tick 10.1",
        "tick 10.1 --incident 2",
        "incident note \"since noon\" --incident 3",
        "phases 10",
        "incident close",
        "tick 10.2 10.3 10.6 10.7 --incident 2",
        "incident close --incident 2",
        "tick 10.1",
        "status",
        "incident report --incident 2 --format json --as-of 2026-12-08T14:00:00+01:00",
    ]);
    assert_snapshot(
        &transcript,
        str![[r#"
$ octorel incident open "search is slow" --severity 3
✓  incident 2, severity 3  opened: search is slow
  close: 21 of 50 open, 6 late, incident 2 open · next: 10.1 Trigger incident
  response process
$ octorel incident open "mails go out twice"
✓  incident 3, severity 2  opened: mails go out twice
  close: 21 of 50 open, 6 late, incident 2 open, incident 3 open · next: 10.1
  Trigger incident response process
$ octorel tick 10.1
[stderr]
error: several incidents are open, and none is named
  2  search is slow
  3  mails go out twice
hint: octorel tick 10.1 --incident 2
[exit 2]
$ octorel tick 10.1 --incident 2
✓  10.1  Trigger incident response process
  close: 21 of 50 open, 6 late, incident 2 open, incident 3 open · next: 10.1
  Trigger incident response process
$ octorel incident note "since noon" --incident 3
✓  incident 3  noted: since noon
  close: 21 of 50 open, 6 late, incident 2 open, incident 3 open · next: 10.1
  Trigger incident response process
$ octorel phases 10
10  Incident Response
    if needed · incident 3 · 0 of 7 done
 ☐  10.1  Trigger incident response process                 Release Manager  now
 ☐  10.2  Notify on-call and relevant stakeholders          Release Manager  now
 ☐  10.3  Assess severity and impact                        Release Manager  now
 ☐  10.4  Execute rollback if necessary                     Release Manager  now
 ☐  10.5  Coordinate hotfix deployment if rollback not      Release Manager  now
          viable
 ☐  10.6  Document incident timeline and actions taken      Release Manager  now
 ☐  10.7  Schedule post-incident review                     Release Manager  now
$ octorel incident close
[stderr]
error: several incidents are open, and none is named
  2  search is slow
  3  mails go out twice
hint: octorel incident close --incident 2
[exit 2]
$ octorel tick 10.2 10.3 10.6 10.7 --incident 2
✓  10.2  Notify on-call and relevant stakeholders
✓  10.3  Assess severity and impact
✓  10.6  Document incident timeline and actions taken
✓  10.7  Schedule post-incident review
         nothing required is left: octorel incident close --incident 2
  close: 21 of 50 open, 6 late, incident 2 open, incident 3 open · next: 10.1
  Trigger incident response process
$ octorel incident close --incident 2
✓  incident 2  closed
  close: 21 of 50 open, 6 late, incident 3 open · next: 10.1 Trigger incident
  response process
$ octorel tick 10.1
✓  10.1  Trigger incident response process
  close: 21 of 50 open, 6 late, incident 3 open · next: 10.2 Notify on-call and
  relevant stakeholders
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · 2 hours ago                            T+2h
INCIDENT 3  severity 2  mails go out twice  less than a minute  1/7
DEPLOYED  close: 21 of 50 open, 6 late, incident 3 open

 late  7.1   Confirm all health checks and metrics…  Release Manager  55 minutes
       7.2   Monitor error rates, latency, and use…  Release Manager  55 minutes
 next  10.2  Notify on-call and relevant stakehold…  Release Manager  now
 more  4 late: octorel list

    1  Release Planning         T-2w       24 Nov        ██████░░  5/6
    2  Pre-Release Preparation  T-1w       1 Dec         ████████  7/7
    3  ◆ 1 Week Before Release  T-1w       1 Dec         ████████  5/5
    4  Staging Validation       T-3d       5 Dec         ████████  6/6
    5  Production Deployment    T          8 Dec         ███░░░░░  3/7
    6  ◆ Day of Release         T          8 Dec         ████░░░░  3/6
    7  Post-Deployment          T+1h       8 Dec 15:05   ░░░░░░░░  0/6  6 late
    8  ◆ Post-Release           T+24h–48h  10 Dec 14:05  ░░░░░░░░  0/4
    9  Post-Release Follow-up   T+1d       9 Dec         ░░░░░░░░  0/6
   10  Incident Response        if needed  incident 3    █░░░░░░░  1/7

 tell  status update due 16:30, in 30 minutes: octorel announce
 last  10.1 ticked by rm, just now
$ octorel incident report --incident 2 --format json --as-of 2026-12-08T14:00:00+01:00
[stderr]
error: there is no incident 2
hint: `octorel incident` shows all incidents
[exit 2]

"#]],
    );
}

#[test]
fn a_hint_names_the_box_it_is_about() {
    let here = open();
    here.ok("incident open \"search is slow\"");
    here.ok("tick 10.1 --incident 1");
    here.ok("tick 8.1 --role qa");
    let lines = [
        "tick 10.1 --incident 1",
        "incident close --incident 1",
        "tick 8.1 --role qa",
    ];
    assert_snapshot(
        &refused(&here, &lines),
        str![[r#"
$ octorel tick 10.1 --incident 1
[stderr]
error: 10.1 is already ticked, by rm
  10.1  Trigger incident response process
hint: octorel untick 10.1 --incident 1
[exit 1]
$ octorel incident close --incident 1
[stderr]
error: incident 1 stays open: 4 items of its list are open
  10.2  Notify on-call and relevant stakeholders
  10.3  Assess severity and impact
  10.6  Document incident timeline and actions taken
  10.7  Schedule post-incident review
hint: octorel tick 10.2 --incident 1, or octorel skip 10.2 --incident 1 --reason "…"
[exit 1]
$ octorel tick 8.1 --role qa
[stderr]
error: 8.1 is already ticked, by rm
  8.1  All roles review metrics and feedback
hint: octorel untick 8.1 --role qa
[exit 1]

"#]],
    );
    here.ok("untick 10.1 --incident 1");
    here.ok("untick 8.1 --role qa");
}

#[test]
fn what_is_wrong_is_not_recorded() {
    let none = refused(
        &deployed(),
        &[
            "tick 10.1",
            "skip 10.1 --reason x --incident 1",
            "incident note x",
            "incident close",
            "incident report",
            "incident open \" \"",
            "incident open x --severity 9",
            "incident open x --severity bad",
            "incident open",
        ],
    );
    assert_snapshot(
        &none,
        str![[r#"
$ octorel tick 10.1
[stderr]
error: 10.1 waits for an incident, and none is open
  10.1  Trigger incident response process
hint: octorel incident open "what happened" --severity 2
[exit 1]
$ octorel skip 10.1 --reason x --incident 1
[stderr]
error: there is no incident 1
hint: `octorel incident` shows all incidents
[exit 2]
$ octorel incident note x
[stderr]
error: no incident is open
hint: `octorel incident` shows all incidents, `octorel incident open "what happened"` opens one
[exit 1]
$ octorel incident close
[stderr]
error: no incident is open
hint: `octorel incident` shows all incidents, `octorel incident open "what happened"` opens one
[exit 1]
$ octorel incident report
[stderr]
error: 2.4.0 has had no incident
hint: octorel incident open "what happened" --severity 2
[exit 2]
$ octorel incident open " "
[stderr]
error: an incident needs a text
hint: octorel incident open "checkout answers with errors" --severity 2
[exit 2]
$ octorel incident open x --severity 9
[stderr]
error: there is no severity 9
hint: 1 is the worst, 4 the least
[exit 2]
$ octorel incident open x --severity bad
[stderr]
error: invalid value 'bad' for '--severity <NUMBER>': invalid digit found in string

For more information, try '--help'.
[exit 2]
$ octorel incident open
[stderr]
error: an incident needs a text
hint: octorel incident open "checkout answers with errors" --severity 2
[exit 2]

"#]],
    );
    let over = refused(
        &closed(),
        &[
            "incident close --incident 1",
            "incident close --incident 7",
            "incident note \"\" --incident 1",
            "incident note x --incident 7",
            "incident report --incident 7",
            "incident report --format text",
            "incident --format json open x",
            "tick 10.4 --incident 1",
        ],
    );
    assert_snapshot(
        &over,
        str![[r#"
$ octorel incident close --incident 1
[stderr]
error: incident 1 is closed, by rm
hint: `octorel incident` shows all incidents
[exit 1]
$ octorel incident close --incident 7
[stderr]
error: there is no incident 7
hint: `octorel incident` shows all incidents
[exit 2]
$ octorel incident note "" --incident 1
[stderr]
error: a note needs a text
hint: octorel incident note "…"
[exit 2]
$ octorel incident note x --incident 7
[stderr]
error: there is no incident 7
hint: `octorel incident` shows all incidents
[exit 2]
$ octorel incident report --incident 7
[stderr]
error: there is no incident 7
hint: `octorel incident` shows all incidents
[exit 2]
$ octorel incident report --format text
[stderr]
error: invalid value 'text' for '--format <FORMAT>'
  [possible values: markdown, json]

For more information, try '--help'.
[exit 2]
$ octorel incident --format json open x
[stderr]
error: --format and --as-of of `incident` itself show all incidents
hint: give them behind `report`: octorel incident report --format json
[exit 2]
$ octorel tick 10.4 --incident 1
[stderr]
error: incident 1 is closed, by rm
hint: `octorel incident` shows all incidents
[exit 1]

"#]],
    );
    let one = refused(&open(), &["incident close --reason \" \""]);
    assert_snapshot(
        &one,
        str![[r#"
$ octorel incident close --reason " "
[stderr]
error: the reason is empty
hint: say why, or leave --reason out
[exit 2]

"#]],
    );
}

#[test]
fn a_gate_that_asks_for_no_incident_is_closed_while_one_is_open() {
    let verdict = |here: &Here, gate: &str| here.json(&format!("gate {gate}"));
    let before = deployed();
    assert_eq!(verdict(&before, "deploy")["verdict"], "open");
    let here = open();
    for gate in ["deploy", "close"] {
        let view = verdict(&here, gate);
        assert_eq!(view["verdict"], "closed");
        let missing = view["missing"].as_array().unwrap();
        let incident = missing.iter().find(|one| one["kind"] == "incident");
        assert_eq!(incident.unwrap()["ref"], "1");
    }
    assert_eq!(verdict(&here, "pre-release")["verdict"], "open");
    let after = closed();
    assert_eq!(verdict(&after, "deploy")["verdict"], "open");
    let misses = |here: &Here| {
        here.run("gate close")
            .stdout
            .lines()
            .next()
            .unwrap()
            .to_owned()
    };
    let left = "CLOSED  close of 2.4.0: 21 required items open";
    assert_eq!(misses(&before), left);
    assert_eq!(misses(&here), format!("{left}, 1 incident open"));
    assert_eq!(misses(&after), left);
}

#[test]
fn without_an_incident_its_list_is_nothing_to_do() {
    for here in [deployed(), closed()] {
        let status = here.ok("status");
        let row = status
            .lines()
            .find(|line| line.contains("Incident Response"));
        assert_eq!(
            row.unwrap().trim(),
            "10  Incident Response        if needed"
        );
        let view = here.json("status");
        assert_eq!(view["incidents"], serde_json::json!([]));
        assert_eq!(view["phases"][9]["done"], 0);
        assert!(!here.ok("next -n 99").contains("10."), "{status}");
    }
}

#[test]
fn the_stand_up_screen_fits_a_terminal_however_many_incidents_are_open() {
    let here = open();
    for text in ["search is slow", "mails go out twice", "the wiki is down"] {
        let status = here.ok("status");
        assert!(status.lines().count() <= 24, "{status}");
        assert!(status.lines().all(|line| line.width() <= 80), "{status}");
        here.ok(&format!("incident open \"{text}\""));
    }
    let status = here.ok("status");
    assert!(status.lines().count() <= 24, "{status}");
    let top: Vec<&str> = status.lines().skip(1).take(3).collect();
    assert!(top[0].starts_with("INCIDENT 1  severity 1"), "{status}");
    assert!(top[1].starts_with("INCIDENT 2  severity 2"), "{status}");
    assert!(top[2].contains("2 more are open"), "{status}");
    let incident = here.ok("incident");
    assert!(
        incident.lines().all(|line| line.width() <= 80),
        "{incident}"
    );
}

#[test]
fn two_incidents_under_one_number_are_a_conflict_until_somebody_knows_both() {
    let here = deployed();
    beside(
        &here,
        "incident open \"search is slow\" --severity 3",
        "incident open \"checkout fails\" --severity 1",
    );
    let view = here.json("incident")["incidents"][0].clone();
    assert_eq!((&view["number"], &view["severity"]), (&1.into(), &1.into()));
    let both = format!("{} {}", view["text"], view["beside"][0]["said"]);
    for told in ["search is slow", "checkout fails"] {
        assert!(both.contains(told), "{both}");
        assert!(here.ok("incident").contains(told), "{view}");
    }
    let status = here.ok("status");
    assert!(status.contains("CONFLICT"), "{status}");
    let report = here.ok("incident report");
    assert!(report.contains("**conflict**"), "{report}");
    here.by("pat@example.com").ok("undo");
    here.by("pat@example.com")
        .ok("incident open \"search is slow\" --severity 3");
    let status = here.ok("status");
    assert!(!status.contains("CONFLICT"), "{status}");
    let numbers = here.json("incident");
    let numbers = numbers["incidents"].as_array().unwrap();
    assert_eq!(numbers.len(), 2, "{status}");
    assert!(status.contains("INCIDENT 1  severity 1  checkout fails"));
    assert!(status.contains("INCIDENT 2  severity 3  search is slow"));
}

#[test]
fn what_every_command_takes_stands_before_and_behind() {
    let here = open();
    here.ok(&Here::plan("2.5.0", "2027-01-12 14:00"));
    for line in [
        "incident note x",
        "incident report --incident 9 -r 2.4.0",
        "incident report -r 2.5.0",
    ] {
        assert_eq!(here.run(line).code, Some(2), "{line}");
    }
    for line in [
        "-r 2.4.0 incident note x",
        "incident -r 2.4.0 note x",
        "incident note x -r 2.4.0",
        "incident note x --release 2.4.0 -C .",
    ] {
        let said = here.ok(line);
        assert!(said.starts_with("✓  incident 1  noted: x"), "{said}");
    }
    for (line, about) in [
        ("incident --help", "Show incidents"),
        ("incident open --help", "Open an incident"),
        ("undo --help", "Take back the last thing"),
    ] {
        let help = here.ok(line);
        assert!(help.starts_with(about), "{help}");
    }
}

#[test]
fn the_same_incident_reported_twice_is_one() {
    let here = deployed();
    let both = "incident open \"search is slow\" --severity 3";
    beside(&here, both, both);
    assert!(!here.ok("status").contains("CONFLICT"));
    let view = here.json("incident");
    assert_eq!(view["incidents"].as_array().unwrap().len(), 1);
}
