//! Items that cannot be changed: unknown, ambiguous, already done, or without the required reason.

use crate::support::{Here, assert_snapshot, refused};
use snapbox::str;

#[test]
fn an_unknown_or_ambiguous_item_is_refused() {
    let lines = ["tick zebra", "tick smoke", "tick \"\"", "tick 2.9", "tick rolback-plans", "tick"];
    assert_snapshot(
        &refused(&Here::in_progress(), &lines),
        str![[r#"
$ octorel tick zebra
[stderr]
error: no item matches `zebra`
hint: `octorel list` shows all items
[exit 2]
$ octorel tick smoke
[stderr]
error: `smoke` matches 3 items
  2.7  Schedule staging deployment and smoke tests
  4.2  Execute smoke tests and validate critical flows
  6.5  QA/Testing runs smoke tests
hint: octorel tick 2.7
[exit 2]
$ octorel tick ""
[stderr]
error: empty item name
hint: `octorel list` shows all items
[exit 2]
$ octorel tick 2.9
[stderr]
error: no item matches `2.9`
  2.1  Confirm all PRs merged and acceptance criteria met
  2.2  Verify CI/CD pipelines are green and security scans passed
  2.3  Review release notes with Product and Project Managers
hint: octorel tick 2.1
[exit 2]
$ octorel tick rolback-plans
[stderr]
error: no item matches `rolback-plans`
  2.5   Prepare rollback and mitigation plans
  10.4  Execute rollback if necessary
  10.5  Coordinate hotfix deployment if rollback not viable
hint: octorel tick 2.5
[exit 2]
$ octorel tick
[stderr]
error: specify an item
  1.3  Review and update release calendar
  1.5  Communicate preliminary release timeline to stakeholders
  1.6  Verify all features have acceptance criteria and DoD
hint: octorel tick 1.3
[exit 2]

"#]],
    );
}

#[test]
fn an_action_that_does_not_fit_the_state_of_its_item_is_refused() {
    let lines = [
        "tick 1.1",
        "untick 1.3",
        "skip 1.1 --reason late",
        "tick 10.1",
        "undo --as nobody@example.com",
    ];
    assert_snapshot(
        &refused(&Here::in_progress(), &lines),
        str![[r#"
$ octorel tick 1.1
   pre-release: 22 of 23 to do, 16 late · next: 1.3 Review and update release
   calendar
[stderr]
1.1 is already done, by rm
$ octorel untick 1.3
   pre-release: 22 of 23 to do, 16 late · next: 1.3 Review and update release
   calendar
[stderr]
1.3 is already to do
$ octorel skip 1.1 --reason late
[stderr]
error: 1.1 is done
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel untick 1.1
[exit 1]
$ octorel tick 10.1
[stderr]
error: 10.1 belongs to the incident checklist, and no incident is ongoing
  10.1  Trigger incident response process
hint: octorel incident declare "what happened" --severity 2
[exit 1]
$ octorel undo --as nobody@example.com
[stderr]
error: nobody@example.com has recorded nothing in 2.4.0 that can be undone
hint: `octorel log` shows the history; use --as to act as somebody else
[exit 1]

"#]],
    );
}

#[test]
fn one_invalid_item_of_several_records_none() {
    let lines = ["tick 1.3 1.5 zebra", "skip 1.3 1.1 --reason later"];
    assert_snapshot(
        &refused(&Here::in_progress(), &lines),
        str![[r#"
$ octorel tick 1.3 1.5 zebra
[stderr]
error: no item matches `zebra`
hint: `octorel list` shows all items
[exit 2]
$ octorel skip 1.3 1.1 --reason later
[stderr]
error: 1.1 is done
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel untick 1.1
[exit 1]

"#]],
    );
}

#[test]
fn a_missing_reason_or_invalid_link_is_refused() {
    let lines = [
        "skip 1.3",
        "decide go-no-go go --override",
        "note 1.3 \"\"",
        "tick 1.3 --link javascript:alert(1)",
    ];
    assert_snapshot(
        &refused(&Here::in_progress(), &lines),
        str![[r#"
$ octorel skip 1.3
[stderr]
error: a reason is required
hint: octorel skip 1.3 --reason "…"
[exit 2]
$ octorel decide go-no-go go --override
[stderr]
error: a reason is required
hint: octorel decide go-no-go go --override --reason "…"
[exit 2]
$ octorel note 1.3 ""
[stderr]
error: missing note text
hint: octorel note 1.3 "…"
[exit 2]
$ octorel tick 1.3 --link javascript:alert(1)
[stderr]
error: invalid link `javascript:alert(1)`
hint: links start with https://, http:// or mailto:
[exit 2]

"#]],
    );
}
