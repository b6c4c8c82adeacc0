//! Several incidents: each with its own checklist, and the same number used twice.

use super::{closed, deployed, open};
use crate::support::{Here, assert_snapshot, refused};
use snapbox::str;
use std::fs;
use unicode_width::UnicodeWidthStr;

/// Lets two people record in parallel, and merges their logs.
fn beside(here: &Here, one: &str, other: &str) {
    let before = here.bytes();
    here.by("pat@example.com").ok(one);
    let left = here.bytes();
    fs::write(here.log(), &before).unwrap();
    here.by("dana@example.com").ok(other);
    let right = here.bytes();
    fs::write(here.log(), [&left[..], &right[before.len()..]].concat()).unwrap();
}

#[test]
fn a_second_incident_has_its_own_checklist() {
    let here = closed().at("2026-12-08T15:00:00Z");
    let transcript = here.transcript(&[
        "incident open \"search is slow\" --severity 3",
        "incident open \"mails go out twice\"",
        "tick 10.1",
        "tick 10.1 --incident 2",
        "incident note \"since noon\" --incident 3",
        "phases 10",
        "incident close",
        "tick 10.2 10.3 10.6 10.7 --incident 2",
        "incident close --incident 2",
        "tick 10.1",
        "status",
        "incident report --incident 2 --format json --as-of 2026-12-08T14:00:00+01:00",
    ]);
    assert_snapshot(
        &transcript,
        str![[r#"
$ octorel incident open "search is slow" --severity 3
✓  incident 2, severity 3  declared: search is slow
  deploy: 5 of 29 open, go-no-go not decided, incident 2 open · next: 10.1
  Trigger incident response process
$ octorel incident open "mails go out twice"
✓  incident 3, severity 2  declared: mails go out twice
  deploy: 5 of 29 open, go-no-go not decided, incident 2 open, incident 3 open ·
  next: 10.1 Trigger incident response process
$ octorel tick 10.1
[stderr]
error: several incidents are open, and none is named
  2  search is slow
  3  mails go out twice
hint: octorel tick 10.1 --incident 2
[exit 2]
$ octorel tick 10.1 --incident 2
✓  10.1  Trigger incident response process
  deploy: 5 of 29 open, go-no-go not decided, incident 2 open, incident 3 open ·
  next: 10.1 Trigger incident response process
$ octorel incident note "since noon" --incident 3
✓  incident 3  noted: since noon
  deploy: 5 of 29 open, go-no-go not decided, incident 2 open, incident 3 open ·
  next: 10.1 Trigger incident response process
$ octorel phases 10
10  Incident Response
    if needed · incident 3 · 0 of 7 done
 ☐  10.1  Trigger incident response process                 Release Manager  now
 ☐  10.2  Notify on-call and relevant stakeholders          Release Manager  now
 ☐  10.3  Assess severity and impact                        Release Manager  now
 ☐  10.4  Execute rollback if necessary                     Release Manager  now
 ☐  10.5  Coordinate hotfix deployment if rollback not      Release Manager  now
          viable
 ☐  10.6  Document incident timeline and actions taken      Release Manager  now
 ☐  10.7  Schedule post-incident review                     Release Manager  now
$ octorel incident close
[stderr]
error: several incidents are open, and none is named
  2  search is slow
  3  mails go out twice
hint: octorel incident close --incident 2
[exit 2]
$ octorel tick 10.2 10.3 10.6 10.7 --incident 2
✓  10.2  Notify on-call and relevant stakeholders
✓  10.3  Assess severity and impact
✓  10.6  Document incident timeline and actions taken
✓  10.7  Schedule post-incident review
         nothing required is left: octorel incident close --incident 2
  deploy: 5 of 29 open, go-no-go not decided, incident 2 open, incident 3 open ·
  next: 10.1 Trigger incident response process
$ octorel incident close --incident 2
✓  incident 2  resolved
  deploy: 5 of 29 open, go-no-go not decided, incident 3 open · next: 10.1
  Trigger incident response process
$ octorel tick 10.1
✓  10.1  Trigger incident response process
  deploy: 5 of 29 open, go-no-go not decided, incident 3 open · next: 10.2
  Notify on-call and relevant stakeholders
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · 2 hours ago                            T+2h
INCIDENT 3  severity 2  mails go out twice  less than a minute  1/7
ROLLED BACK  on 8 Dec 14:42, attempt 2
             deploy: 5 of 29 open, go-no-go not decided, incident 3 open

 next  10.2  Notify on-call and relevant stakeholders  Release Manager  now
       10.3  Assess severity and impact                Release Manager  now
       10.6  Document incident timeline and actions…   Release Manager  now
 vote        Go/No-Go for Release                      Release Manager  by 8 Dec

    1  Release Planning         T-2w       24 Nov        ██████░░  5/6
    2  Pre-Release Preparation  T-1w       1 Dec         ████████  7/7
    3  ◆ 1 Week Before Release  T-1w       1 Dec         ████████  5/5
    4  Staging Validation       T-3d       5 Dec         ████████  6/6
    5  Production Deployment    T          8 Dec         ░░░░░░░░  0/7
    6  ◆ Day of Release         T          8 Dec         ░░░░░░░░  0/6
    7  Post-Deployment          T+1h       8 Dec 23:59   ░░░░░░░░  0/6
    8  ◆ Post-Release           T+24h–48h  10 Dec 14:00  ░░░░░░░░  0/4
    9  Post-Release Follow-up   T+1d       9 Dec         ░░░░░░░░  0/6
   10  Incident Response        if needed  incident 3    █░░░░░░░  1/7

 tell  status update due 16:30, in 30 minutes: octorel announce
 last  10.1 ticked by rm, just now
$ octorel incident report --incident 2 --format json --as-of 2026-12-08T14:00:00+01:00
{
  "schema": "octorel.error/1",
  "message": "there is no incident 2",
  "details": [],
  "hint": "`octorel incident` shows all incidents",
  "exit": 2
}
[stderr]
error: there is no incident 2
hint: `octorel incident` shows all incidents
[exit 2]

"#]],
    );
}

#[test]
fn a_hint_names_its_role_and_incident() {
    let here = open();
    here.ok("incident open \"search is slow\"");
    here.ok("tick 10.1 --incident 1");
    here.ok("tick 8.1 --role qa");
    let lines = ["tick 10.1 --incident 1", "incident close --incident 1", "tick 8.1 --role qa"];
    assert_snapshot(
        &refused(&here, &lines),
        str![[r#"
$ octorel tick 10.1 --incident 1
  close: 21 of 50 open, incident 1 open, incident 2 open · next: 10.1 Trigger
  incident response process
[stderr]
10.1 is already done, by rm
$ octorel incident close --incident 1
[stderr]
error: incident 1 stays open: 4 items of its list are open
  10.2  Notify on-call and relevant stakeholders
  10.3  Assess severity and impact
  10.6  Document incident timeline and actions taken
  10.7  Schedule post-incident review
hint: octorel tick 10.2 --incident 1, or octorel skip 10.2 --incident 1 --reason "…"
[exit 1]
$ octorel tick 8.1 --role qa
  close: 21 of 50 open, incident 1 open, incident 2 open · next: 10.1 Trigger
  incident response process
[stderr]
8.1 is already done, by rm

"#]],
    );
    here.ok("untick 10.1 --incident 1");
    here.ok("untick 8.1 --role qa");
}

#[test]
fn the_status_fits_a_terminal_with_many_ongoing_incidents() {
    let here = open();
    for text in ["search is slow", "mails go out twice", "the wiki is down"] {
        let status = here.ok("status");
        assert!(status.lines().count() <= 24, "{status}");
        assert!(status.lines().all(|line| line.width() <= 80), "{status}");
        here.ok(&format!("incident open \"{text}\""));
    }
    let status = here.ok("status");
    assert!(status.lines().count() <= 24, "{status}");
    let top: Vec<&str> = status.lines().skip(1).take(3).collect();
    assert!(top[0].starts_with("INCIDENT 1  severity 1"), "{status}");
    assert!(top[1].starts_with("INCIDENT 2  severity 2"), "{status}");
    assert!(top[2].contains("2 more are open"), "{status}");
    let incident = here.ok("incident");
    assert!(incident.lines().all(|line| line.width() <= 80), "{incident}");
}

#[test]
fn two_incidents_with_one_number_are_a_conflict_until_resolved() {
    let here = deployed();
    beside(
        &here,
        "incident open \"search is slow\" --severity 3",
        "incident open \"checkout fails\" --severity 1",
    );
    let view = here.json("incident")["incidents"][0].clone();
    assert_eq!((&view["number"], &view["severity"]), (&1.into(), &1.into()));
    let both = format!("{} {}", view["text"], view["beside"][0]["said"]);
    for words in ["search is slow", "checkout fails"] {
        assert!(both.contains(words), "{both}");
        assert!(here.ok("incident").contains(words), "{view}");
    }
    let status = here.ok("status");
    assert!(status.contains("CONFLICT"), "{status}");
    let report = here.ok("incident report");
    assert!(report.contains("**conflict**"), "{report}");
    here.by("pat@example.com").ok("undo");
    here.by("pat@example.com").ok("incident open \"search is slow\" --severity 3");
    let status = here.ok("status");
    assert!(!status.contains("CONFLICT"), "{status}");
    let numbers = here.json("incident");
    let numbers = numbers["incidents"].as_array().unwrap();
    assert_eq!(numbers.len(), 2, "{status}");
    assert!(status.contains("INCIDENT 1  severity 1  checkout fails"));
    assert!(status.contains("INCIDENT 2  severity 3  search is slow"));
}

#[test]
fn the_same_incident_declared_twice_is_one() {
    let here = deployed();
    let both = "incident open \"search is slow\" --severity 3";
    beside(&here, both, both);
    assert!(!here.ok("status").contains("CONFLICT"));
    let view = here.json("incident");
    assert_eq!(view["incidents"].as_array().unwrap().len(), 1);
}
