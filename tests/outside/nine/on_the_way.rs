//! What the nine see on the way: who is late, the meeting, a missed update, the rollback, and what is left before the end.

use super::{announced, broken, deployed, handed_over, mended, prepared, reviewed};
use crate::support::{Here, assert_snapshot, refused};
use serde_json::Value;
use snapbox::str;

#[test]
fn four_days_before_the_screen_says_what_is_late_and_who_holds_it_up() {
    assert_snapshot(
        &prepared().transcript(&["status", "decisions", "announce timeline"]),
        str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                              T-4d
NOT READY  pre-release: 9 of 23 open, 3 late
           deploy: 5 more open, go-no-go not decided

 late  2.4  Coordinate with DevOps on infrastructure…  Release Manager  3 days
       2.5  Prepare rollback and mitigation plans      Release Manager  3 days
       3.1  Release Manager validates pre-release ch…  Release Manager  3 days
 next  4.1  Deploy to staging environment              Release Manager  tomorrow
       4.2  Execute smoke tests and validate critica…  Release Manager  tomorrow
stuck  2.4  waiting for the new nodes                  blocked by rm    1 Dec

    1  Release Planning         T-2w       24 Nov        ██████░░  5/6
    2  Pre-Release Preparation  T-1w       1 Dec         █████░░░  5/7  2 late
    3  ◆ 1 Week Before Release  T-1w       1 Dec         ██████░░  4/5  1 late
    4  Staging Validation       T-3d       5 Dec         ░░░░░░░░  0/6
    5  Production Deployment    T          8 Dec         ░░░░░░░░  0/7
    6  ◆ Day of Release         T          8 Dec         ░░░░░░░░  0/6
    7  Post-Deployment          T+1h       8 Dec 15:00   ░░░░░░░░  0/6
    8  ◆ Post-Release           T+24h–48h  10 Dec 14:00  ░░░░░░░░  0/4
    9  Post-Release Follow-up   T+1d       9 Dec         ░░░░░░░░  0/6
   10  Incident Response        if needed

 last  3.2 ticked by sam, just now
$ octorel decisions
Go/No-Go for Release  open  go-no-go
  Release Manager · escalates to Project Manager → Product Lead

Rollback Decision  open  rollback
  Release Manager + Developer · escalates to Project Manager (if business impact
  unclear)

Scope Changes During Release  open  scope-change
  Product Manager · escalates to Product Lead → Sponsor

Security Exception  GRANTED  security-exception
  Security Lead · escalates to Security Lead → CISO
  granted by rm by override, 4 Dec 10:00: sam is on a plane; the finding is
  behind a flag

Customer Communication  SEND  customer-communication
  Customer Success/Support · escalates to Product Manager → Leadership
  send by pat as Product Manager, 27 Nov 16:00: with the price page
  Product Manager (pat) asked by cleo, 27 Nov 16:00
$ octorel announce timeline
2.4.0: preliminary timeline

Planned for Tue 8 Dec 2026 14:00 Paris.
- Tue 24 Nov: Release Planning
- Tue 1 Dec: Pre-Release Preparation
- Tue 1 Dec: 1 Week Before Release
- Sat 5 Dec: Staging Validation
- Tue 8 Dec: Production Deployment
- Tue 8 Dec: Day of Release
- Tue 8 Dec, 15:00: Post-Deployment
- Wed 9 Dec: Post-Release Follow-up
- Thu 10 Dec, 14:00: Post-Release
Release Manager: rm.

"#]],
    );
}

#[test]
fn the_meeting_has_what_it_needs() {
    let here = handed_over();
    assert_snapshot(
        &here.transcript(&["readiness", "announce start"]),
        str![[r#"
$ octorel readiness
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 5 hours                             T-5h
NOT READY  deploy: 2 of 29 open, go-no-go not decided

 ☐  Release Manager           rm    3.1 ✓  6.1 ☐  2 open
 ✓  Developer                 dev   6.2 ✓
 ✓  Product Manager           pat   3.4 ✓
 ✓  QA/Testing                dana  3.3 ✓
 ·  UX Designer               uma
 ✓  Security Lead             sam   3.2 ✓
 ✓  Customer Success/Support  cleo  3.5 ✓
 ✓  Data Analyst              uma   6.3 ✓
 ·  Project Manager           pete

    decide  Go/No-Go for Release: not decided                    Release Manager
      risk  support is short of people that week                 pete
 deviation  Security Exception: granted, decided without autho…  rm
            3.1 4 days late: Release Manager validates pre-rel…  rm
            2.5 4 days late: Prepare rollback and mitigation p…  rm
      more  2 deviations: octorel readiness --format markdown
$ octorel announce start
2.4.0: deployment starts at 14:00 Paris

Go/No-Go for Release: not decided yet
Release Manager: rm.
Next update by 14:00.

"#]],
    );
    // What is told in the morning does not make the next update due before the deployment.
    here.ok("announce start --sent");
    let before = here.at("2026-12-08T12:59:00Z").json("status");
    assert_eq!(before["update"]["overdue"], false);
}

#[test]
fn a_missed_update_is_late_until_one_is_sent() {
    let here = deployed();
    assert_snapshot(
        &here.transcript(&["status", "announce"]),
        str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · 45 minutes ago                        T+45m
DEPLOYED  close: 20 of 50 open

 next  5.5  Monitor deployment progress and logs     Release Manager  today
       5.6  Run post-deployment verification tests   Release Manager  today
       5.7  Validate critical user flows and integ…  Release Manager  today
       6.5  QA/Testing runs smoke tests              QA/Testing       today
       6.6  All roles monitor their respective are…  All roles        0/9, today

    1  Release Planning         T-2w       24 Nov        ██████░░  5/6
    2  Pre-Release Preparation  T-1w       1 Dec         ████████  7/7
    3  ◆ 1 Week Before Release  T-1w       1 Dec         ████████  5/5
    4  Staging Validation       T-3d       5 Dec         ████████  6/6
    5  Production Deployment    T          8 Dec         ████░░░░  4/7
    6  ◆ Day of Release         T          8 Dec         █████░░░  4/6
    7  Post-Deployment          T+1h       8 Dec 15:00   ░░░░░░░░  0/6
    8  ◆ Post-Release           T+24h–48h  10 Dec 14:00  ░░░░░░░░  0/4
    9  Post-Release Follow-up   T+1d       9 Dec         ░░░░░░░░  0/6
   10  Incident Response        if needed

 tell  status update 15 minutes late (due 14:30): octorel announce
 last  6.4 ticked by rm, 45 minutes ago
$ octorel announce
2.4.0: status update

Deployed on Tue 8 Dec 2026 14:00 Paris by rm.
- Production Deployment: 4 of 7 done
- Day of Release: 4 of 6 done
- Next: Monitor deployment progress and logs
- Next: Run post-deployment verification tests
- Next: Validate critical user flows and integrations
Next update by 15:15.

"#]],
    );
    let update = |here: &Here| here.json("status")["update"].clone();
    assert_eq!(update(&here)["overdue"], true);
    here.ok("announce --sent");
    assert_eq!(update(&here)["overdue"], false);
    let due = update(&here)["due"].clone();
    assert_eq!(due, "2026-12-08T15:15:00+01:00");
}

#[test]
fn a_rollback_waits_for_both_owners_and_the_report_names_both() {
    let rollback = |here: &Here| here.json("decisions")["decisions"][1].clone();
    let here = broken();
    assert_eq!(
        rollback(&here)["outcome"],
        Value::Null,
        "one has not spoken"
    );
    assert_eq!(here.run("gate deploy").code, Some(1));
    let here = mended();
    assert_eq!(rollback(&here)["outcome"], "rollback");
    let both = ["dev@example.com", "rm@example.com"];
    assert_eq!(rollback(&here)["by"], serde_json::json!(both));
    assert_snapshot(
        &here.transcript(&["incident report", "announce incident"]),
        str![[r#"
$ octorel incident report
# Incident 1 of 2.4.0: checkout answers with errors

| | |
|---|---|
| Severity | 1 |
| Opened | Tue 8 Dec 2026 14:55 by dana |
| Closed | Tue 8 Dec 2026 15:30 by rm |
| Outcome | rolled back, then out again without the new tokens |
| Duration | 35 minutes |
| Deployed | Tue 8 Dec 2026 14:00 |

## How long until

- the first tick: **3 minutes**
- Rollback Decision: rollback: **17 minutes**
- it was closed: **35 minutes**

## Timeline

| At | Who | What |
|---|---|---|
| 8 Dec 14:55 | dana | opened incident 1, severity 1: checkout answers with errors |
| 8 Dec 14:58 | rm | ticked 10.1 Trigger incident response process |
| 8 Dec 14:58 | rm | ticked 10.2 Notify on-call and relevant stakeholders |
| 8 Dec 14:58 | rm | announced incident |
| 8 Dec 14:58 | dev | noted: errors began with the new session tokens |
| 8 Dec 14:58 | pat | ticked D29 Assess customer impact: one customer in ten |
| 8 Dec 15:10 | rm | ticked 10.3 Assess severity and impact |
| 8 Dec 15:10 | dev | decided rollback: rollback as Developer: no fix in sight |
| 8 Dec 15:12 | rm | decided rollback: rollback as Release Manager |
| 8 Dec 15:12 | rm | ticked 10.4 Execute rollback if necessary |
| 8 Dec 15:30 | dana | ticked D38 Re-test after rollback |
| 8 Dec 15:30 | rm | announced incident |
| 8 Dec 15:30 | dev | noted: rolled out again, with the tokens off |
| 8 Dec 15:30 | rm | ticked 10.6 Document incident timeline and actions taken: https://example.com/timeline |
| 8 Dec 15:30 | rm | ticked 10.7 Schedule post-incident review |
| 8 Dec 15:30 | rm | closed: rolled back, then out again without the new tokens |

## Actions

- [x] **10.1** Trigger incident response process — Release Manager, done by rm, 8 Dec 14:58
- [x] **10.2** Notify on-call and relevant stakeholders — Release Manager, done by rm, 8 Dec 14:58
- [x] **10.3** Assess severity and impact — Release Manager, done by rm, 8 Dec 15:10
- [x] **10.4** Execute rollback if necessary — Release Manager, done by rm, 8 Dec 15:12
- [ ] **10.5** Coordinate hotfix deployment if rollback not viable — Release Manager, not needed
- [x] **10.6** Document incident timeline and actions taken — Release Manager, done by rm, 8 Dec 15:30 ([link](<https://example.com/timeline>))
- [x] **10.7** Schedule post-incident review — Release Manager, done by rm, 8 Dec 15:30

## Decisions

- **Rollback Decision**: rollback, 8 Dec 15:12
  - rollback by dev as Developer, 8 Dec 15:10: no fix in sight
  - rollback by rm as Release Manager, 8 Dec 15:12

## People

- dana (QA/Testing): 2 entries
- rm (Release Manager): 10 entries
- dev (Developer): 3 entries
- pat (Product Manager): 1 entry
$ octorel announce incident
2.4.0: incident 1 is over (severity 1)

checkout answers with errors
- From 14:55 to 15:30
- rolled back, then out again without the new tokens
- 15:30: rolled out again, with the tokens off
- Rollback Decision: rollback (dev, rm)
Release Manager: rm.

"#]],
    );
}

#[test]
fn the_release_is_not_closed_before_everything_is_settled() {
    let here = announced();
    assert_snapshot(
        &refused(&here, &["status", "close"]),
        str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · yesterday                              T+1d
DEPLOYED  close: 9 of 50 open

 next  9.1  Review release metrics and KPIs       Release Manager  today
       9.2  Gather feedback from stakeholders a…  Release Manager  today
       9.3  Document lessons learned and proces…  Release Manager  today
       9.4  Update release runbooks based on ex…  Release Manager  today
       9.6  Archive release documentation         Release Manager  today
       8.1  All roles review metrics and feedba…  All roles        0/9, tomorrow

    1  Release Planning         T-2w       24 Nov        ██████░░  5/6
    2  Pre-Release Preparation  T-1w       1 Dec         ████████  7/7
    3  ◆ 1 Week Before Release  T-1w       1 Dec         ████████  5/5
    4  Staging Validation       T-3d       5 Dec         ████████  6/6
    5  Production Deployment    T          8 Dec         ████████  7/7
    6  ◆ Day of Release         T          8 Dec         ████████  6/6
    7  Post-Deployment          T+1h       8 Dec 15:00   ████████  6/6
    8  ◆ Post-Release           T+24h–48h  10 Dec 14:00  ░░░░░░░░  0/4
    9  Post-Release Follow-up   T+1d       9 Dec         ░░░░░░░░  0/6
   10  Incident Response        if needed

 last  7.6 ticked by rm, yesterday
$ octorel close
CLOSED  close of 2.4.0: 9 required items open

  8.1  All roles review metrics and feedback
       All roles, waiting for customer-success, data-analyst, developer,
       product-manager, project-manager, qa, release-manager, security-lead,
       ux-designer · due Thu 10 Dec, tomorrow
  8.2  Customer Success/Support reports early customer impact
       Customer Success/Support (cleo) · due Thu 10 Dec, tomorrow
  8.3  Release Manager publishes release summary
       Release Manager (rm) · due Thu 10 Dec, tomorrow
  8.4  Project Manager schedules retrospective
       Project Manager (pete) · due Thu 10 Dec, tomorrow
  9.1  Review release metrics and KPIs
       Release Manager (rm) · due Wed 9 Dec, today
  9.2  Gather feedback from stakeholders and support teams
       Release Manager (rm) · due Wed 9 Dec, today
  9.3  Document lessons learned and process improvements
       Release Manager (rm) · due Wed 9 Dec, today
  9.4  Update release runbooks based on experience
       Release Manager (rm) · due Wed 9 Dec, today
  9.6  Archive release documentation
       Release Manager (rm) · due Wed 9 Dec, today
[stderr]
error: 2.4.0 is not complete: its gate `close` misses 9 things
hint: octorel tick 8.1, or octorel skip 8.1 --reason "…"
[exit 1]

"#]],
    );
}

#[test]
fn who_holds_two_roles_ticks_the_one_that_is_left() {
    let here = reviewed();
    let states = here.json("list --phase 8")["items"][0]["roles"].clone();
    let skipped: Vec<&str> = (states.as_object().unwrap().iter())
        .filter(|(_, state)| **state == "skipped")
        .map(|(role, _)| role.as_str())
        .collect();
    assert_eq!(skipped, ["ux-designer"], "{states}");
}
