//! What people and machines get wrong: each time a clear message, the right exit code, and nothing lost.

use crate::support::{Here, assert_snapshot};
use sha2::{Digest, Sha256};
use snapbox::str;
use std::fs;

/// A release in which 1.1 is ticked and 1.2 is blocked.
fn begun() -> Here {
    let here = Here::started();
    here.ok("tick 1.1");
    here.ok("block 1.2 --reason \"no answer yet\"");
    here
}

/// The transcript of commands that must not change a byte of the log.
#[track_caller]
fn refused(here: &Here, lines: &[&str]) -> String {
    let before = here.bytes();
    let transcript = here.transcript(lines);
    assert!(here.bytes() == before, "the log was changed:\n{transcript}");
    transcript
}

#[test]
fn an_item_that_no_one_item_is_named() {
    let lines = [
        "tick zebra",
        "tick smoke",
        "tick \"\"",
        "tick 2.9",
        "tick 99.1",
        "tick rolback-plans",
        "tick",
    ];
    assert_snapshot(
        &refused(&begun(), &lines),
        str![[r#"
$ octorel tick zebra
[stderr]
error: no item of 2.4.0 is named `zebra`
hint: `octorel list` shows all items
[exit 2]
$ octorel tick smoke
[stderr]
error: `smoke` names 3 items of 2.4.0
  2.7  Schedule staging deployment and smoke tests
  4.2  Execute smoke tests and validate critical flows
  6.5  QA/Testing runs smoke tests
hint: octorel tick 2.7
[exit 2]
$ octorel tick ""
[stderr]
error: an item's name is empty
hint: name it by number, id or a piece of its text; `octorel list` shows all
[exit 2]
$ octorel tick 2.9
[stderr]
error: no item of 2.4.0 is named `2.9`
  2.1  Confirm all PRs merged and acceptance criteria met
  2.2  Verify CI/CD pipelines are green and security scans passed
  2.3  Review release notes with Product and Project Managers
hint: octorel tick 2.1
[exit 2]
$ octorel tick 99.1
[stderr]
error: no item of 2.4.0 is named `99.1`
  9.1  Review release metrics and KPIs
hint: octorel tick 9.1
[exit 2]
$ octorel tick rolback-plans
[stderr]
error: no item of 2.4.0 is named `rolback-plans`
  2.5   Prepare rollback and mitigation plans
  10.4  Execute rollback if necessary
  10.5  Coordinate hotfix deployment if rollback not viable
hint: octorel tick 2.5
[exit 2]
$ octorel tick
[stderr]
error: the following required arguments were not provided:
  <ITEM>...

Usage: octorel tick <ITEM>...

For more information, try '--help'.
[exit 2]

"#]],
    );
}

#[test]
fn what_is_done_already_or_not_at_all() {
    let lines = [
        "tick 1.1",
        "untick 1.3",
        "untick 1.2",
        "unblock 1.3",
        "block 1.1 --reason late",
        "skip 1.1 --reason late",
        "tick 10.1",
        "undo --as nobody@example.com",
    ];
    assert_snapshot(
        &refused(&begun(), &lines),
        str![[r#"
$ octorel tick 1.1
[stderr]
error: 1.1 is already ticked, by rm
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel untick 1.1
[exit 1]
$ octorel untick 1.3
[stderr]
error: 1.3 is open, there is nothing to take back
  1.3  Review and update release calendar
[exit 1]
$ octorel untick 1.2
[stderr]
error: 1.2 is blocked, not ticked
  1.2  Identify cross-team dependencies and coordinate timelines
hint: octorel unblock 1.2
[exit 1]
$ octorel unblock 1.3
[stderr]
error: 1.3 is not blocked
  1.3  Review and update release calendar
[exit 1]
$ octorel block 1.1 --reason late
[stderr]
error: 1.1 is ticked
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel untick 1.1
[exit 1]
$ octorel skip 1.1 --reason late
[stderr]
error: 1.1 is ticked
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel untick 1.1
[exit 1]
$ octorel tick 10.1
[stderr]
error: 10.1 waits for an incident, and none is open
  10.1  Trigger incident response process
hint: octorel incident open "what happened" --severity 2
[exit 1]
$ octorel undo --as nobody@example.com
[stderr]
error: nobody@example.com has recorded nothing in 2.4.0 that can be taken back
hint: `octorel log` shows who recorded what; --as says who you are
[exit 1]

"#]],
    );
}

#[test]
fn one_wrong_item_of_several_records_none() {
    let lines = [
        "tick 1.3 1.5 zebra",
        "tick 1.3 1.1",
        "skip 1.3 smoke --reason later",
    ];
    assert_snapshot(
        &refused(&begun(), &lines),
        str![[r#"
$ octorel tick 1.3 1.5 zebra
[stderr]
error: no item of 2.4.0 is named `zebra`
hint: `octorel list` shows all items
[exit 2]
$ octorel tick 1.3 1.1
[stderr]
error: 1.1 is already ticked, by rm
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel untick 1.1
[exit 1]
$ octorel skip 1.3 smoke --reason later
[stderr]
error: `smoke` names 3 items of 2.4.0
  2.7  Schedule staging deployment and smoke tests
  4.2  Execute smoke tests and validate critical flows
  6.5  QA/Testing runs smoke tests
hint: octorel skip 2.7
[exit 2]

"#]],
    );
}

#[test]
fn a_missing_reason_or_a_bad_link() {
    let lines = [
        "skip 1.3",
        "skip 1.3 --reason \" \"",
        "block 1.3",
        "decide go-no-go go --override",
        "note 1.3 \"\"",
        "tick 1.3 --link javascript:alert(1)",
        "tick 1.3 --link https://",
    ];
    assert_snapshot(
        &refused(&begun(), &lines),
        str![[r#"
$ octorel skip 1.3
[stderr]
error: to skip an item needs a reason
hint: add --reason "…"
[exit 2]
$ octorel skip 1.3 --reason " "
[stderr]
error: to skip an item needs a reason
hint: add --reason "…"
[exit 2]
$ octorel block 1.3
[stderr]
error: to block an item needs a reason
hint: add --reason "…"
[exit 2]
$ octorel decide go-no-go go --override
[stderr]
error: the following required arguments were not provided:
  --reason <TEXT>

Usage: octorel decide --reason <TEXT> --override <DECISION> <OUTCOME>

For more information, try '--help'.
[exit 2]
$ octorel note 1.3 ""
[stderr]
error: a note needs a text
hint: octorel note 2.4 "…"
[exit 2]
$ octorel tick 1.3 --link javascript:alert(1)
[stderr]
error: `javascript:alert(1)` is not a link
hint: a link begins with https://, http:// or mailto:
[exit 2]
$ octorel tick 1.3 --link https://
[stderr]
error: `https://` is not a link
hint: a link begins with https://, http:// or mailto:
[exit 2]

"#]],
    );
}

#[test]
fn unknown_gates_roles_phases_decisions_and_outcomes() {
    let lines = [
        "gate predeploy",
        "roles tester",
        "list --role tester",
        "tick 8.1 --role tester",
        "assign tester dana@example.com",
        "phases 11",
        "list --phase testing",
        "decide lunch go",
        "decide go-no-go maybe",
        "decide rollback stay --as dana@example.com",
    ];
    assert_snapshot(
        &refused(&begun(), &lines),
        str![[r#"
$ octorel gate predeploy
[stderr]
error: 2.4.0 has no gate `predeploy`
  pre-release  Pre-release checklist complete
  deploy       Ready to deploy
  close        Release complete
[exit 2]
$ octorel roles tester
[stderr]
error: there is no role `tester`
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
$ octorel list --role tester
[stderr]
error: there is no role `tester`
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
$ octorel tick 8.1 --role tester
[stderr]
error: there is no role `tester`
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
$ octorel assign tester dana@example.com
[stderr]
error: there is no role `tester`
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
error: there is no phase `11`
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
$ octorel list --phase testing
[stderr]
error: there is no phase `testing`
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
error: there is no decision `lunch`
  go-no-go                Go/No-Go for Release
  rollback                Rollback Decision
  scope-change            Scope Changes During Release
  security-exception      Security Exception
  customer-communication  Customer Communication
hint: `octorel decisions` shows all decisions
[exit 2]
$ octorel decide go-no-go maybe
[stderr]
error: `maybe` is no outcome of go-no-go; it is `go` or `no-go`
hint: octorel decide go-no-go go
[exit 2]
$ octorel decide rollback stay --as dana@example.com
[stderr]
error: dana@example.com may not decide rollback; its owners may
  release-manager  Release Manager: rm
  developer        Developer: dev
hint: octorel escalate rollback, or octorel decide rollback stay --override --reason "…"
[exit 1]

"#]],
    );
}

#[test]
fn a_format_that_a_view_lacks_is_a_usage_error() {
    let here = begun();
    for line in [
        "status --format github",
        "phases --format yaml",
        "list --format markdown",
        "next --format markdown",
        "roles --format github",
        "decisions --format markdown",
        "channels --format markdown",
        "log --format markdown",
        "releases --format markdown",
        "gate --format junit",
    ] {
        let run = here.run(line);
        assert_eq!((run.code, &*run.stdout), (Some(2), ""), "{run}");
        assert!(run.stderr.contains("possible values: text, json"), "{run}");
    }
}

#[test]
fn dates_and_zones_that_do_not_exist() {
    let here = Here::empty();
    let lines = [
        "start 2.4.0 --on 2026-02-30",
        "start 2.4.0 --on soon",
        "start 2.4.0 --on \"2026-12-08 25:00\"",
        "start 2.4.0 --on 2026-12-08 --tz Europe/Pariss",
        "start 2.4.0 --on 2026-12-08 --tz \"\"",
        "start 2.4.0 --on \"2026-03-29 02:30\" --tz Europe/Paris",
        "start 2.4.0",
    ];
    assert_snapshot(
        &here.transcript(&lines),
        str![[r#"
$ octorel start 2.4.0 --on 2026-02-30
[stderr]
error: there is no day `2026-02-30`
hint: that month has 28 days
[exit 2]
$ octorel start 2.4.0 --on soon
[stderr]
error: `soon` is not a date and time
hint: write year-month-day and the time, as in `2026-12-08 14:00`, or the day alone
[exit 2]
$ octorel start 2.4.0 --on "2026-12-08 25:00"
[stderr]
error: there is no time `25:00`
hint: the last minute of a day is `23:59`, the first is `00:00`
[exit 2]
$ octorel start 2.4.0 --on 2026-12-08 --tz Europe/Pariss
[stderr]
error: `Europe/Pariss` is not a time zone
hint: did you mean `Europe/Paris`?
[exit 2]
$ octorel start 2.4.0 --on 2026-12-08 --tz ""
[stderr]
error: `` is not a time zone
hint: use an IANA name such as `Europe/Paris`, `America/New_York` or `UTC`
[exit 2]
$ octorel start 2.4.0 --on "2026-03-29 02:30" --tz Europe/Paris
[stderr]
error: 2026-03-29 02:30 does not exist in Europe/Paris; clocks go from 02:00 to 03:00
hint: the next time that exists is `2026-03-29 03:00`
[exit 2]
$ octorel start 2.4.0
[stderr]
error: the following required arguments were not provided:
  --on <WHEN>

Usage: octorel start --on <WHEN> <RELEASE>

For more information, try '--help'.
[exit 2]

"#]],
    );
    assert!(!here.path(".octorel").exists());
    let lines = [
        "reschedule 2026-13-01",
        "reschedule \"2027-03-28 02:30\"",
        "reschedule 2026-12-09 --tz Mars/Base",
        "status --as-of whenever",
        "reschedule",
    ];
    assert_snapshot(
        &refused(&begun(), &lines),
        str![[r#"
$ octorel reschedule 2026-13-01
[stderr]
error: there is no day `2026-13-01`
hint: write year-month-day, as in `2026-12-08`
[exit 2]
$ octorel reschedule "2027-03-28 02:30"
[stderr]
error: 2027-03-28 02:30 does not exist in Europe/Paris; clocks go from 02:00 to 03:00
hint: the next time that exists is `2027-03-28 03:00`
[exit 2]
$ octorel reschedule 2026-12-09 --tz Mars/Base
[stderr]
error: `Mars/Base` is not a time zone
hint: use an IANA name such as `Europe/Paris`, `America/New_York` or `UTC`
[exit 2]
$ octorel status --as-of whenever
[stderr]
error: `whenever` is not a date and time
hint: write year-month-day and the time, as in `2026-12-08 14:00`, or the day alone
[exit 2]
$ octorel reschedule
[stderr]
error: the following required arguments were not provided:
  <WHEN>

Usage: octorel reschedule <WHEN>

For more information, try '--help'.
[exit 2]

"#]],
    );
}

#[test]
fn a_clock_that_is_not_one() {
    let here = begun().at("half past ten");
    assert_snapshot(
        &refused(&here, &["status", "tick 1.3", "gate"]),
        str![[r#"
$ octorel status
[stderr]
error: OCTOREL_NOW is `half past ten`, not a moment like 2026-12-08T14:00:00+01:00
  premature end of input
[exit 2]
$ octorel tick 1.3
[stderr]
error: OCTOREL_NOW is `half past ten`, not a moment like 2026-12-08T14:00:00+01:00
  premature end of input
[exit 2]
$ octorel gate
[stderr]
error: OCTOREL_NOW is `half past ten`, not a moment like 2026-12-08T14:00:00+01:00
  premature end of input
[exit 2]

"#]],
    );
}

#[test]
fn names_that_cannot_be_a_release() {
    let here = Here::empty();
    let mut transcript = String::new();
    for name in [
        "../x", "-x", "a/b", "\"\"", ".x", "con", "x.lock", "\"a b\"",
    ] {
        transcript += &here
            .run(&format!("start {name} --on 2026-12-08"))
            .to_string();
    }
    transcript += &here.run("start --on 2026-12-08 -- -x").to_string();
    assert_snapshot(
        &transcript,
        str![[r#"
$ octorel start ../x --on 2026-12-08
[stderr]
error: the release name `../x` holds `/`
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]
$ octorel start -x --on 2026-12-08
[stderr]
error: the release name `-x` does not begin with a letter or a digit
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]
$ octorel start a/b --on 2026-12-08
[stderr]
error: the release name `a/b` holds `/`
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]
$ octorel start "" --on 2026-12-08
[stderr]
error: the name of a release is empty
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]
$ octorel start .x --on 2026-12-08
[stderr]
error: the release name `.x` does not begin with a letter or a digit
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]
$ octorel start con --on 2026-12-08
[stderr]
error: the release name `con` is a device on Windows
hint: put something in front of it, as in `release-con`
[exit 2]
$ octorel start x.lock --on 2026-12-08
[stderr]
error: the release name `x.lock` ends with `.`, `.jsonl`, `.lock` or `.torn`
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]
$ octorel start "a b" --on 2026-12-08
[stderr]
error: the release name `a b` holds ` `
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]
$ octorel start --on 2026-12-08 -- -x
[stderr]
error: the release name `-x` does not begin with a letter or a digit
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]

"#]],
    );
    assert_eq!(fs::read_dir(here.path("")).unwrap().count(), 0);
    assert_snapshot(
        &refused(
            &begun(),
            &["status -r ../2.4.0", "tick 1.3 -r \"\"", "gate -r 9.9"],
        ),
        str![[r#"
$ octorel status -r ../2.4.0
[stderr]
error: the release name `../2.4.0` holds `/`
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]
$ octorel tick 1.3 -r ""
[stderr]
error: the name of a release is empty
hint: a name is letters, digits and `.`, `_`, `+`, `-`, as in `2.4.0` or `2026.12-rc1`
[exit 2]
$ octorel gate -r 9.9
[stderr]
error: there is no release `9.9`
  2.4.0
hint: octorel start 9.9 --on 2026-12-08
[exit 2]

"#]],
    );
}

#[test]
fn people_and_roles_that_cannot_be_given() {
    let here = Here::empty();
    let lines = [
        "start 2.4.0 --on 2026-12-08 --assign tester=dana",
        "start 2.4.0 --on 2026-12-08 --assign qa",
        "start 2.4.0 --on 2026-12-08 --assign qa=",
        "start 2.4.0 --on 2026-12-08 --as \"\"",
    ];
    assert_snapshot(
        &here.transcript(&lines),
        str![[r#"
$ octorel start 2.4.0 --on 2026-12-08 --assign tester=dana
[stderr]
error: there is no role `tester`
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
$ octorel start 2.4.0 --on 2026-12-08 --assign qa
[stderr]
error: `qa` does not say who holds which role
hint: --assign qa=dana@example.com
[exit 2]
$ octorel start 2.4.0 --on 2026-12-08 --assign qa=
[stderr]
error: `` cannot be a person: it is empty
hint: an e-mail address, or a short name
[exit 2]
$ octorel start 2.4.0 --on 2026-12-08 --as ""
[stderr]
error: `` cannot be a person: it is empty
hint: an e-mail address, or a short name
[exit 2]

"#]],
    );
    assert!(!here.path(".octorel").exists());
    assert_snapshot(
        &refused(
            &begun(),
            &["assign qa \"\"", "tick 1.3 --as \" \"", "assign qa"],
        ),
        str![[r#"
$ octorel assign qa ""
[stderr]
error: `` cannot be a person: it is empty
hint: an e-mail address, or a short name
[exit 2]
$ octorel tick 1.3 --as " "
[stderr]
error: `` cannot be a person: it is empty
hint: an e-mail address, or a short name
[exit 2]
$ octorel assign qa
[stderr]
error: the following required arguments were not provided:
  <PERSON>

Usage: octorel assign <ROLE> <PERSON>

For more information, try '--help'.
[exit 2]

"#]],
    );
}

#[test]
fn no_release_at_all() {
    let here = Here::empty();
    let lines = [
        "status",
        "",
        "next",
        "list",
        "log",
        "releases",
        "gate",
        "tick 1.1",
        "undo",
        "decide go-no-go go",
        "reschedule 2026-12-09",
        "status -r 2.4.0",
    ];
    assert_snapshot(
        &here.transcript(&lines),
        str![[r#"
$ octorel status
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel 
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel next
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel list
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel log
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel releases
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel gate
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel tick 1.1
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel undo
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel decide go-no-go go
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel reschedule 2026-12-09
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-08 14:00"
[exit 2]
$ octorel status -r 2.4.0
[stderr]
error: there is no release `2.4.0`
hint: octorel start 2.4.0 --on 2026-12-08
[exit 2]

"#]],
    );
    assert_eq!(fs::read_dir(here.path("")).unwrap().count(), 0);
    for line in ["phases", "roles", "decisions", "channels"] {
        assert!(!here.ok(line).is_empty(), "the playbook itself");
    }
}

#[test]
fn a_release_that_exists_is_not_started_again() {
    let here = begun();
    let again = Here::plan("2.4.0", "2027-01-12 10:00");
    assert_snapshot(
        &refused(
            &here,
            &[
                "start 2.4.0 --on 2027-01-12",
                "start 2.4.0 --on 2027-01-12 --dry-run",
            ],
        ),
        str![[r#"
$ octorel start 2.4.0 --on 2027-01-12
[stderr]
error: release `2.4.0` has been started: see `./.octorel/releases/2.4.0.jsonl`
hint: `octorel status -r 2.4.0` shows it
[exit 2]
$ octorel start 2.4.0 --on 2027-01-12 --dry-run
[stderr]
error: release `2.4.0` has been started: see `./.octorel/releases/2.4.0.jsonl`
hint: `octorel status -r 2.4.0` shows it
[exit 2]

"#]],
    );
    assert_eq!(here.run(&again).code, Some(2));
}

#[test]
fn of_several_open_releases_a_view_shows_the_nearest_and_nothing_is_recorded() {
    let here = begun();
    here.ok("start 2.5.0 --on \"2026-12-22 14:00\"");
    let other = here.path(".octorel/releases/2.5.0.jsonl");
    let before = fs::read(&other).unwrap();
    let lines = [
        "next -n 1",
        "tick 1.3",
        "gate",
        "undo",
        "decide go-no-go go",
        "reschedule 2026-12-09",
        "gate -r 2.5.0 --as-of 2026-13-13",
    ];
    assert_snapshot(
        &refused(&here, &lines),
        str![[r#"
$ octorel next -n 1
☐  1.3  Review and update release calendar  Release Manager  10 days late
[stderr]
showing 2.4.0, whose T is nearest; another is open too (octorel releases)
$ octorel tick 1.3
[stderr]
error: several releases are open, and none is named
  2.4.0  open
  2.5.0  open
hint: say which one: --release 2.4.0
[exit 2]
$ octorel gate
[stderr]
error: several releases are open, and none is named
  2.4.0  open
  2.5.0  open
hint: say which one: --release 2.4.0
[exit 2]
$ octorel undo
[stderr]
error: several releases are open, and none is named
  2.4.0  open
  2.5.0  open
hint: say which one: --release 2.4.0
[exit 2]
$ octorel decide go-no-go go
[stderr]
error: several releases are open, and none is named
  2.4.0  open
  2.5.0  open
hint: say which one: --release 2.4.0
[exit 2]
$ octorel reschedule 2026-12-09
[stderr]
error: several releases are open, and none is named
  2.4.0  open
  2.5.0  open
hint: say which one: --release 2.4.0
[exit 2]
$ octorel gate -r 2.5.0 --as-of 2026-13-13
[stderr]
error: there is no day `2026-13-13`
hint: write year-month-day, as in `2026-12-08`
[exit 2]

"#]],
    );
    assert_eq!(fs::read(&other).unwrap(), before);
    here.ok("tick 1.3 -r 2.5.0");
    assert_ne!(fs::read(&other).unwrap(), before);
}

#[test]
fn a_folder_that_is_not_there() {
    let here = Here::started();
    here.write("file", "");
    let lines = [
        "tick 1.1 -C nowhere",
        "status -C file",
        "start 9 --on 2026-12-08 -C nowhere",
    ];
    assert_snapshot(
        &refused(&here, &lines),
        str![[r#"
$ octorel tick 1.1 -C nowhere
[stderr]
error: there is no folder `nowhere` to work in
[exit 2]
$ octorel status -C file
[stderr]
error: there is no folder `file` to work in
[exit 2]
$ octorel start 9 --on 2026-12-08 -C nowhere
[stderr]
error: there is no folder `nowhere` to work in
[exit 2]

"#]],
    );
}

#[test]
fn a_release_is_found_from_a_folder_below() {
    let here = Here::started();
    here.write("deep/below/file", "");
    here.ok("tick 1.1 -C deep/below");
    assert!(here.ok("log -C deep").contains("ticked"));
    let again = here.run("start 2.4.0 --on 2026-12-08 -C deep/below");
    assert_eq!(again.code, Some(2), "{again}");
    assert!(!here.path("deep/below/.octorel").exists());
    let git = here
        .command("git")
        .args(["init", "-q", "deep"])
        .status()
        .unwrap();
    assert!(git.success());
    let mut below = here.command(env!("CARGO_BIN_EXE_octorel"));
    below
        .current_dir(here.path("deep/below"))
        .args(["tick", "1.3"]);
    assert!(below.output().unwrap().status.success());
}

#[test]
fn a_new_release_goes_to_the_top_of_the_checkout() {
    let here = Here::empty();
    here.write("deep/below/file", "");
    let git = here.command("git").args(["init", "-q"]).status().unwrap();
    assert!(git.success());
    let mut below = here.command(env!("CARGO_BIN_EXE_octorel"));
    below.current_dir(here.path("deep/below"));
    below.args(["start", "2.4.0", "--on", "2026-12-08"]);
    assert!(below.output().unwrap().status.success());
    assert!(here.log().is_file());
}

#[test]
fn a_file_in_the_place_of_a_folder() {
    let here = Here::empty();
    here.write(".octorel", "not a folder");
    let run = here.run("start 2.4.0 --on 2026-12-08");
    assert_eq!((run.code, &*run.stdout), (Some(2), ""), "{run}");
    assert!(run.stderr.contains("nothing was recorded"), "{run}");
    assert_eq!(fs::read(here.path(".octorel")).unwrap(), b"not a folder");
    let here = Here::empty();
    here.write(".octorel/releases", "not a folder");
    let run = here.run("start 2.4.0 --on 2026-12-08");
    assert_eq!((run.code, &*run.stdout), (Some(2), ""), "{run}");
    assert_eq!(
        fs::read(here.path(".octorel/releases")).unwrap(),
        b"not a folder"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_takes_nothing() {
    let here = Here::empty();
    let run = here.run("start 2.4.0 --on 2026-12-08 -C /proc");
    assert_snapshot(
        &run.to_string(),
        str![[r#"
$ octorel start 2.4.0 --on 2026-12-08 -C /proc
[stderr]
error: cannot make `/proc/.octorel`; nothing was recorded
  No such file or directory (os error 2)
hint: may you write in this folder?
[exit 2]

"#]],
    );
    let run = here.run("init -C /proc");
    assert_eq!(run.code, Some(2), "{run}");
}

/// A playbook in which all is well.
const SOUND: &str = "\
roles:
  - id: qa
    name: QA
checklist: main
name: Main
owner: qa
phases:
  - id: build
    name: Build
    when: T-1d
    stage: pre-release
    items:
      - id: tests
        text: Run the tests
gates:
  - id: pre-release
    name: Ready
    stages: [pre-release]
";

/// Both `check` and `start` refuse a playbook with this in place of that, and say the same.
#[track_caller]
fn unsound(that: &str, this: &str) -> String {
    let here = Here::empty();
    let text = SOUND.replacen(that, this, 1);
    assert_ne!(text, SOUND);
    here.write("book/all.yaml", text);
    let check = here.run("check book");
    let start = here.run("start 2.4.0 --on 2026-12-08 --playbook book");
    assert_eq!((check.code, &*check.stderr), (Some(2), ""), "{check}");
    assert_eq!((start.code, &*start.stdout), (Some(2), ""), "{start}");
    assert!(start.stderr.starts_with(&check.stdout), "{check}{start}");
    assert!(!here.path(".octorel").exists());
    check.stdout
}

#[test]
fn a_sound_playbook_passes_the_check() {
    let here = Here::empty();
    here.write("book/all.yaml", SOUND);
    assert_snapshot(
        &here.transcript(&["check book", "check --playbook nowhere"]),
        str![[r#"
$ octorel check book
✓ ./book is sound
  1 roles, 1 phases with 1 items, 0 decisions, 0 channels, 1 gates
$ octorel check --playbook nowhere
[stderr]
error: cannot read `./nowhere`
  No such file or directory (os error 2)
[exit 2]

"#]],
    );
}

#[test]
fn a_playbook_with_a_problem_is_refused_with_file_line_and_column() {
    let problems = [
        unsound("    name: QA", "\tname: QA"),
        unsound(
            "      - id: tests",
            "      - id: tests\n        text: One\n      - id: tests",
        ),
        unsound("owner: qa", "owner: qaa"),
        unsound("    when: T-1d", "    whn: T-1d"),
        unsound("T-1d", "yesterday"),
        unsound(
            "      - id: tests\n        text: Run the tests\n",
            "      []\n",
        ),
        unsound("[pre-release]", "[prerelease]"),
        unsound("roles:", "roles: &all"),
        unsound("checklist: main", "checklist: main\nchecklist: other"),
    ];
    assert_snapshot(
        &problems.join("\n"),
        str![[r#"
error[syntax]: a tab is used to indent
 --> ./book/all.yaml:3:1
  |
3 |     name: QA
  | ^^^^ a tab
  |
  = help: indent with spaces: YAML does not allow tabs here

1 problem in 1 file

error[duplicate-id]: a second item has the id `build.tests`
  --> ./book/all.yaml:15:13
   |
15 |       - id: tests
   |             ^^^^^ the second one
   |
  ::: ./book/all.yaml:13:13
   |
13 |       - id: tests
   |             ----- the first one

1 problem in 1 file

error[unknown-role]: unknown role `qaa`
 --> ./book/all.yaml:6:8
  |
6 | owner: qaa
  |        ^^^ no such role
  |
  = help: did you mean `qa`?

1 problem in 1 file

error[unknown-key]: a phase has no key `whn`
  --> ./book/all.yaml:10:5
   |
10 |     whn: T-1d
   |     ^^^ unknown key
   |
   = help: did you mean `when`?

1 problem in 1 file

error[bad-time]: `yesterday` is not an offset from T
  --> ./book/all.yaml:10:11
   |
10 |     when: yesterday
   |           ^^^^^^^^^ not a moment
   |
   = help: write `T`, `T-2w`, `T-3d`, `T+1h`, `T+30m`, or a window such as
           `T+24h..T+48h`

1 problem in 1 file

error[no-items]: the phase `build` has no items
 --> ./book/all.yaml:8:5
  |
8 |   - id: build
  |     ^^ nothing to tick
  |
  = help: give it `items`, or remove it

1 problem in 1 file

error[unknown-word]: unknown stage `prerelease`
  --> ./book/all.yaml:18:14
   |
18 |     stages: [prerelease]
   |              ^^^^^^^^^^ no such stage
   |
   = help: did you mean `pre-release`?

1 problem in 1 file

error[syntax]: anchors and aliases are not read
 --> ./book/all.yaml:2:3
  |
2 |   - id: qa
  |   ^
  |
  = help: write the value out; a text that begins with `&` or `*` needs
          quotes

1 problem in 1 file

error[duplicate-key]: the key `checklist` is given twice
 --> ./book/all.yaml:5:1
  |
5 | checklist: other
  | ^^^^^^^^^ the second time
  |
 ::: ./book/all.yaml:4:1
  |
4 | checklist: main
  | --------- the first time

1 problem in 1 file

"#]],
    );
}

#[test]
fn a_playbook_file_of_two_megabytes_is_refused() {
    let big = format!("roles: # {}", "x".repeat(2_000_000));
    assert_snapshot(
        &unsound("roles:", &big),
        str![[r#"
error[too-much]: this file is longer than 1 MB
 --> ./book/all.yaml:1:1
  |
1 | roles: # xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
  | ^
  |
  = help: split it: every *.yaml file of the folder is read

1 problem in 1 file

"#]],
    );
}

#[test]
fn a_gate_over_nothing_is_closed() {
    let here = Here::empty();
    let nothing = SOUND.replace("stages: [pre-release]", "stages: [incident]");
    here.write("book/all.yaml", nothing);
    let started = here.run("start 2.4.0 --on 2026-12-08 --playbook book");
    assert_snapshot(
        &format!("{started}{}", here.run("gate")),
        str![[r#"
$ octorel start 2.4.0 --on 2026-12-08 --playbook book
✓ 2.4.0  Tue 8 Dec 2026 14:00 UTC, in 4 days

  1  Build  T-1d  Mon 7 Dec  in 3 days  1 item

  QA: rm
  recorded in .octorel/releases/2.4.0.jsonl · now: octorel next
$ octorel gate
CLOSED  pre-release of 2.4.0: it asks for nothing, so it stays closed
[exit 1]

"#]],
    );
}

#[test]
fn a_gate_that_the_frozen_playbook_lacks_cannot_be_judged() {
    let here = Here::empty();
    here.write("book/all.yaml", SOUND);
    here.ok("start 2.4.0 --on 2026-12-08 --playbook book");
    assert_snapshot(
        &refused(&here, &["gate deploy", "gate \"\""]),
        str![[r#"
$ octorel gate deploy
[stderr]
error: 2.4.0 has no gate `deploy`
  pre-release  Ready
[exit 2]
$ octorel gate ""
[stderr]
error: 2.4.0 has no gate ``
  pre-release  Ready
[exit 2]

"#]],
    );
    here.ok("init");
    assert_eq!(
        here.run("gate deploy").code,
        Some(2),
        "the frozen playbook counts"
    );
}

#[test]
fn a_line_that_breaks_off_is_kept_aside_by_the_next_writer() {
    let here = begun();
    here.ok("tick 1.3");
    let whole = here.bytes();
    fs::write(here.log(), &whole[..whole.len() - 9]).unwrap();
    let lines = ["log 1.3", "gate nowhere", "tick 1.5", "log"];
    assert_snapshot(
        &here.transcript(&lines),
        str![[r#"
$ octorel log 1.3
[stderr]
warning: .octorel/releases/2.4.0.jsonl: line 4 breaks off after 258 bytes: it was never recorded
$ octorel gate nowhere
[stderr]
error: 2.4.0 has no gate `nowhere`
  pre-release  Pre-release checklist complete
  deploy       Ready to deploy
  close        Release complete
[exit 2]
$ octorel tick 1.5
✓  1.5  Communicate preliminary release timeline to stakeholders ·
        release-manager
        10 days late, kept as a deviation
  pre-release: 21 of 23 open, 15 late · next: 1.3 Review and update release
  calendar
[stderr]
warning: the last line of the log broke off and was never recorded; its bytes are in `.octorel/releases/2.4.0.jsonl.torn`
$ octorel log
4 Dec 10:00  rm  started       T = 8 Dec 2026 14:00 +01:00
4 Dec 10:00  rm  ticked   1.1  Confirm release scope and deliverables with
                               Product Manager
4 Dec 10:00  rm  blocked  1.2  Identify cross-team dependencies and coordinate
                               timelines: no answer yet
4 Dec 10:00  rm  ticked   1.5  Communicate preliminary release timeline to
                               stakeholders

"#]],
    );
    let start = whole[..whole.len() - 1]
        .iter()
        .rposition(|&c| c == b'\n')
        .unwrap()
        + 1;
    let torn = fs::read(here.path(".octorel/releases/2.4.0.jsonl.torn")).unwrap();
    let broken = &whole[start..whole.len() - 9];
    assert!(torn.windows(broken.len()).any(|kept| kept == broken));
    assert!(here.bytes().starts_with(&whole[..start]));
}

#[test]
fn a_changed_byte_is_noticed() {
    let here = begun();
    let text = String::from_utf8(here.bytes()).unwrap();
    let (head, last) = text.trim_end().rsplit_once('\n').unwrap();
    let altered = last.replace("no answer yet", "no answer yes");
    assert_ne!(altered, last);
    fs::write(here.log(), format!("{head}\n{altered}\n")).unwrap();
    let lines = ["log", "tick 1.3", "gate", "gate --format json", "undo"];
    assert_snapshot(
        &refused(&here, &lines),
        str![[r#"
$ octorel log
4 Dec 10:00  rm  started       T = 8 Dec 2026 14:00 +01:00
4 Dec 10:00  rm  ticked   1.1  Confirm release scope and deliverables with
                               Product Manager
[stderr]
warning: .octorel/releases/2.4.0.jsonl: line 3 is damaged: it was altered: its id does not fit what it says
$ octorel tick 1.3
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not whole; nothing was recorded
  line 3 is damaged: it was altered: its id does not fit what it says
hint: compare the line with the file's history in git, and restore it
[exit 2]
$ octorel gate
[stderr]
error: `.octorel/releases/2.4.0.jsonl` is not whole; no gate can be judged
  line 3 is damaged: it was altered: its id does not fit what it says
hint: compare the line with the file's history in git, and restore it
[exit 2]
$ octorel gate --format json
[stderr]
error: `.octorel/releases/2.4.0.jsonl` is not whole; no gate can be judged
  line 3 is damaged: it was altered: its id does not fit what it says
hint: compare the line with the file's history in git, and restore it
[exit 2]
$ octorel undo
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not whole; nothing was recorded
  line 3 is damaged: it was altered: its id does not fit what it says
hint: compare the line with the file's history in git, and restore it
[exit 2]

"#]],
    );
    let status = here.run("status");
    assert_eq!(status.code, Some(0), "{status}");
    assert!(status.stderr.starts_with("warning: "), "{status}");
}

#[test]
fn an_event_taken_from_the_middle_is_missed() {
    let here = begun();
    let text = String::from_utf8(here.bytes()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let rest = [lines[0], lines[2], ""].join("\n");
    fs::write(here.log(), rest).unwrap();
    assert_snapshot(
        &refused(&here, &["tick 1.3", "gate"]),
        str![[r#"
$ octorel tick 1.3
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not whole; nothing was recorded
  event <id> follows <id>, which is missing
hint: take the missing lines from another copy of the file: lines of both, in any order
[exit 2]
$ octorel gate
[stderr]
error: `.octorel/releases/2.4.0.jsonl` is not whole; no gate can be judged
  event <id> follows <id>, which is missing
hint: take the missing lines from another copy of the file: lines of both, in any order
[exit 2]

"#]],
    );
    let log = here.run("log");
    assert_eq!(log.code, Some(0), "{log}");
    assert!(log.stderr.contains("which is missing"), "{log}");
    assert!(log.stdout.contains("no answer yet"), "{log}");
}

#[test]
fn a_log_without_its_beginning() {
    let here = begun();
    let text = String::from_utf8(here.bytes()).unwrap();
    fs::write(here.log(), text.split_once('\n').unwrap().1).unwrap();
    assert_snapshot(
        &refused(&here, &["status", "tick 1.3", "gate", "releases"]),
        str![[r#"
$ octorel status
[stderr]
warning: .octorel/releases/2.4.0.jsonl: no event says that the release started
warning: .octorel/releases/2.4.0.jsonl: event <id> follows <id>, which is missing
error: the log of 2.4.0 has no beginning that can be read
hint: `git log -p` on the file shows what happened to it
[exit 2]
$ octorel tick 1.3
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not whole; nothing was recorded
  no event says that the release started
  event <id> follows <id>, which is missing
hint: take the missing lines from another copy of the file: lines of both, in any order
[exit 2]
$ octorel gate
[stderr]
error: `.octorel/releases/2.4.0.jsonl` is not whole; no gate can be judged
  no event says that the release started
  event <id> follows <id>, which is missing
hint: take the missing lines from another copy of the file: lines of both, in any order
[exit 2]
$ octorel releases
2.4.0  unreadable  0/0
[stderr]
warning: .octorel/releases/2.4.0.jsonl: no event says that the release started
warning: .octorel/releases/2.4.0.jsonl: event <id> follows <id>, which is missing
warning: 2.4.0: the log of 2.4.0 has no beginning that can be read

"#]],
    );
}

#[test]
fn a_kind_of_event_that_only_a_newer_octorel_knows_is_kept_and_shown() {
    let here = begun();
    let text = String::from_utf8(here.bytes()).unwrap();
    let last = text.lines().last().unwrap();
    let parent = &last[7..71];
    let rest = format!(
        "\"after\":[\"{parent}\"],\"at\":\"2026-12-04T09:00:00Z\",\"by\":\"rm@example.com\",\"do\":\"celebrated\",\"cake\":true}}"
    );
    let digits = Sha256::digest(format!("{{{rest}")).map(|byte| format!("{byte:02x}"));
    let id = digits.as_slice().concat();
    fs::write(here.log(), format!("{text}{{\"id\":\"{id}\",{rest}\n")).unwrap();
    assert_snapshot(
        &refused(&here, &["log", "tick 1.3", "gate"]),
        str![[r#"
$ octorel log
4 Dec 10:00  rm  started          T = 8 Dec 2026 14:00 +01:00
4 Dec 10:00  rm  ticked      1.1  Confirm release scope and deliverables with
                                  Product Manager
4 Dec 10:00  rm  blocked     1.2  Identify cross-team dependencies and
                                  coordinate timelines: no answer yet
4 Dec 10:00  rm  celebrated       recorded by a newer octorel
[stderr]
warning: .octorel/releases/2.4.0.jsonl: event <id> is of the unknown kind `celebrated`
$ octorel tick 1.3
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not whole; nothing was recorded
  event <id> is of the unknown kind `celebrated`
hint: a newer octorel recorded it: update octorel
[exit 2]
$ octorel gate
[stderr]
error: `.octorel/releases/2.4.0.jsonl` is not whole; no gate can be judged
  event <id> is of the unknown kind `celebrated`
hint: a newer octorel recorded it: update octorel
[exit 2]

"#]],
    );
    let status = here.run("status");
    assert_eq!(status.code, Some(0), "{status}");
    assert!(status.stderr.contains("celebrated"), "{status}");
}

#[test]
#[cfg(unix)]
fn a_symlink_is_not_a_log() {
    let here = begun();
    let real = here.path("elsewhere");
    fs::rename(here.log(), &real).unwrap();
    std::os::unix::fs::symlink(&real, here.log()).unwrap();
    let lines = [
        "status",
        "tick 1.3",
        "gate",
        "releases",
        "start 2.4.0 --on 2026-12-08",
    ];
    assert_snapshot(
        &refused(&here, &lines),
        str![[r#"
$ octorel status
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is a symlink
hint: put the file or folder itself in its place
[exit 2]
$ octorel tick 1.3
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is a symlink
hint: put the file or folder itself in its place
[exit 2]
$ octorel gate
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is a symlink
hint: put the file or folder itself in its place
[exit 2]
$ octorel releases
2.4.0  unreadable  0/0
[stderr]
warning: 2.4.0: `./.octorel/releases/2.4.0.jsonl` is a symlink
$ octorel start 2.4.0 --on 2026-12-08
[stderr]
error: release `2.4.0` has been started: see `./.octorel/releases/2.4.0.jsonl`
hint: `octorel status -r 2.4.0` shows it
[exit 2]

"#]],
    );
}

#[test]
fn a_folder_is_not_a_log() {
    let here = Here::empty();
    here.write(".octorel/releases/2.4.0.jsonl/file", "");
    assert_snapshot(
        &here.transcript(&["status", "tick 1.3", "gate"]),
        str![[r#"
$ octorel status
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not a regular file
[exit 2]
$ octorel tick 1.3
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not a regular file
[exit 2]
$ octorel gate
[stderr]
error: `./.octorel/releases/2.4.0.jsonl` is not a regular file
[exit 2]

"#]],
    );
}

#[test]
fn what_acts_on_a_terminal_is_shown_and_not_obeyed() {
    let here = begun();
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
    for line in shown
        .chain(here.ok("log").lines())
        .chain(here.ok("").lines())
    {
        assert!(!line.contains(['\u{1b}', '\u{202e}']), "{line:?}");
    }
}
