//! The report of the finished release, and its deviations.

use super::closed;
use crate::support::assert_snapshot;
use serde_json::Value;
use snapbox::str;
use std::collections::BTreeSet;

/// What identifies a tick: the item, the role and the incident.
fn marked(event: &Value) -> String {
    format!("{} {} {}", event["ref"], event["role"], event["round"])
}

#[test]
fn a_finished_release_has_a_complete_report() {
    let here = closed();
    let before = here.bytes();
    for line in ["tick 9.5", "note \"too late\"", "assign qa eve@example.com", "undo"] {
        let run = here.run(line);
        assert!(run.code == Some(1) && run.stderr.contains("is read-only"), "{run}");
    }
    assert!(here.bytes() == before);
    assert_eq!(here.run("gate finish").code, Some(0));
    // `ending` compares the lists of items and events.
    let record = here.ok("report");
    let (summary, rest) = record.split_once("## Items").unwrap();
    let (_, rest) = rest.split_once("## People").unwrap();
    let (rest, _) = rest.split_once("## History").unwrap();
    assert_snapshot(
        &format!("{summary}## People{rest}"),
        str![[r#"
# Release 2.4.0

**Finished** by rm`@`example.com on Thu 10 Dec 2026 10:00: out, with the tokens off

- Started by rm`@`example.com on Tue 24 Nov 2026 10:00
- Planned for Tue 8 Dec 2026 14:00 Paris
- Deployed on Tue 8 Dec 2026 15:30
- Attempt 1: deployed by rm`@`example.com, 8 Dec 14:00; rolled back by rm`@`example.com, 8 Dec 15:12
- Attempt 2: deployed by rm`@`example.com, 8 Dec 15:30
- Go/No-Go for Release: go
- Go/No-Go for Release, attempt 2: go
- Rollback Decision: rollback
- Security Exception: granted
- Customer Communication: send
- Gates: pre-release open, deploy open, finish open
- 51 of 53 items done, 2 not needed, 8 deviations, 1 incident

## Dates

|  | Phase | Due | Done | Late |
|--:|---|---|---|---|
| 1 | Release Planning | 24 Nov | 24 Nov 11:30 |  |
| 2 | Pre-Release Preparation | 1 Dec | 5 Dec 15:00 | 2 items |
| 3 | 1 Week Before Release | 1 Dec | 5 Dec 15:00 | 2 items |
| 4 | Staging Validation | 5 Dec | 5 Dec 15:00 |  |
| 5 | Production Deployment | 8 Dec | 8 Dec 16:30 |  |
| 6 | Day of Release | 8 Dec | 8 Dec 16:30 |  |
| 7 | Post-Deployment | 8 Dec 23:59 | 8 Dec 16:30 |  |
| 8 | Post-Release | 10 Dec 15:30 | 10 Dec 10:00 |  |
| 9 | Post-Release Follow-up | 9 Dec | 10 Dec 10:00 | 1 item |

## People

| Role | People | Items | Duties done |
|---|---|--:|---|
| Release Manager | rm`@`example.com | 42/42 | 2 of 12: Coordinate release planning; Schedule deployment window |
| Developer | dev`@`example.com | 3/3 | 3 of 9: Complete PRs and code reviews; Prepare smoke test scenarios; Document migration steps |
| Product Manager | pat`@`example.com | 3/3 | 2 of 9: Approve release scope; Assess customer impact |
| QA/Testing | dana`@`example.com | 4/4 | 4 of 9: Execute pre-release testing; Validate acceptance criteria; Prepare smoke tests; Re-test after rollback |
| UX Designer | uma`@`example.com | 2/2 | 2 of 6: Review final implementation; Validate design consistency |
| Security Lead | sam`@`example.com | 3/3 | 0 of 9 |
| Customer Success/Support | cleo`@`example.com | 4/4 | 0 of 10 |
| Data Analyst | uma`@`example.com | 3/3 | 0 of 8 |
| Project Manager | pete`@`example.com | 3/3 | 0 of 10 |

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 7 Dec 09:00 | ada`@`example.com | assigned |  | Data Analyst to uma`@`example.com instead of ada`@`example.com: ada is ill |

## Decisions

### Go/No-Go for Release: go

- go: rm`@`example.com (Release Manager), 8 Dec 13:30: all green

### Go/No-Go for Release, attempt 2: go

- go: rm`@`example.com (Release Manager), 8 Dec 15:30: with the tokens off

### Rollback Decision: rollback

- rollback: dev`@`example.com (Developer), 8 Dec 15:10: no fix in sight
- rollback: rm`@`example.com (Release Manager), 8 Dec 15:12

### Security Exception: granted

- granted: rm`@`example.com (by override), 4 Dec 10:00: sam is on a plane; the finding is behind a flag

### Customer Communication: send

- escalated to Product Manager by cleo`@`example.com, 27 Nov 16:00: the price page changes too
- send: pat`@`example.com (Product Manager), 27 Nov 16:00: with the price page

## Deviations from the plan

- **–** security-exception: granted by override
  - decided by override · rm`@`example.com, 4 Dec 10:00: sam is on a plane; the finding is behind a flag
- **8.1** All roles review metrics and feedback
  - skipped for UX Designer · uma`@`example.com, 9 Dec 17:00: nothing of it is visible
- **3.2** Security Lead confirms security review passed
  - 3 days late · sam`@`example.com, 4 Dec 10:00
- **2.4** Coordinate with DevOps on infrastructure readiness
  - 4 days late · rm`@`example.com, 5 Dec 15:00
- **2.5** Prepare rollback and mitigation plans
  - 4 days late · rm`@`example.com, 5 Dec 15:00
- **3.1** Release Manager validates pre-release checklist complete
  - 4 days late · rm`@`example.com, 5 Dec 15:00
- **9.6** Archive release documentation
  - 1 day late · rm`@`example.com, 10 Dec 10:00
- **–** the session tokens stay off until 2.4.1
  - noted · rm`@`example.com, 8 Dec 16:30

## Incidents

|  | Severity | Incident | Declared | Resolved |
|--:|--:|---|---|---|
| 1 | 1 | checkout answers with errors | dana`@`example.com, 8 Dec 14:55 | rm`@`example.com, 8 Dec 15:30: rolled back |

## Announcements

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 24 Nov 11:30 | rm`@`example.com | announced |  | timeline |
| 8 Dec 14:00 | rm`@`example.com | announced |  | start |
| 8 Dec 14:45 | rm`@`example.com | announced |  | update: a little slower than planned |
| 8 Dec 14:58 | rm`@`example.com | announced |  | incident |
| 8 Dec 15:30 | rm`@`example.com | announced |  | incident |
| 8 Dec 16:30 | rm`@`example.com | announced |  | success |
| 10 Dec 10:00 | rm`@`example.com | announced |  | summary |

## Risks

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 24 Nov 11:30 | sam`@`example.com | risk noted | R1 | the new session tokens are untested under load (resolved) |
| 24 Nov 11:30 | pete`@`example.com | risk noted | R2 | support is short of people that week (resolved) |
| 5 Dec 15:00 | sam`@`example.com | risk resolved | R1 | the new session tokens are untested under load: the load test went well |
| 9 Dec 17:00 | pete`@`example.com | risk resolved | R2 | support is short of people that week: two people came back early |

## Lessons

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 9 Dec 17:00 | rm`@`example.com | lesson noted |  | load tests need the session tokens on |

## Feedback

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 9 Dec 17:00 | cleo`@`example.com | feedback noted |  | customers like the new price page |

## Metrics

| When | Who | Action | Item | What |
|---|---|---|---|---|
| 9 Dec 17:00 | uma`@`example.com | metric noted |  | error rate 0.2 %, as before |


"#]],
    );
}

#[test]
fn no_item_is_ticked_twice_and_every_text_is_in_the_report() {
    let here = closed();
    let record = here.ok("report");
    let log = here.json("log");
    let mut ticked = BTreeSet::new();
    for event in log["events"].as_array().unwrap() {
        if event["do"] == "ticked" {
            assert!(ticked.insert(marked(event)), "twice: {event}");
        }
        // The report contains every reason, note and text.
        if let Some(said) = event["said"].as_str() {
            assert!(record.contains(said), "{said}\n{record}");
        }
    }
}
