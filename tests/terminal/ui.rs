//! `ui`, the full-screen program: the effect of keys in a real terminal.

use crate::harness::{BLACK_AND_WHITE, DOWN, ENTER, ESCAPE, HOME, Modes, TAB, Terminal, UP};
use crate::support::Here;
use snapbox::str;
use std::time::{Duration, Instant};

/// The last line before the first action.
pub(crate) const FRESH: &str = "The equivalent command";

pub(crate) fn open(here: &Here, size: (u16, u16)) -> Terminal {
    let terminal = Terminal::start(here, size, &BLACK_AND_WHITE, "ui");
    terminal.wait_for(FRESH);
    terminal
}

/// Quits the program and checks that it restores the terminal.
#[track_caller]
pub(crate) fn leave(mut terminal: Terminal) {
    terminal.keys("q");
    assert_eq!(terminal.exit(), 0);
    assert_eq!(terminal.modes(), Modes::UNTOUCHED);
}

#[test]
fn the_names_of_phases_and_roles_are_not_truncated() {
    for (columns, rows) in [(80, 24), (120, 30), (160, 40)] {
        let here = Here::in_progress();
        here.ok("skip 2.1 --reason \"nothing to merge\"");
        let terminal = open(&here, (columns, rows));
        terminal.wait_for(" Pre-Release Preparation ");
        terminal.press("hG", " Customer Success/Support ");
        leave(terminal);
    }
}

#[test]
fn space_ticks_and_shows_the_equivalent_command() {
    let here = Here::in_progress();
    let terminal = open(&here, (80, 24));
    terminal.wait_for("☐ 1.3");
    terminal.press(" ", "✓ 1.3");
    terminal.wait_for("octorel tick 1.3");
    assert!(here.ok("log 1.3").contains("ticked"));
    terminal.press("u", "☐ 1.3");
    terminal.wait_for("octorel undo");
    leave(terminal);
}

#[test]
fn events_of_others_appear_without_losing_typed_text() {
    let here = Here::in_progress();
    let terminal = open(&here, (80, 24));
    terminal.keys(":note 1.3 ");
    terminal.paste("half a note");
    terminal.wait_for("octorel note 1.3 half a note");
    let begun = Instant::now();
    here.by("dana@example.com").ok("tick 1.5");
    terminal.wait_for("✓ 1.5");
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    terminal.press(format!(" more{ENTER}"), "octorel note 1.3 half a note more\n");
    terminal.wait_for("(noted)");
    assert!(here.ok("log").contains("half a note more"));
    leave(terminal);
}

#[test]
fn the_person_named_at_startup_records_everything() {
    let here = Here::in_progress();
    let terminal = Terminal::plain(&here, "ui --as dana@example.com");
    terminal.wait_for(FRESH);
    terminal.press(" ", "octorel tick --as dana@example.com 1.3");
    terminal.wait_for("✓ 1.3");
    assert!(here.ok("log 1.3").contains("dana"));
    terminal.press("m", "only of dana");
    leave(terminal);
}

#[test]
fn every_terminal_size_is_drawn_and_keeps_the_selection() {
    let terminal = open(&Here::in_progress(), (80, 24));
    terminal.press(format!("{DOWN}{DOWN}"), " 1.5  Communicate preliminary release timeline to");
    for (columns, rows) in [(20, 5), (1, 1), (200, 50), (40, 12), (59, 13), (119, 31), (80, 24)] {
        terminal.resize_and_draw(columns, rows);
    }
    terminal.wait_for(" 1.5  Communicate preliminary release timeline to");
    terminal.resize(20, 5);
    terminal.wait_for("too small");
    leave(terminal);
}

#[test]
fn a_command_asks_for_what_it_lacks_and_the_lists_stay_visible() {
    let terminal = open(&Here::in_progress(), (80, 24));
    terminal.press("s", "Why?");
    terminal.wait_for("☐ 1.3");
    terminal.resize_and_draw(100, 30);
    terminal.press(ESCAPE, "nothing was recorded");
    terminal.press("s", "Why?");
    terminal.press(format!("no time{ENTER}"), "octorel skip 1.3 --reason \"no time\"");
    terminal.wait_for("– 1.3");
    terminal.press("a", "Who takes on release-manager?");
    terminal.resize_and_draw(80, 24);
    terminal.press(ESCAPE, "– 1.3");
    leave(terminal);
}

#[test]
fn a_refusal_shows_its_hint_and_keeps_the_line() {
    let terminal = open(&Here::in_progress(), (80, 24));
    terminal.press(format!(":skip 1.{ENTER}"), "error: ");
    terminal.press(format!("3 --reason 'no time'{ENTER}"), "– 1.3");
    leave(terminal);
}

#[test]
fn with_several_releases_each_command_names_its_release() {
    let here = Here::in_progress();
    here.ok(&Here::plan("2.5.0", "2027-01-12 14:00"));
    let terminal = open(&here, (80, 24));
    terminal.press(" ", "octorel -r 2.4.0 tick 1.3");
    terminal.press(format!(":list -r 2.5.0 --phase 1{ENTER}"), "octorel list -r 2.5.0 --phase 1");
    terminal.wait_for("Communicate preliminary");
    terminal.press("q", "☐ 1.5");
    terminal.press(format!(":releases{ENTER}"), "2.5.0  12 Jan 2027");
    terminal.keys(ESCAPE);
    terminal.wait_gone("2.5.0");
    terminal
        .press(format!(":help dates{ENTER}"), "The release time (T) is the moment of the release.");
    terminal.keys(ESCAPE);
    terminal.wait_gone("The release time (T) is the moment of the release.");
    leave(terminal);
}

#[test]
fn tab_completes_a_command() {
    let terminal = open(&Here::in_progress(), (80, 24));
    terminal.press(format!(":announ{TAB}"), "octorel announce\n");
    terminal.press(format!("st{TAB}"), "octorel announce start\n");
    terminal.press(format!("--form{TAB}m{TAB}"), "octorel announce start --format markdown");
    terminal.keys(ESCAPE);
    terminal.wait_gone("octorel announce");
    terminal.press(format!(":tick 1.{TAB}"), "   1.3  Review and update release calendar · late");
    terminal.press(format!("3{ENTER}"), "✓ 1.3");
    leave(terminal);
}

#[test]
fn the_ui_needs_a_terminal_and_a_release() {
    Here::in_progress().shows(str![[r#"
[2] $ octorel ui
! error: `ui` requires a terminal
! hint: octorel status

"#]]);
    let mut terminal = Terminal::start(&Here::in_progress(), (80, 24), &[("TERM", "dumb")], "ui");
    assert_eq!(terminal.exit(), 2);
    let mut terminal = Terminal::plain(&Here::empty(), "ui");
    assert_eq!(terminal.exit(), 2);
    terminal.shows(str![[r#"
error: no release found
hint: octorel start 1.0.0 --on "2026-12-22 14:00"

"#]]);
    assert_eq!(terminal.modes(), Modes::UNTOUCHED);
}

/// Ticks all items of a phase, and items of all roles for every remaining role.
#[track_caller]
fn tick_phase(terminal: &Terminal, phase: usize, items: usize, for_all: &[usize]) {
    terminal.keys(format!("h{HOME}"));
    terminal.keys(DOWN.repeat(phase));
    terminal.press(ENTER, &format!(" {phase}.1  "));
    terminal.keys(HOME);
    for item in 1..=items {
        let name = format!("{phase}.{item}");
        terminal.wait_for(&format!("☐  {name}  "));
        if for_all.contains(&item) {
            let line = format!("tick {name} --role all");
            terminal.press(format!(":{line}{ENTER}"), &format!("octorel {line}"));
            terminal.press("", "Esc or q back");
            terminal.keys(ESCAPE);
            terminal.wait_gone("Esc or q back");
        } else if name == "5.4" {
            terminal.press(" ", "gate deploy is closed; tick 5.4 anyway?");
            terminal.press(format!("{DOWN}{ENTER}"), &format!("octorel tick {name}\n"));
        } else {
            terminal.press(" ", &format!("octorel tick {name}\n"));
        }
        terminal.keys(DOWN);
    }
}

#[test]
fn a_whole_release_can_be_run_in_the_ui() {
    let here = Here::started().at("2026-12-08T12:30:00Z");
    let terminal = open(&here, (100, 40));
    terminal.settle();
    for (phase, items) in [(1, 6), (2, 7), (3, 5), (4, 6)] {
        tick_phase(&terminal, phase, items, &[]);
    }
    terminal.press("d", "Which decision?");
    terminal.press("go-no-go\r", "Go/No-Go for Release:");
    terminal.press("\r", "octorel decide go-no-go go");
    terminal.wait_for("deploy: 5 of 29 to do\n");
    terminal.press("a", "Who takes on release-manager?");
    terminal.press("cleo@example.com\r", "octorel assign release-manager cleo@example.com");
    terminal.press("u", "octorel undo");
    terminal.press("t", "Notify stakeholders:");
    terminal.press("\r", "octorel announce\n");
    terminal.press(ESCAPE, "Next ");
    terminal.press("t", "Notify stakeholders:");
    terminal.press("sent\r", "octorel announce --sent");
    terminal.keys(ESCAPE);
    tick_phase(&terminal, 5, 7, &[]);
    terminal.press("i", "Incidents:");
    terminal.press("declare\r", "What happened?");
    terminal.press("checkout fails\r", "Severity?");
    terminal.press(format!("{UP}\r"), "INCIDENT 1  severity 1 · checkout fails");
    terminal.press("i", "Incidents:");
    terminal.press("note\r", "What happened?");
    terminal.press("errors since 13:20\r", "octorel incident note \"errors since 13:20\"");
    terminal.press("/", "Go to");
    terminal.press("10.1\r", " 10.1  ");
    tick_phase(&terminal, 10, 7, &[]);
    terminal.press("i", "Incidents:");
    terminal.press("resolve\r", "octorel incident resolve\n");
    terminal.wait_gone("INCIDENT 1");
    tick_phase(&terminal, 6, 6, &[6]);
    for (phase, items, for_all) in [(7, 6, &[][..]), (8, 4, &[1]), (9, 6, &[])] {
        tick_phase(&terminal, phase, items, for_all);
    }
    terminal.press("v", "gate finish");
    terminal.press("gate finish\r", "OPEN  finish of 2.4.0");
    terminal.press(ESCAPE, "Next ");
    terminal.press("c", "Edit release:");
    terminal.press("finish\r", "octorel finish");
    terminal.wait_for("FINISHED");
    terminal.wait_for("(read-only)");
    leave(terminal);
    assert!(here.ok("report").contains("errors since 13:20"));
}
