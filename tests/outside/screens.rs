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
    assert_snapshot(
        &lively().transcript(&["status"]),
        str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                              T-4d
BEHIND  pre-release: 14 of 23 open, 8 late
        deploy: 5 more open, go-no-go in question

 late  2.2  Verify CI/CD pipelines are green and sec…  Release Manager  3 days
 next  4.1  Deploy to staging environment              Release Manager  tomorrow
stuck  2.4  waiting for the new nodes (ops said: on…   blocked by rm    4 Dec
 skip  2.6  Brief support teams on new features and…   skipped by rm    4 Dec
 vote       Go/No-Go for Release: go, needs to be co…  Release Manager  by 8 Dec
 more  7 late: octorel list

    1  Release Planning         T-2w       24 Nov        ██████░░  5/6
    2  Pre-Release Preparation  T-1w       1 Dec         ███░░░░░  3/7  4 late
    3  ◆ 1 Week Before Release  T-1w       1 Dec         █░░░░░░░  1/5  4 late
    4  Staging Validation       T-3d       5 Dec         ░░░░░░░░  0/6
    5  Production Deployment    T          8 Dec         ░░░░░░░░  0/7
    6  ◆ Day of Release         T          8 Dec         ░░░░░░░░  0/6
    7  Post-Deployment          T+1h       8 Dec 15:00   ░░░░░░░░  0/6
    8  ◆ Post-Release           T+24h–48h  10 Dec 14:00  ░░░░░░░░  0/4
    9  Post-Release Follow-up   T+1d       9 Dec         ░░░░░░░░  0/6
   10  Incident Response        if needed

 last  noted risk by rm, 4 hours ago

"#]],
    );
    assert_snapshot(
        &lively().wide(200).transcript(&["status"]),
        str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                                                  T-4d
BEHIND  pre-release: 14 of 23 open, 8 late
        deploy: 5 more open, go-no-go in question

 late  2.2  Verify CI/CD pipelines are green and security scans passed                                                                                            Release Manager  3 days
 next  4.1  Deploy to staging environment                                                                                                                         Release Manager  tomorrow
stuck  2.4  waiting for the new nodes (ops said: on Wednesday, or else the week after the next)                                                                   blocked by rm    4 Dec
 skip  2.6  Brief support teams on new features and known issues: no team: see <b>ticket</b> | wiki & café 日本語 🚀 @ops, and nobody else answers the telephone  skipped by rm    4 Dec
 vote       Go/No-Go for Release: go, needs to be confirmed again                                                                                                 Release Manager  by 8 Dec
 more  7 late: octorel list

    1  Release Planning         T-2w       24 Nov        ██████░░  5/6
    2  Pre-Release Preparation  T-1w       1 Dec         ███░░░░░  3/7  4 late, 1 skip
    3  ◆ 1 Week Before Release  T-1w       1 Dec         █░░░░░░░  1/5  4 late
    4  Staging Validation       T-3d       5 Dec         ░░░░░░░░  0/6
    5  Production Deployment    T          8 Dec         ░░░░░░░░  0/7
    6  ◆ Day of Release         T          8 Dec         ░░░░░░░░  0/6
    7  Post-Deployment          T+1h       8 Dec 15:00   ░░░░░░░░  0/6
    8  ◆ Post-Release           T+24h–48h  10 Dec 14:00  ░░░░░░░░  0/4
    9  Post-Release Follow-up   T+1d       9 Dec         ░░░░░░░░  0/6
   10  Incident Response        if needed

 last  noted risk by rm, 4 hours ago

"#]],
    );
}

#[test]
fn next_lists_items_by_urgency() {
    let here = lively();
    assert_snapshot(
        &here.transcript(&["next -n 5", "next --role qa"]),
        str![[r#"
$ octorel next -n 5
☐  2.2  Verify CI/CD pipelines are green and        Release Manager  3 days late
        security scans passed
        opened: the scan found something
☐  2.5  Prepare rollback and mitigation plans       Release Manager  3 days late
☐  2.7  Schedule staging deployment and smoke       Release Manager  3 days late
        tests
☐  3.1  Release Manager validates pre-release       Release Manager  3 days late
        checklist complete
☐  3.2  Security Lead confirms security review      Security Lead    3 days late
        passed
$ octorel next --role qa
☐  6.5  QA/Testing runs smoke tests               QA/Testing  Tue 8 Dec
☐  6.6  All roles monitor their respective areas  All roles   0/9, Tue 8 Dec
☐  8.1  All roles review metrics and feedback     All roles   1/9, Thu 10 Dec
        waits for customer-success, data-analyst, developer, product-manager,
        project-manager, release-manager, security-lead, ux-designer

"#]],
    );
}

#[test]
fn list_filters_items() {
    let here = lively();
    assert_snapshot(
        &here.transcript(&[
            "list --phase 2",
            "list --state done",
            "list --mine --as dana@example.com",
        ]),
        str![[r#"
$ octorel list --phase 2
✓  2.1  Confirm all PRs merged and         Release Manager  rm, 4 Dec
        acceptance criteria met
        日本語で書かれた長い長い注釈、幅は二倍
☐  2.2  Verify CI/CD pipelines are green   Release Manager  3 days late
        and security scans passed
        opened: the scan found something
✓  2.3  Review release notes with Product  Release Manager  rm, 4 Dec
        and Project Managers
        日本語で書かれた長い長い注釈、幅は二倍
✗  2.4  Coordinate with DevOps on          Release Manager  blocked, 3 days late
        infrastructure readiness
        blocked: waiting for the new nodes (ops said: on Wednesday, or else the
        week after the next)
☐  2.5  Prepare rollback and mitigation    Release Manager  3 days late
        plans
–  2.6  Brief support teams on new         Release Manager  skipped, rm, 4 Dec
        features and known issues
        skipped: no team: see <b>ticket</b> | wiki & café 日本語 🚀 @ops, and
        nobody else answers the telephone
☐  2.7  Schedule staging deployment and    Release Manager  3 days late
        smoke tests

7 items, 4 open, 4 late
$ octorel list --state done
✓  1.1  Confirm release scope and deliverables      Release Manager  rm, 4 Dec
        with Product Manager
        日本語で書かれた長い長い注釈、幅は二倍
✓  1.2  Identify cross-team dependencies and        Release Manager  rm, 4 Dec
        coordinate timelines
        日本語で書かれた長い長い注釈、幅は二倍
✓  1.3  Review and update release calendar          Release Manager  rm, 4 Dec
        日本語で書かれた長い長い注釈、幅は二倍
✓  1.5  Communicate preliminary release timeline    Release Manager  rm, 4 Dec
        to stakeholders
        日本語で書かれた長い長い注釈、幅は二倍
✓  1.6  Verify all features have acceptance         Release Manager  rm, 4 Dec
        criteria and DoD
        日本語で書かれた長い長い注釈、幅は二倍
✓  2.1  Confirm all PRs merged and acceptance       Release Manager  rm, 4 Dec
        criteria met
        日本語で書かれた長い長い注釈、幅は二倍
✓  2.3  Review release notes with Product and       Release Manager  rm, 4 Dec
        Project Managers
        日本語で書かれた長い長い注釈、幅は二倍
✓  3.3  QA/Testing confirms all tests passing       QA/Testing       dana, 4 Dec

8 items, 0 open
$ octorel list --mine --as dana@example.com
✓  3.3  QA/Testing confirms all tests passing     QA/Testing  dana, 4 Dec
☐  6.5  QA/Testing runs smoke tests               QA/Testing  Tue 8 Dec
☐  6.6  All roles monitor their respective areas  All roles   0/9, Tue 8 Dec
☐  8.1  All roles review metrics and feedback     All roles   1/9, Thu 10 Dec
        waits for customer-success, data-analyst, developer, product-manager,
        project-manager, release-manager, security-lead, ux-designer

4 items, 3 open

"#]],
    );
}

#[test]
fn phases_shows_dates_and_progress() {
    let phases = lively().ok("phases");
    let (first, _) = phases.split_once("4  Staging").unwrap();
    assert_snapshot(
        first,
        str![[r#"
1  Release Planning
   T-2w · due Tue 24 Nov, 10 days ago · 5 of 6 done
 ✓  1.1  Confirm release scope and deliverables     Release Manager  rm, 4 Dec
         with Product Manager
         日本語で書かれた長い長い注釈、幅は二倍
 ✓  1.2  Identify cross-team dependencies and       Release Manager  rm, 4 Dec
         coordinate timelines
         日本語で書かれた長い長い注釈、幅は二倍
 ✓  1.3  Review and update release calendar         Release Manager  rm, 4 Dec
         日本語で書かれた長い長い注釈、幅は二倍
 ☐  1.4  Schedule deployment windows (if needed)    Release Manager  10 days ago
 ✓  1.5  Communicate preliminary release timeline   Release Manager  rm, 4 Dec
         to stakeholders
         日本語で書かれた長い長い注釈、幅は二倍
 ✓  1.6  Verify all features have acceptance        Release Manager  rm, 4 Dec
         criteria and DoD
         日本語で書かれた長い長い注釈、幅は二倍

2  Pre-Release Preparation
   T-1w · due Tue 1 Dec, 3 days ago · 2 of 7 done, 1 skipped, 4 late
 ✓  2.1  Confirm all PRs merged and        Release Manager  rm, 4 Dec
         acceptance criteria met
         日本語で書かれた長い長い注釈、幅は二倍
 ☐  2.2  Verify CI/CD pipelines are green  Release Manager  3 days late
         and security scans passed
         opened: the scan found something
 ✓  2.3  Review release notes with         Release Manager  rm, 4 Dec
         Product and Project Managers
         日本語で書かれた長い長い注釈、幅は二倍
 ✗  2.4  Coordinate with DevOps on         Release Manager  blocked, 3 days late
         infrastructure readiness
         blocked: waiting for the new nodes (ops said: on Wednesday, or else the
         week after the next)
 ☐  2.5  Prepare rollback and mitigation   Release Manager  3 days late
         plans
 –  2.6  Brief support teams on new        Release Manager  skipped, rm, 4 Dec
         features and known issues
         skipped: no team: see <b>ticket</b> | wiki & café 日本語 🚀 @ops, and
         nobody else answers the telephone
 ☐  2.7  Schedule staging deployment and   Release Manager  3 days late
         smoke tests

3  ◆ 1 Week Before Release
   T-1w · due Tue 1 Dec, 3 days ago · 1 of 5 done, 4 late
 ☐  3.1  Release Manager validates pre-release     Release Manager   3 days late
         checklist complete
 ☐  3.2  Security Lead confirms security review    Security Lead     3 days late
         passed
 ✓  3.3  QA/Testing confirms all tests passing     QA/Testing        dana, 4 Dec
 ☐  3.4  Product Manager approves release scope    Product Manager   3 days late
         and notes
 ☐  3.5  Customer Success/Support confirms         Customer          3 days late
         documentation ready                       Success/Support


"#]],
    );
    assert_snapshot(
        &lively().wide(200).transcript(&["phases preparation"]),
        str![[r#"
$ octorel phases preparation
2  Pre-Release Preparation
   T-1w · due Tue 1 Dec, 3 days ago · 2 of 7 done, 1 skipped, 4 late
 ✓  2.1  Confirm all PRs merged and acceptance criteria met          Release Manager  rm, 4 Dec
         日本語で書かれた長い長い注釈、幅は二倍
 ☐  2.2  Verify CI/CD pipelines are green and security scans passed  Release Manager  3 days late
         opened: the scan found something
 ✓  2.3  Review release notes with Product and Project Managers      Release Manager  rm, 4 Dec
         日本語で書かれた長い長い注釈、幅は二倍
 ✗  2.4  Coordinate with DevOps on infrastructure readiness          Release Manager  blocked, 3 days late
         blocked: waiting for the new nodes (ops said: on Wednesday, or else the week after the next)
 ☐  2.5  Prepare rollback and mitigation plans                       Release Manager  3 days late
 –  2.6  Brief support teams on new features and known issues        Release Manager  skipped, rm, 4 Dec
         skipped: no team: see <b>ticket</b> | wiki & café 日本語 🚀 @ops, and nobody else answers the telephone
 ☐  2.7  Schedule staging deployment and smoke tests                 Release Manager  3 days late

"#]],
    );
}
