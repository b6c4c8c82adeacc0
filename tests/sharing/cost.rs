//! What sharing costs: nothing where it is off, and little where it is on.

use crate::scale::{amount, figures};
use crate::team::{Member, PROGRAM, Team, start};

/// The programs that a command runs, and its connections.
fn calls(member: &Member, line: &str) -> Vec<String> {
    let options = ["-f", "-e", "trace=execve,connect", "-e", "signal=none"];
    let (code, text) = member.traced(&options, line);
    assert!(code.is_some_and(|code| code < 2), "{line}");
    let is_done = |line: &&str| line.ends_with("= 0") && !line.contains(PROGRAM);
    text.lines().filter(is_done).map(str::to_owned).collect()
}

#[test]
fn nothing_runs_and_nothing_connects_unless_something_is_to_be_shared() {
    let (_team, rm) = Team::unshared();
    rm.ok(&start("2.4.0"));
    let views = [
        "status",
        "next",
        "list",
        "log",
        "phases",
        "roles",
        "readiness",
        "gate",
        "releases",
        "report",
    ];
    for line in views.iter().chain(&["tick 1.1", "note x", "undo", "block 1.2 --reason x"]) {
        assert_eq!(calls(&rm, line), Vec::<String>::new(), "not shared: {line}");
    }
    rm.ok("share");
    for line in views.iter().filter(|line| **line != "gate") {
        assert_eq!(calls(&rm, line), Vec::<String>::new(), "shared: {line}");
    }
    for line in ["tick 1.3 --no-sync", "note y --no-sync", "undo --no-sync", "status --no-sync"] {
        assert_eq!(calls(&rm, line), Vec::<String>::new(), "shared: {line}");
    }
    figures(
        "A14",
        "all views in a pipe, and recording without sharing",
        "0 processes, 0 connections",
    );
}

#[test]
fn a_tick_takes_a_kilobyte_of_the_host() {
    let ticks = amount(60, 10_000);
    let (team, members) = Team::sharing(&[]);
    for number in 0..ticks {
        members[0].ok(&format!("note {number}"));
    }
    members[0].git_at(&team.hub(), "gc -q --prune=now");
    let size = members[0].git_at(&team.hub(), "count-objects -v");
    let kilobytes = size.lines().find_map(|line| line.strip_prefix("size-pack: ")).unwrap();
    let bytes = kilobytes.parse::<usize>().unwrap() * 1024;
    let per_tick = bytes.saturating_sub(16 << 10) / ticks;
    figures(
        "A11",
        &format!("{ticks} events, one commit each"),
        &format!("{per_tick} bytes each, packed"),
    );
    assert!(per_tick <= 1_100, "{per_tick}");
}
