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
    // `ending` compares the other sections.
    let record = here.ok("report");
    let others = ["Dates", "Items", "People", "Deviations", "Risks", "Lessons", "History"];
    let sections = record.split("\n## ");
    let shown = sections.filter(|section| !others.iter().any(|other| section.starts_with(other)));
    assert_snapshot(
        &shown.collect::<Vec<_>>().join("\n## "),
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
