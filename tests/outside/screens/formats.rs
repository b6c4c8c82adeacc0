//! Other formats: Markdown for pull requests and chats, annotations and a summary for GitHub.

use super::lively;
use crate::support::assert_snapshot;
use snapbox::str;
use std::fs;

#[test]
fn every_view_has_a_markdown_format() {
    let lines = [
        "status --format markdown",
        "phases 2 --format markdown",
        "roles qa --format markdown",
        "gate --format markdown",
    ];
    assert_snapshot(
        &lively().transcript(&lines),
        str![[r#"
$ octorel status --format markdown
## 2.4.0

Tue 8 Dec 2026 14:00 Paris, in 4 days

**BEHIND** pre-release: 14 of 23 open, 8 late · deploy: 5 more open, go-no-go in question

### Decisions

- Go/No-Go for Release: go, needs to be confirmed again · Release Manager · by 8 Dec

### Late

- [ ] **2.2** Verify CI/CD pipelines are green and security scans passed — Release Manager, 3 days late
- [ ] **2.4** Coordinate with DevOps on infrastructure readiness — Release Manager, blocked by rm: waiting for the new nodes (ops said: on Wednesday, or else the week after the next), 3 days late
- [ ] **2.5** Prepare rollback and mitigation plans — Release Manager, 3 days late
- [ ] **2.7** Schedule staging deployment and smoke tests — Release Manager, 3 days late
- [ ] **3.1** Release Manager validates pre-release checklist complete — Release Manager, 3 days late
- [ ] **3.2** Security Lead confirms security review passed — Security Lead, 3 days late
- [ ] **3.4** Product Manager approves release scope and notes — Product Manager, 3 days late
- [ ] **3.5** Customer Success/Support confirms documentation ready — Customer Success/Support, 3 days late

### Blocked

- [ ] **2.4** Coordinate with DevOps on infrastructure readiness — Release Manager, blocked by rm: waiting for the new nodes (ops said: on Wednesday, or else the week after the next), 3 days late

### Skipped

- [x] **2.6** Brief support teams on new features and known issues — Release Manager, skipped by rm: no team: see &lt;b&gt;ticket&lt;/b&gt; \| wiki &amp; café 日本語 🚀 `@`ops, and nobody else answers the telephone

| | Phase | When | Due | Done | Late |
|--:|---|---|---|--:|--:|
| 1 | Release Planning | T-2w | Tue 24 Nov | 5/6 |  |
| 2 | Pre-Release Preparation | T-1w | Tue 1 Dec | 3/7, 1 skipped | 4 |
| 3 | ◆ 1 Week Before Release | T-1w | Tue 1 Dec | 1/5 | 4 |
| 4 | Staging Validation | T-3d | Sat 5 Dec | 0/6 |  |
| 5 | Production Deployment | T | Tue 8 Dec | 0/7 |  |
| 6 | ◆ Day of Release | T | Tue 8 Dec | 0/6 |  |
| 7 | Post-Deployment | T+1h | Tue 8 Dec | 0/6 |  |
| 8 | ◆ Post-Release | T+24h..T+48h | Thu 10 Dec | 0/4 |  |
| 9 | Post-Release Follow-up | T+1d | Wed 9 Dec | 0/6 |  |
| 10 | Incident Response | if needed |  |  |  |
$ octorel phases 2 --format markdown
## 2. Pre-Release Preparation (T-1w, due Tue 1 Dec)

- [x] **2.1** Confirm all PRs merged and acceptance criteria met — Release Manager, done by rm
- [ ] **2.2** Verify CI/CD pipelines are green and security scans passed — Release Manager, 3 days late
- [x] **2.3** Review release notes with Product and Project Managers — Release Manager, done by rm
- [ ] **2.4** Coordinate with DevOps on infrastructure readiness — Release Manager, blocked by rm: waiting for the new nodes (ops said: on Wednesday, or else the week after the next), 3 days late
- [ ] **2.5** Prepare rollback and mitigation plans — Release Manager, 3 days late
- [x] **2.6** Brief support teams on new features and known issues — Release Manager, skipped by rm: no team: see &lt;b&gt;ticket&lt;/b&gt; \| wiki &amp; café 日本語 🚀 `@`ops, and nobody else answers the telephone
- [ ] **2.7** Schedule staging deployment and smoke tests — Release Manager, 3 days late

$ octorel roles qa --format markdown
| Role | Held by | Pre-Release | During Release | Post-Release | Incident/Rollback | Items |
|---|---|---|---|---|---|--:|
| **QA/Testing** | dana | ✓ Execute pre-release testing<br>Validate acceptance criteria<br>Prepare smoke tests | Run smoke tests in production<br>Verify critical flows | Monitor bug reports<br>Validate fixes | Re-test after rollback<br>Verify hotfix quality | 2/4 |
$ octorel gate --format markdown
**CLOSED** pre-release of 2.4.0: 14 required items open

| | Missing | |
|---|---|---|
| 2.2 | Verify CI/CD pipelines are green and security scans passed | Release Manager (rm) · due Tue 1 Dec, 3 days late |
| 2.4 | Coordinate with DevOps on infrastructure readiness | Release Manager (rm) · due Tue 1 Dec, 3 days late · blocked: waiting for the new nodes (ops said: on Wednesday, or else the week after the next) |
| 2.5 | Prepare rollback and mitigation plans | Release Manager (rm) · due Tue 1 Dec, 3 days late |
| 2.7 | Schedule staging deployment and smoke tests | Release Manager (rm) · due Tue 1 Dec, 3 days late |
| 3.1 | Release Manager validates pre-release checklist complete | Release Manager (rm) · due Tue 1 Dec, 3 days late |
| 3.2 | Security Lead confirms security review passed | Security Lead (sam) · due Tue 1 Dec, 3 days late |
| 3.4 | Product Manager approves release scope and notes | Product Manager (pat) · due Tue 1 Dec, 3 days late |
| 3.5 | Customer Success/Support confirms documentation ready | Customer Success/Support (cleo) · due Tue 1 Dec, 3 days late |
| 4.1 | Deploy to staging environment | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.2 | Execute smoke tests and validate critical flows | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.3 | Conduct UAT with Stakeholder Representatives | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.4 | Verify integration points and dependencies | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.5 | Address any blocking issues discovered | Release Manager (rm) · due Sat 5 Dec, tomorrow |
| 4.6 | Obtain sign-off from key stakeholders | Release Manager (rm) · due Sat 5 Dec, tomorrow |
[exit 1]

"#]],
    );
}

#[test]
fn github_gets_annotations_and_a_summary() {
    let here = lively();
    let summary = here.path("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let ci = here.with("GITHUB_STEP_SUMMARY", summary.to_string_lossy());
    let run = ci.run("gate --format github");
    assert_eq!((run.code, &*run.stderr), (Some(1), ""), "{run}");
    for line in run.stdout.lines().skip(1) {
        assert!(line.starts_with("::error title="), "{line}");
    }
    assert_eq!(run.stdout.lines().count(), 1 + 10);
    let written = fs::read_to_string(&summary).unwrap();
    assert_eq!(written, format!("before\n{}", here.run("gate --format markdown").stdout));
    assert_snapshot(
        &here.transcript(&["gate --format github"]),
        str![[r#"
$ octorel gate --format github
CLOSED pre-release of 2.4.0: 14 required items open
::error title=2.2 Verify CI/CD pipelines are green and security scans passed::Release Manager (rm) · due Tue 1 Dec, 3 days late
::error title=2.4 Coordinate with DevOps on infrastructure readiness::Release Manager (rm) · due Tue 1 Dec, 3 days late · blocked: waiting for the new nodes (ops said: on Wednesday, or else the week after the next)
::error title=2.5 Prepare rollback and mitigation plans::Release Manager (rm) · due Tue 1 Dec, 3 days late
::error title=2.7 Schedule staging deployment and smoke tests::Release Manager (rm) · due Tue 1 Dec, 3 days late
::error title=3.1 Release Manager validates pre-release checklist complete::Release Manager (rm) · due Tue 1 Dec, 3 days late
::error title=3.2 Security Lead confirms security review passed::Security Lead (sam) · due Tue 1 Dec, 3 days late
::error title=3.4 Product Manager approves release scope and notes::Product Manager (pat) · due Tue 1 Dec, 3 days late
::error title=3.5 Customer Success/Support confirms documentation ready::Customer Success/Support (cleo) · due Tue 1 Dec, 3 days late
::error title=4.1 Deploy to staging environment::Release Manager (rm) · due Sat 5 Dec, tomorrow
::error title=and 5 more::the summary of this step lists all of them
[exit 1]

"#]],
    );
    let ci = here.with("GITHUB_STEP_SUMMARY", here.path("no/folder").to_string_lossy());
    assert_ne!(ci.run("gate --format github").code, Some(0));
    assert_eq!(fs::read_to_string(&summary).unwrap(), written);
}
