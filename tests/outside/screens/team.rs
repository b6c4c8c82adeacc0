//! Roles, decisions, channels, and the list of releases.

use super::lively;
use snapbox::str;

#[test]
fn roles_shows_holders_and_duties() {
    lively().shows(str![[r#"
$ octorel roles
Role                      People  Pre  During  Post  Incident  Items
Release Manager           rm      0/3     0/3   0/3       0/3   8/51
Developer                 dev     0/3     0/2   0/2       0/2    0/3
Product Manager           pat     0/3     0/2   0/2       0/2    0/3
QA/Testing                dana    1/3     0/2   0/2       0/2    2/4
UX Designer               uma     0/2     0/1   0/2       0/1    0/2
Security Lead             sam     0/3     0/2   0/2       0/2    0/3
Customer Success/Support  cleo    0/3     0/2   0/3       0/2    0/4
Data Analyst              ada     0/2     0/2   0/2       0/2    0/3
Project Manager           pete    0/3     0/3   0/2       0/2    0/3

duties done in each stage, and items done
  octorel roles ROLE  one role in full
$ octorel roles qa
QA/Testing · dana · 2 of 4 items done · 1 of 9 duties done

Before the release
   ✓  D31  Execute pre-release testing   4 Dec
   ☐  D32  Validate acceptance criteria
   ☐  D33  Prepare smoke tests

During the release
   ☐  D34  Run smoke tests in production
   ☐  D35  Verify critical flows

After the release
   ☐  D36  Monitor bug reports
   ☐  D37  Validate fixes

In an incident
   ☐  D38  Re-test after rollback  if needed
   ☐  D39  Verify hotfix quality   if needed

Items
   ✓  3.3  QA/Testing confirms all tests passing     4 Dec
   ☐  6.5  QA/Testing runs smoke tests               Tue 8 Dec
   ☐  6.6  All roles monitor their respective areas  Tue 8 Dec
   ✓  8.1  All roles review metrics and feedback     4 Dec

"#]]);
}

#[test]
fn decisions_and_channels_are_listed() {
    lively().shows(str![[r#"
$ octorel decide
Decision                State    Who                          Escalation
go-no-go                go       rm                           Project Manager →
                                                              Product Lead
rollback                pending  Release Manager + Developer  Project Manager
scope-change            pending  Product Manager              Product Lead →
                                                              Sponsor
security-exception      pending  Security Lead                CISO
customer-communication  pending  Customer Success/Support     Product Manager →
                                                              Leadership
$ octorel channels
   Stage              Channel                             Update
▸  Pre-Release        Weekly release planning sync,       late since 1 Dec 09:00
                      release readiness checklist
                      reviews
   During Release     Dedicated release channel (e.g.,    every 30 minutes
                      Slack #releases), status updates
                      every 30 min
   Post-Release       Release summary email, metrics
                      dashboard, retrospective meeting
   Incident/Rollback  Incident channel, page on-call if
                      critical, post-mortem doc

"#]]);
}

#[test]
fn releases_are_listed_by_date() {
    let here = lively();
    here.ok("start 2.5.0 --on \"2027-01-12 10:00\" --tz Asia/Tokyo");
    here.shows(str![[r#"
$ octorel releases
2.4.0  8 Dec 14:00 Paris        in 4 days   9/53  8 late  pre-release closed
2.5.0  12 Jan 2027 10:00 Tokyo  in 39 days  0/53          pre-release closed

"#]]);
}
