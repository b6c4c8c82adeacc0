//! Rules for every view: it fits its width, colour carries no information alone, and ASCII moves no column.

use super::{lively, too_wide};
use crate::support::Here;

/// Every view with text output.
const VIEWS: [&str; 22] = [
    "",
    "status",
    "next",
    "next --mine",
    "list",
    "list --state late",
    "list --phase checkpoint",
    "show 5.4",
    "phases",
    "phases 3",
    "roles",
    "roles qa",
    "roles release-manager",
    "decide",
    "channels",
    "log",
    "releases",
    "gate",
    "gate deploy",
    "check",
    "announce timeline",
    "readiness",
];

#[test]
fn a_narrow_status_drops_bars_before_numbers() {
    let shown = lively().wide(64).ok("status");
    assert_eq!(too_wide(&shown, 64), [""; 0], "{shown}");
    assert!(shown.contains("  5/6") && !shown.contains('█'), "{shown}");
}

#[test]
fn no_view_is_wider_than_the_terminal() {
    let none: [&str; 0] = [];
    for here in [lively(), Here::started()] {
        for columns in [80, 200] {
            // In a pipe, lists and the log have one full line for each entry.
            for view in VIEWS.iter().filter(|view| !view.starts_with("list") && **view != "log") {
                let run = here.wide(columns).run(view);
                assert_eq!(too_wide(&run.stdout, columns), none, "{columns} columns\n{run}");
            }
        }
    }
}

#[test]
fn colour_never_carries_information_alone() {
    let here = lively();
    for view in VIEWS {
        let plain = here.run(view);
        assert!(!plain.stdout.contains('\u{1b}'), "NO_COLOR and a pipe\n{plain}");
        let coloured = here.run(&format!("{view} --color always"));
        let stripped = anstream::adapter::strip_str(&coloured.stdout).to_string();
        assert_eq!(stripped, plain.stdout);
        assert_eq!(coloured.code, plain.code);
    }
    assert!(here.run("status --color always").stdout.contains('\u{1b}'));
    let never = here.run("status --color never");
    assert_eq!(never.stdout, here.ok("status"));
}

/// Commands with output, from the start of a release to its end.
const TALK: [&str; 26] = [
    "",
    "init",
    "check",
    "start 2.4.0 --on \"2026-12-08 14:00\" --tz Europe/Paris --assign qa=dana",
    "tick 1.1 1.2 2.1",
    "skip 2.6 --reason \"not needed\"",
    "block 2.4 --reason \"waiting for the new nodes\"",
    "tick 3.3 D31 --as dana",
    "tick 8.1 --role qa --as dana",
    "untick 2.1",
    "undo",
    "tick smoke",
    "tick 1.1",
    "note --kind risk \"untested nodes\"",
    "decide go-no-go go --as dana",
    "decide go-no-go --escalate --reason \"the new nodes are late\"",
    "assign qa uma --instead-of dana",
    "reschedule \"2026-12-09 14:00\"",
    "incident declare \"it burns\"",
    "incident",
    "log --kind risk",
    "log --kind deviation",
    "announce",
    "start --help",
    "tick 5.4",
    "finish",
];

#[test]
fn ascii_symbols_keep_every_column_in_place() {
    let (signs, ascii) = (Here::empty(), Here::empty());
    let lines = TALK.iter().chain(&VIEWS);
    for line in lines.chain(&["cancel --reason \"merged\"", "status"]) {
        let shown = signs.run(line);
        let plain = ascii.run(&format!("--ascii {line}"));
        assert_eq!(shown.code, plain.code, "{shown}\n{plain}");
        for (shown, plain) in [(&shown.stdout, &plain.stdout), (&shown.stderr, &plain.stderr)] {
            assert!(plain.is_ascii(), "{line}:\n{plain}");
            let moved = |(shown, plain): (char, char)| shown != plain && shown.is_ascii();
            let pairs = shown.chars().zip(plain.chars());
            assert_eq!(shown.chars().count(), plain.chars().count(), "{shown}\n{plain}");
            assert!(!pairs.into_iter().any(moved), "{shown}\n{plain}");
        }
    }
}

#[test]
fn every_colour_is_readable_on_light_and_dark_terminals() {
    let here = lively();
    here.ok("incident declare \"it burns\"");
    // Bold, dim, red, green, yellow, cyan: colours of the terminal's theme that differ from its background.
    let readable = ["0", "1", "2", "31", "32", "33", "36"];
    for view in VIEWS {
        let run = here.run(&format!("{view} --color always"));
        for style in run.stdout.split("\u{1b}[").skip(1) {
            let codes = style.split_once('m').unwrap().0;
            assert!(codes.split(';').all(|code| readable.contains(&code)), "{view}: {codes}");
        }
    }
}
