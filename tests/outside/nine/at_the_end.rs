//! What is left of the release of the nine: its record, and what was otherwise than planned.

use super::closed;
use crate::support::{assert_snapshot, refused};
use serde_json::Value;
use snapbox::str;
use std::collections::BTreeSet;

/// What is told of an event's item, the role and the incident: a box.
fn marked(event: &Value) -> String {
    format!("{} {} {}", event["ref"], event["role"], event["incident"])
}

#[test]
fn once_closed_the_release_is_a_record() {
    let here = closed();
    let lines = [
        "tick 9.5",
        "note \"too late\"",
        "assign qa eve@example.com",
        "undo",
    ];
    let said = refused(&here, &lines);
    assert_eq!(said.matches("is read-only").count(), lines.len(), "{said}");
    assert_eq!(said.matches("[exit 1]").count(), lines.len(), "{said}");
    assert_eq!(here.run("gate close").code, Some(0));
    assert_snapshot(
        &here.ok("record"),
        str![[r#"
# Release 2.4.0

**Closed** by rm on Thu 10 Dec 2026 10:00: out, with the tokens off.

- Begun by rm on Tue 24 Nov 2026 10:00
- Planned for Tue 8 Dec 2026 14:00 Paris
- Deployed on Tue 8 Dec 2026 14:00
- Go/No-Go for Release: go
- Rollback Decision: rollback
- Security Exception: granted
- Customer Communication: send
- Gates: pre-release open, deploy open, close open
- 51 of 53 items done, 2 not needed; 14 deviations, 1 incident

## Dates

| | Phase | Due | Done | Late |
|--:|---|---|---|---|
| 1 | Release Planning | 24 Nov | 24 Nov 11:30 |  |
| 2 | Pre-Release Preparation | 1 Dec | 5 Dec 15:00 | 2 items |
| 3 | 1 Week Before Release | 1 Dec | 5 Dec 15:00 | 2 items |
| 4 | Staging Validation | 5 Dec | 5 Dec 15:00 |  |
| 5 | Production Deployment | 8 Dec | 8 Dec 16:30 |  |
| 6 | Day of Release | 8 Dec | 8 Dec 16:30 |  |
| 7 | Post-Deployment | 8 Dec 15:00 | 8 Dec 16:30 | 6 items |
| 8 | Post-Release | 10 Dec 14:00 | 10 Dec 10:00 |  |
| 9 | Post-Release Follow-up | 9 Dec | 10 Dec 10:00 | 1 item |

## What was done

### 1. Release Planning

- [x] **1.1** Confirm release scope and deliverables with Product Manager — rm, 24 Nov 11:30
- [x] **1.2** Identify cross-team dependencies and coordinate timelines — rm, 24 Nov 11:30
- [x] **1.3** Review and update release calendar — rm, 24 Nov 11:30
- [ ] **1.4** Schedule deployment windows (if needed) — not needed
- [x] **1.5** Communicate preliminary release timeline to stakeholders — rm, 24 Nov 11:30
- [x] **1.6** Verify all features have acceptance criteria and DoD — rm, 24 Nov 11:30

### 2. Pre-Release Preparation

- [x] **2.1** Confirm all PRs merged and acceptance criteria met — rm, 1 Dec 16:00
- [x] **2.2** Verify CI/CD pipelines are green and security scans passed — rm, 1 Dec 16:00
- [x] **2.3** Review release notes with Product and Project Managers — rm, 1 Dec 16:00
- [x] **2.4** Coordinate with DevOps on infrastructure readiness — rm, 5 Dec 15:00
- [x] **2.5** Prepare rollback and mitigation plans — rm, 5 Dec 15:00
- [x] **2.6** Brief support teams on new features and known issues — rm, 1 Dec 16:00
- [x] **2.7** Schedule staging deployment and smoke tests — rm, 1 Dec 16:00

### 3. ◆ 1 Week Before Release

- [x] **3.1** Release Manager validates pre-release checklist complete — rm, 5 Dec 15:00
- [x] **3.2** Security Lead confirms security review passed — sam, 4 Dec 10:00
- [x] **3.3** QA/Testing confirms all tests passing — dana, 1 Dec 16:00: 2,114 of 2,114
- [x] **3.4** Product Manager approves release scope and notes — pat, 1 Dec 16:00
- [x] **3.5** Customer Success/Support confirms documentation ready — cleo, 1 Dec 16:00

### 4. Staging Validation

- [x] **4.1** Deploy to staging environment — rm, 5 Dec 15:00
- [x] **4.2** Execute smoke tests and validate critical flows — rm, 5 Dec 15:00
- [x] **4.3** Conduct UAT with Stakeholder Representatives — rm, 5 Dec 15:00
- [x] **4.4** Verify integration points and dependencies — rm, 5 Dec 15:00
- [x] **4.5** Address any blocking issues discovered — rm, 5 Dec 15:00
- [x] **4.6** Obtain sign-off from key stakeholders — rm, 5 Dec 15:00

### 5. Production Deployment

- [x] **5.1** Communicate deployment start time to stakeholders — rm, 8 Dec 14:00
- [x] **5.2** Verify production environment readiness — rm, 8 Dec 09:00
- [x] **5.3** Create backup or snapshot (if applicable) — rm, 8 Dec 13:30
- [x] **5.4** Execute production deployment — rm, 8 Dec 14:00
- [x] **5.5** Monitor deployment progress and logs — rm, 8 Dec 14:45
- [x] **5.6** Run post-deployment verification tests — rm, 8 Dec 16:30
- [x] **5.7** Validate critical user flows and integrations — rm, 8 Dec 16:30

### 6. ◆ Day of Release

- [x] **6.1** Release Manager conducts go/no-go meeting — rm, 8 Dec 13:30
- [x] **6.2** Developer confirms all code tagged and ready — dev, 8 Dec 09:00
- [x] **6.3** Data Analyst confirms baseline metrics captured — uma, 8 Dec 09:00
- [x] **6.4** Release Manager executes deployment — rm, 8 Dec 14:00
- [x] **6.5** QA/Testing runs smoke tests — dana, 8 Dec 16:30
- [x] **6.6** All roles monitor their respective areas — all roles, the last by pete, 8 Dec 16:10

### 7. Post-Deployment

- [x] **7.1** Confirm all health checks and metrics are green — rm, 8 Dec 16:30
- [x] **7.2** Monitor error rates, latency, and user feedback — rm, 8 Dec 16:30
- [x] **7.3** Announce successful release to stakeholders and support — rm, 8 Dec 16:30
- [x] **7.4** Update release status in project tracking — rm, 8 Dec 16:30
- [x] **7.5** Address any immediate post-deployment issues — rm, 8 Dec 16:30
- [x] **7.6** Document any deviations from deployment plan — rm, 8 Dec 16:30

### 8. ◆ Post-Release

- [x] **8.1** All roles review metrics and feedback — all roles but UX Designer, the last by pete, 9 Dec 17:00
- [x] **8.2** Customer Success/Support reports early customer impact — cleo, 10 Dec 10:00
- [x] **8.3** Release Manager publishes release summary — rm, 10 Dec 10:00
- [x] **8.4** Project Manager schedules retrospective — pete, 10 Dec 10:00

### 9. Post-Release Follow-up

- [x] **9.1** Review release metrics and KPIs — rm, 9 Dec 17:00
- [x] **9.2** Gather feedback from stakeholders and support teams — rm, 9 Dec 17:00
- [x] **9.3** Document lessons learned and process improvements — rm, 9 Dec 17:00
- [x] **9.4** Update release runbooks based on experience — rm, 9 Dec 17:00
- [ ] **9.5** Schedule retrospective if significant issues occurred — not needed
- [x] **9.6** Archive release documentation — rm, 10 Dec 10:00

## People

| Role | Held by | Items | Duties done |
|---|---|--:|---|
| Release Manager | rm | 42/42 | 2 of 12: Coordinate release planning; Schedule deployment window |
| Developer | dev | 3/3 | 3 of 9: Complete PRs and code reviews; Prepare smoke test scenarios; Document migration steps |
| Product Manager | pat | 3/3 | 2 of 9: Approve release scope; Assess customer impact |
| QA/Testing | dana | 4/4 | 4 of 9: Execute pre-release testing; Validate acceptance criteria; Prepare smoke tests; Re-test after rollback |
| UX Designer | uma | 2/2 | 2 of 6: Review final implementation; Validate design consistency |
| Security Lead | sam | 3/3 | 0 of 9 |
| Customer Success/Support | cleo | 4/4 | 0 of 10 |
| Data Analyst | ada until 7 Dec<br>uma since 7 Dec instead of ada: ada is ill | 3/3 | 0 of 8 |
| Project Manager | pete | 3/3 | 0 of 10 |

## Decisions

**Go/No-Go for Release: go**

- rm, 8 Dec 13:30: go as Release Manager: all green

**Rollback Decision: rollback**

- dev, 8 Dec 15:10: rollback as Developer: no fix in sight
- rm, 8 Dec 15:12: rollback as Release Manager

**Security Exception: granted**

- rm, 4 Dec 10:00: granted by override: sam is on a plane; the finding is behind a flag

**Customer Communication: send**

- cleo, 27 Nov 16:00: escalated to Product Manager: the price page changes too
- pat, 27 Nov 16:00: send as Product Manager: with the price page

## Deviations from the plan

| | What | How | Who | Why |
|---|---|---|---|---|
|  | Security Exception: granted | decided without authority | rm, 4 Dec 10:00 | sam is on a plane; the finding is behind a flag |
| 3.2 | Security Lead confirms security review passed | 3 days late | sam, 4 Dec 10:00 |  |
| 2.4 | Coordinate with DevOps on infrastructure readiness | 4 days late | rm, 5 Dec 15:00 |  |
| 2.5 | Prepare rollback and mitigation plans | 4 days late | rm, 5 Dec 15:00 |  |
| 3.1 | Release Manager validates pre-release checklist complete | 4 days late | rm, 5 Dec 15:00 |  |
| 7.1 | Confirm all health checks and metrics are green | 1 hour late | rm, 8 Dec 16:30 |  |
| 7.2 | Monitor error rates, latency, and user feedback | 1 hour late | rm, 8 Dec 16:30 |  |
| 7.4 | Update release status in project tracking | 1 hour late | rm, 8 Dec 16:30 |  |
| 7.5 | Address any immediate post-deployment issues | 1 hour late | rm, 8 Dec 16:30 |  |
| 7.3 | Announce successful release to stakeholders and support | 1 hour late | rm, 8 Dec 16:30 |  |
|  | the session tokens stay off until 2.4.1 | noted | rm, 8 Dec 16:30 |  |
| 7.6 | Document any deviations from deployment plan | 1 hour late | rm, 8 Dec 16:30 |  |
| 8.1 | All roles review metrics and feedback | left out for UX Designer | uma, 9 Dec 17:00 | nothing of it is visible |
| 9.6 | Archive release documentation | 1 day late | rm, 10 Dec 10:00 |  |

## Incidents

| | Severity | What | Opened | Closed |
|--:|--:|---|---|---|
| 1 | 1 | checkout answers with errors | dana, 8 Dec 14:55 | rm, 8 Dec 15:30: rolled back, then out again without the new tokens |

## Announcements

- rm, 24 Nov 11:30: timeline
- rm, 8 Dec 14:00: start
- rm, 8 Dec 14:45: update: a little slower than planned
- rm, 8 Dec 14:58: incident
- rm, 8 Dec 15:30: incident
- rm, 8 Dec 16:30: success
- rm, 10 Dec 10:00: summary

## Risks

| | Risk | Noted | Closed |
|---|---|---|---|
| R1 | the new session tokens are untested under load | sam, 24 Nov 11:30 | sam, 5 Dec 15:00: the load test went well |
| R2 | support is short of people that week | pete, 24 Nov 11:30 | pete, 9 Dec 17:00: two people came back early |

## Lessons

- rm, 9 Dec 17:00: load tests need the session tokens on

## Feedback

- cleo, 9 Dec 17:00: customers like the new price page

## Metrics

- uma, 9 Dec 17:00: error rate 0.2 %, as before

## History

| When | Who | | | What |
|---|---|---|---|---|
| 24 Nov 10:00 | rm | started |  | T = 8 Dec 2026 14:00 +01:00 |
| 24 Nov 11:30 | rm | ticked | 1.1 | Confirm release scope and deliverables with Product Manager |
| 24 Nov 11:30 | rm | ticked | 1.2 | Identify cross-team dependencies and coordinate timelines |
| 24 Nov 11:30 | rm | ticked | 1.3 | Review and update release calendar |
| 24 Nov 11:30 | rm | ticked | 1.5 | Communicate preliminary release timeline to stakeholders |
| 24 Nov 11:30 | rm | ticked | 1.6 | Verify all features have acceptance criteria and DoD |
| 24 Nov 11:30 | rm | announced |  | timeline |
| 24 Nov 11:30 | rm | ticked | D1 | Coordinate release planning |
| 24 Nov 11:30 | rm | ticked | D3 | Schedule deployment window |
| 24 Nov 11:30 | pat | ticked | D22 | Approve release scope |
| 24 Nov 11:30 | sam | noted |  | risk: the new session tokens are untested under load |
| 24 Nov 11:30 | pete | noted |  | risk: support is short of people that week |
| 27 Nov 16:00 | cleo | escalated |  | customer-communication to Product Manager: the price page changes too |
| 27 Nov 16:00 | pat | decided |  | customer-communication: send as Product Manager: with the price page |
| 1 Dec 16:00 | rm | ticked | 2.1 | Confirm all PRs merged and acceptance criteria met |
| 1 Dec 16:00 | rm | ticked | 2.2 | Verify CI/CD pipelines are green and security scans passed |
| 1 Dec 16:00 | rm | ticked | 2.3 | Review release notes with Product and Project Managers |
| 1 Dec 16:00 | rm | ticked | 2.6 | Brief support teams on new features and known issues |
| 1 Dec 16:00 | rm | ticked | 2.7 | Schedule staging deployment and smoke tests |
| 1 Dec 16:00 | rm | blocked | 2.4 | Coordinate with DevOps on infrastructure readiness: waiting for the new nodes |
| 1 Dec 16:00 | dana | ticked | 3.3 | QA/Testing confirms all tests passing: 2,114 of 2,114 |
| 1 Dec 16:00 | dana | ticked | D31 | Execute pre-release testing |
| 1 Dec 16:00 | dana | ticked | D32 | Validate acceptance criteria |
| 1 Dec 16:00 | dana | ticked | D33 | Prepare smoke tests |
| 1 Dec 16:00 | pat | ticked | 3.4 | Product Manager approves release scope and notes |
| 1 Dec 16:00 | dev | ticked | D13 | Complete PRs and code reviews |
| 1 Dec 16:00 | dev | ticked | D14 | Prepare smoke test scenarios |
| 1 Dec 16:00 | dev | ticked | D15 | Document migration steps |
| 1 Dec 16:00 | uma | ticked | D40 | Review final implementation |
| 1 Dec 16:00 | uma | ticked | D41 | Validate design consistency |
| 1 Dec 16:00 | cleo | ticked | 3.5 | Customer Success/Support confirms documentation ready |
| 4 Dec 10:00 | rm | decided |  | security-exception: granted by override: sam is on a plane; the finding is behind a flag |
| 4 Dec 10:00 | sam | ticked | 3.2 | Security Lead confirms security review passed |
| 5 Dec 15:00 | rm | unblocked | 2.4 | Coordinate with DevOps on infrastructure readiness |
| 5 Dec 15:00 | rm | ticked | 2.4 | Coordinate with DevOps on infrastructure readiness |
| 5 Dec 15:00 | rm | ticked | 2.5 | Prepare rollback and mitigation plans |
| 5 Dec 15:00 | rm | ticked | 3.1 | Release Manager validates pre-release checklist complete |
| 5 Dec 15:00 | rm | ticked | 4.1 | Deploy to staging environment |
| 5 Dec 15:00 | rm | ticked | 4.2 | Execute smoke tests and validate critical flows |
| 5 Dec 15:00 | rm | ticked | 4.3 | Conduct UAT with Stakeholder Representatives |
| 5 Dec 15:00 | rm | ticked | 4.4 | Verify integration points and dependencies |
| 5 Dec 15:00 | rm | ticked | 4.5 | Address any blocking issues discovered |
| 5 Dec 15:00 | rm | ticked | 4.6 | Obtain sign-off from key stakeholders |
| 5 Dec 15:00 | sam | risk-closed |  | the new session tokens are untested under load: the load test went well |
| 7 Dec 09:00 | ada | assigned |  | Data Analyst to uma`@`example.com instead of ada`@`example.com: ada is ill |
| 8 Dec 09:00 | dev | ticked | 6.2 | Developer confirms all code tagged and ready |
| 8 Dec 09:00 | rm | ticked | 5.2 | Verify production environment readiness |
| 8 Dec 09:00 | uma | ticked | 6.3 | Data Analyst confirms baseline metrics captured |
| 8 Dec 13:30 | rm | decided |  | go-no-go: go as Release Manager: all green |
| 8 Dec 13:30 | rm | ticked | 6.1 | Release Manager conducts go/no-go meeting |
| 8 Dec 13:30 | rm | ticked | 5.3 | Create backup or snapshot (if applicable) |
| 8 Dec 14:00 | rm | announced |  | start |
| 8 Dec 14:00 | rm | ticked | 5.1 | Communicate deployment start time to stakeholders |
| 8 Dec 14:00 | rm | ticked | 5.4 | Execute production deployment |
| 8 Dec 14:00 | rm | ticked | 6.4 | Release Manager executes deployment |
| 8 Dec 14:45 | rm | announced |  | update: a little slower than planned |
| 8 Dec 14:45 | rm | ticked | 5.5 | Monitor deployment progress and logs |
| 8 Dec 14:55 | dana | incident-opened |  | incident 1, severity 1: checkout answers with errors |
| 8 Dec 14:58 | rm | ticked | 10.1 | Trigger incident response process |
| 8 Dec 14:58 | rm | ticked | 10.2 | Notify on-call and relevant stakeholders |
| 8 Dec 14:58 | rm | announced |  | incident |
| 8 Dec 14:58 | dev | incident-noted |  | incident 1: errors began with the new session tokens |
| 8 Dec 14:58 | pat | ticked | D29 | Assess customer impact: one customer in ten |
| 8 Dec 15:10 | rm | ticked | 10.3 | Assess severity and impact |
| 8 Dec 15:10 | dev | decided |  | rollback: rollback as Developer: no fix in sight |
| 8 Dec 15:12 | rm | decided |  | rollback: rollback as Release Manager |
| 8 Dec 15:12 | rm | ticked | 10.4 | Execute rollback if necessary |
| 8 Dec 15:30 | dana | ticked | D38 | Re-test after rollback |
| 8 Dec 15:30 | rm | announced |  | incident |
| 8 Dec 15:30 | dev | incident-noted |  | incident 1: rolled out again, with the tokens off |
| 8 Dec 15:30 | rm | ticked | 10.6 | Document incident timeline and actions taken ([link](<https://example.com/timeline>)) |
| 8 Dec 15:30 | rm | ticked | 10.7 | Schedule post-incident review |
| 8 Dec 15:30 | rm | incident-closed |  | incident 1: rolled back, then out again without the new tokens |
| 8 Dec 16:10 | rm | ticked | 6.6 | All roles monitor their respective areas · release-manager |
| 8 Dec 16:10 | dev | ticked | 6.6 | All roles monitor their respective areas · developer |
| 8 Dec 16:10 | pat | ticked | 6.6 | All roles monitor their respective areas · product-manager |
| 8 Dec 16:10 | dana | ticked | 6.6 | All roles monitor their respective areas · qa |
| 8 Dec 16:10 | uma | ticked | 6.6 | All roles monitor their respective areas · ux-designer |
| 8 Dec 16:10 | uma | ticked | 6.6 | All roles monitor their respective areas · data-analyst |
| 8 Dec 16:10 | sam | ticked | 6.6 | All roles monitor their respective areas · security-lead |
| 8 Dec 16:10 | cleo | ticked | 6.6 | All roles monitor their respective areas · customer-success |
| 8 Dec 16:10 | pete | ticked | 6.6 | All roles monitor their respective areas · project-manager |
| 8 Dec 16:30 | rm | ticked | 5.6 | Run post-deployment verification tests |
| 8 Dec 16:30 | rm | ticked | 5.7 | Validate critical user flows and integrations |
| 8 Dec 16:30 | dana | ticked | 6.5 | QA/Testing runs smoke tests |
| 8 Dec 16:30 | rm | ticked | 7.1 | Confirm all health checks and metrics are green |
| 8 Dec 16:30 | rm | ticked | 7.2 | Monitor error rates, latency, and user feedback |
| 8 Dec 16:30 | rm | ticked | 7.4 | Update release status in project tracking |
| 8 Dec 16:30 | rm | ticked | 7.5 | Address any immediate post-deployment issues |
| 8 Dec 16:30 | rm | announced |  | success |
| 8 Dec 16:30 | rm | ticked | 7.3 | Announce successful release to stakeholders and support |
| 8 Dec 16:30 | rm | noted |  | deviation: the session tokens stay off until 2.4.1 |
| 8 Dec 16:30 | rm | ticked | 7.6 | Document any deviations from deployment plan |
| 9 Dec 17:00 | rm | noted |  | lesson: load tests need the session tokens on |
| 9 Dec 17:00 | cleo | noted |  | feedback: customers like the new price page |
| 9 Dec 17:00 | uma | noted |  | metric: error rate 0.2 %, as before |
| 9 Dec 17:00 | pete | risk-closed |  | support is short of people that week: two people came back early |
| 9 Dec 17:00 | rm | ticked | 9.1 | Review release metrics and KPIs |
| 9 Dec 17:00 | rm | ticked | 9.2 | Gather feedback from stakeholders and support teams |
| 9 Dec 17:00 | rm | ticked | 9.3 | Document lessons learned and process improvements |
| 9 Dec 17:00 | rm | ticked | 9.4 | Update release runbooks based on experience |
| 9 Dec 17:00 | uma | skipped | 8.1 | All roles review metrics and feedback · ux-designer: nothing of it is visible |
| 9 Dec 17:00 | rm | ticked | 8.1 | All roles review metrics and feedback · release-manager |
| 9 Dec 17:00 | dev | ticked | 8.1 | All roles review metrics and feedback · developer |
| 9 Dec 17:00 | pat | ticked | 8.1 | All roles review metrics and feedback · product-manager |
| 9 Dec 17:00 | dana | ticked | 8.1 | All roles review metrics and feedback · qa |
| 9 Dec 17:00 | uma | ticked | 8.1 | All roles review metrics and feedback · data-analyst |
| 9 Dec 17:00 | sam | ticked | 8.1 | All roles review metrics and feedback · security-lead |
| 9 Dec 17:00 | cleo | ticked | 8.1 | All roles review metrics and feedback · customer-success |
| 9 Dec 17:00 | pete | ticked | 8.1 | All roles review metrics and feedback · project-manager |
| 10 Dec 10:00 | cleo | ticked | 8.2 | Customer Success/Support reports early customer impact |
| 10 Dec 10:00 | pete | ticked | 8.4 | Project Manager schedules retrospective |
| 10 Dec 10:00 | rm | announced |  | summary |
| 10 Dec 10:00 | rm | ticked | 8.3 | Release Manager publishes release summary |
| 10 Dec 10:00 | rm | ticked | 9.6 | Archive release documentation |
| 10 Dec 10:00 | rm | closed |  | out, with the tokens off |

"#]],
    );
}

#[test]
fn what_was_otherwise_is_listed_and_nothing_else() {
    let here = closed();
    let view = here.json("deviations");
    let all = view["deviations"].as_array().unwrap();
    let of = |kind: &str| -> Vec<&str> {
        let all = all.iter().filter(|one| one["kind"] == kind);
        all.map(|one| one["ref"].as_str().unwrap_or("–")).collect()
    };
    let late = [
        "3.2", "2.4", "2.5", "3.1", "7.1", "7.2", "7.4", "7.5", "7.3", "7.6", "9.6",
    ];
    assert_eq!(of("late"), late);
    assert_eq!(of("overridden"), ["–"]);
    assert_eq!(of("skipped"), ["8.1"]);
    assert_eq!(of("noted"), ["–"]);
    // Whoever took a role over did not act for others.
    assert_eq!(of("foreign"), [""; 0]);
    assert_eq!(all.len(), late.len() + 3);
    let held = here.json("record")["held"].clone();
    let took_over = |held: &&Value| held["instead_of"] == "ada@example.com";
    let took_over = held.as_array().unwrap().iter().find(took_over);
    assert_eq!(took_over.unwrap()["note"], "ada is ill");
}

#[test]
fn nothing_is_typed_twice() {
    let here = closed();
    let record = here.ok("record");
    let log = here.json("log");
    let mut ticked = BTreeSet::new();
    for event in log["events"].as_array().unwrap() {
        if event["do"] == "ticked" {
            assert!(ticked.insert(marked(event)), "twice: {event}");
        }
        // What anybody ever gave as a reason, a note or a text stands in the record.
        if let Some(said) = event["said"].as_str() {
            assert!(record.contains(said), "{said}\n{record}");
        }
    }
}
