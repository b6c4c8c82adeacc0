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

|  |  |
|---|---|
| Severity | 1 |
| Declared | Tue 8 Dec 2026 14:20 by dana |
| Resolved | Tue 8 Dec 2026 15:45 by rm |
| Resolution | rolled back to 2.3.1 |
| Duration | 1 h 25 min |
| Deployed | not yet |

## Response times

- First tick: **5 min**
- Rollback Decision: rollback: **22 min**
- Resolved: **1 h 25 min**

## Timeline

| When | Who | What |
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

- [x] **10.1** Trigger incident response process — rm, 8 Dec 14:25: the pager rang
- [x] **10.2** Notify on-call and relevant stakeholders — rm, 8 Dec 14:25: the pager rang
- [x] **10.3** Assess severity and impact — rm, 8 Dec 14:42
- [x] **10.4** Execute rollback if necessary — rm, 8 Dec 14:42
- [ ] **10.5** Coordinate hotfix deployment if rollback not viable — not needed
- [x] **10.6** Document incident timeline and actions taken — rm, 8 Dec 15:45 · [link](<https://example.com/timeline>)
- [ ] **10.7** Schedule post-incident review — skipped by rm, 8 Dec 15:45: see the weekly

## Decisions

### Rollback Decision: rollback, 8 Dec 14:42

- rollback: dev (Developer), 8 Dec 14:40: no fix in sight
- rollback: rm (Release Manager), 8 Dec 14:42

## People

- dana (QA/Testing): 2 entries
- rm (Release Manager): 9 entries
- dev (Developer): 1 entry

"#]],
    );
    let ongoing = open().ok("incident report");
    let (_, rest) = ongoing.split_once("## Not finished\n").unwrap();
    assert_snapshot(
        rest,
        str![[r#"

- **10.1** Trigger incident response process — rm (Release Manager)
- **10.2** Notify on-call and relevant stakeholders — rm (Release Manager)
- **10.3** Assess severity and impact — rm (Release Manager)
- **10.6** Document incident timeline and actions taken — rm (Release Manager)
- **10.7** Schedule post-incident review — rm (Release Manager)
- **incident 1** checkout answers with errors, in all regions and for every customer who pays by card — ongoing

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
    later.ok("incident declare \"search is slow\"");
    later.ok("tick 10.1");
    assert_eq!(later.ok("incident report --incident 1"), before);
    let early = later.json("incident report --as-of 2026-12-08T14:30:00+01:00");
    assert_eq!(early["incident"]["state"], "ongoing");
    assert_eq!(early["incident"]["duration"], "PT10M");
}
