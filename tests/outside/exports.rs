//! What others read: test reports, calendars, reminders, status bars, and the statistics of earlier releases.

use crate::support::{Here, assert_snapshot};
use snapbox::str;

/// A playbook with one item of each kind that a gate can require, two days before T.
fn small() -> Here {
    let here = Here::empty();
    here.write(
        ".octorel/playbook/all.yaml",
        "release_time: '14:00'\ntime_zone: Europe/Paris\n\
         owner: lead\nroles: [{id: lead, name: Lead}, {id: qa, name: QA}]\nteam: {lead: [rm@example.com], qa: [dana@example.com]}\n\
         phases:\n- {id: prep, name: Prep, when: T-2d, items: [Read <notes> & log, {text: Test, owner: qa}]}\n\
         - {id: ship, name: Ship, when: T, items: [{text: Deploy, deploys: true}]}\n\
         - {id: watch, name: Watch, when: T+1h..T+3h, items: [Look at the graphs]}\n\
         decisions: [{id: go, name: Go, owners: [lead], outcomes: [go, no-go]},\n\
         \x20 {id: back, name: Back, owners: [lead], outcomes: [back, stay], reverts: true}]\n\
         gates: [{id: deploy, name: Deploy, phases: [prep], decisions: {go: go}}]\n",
    );
    let here = here.at("2026-12-04T10:00:00Z");
    here.ok("start 1.0.0 --on 2026-12-08");
    here.ok("tick 1.1");
    here.at("2026-12-07T09:00:00Z")
}

#[test]
fn a_gate_is_a_test_report() {
    let here = small();
    here.ok(r#"block 1.2 --reason "no <machine>" --as dana@example.com"#);
    let run = here.run("gate deploy --format junit");
    assert_eq!(run.code, Some(1));
    assert_snapshot(
        &run.stdout,
        str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="octorel" tests="3" failures="2">
  <testsuite name="deploy of 1.0.0" tests="3" failures="2" errors="0">
    <testcase classname="deploy.prep" name="Test">
      <failure message="dana (QA) · due Sun 6 Dec, 1 day late · blocked: no &#60;machine&#62;">dana (QA) · due Sun 6 Dec, 1 day late · blocked: no &#60;machine&#62;</failure>
    </testcase>
    <testcase classname="deploy.decisions" name="Go">
      <failure message="rm (Lead) · pending">rm (Lead) · pending</failure>
    </testcase>
    <testcase classname="deploy.prep" name="Read &#60;notes&#62; &#38; log"></testcase>
  </testsuite>
</testsuites>

"#]],
    );
}

#[test]
fn a_calendar_follows_the_dates_of_the_release() {
    let here = small();
    let first = here.ok("phases --format ics");
    assert_eq!(first, here.ok("phases --format ics"));
    assert_snapshot(
        &first.replace("\r\n", "\n"),
        str![[r#"
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//octorel//octorel//EN
BEGIN:VEVENT
DESCRIPTION:To do:\n1.2 Test
DTEND;VALUE=DATE:20261207
DTSTAMP:20261204T100000Z
DTSTART;VALUE=DATE:20261206
SEQUENCE:0
SUMMARY:1.0.0: Prep (1/2)
UID:0b478f627e689fde-prep@octorel
END:VEVENT
BEGIN:VEVENT
DESCRIPTION:To do:\n2.1 Deploy
DTEND;VALUE=DATE:20261209
DTSTAMP:20261204T100000Z
DTSTART;VALUE=DATE:20261208
SEQUENCE:0
SUMMARY:1.0.0: Ship (0/1)
UID:0b478f627e689fde-ship@octorel
END:VEVENT
BEGIN:VEVENT
DESCRIPTION:To do:\n3.1 Look at the graphs
DTEND:20261208T160000Z
DTSTAMP:20261204T100000Z
DTSTART:20261208T140000Z
SEQUENCE:0
SUMMARY:1.0.0: Watch (0/1)
UID:0b478f627e689fde-watch@octorel
END:VEVENT
END:VCALENDAR

"#]],
    );
    here.ok("reschedule 2026-12-09 --reason holiday");
    here.ok("cancel --reason enough");
    let last = here.ok("phases 3 --format ics --alarm 1h");
    for line in ["DTSTART:20261209T140000Z", "SEQUENCE:2", "STATUS:CANCELLED"] {
        assert!(last.contains(&format!("{line}\r\n")) && !last.contains("TRIGGER"), "{last}");
    }
    here.shows(str![[r#"
[2] $ octorel phases --alarm 1d
! error: --role, --mine and --alarm require --format ics
! hint: `octorel list` filters items
[2] $ octorel phases --format ics --alarm soon
! error: invalid value 'soon' for '--alarm <LENGTH>': use a number and a unit, for example 1d or 2h
! hint: `octorel help phases` shows its arguments and examples

"#]]);
}

#[test]
fn a_calendar_can_be_narrowed_to_a_role() {
    let here = small();
    let calendar = here.ok("phases --format ics --role qa --alarm 1d");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
    assert!(calendar.contains("1.2 Test") && !calendar.contains("Read"), "{calendar}");
    assert!(calendar.contains("TRIGGER:-PT86400S"), "{calendar}");
}

#[test]
fn reminders_are_grouped_by_person_and_empty_when_nothing_waits() {
    let here = small();
    here.shows(str![[r#"
$ octorel next --everyone
dana · 1 late
   ☐  1.2  Test  1 day late
$ octorel next --everyone --format slack
*dana · 1 late*
• ☐ *1.2* Test — 1 day late
[2] $ octorel next --everyone --mine
! error: the argument '--everyone' cannot be used with '--mine'
!   Usage: octorel next --everyone
! hint: `octorel help next` shows its arguments and examples

"#]]);
    assert_eq!(here.at("2026-12-04T10:00:00Z").ok("next --everyone"), "");
}

#[test]
fn a_status_bar_gets_one_line_or_nothing() {
    small().shows(str![[r#"
$ octorel status --short
1.0.0 BEHIND deploy: 1 of 3 to do, 1 late, go pending

"#]]);
    let run = Here::empty().run("status --short");
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), "", ""));
}

#[test]
fn finished_releases_show_what_is_often_late_or_always_skipped() {
    let here = Here::empty();
    here.write(
        ".octorel/playbook/all.yaml",
        "time_zone: UTC\nphases:\n- {name: Prep, when: T-1d, items: [Test, {text: Translate, optional: true}]}\n\
         - {name: Ship, when: T, items: [Publish]}\n",
    );
    let at = |day: u32, line: &str| here.at(&format!("2026-12-{day:02}T12:00:00Z")).ok(line);
    for (day, version) in [(1, "1.9.0"), (8, "1.10.0"), (15, "1.11.0")] {
        at(day, &format!("start {version} --on 2026-12-{:02}", day + 2));
        at(day, "skip 1.2 --reason english");
        at(day + 1, "block 1.1 --reason machine");
        at(day + 1, "untick 1.1");
        at(day + 3, "tick 1.1");
        at(day + 3, "reschedule +1d");
        at(day + 4, "tick 2.1");
        at(day + 4, "finish");
    }
    at(22, "start 2.0.0 --on 2026-12-24");
    here.shows(str![[r#"
$ octorel releases --stats
3 finished releases
3 rescheduled, by 2 days on average

Item       Of  Late  By    Skipped  Blocked
Test        3     3  36 h                 3
Translate   3                    3

always skipped, remove? Translate

Phase  Items  Late  By
Prep       6     3  36 h

"#]]);
    let started = at(22, "start 3.0.0 --on 2026-12-24");
    assert!(started.contains("in earlier releases: Test (late in 3 of 3)"), "{started}");
    Here::started().shows(str![[r#"
$ octorel releases --stats
no release is finished yet

"#]]);
}
