//! Several incidents: each with its own checklist, and the same number used twice.

use super::{closed, deployed, open};
use crate::support::Here;
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
    here.shows(str![[r#"
$ octorel incident declare "search is slow" --severity 3
✓  incident 2  severity 3 (declared)
               search is slow
   deploy: 5 of 29 to do, go-no-go pending, incident 2 ongoing · next: 10.1
   Trigger incident response process
$ octorel incident declare "mails go out twice"
✓  incident 3  severity 2 (declared)
               mails go out twice
   deploy: 5 of 29 to do, go-no-go pending, incident 2 ongoing, incident 3
   ongoing · next: 10.1 Trigger incident response process
[2] $ octorel tick 10.1
! error: several incidents are ongoing; choose one with --incident
!   2  search is slow
!   3  mails go out twice
! hint: octorel tick 10.1 --incident 2
$ octorel tick 10.1 --incident 2
✓  10.1  Trigger incident response process
   deploy: 5 of 29 to do, go-no-go pending, incident 2 ongoing, incident 3
   ongoing · next: 10.1 Trigger incident response process
$ octorel incident note "since noon" --incident 3
✓  incident 3  since noon (noted)
   deploy: 5 of 29 to do, go-no-go pending, incident 2 ongoing, incident 3
   ongoing · next: 10.1 Trigger incident response process
$ octorel tick 10.2 10.3 10.6 10.7 --incident 2
✓  10.2  Notify on-call and relevant stakeholders
✓  10.3  Assess severity and impact
✓  10.6  Document incident timeline and actions taken
✓  10.7  Schedule post-incident review
         all required items are done. Resolve it: octorel incident resolve
         --incident 2
   deploy: 5 of 29 to do, go-no-go pending, incident 2 ongoing, incident 3
   ongoing · next: 10.1 Trigger incident response process
$ octorel incident resolve --incident 2
✓  incident 2  resolved
   deploy: 5 of 29 to do, go-no-go pending, incident 3 ongoing · next: 10.1
   Trigger incident response process
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · 2 hours ago                 T+2h, attempt 2
INCIDENT 3  severity 2 · mails go out twice · since 16:00, less than a minute
            deploy: 5 of 29 to do, go-no-go pending, incident 3 ongoing

 lead             rm (Release Manager)
 decide           Go/No-Go for Release                          rm  by Tue 8 Dec
 next       10.1  Trigger incident response process             rm  now
            10.2  Notify on-call and relevant stakeholders      rm  now
            10.3  Assess severity and impact                    rm  now
            10.6  Document incident timeline and actions taken  rm  now
            10.7  Schedule post-incident review                 rm  now
 update     due 16:30, in 30 minutes: octorel announce

"#]]);
}

#[test]
fn a_hint_names_its_role_and_incident() {
    let here = open();
    here.ok("incident declare \"search is slow\"");
    here.ok("tick 10.1 --incident 1");
    here.ok("tick 8.1 --role qa");
    here.refuses(str![[r#"
$ octorel tick 10.1 --incident 1
   finish: 21 of 50 to do, incident 1 ongoing, incident 2 ongoing · next: 10.1
   Trigger incident response process
! 10.1 is already done, by rm
[1] $ octorel incident resolve --incident 1
! error: cannot resolve incident 1: 4 required items are not done
!   10.2  Notify on-call and relevant stakeholders
!   10.3  Assess severity and impact
!   10.6  Document incident timeline and actions taken
!   10.7  Schedule post-incident review
! hint: octorel tick 10.2 --incident 1, or octorel skip 10.2 --incident 1 --reason "…"
$ octorel tick 8.1 --role qa
   finish: 21 of 50 to do, incident 1 ongoing, incident 2 ongoing · next: 10.1
   Trigger incident response process
! 8.1 is already done for QA/Testing, by rm

"#]]);
    here.ok("untick 10.1 --incident 1");
    here.ok("untick 8.1 --role qa");
}

#[test]
fn the_status_fits_a_terminal_with_many_ongoing_incidents() {
    let here = open();
    for text in ["search is slow", "mails go out twice", "the wiki is down"] {
        let status = here.ok("status");
        assert!(status.lines().count() <= 15, "{status}");
        assert!(status.lines().all(|line| line.width() <= 80), "{status}");
        here.ok(&format!("incident declare \"{text}\""));
    }
    let status = here.ok("status");
    assert!(status.lines().count() <= 15, "{status}");
    for line in ["INCIDENT 1  severity 1", "INCIDENT 2  severity 2", "            2 more ongoing"] {
        assert!(status.lines().any(|it| it.starts_with(line)), "{status}");
    }
    let incident = here.ok("incident");
    assert!(incident.lines().all(|line| line.width() <= 80), "{incident}");
}

#[test]
fn two_incidents_with_one_number_are_a_conflict_until_resolved() {
    let here = deployed();
    beside(
        &here,
        "incident declare \"search is slow\" --severity 3",
        "incident declare \"checkout fails\" --severity 1",
    );
    let view = here.json("incident")["incidents"][0].clone();
    assert_eq!((&view["number"], &view["severity"]), (&1.into(), &1.into()));
    let both = format!("{} {}", view["text"], view["beside"][0]["said"]);
    for words in ["search is slow", "checkout fails"] {
        assert!(both.contains(words), "{both}");
        assert!(here.wide(200).ok("incident").contains(words), "{view}");
    }
    let status = here.ok("status");
    assert!(status.contains("CONFLICT"), "{status}");
    let report = here.ok("incident report");
    assert!(report.contains("**conflict**"), "{report}");
    here.by("pat@example.com").ok("undo");
    here.by("pat@example.com").ok("incident declare \"search is slow\" --severity 3");
    let status = here.ok("status");
    assert!(!status.contains("CONFLICT"), "{status}");
    let numbers = here.json("incident");
    let numbers = numbers["incidents"].as_array().unwrap();
    assert_eq!(numbers.len(), 2, "{status}");
    assert!(status.contains("INCIDENT 1  severity 1 · checkout fails"));
    assert!(status.contains("INCIDENT 2  severity 3 · search is slow"));
}
