//! Every example of a command runs, with the documented exit code. `tests/readme.rs` runs those of topics.

use super::commands;
use crate::support::{Here, Run};
use std::fs;

/// A release that has something for every example.
fn prepared() -> Here {
    let here = Here::empty();
    fs::create_dir_all(here.path("path/to/project")).unwrap();
    here.ok("init");
    fs::rename(here.path(".octorel/playbook"), here.path("path/to/playbook")).unwrap();
    here.write("RELEASE.md", "- [ ] Tag\n\n1. Publish\n");
    here.ok(&Here::plan("2.4.0", "2026-12-08 14:00"));
    fs::copy(here.log(), here.path("backup.jsonl")).unwrap();
    here.git("init -q");
    here.git("init -q --bare hub.git");
    for remote in ["origin", "upstream"] {
        here.git(&format!("remote add {remote} hub.git"));
    }
    let temporary = here.path("").display().to_string();
    here.with("TMPDIR", temporary)
}

/// Commands that examples with this prefix need first, in addition to [`prepared`].
const BEFORE: &[(&str, &[&str])] = &[
    ("start 2.5.0", &["start 2.4.0 --on 2026-12-08"]),
    ("untick", &["tick 2.4", "tick 6.6 --role qa"]),
    ("undo", &["tick 3.3 --as dana@example.com", "tick 1.1"]),
    ("note", &["note --kind risk \"new nodes\""]),
    ("show incident", &["incident declare \"it burns\""]),
    ("incident", &["incident declare \"it burns\"", "tick 10.1 10.2 10.3 10.6 10.7"]),
    ("sync", &["share"]),
    ("-C path/to/project sync", &["share"]),
    ("share --off", &["share"]),
    ("reopen", &["cancel --reason late"]),
    ("tick 10.1", &["incident declare \"it burns\""]),
    ("assign qa dana", &["assign qa dana@example.com --remove"]),
];

/// Examples with an exit code other than 0: a closed gate, or a finish that it prevents.
const CLOSED: [&str; 5] = [
    "octorel gate pre-release",
    "octorel gate deploy --format github",
    "octorel gate deploy --as-of 2026-12-08",
    "octorel finish",
    "octorel finish --reason \"all followed up\"",
];

/// Extracts the examples of a help text.
fn examples(help: &str) -> Vec<&str> {
    let (_, examples) = help.split_once("Examples:\n").unwrap_or_default();
    let examples = examples.lines().map(str::trim);
    examples.filter(|line| line.starts_with("octorel ")).collect()
}

/// Runs a command line without its redirection.
fn run(here: &Here, line: &str) -> Run {
    let line = line.strip_prefix("octorel").unwrap().trim();
    here.run(line.split(['>', '|']).next().unwrap_or(line).trim())
}

#[test]
fn every_example_of_every_command_runs() {
    let names = commands(&Here::empty());
    assert!(names.len() > 35, "{names:?}");
    for name in &names {
        let help = Here::empty().ok(&format!("{name} --help"));
        let examples = examples(&help);
        assert!((2..=5).contains(&examples.len()), "{name}: {examples:?}");
        let first = name.split(' ').next().unwrap();
        for example in examples {
            let here = match first {
                "start" => Here::empty(),
                _ => prepared().with("EDITOR", "echo text >"),
            };
            let begins = |line: &str| example["octorel ".len()..].starts_with(line);
            let before = BEFORE.iter().filter(|(line, _)| begins(line));
            for line in before.flat_map(|(_, lines)| *lines) {
                here.ok(line);
            }
            let ran = run(&here, example);
            let code = match first {
                // Without a terminal or a remote, the command can only report that.
                "ui" => 2,
                "gate" if example.contains("--trusted") => 2,
                _ => i32::from(CLOSED.contains(&example)),
            };
            assert_eq!(ran.code, Some(code), "{ran}");
        }
    }
}
