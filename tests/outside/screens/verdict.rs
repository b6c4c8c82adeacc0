//! Whether it is safe to proceed: the gates, and the summary for the go/no-go meeting.

use super::lively;
use crate::support::assert_snapshot;
use snapbox::str;

#[test]
fn readiness_summarizes_the_release_for_the_meeting() {
    let here = lively();
    here.by("pat@example.com").ok("tick 3.4");
    here.ok("decide rollback --escalate");
    assert_snapshot(
        &here.transcript(&["readiness"]),
        str![[r#"
$ octorel readiness
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                              T-4d
NOT READY  deploy: 18 of 29 to do, 7 late, go-no-go needs to be confirmed again

    Role                      People  To confirm  To do  Late  Blocked
 ☐  Release Manager           rm      3.1 6.1        14     5        1
 ☐  Developer                 dev     6.2             1
 ✓  Product Manager           pat
 ✓  QA/Testing                dana
    UX Designer               uma
 ☐  Security Lead             sam     3.2             1     1
 ☐  Customer Success/Support  cleo    3.5             1     1
 ☐  Data Analyst              ada     6.3             1
    Project Manager           pete

 decision   Go/No-Go for Release: go, needs to be confirmed again           rm
            Rollback Decision: escalated to Project Manager                 pete
 risk       the new nodes are untested and nobody knows how they behave u…  rm
 deviation  2.6 required item skipped: no team: see <b>ticket</b> | wiki…   rm
            2.2 set back to to-do by dev, done by rm: the scan found some…  dev
            3.4 3 days late: Product Manager approves release scope and n…  pat
 more       9 deviations: octorel readiness --format markdown

"#]],
    );
    // Without a limit, every deviation is listed.
    let all = here.ok("readiness --format markdown");
    assert_eq!(all.matches("days late: ").count(), 10, "{all}");
}

#[test]
fn the_gate_lists_items_and_decisions() {
    let shown = lively().run("gate deploy").stdout;
    let lines: Vec<&str> = shown.lines().collect();
    let ends = [&lines[..7], &lines[lines.len() - 3..]].concat();
    assert_snapshot(
        &(ends.join("\n") + "\n"),
        str![[r#"
CLOSED  deploy of 2.4.0: 19 items to do, 1 decision pending

  2.2  Verify CI/CD pipelines are green and security scans passed
       rm (Release Manager) · due Tue 1 Dec, 3 days late
  2.4  Coordinate with DevOps on infrastructure readiness
       rm (Release Manager) · due Tue 1 Dec, 3 days late · blocked: waiting for
       the new nodes (ops said: on Wednesday, or else the week after the next)
  –    Go/No-Go for Release
       rm (Release Manager) · needs to be confirmed again: 2.2 unticked by dev
       since

"#]],
    );
}
