//! Changes to the plan of an active release.

use crate::support::Here;
use snapbox::str;

/// A playbook without ids.
const SMALL: &str = "
owner: lead
roles: [Lead, QA]
phases:
  - {name: Checks, when: T-2d, again: true, items: [Run tests, {text: Scan, owner: qa}, Sign]}
  - {name: Out, when: T, items: [{text: Deploy, deploys: true}, Tell people]}
decisions: [{name: Go, owners: [lead], outcomes: [go, no-go]}]
gates: [{id: pre-release, name: Ready, stages: [pre-release], decisions: {go: go}}]
";

fn small() -> Here {
    let here = Here::empty();
    here.write(".octorel/playbook/small.yaml", SMALL);
    here.ok("start 1.0 --on 2026-12-08 --tz UTC --assign qa=dana@example.com");
    here
}

fn edit(here: &Here, edits: &[(&str, &str)]) {
    let text = edits.iter().fold(SMALL.to_owned(), |text, (from, to)| text.replace(from, to));
    here.write(".octorel/playbook/small.yaml", text);
}

#[test]
fn an_added_item_counts_and_can_be_undone_until_something_is_recorded_about_it() {
    let here = small();
    here.ok("tick 1.1 1.2 1.3");
    here.ok("decide go go");
    here.shows(str![[r#"
$ octorel add "Warn `support` <b>" --phase checks --owner qa
☐  1.4  Warn support <b> (added)
        go needs to be confirmed again: `go` was decided before this change
        added (deviation)
   pre-release: 1 of 5 to do, go needs to be confirmed again · next: 1.4 Warn
   support <b>
$ octorel undo
↶  undone  added Warn `support` <b>
   deploy open · next: 2.1 Deploy
$ octorel add Warn support --phase checks
☐  1.4  Warn support (added)
        go needs to be confirmed again: `go` was decided before this change
        added (deviation)
   pre-release: 1 of 5 to do, go needs to be confirmed again · next: 1.4 Warn
   support
[1] $ octorel gate
CLOSED  pre-release of 1.0: 1 item to do, 1 decision pending

  1.4  Warn support
       rm (Lead) · due Sun 6 Dec, in 2 days
  –    Go
       rm (Lead) · needs to be confirmed again: 1.4 added by rm since
$ octorel tick 1.4
✓  1.4  Warn support
   pre-release: go needs to be confirmed again
$ octorel undo
↶  undone  the tick of 1.4
   pre-release: 1 of 5 to do, go needs to be confirmed again · next: 1.4 Warn
   support
[1] $ octorel undo
! error: the last command of rm@example.com in 1.0 cannot be undone
!   1.4 is kept: later events depend on it
! hint: `octorel log` shows the history; use --as to act as somebody else
$ octorel log --kind deviation
1.2  Scan
     ticked by rm, who is not QA · rm, 4 Dec 09:00
1.4  Warn support
     added · rm, 4 Dec 09:00

"#]]);
}

#[test]
fn an_upgrade_shows_what_it_changes_and_applies_it() {
    let here = small();
    here.ok("tick 1.1 1.2 2.2");
    let edits = [
        ("T-2d", "T-1d"),
        (
            "[Run tests, {text: Scan, owner: qa}, Sign]",
            "[Run all tests, Sign, {text: Scan, owner: qa}]",
        ),
        (", Tell people", ", Check"),
        ("[Lead, QA]", "[Lead, QA, Ops]"),
    ];
    edit(&here, &edits);
    here.shows(str![[r#"
$ octorel upgrade
moved         items of Checks, into another order
added    1.1  Run all tests
added    2.2  Check
removed  1.1  Run tests
              kept as an optional item, because the log has entries about it; if
              only its text changed, add `id: run-tests` to it
removed  2.2  Tell people
              kept as an optional item, because the log has entries about it; if
              only its text changed, add `id: tell-people` to it
roles         changed
dates         Checks: T-2d → T-1d

dry run; to apply: octorel upgrade --yes

"#]]);
    let shown =
        "changed\ndates         Checks: T-2d → T-1d\n✓  upgraded  to the current playbook\n";
    assert!(here.ok("upgrade --yes").contains(shown));
    here.shows(str![[r#"
$ octorel list
 1  Checks · T-1d · Mon 7 Dec · 2/4
   ☐  1.1  Run all tests  Mon 7 Dec
   ☐  1.2  Sign           Mon 7 Dec
   ✓  1.3  Scan           4 Dec
   ✓  1.4  Run tests      4 Dec

 2  Out · T · Tue 8 Dec · 1/3
   ☐  2.1  Deploy         Tue 8 Dec
   ☐  2.2  Check          Tue 8 Dec
   ✓  2.3  Tell people    4 Dec
$ octorel upgrade --yes
1.0 has the current playbook
[1] $ octorel undo
! error: the last command of rm@example.com in 1.0 cannot be undone
!   upgraded is kept: such an event cannot be undone
! hint: `octorel log` shows the history; use --as to act as somebody else

"#]]);
}

#[test]
fn an_upgrade_that_would_change_what_has_happened_is_refused() {
    let here = small();
    edit(&here, &[("when: T-2d", "when: T-2d, stge: x")]);
    assert_eq!(here.run("upgrade").code, Some(2));
    here.ok("again checks");
    edit(&here, &[("name: Checks", "name: Others")]);
    here.shows(str![[r#"
[1] $ octorel upgrade --yes
! error: 1.0 has phases in later rounds, so no phase can be removed or moved
! hint: keep the phases in their order until the release is finished

"#]]);
    edit(&here, &[("Deploy,", "Ship,")]);
    here.ok("tick 2.1");
    here.shows(str![[r#"
[1] $ octorel upgrade --yes
! error: 1.0 was deployed with another item or rollback decision
! hint: keep the item that deploys and the `reverts` decision as they are
[1] $ octorel upgrade --yes --as eve@example.com
! error: eve does not hold Lead (held by rm), which is needed to change the plan
! hint: `octorel roles lead` shows who holds the role

"#]]);
    here.ok("cancel --reason late");
    here.shows(str![[r#"
[1] $ octorel upgrade
! error: 1.0 was cancelled by rm on 4 Dec 2026 and is read-only
! hint: octorel reopen --reason "…"

"#]]);
}

#[test]
fn a_new_round_of_a_phase_is_to_do_again_and_needs_a_new_decision() {
    let here = Here::started().at("2026-12-08T13:00:00Z");
    here.ok("tick 1 2 3 4 5.1 5.2 6.1 6.2 6.3");
    here.ok("decide go-no-go go");
    assert_eq!(here.run("gate deploy").code, Some(0));
    here.ok("untick 4.1");
    here.ok("decide go-no-go go");
    here.shows(str![[r#"
$ octorel again staging
✓  round started  Staging Validation, round 2
                  go-no-go needs to be confirmed again: `go` was decided before
                  this change
   pre-release: 6 of 23 to do · next: 4.1 Deploy to staging environment
$ octorel undo
↶  undone  round started Staging Validation, round 2
   pre-release: 1 of 23 to do, 1 late · next: 4.1 Deploy to staging environment
$ octorel again 4
✓  round started  Staging Validation, round 2
   pre-release: 6 of 23 to do · next: 4.1 Deploy to staging environment

"#]]);
    here.shows(str![[r#"
$ octorel tick 4.1
✓  4.1  Deploy to staging environment
   pre-release: 5 of 23 to do · next: 4.2 Execute smoke tests and validate
   critical flows
$ octorel undo
↶  undone  the tick of 4.1
   pre-release: 6 of 23 to do · next: 4.1 Deploy to staging environment
[1] $ octorel undo
! error: the last command of rm@example.com in 2.4.0 cannot be undone
!   round-started is kept: later events depend on it
! hint: `octorel log` shows the history; use --as to act as somebody else
[1] $ octorel again 4 --as dana@example.com
! error: dana does not hold Release Manager (held by rm), which is needed to change the plan
! hint: `octorel roles release-manager` shows who holds the role

"#]]);
    let report = here.ok("report");
    let line = report.lines().find(|line| line.contains("round 2")).unwrap();
    let round = "- Staging Validation, round 2: rm`@`example.com, 8 Dec 14:00";
    assert_eq!(line, format!("{round}; left in round 1: 4.1"));
}

#[test]
fn without_roles_only_who_started_the_release_changes_its_plan() {
    let here = Here::empty();
    here.write(".octorel/playbook/all.yaml", "items: [Test, Publish]\n");
    here.ok("start 1.0.0");
    let other = here.by("dana@example.com");
    other.shows(str![[r#"
$ octorel tick 1.1
✓  1.1  Test
   pre-release: 1 of 2 to do · next: 1.2 Publish
[1] $ octorel add Translate --phase 1
! error: dana does not hold Team (held by rm), which is needed to change the plan
! hint: `octorel roles team` shows who holds the role

"#]]);
    here.ok("assign team dana@example.com");
    other.ok("add Translate --phase 1");
}
