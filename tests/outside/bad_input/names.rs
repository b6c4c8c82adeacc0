//! Unknown and invalid names: gates, roles, phases, decisions, releases, people.

use crate::support::{Here, assert_snapshot, refused};
use snapbox::str;
use std::fs;

#[test]
fn every_command_refuses_an_unknown_role_or_phase() {
    let here = Here::in_progress();
    for (line, error) in [
        ("list --role tester", "no role matches `tester`"),
        ("tick 8.1 --role tester", "no role matches `tester`"),
        ("assign tester dana@example.com", "no role matches `tester`"),
        ("start 2.5.0 --on 2026-12-08 --assign tester=dana", "no role matches `tester`"),
        ("list --phase testing", "no phase matches `testing`"),
    ] {
        let transcript = refused(&here, &[line]);
        assert!(transcript.contains(error) && transcript.ends_with("[exit 2]\n"), "{transcript}");
    }
}

#[test]
fn unknown_gates_roles_phases_decisions_and_outcomes_are_refused() {
    let lines = [
        "gate predeploy",
        "roles tester",
        "phases 11",
        "decide lunch go",
        "decide go-no-go maybe",
        "decide rollback stay --as dana@example.com",
    ];
    assert_snapshot(
        &refused(&Here::in_progress(), &lines),
        str![[r#"
$ octorel gate predeploy
[stderr]
error: 2.4.0 has no gate `predeploy`
  pre-release  Pre-release checklist complete
  deploy       Ready to deploy
  finish       Release complete
hint: octorel gate deploy
[exit 2]
$ octorel roles tester
[stderr]
error: no role matches `tester`
  release-manager   Release Manager
  developer         Developer
  product-manager   Product Manager
  qa                QA/Testing
  ux-designer       UX Designer
  security-lead     Security Lead
  customer-success  Customer Success/Support
  data-analyst      Data Analyst
  project-manager   Project Manager
hint: `octorel roles` shows all roles
[exit 2]
$ octorel phases 11
[stderr]
error: no phase matches `11`
  1   Release Planning
  2   Pre-Release Preparation
  3   1 Week Before Release
  4   Staging Validation
  5   Production Deployment
  6   Day of Release
  7   Post-Deployment
  8   Post-Release
  9   Post-Release Follow-up
  10  Incident Response
hint: `octorel phases` shows all phases
[exit 2]
$ octorel decide lunch go
[stderr]
error: no decision matches `lunch`
  go-no-go                Go/No-Go for Release
  rollback                Rollback Decision
  scope-change            Scope Changes During Release
  security-exception      Security Exception
  customer-communication  Customer Communication
hint: `octorel decide` shows all decisions
[exit 2]
$ octorel decide go-no-go maybe
[stderr]
error: unknown outcome `maybe` for `go-no-go`; use `go` or `no-go`
hint: octorel decide go-no-go go
[exit 2]
$ octorel decide rollback stay --as dana@example.com
[stderr]
error: dana cannot decide rollback; only its owners can: rm (Release Manager), dev (Developer)
hint: octorel decide --as dana@example.com rollback --escalate, or octorel decide --as dana@example.com rollback stay --override --reason "…"
[exit 1]

"#]],
    );
}

#[test]
fn the_name_of_a_component_can_be_part_of_a_release_name() {
    let here = Here::empty();
    assert!(here.command("git").args(["init", "-q"]).status().unwrap().success());
    here.ok("start web@1.2.0 --on 2026-12-08");
    here.ok("start api/v2.4 --on 2026-12-08");
    here.ok("tick 1.1 -r api/v2.4");
    here.ok("cancel -r api/v2.4 --reason \"not needed\"");
    assert_snapshot(
        &here.transcript(&["releases", "start API/v2.4 --on 2026-12-08", "status -r v2.4"]),
        str![[r#"
$ octorel releases
web@1.2.0  8 Dec 14:00 UTC  in 4 days  0/53  pre-release closed
api/v2.4   8 Dec 14:00 UTC  in 4 days  1/53  cancelled
$ octorel start API/v2.4 --on 2026-12-08
[stderr]
error: the release name `API/v2.4` differs from `api/v2.4` only in case
hint: `octorel status -r api/v2.4` shows the other one
[exit 2]
$ octorel status -r v2.4
[stderr]
error: no such release: `v2.4`
  api/v2.4
  web@1.2.0
hint: octorel status --release api/v2.4
[exit 2]

"#]],
    );
    for kept in [
        ".octorel/releases/api=v2.4.jsonl",
        ".git/octorel/releases/api=v2.4.jsonl",
        ".octorel/releases/api=v2.4.md",
    ] {
        assert!(here.path(kept).is_file(), "{kept}");
    }
}

#[test]
fn an_invalid_release_name_is_refused() {
    let here = Here::empty();
    let lines = ["start ../x --on 2026-12-08", "start --on 2026-12-08 -- -x", "tick 1.3 -r \"\""];
    assert_snapshot(
        &here.transcript(&lines),
        str![[r#"
$ octorel start ../x --on 2026-12-08
[stderr]
error: invalid release name `../x`: every part must start with a letter, a digit or `@`
hint: use letters, digits and `.`, `_`, `+`, `-`, `@`, `/`, for example `2.4.0` or `web@1.2.0`
[exit 2]
$ octorel start --on 2026-12-08 -- -x
[stderr]
error: invalid release name `-x`: every part must start with a letter, a digit or `@`
hint: use letters, digits and `.`, `_`, `+`, `-`, `@`, `/`, for example `2.4.0` or `web@1.2.0`
[exit 2]
$ octorel tick 1.3 -r ""
[stderr]
error: empty release name
hint: use letters, digits and `.`, `_`, `+`, `-`, `@`, `/`, for example `2.4.0` or `web@1.2.0`
[exit 2]

"#]],
    );
    assert_eq!(fs::read_dir(here.path("")).unwrap().count(), 0);
}

#[test]
fn an_invalid_person_or_role_is_refused() {
    let here = Here::empty();
    let lines =
        ["start 2.4.0 --on 2026-12-08 --assign qa", "start 2.4.0 --on 2026-12-08 --as \"\""];
    assert_snapshot(
        &here.transcript(&lines),
        str![[r#"
$ octorel start 2.4.0 --on 2026-12-08 --assign qa
[stderr]
error: invalid assignment `qa`
hint: use ROLE=PERSON, for example --assign qa=dana@example.com
[exit 2]
$ octorel start 2.4.0 --on 2026-12-08 --as ""
[stderr]
error: empty person name
hint: use an e-mail address
[exit 2]

"#]],
    );
    assert!(!here.path(".octorel").exists());
    assert_snapshot(
        &refused(&Here::in_progress(), &["assign qa \"\"", "assign developer"]),
        str![[r#"
$ octorel assign qa ""
[stderr]
error: empty person name
hint: use an e-mail address
[exit 2]
$ octorel assign developer
[stderr]
error: specify a person
  ada@example.com   Data Analyst
  cleo@example.com  Customer Success/Support
  dana@example.com  QA/Testing
hint: octorel assign developer ada@example.com
[exit 2]

"#]],
    );
}

#[test]
fn control_characters_are_shown_and_not_sent_to_the_terminal() {
    let here = Here::in_progress();
    let nasty = "\u{1b}[2Jgone\u{202e}";
    let transcript = here.transcript(&[
        &format!("tick {nasty}"),
        &format!("note 1.3 {nasty}"),
        &format!("block 1.3 --reason {nasty}"),
        &format!("gate {nasty}"),
        &format!("status --format {nasty}"),
        &format!("start {nasty} --on 2026-12-08"),
    ]);
    let shown = transcript.lines().filter(|line| !line.starts_with("$ "));
    for line in shown.chain(here.ok("log").lines()).chain(here.ok("").lines()) {
        assert!(!line.contains(['\u{1b}', '\u{202e}']), "{line:?}");
    }
}
