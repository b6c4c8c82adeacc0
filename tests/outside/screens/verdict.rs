//! Whether it is safe to proceed: the gates, and the summary for the go/no-go meeting.

use super::lively;
use crate::support::assert_snapshot;
use snapbox::str;

#[test]
fn readiness_summarizes_the_release_for_the_meeting() {
    let here = lively();
    here.by("pat@example.com").ok("tick 3.4");
    here.ok("escalate rollback");
    assert_snapshot(
        &here.transcript(&["readiness", "readiness --format markdown"]),
        str![[r#"
$ octorel readiness
2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days                              T-4d
NOT READY  deploy: 18 of 29 open, 7 late, go-no-go in question

 ☐  Release Manager           rm    3.1 ☐  6.1 ☐  14 open, 5 late, 1 blocked
 ☐  Developer                 dev   6.2 ☐         1 open
 ✓  Product Manager           pat   3.4 ✓
 ✓  QA/Testing                dana  3.3 ✓
 ·  UX Designer               uma
 ☐  Security Lead             sam   3.2 ☐         1 open, 1 late
 ☐  Customer Success/Support  cleo  3.5 ☐         1 open, 1 late
 ☐  Data Analyst              ada   6.3 ☐         1 open
 ·  Project Manager           pete

    decide  Go/No-Go for Release: go, in question                            rm
            Rollback Decision: asked of Project Manager (pete)
      risk  the new nodes are untested and nobody knows how they behave un…  rm
 deviation  2.6 a required item left out: no team: see <b>ticket</b> | wik…  rm
            2.2 set back by dev, done by rm: the scan found something        dev
            3.4 3 days late: Product Manager approves release scope and no…  pat
      more  9 deviations: octorel readiness --format markdown
$ octorel readiness --format markdown
## 2.4.0: readiness

**NOT READY** deploy: 18 of 29 open, 7 late, go-no-go in question

| | Role | Held by | Confirmations | Open | Late | Blocked |
|---|---|---|---|--:|--:|--:|
| ☐ | Release Manager | rm | 3.1 ☐, 6.1 ☐ | 14 | 5 | 1 |
| ☐ | Developer | dev | 6.2 ☐ | 1 | 0 | 0 |
| ✓ | Product Manager | pat | 3.4 ✓ | 0 | 0 | 0 |
| ✓ | QA/Testing | dana | 3.3 ✓ | 0 | 0 | 0 |
|  | UX Designer | uma |  | 0 | 0 | 0 |
| ☐ | Security Lead | sam | 3.2 ☐ | 1 | 1 | 0 |
| ☐ | Customer Success/Support | cleo | 3.5 ☐ | 1 | 1 | 0 |
| ☐ | Data Analyst | ada | 6.3 ☐ | 1 | 0 | 0 |
|  | Project Manager | pete |  | 0 | 0 | 0 |

### Decisions

- Go/No-Go for Release: go, in question
- Rollback Decision: asked of Project Manager (pete)

### Risks

- the new nodes are untested and nobody knows how they behave under the load of December (rm)

### Deviations

- 3.4 3 days late: Product Manager approves release scope and notes (pat)
- 2.2 set back by dev, done by rm: the scan found something (dev)
- 3.3 3 days late: QA/Testing confirms all tests passing (dana)
- 2.6 a required item left out: no team: see &lt;b&gt;ticket&lt;/b&gt; \| wiki &amp; café 日本語 🚀 `@`ops, and nobody else answers the telephone (rm)
- 2.3 3 days late: Review release notes with Product and Project Managers (rm)
- 2.2 3 days late: Verify CI/CD pipelines are green and security scans passed (rm)
- 2.1 3 days late: Confirm all PRs merged and acceptance criteria met (rm)
- 1.6 10 days late: Verify all features have acceptance criteria and DoD (rm)
- 1.5 10 days late: Communicate preliminary release timeline to stakeholders (rm)
- 1.3 10 days late: Review and update release calendar (rm)
- 1.2 10 days late: Identify cross-team dependencies and coordinate timelines (rm)
- 1.1 10 days late: Confirm release scope and deliverables with Product Manager (rm)

"#]],
    );
}

#[test]
fn gate_shows_the_verdict_in_every_format() {
    assert_snapshot(
        &lively().transcript(&["gate", "gate deploy"]),
        str![[r#"
$ octorel gate
CLOSED  pre-release of 2.4.0: 14 required items open

  2.2  Verify CI/CD pipelines are green and security scans passed
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  2.4  Coordinate with DevOps on infrastructure readiness
       Release Manager (rm) · due Tue 1 Dec, 3 days late · blocked: waiting for
       the new nodes (ops said: on Wednesday, or else the week after the next)
  2.5  Prepare rollback and mitigation plans
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  2.7  Schedule staging deployment and smoke tests
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  3.1  Release Manager validates pre-release checklist complete
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  3.2  Security Lead confirms security review passed
       Security Lead (sam) · due Tue 1 Dec, 3 days late
  3.4  Product Manager approves release scope and notes
       Product Manager (pat) · due Tue 1 Dec, 3 days late
  3.5  Customer Success/Support confirms documentation ready
       Customer Success/Support (cleo) · due Tue 1 Dec, 3 days late
  4.1  Deploy to staging environment
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.2  Execute smoke tests and validate critical flows
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.3  Conduct UAT with Stakeholder Representatives
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.4  Verify integration points and dependencies
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.5  Address any blocking issues discovered
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.6  Obtain sign-off from key stakeholders
       Release Manager (rm) · due Sat 5 Dec, tomorrow
[exit 1]
$ octorel gate deploy
CLOSED  deploy of 2.4.0: 19 required items open, 1 decision missing

  2.2  Verify CI/CD pipelines are green and security scans passed
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  2.4  Coordinate with DevOps on infrastructure readiness
       Release Manager (rm) · due Tue 1 Dec, 3 days late · blocked: waiting for
       the new nodes (ops said: on Wednesday, or else the week after the next)
  2.5  Prepare rollback and mitigation plans
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  2.7  Schedule staging deployment and smoke tests
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  3.1  Release Manager validates pre-release checklist complete
       Release Manager (rm) · due Tue 1 Dec, 3 days late
  3.2  Security Lead confirms security review passed
       Security Lead (sam) · due Tue 1 Dec, 3 days late
  3.4  Product Manager approves release scope and notes
       Product Manager (pat) · due Tue 1 Dec, 3 days late
  3.5  Customer Success/Support confirms documentation ready
       Customer Success/Support (cleo) · due Tue 1 Dec, 3 days late
  4.1  Deploy to staging environment
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.2  Execute smoke tests and validate critical flows
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.3  Conduct UAT with Stakeholder Representatives
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.4  Verify integration points and dependencies
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.5  Address any blocking issues discovered
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  4.6  Obtain sign-off from key stakeholders
       Release Manager (rm) · due Sat 5 Dec, tomorrow
  5.1  Communicate deployment start time to stakeholders
       Release Manager (rm) · due Tue 8 Dec, in 4 days
  5.2  Verify production environment readiness
       Release Manager (rm) · due Tue 8 Dec, in 4 days
  6.1  Release Manager conducts go/no-go meeting
       Release Manager (rm) · due Tue 8 Dec, in 4 days
  6.2  Developer confirms all code tagged and ready
       Developer (dev) · due Tue 8 Dec, in 4 days
  6.3  Data Analyst confirms baseline metrics captured
       Data Analyst (ada) · due Tue 8 Dec, in 4 days
  –    go-no-go: Go/No-Go for Release
       Release Manager (rm) · go-no-go in question: unticked by dev since
[exit 1]

"#]],
    );
}
