//! A release whose deployment is rolled back and repeated.

use crate::support::Here;
use snapbox::str;

/// Everything before the deployment of the first attempt is done, and it is deployed.
fn deployed() -> Here {
    let here = Here::started().at("2026-12-08T13:00:00Z");
    here.ok("tick 1 2 3 4 5.1 5.2 6.1 6.2 6.3");
    here.ok("decide go-no-go go");
    here.ok("tick 5.4");
    here.at("2026-12-08T13:30:00Z")
}

/// The deployment is rolled back in an incident.
fn rolled_back() -> Here {
    let here = deployed();
    here.ok("incident declare \"checkout fails\" --severity 1");
    here.ok("decide rollback rollback");
    here.ok("decide rollback rollback --as dev@example.com");
    here
}

#[test]
fn a_rollback_is_pending_until_both_owners_have_voted() {
    let here = deployed();
    here.ok("incident declare \"checkout fails\" --severity 1");
    here.ok("decide rollback rollback");
    assert_eq!(here.run("gate deploy").code, Some(1), "there is an incident");
    here.shows(str![[r#"
$ octorel tick 10.4
✓  10.4  Execute rollback if necessary
         rollback is not decided yet: octorel decide rollback rollback
   finish: 21 of 50 to do, incident 1 ongoing · next: 10.1 Trigger incident
   response process

"#]]);
    let pending = "- Rollback Decision: rm says rollback — dev\n";
    assert!(here.ok("status --format markdown").contains(pending));
}

#[test]
fn a_rollback_closes_the_gate_and_starts_the_deployment_over() {
    let here = rolled_back();
    here.shows(str![[r#"
$ octorel status
2.4.0 · Tue 8 Dec 2026 14:00 Paris · 30 minutes ago             T+30m, attempt 2
INCIDENT 1  severity 1 · checkout fails · since 14:30, less than a minute
            deploy: 5 of 29 to do, go-no-go pending, incident 1 ongoing

 lead             rm (Release Manager)
 decide           Go/No-Go for Release                          rm  by Tue 8 Dec
 next       10.1  Trigger incident response process             rm  now
            10.2  Notify on-call and relevant stakeholders      rm  now
            10.3  Assess severity and impact                    rm  now
            10.6  Document incident timeline and actions taken  rm  now
            10.7  Schedule post-incident review                 rm  now
 update     due 15:00, in 30 minutes: octorel announce
$ octorel announce --sent
2.4.0 was rolled back

Rolled back on Tue 8 Dec 2026 14:30 Paris. The previous version is running again.
- The date of the next attempt will be announced.
- Incident 1 is ongoing: checkout fails
Release Manager: rm.
Next update by 15:00.
! ✓ marked `rolled-back` as sent; next update due at 15:00 (in 30 minutes)

"#]]);
}

#[test]
fn a_second_attempt_is_deployed_and_finished() {
    let here = rolled_back();
    here.ok("tick 10");
    here.ok("incident resolve --reason \"rolled back\"");
    here.ok("reschedule \"2026-12-10 14:00\"");
    let here = here.at("2026-12-10T12:00:00Z");
    let status = here.ok("status");
    let answer = "ROLLED BACK  Tue 8 Dec 14:30 · deploy: 5 of 29 to do, go-no-go pending\n";
    assert!(status.contains("T-1h, attempt 2\n") && status.contains(answer), "{status}");
    assert_eq!(here.run("finish").code, Some(1));
    here.ok("tick 5.1 5.2 6.1 6.2 6.3");
    assert_eq!(here.run("gate deploy").code, Some(1), "go/no-go is pending");
    here.ok("decide go-no-go go");
    assert_eq!(here.run("gate deploy").code, Some(0));
    let here = here.at("2026-12-10T13:05:00Z");
    here.shows(str![[r#"
$ octorel tick 5.4
✓  5.4  Execute production deployment
        deployed at 14:05; later dates now count from here
   finish: 21 of 50 to do · next: 5.5 Monitor deployment progress and logs

"#]]);
    here.ok("tick 6.6 --role all");
    here.ok("tick 8.1 --role all");
    here.ok("tick 5 7 8.2-8.4 9");
    here.ok("tick 6.4 6.5");
    let here = here.at("2026-12-11T13:00:00Z");
    here.ok("finish");
    let record = here.ok("report");
    assert!(
        record.contains("Attempt 1: deployed by rm`@`example.com, 8 Dec 14:00; rolled back by dev"),
        "{record}"
    );
    assert!(record.contains("Attempt 2: deployed by rm`@`example.com, 10 Dec 14:05"), "{record}");
}

#[test]
fn a_rollback_can_be_undone_until_the_next_attempt_begins() {
    let here = rolled_back();
    here.ok("undo --as dev@example.com");
    assert_eq!(here.json("status")["attempt"], 1);
    here.ok("decide rollback rollback --as dev@example.com");
    here.ok("tick 5.1");
    here.shows(str![[r#"
[1] $ octorel undo --as dev@example.com
! error: the last command of dev@example.com in 2.4.0 cannot be undone
!   rollback is kept: later events depend on it
! hint: `octorel log` shows the history; use --as to act as somebody else

"#]]);
}

#[test]
fn a_cancelled_release_announces_no_next_attempt() {
    let here = rolled_back();
    here.ok("cancel --reason \"merged into 2.5.0\"");
    assert_eq!(here.run("announce rolled-back").code, Some(1));
    assert!(!here.ok("announce").contains("attempt"));
}
