//! Prompts for missing arguments: what they show, what each key does, and what remains on the screen.

mod around;
mod prompts;

use crate::harness::{
    BACKSPACE, BLACK_AND_WHITE, DOWN, ENTER, ESCAPE, LEFT, Modes, PAGE_DOWN, PAGE_UP, TAB,
    Terminal, UP, ctrl,
};
use crate::support::Here;
use snapbox::str;

/// The program in a terminal of common size, after its prompt has appeared.
fn asks(here: &Here, line: &str, question: &str) -> Terminal {
    let terminal = Terminal::start(here, (80, 12), &BLACK_AND_WHITE, line);
    terminal.wait_for(question);
    // The last line of the prompt.
    terminal.wait_for("Esc cancel");
    terminal
}

/// The terminal after the program has exited with this code and restored it.
#[track_caller]
fn ended(mut terminal: Terminal, code: i32) -> Terminal {
    assert_eq!(terminal.exit(), code, "{}", terminal.screen());
    assert_eq!(terminal.modes(), Modes::UNTOUCHED);
    terminal
}

/// Checks what is on the screen after such an end.
#[track_caller]
fn assert_ended(terminal: Terminal, code: i32, part: &str) {
    let screen = ended(terminal, code).screen();
    assert!(screen.contains(part), "{screen}");
}

#[test]
fn a_tick_without_an_item_lists_what_to_do_and_ticks_the_selected_item() {
    let terminal = asks(&Here::in_progress(), "tick", "Which item?");
    terminal.shows(str![[r#"
Which item?
>   1.3  Review and update release calendar                     rm  10 days late
    1.5  Communicate preliminary release timeline to stakehol…  rm  10 days late
    1.6  Verify all features have acceptance criteria and DoD   rm  10 days late
    2.1  Confirm all PRs merged and acceptance criteria met     rm  3 days late
    2.2  Verify CI/CD pipelines are green and security scans…   rm  3 days late
    2.3  Review release notes with Product and Project Manage…  rm  3 days late
    2.4  Coordinate with DevOps on infrastructure readiness     rm  3 days late
    2.5  Prepare rollback and mitigation plans                  rm  3 days late
    2.6  Brief support teams on new features and known issues   rm  3 days late
    2.7  Schedule staging deployment and smoke tests            rm  3 days late
52 items · Enter select · Esc cancel · Tab mark

"#]]);
    terminal.press(DOWN, "> ");
    terminal.keys(ENTER);
    ended(terminal, 0).shows(str![[r#"
✓  1.5  Communicate preliminary release timeline to stakeholders
        10 days late (deviation)
   pre-release: 21 of 23 to do, 15 late · next: 1.3 Review and update release
   calendar
equivalent command: octorel tick 1.5

"#]]);
}

#[test]
fn every_movement_key_moves_the_selection() {
    let terminal = asks(&Here::in_progress(), "tick", "Which item?");
    for (keys, pointed) in [
        (DOWN.to_owned(), ">   1.5"),
        (ctrl('n'), ">   1.6"),
        (UP.to_owned(), ">   1.5"),
        (ctrl('p'), ">   1.3"),
        (PAGE_DOWN.to_owned(), ">   3.1"),
        (PAGE_UP.to_owned(), ">   1.3"),
    ] {
        terminal.press(&keys, pointed);
    }
    terminal.keys(ESCAPE);
    ended(terminal, 130);
}

#[test]
fn several_are_marked_and_recorded_at_once() {
    let here = Here::in_progress();
    let terminal = asks(&here, "tick --note \"all green\"", "Which item?");
    terminal.press(format!("{TAB} "), "2 marked");
    terminal.press(format!("staging{TAB}"), "3 marked");
    terminal.keys(ENTER);
    ended(terminal, 0).shows(str![[r#"
✓  1.3  Review and update release calendar
        10 days late (deviation)
✓  1.5  Communicate preliminary release timeline to stakeholders
        10 days late (deviation)
✓  2.7  Schedule staging deployment and smoke tests
        3 days late (deviation)
   pre-release: 19 of 23 to do, 13 late · next: 1.6 Verify all features have
   acceptance criteria and DoD
equivalent command: octorel tick --note "all green" 1.3 1.5 2.7

"#]]);
    let open = here.json("list --state done");
    assert_eq!(open["items"].as_array().unwrap().len(), 4);
}

#[test]
fn a_line_is_edited_as_in_a_shell() {
    let terminal = asks(&Here::in_progress(), "block 1.3", "Why?");
    for (keys, line) in [
        ("one two".to_owned(), "Why? one two"),
        (ctrl('w'), "Why? one"),
        (format!("{}zero ", ctrl('a')), "Why? zero one"),
        (format!("{}{}", ctrl('e'), ctrl('u')), "Why?\n"),
        ("é\u{1f680}x".to_owned(), "Why? é🚀x"),
        ([LEFT, BACKSPACE].concat(), "Why? éx"),
    ] {
        terminal.press(&keys, line);
    }
    terminal.settle();
    assert_eq!(terminal.read_screen(vt100::Screen::cursor_position), (0, 6));
    terminal.paste("\nfrom\tthe\x07 clipboard ");
    terminal.wait_for("Why? é from the clipboard x");
    terminal.keys(ENTER);
    assert_ended(terminal, 0, "--reason \"é from the clipboard x\"");
}
