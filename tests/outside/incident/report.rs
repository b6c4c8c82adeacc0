//! The report of an incident, during and after it.

use super::{closed, open};
use crate::support::assert_snapshot;
use snapbox::str;

#[test]
fn the_incident_report_is_complete() {
    closed().shows(str![[r#"
$ octorel incident report
# Incident 1 of 2.4.0: checkout answers with errors, in all regions and for every customer who pays by card

|  |  |
|---|---|
| Severity | 1 |
| Declared | Tue 8 Dec 2026 14:20 by dana`@`example.com |
| Resolved | Tue 8 Dec 2026 15:45 by rm`@`example.com |
| Resolution | rolled back to 2.3.1 |
| Duration | 1 h 25 min |
| Deployed | Tue 8 Dec 2026 14:05 |

## Timeline

| When | After | Who | Action | Item | What |
|---|--:|---|---|---|---|
| 8 Dec 14:20 |  | dana`@`example.com | declared |  | severity 1: checkout answers with errors, in all regions and for every customer who pays by card |
| 8 Dec 14:25 | +5 min | rm`@`example.com | ticked | 10.1 | Trigger incident response process: the pager rang |
| 8 Dec 14:25 | +5 min | rm`@`example.com | ticked | 10.2 | Notify on-call and relevant stakeholders: the pager rang |
| 8 Dec 14:25 | +5 min | dana`@`example.com | noted |  | errors since 14:06 \| &lt;b&gt;all&lt;/b&gt; regions, `@`ops knows |
| 8 Dec 14:40 | +20 min | dev`@`example.com | decided |  | rollback: rollback as Developer: no fix in sight |
| 8 Dec 14:42 | +22 min | rm`@`example.com | decided |  | rollback: rollback as Release Manager |
| 8 Dec 14:42 | +22 min | rm`@`example.com | ticked | 10.3 | Assess severity and impact |
| 8 Dec 14:42 | +22 min | rm`@`example.com | ticked | 10.4 | Execute rollback if necessary |
| 8 Dec 14:42 | +22 min | rm`@`example.com | blocked | 10.6 | Document incident timeline and actions taken: waiting for the logs |
| 8 Dec 15:45 | +1 h 25 min | rm`@`example.com | ticked | 10.6 | Document incident timeline and actions taken<br>[link](<https://example.com/timeline>) |
| 8 Dec 15:45 | +1 h 25 min | rm`@`example.com | skipped | 10.7 | Schedule post-incident review: see the weekly |
| 8 Dec 15:45 | +1 h 25 min | rm`@`example.com | resolved |  | rolled back to 2.3.1 |

## Actions

- [x] **10.1** Trigger incident response process — rm`@`example.com · 8 Dec 14:25
  - the pager rang
- [x] **10.2** Notify on-call and relevant stakeholders — rm`@`example.com · 8 Dec 14:25
  - the pager rang
- [x] **10.3** Assess severity and impact — rm`@`example.com · 8 Dec 14:42
- [x] **10.4** Execute rollback if necessary — rm`@`example.com · 8 Dec 14:42
- [x] **10.6** Document incident timeline and actions taken — rm`@`example.com · 8 Dec 15:45
  - [link](<https://example.com/timeline>)
- [ ] **10.7** Schedule post-incident review — rm`@`example.com · skipped 8 Dec 15:45
  - skipped: see the weekly

## Decisions

### Rollback Decision: rollback

- rollback: dev`@`example.com (Developer), 8 Dec 14:40: no fix in sight
- rollback: rm`@`example.com (Release Manager), 8 Dec 14:42

"#]]);
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
