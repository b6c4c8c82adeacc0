//! What people and machines get wrong: each time a clear message, the right exit code, and nothing lost.

use crate::support::{Here, assert_snapshot, refused};
use snapbox::str;
use std::fs;

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
        &refused(&Here::begun(), &lines),
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
error: `tick` needs an item, such as
  1.3  Review and update release calendar
  1.5  Communicate preliminary release timeline to stakeholders
  1.6  Verify all features have acceptance criteria and DoD
hint: octorel tick 1.3
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
        &refused(&Here::begun(), &lines),
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
hint: `octorel list --state done` shows what is ticked
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
hint: `octorel list --state blocked` shows what is
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
        &refused(&Here::begun(), &lines),
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
hint: octorel skip 2.7 --reason "…"
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
        &refused(&Here::begun(), &lines),
        str![[r#"
$ octorel skip 1.3
[stderr]
error: to skip an item needs a reason
hint: octorel skip 1.3 --reason "…"
[exit 2]
$ octorel skip 1.3 --reason " "
[stderr]
error: to skip an item needs a reason
hint: octorel skip 1.3 --reason "…"
[exit 2]
$ octorel block 1.3
[stderr]
error: to block an item needs a reason
hint: octorel block 1.3 --reason "…"
[exit 2]
$ octorel decide go-no-go go --override
[stderr]
error: an override needs a reason
hint: octorel decide go-no-go go --override --reason "…"
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
        &refused(&Here::begun(), &lines),
        str![[r#"
$ octorel gate predeploy
[stderr]
error: 2.4.0 has no gate `predeploy`
  pre-release  Pre-release checklist complete
  deploy       Ready to deploy
  close        Release complete
hint: octorel gate deploy
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
hint: octorel escalate --as dana@example.com rollback, or octorel decide --as dana@example.com rollback stay --override --reason "…"
[exit 1]

"#]],
    );
}

#[test]
fn a_format_that_a_view_lacks_is_a_usage_error() {
    let here = Here::begun();
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
fn an_option_that_would_do_nothing_is_refused() {
    let lines = [
        "--as-of 2026-11-23 tick 1.3",
        "--format json list",
        "next --limit 0",
    ];
    assert_snapshot(
        &refused(&Here::begun(), &lines),
        str![[r#"
$ octorel --as-of 2026-11-23 tick 1.3
[stderr]
error: `--as-of` stands before `tick`, which does not see it there
hint: options of a command stand behind its name: `octorel tick --help` shows them
[exit 2]
$ octorel --format json list
[stderr]
error: `--format` stands before `list`, which does not see it there
hint: options of a command stand behind its name: `octorel list --help` shows them
[exit 2]
$ octorel next --limit 0
[stderr]
error: invalid value '0' for '--limit <NUMBER>': it has to be a whole number, 1 or more

For more information, try '--help'.
[exit 2]

"#]],
    );
    Here::begun().ok("--format json");
    Here::begun().ok("-C . incident --format json");
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
hint: octorel start 2.4.0 --on "2026-12-22 14:00"
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
        &refused(&Here::begun(), &lines),
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
hint: octorel reschedule "2026-12-10 14:00" --reason "the freeze was extended"
[exit 2]

"#]],
    );
}

#[test]
fn a_clock_that_is_not_one() {
    let here = Here::begun().at("half past ten");
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
error: the release name `x.lock` ends with `.`, `.jsonl`, `.lock`, `.seal` or `.torn`
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
            &Here::begun(),
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
hint: octorel start 9.9 --on 2026-12-22
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
hint: as in --assign qa=dana@example.com
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
            &Here::begun(),
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
error: `assign` needs a role and a person
hint: octorel assign qa dana@example.com
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
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel 
octorel runs a release from a checklist: who does what and when, what is done,
and whether you may go on. There is no release here yet. This begins one:

  octorel start 1.0.0 --on "2026-12-22 14:00"

It dates every phase, prints the plan, and keeps what is done in .octorel/, to
commit with your code. `octorel demo` plays a release first, `octorel init`
writes the checklists to edit, and `octorel --help` lists the commands.
$ octorel next
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel list
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel log
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel releases
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel gate
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel tick 1.1
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel undo
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel decide go-no-go go
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel reschedule 2026-12-09
[stderr]
error: there is no release here
hint: octorel start 1.0.0 --on "2026-12-22 14:00"
[exit 2]
$ octorel status -r 2.4.0
[stderr]
error: there is no release `2.4.0`
hint: octorel start 2.4.0 --on 2026-12-22
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
    let here = Here::begun();
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
    let here = Here::begun();
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
hint: octorel tick 1.3 --release 2.4.0
[exit 2]
$ octorel gate
[stderr]
error: several releases are open, and none is named
  2.4.0  open
  2.5.0  open
hint: octorel gate --release 2.4.0
[exit 2]
$ octorel undo
[stderr]
error: several releases are open, and none is named
  2.4.0  open
  2.5.0  open
hint: octorel undo --release 2.4.0
[exit 2]
$ octorel decide go-no-go go
[stderr]
error: several releases are open, and none is named
  2.4.0  open
  2.5.0  open
hint: octorel decide go-no-go go --release 2.4.0
[exit 2]
$ octorel reschedule 2026-12-09
[stderr]
error: several releases are open, and none is named
  2.4.0  open
  2.5.0  open
hint: octorel reschedule 2026-12-09 --release 2.4.0
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
fn a_release_that_is_not_quite_named() {
    let lines = ["status -r 2.4", "gate -r v2.4.0", "gate -r 2.5.0"];
    assert_snapshot(
        &refused(&Here::begun(), &lines),
        str![[r#"
$ octorel status -r 2.4
[stderr]
error: there is no release `2.4`
  2.4.0
hint: octorel status --release 2.4.0
[exit 2]
$ octorel gate -r v2.4.0
[stderr]
error: there is no release `v2.4.0`
  2.4.0
hint: octorel gate --release 2.4.0
[exit 2]
$ octorel gate -r 2.5.0
[stderr]
error: there is no release `2.5.0`
  2.4.0
hint: octorel start 2.5.0 --on 2026-12-22
[exit 2]

"#]],
    );
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

#[test]
fn what_acts_on_a_terminal_is_shown_and_not_obeyed() {
    let here = Here::begun();
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
