//! The prompts of the commands: items, reasons, roles, texts and outcomes.

use super::{BLACK_AND_WHITE, asks, ended};
use crate::harness::{BACKSPACE, DOWN, END, ENTER, HOME, LEFT, Terminal, UP};
use crate::support::{Here, assert_snapshot};
use snapbox::str;

#[test]
fn a_required_reason_is_prompted_for() {
    let terminal = asks(&Here::in_progress(), "skip 1.3", "Why?");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
Why?
Enter accept · Esc cancel

"#]],
    );
    terminal.keys(ENTER);
    terminal.keys("no calendra");
    terminal.keys([BACKSPACE, BACKSPACE, "ar"].concat());
    terminal.keys(format!("{HOME}日本: {END}{LEFT}{END} yet"));
    terminal.wait_for("Why? 日本: no calendar yet");
    terminal.keys(ENTER);
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
–  1.3  Review and update release calendar
        日本: no calendar yet
        required item skipped (deviation)
   pre-release: 21 of 23 to do, 15 late · next: 1.5 Communicate preliminary
   release timeline to stakeholders
equivalent command: octorel skip 1.3 --reason "日本: no calendar yet"

"#]],
    );
}

#[test]
fn an_item_that_cannot_be_skipped_is_refused_before_the_reason_prompt() {
    let mut terminal =
        Terminal::start(&Here::in_progress(), (80, 24), &BLACK_AND_WHITE, "skip 1.1 nonsense");
    assert_eq!(terminal.exit(), 1);
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
error: 1.1 is done
  1.1  Confirm release scope and deliverables with Product Manager
hint: octorel untick 1.1

"#]],
    );
}

#[test]
fn a_name_that_matches_several_items_prompts_for_one() {
    let terminal = asks(&Here::in_progress(), "tick 1.3 smoke", "Which item?");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
Which item?
> 2.7  Schedule staging deployment and smoke tests      rm    3 days late
  4.2  Execute smoke tests and validate critical flows  rm    tomorrow
  6.5  QA/Testing runs smoke tests                      dana  Tue 8 Dec
3 items · Enter select · Esc cancel

"#]],
    );
    terminal.keys(format!("{DOWN}{ENTER}"));
    assert!(ended(terminal, 0).contains("equivalent command: octorel tick 1.3 4.2"));
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
    let mut nothing = Terminal::start(&here, (80, 24), &BLACK_AND_WHITE, "untick");
    assert_eq!(nothing.exit(), 1);
    assert_snapshot(
        &nothing.screen(),
        str![[r#"
error: nothing is ticked, skipped or blocked
hint: octorel list

"#]],
    );
}

#[test]
fn an_item_of_all_roles_prompts_a_person_without_a_role_for_one() {
    let here = Here::in_progress().by("guest@example.com");
    let terminal = asks(&here, "tick 6.6", "Which role for 6.6?");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
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

"#]],
    );
    terminal.keys(format!("qa{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  6.6  All roles monitor their respective areas · qa
        ticked by guest, who is not QA/Testing (deviation)
   pre-release: 22 of 23 to do, 16 late · next: 1.3 Review and update release
   calendar
equivalent command: octorel tick 6.6 --role qa

"#]],
    );
    let terminal = Terminal::start(&Here::in_progress(), (80, 24), &BLACK_AND_WHITE, "tick 6.6");
    assert!(ended(terminal, 0).contains("✓  6.6"));
}

#[test]
fn a_note_prompts_for_an_item_or_the_whole_release() {
    let here = Here::in_progress();
    let terminal = asks(&here, "note", "Which item?");
    terminal.keys(ENTER);
    terminal.wait_for("Note text?");
    terminal.keys(format!("-- it's late{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  noted  -- it's late
   pre-release: 22 of 23 to do, 16 late · next: 1.3 Review and update release
   calendar
equivalent command: octorel note -- "-- it's late"

"#]],
    );
    let terminal = asks(&here, "note --kind risk", "Which item?");
    terminal.keys(format!("4.1{ENTER}"));
    terminal.wait_for("Note text?");
    terminal.keys(format!("untested{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
☐  4.1 R1  Deploy to staging environment (risk noted)
           untested
   pre-release: 22 of 23 to do, 16 late · next: 1.3 Review and update release
   calendar
equivalent command: octorel note --kind risk 4.1 untested

"#]],
    );
}

#[test]
fn a_decision_lists_all_decisions_and_then_its_outcomes() {
    let terminal = asks(&Here::in_progress(), "decide --reason ready", "Which decision?");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
Which decision?
> go-no-go                pending  rm (Release Manager)
  rollback                pending  rm (Release Manager) + dev (Developer)
  scope-change            pending  pat (Product Manager)
  security-exception      pending  sam (Security Lead)
  customer-communication  pending  cleo (Customer Success/Support)
5 decisions · Enter select · Esc cancel

"#]],
    );
    terminal.keys(format!("go-no-go{ENTER}"));
    terminal.wait_for("Go/No-Go for Release:");
    assert_snapshot(
        &terminal.screen(),
        str![[r#"
Go/No-Go for Release:
> go
  no-go
2 choices · Enter select · Esc cancel

"#]],
    );
    terminal.keys(ENTER);
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  decided  go-no-go: go as Release Manager
            ready
   pre-release: 22 of 23 to do, 16 late · next: 1.3 Review and update release
   calendar
equivalent command: octorel decide --reason ready go-no-go go

"#]],
    );
}

#[test]
fn an_override_prompts_for_the_reason() {
    let here = Here::in_progress().by("guest@example.com");
    let terminal = asks(&here, "decide go-no-go --override", "Go/No-Go for Release:");
    terminal.keys(ENTER);
    terminal.wait_for("Why?");
    terminal.keys(format!("nobody is here{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  decided  go-no-go: go by override
            nobody is here
            decided by override (deviation)
   pre-release: 22 of 23 to do, 16 late · next: 1.3 Review and update release
   calendar
equivalent command: octorel decide go-no-go --override go --reason "nobody is he
re"

"#]],
    );
}

#[test]
fn assign_and_incident_prompt_for_one_argument_after_the_other() {
    let here = Here::in_progress();
    let terminal = asks(&here, "assign", "Which role?");
    terminal.keys(format!("data{ENTER}"));
    terminal.wait_for("Who takes on the role?");
    terminal.keys(format!("ben@example.com{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  assigned  Data Analyst to ben@example.com
   pre-release: 22 of 23 to do, 16 late · next: 1.3 Review and update release
   calendar
equivalent command: octorel assign data-analyst ben@example.com

"#]],
    );
    let terminal = asks(&here, "incident declare", "What happened?");
    terminal.keys(format!("checkout is down{ENTER}"));
    terminal.wait_for("Severity?");
    terminal.keys(format!("{UP}{ENTER}"));
    assert_snapshot(
        &ended(terminal, 0),
        str![[r#"
✓  incident 1  severity 1 (declared)
               checkout is down
   pre-release: 22 of 23 to do, 16 late · next: 10.1 Trigger incident response
   process
equivalent command: octorel incident declare "checkout is down" --severity 1

"#]],
    );
}

#[test]
fn a_start_asks_for_its_version_and_date() {
    let terminal = asks(&Here::empty(), "start", "Version to release?");
    terminal.keys(format!("1.0{ENTER}"));
    terminal.wait_for("Release date");
    terminal.keys(format!("fri 14:00{ENTER}"));
    let screen = ended(terminal, 0);
    assert!(
        screen.contains("equivalent command: octorel start 1.0 --on \"fri 14:00\""),
        "{screen}"
    );
}

#[test]
fn a_reschedule_asks_for_its_date_and_a_note_for_its_text() {
    let here = Here::in_progress();
    let terminal = asks(&here, "reschedule", "New release date");
    terminal.resize_and_draw(80, 24);
    terminal.keys(format!("T+1d{ENTER}"));
    let screen = ended(terminal, 0);
    assert!(screen.contains("equivalent command: octorel reschedule T+1d"), "{screen}");
    let terminal = asks(&here, "note 2.4", "Note text?");
    terminal.keys(format!("down{ENTER}"));
    let screen = ended(terminal, 0);
    assert!(screen.contains("equivalent command: octorel note 2.4 down"), "{screen}");
}

#[test]
fn a_deployment_with_a_closed_gate_and_the_untick_of_others_are_confirmed() {
    let here = Here::started();
    let terminal = asks(&here, "tick 5.4", "tick 5.4 anyway?");
    terminal.keys(ENTER);
    assert!(ended(terminal, 130).contains("nothing was recorded"));
    let terminal = asks(&here, "tick 5.4", "tick 5.4 anyway?");
    terminal.keys(format!("{DOWN}{ENTER}"));
    assert!(ended(terminal, 0).contains("deployed while gate `deploy` was closed"));
    here.ok("tick 3.3 --as dana@example.com");
    let terminal = asks(&here, "untick 3.3", "3.3 was done by dana; untick it anyway?");
    terminal.keys(format!("{DOWN}{ENTER}"));
    assert!(ended(terminal, 0).contains("set back to to-do by rm, done by dana"));
}

#[test]
fn without_input_nothing_is_prompted_for() {
    let here = Here::started();
    let line = "tick --no-input";
    let mut option = Terminal::start(&here, (80, 24), &BLACK_AND_WHITE, line);
    assert_eq!(option.exit(), 2, "{}", option.screen());
    let quiet = here.with("OCTOREL_NO_INPUT", "1");
    let mut variable = Terminal::start(&quiet, (80, 24), &BLACK_AND_WHITE, "tick");
    assert_eq!(variable.exit(), 2, "{}", variable.screen());
}
