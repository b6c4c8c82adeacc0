//! Roles, decisions, channels, and the list of releases.

use super::lively;
use crate::support::assert_snapshot;
use snapbox::str;

#[test]
fn roles_shows_holders_and_duties() {
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
fn decisions_and_channels_are_listed() {
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
▸  Pre-Release        Weekly release planning sync, release   update 3 days late
                      readiness checklist reviews
   During Release     Dedicated release channel (e.g., Slack  every 30 minutes
                      #releases), status updates every 30
                      min
   Post-Release       Release summary email, metrics
                      dashboard, retrospective meeting
   Incident/Rollback  Incident channel, page on-call if
                      critical, post-mortem doc

"#]],
    );
}

#[test]
fn releases_are_listed_by_date() {
    let here = lively();
    here.ok("start 2.5.0 --on \"2027-01-12 10:00\" --tz Asia/Tokyo");
    assert_snapshot(
        &here.transcript(&["releases"]),
        str![[r#"
$ octorel releases
2.4.0  8 Dec 14:00 Paris        in 4 days   active  9/53  8 late  pre-release closed
2.5.0  12 Jan 2027 10:00 Tokyo  in 39 days  active  0/53          pre-release closed

"#]],
    );
}
