//! The help is correct: every example runs, and an unknown word gets a suggestion.

mod examples;

use crate::support::{Here, assert_snapshot};
use snapbox::str;
use std::fs;

/// The commands of a help text, and their subcommands.
fn commands(here: &Here) -> Vec<String> {
    let overview = here.ok("help");
    let (groups, _) = overview.split_once("\nTopics:").unwrap();
    let name = |line: &str| Some(line.strip_prefix("  ")?.split(' ').next()?.to_owned());
    let mut names: Vec<String> = groups.lines().filter_map(name).collect();
    names.retain(|name| !name.is_empty());
    names.extend(["declare", "note", "resolve", "report"].map(|name| format!("incident {name}")));
    names
}

#[test]
fn an_unknown_command_suggests_the_right_one() {
    let here = Here::started();
    here.shows(str![[r#"
[2] $ octorel tikc 2.4 --note "drill was fine"
! error: no such command: `tikc`
! hint: octorel tick 2.4 --note "drill was fine"
[2] $ octorel zebra
! error: no such command: `zebra`
! hint: `octorel help` shows all commands
[2] $ octorel help itmes
! error: no such command or topic: `itmes`
! hint: octorel help items
[2] $ octorel help complete
! error: no such command or topic: `complete`
! hint: octorel help tick
[2] $ octorel help zebra
! error: no such command or topic: `zebra`
! hint: octorel help
[2] $ octorel incident resovle
! error: unrecognized subcommand 'resovle'
!   tip: a similar subcommand exists: 'resolve'
!   Usage: octorel incident [OPTIONS] [COMMAND]
! hint: `octorel help incident` shows its arguments and examples
[2] $ octorel incident close --reason x
! error: no such command: `incident close`
! hint: octorel incident resolve --reason x
[2] $ octorel tick --limit 3
! error: `tick` has no --limit option
! hint: it is an option of `octorel next`; `octorel help tick` shows those of this command
[2] $ octorel tick 1.1 --as-of 2026-12-01
! error: `tick` has no --as-of option
! hint: it is an option of `octorel status`, `octorel next`, `octorel list` and others; `octorel help tick` shows those of this command
[2] $ octorel list --limt 3
! error: unexpected argument '--limt' found
!   Usage: octorel list [OPTIONS] [WORDS]...
! hint: `octorel help list` shows its arguments and examples
[2] $ octorel status --as dana@example.com
! error: `status` has no --as option
! hint: it is an option of `octorel next`, `octorel list`, `octorel tick --as dana@example.com` and others; `octorel help status` shows those of this command

"#]]);
}

#[test]
fn a_former_name_or_a_foreign_word_suggests_a_command_that_can_be_pasted() {
    for (line, suggested) in [
        ("decisions", "decide"),
        (
            "escalate go-no-go --reason \"on leave\"",
            "decide go-no-go --reason \"on leave\" --escalate",
        ),
        ("escalate go-no-go --to product-lead", "decide go-no-go --escalate product-lead"),
        ("notes", "log --kind note"),
        ("notes --kind risk", "log --kind risk"),
        ("deviations --format json", "log --kind deviation --format json"),
        ("verify -r 2.4.0", "check -r 2.4.0"),
        ("repair --yes", "check --repair --yes"),
        ("-r 2.4.0 unblock 1.2 --note \"it's up\"", "-r 2.4.0 untick 1.2 --note \"it's up\""),
        ("record", "report"),
        ("incident open x", "incident declare x"),
        ("close 2.4.0 --reason out", "finish --reason out"),
        ("done 2.4 --note report", "tick 2.4 --note report"),
        ("Complete 2.4", "tick 2.4"),
        ("undo-tick 1.1", "untick 1.1"),
        ("open 1.1", "untick 1.1"),
        ("info 2.4", "show 2.4"),
        ("history 1.1", "log 1.1"),
        ("ls --state late", "list --state late"),
        ("version", "--version"),
        ("status --json", "status --format json"),
        ("edit 2.4", "init"),
        ("unassign qa dana@example.com", "assign qa dana@example.com --remove"),
        ("remove qa dana@example.com", "assign qa dana@example.com --remove"),
        ("remove 1.4", "skip 1.4 --reason \"…\""),
        ("risk \"new nodes\"", "note --kind risk \"new nodes\""),
    ] {
        let here = Here::in_progress();
        let run = here.run(line);
        let hint = run.stderr.lines().find_map(|line| line.strip_prefix("hint: octorel "));
        assert_eq!((run.code, hint), (Some(2), Some(suggested)), "{run}");
        let pasted = here.run(suggested);
        assert_ne!(pasted.code, Some(2), "{pasted}");
    }
}

#[test]
fn both_ways_to_ask_for_help_print_the_same() {
    let here = Here::empty();
    for name in commands(&here) {
        let either = [format!("help {name}"), format!("{name} --help")];
        let [one, other] = either.map(|line| here.ok(&line));
        assert_eq!(one, other);
    }
    let overview = here.ok("help");
    let (_, topics) = overview.split_once("\nTopics:").unwrap();
    assert_snapshot(
        topics,
        str![[r#"

  items        How to select items, roles, phases and decisions
  dates        The release time (T), and how to enter dates
  go-no-go     Decisions, escalation and the go/no-go meeting
  incidents    How to declare, resolve and review incidents
  history      The log, deviations, risks, and how a release ends
  team         Who you are, roles, sharing through git, stakeholders
  sharing      Sharing releases through the git remote
  keys         The full-screen interface (`octorel ui`) and its keys
  playbook     The format of playbooks
  checklists   Import of Markdown checklists
  ci           How a pipeline checks a gate
  chat         Reminders in a chat, a stand-up and a status bar
  exit-codes   What the exit codes 0, 1, 2 and 130 mean
  files        The files in .octorel/, repair, environment variables, limits
  formats      Output formats, and what a terminal changes
  json         The JSON that octorel prints
  agents       Text for an AGENTS.md: how scripts and agents use octorel

`octorel help COMMAND` or `octorel help TOPIC` shows more.

"#]],
    );
}

#[test]
fn a_hint_repeats_the_arguments_of_the_user() {
    let here = Here::started();
    here.ok(&Here::plan("2.5.0", "2027-01-12 14:00"));
    fs::create_dir(here.path("my app")).unwrap();
    here.shows(str![[r#"
[2] $ octorel incident note -C "my app" -r 2.4.0
! error: missing note text
! hint: octorel incident note -C "my app" -r 2.4.0 "…"
[2] $ octorel -C "my app" tick smoke --release 2.5.0 --as dana@example.com
! error: `smoke` matches 3 items
!   2.7  Schedule staging deployment and smoke tests
!   4.2  Execute smoke tests and validate critical flows
!   6.5  QA/Testing runs smoke tests
! hint: octorel -C "my app" -r 2.5.0 tick --as dana@example.com 2.7
[2] $ octorel -r 2.5 tick 1.3
! error: no such release: `2.5`
!   2.4.0
!   2.5.0
! hint: octorel tick 1.3 --release 2.5.0
[1] $ octorel -r 2.5.0 tick 10.1 --as dana@example.com
! error: 10.1 belongs to the incident checklist, and no incident is ongoing
!   10.1  Trigger incident response process
! hint: octorel -r 2.5.0 incident declare --as dana@example.com "what happened" --severity 2
$ octorel -r 2.5.0 decide go-no-go --escalate
✓  escalated  go-no-go to Project Manager
   pre-release: 23 of 23 to do · next: 1.1 Confirm release scope and
   deliverables with Product Manager

Go/No-Go for Release · go-no-go · go or no-go
 state   escalated to Project Manager
 owners  Release Manager

Escalation
 1  pete        Project Manager  escalated by rm, 4 Dec 10:00
 2  unassigned  Product Lead     next

"#]]);
}

#[test]
fn text_that_looks_like_a_command_is_never_rewritten() {
    let here = Here::started();
    fs::create_dir(here.path("app")).unwrap();
    here.ok("block 2.4 --reason \"see octorel start 1\"");
    for line in ["status", "next", "list --state blocked", "tick 2.4 --note \"octorel start 1\""] {
        let shown = here.ok(&format!("-C app {line}"));
        assert!(!shown.contains("-C app start"), "{shown}");
    }
    let skipped = here.ok("-C app skip 1.4 --reason \"octorel start 1\"");
    assert!(skipped.contains(" octorel start 1\n"), "{skipped}");
}

#[test]
fn each_command_has_a_manual_page_without_errors() {
    let here = Here::empty();
    here.ok("man --out pages");
    let pages = fs::read_dir(here.path("pages/man1")).unwrap();
    let pages: Vec<_> = pages.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(pages.len(), commands(&here).len() + 1);
    let main = fs::read_to_string(here.path("pages/man1/octorel.1")).unwrap();
    assert_eq!(main, here.ok("man"));
    assert!(main.contains("octorel \\- Track a release checklist"), "{main}");
    let mut mandoc = here.command("mandoc");
    match mandoc.args(["-T", "lint", "-W", "error"]).args(&pages).output() {
        Ok(output) => {
            let message = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && message.is_empty(), "{message}");
        }
        Err(error) => {
            let skipped = format!("\nskipped: manual pages were not checked: mandoc: {error}\n");
            // Bypasses the test harness, which hides the output of passing tests.
            std::io::Write::write_all(&mut std::io::stderr(), skipped.as_bytes()).unwrap();
        }
    }
}
