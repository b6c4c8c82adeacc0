//! The prompts of the commands: items, reasons, roles, texts and outcomes.

use super::{asks, assert_ended, ended};
use crate::harness::{BACKSPACE, DOWN, END, ENTER, HOME, LEFT, Terminal, UP};
use crate::support::Here;
use snapbox::str;

#[test]
fn a_required_reason_is_prompted_for() {
    let terminal = asks(&Here::in_progress(), "skip 1.3", "Why?");
    terminal.shows(str![[r#"
Why?
Enter accept · Esc cancel

"#]]);
    terminal.keys(ENTER);
    terminal.keys("no calendra");
    terminal.keys([BACKSPACE, BACKSPACE, "ar"].concat());
    terminal.press(format!("{HOME}日本: {END}{LEFT}{END} yet"), "Why? 日本: no calendar yet");
    terminal.keys(ENTER);
    ended(terminal, 0).shows(str![[r#"
–  1.3  Review and update release calendar
        日本: no calendar yet
        required item skipped (deviation)
   pre-release: 21 of 23 to do, 15 late · next: 1.5 Communicate preliminary
   release timeline to stakeholders
equivalent command: octorel skip 1.3 --reason "日本: no calendar yet"

"#]]);
}

#[test]
fn an_item_that_cannot_be_skipped_is_refused_before_the_reason_prompt() {
    let terminal = Terminal::plain(&Here::in_progress(), "skip 1.1 nonsense");
    ended(terminal, 1).shows(str![[r#"
error: 1.1 is done
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel untick 1.1

"#]]);
}

#[test]
fn a_name_that_matches_several_items_prompts_for_one() {
    let terminal = asks(&Here::in_progress(), "tick 1.3 smoke", "Which item?");
    terminal.shows(str![[r#"
Which item?
> 2.7  Schedule staging deployment and smoke tests      rm    3 days late
  4.2  Execute smoke tests and validate critical flows  rm    tomorrow
  6.5  QA/Testing runs smoke tests                      dana  Tue 8 Dec
3 items · Enter select · Esc cancel

"#]]);
    terminal.keys(format!("{DOWN}{ENTER}"));
    assert_ended(terminal, 0, "equivalent command: octorel tick 1.3 4.2");
}

#[test]
fn each_command_offers_the_items_that_it_applies_to() {
    let here = Here::in_progress();
    here.ok("skip 1.5 --reason \"not this time\"");
    let screen = asks(&here, "untick", "Which item?").screen();
    let rows = screen.lines().skip(1);
    let numbers = rows.filter_map(|row| row.trim_start_matches(['>', ' ']).split(' ').next());
    let numbers: Vec<&str> = numbers.filter(|word| word.contains('.')).collect();
    assert_eq!(numbers, ["1.5", "1.2", "1.1"], "{screen}");
    here.ok("untick 1.1 1.2 1.5");
    ended(Terminal::plain(&here, "untick"), 1).shows(str![[r#"
error: nothing is ticked, skipped or blocked
hint: octorel list

"#]]);
}

#[test]
fn an_item_of_all_roles_prompts_a_person_without_a_role_for_one() {
    let here = Here::in_progress().by("guest@example.com");
    let terminal = asks(&here, "tick 6.6", "Which role for 6.6?");
    terminal.shows(str![[r#"
Which role for 6.6?
>   customer-success  Customer Success/Support  cleo
    data-analyst      Data Analyst              ada
    developer         Developer                 dev
    product-manager   Product Manager           pat
    project-manager   Project Manager           pete
    qa                QA/Testing                dana
    release-manager   Release Manager           rm
    security-lead     Security Lead             sam
    ux-designer       UX Designer               uma
9 roles · Enter select · Esc cancel · Tab mark

"#]]);
    terminal.keys(format!("qa{ENTER}"));
    assert_ended(terminal, 0, "equivalent command: octorel tick 6.6 --role qa");
    let terminal = Terminal::plain(&Here::in_progress(), "tick 6.6");
    assert_ended(terminal, 0, "✓  6.6");
}

#[test]
fn a_command_prompts_for_one_missing_argument_after_the_other() {
    let guest = Here::in_progress().by("guest@example.com");
    for (here, line, answers, recorded, command) in [
        (
            &Here::in_progress(),
            "note",
            &[("Which item?", ""), ("Note text?", "-- it's late")][..],
            "✓  noted  -- it's late",
            "note -- \"-- it's late\"",
        ),
        (
            &Here::in_progress(),
            "note --kind risk",
            &[("Which item?", "4.1"), ("Note text?", "untested")],
            "4.1 R1  Deploy to staging environment (risk noted)",
            "note --kind risk 4.1 untested",
        ),
        (&guest, "note 2.4", &[("Note text?", "down")], "(noted)", "note 2.4 down"),
        (
            &guest,
            "decide go-no-go --override",
            &[("Go/No-Go for Release:", ""), ("Why?", "nobody is here")],
            "✓  decided  go-no-go: go by override",
            "decide go-no-go --override go --reason \"nobody is here\"",
        ),
        (
            &guest,
            "assign",
            &[("Which role?", "data"), ("Who takes on the role?", "ben@example.com")],
            "✓  assigned  Data Analyst to ben@example.com",
            "assign data-analyst ben@example.com",
        ),
        (
            &guest,
            "incident declare",
            &[("What happened?", "checkout is down"), ("Severity?", UP)],
            "✓  incident 1  severity 1 (declared)",
            "incident declare \"checkout is down\" --severity 1",
        ),
        (
            &guest,
            "reschedule",
            &[("New release date", "T+1d")],
            "✓  rescheduled  to Wed 9 Dec 2026 14:00",
            "reschedule T+1d",
        ),
        (
            &Here::empty(),
            "start",
            &[("Version to release?", "1.0"), ("Release date", "fri 14:00")],
            "✓  1.0  Fri 11 Dec 2026 14:00",
            "start 1.0 --on \"fri 14:00\"",
        ),
    ] {
        let terminal = asks(here, line, answers[0].0);
        terminal.resize_and_draw(100, 40);
        for (question, answer) in answers {
            terminal.wait_for(question);
            terminal.keys(format!("{answer}{ENTER}"));
        }
        let screen = ended(terminal, 0).screen();
        assert!(screen.contains(recorded), "{screen}");
        assert!(screen.ends_with(&format!("equivalent command: octorel {command}\n")), "{screen}");
    }
}

#[test]
fn a_decision_lists_all_decisions_and_then_its_outcomes() {
    let terminal = asks(&Here::in_progress(), "decide --reason ready", "Which decision?");
    terminal.shows(str![[r#"
Which decision?
> go-no-go                pending  rm (Release Manager)
  rollback                pending  rm (Release Manager) + dev (Developer)
  scope-change            pending  pat (Product Manager)
  security-exception      pending  sam (Security Lead)
  customer-communication  pending  cleo (Customer Success/Support)
5 decisions · Enter select · Esc cancel

"#]]);
    terminal.press(format!("go-no-go{ENTER}"), "Go/No-Go for Release:");
    terminal.shows(str![[r#"
Go/No-Go for Release:
> go
  no-go
2 choices · Enter select · Esc cancel

"#]]);
    terminal.keys(ENTER);
    assert_ended(terminal, 0, "equivalent command: octorel decide --reason ready go-no-go go");
}

#[test]
fn a_deployment_with_a_closed_gate_and_the_untick_of_others_are_confirmed() {
    let here = Here::started();
    let terminal = asks(&here, "tick 5.4", "tick 5.4 anyway?");
    terminal.keys(ENTER);
    assert_ended(terminal, 130, "nothing was recorded");
    let terminal = asks(&here, "tick 5.4", "tick 5.4 anyway?");
    terminal.keys(format!("{DOWN}{ENTER}"));
    assert_ended(terminal, 0, "deployed while gate `deploy` was closed");
    here.ok("tick 3.3 --as dana@example.com");
    let terminal = asks(&here, "untick 3.3", "3.3 was done by dana; untick it anyway?");
    terminal.keys(format!("{DOWN}{ENTER}"));
    assert_ended(terminal, 0, "set back to to-do by rm, done by dana");
}

#[test]
fn without_input_nothing_is_prompted_for() {
    let here = Here::started();
    for (here, line) in [(&here, "tick --no-input"), (&here.with("OCTOREL_NO_INPUT", "1"), "tick")]
    {
        ended(Terminal::plain(here, line), 2);
    }
}
