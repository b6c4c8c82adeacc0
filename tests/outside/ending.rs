//! The end of a release: finishing, cancelling, reopening, and the report.

mod on_the_way;

use crate::support::{Here, assert_snapshot};
use snapbox::str;
use std::fs;

/// A small playbook with everything that the end of a release needs.
const PLAYBOOK: &str = r#"
release_time: "14:00"
time_zone: Europe/Paris
team:
  lead: [rm@example.com]
  qa: [dana@example.com]
roles:
  - id: lead
    name: Lead
    duties:
      pre-release: [{id: plan, text: Plan the release}]
  - {id: qa, name: QA}
  - {id: dev, name: "Dev | Ops"}
authorities:
  - {id: boss, name: Boss}
name: Small
owner: lead
phases:
  - id: before
    name: Before
    when: T-1w
    stage: pre-release
    items:
      - {id: reviewed, text: The change is reviewed}
      - {id: tested, text: The tests pass, owner: qa}
      - {id: windows, text: A window is booked, condition: if needed}
  - id: out
    name: Out
    when: T
    stage: during-release
    items:
      - {id: deploy, text: Deploy, deploys: true}
      - {id: watched, text: Everybody watches, owner: all}
decisions:
  - {id: go, name: Go, owners: [lead, qa], escalation: [{to: boss}], outcomes: [go, no-go]}
gates:
  - {id: pre-release, name: Ready, stages: [pre-release]}
  - {id: deploy, name: Ready to deploy, gates: [pre-release], decisions: {go: go}}
  - {id: finish, name: Complete, stages: [pre-release, during-release]}
"#;

/// The small release, two weeks before T.
fn small() -> Here {
    let here = Here::empty().at("2026-11-24T09:00:00Z");
    here.write(".octorel/playbook/small.yaml", PLAYBOOK);
    here.ok("start 2.4.0 --on 2026-12-08");
    here
}

/// The small release after its deployment, with items in all states.
fn lived() -> Here {
    let here = small();
    here.ok("tick 1.1 --note \"by two | three\" --link https://example.com/1");
    here.ok("tick D1");
    here.ok("note --kind risk \"the nodes are *new*\"");
    here.ok("note --kind risk \"the | cache\"");
    here.ok("note --kind lesson \"book earlier\"");
    here.ok("note 1.2 \"flaky on Mondays\"");
    here.ok("reschedule 2026-12-09 --reason \"holiday\"");
    let late = here.at("2026-12-04T09:00:00Z");
    late.ok("note --resolve R1 \"the load test went well\"");
    late.ok("assign qa quinn@example.com --instead-of dana@example.com --note \"on leave\"");
    let day = here.at("2026-12-09T13:10:00Z");
    day.ok("decide go go");
    day.ok("tick 2.1");
    day.ok("skip 1.2 --reason \"no time, <b>sorry</b>\"");
    day.ok("tick 2.2 --role all");
    day
}

/// The report beside the log.
fn record(here: &Here) -> String {
    fs::read_to_string(here.path(".octorel/releases/2.4.0.md")).unwrap()
}

#[test]
fn a_release_with_items_to_do_is_not_finished() {
    let here = small();
    here.refuses(str![[r#"
[1] $ octorel finish
! error: cannot finish 2.4.0: 4 requirements are not met
!   1.1  The change is reviewed
!   1.2  The tests pass
!   2.1  Deploy
!   2.2  Everybody watches
! hint: octorel tick 1.1, or octorel skip 1.1 --reason "…"
[1] $ octorel reopen --reason x
! error: 2.4.0 is active
! hint: `octorel releases` lists all releases

"#]]);
    assert!(!here.path(".octorel/releases/2.4.0.md").exists());
}

#[test]
fn the_hint_for_an_item_of_all_roles_names_a_role_that_is_left() {
    let here = small();
    here.ok("tick 1.1 1.2 2.1");
    here.ok("tick 2.2");
    here.shows(str![[r#"
$ octorel tick 2.2
   deploy: go pending
! 2.2 is already done for Lead, by rm
[1] $ octorel finish
! error: cannot finish 2.4.0: 1 requirement is not met
!   2.2  Everybody watches
! hint: octorel tick 2.2 --role qa, or octorel skip 2.2 --role qa --reason "…"

"#]]);
}

#[test]
fn a_finished_release_is_read_only_until_reopened() {
    let here = lived();
    here.shows(str![[r#"
$ octorel finish --reason "all is well"
✓  finished  all is well
   report written to .octorel/releases/2.4.0.md
[1] $ octorel tick 1.3
! error: 2.4.0 was finished by rm on 9 Dec 2026 and is read-only
! hint: octorel reopen --reason "…"
[2] $ octorel reopen --reason " "
! error: a reason is required
! hint: octorel reopen --reason "…"
$ octorel reopen --reason "the hotfix belongs to it"
✓  reopened  the hotfix belongs to it
   deploy: go pending
   report written to .octorel/releases/2.4.0.md
[1] $ octorel undo
! error: the last command of rm@example.com in 2.4.0 cannot be undone
!   reopened is kept: such an event cannot be undone
! hint: `octorel log` shows the history; use --as to act as somebody else
$ octorel tick 1.3
✓  1.3  A window is booked (if needed)
   deploy: go pending
[2] $ octorel cancel
! error: a reason is required
! hint: octorel cancel --reason "…"
$ octorel cancel --reason "superseded"
✓  cancelled  superseded
   report written to .octorel/releases/2.4.0.md

"#]]);
}

#[test]
fn the_report_beside_the_log_is_the_printed_report_with_a_mark_of_its_state() {
    let here = lived();
    assert_snapshot(
        &here.ok("report"),
        str![[r#"
# Release 2.4.0

**Active** as of Wed 9 Dec 2026 14:10

- Started by rm`@`example.com on Tue 24 Nov 2026 10:00
- Planned for Wed 9 Dec 2026 14:00 Paris, originally for Tue 8 Dec 2026 14:00
- Rescheduled by rm`@`example.com, 24 Nov 10:00: to Wed 9 Dec 2026 14:00 Paris: holiday
- Deployed on Wed 9 Dec 2026 14:10
- Gates: pre-release open, deploy closed, finish open
- 3 of 5 items done, 1 skipped, 1 to do, 4 deviations, 1 unresolved risk

## Dates

|  | Phase | Due | Done | Late |
|--:|---|---|---|---|
| 1 | Before | 2 Dec | 9 Dec 14:10 | 1 item |
| 2 | Out | 9 Dec | 9 Dec 14:10 |  |

## Items

### 1 Before

- [x] **1.1** The change is reviewed — rm`@`example.com · 24 Nov 10:00
  - by two \| three
  - [link](<https://example.com/1>)
- [ ] **1.2** The tests pass — rm`@`example.com · skipped 9 Dec 14:10
  - skipped: no time, &lt;b&gt;sorry&lt;/b&gt;
- [ ] **1.3** A window is booked (if needed) — rm · due Wed 2 Dec

### 2 Out

- [x] **2.1** Deploy — rm`@`example.com · 9 Dec 14:10
- [x] **2.2** Everybody watches — All roles · 9 Dec 14:10

## People

| Role | People | Items | Duties done |
|---|---|--:|---|
| Lead | rm`@`example.com | 3/3 | 1 of 1: Plan the release |
| QA | quinn`@`example.com | 2/2 |  |
| Dev \| Ops | unassigned | 1/1 |  |

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 4 Dec 10:00 | rm`@`example.com | assigned |  | QA to quinn`@`example.com instead of dana`@`example.com: on leave |

## Decisions

### Go: waiting for QA

- go: rm`@`example.com (Lead), 9 Dec 14:10

## Deviations from the plan

- **2.1** Deploy
  - deployed while gate \`deploy\` was closed (2 requirements not met) · rm`@`example.com, 9 Dec 14:10
- **1.2** The tests pass
  - required item skipped, and ticked by rm, who is not QA · rm`@`example.com, 9 Dec 14:10: no time, &lt;b&gt;sorry&lt;/b&gt;
- **2.2** Everybody watches
  - ticked by rm, who is not QA · rm`@`example.com, 9 Dec 14:10

## Risks

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 24 Nov 10:00 | rm`@`example.com | risk noted | R1 | the nodes are \*new\* (resolved) |
| 24 Nov 10:00 | rm`@`example.com | risk noted | R2 | the \| cache |
| 4 Dec 10:00 | rm`@`example.com | risk resolved | R1 | the nodes are \*new\*: the load test went well |

## Lessons

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 24 Nov 10:00 | rm`@`example.com | lesson noted |  | book earlier |

## Notes

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 24 Nov 10:00 | rm`@`example.com | noted | 1.2 | The tests pass: flaky on Mondays |

## History

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 24 Nov 10:00 | rm`@`example.com | started |  | for Tue 8 Dec 2026 14:00 Paris |
| 24 Nov 10:00 | rm`@`example.com | ticked | 1.1 | The change is reviewed: by two \| three<br>[link](<https://example.com/1>) |
| 24 Nov 10:00 | rm`@`example.com | ticked | D1 | Plan the release |
| 24 Nov 10:00 | rm`@`example.com | risk noted | R1 | the nodes are \*new\* (resolved) |
| 24 Nov 10:00 | rm`@`example.com | risk noted | R2 | the \| cache |
| 24 Nov 10:00 | rm`@`example.com | lesson noted |  | book earlier |
| 24 Nov 10:00 | rm`@`example.com | noted | 1.2 | The tests pass: flaky on Mondays |
| 24 Nov 10:00 | rm`@`example.com | rescheduled |  | to Wed 9 Dec 2026 14:00 Paris: holiday |
| 4 Dec 10:00 | rm`@`example.com | risk resolved | R1 | the nodes are \*new\*: the load test went well |
| 4 Dec 10:00 | rm`@`example.com | assigned |  | QA to quinn`@`example.com instead of dana`@`example.com: on leave |
| 9 Dec 14:10 | rm`@`example.com | decided |  | go: go as Lead |
| 9 Dec 14:10 | rm`@`example.com | ticked | 2.1 | Deploy |
| 9 Dec 14:10 | rm`@`example.com | skipped | 1.2 | The tests pass: no time, &lt;b&gt;sorry&lt;/b&gt; |
| 9 Dec 14:10 | rm`@`example.com | ticked | 2.2 | Everybody watches · lead |
| 9 Dec 14:10 | rm`@`example.com | ticked | 2.2 | Everybody watches · qa |
| 9 Dec 14:10 | rm`@`example.com | ticked | 2.2 | Everybody watches · dev |

"#]],
    );
    here.ok("finish");
    let record_of = |here: &Here| record(here).split("\n<!-- ").next().unwrap().to_owned();
    assert_eq!(record_of(&here), here.ok("report"));
    let years_later = here.at("2028-02-01T09:00:00Z");
    assert_eq!(record_of(&here), years_later.ok("report"));
    assert!(record(&here).contains("\n<!-- octorel: finished, 17 events, "), "{}", record(&here));
    assert!(record(&here).contains("**Finished** by rm`@`example.com on Wed 9 Dec 2026 14:10"));
    here.ok("reopen --reason \"too soon\"");
    assert!(record(&here).contains("**Active**"));
}

#[test]
fn a_playbook_without_a_finish_gate_gets_one() {
    let here = Here::empty();
    let without = PLAYBOOK.replace("id: finish", "id: other");
    here.write(".octorel/playbook/small.yaml", without);
    here.ok("start 2.4.0 --on 2026-12-08");
    let refused = here.run("finish");
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.stderr.starts_with("error: cannot finish 2.4.0: 4 requirements are not met\n"));
}

#[cfg(unix)]
#[test]
fn a_release_is_finished_even_if_its_report_cannot_be_written() {
    let here = lived();
    let aside = here.path("elsewhere.md");
    fs::write(&aside, "mine").unwrap();
    std::os::unix::fs::symlink(&aside, here.path(".octorel/releases/2.4.0.md")).unwrap();
    here.shows(str![[r#"
[2] $ octorel finish
✓  finished
! error: 2.4.0 is finished, but its report was not written
!   cannot write `./.octorel/releases/2.4.0.md`
!   `./.octorel/releases/2.4.0.md` is a symlink
! hint: replace it with the file or directory itself
$ octorel releases
2.4.0  9 Dec 14:00 Paris  10 minutes ago  4/5  finished

"#]]);
    assert_eq!(fs::read_to_string(&aside).unwrap(), "mine");
}
