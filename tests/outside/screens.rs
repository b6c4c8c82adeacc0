//! What people see: every view as text, within the width they have, without and with colour, and as Markdown.

use crate::support::{Here, assert_snapshot};
use snapbox::str;
use std::fs;
use unicode_width::UnicodeWidthStr;

/// Every view that prints text.
const VIEWS: [&str; 21] = [
    "",
    "status",
    "next",
    "next --mine",
    "list",
    "list --state overdue",
    "list --phase checkpoint",
    "phases",
    "phases 3",
    "roles",
    "roles qa",
    "roles release-manager",
    "decisions",
    "channels",
    "log",
    "releases",
    "gate",
    "gate deploy",
    "check",
    "announce timeline",
    "readiness",
];

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
fn a_narrow_status_gives_up_bars_before_numbers() {
    let shown = lively().wide(64).ok("status");
    assert_eq!(too_wide(&shown, 64), [""; 0], "{shown}");
    assert!(shown.contains("  5/6") && !shown.contains('█'), "{shown}");
}

#[test]
fn no_view_is_wider_than_the_paper() {
    let none: [&str; 0] = [];
    for here in [lively(), Here::started()] {
        for columns in [80, 200] {
            for view in VIEWS {
                let run = here.wide(columns).run(view);
                assert_eq!(
                    too_wide(&run.stdout, columns),
                    none,
                    "{columns} columns\n{run}"
                );
            }
        }
    }
}

#[test]
fn the_stand_up_screen_fits_a_terminal() {
    for here in [lively(), Here::started()] {
        let text = here.ok("status");
        assert!(
            text.lines().count() <= 24,
            "{} lines\n{text}",
            text.lines().count()
        );
    }
}

#[test]
fn the_screen_of_the_meeting_fits_a_terminal() {
    for here in [lively(), Here::started()] {
        for who in 0..4 {
            here.ok(&format!("note --kind risk \"risk {who}\""));
        }
        here.ok("escalate rollback");
        let text = here.ok("readiness");
        assert!(text.lines().count() <= 24, "{text}");
    }
}

#[test]
fn readiness() {
    let here = lively();
    here.by("pat@example.com").ok("tick 3.4");
    here.ok("escalate rollback");
    assert_snapshot(
        &here.transcript(&["readiness", "readiness --format markdown"]),
        str![[r#"
$ octorel readiness
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                              T-4d
NOT READY  deploy: 18 of 29 open, 7 late, go-no-go in question

 ☐  Release Manager           rm    3.1 ☐  6.1 ☐  14 open, 5 late, 1 blocked
 ☐  Developer                 dev   6.2 ☐         1 open
 ✓  Product Manager           pat   3.4 ✓
 ✓  QA/Testing                dana  3.3 ✓
 ·  UX Designer               uma
 ☐  Security Lead             sam   3.2 ☐         1 open, 1 late
 ☐  Customer Success/Support  cleo  3.5 ☐         1 open, 1 late
 ☐  Data Analyst              ada   6.3 ☐         1 open
 ·  Project Manager           pete

    decide  Go/No-Go for Release: go, in question                           rm
            Rollback Decision: asked of Project Manager (pete)
      risk  the new nodes are untested and nobody knows how they behave u…  rm
 deviation  2.6 a required item left out: no team: see <b>ticket</b> | wi…  rm
            3.4 3 days late: Product Manager approves release scope and n…  pat
            3.3 3 days late: QA/Testing confirms all tests passing          dana
      more  8 deviations: octorel readiness --format markdown
$ octorel readiness --format markdown
## 2.4.0: readiness

**NOT READY** deploy: 18 of 29 open, 7 late, go-no-go in question

| | Role | Held by | Confirmations | Open | Late | Blocked |
|---|---|---|---|--:|--:|--:|
| ☐ | Release Manager | rm | 3.1 ☐, 6.1 ☐ | 14 | 5 | 1 |
| ☐ | Developer | dev | 6.2 ☐ | 1 | 0 | 0 |
| ✓ | Product Manager | pat | 3.4 ✓ | 0 | 0 | 0 |
| ✓ | QA/Testing | dana | 3.3 ✓ | 0 | 0 | 0 |
|  | UX Designer | uma |  | 0 | 0 | 0 |
| ☐ | Security Lead | sam | 3.2 ☐ | 1 | 1 | 0 |
| ☐ | Customer Success/Support | cleo | 3.5 ☐ | 1 | 1 | 0 |
| ☐ | Data Analyst | ada | 6.3 ☐ | 1 | 0 | 0 |
|  | Project Manager | pete |  | 0 | 0 | 0 |

### Decisions

- Go/No-Go for Release: go, in question
- Rollback Decision: asked of Project Manager (pete)

### Risks

- the new nodes are untested and nobody knows how they behave under the load of December (rm)

### Deviations

- 3.4 3 days late: Product Manager approves release scope and notes (pat)
- 3.3 3 days late: QA/Testing confirms all tests passing (dana)
- 2.6 a required item left out: no team: see &lt;b&gt;ticket&lt;/b&gt; \| wiki &amp; café 日本語 🚀 `@`ops, and nobody else answers the telephone (rm)
- 2.3 3 days late: Review release notes with Product and Project Managers (rm)
- 2.2 3 days late: Verify CI/CD pipelines are green and security scans passed (rm)
- 2.1 3 days late: Confirm all PRs merged and acceptance criteria met (rm)
- 1.6 10 days late: Verify all features have acceptance criteria and DoD (rm)
- 1.5 10 days late: Communicate preliminary release timeline to stakeholders (rm)
- 1.3 10 days late: Review and update release calendar (rm)
- 1.2 10 days late: Identify cross-team dependencies and coordinate timelines (rm)
- 1.1 10 days late: Confirm release scope and deliverables with Product Manager (rm)

"#]],
    );
}

#[test]
fn colour_only_repeats() {
    let here = lively();
    for view in VIEWS {
        let plain = here.run(view);
        assert!(
            !plain.stdout.contains('\u{1b}'),
            "NO_COLOR and a pipe\n{plain}"
        );
        let coloured = here.run(&format!("{view} --color always"));
        let stripped = anstream::adapter::strip_str(&coloured.stdout).to_string();
        assert_eq!(stripped, plain.stdout);
        assert_eq!(coloured.code, plain.code);
    }
    assert!(here.run("status --color always").stdout.contains('\u{1b}'));
    let never = here.run("status --color never");
    assert_eq!(never.stdout, here.ok("status"));
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

#[test]
fn roles() {
    assert_snapshot(
        &lively().transcript(&["roles", "roles qa"]),
        str![[r#"
$ octorel roles
role                      held by  before  during  after  incident  items
Release Manager           rm          0/3     0/3    0/3       0/3   8/51
Developer                 dev         0/3     0/2    0/2       0/2    0/3
Product Manager           pat         0/3     0/2    0/2       0/2    0/3
QA/Testing                dana        1/3     0/2    0/2       0/2    2/4
UX Designer               uma         0/2     0/1    0/2       0/1    0/2
Security Lead             sam         0/3     0/2    0/2       0/2    0/3
Customer Success/Support  cleo        0/3     0/2    0/3       0/2    0/4
Data Analyst              ada         0/2     0/2    0/2       0/2    0/3
Project Manager           pete        0/3     0/3    0/2       0/2    0/3

duties done before, during and after the release and in an incident, and items
octorel roles ROLE shows one role in full
$ octorel roles qa
QA/Testing · held by dana · 2 of 4 items open · 1 of 9 duties done

 before the release
   ✓  D31  Execute pre-release testing
   ☐  D32  Validate acceptance criteria
   ☐  D33  Prepare smoke tests

 during the release
   ☐  D34  Run smoke tests in production
   ☐  D35  Verify critical flows

 after the release
   ☐  D36  Monitor bug reports
   ☐  D37  Validate fixes

 in an incident
   ☐  D38  Re-test after rollback
   ☐  D39  Verify hotfix quality

 items
   ✓  3.3  QA/Testing confirms all tests passing     T-1w       dana, 4 Dec
   ☐  6.5  QA/Testing runs smoke tests               T          Tue 8 Dec
   ☐  6.6  All roles monitor their respective areas  T          0 of 9 roles
   ✓  8.1  All roles review metrics and feedback     T+24h–48h  1 of 9 roles

"#]],
    );
}

#[test]
fn decisions_and_channels() {
    assert_snapshot(
        &lively().transcript(&["decisions", "channels"]),
        str![[r#"
$ octorel decisions
Go/No-Go for Release  GO  go-no-go
  Release Manager · escalates to Project Manager → Product Lead
  go by rm as Release Manager, 4 Dec 10:00: all is well

Rollback Decision  open  rollback
  Release Manager + Developer · escalates to Project Manager (if business impact
  unclear)

Scope Changes During Release  open  scope-change
  Product Manager · escalates to Product Lead → Sponsor

Security Exception  open  security-exception
  Security Lead · escalates to Security Lead → CISO

Customer Communication  open  customer-communication
  Customer Success/Support · escalates to Product Manager → Leadership
$ octorel channels
▸  Pre-Release        Weekly release planning sync,        next update in 7 days
                      release readiness checklist reviews
   During Release     Dedicated release channel (e.g.,     every 30 minutes
                      Slack #releases), status updates
                      every 30 min
   Post-Release       Release summary email, metrics
                      dashboard, retrospective meeting
   Incident/Rollback  Incident channel, page on-call if
                      critical, post-mortem doc

"#]],
    );
}

#[test]
fn log() {
    assert_snapshot(
        &lively().transcript(&["log"]),
        str![[r#"
$ octorel log
4 Dec 10:00  rm    started        T = 8 Dec 2026 14:00 +01:00
4 Dec 10:00  rm    ticked    1.1  Confirm release scope and deliverables with
                                  Product Manager:
                                  日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    1.2  Identify cross-team dependencies and
                                  coordinate timelines:
                                  日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    1.3  Review and update release calendar:
                                  日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    1.5  Communicate preliminary release timeline to
                                  stakeholders:
                                  日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    1.6  Verify all features have acceptance criteria
                                  and DoD:
                                  日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    2.1  Confirm all PRs merged and acceptance criteria
                                  met: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    2.2  Verify CI/CD pipelines are green and security
                                  scans passed:
                                  日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    2.3  Review release notes with Product and Project
                                  Managers:
                                  日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    skipped   2.6  Brief support teams on new features and known
                                  issues: no team: see <b>ticket</b> | wiki &
                                  café 日本語 🚀 @ops, and nobody else answers
                                  the telephone
4 Dec 10:00  rm    blocked   2.4  Coordinate with DevOps on infrastructure
                                  readiness: waiting for the new nodes (ops
                                  said: on Wednesday, or else the week after the
                                  next)
4 Dec 10:00  dana  ticked    3.3  QA/Testing confirms all tests passing
4 Dec 10:00  dana  ticked    D31  Execute pre-release testing
4 Dec 10:00  dana  ticked    8.1  All roles review metrics and feedback
4 Dec 10:00  rm    decided        go-no-go: go as Release Manager: all is well
4 Dec 10:00  dev   unticked  2.2  Verify CI/CD pipelines are green and security
                                  scans passed: the scan found something
4 Dec 10:00  rm    noted          risk: the new nodes are untested and nobody
                                  knows how they behave under the load of
                                  December

"#]],
    );
    assert_snapshot(
        &lively().wide(200).transcript(&["log"]),
        str![[r#"
$ octorel log
4 Dec 10:00  rm    started        T = 8 Dec 2026 14:00 +01:00
4 Dec 10:00  rm    ticked    1.1  Confirm release scope and deliverables with Product Manager: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    1.2  Identify cross-team dependencies and coordinate timelines: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    1.3  Review and update release calendar: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    1.5  Communicate preliminary release timeline to stakeholders: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    1.6  Verify all features have acceptance criteria and DoD: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    2.1  Confirm all PRs merged and acceptance criteria met: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    2.2  Verify CI/CD pipelines are green and security scans passed: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    ticked    2.3  Review release notes with Product and Project Managers: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  rm    skipped   2.6  Brief support teams on new features and known issues: no team: see <b>ticket</b> | wiki & café 日本語 🚀 @ops, and nobody else answers the telephone
4 Dec 10:00  rm    blocked   2.4  Coordinate with DevOps on infrastructure readiness: waiting for the new nodes (ops said: on Wednesday, or else the week after the next)
4 Dec 10:00  dana  ticked    3.3  QA/Testing confirms all tests passing
4 Dec 10:00  dana  ticked    D31  Execute pre-release testing
4 Dec 10:00  dana  ticked    8.1  All roles review metrics and feedback
4 Dec 10:00  rm    decided        go-no-go: go as Release Manager: all is well
4 Dec 10:00  dev   unticked  2.2  Verify CI/CD pipelines are green and security scans passed: the scan found something
4 Dec 10:00  rm    noted          risk: the new nodes are untested and nobody knows how they behave under the load of December

"#]],
    );
}

#[test]
fn releases() {
    let here = lively();
    here.ok("start 2.5.0 --on \"2027-01-12 10:00\" --tz Asia/Tokyo");
    assert_snapshot(
        &here.transcript(&["releases"]),
        str![[r#"
$ octorel releases
2.4.0  8 Dec 14:00 Paris        in 4 days   open  9/53  8 late  pre-release closed
2.5.0  12 Jan 2027 10:00 Tokyo  in 39 days  open  0/53          pre-release closed

"#]],
    );
}

#[test]
fn gate() {
    assert_snapshot(
        &lively().transcript(&["gate", "gate deploy"]),
        str![[r#"
$ octorel gate
CLOSED  pre-release of 2.4.0: 14 required items open

  2.2  Verify CI/CD pipelines are green and security scans passed
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  2.4  Coordinate with DevOps on infrastructure readiness
       Release Manager (rm) · due Tue 1 Dec, 3 days late · blocked: waiting for
       the new nodes (ops said: on Wednesday, or else the week after the next)
  2.5  Prepare rollback and mitigation plans
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  2.7  Schedule staging deployment and smoke tests
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  3.1  Release Manager validates pre-release checklist complete
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  3.2  Security Lead confirms security review passed
       Security Lead (sam) · due Tue 1 Dec, 3 days late
  3.4  Product Manager approves release scope and notes
       Product Manager (pat) · due Tue 1 Dec, 3 days late
  3.5  Customer Success/Support confirms documentation ready
       Customer Success/Support (cleo) · due Tue 1 Dec, 3 days late
  4.1  Deploy to staging environment
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.2  Execute smoke tests and validate critical flows
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.3  Conduct UAT with Stakeholder Representatives
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.4  Verify integration points and dependencies
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.5  Address any blocking issues discovered
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.6  Obtain sign-off from key stakeholders
       Release Manager (rm) · due Sat 5 Dec, tomorrow
[exit 1]
$ octorel gate deploy
CLOSED  deploy of 2.4.0: 19 required items open, 1 decision missing

  2.2  Verify CI/CD pipelines are green and security scans passed
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  2.4  Coordinate with DevOps on infrastructure readiness
       Release Manager (rm) · due Tue 1 Dec, 3 days late · blocked: waiting for
       the new nodes (ops said: on Wednesday, or else the week after the next)
  2.5  Prepare rollback and mitigation plans
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  2.7  Schedule staging deployment and smoke tests
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  3.1  Release Manager validates pre-release checklist complete
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  3.2  Security Lead confirms security review passed
       Security Lead (sam) · due Tue 1 Dec, 3 days late
  3.4  Product Manager approves release scope and notes
       Product Manager (pat) · due Tue 1 Dec, 3 days late
  3.5  Customer Success/Support confirms documentation ready
       Customer Success/Support (cleo) · due Tue 1 Dec, 3 days late
  4.1  Deploy to staging environment
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.2  Execute smoke tests and validate critical flows
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.3  Conduct UAT with Stakeholder Representatives
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.4  Verify integration points and dependencies
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.5  Address any blocking issues discovered
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.6  Obtain sign-off from key stakeholders
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  5.1  Communicate deployment start time to stakeholders
       Release Manager (rm) · due Tue 8 Dec, in 4 days
  5.2  Verify production environment readiness
       Release Manager (rm) · due Tue 8 Dec, in 4 days
  6.1  Release Manager conducts go/no-go meeting
       Release Manager (rm) · due Tue 8 Dec, in 4 days
  6.2  Developer confirms all code tagged and ready
       Developer (dev) · due Tue 8 Dec, in 4 days
  6.3  Data Analyst confirms baseline metrics captured
       Data Analyst (ada) · due Tue 8 Dec, in 4 days
  –    go-no-go: Go/No-Go for Release
       Release Manager (rm) · go-no-go in question: unticked by dev since
[exit 1]

"#]],
    );
}

#[test]
fn what_recording_says() {
    let here = lively();
    let lines = [
        "tick 2.5",
        "tick 3.2 --as dana@example.com",
        "untick 2.5",
        "block 4.1 --reason \"no staging\"",
        "unblock 4.1",
        "skip 4.6 --reason \"nobody to sign\"",
        "note 4.1 \"ops will call back\"",
        "undo",
        "assign qa quinn@example.com --instead-of dana@example.com",
        "decide rollback stay",
        "tick 6.6 --role all",
        "tick 5.4",
        "reschedule \"2026-12-10 14:00\"",
        "undo",
    ];
    let transcript = here.transcript(&lines);
    let shown: String = transcript
        .lines()
        .filter(|line| !line.starts_with("$ "))
        .fold(String::new(), |all, line| all + line + "\n");
    assert_eq!(too_wide(&shown, 80), [""; 0]);
    assert_snapshot(
        &transcript,
        str![[r#"
$ octorel tick 2.5
✓  2.5  Prepare rollback and mitigation plans
        3 days late, kept as a deviation
  pre-release: 13 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel tick 3.2 --as dana@example.com
✓  3.2  Security Lead confirms security review passed
        3 days late and done for Security Lead, kept as a deviation
  pre-release: 12 of 23 open, 6 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel untick 2.5
☐  2.5  Prepare rollback and mitigation plans (unticked)
  pre-release: 13 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel block 4.1 --reason "no staging"
✗  4.1  Deploy to staging environment (blocked)
        no staging
  pre-release: 13 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel unblock 4.1
☐  4.1  Deploy to staging environment (unblocked)
  pre-release: 13 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel skip 4.6 --reason "nobody to sign"
–  4.6  Obtain sign-off from key stakeholders
        nobody to sign
        a required item left out, kept as a deviation
  pre-release: 12 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel note 4.1 "ops will call back"
☐  4.1  Deploy to staging environment (noted)
  pre-release: 12 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel undo
↶  4.1  noted taken back: Deploy to staging environment
  pre-release: 12 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel assign qa quinn@example.com --instead-of dana@example.com
✓  assigned  QA/Testing to quinn@example.com instead of dana@example.com
  pre-release: 12 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed

quinn takes on QA/Testing
   ☐  6.5  QA/Testing runs smoke tests               QA/Testing  Tue 8 Dec
   ☐  6.6  All roles monitor their respective areas  All roles   0/9, Tue 8 Dec
$ octorel decide rollback stay
✓  decided  rollback: stay as Release Manager
  pre-release: 12 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel tick 6.6 --role all
✓  6.6  All roles monitor their respective areas · release-manager
✓  6.6  All roles monitor their respective areas · developer
        done for Developer, kept as a deviation
✓  6.6  All roles monitor their respective areas · product-manager
        done for Product Manager, kept as a deviation
✓  6.6  All roles monitor their respective areas · qa
        done for QA/Testing, kept as a deviation
✓  6.6  All roles monitor their respective areas · ux-designer
        done for UX Designer, kept as a deviation
✓  6.6  All roles monitor their respective areas · security-lead
        done for Security Lead, kept as a deviation
✓  6.6  All roles monitor their respective areas · customer-success
        done for Customer Success/Support, kept as a deviation
✓  6.6  All roles monitor their respective areas · data-analyst
        done for Data Analyst, kept as a deviation
✓  6.6  All roles monitor their respective areas · project-manager
        done for Project Manager, kept as a deviation
  pre-release: 12 of 23 open, 7 late · next: 2.2 Verify CI/CD pipelines are
  green and security scans passed
$ octorel tick 5.4
✓  5.4  Execute production deployment
        the deployment: T+… counts from 14:00
        deployed past the closed gate deploy, 18 missing, kept as a deviation
  close: 37 of 50 open, 7 late · next: 2.2 Verify CI/CD pipelines are green and
  security scans passed
$ octorel reschedule "2026-12-10 14:00"
  1  Release Planning         Tue 24 Nov       →  Thu 26 Nov       past
  2  Pre-Release Preparation  Tue 1 Dec        →  Thu 3 Dec        past
  3  ◆ 1 Week Before Release  Tue 1 Dec        →  Thu 3 Dec        past
  4  Staging Validation       Sat 5 Dec        →  Mon 7 Dec
  5  Production Deployment    Tue 8 Dec        →  Thu 10 Dec
  6  ◆ Day of Release         Tue 8 Dec        →  Thu 10 Dec
  7  Post-Deployment          Fri 4 Dec 15:00  →  Fri 4 Dec 15:00  stays
  8  ◆ Post-Release           Sun 6 Dec 14:00  →  Sun 6 Dec 14:00  stays
  9  Post-Release Follow-up   Sat 5 Dec        →  Sat 5 Dec        stays
✓  rescheduled  T = 10 Dec 2026 14:00 +01:00
  close: 37 of 50 open, 7 late · next: 2.2 Verify CI/CD pipelines are green and
  security scans passed
$ octorel undo
↶  undone  rescheduled T = 10 Dec 2026 14:00 +01:00
  close: 37 of 50 open, 7 late · next: 2.2 Verify CI/CD pipelines are green and
  security scans passed

"#]],
    );
}

#[test]
fn what_starting_says() {
    let here = Here::empty();
    let run = here.run(
        "start 2.4.0 --on \"2026-12-08 14:00\" --tz Europe/Paris --assign qa=dana@example.com",
    );
    assert_eq!(too_wide(&run.stdout, 80), [""; 0]);
    assert_snapshot(
        &run.to_string(),
        str![[r#"
$ octorel start 2.4.0 --on "2026-12-08 14:00" --tz Europe/Paris --assign qa=dana@example.com
✓  2.4.0  Tue 8 Dec 2026 14:00 Paris, in 4 days

   1  Release Planning         T-2w       Tue 24 Nov        10 days ago
   2  Pre-Release Preparation  T-1w       Tue 1 Dec         3 days ago
   3  ◆ 1 Week Before Release  T-1w       Tue 1 Dec         3 days ago
   4  Staging Validation       T-3d       Sat 5 Dec         tomorrow
   5  Production Deployment    T          Tue 8 Dec         in 4 days
   6  ◆ Day of Release         T          Tue 8 Dec         in 4 days
   7  Post-Deployment          T+1h       Tue 8 Dec 15:00   in 4 days
   8  ◆ Post-Release           T+24h–48h  Thu 10 Dec 14:00  in 6 days
   9  Post-Release Follow-up   T+1d       Wed 9 Dec         in 5 days
  10  Incident Response        if needed

  Release Manager  rm
  QA/Testing       dana
  recorded in .octorel/releases/2.4.0.jsonl

  octorel next                     what to do now
  octorel tick 1.1                 once it is done
  octorel skip 1.1 --reason "…"    if it need not be done
  octorel gate                     whether you may go on, and what is missing
  octorel assign developer PERSON  7 roles are held by nobody
  octorel ui                       all of it on the whole screen

"#]],
    );
}

#[test]
fn markdown() {
    let lines = [
        "status --format markdown",
        "phases 2 --format markdown",
        "roles qa --format markdown",
        "gate --format markdown",
    ];
    assert_snapshot(
        &lively().transcript(&lines),
        str![[r#"
$ octorel status --format markdown
## 2.4.0

Tue 8 Dec 2026 14:00 Paris, in 4 days

**NOT READY** pre-release: 14 of 23 open, 8 late · deploy: 5 more open, go-no-go in question

### Late

- [ ] **2.2** Verify CI/CD pipelines are green and security scans passed — Release Manager, 3 days late
- [ ] **2.4** Coordinate with DevOps on infrastructure readiness — Release Manager, blocked by rm: waiting for the new nodes (ops said: on Wednesday, or else the week after the next), 3 days late
- [ ] **2.5** Prepare rollback and mitigation plans — Release Manager, 3 days late
- [ ] **2.7** Schedule staging deployment and smoke tests — Release Manager, 3 days late
- [ ] **3.1** Release Manager validates pre-release checklist complete — Release Manager, 3 days late
- [ ] **3.2** Security Lead confirms security review passed — Security Lead, 3 days late
- [ ] **3.4** Product Manager approves release scope and notes — Product Manager, 3 days late
- [ ] **3.5** Customer Success/Support confirms documentation ready — Customer Success/Support, 3 days late

### Blocked

- [ ] **2.4** Coordinate with DevOps on infrastructure readiness — Release Manager, blocked by rm: waiting for the new nodes (ops said: on Wednesday, or else the week after the next), 3 days late

### Skipped

- [x] **2.6** Brief support teams on new features and known issues — Release Manager, skipped by rm: no team: see &lt;b&gt;ticket&lt;/b&gt; \| wiki &amp; café 日本語 🚀 `@`ops, and nobody else answers the telephone

| | Phase | When | Due | Done | Late |
|--:|---|---|---|--:|--:|
| 1 | Release Planning | T-2w | Tue 24 Nov | 5/6 |  |
| 2 | Pre-Release Preparation | T-1w | Tue 1 Dec | 3/7, 1 skipped | 4 |
| 3 | ◆ 1 Week Before Release | T-1w | Tue 1 Dec | 1/5 | 4 |
| 4 | Staging Validation | T-3d | Sat 5 Dec | 0/6 |  |
| 5 | Production Deployment | T | Tue 8 Dec | 0/7 |  |
| 6 | ◆ Day of Release | T | Tue 8 Dec | 0/6 |  |
| 7 | Post-Deployment | T+1h | Tue 8 Dec | 0/6 |  |
| 8 | ◆ Post-Release | T+24h..T+48h | Thu 10 Dec | 0/4 |  |
| 9 | Post-Release Follow-up | T+1d | Wed 9 Dec | 0/6 |  |
| 10 | Incident Response | if needed |  |  |  |
$ octorel phases 2 --format markdown
## 2. Pre-Release Preparation (T-1w, due Tue 1 Dec)

- [x] **2.1** Confirm all PRs merged and acceptance criteria met — Release Manager, done by rm
- [ ] **2.2** Verify CI/CD pipelines are green and security scans passed — Release Manager, 3 days late
- [x] **2.3** Review release notes with Product and Project Managers — Release Manager, done by rm
- [ ] **2.4** Coordinate with DevOps on infrastructure readiness — Release Manager, blocked by rm: waiting for the new nodes (ops said: on Wednesday, or else the week after the next), 3 days late
- [ ] **2.5** Prepare rollback and mitigation plans — Release Manager, 3 days late
- [x] **2.6** Brief support teams on new features and known issues — Release Manager, skipped by rm: no team: see &lt;b&gt;ticket&lt;/b&gt; \| wiki &amp; café 日本語 🚀 `@`ops, and nobody else answers the telephone
- [ ] **2.7** Schedule staging deployment and smoke tests — Release Manager, 3 days late

$ octorel roles qa --format markdown
| Role | Held by | Pre-Release | During Release | Post-Release | Incident/Rollback | Items |
|---|---|---|---|---|---|--:|
| **QA/Testing** | dana | ✓ Execute pre-release testing<br>Validate acceptance criteria<br>Prepare smoke tests | Run smoke tests in production<br>Verify critical flows | Monitor bug reports<br>Validate fixes | Re-test after rollback<br>Verify hotfix quality | 2/4 |
$ octorel gate --format markdown
**CLOSED** pre-release of 2.4.0: 14 required items open

| | Missing | |
|---|---|---|
| 2.2 | Verify CI/CD pipelines are green and security scans passed | Release Manager (rm) · due Tue 1 Dec, 3 days late |
| 2.4 | Coordinate with DevOps on infrastructure readiness | Release Manager (rm) · due Tue 1 Dec, 3 days late · blocked: waiting for the new nodes (ops said: on Wednesday, or else the week after the next) |
| 2.5 | Prepare rollback and mitigation plans | Release Manager (rm) · due Tue 1 Dec, 3 days late |
| 2.7 | Schedule staging deployment and smoke tests | Release Manager (rm) · due Tue 1 Dec, 3 days late |
| 3.1 | Release Manager validates pre-release checklist complete | Release Manager (rm) · due Tue 1 Dec, 3 days late |
| 3.2 | Security Lead confirms security review passed | Security Lead (sam) · due Tue 1 Dec, 3 days late |
| 3.4 | Product Manager approves release scope and notes | Product Manager (pat) · due Tue 1 Dec, 3 days late |
| 3.5 | Customer Success/Support confirms documentation ready | Customer Success/Support (cleo) · due Tue 1 Dec, 3 days late |
| 4.1 | Deploy to staging environment | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.2 | Execute smoke tests and validate critical flows | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.3 | Conduct UAT with Stakeholder Representatives | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.4 | Verify integration points and dependencies | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.5 | Address any blocking issues discovered | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.6 | Obtain sign-off from key stakeholders | Release Manager (rm) · due Sat 5 Dec, tomorrow |
[exit 1]

"#]],
    );
}

#[test]
fn github_gets_annotations_and_a_summary() {
    let here = lively();
    let summary = here.path("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let ci = here.with("GITHUB_STEP_SUMMARY", summary.to_string_lossy());
    let run = ci.run("gate --format github");
    assert_eq!((run.code, &*run.stderr), (Some(1), ""), "{run}");
    for line in run.stdout.lines() {
        assert!(line.starts_with("::error title="), "{line}");
    }
    assert_eq!(
        run.stdout.lines().count(),
        1 + here.json("gate")["missing"].as_array().unwrap().len()
    );
    let written = fs::read_to_string(&summary).unwrap();
    assert_eq!(
        written,
        format!("before\n{}", here.run("gate --format markdown").stdout)
    );
    assert_snapshot(
        &here.transcript(&["gate --format github"]),
        str![[r#"
$ octorel gate --format github
::error title=CLOSED pre-release of 2.4.0::14 required items open
::error title=2.2 Verify CI/CD pipelines are green and security scans passed::Release Manager (rm) · due Tue 1 Dec, 3 days late
::error title=2.4 Coordinate with DevOps on infrastructure readiness::Release Manager (rm) · due Tue 1 Dec, 3 days late · blocked: waiting for the new nodes (ops said: on Wednesday, or else the week after the next)
::error title=2.5 Prepare rollback and mitigation plans::Release Manager (rm) · due Tue 1 Dec, 3 days late
::error title=2.7 Schedule staging deployment and smoke tests::Release Manager (rm) · due Tue 1 Dec, 3 days late
::error title=3.1 Release Manager validates pre-release checklist complete::Release Manager (rm) · due Tue 1 Dec, 3 days late
::error title=3.2 Security Lead confirms security review passed::Security Lead (sam) · due Tue 1 Dec, 3 days late
::error title=3.4 Product Manager approves release scope and notes::Product Manager (pat) · due Tue 1 Dec, 3 days late
::error title=3.5 Customer Success/Support confirms documentation ready::Customer Success/Support (cleo) · due Tue 1 Dec, 3 days late
::error title=4.1 Deploy to staging environment::Release Manager (rm) · due Sat 5 Dec, tomorrow
::error title=4.2 Execute smoke tests and validate critical flows::Release Manager (rm) · due Sat 5 Dec, tomorrow
::error title=4.3 Conduct UAT with Stakeholder Representatives::Release Manager (rm) · due Sat 5 Dec, tomorrow
::error title=4.4 Verify integration points and dependencies::Release Manager (rm) · due Sat 5 Dec, tomorrow
::error title=4.5 Address any blocking issues discovered::Release Manager (rm) · due Sat 5 Dec, tomorrow
::error title=4.6 Obtain sign-off from key stakeholders::Release Manager (rm) · due Sat 5 Dec, tomorrow
[exit 1]

"#]],
    );
    let ci = here.with(
        "GITHUB_STEP_SUMMARY",
        here.path("no/folder").to_string_lossy(),
    );
    assert_ne!(ci.run("gate --format github").code, Some(0));
    assert_eq!(fs::read_to_string(&summary).unwrap(), written);
}

/// What prints something, from the start of a release to its end.
const TALK: [&str; 26] = [
    "",
    "init",
    "check",
    "start 2.4.0 --on \"2026-12-08 14:00\" --tz Europe/Paris --assign qa=dana",
    "tick 1.1 1.2 2.1",
    "skip 2.6 --reason \"not needed\"",
    "block 2.4 --reason \"waiting for the new nodes\"",
    "tick 3.3 D31 --as dana",
    "tick 8.1 --role qa --as dana",
    "untick 2.1",
    "undo",
    "tick smoke",
    "tick 1.1",
    "note --kind risk \"untested nodes\"",
    "decide go-no-go go --as dana",
    "escalate go-no-go --reason \"the new nodes are late\"",
    "assign qa uma --instead-of dana",
    "reschedule \"2026-12-09 14:00\"",
    "incident open \"it burns\"",
    "incident",
    "notes",
    "deviations",
    "announce",
    "start --help",
    "tick 5.4",
    "close",
];

#[test]
fn in_ascii_every_text_has_its_columns_where_they_were() {
    let (signs, ascii) = (Here::empty(), Here::empty());
    let lines = TALK.iter().chain(&VIEWS);
    for line in lines.chain(&["cancel --reason \"merged\"", "status"]) {
        let told = signs.run(line);
        let plain = ascii.run(&format!("--ascii {line}"));
        assert_eq!(told.code, plain.code, "{told}\n{plain}");
        for (told, plain) in [(&told.stdout, &plain.stdout), (&told.stderr, &plain.stderr)] {
            assert!(plain.is_ascii(), "{line}:\n{plain}");
            let moved = |(told, plain): (char, char)| told != plain && told.is_ascii();
            let pairs = told.chars().zip(plain.chars());
            assert_eq!(
                told.chars().count(),
                plain.chars().count(),
                "{told}\n{plain}"
            );
            assert!(!pairs.into_iter().any(moved), "{told}\n{plain}");
        }
    }
}

#[test]
fn every_colour_can_be_read_on_a_light_and_on_a_dark_terminal() {
    let here = lively();
    here.ok("incident open \"it burns\"");
    // Bold, dim, red, green, yellow, cyan: of the terminal's own theme, and none that may be its background.
    let readable = ["0", "1", "2", "31", "32", "33", "36"];
    for view in VIEWS {
        let run = here.run(&format!("{view} --color always"));
        for look in run.stdout.split("\u{1b}[").skip(1) {
            let codes = look.split_once('m').unwrap().0;
            assert!(
                codes.split(';').all(|code| readable.contains(&code)),
                "{view}: {codes}"
            );
        }
    }
}
