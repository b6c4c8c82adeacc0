//! `ui` and its terminal: what it queries and uses, and how it restores it, whatever ends the program.

use crate::harness::{ENTER, ESCAPE, Modes, Terminal, ctrl};
use crate::support::Here;
use crate::ui::{FRESH, leave, open};
use rustix::process::Signal;
use std::fs;
use std::time::Duration;

#[test]
fn quitting_leaves_the_terminal_as_it_was_found() {
    for keys in ["q".to_owned(), ctrl('c')] {
        let mut terminal = open(&Here::in_progress(), (80, 24));
        terminal.settle();
        let during = terminal.modes();
        assert!(during.alternate_screen && during.cursor_hidden && !during.line_by_line);
        terminal.keys(&keys);
        assert_eq!(terminal.exit(), 0);
        assert_eq!(terminal.modes(), Modes::UNTOUCHED);
        assert_eq!(terminal.screen(), "");
    }
}

#[test]
fn ctrl_z_returns_to_the_shell_and_fg_resumes() {
    let shell = Terminal::shell(&Here::in_progress());
    shell.press(format!("octorel ui{ENTER}"), FRESH);
    shell.resize(100, 30);
    shell.wait_for("t notify");
    shell.keys(ctrl('z'));
    shell.wait_until("the screen of the shell", |screen| !screen.alternate_screen());
    shell.wait_for("Stopped");
    shell.wait_for_prompt();
    shell.settle();
    assert!(!shell.modes().bracketed_paste);
    shell.press(format!("fg{ENTER}"), FRESH);
    shell.press(" ", "octorel tick 1.3");
    shell.keys("q");
    shell.wait_until("the screen of the shell", |screen| !screen.alternate_screen());
    // Not every terminal answers where the cursor is.
    assert!(!shell.raw().windows(4).any(|bytes| bytes == b"\x1b[6n"));
}

#[test]
fn a_termination_signal_restores_the_terminal() {
    for (keys, shown) in [("", FRESH), ("s", "Why?"), ("d", "Which decision?")] {
        for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
            let mut terminal = open(&Here::in_progress(), (80, 24));
            terminal.press(keys, shown);
            terminal.signal(signal);
            assert_eq!(terminal.exit(), 128 + signal.as_raw());
            assert_eq!(terminal.modes(), Modes::UNTOUCHED);
        }
        let mut terminal = open(&Here::in_progress(), (80, 24));
        terminal.press(keys, shown);
        terminal.hang_up();
        terminal.exit();
    }
}

#[test]
fn a_killed_program_loses_no_confirmed_event() {
    let here = Here::in_progress();
    let mut terminal = open(&here, (80, 24));
    terminal.press(" ", "✓ 1.3");
    terminal.signal(Signal::KILL);
    terminal.exit();
    let terminal = open(&here, (80, 24));
    terminal.wait_for("✓ 1.3");
    leave(terminal);
}

#[test]
fn an_idle_program_uses_no_cpu_time() {
    let terminal = open(&Here::in_progress(), (80, 24));
    terminal.settle();
    let before = ticks(terminal.pid());
    std::thread::sleep(Duration::from_secs(2));
    // A tick is 10 ms; in two seconds the program checks the log four times.
    assert!(ticks(terminal.pid()) - before <= 1);
    leave(terminal);
}

/// The CPU time of a process, in hundredths of a second.
fn ticks(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<u64> = fields.split(' ').skip(12).take(2).map(|n| n.parse().unwrap()).collect();
    fields.iter().sum()
}

#[test]
fn commands_that_need_the_terminal_are_refused_inside() {
    let terminal = open(&Here::in_progress(), (80, 24));
    for line in ["demo", "ui"] {
        terminal.press(":", "any command");
        let during = terminal.modes();
        terminal.press(format!("{line}{ENTER}"), "error: ");
        terminal.wait_for("☐ 1.3");
        assert_eq!(terminal.modes(), during, "{line}");
        terminal.keys(ESCAPE);
        terminal.wait_gone("error: ");
    }
    leave(terminal);
}
