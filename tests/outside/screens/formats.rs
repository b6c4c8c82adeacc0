//! Other formats: Markdown for pull requests and chats, annotations and a summary for GitHub.

use super::lively;
use snapbox::str;
use std::fs;

#[test]
fn markdown_has_task_lists_and_tables() {
    lively().shows(str![[r#"
$ octorel status --format markdown
## 2.4.0 · Tue 8 Dec 2026 14:00 Paris · in 4 days · T-4d

**BEHIND** pre-release: 14 of 23 to do, 8 late · deploy: 5 more items, go-no-go needs to be confirmed again

**late**

- **2.4** Coordinate with DevOps on infrastructure readiness — rm · 3 days
  - blocked: waiting for the new nodes (ops said: on Wednesday, or else the week after the next)
- **3.2** Security Lead confirms security review passed — sam · 3 days
- **3.4** Product Manager approves release scope and notes — pat · 3 days
- **3.5** Customer Success/Support confirms documentation ready — cleo · 3 days
- **2.2** Verify CI/CD pipelines are green and security scans passed — rm · 3 days
  - to do again: the scan found something
- **2.5** Prepare rollback and mitigation plans — rm · 3 days
- **2.7** Schedule staging deployment and smoke tests — rm · 3 days
- **3.1** Release Manager validates pre-release checklist complete — rm · 3 days

**next**

- **4.1** Deploy to staging environment — rm · tomorrow
- **4.2** Execute smoke tests and validate critical flows — rm · tomorrow
- **4.3** Conduct UAT with Stakeholder Representatives — rm · tomorrow
- **4.4** Verify integration points and dependencies — rm · tomorrow
- **4.5** Address any blocking issues discovered — rm · tomorrow

**decide**

- Go/No-Go for Release: go, needs to be confirmed again — rm · by Tue 8 Dec

|  | Phase | When | Due |  | Done |  |
|--:|---|---|---|---|--:|---|
| 1 | Release Planning | T-2w | 24 Nov | ██████░░ | 5/6 |  |
| 2 | Pre-Release Preparation | T-1w | 1 Dec | ███░░░░░ | 3/7 | 4 late, 1 skipped |
| 3 | ◆ 1 Week Before Release | T-1w | 1 Dec | █░░░░░░░ | 1/5 | 4 late |
| 4 | Staging Validation | T-3d | Sat 5 Dec | ░░░░░░░░ | 0/6 |  |
| 5 | Production Deployment | T | 8 Dec | ░░░░░░░░ | 0/7 |  |
| 6 | ◆ Day of Release | T | 8 Dec | ░░░░░░░░ | 0/6 |  |
| 7 | Post-Deployment | T+1h | 8 Dec 15:00 | ░░░░░░░░ | 0/6 |  |
| 8 | ◆ Post-Release | T+24h–48h | 10 Dec 14:00 | ░░░░░░░░ | 0/4 |  |
| 9 | Post-Release Follow-up | T+1d | 9 Dec | ░░░░░░░░ | 0/6 |  |
| 10 | Incident Response | if needed |  |  |  |  |

**last**

- R1 risk noted by rm, 4 hours ago
$ octorel phases 2 --format markdown
##  2 Pre-Release Preparation · T-1w · Tue 1 Dec · 3/7 · 4 late, 1 skipped

- [x] **2.1** Confirm all PRs merged and acceptance criteria met — 4 Dec
  - 日本語で書かれた長い長い注釈、幅は二倍
- [ ] **2.2** Verify CI/CD pipelines are green and security scans passed — 3 days late
  - to do again: the scan found something
- [x] **2.3** Review release notes with Product and Project Managers — 4 Dec
  - 日本語で書かれた長い長い注釈、幅は二倍
- [ ] **2.4** Coordinate with DevOps on infrastructure readiness — 3 days late
  - blocked: waiting for the new nodes (ops said: on Wednesday, or else the week after the next)
- [ ] **2.5** Prepare rollback and mitigation plans — 3 days late
- [ ] **2.6** Brief support teams on new features and known issues — skipped 4 Dec
  - skipped: no team: see &lt;b&gt;ticket&lt;/b&gt; \| wiki &amp; café 日本語 🚀 `@`ops, and nobody else answers the telephone
- [ ] **2.7** Schedule staging deployment and smoke tests — 3 days late

"#]]);
}

#[test]
fn github_gets_annotations_and_a_summary() {
    let here = lively();
    let summary = here.path("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let ci = here.with("GITHUB_STEP_SUMMARY", summary.to_string_lossy());
    let ci = ci.with("GITHUB_OUTPUT", "out");
    let run = ci.run("gate --format github");
    assert_eq!((run.code, &*run.stderr), (Some(1), ""), "{run}");
    let outputs = fs::read_to_string(here.path("out")).unwrap();
    assert_eq!(outputs, "verdict=closed\nmissing=14\nlate=8\n");
    let written = fs::read_to_string(&summary).unwrap();
    assert_eq!(written, format!("before\n{}", here.run("gate --format markdown").stdout));
    here.shows(str![[r#"
[1] $ octorel gate --format github
CLOSED pre-release of 2.4.0: 14 items to do
::error title=2.2 Verify CI/CD pipelines are green and security scans passed::rm (Release Manager) · due Tue 1 Dec, 3 days late
::error title=2.4 Coordinate with DevOps on infrastructure readiness::rm (Release Manager) · due Tue 1 Dec, 3 days late · blocked: waiting for the new nodes (ops said: on Wednesday, or else the week after the next)
::error title=2.5 Prepare rollback and mitigation plans::rm (Release Manager) · due Tue 1 Dec, 3 days late
::error title=2.7 Schedule staging deployment and smoke tests::rm (Release Manager) · due Tue 1 Dec, 3 days late
::error title=3.1 Release Manager validates pre-release checklist complete::rm (Release Manager) · due Tue 1 Dec, 3 days late
::error title=3.2 Security Lead confirms security review passed::sam (Security Lead) · due Tue 1 Dec, 3 days late
::error title=3.4 Product Manager approves release scope and notes::pat (Product Manager) · due Tue 1 Dec, 3 days late
::error title=3.5 Customer Success/Support confirms documentation ready::cleo (Customer Success/Support) · due Tue 1 Dec, 3 days late
::error title=4.1 Deploy to staging environment::rm (Release Manager) · due Sat 5 Dec, tomorrow
::error title=and 5 more::the summary of this step lists all of them

"#]]);
    let ci = here.with("GITHUB_STEP_SUMMARY", here.path("no/folder").to_string_lossy());
    assert_ne!(ci.run("gate --format github").code, Some(0));
    assert_eq!(fs::read_to_string(&summary).unwrap(), written);
}

/// The headings of an HTML file.
fn headings(page: &str) -> Vec<&str> {
    let headings = page.split("<h2>").skip(1);
    headings.filter_map(|rest| Some(rest.split_once("</h2>")?.0)).collect()
}

#[test]
fn html_shows_the_release_at_a_glance_and_as_a_report() {
    let here = lively();
    let page = here.ok("status --format html");
    assert!(page.contains("<title>2.4.0</title>"));
    assert!(page.contains("<dt>BEHIND</dt><dd>pre-release: 14 of 23 to do, 8 late"));
    let glance = ["Schedule", "Burn-down of required items", "Load per role"];
    let rest = ["Decisions", "Deviations from the plan", "Latest events"];
    assert_eq!(headings(&page), [glance, rest].concat());
    let rest = [
        "Summary",
        "Dates",
        "Items",
        "People",
        "Decisions",
        "Deviations from the plan",
        "Risks",
        "History",
    ];
    let report = here.ok("report --format html");
    assert_eq!(headings(&report), [&glance[..], &rest].concat());
    here.ok("incident \"checkout answers with 500s\"");
    here.ok("tick 5.4");
    here.ok("decide rollback rollback");
    here.by("dev@example.com").ok("decide rollback rollback");
    let page = here.ok("status --format html");
    assert!(page.contains("<dt>INCIDENT 1</dt>"), "{page}");
    assert_eq!(headings(&page)[3..6], ["Decisions", "Incidents", "Attempts"]);
}

#[test]
fn html_loads_nothing_and_has_no_scripts() {
    for page in ["status --format html", "report --format html"] {
        let page = lively().ok(page);
        for word in ["<script", "src=", "url(", "@import", "style=", "<link", "onload"] {
            assert!(!page.contains(word), "{word}");
        }
        let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    }
}

#[test]
fn the_same_log_gives_the_same_html() {
    let here = lively();
    let inner = here.path("inner");
    fs::create_dir(&inner).unwrap();
    for page in ["status", "report"] {
        let line = format!("{page} --format html --as-of 2026-12-04T10:00:00+01:00");
        let first = here.ok(&line);
        let later = here.at("2026-12-24T09:00:00Z").by("dana@example.com");
        assert_eq!(first, later.with("TZ", "America/New_York").ok(&line));
        assert_eq!(first, later.ok(&format!("{line} -C inner -r 2.4.0 --color always")));
    }
}
