//! Whether it is safe to proceed: the gates, and the summary for the go/no-go meeting.

use super::lively;
use crate::support::assert_snapshot;
use snapbox::str;

#[test]
fn readiness_summarizes_the_release_for_the_meeting() {
    let here = lively();
    here.by("pat@example.com").ok("tick 3.4");
    here.ok("decide rollback --escalate");
    here.shows(str![[r#"
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

Decisions
   ☐  –  Go/No-Go for Release: go, needs to be confirmed      rm    by Tue 8 Dec
         again
   ☐  –  Rollback Decision: escalated just now, no answer     pete

Risks
   4 Dec 10:00  rm  risk noted  R1  the new nodes are untested and nobody knows
                                    how they behave under the load of December

Deviations
   2.6  Brief support teams on new features and known issues
        required item skipped · rm, 4 Dec 10:00: no team: see <b>ticket</b> |
        wiki & café 日本語 🚀 @ops, and nobody else answers the telephone
   2.2  Verify CI/CD pipelines are green and security scans passed
        set back to to-do by dev, done by rm · dev, 4 Dec 10:00: the scan found
        something
        3 days late · rm, 4 Dec 10:00: 日本語で書かれた長い長い注釈、幅は二倍
   1.1  Confirm release scope and deliverables with Product Manager
        10 days late · rm, 4 Dec 10:00: 日本語で書かれた長い長い注釈、幅は二倍
   1.2  Identify cross-team dependencies and coordinate timelines
        10 days late · rm, 4 Dec 10:00: 日本語で書かれた長い長い注釈、幅は二倍
   1.3  Review and update release calendar
        10 days late · rm, 4 Dec 10:00: 日本語で書かれた長い長い注釈、幅は二倍
   1.5  Communicate preliminary release timeline to stakeholders
        10 days late · rm, 4 Dec 10:00: 日本語で書かれた長い長い注釈、幅は二倍
   1.6  Verify all features have acceptance criteria and DoD
        10 days late · rm, 4 Dec 10:00: 日本語で書かれた長い長い注釈、幅は二倍
   2.1  Confirm all PRs merged and acceptance criteria met
        3 days late · rm, 4 Dec 10:00: 日本語で書かれた長い長い注釈、幅は二倍
   2.3  Review release notes with Product and Project Managers
        3 days late · rm, 4 Dec 10:00: 日本語で書かれた長い長い注釈、幅は二倍
   3.3  QA/Testing confirms all tests passing
        3 days late · dana, 4 Dec 10:00
   3.4  Product Manager approves release scope and notes
        3 days late · pat, 4 Dec 14:00

"#]]);
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
