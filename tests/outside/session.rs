//! A release from its start to its deployment, as run by a release manager and the team.

use crate::support::Here;
use snapbox::str;

/// The required items of the pre-release stage: all of phases 1 to 4 except 1.4, which is "if needed".
const REQUIRED: [&str; 23] = [
    "1.1", "1.2", "1.3", "1.5", "1.6", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "3.1",
    "3.2", "3.3", "3.4", "3.5", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6",
];

/// Ticks every required item of the pre-release gate, each by a different kind of name.
fn tick_all(here: &Here) {
    here.ok("tick 1.1");
    here.ok("tick planning.dependencies --note \"two teams\"");
    here.ok("tick planning.cal --link https://example.com/calendar");
    here.ok("tick \"preliminary release timeline\"");
    here.ok("tick \"ACCEPTANCE CRITERIA AND DOD\"");
    here.ok("tick preparation.merged 2.2 \"review release notes with\" 2.4");
    here.ok("tick 2.5 2.6 2.7 3.1");
    here.ok("tick 3.2 --role security-lead");
    here.by("dana@example.com").ok("tick 3.3");
    here.ok("tick 3.4 --as pat@example.com");
    here.ok("tick 3.5 --role \"customer success\" --as cleo@example.com");
    here.ok("tick staging.deploy staging.smoke staging.uat staging.int staging.block staging.sign");
}

#[track_caller]
fn assert_gate(here: &Here, gate: &str, code: i32) {
    let run = here.run(&format!("gate {gate}"));
    assert_eq!(run.code, Some(code), "{run}");
    let word = if code == 0 { "OPEN" } else { "CLOSED" };
    assert!(run.stdout.starts_with(word), "{run}");
}

#[test]
fn ticking_every_required_item_by_any_name_opens_the_gate() {
    let here = Here::started();
    assert_gate(&here, "", 1);
    assert_eq!(here.numbers("gate", "missing"), REQUIRED);
    assert_eq!(here.json("gate")["counted"], 23);
    tick_all(&here);
    assert_gate(&here, "", 0);
    assert_eq!(here.numbers("gate", "missing"), [""; 0]);
    assert_gate(&here, "deploy", 1);
    assert_gate(&here, "finish", 1);
}

#[test]
fn a_no_go_closes_the_deploy_gate_and_a_go_opens_it() {
    let here = Here::started();
    tick_all(&here);
    here.ok("tick 5.1 5.2 6.1 6.2 6.3");
    here.shows(str![[r#"
$ octorel decide go-no-go no-go --reason "not today"
✓  decided  go-no-go: no-go as Release Manager
            not today
   deploy: go-no-go is no-go
[1] $ octorel gate deploy
CLOSED  deploy of 2.4.0: 1 decision pending

  –  Go/No-Go for Release
     rm (Release Manager) · decided: no-go
$ octorel decide go-no-go go
✓  decided  go-no-go: go as Release Manager
   deploy open · next: 5.4 Execute production deployment
$ octorel gate deploy
OPEN  deploy of 2.4.0: all 29 requirements met

"#]]);
    assert!(here.ok("readiness").contains("✓  –  Go/No-Go for Release: go "));
    here.ok("decide go-no-go no-go");
    assert!(here.ok("readiness").contains("✗  –  Go/No-Go for Release: no-go "));
}

#[test]
fn a_path_is_shown_the_same_however_it_is_written() {
    let here = Here::empty();
    here.ok("init");
    for line in ["check", "check .octorel/playbook", "check ./.octorel/playbook"] {
        let printed = here.ok(line);
        assert!(printed.starts_with("✓  .octorel/playbook: no problems found"), "{printed}");
    }
}

#[test]
fn unticking_an_item_removes_its_note() {
    let here = Here::started();
    here.ok("tick 1.1 --note \"all in scope\"");
    assert!(here.ok("list --phase 1").contains("all in scope"));
    here.ok("untick 1.1");
    for view in ["list --phase 1", "next"] {
        assert!(!here.ok(view).contains("all in scope"), "{view}");
    }
    here.ok("tick 1.2");
    here.ok("untick 1.2 --note \"one more team\"");
    assert!(here.ok("next").contains("to do again: one more team"));
}
