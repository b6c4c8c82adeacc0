//! Hints, pasted unchanged: each command in them is valid and has an effect.

use crate::support::Here;

/// Commands whose output contains a hint.
const REFUSED: [&str; 48] = [
    "skip",
    "skip 2.1",
    "skip smoke",
    "skip 99.9",
    "block",
    "block 2.1",
    "tick",
    "tick smoke",
    "tick 10.1",
    "tick 6.6 --as eve@example.com",
    "untick smoke",
    "note",
    "note smoke \"what now\"",
    "note --resolve R1 \"gone\"",
    "decide lunch",
    "decide go-no-go",
    "decide go-no-go maybe",
    "decide go-no-go go --as dana@example.com",
    "decide --escalate",
    "decide go-no-go --escalate nobody",
    "incident declare",
    "incident resolve",
    "incident note \"what\"",
    "announce success",
    "announce incident",
    "gate deploi",
    "gate nonsense",
    "log 99",
    "show smoke",
    "phases 77",
    "roles nobody",
    "cancel",
    "finish",
    "reopen",
    "start",
    "start 3.0.0 --on",
    "start 2.4.0 --on 2026-12-08",
    "reschedule",
    "add",
    "add Warn",
    "add Warn --phase 99",
    "add Warn --phase 1 --as dana@example.com",
    "again",
    "again 1",
    "again 5",
    "again 10",
    "again 4 --as dana@example.com",
    "next -r 2.4",
];

/// The commands of a hint: the whole hint, parts as in `this, or that`, or text within backticks.
fn commands(hint: &str) -> Vec<String> {
    let parts: Vec<&str> = match hint.contains('`') {
        true => hint.split('`').skip(1).step_by(2).collect(),
        false => hint.split(", or ").collect(),
    };
    let commands = parts.into_iter().filter_map(|part| part.strip_prefix("octorel "));
    commands.map(str::to_owned).collect()
}

#[test]
fn a_command_in_a_hint_can_be_pasted() {
    let refusing = Here::in_progress();
    for line in REFUSED {
        let refused = refusing.run(line);
        assert_ne!(refused.code, Some(0), "{refused}");
        let hint = refused.stderr.lines().find_map(|line| line.strip_prefix("hint: "));
        let hint = hint.unwrap_or_else(|| panic!("no hint:\n{refused}"));
        let commands = commands(hint);
        assert!(!commands.is_empty(), "no command in the hint:\n{refused}");
        for command in commands {
            let pasted = Here::in_progress().run(&command);
            assert_ne!(pasted.code, Some(2), "{refused}\n{pasted}");
        }
    }
}
