//! The output of every view as text, within the available width, with and without colour, and as Markdown.
//!
//! This file covers the views of items.

mod every_view;
mod formats;
mod recorded;
mod team;
mod verdict;

use crate::support::{Here, assert_snapshot};
use snapbox::str;
use unicode_width::UnicodeWidthStr;

/// A release during its preparations, with long texts and letters of many scripts.
fn lively() -> Here {
    let here = Here::started();
    here.ok(
        "tick 1.1 1.2 1.3 1.5 1.6 2.1 2.2 2.3 --note \"日本語で書かれた長い長い注釈、幅は二倍\"",
    );
    here.ok("skip 2.6 --reason \"no team: see <b>ticket</b> | wiki & café 日本語 🚀 @ops, and nobody else answers the telephone\"");
    here.ok("block 2.4 --reason \"waiting for the new nodes (ops said: on Wednesday, or else the week after the next)\"");
    here.by("dana@example.com").ok("tick 3.3 D31");
    here.by("dana@example.com").ok("tick 8.1 --role qa");
    here.ok("decide go-no-go go --reason \"all is well\"");
    here.by("dev@example.com").ok("untick 2.2 --note \"the scan found something\"");
    here.ok("note --kind risk \"the new nodes are untested and nobody knows how they behave under the load of December\"");
    here.at("2026-12-04T13:00:00Z")
}

/// The lines that are wider than the output.
fn too_wide(text: &str, columns: usize) -> Vec<&str> {
    text.lines().filter(|line| line.width() > columns).collect()
}

#[test]
fn status_shows_the_plan_and_the_next_items() {
    lively().shows(str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                              T-4d
BEHIND  pre-release: 14 of 23 to do, 8 late · deploy: 5 more items, go-no-go
        needs to be confirmed again

 late       2.4  Coordinate with DevOps on infrastructure re…  rm   3 days
                 blocked: waiting for the new nodes (ops said: on Wednesday, or
                 else the week after the next)
            3.2  Security Lead confirms security review pass…  sam  3 days
 next       4.1  Deploy to staging environment                 rm   tomorrow
            4.2  Execute smoke tests and validate critical f…  rm   tomorrow
 decide          Go/No-Go for Release: go, needs to be confi…  rm   by Tue 8 Dec
 more            6 late: octorel list

   1  Release Planning         T-2w       24 Nov        5/6
   2  Pre-Release Preparation  T-1w       1 Dec         3/7  4 late, 1 skipped
   3  ◆ 1 Week Before Release  T-1w       1 Dec         1/5  4 late
   4  Staging Validation       T-3d       Sat 5 Dec     0/6
   5  Production Deployment    T          8 Dec         0/7
   6  ◆ Day of Release         T          8 Dec         0/6
   7  Post-Deployment          T+1h       8 Dec 15:00   0/6
   8  ◆ Post-Release           T+24h–48h  10 Dec 14:00  0/4
   9  Post-Release Follow-up   T+1d       9 Dec         0/6
  10  Incident Response        if needed
 last       R1 risk noted by rm, 4 hours ago

"#]]);
}

#[test]
fn next_lists_items_by_urgency() {
    let here = lively();
    here.shows(str![[r#"
$ octorel next -n 5
   ☐  2.2  Verify CI/CD pipelines are green and security scans  rm   3 days late
           passed
           to do again: the scan found something
   ☐  2.5  Prepare rollback and mitigation plans                rm   3 days late
   ☐  2.7  Schedule staging deployment and smoke tests          rm   3 days late
   ☐  3.1  Release Manager validates pre-release checklist      rm   3 days late
           complete
   ☐  3.2  Security Lead confirms security review passed        sam  3 days late
$ octorel next --role qa
   ☐  6.5  QA/Testing runs smoke tests               dana       Tue 8 Dec
   ☐  6.6  All roles monitor their respective areas  All roles  0/9, Tue 8 Dec
   ☐  8.1  All roles review metrics and feedback     All roles  1/9, Thu 10 Dec
           waiting for 8 roles: Release Manager, Developer, …

"#]]);
}

#[test]
fn list_filters_items() {
    let here = lively();
    here.shows(str![[r#"
$ octorel list --phase 2
 2  Pre-Release Preparation · T-1w · Tue 1 Dec · 3/7 · 4 late, 1 skipped
   ✓  2.1  Confirm all PRs merged and acceptance criteria met          4 Dec
           日本語で書かれた長い長い注釈、幅は二倍
   ☐  2.2  Verify CI/CD pipelines are green and security scans passed  3 days late
           to do again: the scan found something
   ✓  2.3  Review release notes with Product and Project Managers      4 Dec
           日本語で書かれた長い長い注釈、幅は二倍
   ✗  2.4  Coordinate with DevOps on infrastructure readiness          3 days late
           blocked: waiting for the new nodes (ops said: on Wednesday, or else the week after the next)
   ☐  2.5  Prepare rollback and mitigation plans                       3 days late
   –  2.6  Brief support teams on new features and known issues        skipped 4 Dec
           skipped: no team: see <b>ticket</b> | wiki & café 日本語 🚀 @ops, and nobody else answers the telephone
   ☐  2.7  Schedule staging deployment and smoke tests                 3 days late
$ octorel list --mine --as dana@example.com
 3  ◆ 1 Week Before Release · T-1w · Tue 1 Dec · 1/5 · 4 late
   ✓  3.3  QA/Testing confirms all tests passing     dana       4 Dec

 6  ◆ Day of Release · T · Tue 8 Dec · 0/6
   ☐  6.5  QA/Testing runs smoke tests               dana       Tue 8 Dec
   ☐  6.6  All roles monitor their respective areas  All roles  0/9, Tue 8 Dec

 8  ◆ Post-Release · T+24h–48h · Thu 10 Dec 14:00 · 0/4
   ☐  8.1  All roles review metrics and feedback     All roles  1/9, Thu 10 Dec
           waiting for 8 roles: Release Manager, Developer, …

"#]]);
}

#[test]
fn phases_shows_dates_and_progress() {
    let phases = lively().ok("phases");
    let (first, _) = phases.split_once("4  Staging").unwrap();
    assert_snapshot(
        first,
        str![[r#"
      Phase                    When       Due           Done
   1  Release Planning         T-2w       24 Nov         5/6
   2  Pre-Release Preparation  T-1w       1 Dec          3/7  4 late, 1 skipped
   3  ◆ 1 Week Before Release  T-1w       1 Dec          1/5  4 late
   
"#]],
    );
    let wide = lively().wide(200);
    assert_eq!(wide.ok("phases preparation"), wide.ok("list --phase 2"));
}

#[test]
fn an_item_is_shown_in_full_and_other_things_by_their_views() {
    let here = lively();
    here.ok("note 5.4 \"rehearsed on staging, 6 minutes\" --link https://ci.example/7");
    here.ok("incident \"it burns\"");
    here.shows(str![[r#"
$ octorel show 5.4
☐  5.4  Execute production deployment  rm  Tue 8 Dec
        Release Manager · Production Deployment · due Tue 8 Dec · this is the
        deployment
        waits for gate deploy (closed, 21 requirements not met)

History
   4 Dec 14:00  rm  noted  rehearsed on staging, 6 minutes
                           https://ci.example/7
$ octorel show rollback plans
☐  2.5  Prepare rollback and mitigation plans  rm  3 days late
        Release Manager · Pre-Release Preparation · due Tue 1 Dec
        octorel tick 2.5
$ octorel show D31
✓  D31  Execute pre-release testing  dana  4 Dec
        QA/Testing

History
   4 Dec 10:00  dana  ticked
[2] $ octorel show 99
! error: no item matches `99`
! hint: `octorel list` shows all items

"#]]);
    for (line, same) in [
        ("show 2", "phases 2"),
        ("show staging", "phases staging"),
        ("show qa", "roles qa"),
        ("show incident 1 --format markdown", "incident report"),
    ] {
        assert_eq!(here.ok(line), here.ok(same));
    }
    let decisions = here.json("show go-no-go")["decisions"].as_array().unwrap().clone();
    assert_eq!((decisions.len(), &decisions[0]["id"]), (1, &"go-no-go".into()));
    assert_eq!(here.json("show 5.4")["waits_for"]["gate"], "deploy");
    assert_eq!(here.json("show 2.4")["tick"], "octorel tick 2.4");
    assert_eq!(here.run("show incident 2").code, Some(2));
}
