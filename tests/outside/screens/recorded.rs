//! The output of recording commands, and the log of their events.

use super::lively;
use crate::support::Here;
use snapbox::str;

#[test]
fn log_shows_the_history() {
    lively().shows(str![[r#"
$ octorel log 2.2
4 Dec 10:00  rm@example.com   ticked    2.2  Verify CI/CD pipelines are green and security scans passed: 日本語で書かれた長い長い注釈、幅は二倍
4 Dec 10:00  dev@example.com  unticked  2.2  Verify CI/CD pipelines are green and security scans passed: the scan found something
$ octorel log 2.6
4 Dec 10:00  rm@example.com  skipped  2.6  Brief support teams on new features and known issues: no team: see <b>ticket</b> | wiki & café 日本語 🚀 @ops, and nobody else answers the telephone

"#]]);
}

#[test]
fn recording_commands_confirm_each_event() {
    let here = lively();
    here.shows(str![[r#"
$ octorel tick 2.5
✓  2.5  Prepare rollback and mitigation plans
        3 days late (deviation)
   pre-release: 13 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel tick 3.2 --as dana@example.com
✓  3.2  Security Lead confirms security review passed
        3 days late, and ticked by dana, who is not Security Lead (deviation)
   pre-release: 12 of 23 to do, 6 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel untick 2.5
☐  2.5  Prepare rollback and mitigation plans (unticked)
   pre-release: 13 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel block 4.1 --reason "no staging"
✗  4.1  Deploy to staging environment (blocked)
        no staging
   pre-release: 13 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel untick 4.1
☐  4.1  Deploy to staging environment (unblocked)
   pre-release: 13 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel skip 4.6 --reason "nobody to sign"
–  4.6  Obtain sign-off from key stakeholders
        nobody to sign
        required item skipped (deviation)
   pre-release: 12 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel note 4.1 "ops will call back"
☐  4.1  Deploy to staging environment (noted)
        ops will call back
   pre-release: 12 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel undo
↶  undone  the note "ops will call back" on 4.1
   pre-release: 12 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel assign qa quinn@example.com --instead-of dana@example.com
✓  assigned  QA/Testing to quinn@example.com instead of dana@example.com
   pre-release: 12 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed

QA/Testing · quinn · 2 of 4 items done · 1 of 9 duties done

Before the release
   ✓  D31  Execute pre-release testing   dana   4 Dec
   ☐  D32  Validate acceptance criteria  quinn
   ☐  D33  Prepare smoke tests           quinn

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
   ✓  3.3  QA/Testing confirms all tests passing     dana   4 Dec
   ☐  6.5  QA/Testing runs smoke tests               quinn  Tue 8 Dec
   ☐  6.6  All roles monitor their respective areas  quinn  Tue 8 Dec
   ✓  8.1  All roles review metrics and feedback     dana   4 Dec
$ octorel decide rollback stay
✓  decided  rollback: stay as Release Manager
   pre-release: 12 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel tick 6.6 --role all
✓  6.6  All roles monitor their respective areas · release-manager
✓  6.6  All roles monitor their respective areas · developer
        ticked by rm, who is not Developer (deviation)
✓  6.6  All roles monitor their respective areas · product-manager
        ticked by rm, who is not Product Manager (deviation)
✓  6.6  All roles monitor their respective areas · qa
        ticked by rm, who is not QA/Testing (deviation)
✓  6.6  All roles monitor their respective areas · ux-designer
        ticked by rm, who is not UX Designer (deviation)
✓  6.6  All roles monitor their respective areas · security-lead
        ticked by rm, who is not Security Lead (deviation)
✓  6.6  All roles monitor their respective areas · customer-success
        ticked by rm, who is not Customer Success/Support (deviation)
✓  6.6  All roles monitor their respective areas · data-analyst
        ticked by rm, who is not Data Analyst (deviation)
✓  6.6  All roles monitor their respective areas · project-manager
        ticked by rm, who is not Project Manager (deviation)
   pre-release: 12 of 23 to do, 7 late · next: 2.2 Verify CI/CD pipelines are
   green and security scans passed
$ octorel tick 5.4
✓  5.4  Execute production deployment
        deployed at 14:00; later dates now count from here
        deployed while gate `deploy` was closed (18 requirements not met)
        (deviation)
   finish: 37 of 50 to do, 7 late · next: 2.2 Verify CI/CD pipelines are green
   and security scans passed
$ octorel reschedule "2026-12-10 14:00"
   1  Release Planning        24 Nov     → 26 Nov         5/6
   2  Pre-Release Preparati…  1 Dec      → 3 Dec          3/7  4 late, 1 skipped
   3  ◆ 1 Week Before Relea…  1 Dec      → 3 Dec          2/5  3 late
   4  Staging Validation      Sat 5 Dec  → 7 Dec          1/6  1 skipped
   5  Production Deployment   8 Dec      → 10 Dec         1/7
   6  ◆ Day of Release        8 Dec      → 10 Dec         1/6
   7  Post-Deployment                    4 Dec 15:00      0/6
   8  ◆ Post-Release                     Sun 6 Dec 14:00  0/4
   9  Post-Release Follow-up             Sat 5 Dec        0/6
  10  Incident Response
✓  rescheduled  to Thu 10 Dec 2026 14:00 Paris
   finish: 37 of 50 to do, 7 late · next: 2.2 Verify CI/CD pipelines are green
   and security scans passed
$ octorel undo
↶  undone  rescheduled to Thu 10 Dec 2026 14:00 Paris
   finish: 37 of 50 to do, 7 late · next: 2.2 Verify CI/CD pipelines are green
   and security scans passed

"#]]);
}

#[test]
fn start_prints_the_schedule() {
    Here::empty().shows(str![[r#"
$ octorel start 2.4.0 --on "2026-12-08 14:00" --tz Europe/Paris --assign qa=dana@example.com
✓  2.4.0  Tue 8 Dec 2026 14:00 Paris, in 4 days

   1  Release Planning         T-2w       4 Dec         0/6
   2  Pre-Release Preparation  T-1w       4 Dec         0/7
   3  ◆ 1 Week Before Release  T-1w       4 Dec         0/5
   4  Staging Validation       T-3d       Sat 5 Dec     0/6
   5  Production Deployment    T          8 Dec         0/7
   6  ◆ Day of Release         T          8 Dec         0/6
   7  Post-Deployment          T+1h       8 Dec 15:00   0/6
   8  ◆ Post-Release           T+24h–48h  10 Dec 14:00  0/4
   9  Post-Release Follow-up   T+1d       9 Dec         0/6
  10  Incident Response        if needed

  planned before the start, so due today: 1, 2, 3
  due on a weekend: 4

  octorel next                     see what to do
  octorel tick 1.1                 mark it as done
  octorel skip 1.1 --reason "…"    skip it
  octorel gate pre-release         check the gate
  octorel assign developer PERSON  7 roles are unassigned
  octorel ui                       open the full-screen view

  recorded in .octorel/releases/2.4.0.jsonl

"#]]);
}
