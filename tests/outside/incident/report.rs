//! The report of an incident, during and after it.

use super::{closed, open};
use crate::support::assert_snapshot;
use snapbox::str;

#[test]
fn the_incident_report_is_complete() {
    assert_snapshot(
        &closed().transcript(&["incident report"]),
        str![[r#"
$ octorel incident report
# Incident 1 of 2.4.0: checkout answers with errors, in all regions and for every customer who pays by card

| | |
|---|---|
| Severity | 1 |
| Opened | Tue 8 Dec 2026 14:20 by dana |
| Closed | Tue 8 Dec 2026 15:45 by rm |
| Outcome | rolled back to 2.3.1 |
| Duration | 1 hour 25 minutes |
| Deployed | not yet |

## How long until

- the first tick: **5 minutes**
- Rollback Decision: rollback: **22 minutes**
- it was closed: **1 hour 25 minutes**

## Timeline

| At | Who | What |
|---|---|---|
| 8 Dec 14:20 | dana | declared incident 1, severity 1: checkout answers with errors, in all regions and for every customer who pays by card |
| 8 Dec 14:25 | rm | ticked 10.1 Trigger incident response process: the pager rang |
| 8 Dec 14:25 | rm | ticked 10.2 Notify on-call and relevant stakeholders: the pager rang |
| 8 Dec 14:25 | dana | noted: errors since 14:06 \| &lt;b&gt;all&lt;/b&gt; regions, `@`ops knows |
| 8 Dec 14:40 | dev | decided rollback: rollback as Developer: no fix in sight |
| 8 Dec 14:42 | rm | decided rollback: rollback as Release Manager |
| 8 Dec 14:42 | rm | ticked 10.3 Assess severity and impact |
| 8 Dec 14:42 | rm | ticked 10.4 Execute rollback if necessary |
| 8 Dec 14:42 | rm | blocked 10.6 Document incident timeline and actions taken: waiting for the logs |
| 8 Dec 15:45 | rm | ticked 10.6 Document incident timeline and actions taken: https://example.com/timeline |
| 8 Dec 15:45 | rm | skipped 10.7 Schedule post-incident review: see the weekly |
| 8 Dec 15:45 | rm | resolved: rolled back to 2.3.1 |

## Actions

- [x] **10.1** Trigger incident response process — Release Manager, done by rm, 8 Dec 14:25
- [x] **10.2** Notify on-call and relevant stakeholders — Release Manager, done by rm, 8 Dec 14:25
- [x] **10.3** Assess severity and impact — Release Manager, done by rm, 8 Dec 14:42
- [x] **10.4** Execute rollback if necessary — Release Manager, done by rm, 8 Dec 14:42
- [ ] **10.5** Coordinate hotfix deployment if rollback not viable — Release Manager, not needed
- [x] **10.6** Document incident timeline and actions taken — Release Manager, done by rm, 8 Dec 15:45 ([link](<https://example.com/timeline>))
- [x] **10.7** Schedule post-incident review — Release Manager, skipped by rm, 8 Dec 15:45: see the weekly

## Decisions

- **Rollback Decision**: rollback, 8 Dec 14:42
  - rollback by dev as Developer, 8 Dec 14:40: no fix in sight
  - rollback by rm as Release Manager, 8 Dec 14:42

## People

- dana (QA/Testing): 2 entries
- rm (Release Manager): 9 entries
- dev (Developer): 1 entry

"#]],
    );
    assert_snapshot(
        &open().transcript(&["incident report"]),
        str![[r#"
$ octorel incident report
# Incident 1 of 2.4.0: checkout answers with errors, in all regions and for every customer who pays by card

| | |
|---|---|
| Severity | 1 |
| Opened | Tue 8 Dec 2026 14:20 by dana |
| Closed | still open |
| Duration | 5 minutes |
| Deployed | Tue 8 Dec 2026 14:05 |

## Timeline

| At | Who | What |
|---|---|---|
| 8 Dec 14:20 | dana | declared incident 1, severity 1: checkout answers with errors, in all regions and for every customer who pays by card |

## Actions

- [ ] **10.1** Trigger incident response process — Release Manager
- [ ] **10.2** Notify on-call and relevant stakeholders — Release Manager
- [ ] **10.3** Assess severity and impact — Release Manager
- [ ] **10.4** Execute rollback if necessary — Release Manager
- [ ] **10.5** Coordinate hotfix deployment if rollback not viable — Release Manager
- [ ] **10.6** Document incident timeline and actions taken — Release Manager
- [ ] **10.7** Schedule post-incident review — Release Manager

## People

- dana (QA/Testing): 1 entry

## Open ends

- **10.1** Trigger incident response process — Release Manager (rm)
- **10.2** Notify on-call and relevant stakeholders — Release Manager (rm)
- **10.3** Assess severity and impact — Release Manager (rm)
- **10.6** Document incident timeline and actions taken — Release Manager (rm)
- **10.7** Schedule post-incident review — Release Manager (rm)
- **incident 1** checkout answers with errors, in all regions and for every customer who pays by card — open

"#]],
    );
}

#[test]
fn an_incident_report_shows_the_state_at_that_time() {
    let here = closed();
    let later = here.at("2026-12-09T09:00:00Z");
    let before = here.ok("incident report");
    later.ok("decide rollback stay");
    later.ok("decide rollback stay --as dev@example.com");
    later.ok("incident open \"search is slow\"");
    later.ok("tick 10.1");
    assert_eq!(later.ok("incident report --incident 1"), before);
    let early = later.json("incident report --as-of 2026-12-08T14:30:00+01:00");
    assert_eq!(early["incident"]["state"], "ongoing");
    assert_eq!(early["incident"]["duration"], "PT10M");
}
