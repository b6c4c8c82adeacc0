//! Unknown and invalid names: gates, roles, phases, decisions, releases, people.

use crate::support::Here;
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
        let run = here.run(line);
        assert!(run.code == Some(2) && run.stderr.contains(error), "{run}");
    }
}

#[test]
fn unknown_gates_roles_phases_decisions_and_outcomes_are_refused() {
    Here::in_progress().refuses(str![[r#"
[2] $ octorel gate predeploy
! error: 2.4.0 has no gate `predeploy`
!   pre-release  Pre-release checklist complete
!   deploy       Ready to deploy
!   finish       Release complete
! hint: octorel gate deploy
[2] $ octorel roles tester
! error: no role matches `tester`
!   release-manager   Release Manager
!   developer         Developer
!   product-manager   Product Manager
!   qa                QA/Testing
!   ux-designer       UX Designer
!   security-lead     Security Lead
!   customer-success  Customer Success/Support
!   data-analyst      Data Analyst
!   project-manager   Project Manager
! hint: `octorel roles` shows all roles
[2] $ octorel decide lunch go
! error: no decision matches `lunch`
!   go-no-go                Go/No-Go for Release
!   rollback                Rollback Decision
!   scope-change            Scope Changes During Release
!   security-exception      Security Exception
!   customer-communication  Customer Communication
! hint: `octorel decide` shows all decisions
[2] $ octorel decide go-no-go maybe
! error: unknown outcome `maybe` for `go-no-go`; use `go` or `no-go`
! hint: octorel decide go-no-go go
[1] $ octorel decide rollback stay --as dana@example.com
! error: dana cannot decide rollback; only its owners can: rm (Release Manager), dev (Developer)
! hint: octorel decide --as dana@example.com rollback --escalate, or octorel decide --as dana@example.com rollback stay --override --reason "…"

"#]]);
}

#[test]
fn the_name_of_a_component_can_be_part_of_a_release_name() {
    let here = Here::empty();
    assert!(here.command("git").args(["init", "-q"]).status().unwrap().success());
    here.ok("start web@1.2.0 --on 2026-12-08");
    here.ok("start api/v2.4 --on 2026-12-08");
    here.ok("tick 1.1 -r api/v2.4");
    here.ok("cancel -r api/v2.4 --reason \"not needed\"");
    here.shows(str![[r#"
$ octorel releases
web@1.2.0  8 Dec 14:00 UTC  in 4 days  0/53  pre-release closed
api/v2.4   8 Dec 14:00 UTC  in 4 days  1/53  cancelled
[2] $ octorel start API/v2.4 --on 2026-12-08
! error: the release name `API/v2.4` differs from `api/v2.4` only in case
! hint: `octorel status -r api/v2.4` shows the other one
[2] $ octorel status -r v2.4
! error: no such release: `v2.4`
!   api/v2.4
!   web@1.2.0
! hint: octorel status --release api/v2.4

"#]]);
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
    here.shows(str![[r#"
[2] $ octorel start ../x --on 2026-12-08
! error: invalid release name `../x`: every part must start with a letter, a digit or `@`
! hint: use letters, digits and `.`, `_`, `+`, `-`, `@`, `/`, for example `2.4.0` or `web@1.2.0`
[2] $ octorel start --on 2026-12-08 -- -x
! error: invalid release name `-x`: every part must start with a letter, a digit or `@`
! hint: use letters, digits and `.`, `_`, `+`, `-`, `@`, `/`, for example `2.4.0` or `web@1.2.0`
[2] $ octorel tick 1.3 -r ""
! error: empty release name
! hint: use letters, digits and `.`, `_`, `+`, `-`, `@`, `/`, for example `2.4.0` or `web@1.2.0`

"#]]);
    assert_eq!(fs::read_dir(here.path("")).unwrap().count(), 0);
}

#[test]
fn an_invalid_person_or_role_is_refused() {
    let here = Here::empty();
    here.shows(str![[r#"
[2] $ octorel start 2.4.0 --on 2026-12-08 --assign qa
! error: invalid assignment `qa`
! hint: use ROLE=PERSON, for example --assign qa=dana@example.com
[2] $ octorel start 2.4.0 --on 2026-12-08 --as ""
! error: empty person name
! hint: use an e-mail address

"#]]);
    assert!(!here.path(".octorel").exists());
    Here::in_progress().refuses(str![[r#"
[2] $ octorel assign qa ""
! error: empty person name
! hint: use an e-mail address
[2] $ octorel assign developer
! error: specify a person
!   ada@example.com   Data Analyst
!   cleo@example.com  Customer Success/Support
!   dana@example.com  QA/Testing
! hint: octorel assign developer ada@example.com

"#]]);
}

#[test]
fn control_characters_are_shown_and_not_sent_to_the_terminal() {
    let here = Here::in_progress();
    let nasty = "\u{1b}[2Jgone\u{202e}";
    let lines = [
        format!("tick {nasty}"),
        format!("note 1.3 {nasty}"),
        format!("block 1.3 --reason {nasty}"),
        format!("gate {nasty}"),
        format!("status --format {nasty}"),
        format!("start {nasty} --on 2026-12-08"),
    ];
    let shown = lines.map(|line| here.run(&line)).map(|run| run.stdout + &run.stderr).concat();
    for line in shown.lines().chain(here.ok("log").lines()).chain(here.ok("").lines()) {
        assert!(!line.contains(['\u{1b}', '\u{202e}']), "{line:?}");
    }
}
