//! Naming several items at once, lines pasted back, and items that are in the requested state.

use crate::support::{Here, assert_snapshot};
use snapbox::str;

/// The numbers of the items that are done.
fn done(here: &Here) -> String {
    let list = here.json("list --state done");
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| item["ref"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

#[test]
fn several_items_are_ticked_at_once() {
    for (line, expected) in [
        ("tick 1.4-1.6", "1.4 1.5 1.6"),
        ("tick 1.4,1.5", "1.4 1.5"),
        ("tick 2.1, 2.2", "2.1 2.2"),
        ("tick 3", "3.1 3.2 3.3 3.4 3.5"),
        ("tick --phase \"1 week\"", "3.1 3.2 3.3 3.4 3.5"),
        ("tick \"deliverables scope\"", "1.1"),
        ("tick \"#2.1\"", "2.1"),
        ("tick \"2.1  Confirm all PRs merged and acceptance criteria met\"", "2.1"),
        ("tick \"☐  2.2  Verify CI/CD pipelines are green and se…  Release Manager\"", "2.2"),
    ] {
        let here = Here::started();
        here.ok(line);
        assert_eq!(done(&here), expected, "{line}");
    }
}

#[test]
fn items_in_the_requested_state_are_reported_and_the_others_recorded() {
    let here = Here::begun();
    let lines =
        ["tick 1.1 1.3", "tick 1.1", "untick 1.5", "block 1.2 --reason again", "tick 1.4,1.9"];
    assert_snapshot(
        &here.transcript(&lines),
        str![[r#"
$ octorel tick 1.1 1.3
✓  1.3  Review and update release calendar
        10 days late, kept as a deviation
  pre-release: 21 of 23 open, 15 late · next: 1.5 Communicate preliminary
  release timeline to stakeholders
[stderr]
1.1 is already done, by rm
$ octorel tick 1.1
  pre-release: 21 of 23 open, 15 late · next: 1.5 Communicate preliminary
  release timeline to stakeholders
[stderr]
1.1 is already done, by rm
$ octorel untick 1.5
  pre-release: 21 of 23 open, 15 late · next: 1.5 Communicate preliminary
  release timeline to stakeholders
[stderr]
1.5 is already to do
$ octorel block 1.2 --reason again
  pre-release: 21 of 23 open, 15 late · next: 1.5 Communicate preliminary
  release timeline to stakeholders
[stderr]
1.2 is already blocked, by rm
$ octorel tick 1.4,1.9
[stderr]
error: no item of 2.4.0 is named `1.4,1.9`
  1.4  Schedule deployment windows (if needed)
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel tick 1.4
[exit 2]

"#]],
    );
    assert_eq!(done(&here), "1.1 1.3");
}
