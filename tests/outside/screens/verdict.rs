//! Whether it is safe to proceed: the gates, and the summary for the go/no-go meeting.

use super::lively;
use crate::support::assert_snapshot;
use snapbox::str;

#[test]
fn readiness_summarizes_the_release_for_the_meeting() {
    let here = lively();
    here.by("pat@example.com").ok("tick 3.4");
    here.ok("decide rollback --escalate");
    assert_snapshot(
        &here.transcript(&["readiness", "readiness --format markdown"]),
        str![[r#"
$ octorel readiness
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                              T-4d
NOT READY  deploy: 18 of 29 to do, 7 late, go-no-go needs to be confirmed again

    Role                      People  To confirm  To do  Late  Blocked
 ☐  Release Manager           rm      3.1 6.1        14     5        1
 ☐  Developer                 dev     6.2             1
 ✓  Product Manager           pat
 ✓  QA/Testing                dana
    UX Designer               uma
 ☐  Security Lead             sam     3.2             1     1
 ☐  Customer Success/Support  cleo    3.5             1     1
 ☐  Data Analyst              ada     6.3             1
    Project Manager           pete

 decision   Go/No-Go for Release: go, needs to be confirmed again           rm
            Rollback Decision: escalated to Project Manager                 pete
 risk       the new nodes are untested and nobody knows how they behave u…  rm
 deviation  2.6 required item skipped: no team: see <b>ticket</b> | wiki…   rm
            2.2 set back to to-do by dev, done by rm: the scan found some…  dev
            3.4 3 days late: Product Manager approves release scope and n…  pat
 more       9 deviations: octorel readiness --format markdown
$ octorel readiness --format markdown
## 2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days · T-4d

**NOT READY** deploy: 18 of 29 to do, 7 late, go-no-go needs to be confirmed again

|  | Role | People | To confirm | To do | Late | Blocked |
|---|---|---|---|--:|--:|--:|
| ☐ | Release Manager | rm | 3.1 6.1 | 14 | 5 | 1 |
| ☐ | Developer | dev | 6.2 | 1 |  |  |
| ✓ | Product Manager | pat |  |  |  |  |
| ✓ | QA/Testing | dana |  |  |  |  |
|  | UX Designer | uma |  |  |  |  |
| ☐ | Security Lead | sam | 3.2 | 1 | 1 |  |
| ☐ | Customer Success/Support | cleo | 3.5 | 1 | 1 |  |
| ☐ | Data Analyst | ada | 6.3 | 1 |  |  |
|  | Project Manager | pete |  |  |  |  |

**decision**

- Go/No-Go for Release: go, needs to be confirmed again — rm
- Rollback Decision: escalated to Project Manager — pete

**risk**

- the new nodes are untested and nobody knows how they behave under the load of December — rm

**deviation**

- 2.6 required item skipped: no team: see &lt;b&gt;ticket&lt;/b&gt; \| wiki &amp; café 日本語 🚀 `@`ops, and nobody else answers the telephone — rm
- 2.2 set back to to-do by dev, done by rm: the scan found something — dev
- 3.4 3 days late: Product Manager approves release scope and notes — pat
- 3.3 3 days late: QA/Testing confirms all tests passing — dana
- 2.3 3 days late: Review release notes with Product and Project Managers — rm
- 2.2 3 days late: Verify CI/CD pipelines are green and security scans passed — rm
- 2.1 3 days late: Confirm all PRs merged and acceptance criteria met — rm
- 1.6 10 days late: Verify all features have acceptance criteria and DoD — rm
- 1.5 10 days late: Communicate preliminary release timeline to stakeholders — rm
- 1.3 10 days late: Review and update release calendar — rm
- 1.2 10 days late: Identify cross-team dependencies and coordinate timelines — rm
- 1.1 10 days late: Confirm release scope and deliverables with Product Manager — rm

"#]],
    );
}

#[test]
fn gate_shows_the_verdict_in_every_format() {
    assert_snapshot(
        &lively().transcript(&["gate deploy"]),
        str![[r#"
$ octorel gate deploy
CLOSED  deploy of 2.4.0: 19 items to do, 1 decision pending

  2.2  Verify CI/CD pipelines are green and security scans passed
       rm (Release Manager) · due Tue 1 Dec, 3 days late
  2.4  Coordinate with DevOps on infrastructure readiness
       rm (Release Manager) · due Tue 1 Dec, 3 days late · blocked: waiting for
       the new nodes (ops said: on Wednesday, or else the week after the next)
  2.5  Prepare rollback and mitigation plans
       rm (Release Manager) · due Tue 1 Dec, 3 days late
  2.7  Schedule staging deployment and smoke tests
       rm (Release Manager) · due Tue 1 Dec, 3 days late
  3.1  Release Manager validates pre-release checklist complete
       rm (Release Manager) · due Tue 1 Dec, 3 days late
  3.2  Security Lead confirms security review passed
       sam (Security Lead) · due Tue 1 Dec, 3 days late
  3.4  Product Manager approves release scope and notes
       pat (Product Manager) · due Tue 1 Dec, 3 days late
  3.5  Customer Success/Support confirms documentation ready
       cleo (Customer Success/Support) · due Tue 1 Dec, 3 days late
  4.1  Deploy to staging environment
       rm (Release Manager) · due Sat 5 Dec, tomorrow
  4.2  Execute smoke tests and validate critical flows
       rm (Release Manager) · due Sat 5 Dec, tomorrow
  4.3  Conduct UAT with Stakeholder Representatives
       rm (Release Manager) · due Sat 5 Dec, tomorrow
  4.4  Verify integration points and dependencies
       rm (Release Manager) · due Sat 5 Dec, tomorrow
  4.5  Address any blocking issues discovered
       rm (Release Manager) · due Sat 5 Dec, tomorrow
  4.6  Obtain sign-off from key stakeholders
       rm (Release Manager) · due Sat 5 Dec, tomorrow
  5.1  Communicate deployment start time to stakeholders
       rm (Release Manager) · due Tue 8 Dec, in 4 days
  5.2  Verify production environment readiness
       rm (Release Manager) · due Tue 8 Dec, in 4 days
  6.1  Release Manager conducts go/no-go meeting
       rm (Release Manager) · due Tue 8 Dec, in 4 days
  6.2  Developer confirms all code tagged and ready
       dev (Developer) · due Tue 8 Dec, in 4 days
  6.3  Data Analyst confirms baseline metrics captured
       ada (Data Analyst) · due Tue 8 Dec, in 4 days
  –    Go/No-Go for Release
       rm (Release Manager) · needs to be confirmed again: unticked by dev since
[exit 1]

"#]],
    );
}
