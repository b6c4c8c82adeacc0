//! The terminal during a prompt: its size, colours and position, how the prompt ends, and where none appears.

use super::{asks, assert_ended, ended};
use crate::harness::{ENTER, ESCAPE, Modes, TAB, Terminal, ctrl};
use crate::support::{Here, assert_snapshot};
use rustix::process::Signal;
use snapbox::str;

#[test]
fn a_cancelled_prompt_records_nothing_and_restores_the_terminal() {
    let here = Here::in_progress();
    let before = here.bytes();
    for key in [ESCAPE.to_owned(), ctrl('c'), ctrl('d')] {
        let terminal = asks(&here, "tick", "Which item?");
        assert!(!terminal.modes().line_by_line);
        terminal.keys(key);
        assert_eq!(ended(terminal, 130).screen(), "nothing was recorded\n");
    }
    assert!(here.bytes() == before);
}

#[test]
fn a_signal_restores_the_terminal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let terminal = asks(&Here::in_progress(), "tick", "Which item?");
        terminal.signal(signal);
        assert_eq!(ended(terminal, code).screen(), "");
    }
}

#[test]
fn closing_the_window_ends_the_prompt() {
    let mut terminal = asks(&Here::in_progress(), "tick", "Which item?");
    terminal.hang_up();
    // Either the signal or the failing write to the terminal ends the program.
    assert!([129, 2].contains(&terminal.exit()));
}

#[test]
fn a_suspended_prompt_restores_the_terminal_and_returns_later() {
    let shell = Terminal::shell(&Here::in_progress());
    shell.press(format!("octorel tick{ENTER}"), "Esc cancel");
    shell.keys(ctrl('z'));
    shell.wait_gone("Esc cancel");
    shell.wait_for_prompt();
    assert_eq!(shell.modes(), Modes::UNTOUCHED);
    shell.press(format!("fg{ENTER}"), "Esc cancel");
    shell.press(ENTER, "equivalent command: octorel tick 1.3");
    shell.wait_for_prompt();
    assert_eq!(shell.modes(), Modes::UNTOUCHED);
}

#[test]
fn a_prompt_holds_no_lock() {
    let here = Here::in_progress();
    let terminal = asks(&here, "tick", "Which item?");
    here.ok("tick 1.3 --as dev@example.com");
    terminal.keys(ENTER);
    assert_ended(terminal, 0, "1.3 is already done, by dev");
}

#[test]
fn a_resize_redraws_the_prompt() {
    let terminal = asks(&Here::in_progress(), "tick", "Which item?");
    terminal.resize_and_draw(40, 8);
    terminal.wait_for("52 items");
    terminal.resize_and_draw(100, 12);
    terminal.wait_for("acceptance criteria and DoD");
    let screen = terminal.screen();
    assert_eq!(screen.matches("Which item?").count(), 1, "{screen}");
    assert_eq!(screen.lines().count(), 12, "{screen}");
    terminal.keys(ESCAPE);
    assert_eq!(ended(terminal, 130).screen(), "nothing was recorded\n");
}

#[test]
fn a_resized_prompt_leaves_the_screen_as_it_was() {
    let shell = Terminal::shell(&Here::in_progress());
    shell.press(format!("octorel tick{ENTER}"), "Esc cancel");
    // A terminal wraps the lines of its other screen again when it is resized.
    assert!(shell.modes().alternate_screen);
    for columns in [60, 80, 50, 100, 80] {
        shell.resize_and_draw(columns, 24);
    }
    shell.keys(ESCAPE);
    shell.wait_for_prompt();
    assert_eq!(shell.screen(), "$ octorel tick\nnothing was recorded\n$\n");
}

#[test]
fn prompts_use_the_colours_and_symbols_of_the_terminal() {
    let colours = Terminal::start(&Here::in_progress(), (80, 12), &[], "tick");
    colours.wait_for("Esc cancel");
    assert_snapshot(
        &colours.coloured().replace('\x1b', "^"),
        str![[r#"
^[1mWhich item? ^[m
^[1m> ^[32;22m  ^[31m1.3^[2C^[39;1mReview and update release calendar^[21Crm^[2C^[31;22m10 days late^[m
^[1m  ^[32;22m  ^[31m1.5^[2C^[mCommunicate^[Cpreliminary^[Crelease^[Ctimeline^[Cto^[Cstakehol…^[2Crm^[2C^[31m10 days late^[m
^[1m  ^[32;22m  ^[31m1.6^[2C^[mVerify^[Call^[Cfeatures^[Chave^[Cacceptance^[Ccriteria^[Cand^[CDoD^[3Crm^[2C^[31m10 days late^[m
^[1m  ^[32;22m  ^[31m2.1^[2C^[mConfirm^[Call^[CPRs^[Cmerged^[Cand^[Cacceptance^[Ccriteria^[Cmet^[5Crm^[2C^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.2^[2C^[mVerify^[CCI/CD^[Cpipelines^[Care^[Cgreen^[Cand^[Csecurity^[Cscans…^[3Crm^[2C^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.3^[2C^[mReview^[Crelease^[Cnotes^[Cwith^[CProduct^[Cand^[CProject^[CManage…^[2Crm^[2C^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.4^[2C^[mCoordinate^[Cwith^[CDevOps^[Con^[Cinfrastructure^[Creadiness^[5Crm^[2C^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.5^[2C^[mPrepare^[Crollback^[Cand^[Cmitigation^[Cplans^[18Crm^[2C^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.6^[2C^[mBrief^[Csupport^[Cteams^[Con^[Cnew^[Cfeatures^[Cand^[Cknown^[Cissues^[3Crm^[2C^[31m3 days late^[m
^[1m  ^[32;22m  ^[31m2.7^[2C^[mSchedule^[Cstaging^[Cdeployment^[Cand^[Csmoke^[Ctests^[12Crm^[2C^[31m3 days late^[m
^[2m52 items · Enter select · Esc cancel · Tab mark^[m

"#]],
    );
    let env = [("NO_COLOR", "1"), ("OCTOREL_ASCII", "1")];
    let ascii = Terminal::start(&Here::in_progress(), (60, 24), &env, "tick");
    ascii.wait_for("Esc cancel");
    ascii.press(TAB, "1 marked");
    assert!(ascii.screen().is_ascii(), "{}", ascii.screen());
}

#[test]
fn pipes_ci_and_dumb_terminals_get_no_prompt() {
    let here = Here::in_progress();
    for env in [("CI", "true"), ("TERM", "dumb")] {
        let mut terminal = Terminal::start(&here, (80, 24), &[env, ("NO_COLOR", "1")], "tick");
        assert_eq!(terminal.exit(), 2);
        assert!(terminal.screen().contains("hint: octorel tick 1.3"));
    }
    let shell = Terminal::shell(&here);
    for pipe in ["</dev/null", "| cat", "2>&1 >/dev/null"] {
        shell.press(format!("clear; octorel tick {pipe}{ENTER}"), "specify an item");
        shell.wait_for_prompt();
    }
    assert!(!shell.raw().windows(6).any(|bytes| bytes == b"Which "));
}

#[test]
fn the_terminal_is_restored_after_an_editor_that_leaves_it_raw() {
    let here = Here::in_progress();
    here.write("text", "One\nTwo\n");
    let editor = [("VISUAL", "stty raw -echo; cp text")];
    let terminal = Terminal::start(&here, (80, 12), &editor, "note -e");
    assert_ended(terminal, 0, "noted  One Two");
}
