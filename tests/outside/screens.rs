//! What people see: every view as text, within the width they have, without and with colour, and as Markdown.
//!
//! Here are the views of items.

mod every_view;
mod formats;
mod recorded;
mod team;
mod verdict;

use crate::support::{Here, assert_snapshot};
use snapbox::str;
use unicode_width::UnicodeWidthStr;

/// A release in the middle of its preparations, with long texts and letters from everywhere.
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
    here.by("dev@example.com")
        .ok("untick 2.2 --note \"the scan found something\"");
    here.ok("note --kind risk \"the new nodes are untested and nobody knows how they behave under the load of December\"");
    here.at("2026-12-04T13:00:00Z")
}

/// The lines that are wider than the paper.
fn too_wide(text: &str, columns: usize) -> Vec<&str> {
    text.lines().filter(|line| line.width() > columns).collect()
}

#[test]
fn status() {
    assert_snapshot(
        &lively().transcript(&["status"]),
        str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                              T-4d
NOT READY  pre-release: 14 of 23 open, 8 late
           deploy: 5 more open, go-no-go in question

 late  2.2  Verify CI/CD pipelines are green and sec…  Release Manager  3 days
       2.4  Coordinate with DevOps on infrastructure…  Release Manager  3 days
 next  4.1  Deploy to staging environment              Release Manager  tomorrow
stuck  2.4  waiting for the new nodes (ops said: on…   blocked by rm    4 Dec
 skip  2.6  Brief support teams on new features and…   skipped by rm    4 Dec
 more  6 late: octorel list

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
NOT READY  pre-release: 14 of 23 open, 8 late
           deploy: 5 more open, go-no-go in question

 late  2.2  Verify CI/CD pipelines are green and security scans passed                                                                                            Release Manager  3 days
       2.4  Coordinate with DevOps on infrastructure readiness                                                                                                    Release Manager  3 days
 next  4.1  Deploy to staging environment                                                                                                                         Release Manager  tomorrow
stuck  2.4  waiting for the new nodes (ops said: on Wednesday, or else the week after the next)                                                                   blocked by rm    4 Dec
 skip  2.6  Brief support teams on new features and known issues: no team: see <b>ticket</b> | wiki & café 日本語 🚀 @ops, and nobody else answers the telephone  skipped by rm    4 Dec
 more  6 late: octorel list

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
fn next() {
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
fn list() {
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
fn phases() {
    assert_snapshot(
        &lively().transcript(&["phases"]),
        str![[r#"
$ octorel phases
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

4  Staging Validation
   T-3d · due Sat 5 Dec, tomorrow · 0 of 6 done
 ☐  4.1  Deploy to staging environment                 Release Manager  tomorrow
 ☐  4.2  Execute smoke tests and validate critical     Release Manager  tomorrow
         flows
 ☐  4.3  Conduct UAT with Stakeholder Representatives  Release Manager  tomorrow
 ☐  4.4  Verify integration points and dependencies    Release Manager  tomorrow
 ☐  4.5  Address any blocking issues discovered        Release Manager  tomorrow
 ☐  4.6  Obtain sign-off from key stakeholders         Release Manager  tomorrow

5  Production Deployment
   T · due Tue 8 Dec, in 4 days · 0 of 7 done
 ☐  5.1  Communicate deployment start time to         Release Manager  Tue 8 Dec
         stakeholders
 ☐  5.2  Verify production environment readiness      Release Manager  Tue 8 Dec
 ☐  5.3  Create backup or snapshot (if applicable)    Release Manager  Tue 8 Dec
 ☐  5.4  Execute production deployment                Release Manager  Tue 8 Dec
 ☐  5.5  Monitor deployment progress and logs         Release Manager  Tue 8 Dec
 ☐  5.6  Run post-deployment verification tests       Release Manager  Tue 8 Dec
 ☐  5.7  Validate critical user flows and             Release Manager  Tue 8 Dec
         integrations

6  ◆ Day of Release
   T · due Tue 8 Dec, in 4 days · 0 of 6 done
 ☐  6.1  Release Manager conducts go/no-go       Release Manager  Tue 8 Dec
         meeting
 ☐  6.2  Developer confirms all code tagged and  Developer        Tue 8 Dec
         ready
 ☐  6.3  Data Analyst confirms baseline metrics  Data Analyst     Tue 8 Dec
         captured
 ☐  6.4  Release Manager executes deployment     Release Manager  Tue 8 Dec
 ☐  6.5  QA/Testing runs smoke tests             QA/Testing       Tue 8 Dec
 ☐  6.6  All roles monitor their respective      All roles        0/9, Tue 8 Dec
         areas

7  Post-Deployment
   T+1h · due Tue 8 Dec 15:00, in 4 days · 0 of 6 done
 ☐  7.1  Confirm all health checks and metrics are    Release Manager  Tue 8 Dec
         green
 ☐  7.2  Monitor error rates, latency, and user       Release Manager  Tue 8 Dec
         feedback
 ☐  7.3  Announce successful release to stakeholders  Release Manager  Tue 8 Dec
         and support
 ☐  7.4  Update release status in project tracking    Release Manager  Tue 8 Dec
 ☐  7.5  Address any immediate post-deployment        Release Manager  Tue 8 Dec
         issues
 ☐  7.6  Document any deviations from deployment      Release Manager  Tue 8 Dec
         plan

8  ◆ Post-Release
   T+24h–48h · due Thu 10 Dec 14:00, in 6 days · 0 of 4 done
 ☐  8.1  All roles review metrics and          All roles         1/9, Thu 10 Dec
         feedback
         waits for customer-success, data-analyst, developer, product-manager,
         project-manager, release-manager, security-lead, ux-designer
 ☐  8.2  Customer Success/Support reports      Customer          Thu 10 Dec
         early customer impact                 Success/Support
 ☐  8.3  Release Manager publishes release     Release Manager   Thu 10 Dec
         summary
 ☐  8.4  Project Manager schedules             Project Manager   Thu 10 Dec
         retrospective

9  Post-Release Follow-up
   T+1d · due Wed 9 Dec, in 5 days · 0 of 6 done
 ☐  9.1  Review release metrics and KPIs              Release Manager  Wed 9 Dec
 ☐  9.2  Gather feedback from stakeholders and        Release Manager  Wed 9 Dec
         support teams
 ☐  9.3  Document lessons learned and process         Release Manager  Wed 9 Dec
         improvements
 ☐  9.4  Update release runbooks based on experience  Release Manager  Wed 9 Dec
 ☐  9.5  Schedule retrospective if significant        Release Manager  Wed 9 Dec
         issues occurred
 ☐  9.6  Archive release documentation                Release Manager  Wed 9 Dec

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
