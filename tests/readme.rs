//! README.md and the help topics match the program. `SNAPSHOTS=overwrite cargo test --test readme` updates them.
//!
//! The test runs the blocks of a document in order, in one folder: that of README.md is empty, that of a topic has a release. Lines
//! of a `console` block that start with `$ ` are commands, and the others are their output, where a line `…` omits a part.
//! A moment after `console` sets the clock. Lines of a topic's `sh` block are commands that succeed. A `yaml` block that starts with
//! a comment of one path becomes that file.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use snapbox::{Assert, Data};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use support::Here;

#[path = "outside/support.rs"]
#[expect(dead_code, reason = "a document is no transcript")]
mod support;

const README: &str = include_str!("../README.md");

/// What precedes a help topic.
const BEFORE: [(&str, &str); 5] = [
    (
        "2026-11-24T09:30:00+01:00",
        "octorel start 2.4.0 --on '2026-12-08 14:00' --tz Europe/Paris --assign qa=dana@example.com",
    ),
    ("2026-11-24T11:00:00+01:00", "octorel tick 1.1 1.2 1.3 1.5 1.6"),
    ("2026-12-01T16:00:00+01:00", "octorel tick 2.1 2.2 2.3 2.6 2.7 --note 'all green'"),
    ("2026-12-01T16:00:00+01:00", "octorel tick 3.3 --as dana@example.com"),
    ("2026-12-01T16:00:00+01:00", "octorel block 2.4 --reason 'waiting for the new nodes'"),
];

/// The shell of a reader, whom git knows as Alice.
struct Shell {
    here: Here,
    /// The exit code of the last command.
    code: i32,
}

impl Shell {
    fn new() -> Self {
        let here = Here::empty().with("LC_ALL", "C.UTF-8");
        here.write(".gitconfig", "[user]\n\temail = alice@example.com\n");
        Self { here: here.at("2026-11-24T09:30:00+01:00"), code: 0 }
    }

    /// A shell in a folder with a release, four days before its date.
    fn with_release() -> Self {
        let mut shell = Self::new();
        for (now, command) in BEFORE {
            shell.here = shell.here.at(now);
            shell.run(command);
            assert_eq!(shell.code, 0, "{command}");
        }
        shell.here = shell.here.at("2026-12-04T10:00:00+01:00");
        shell
    }

    /// Runs a command and returns its terminal output.
    fn run(&mut self, command: &str) -> String {
        let script = format!("exec 2>&1\n(exit {})\n{command}\n", self.code);
        let programs = Path::new(env!("CARGO_BIN_EXE_octorel")).parent().unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut bash = self.here.command("bash");
        bash.args(["-c", &script]).env_remove("OCTOREL_USER").env_remove("COLUMNS");
        bash.env("PATH", format!("{}:{path}", programs.display()));
        let output = bash.env("TMPDIR", self.here.path(".")).output().unwrap();
        self.code = output.status.code().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

/// A fenced block of a Markdown text: its language and its text.
struct Block<'a> {
    kind: &'a str,
    text: &'a str,
}

/// Splits a Markdown text into the text between fenced blocks (`Err`) and the blocks (`Ok`).
fn cut(markdown: &str) -> Vec<Result<Block<'_>, &str>> {
    let mut parts = Vec::new();
    let mut rest = markdown;
    while let Some(start) = rest.find("\n```") {
        let (before, block) = rest.split_at(start + 4);
        let (kind, block) = block.split_once('\n').unwrap();
        let end = block.find("```\n").unwrap();
        parts.push(Err(&before[..before.len() - 3]));
        parts.push(Ok(Block { kind, text: &block[..end] }));
        rest = &block[end + 4..];
    }
    parts.push(Err(rest));
    parts
}

/// Runs all blocks, and returns the document with the current output of the commands.
fn run(mut shell: Shell, document: &str, topic: bool) -> String {
    let mut written = String::new();
    for part in cut(document) {
        let block = match part {
            Ok(block) => block,
            Err(text) => {
                written += text;
                continue;
            }
        };
        let _ = writeln!(written, "```{}", block.kind);
        if let Some(now) = block.kind.strip_prefix("console") {
            if !now.is_empty() {
                shell.here = shell.here.at(now.trim());
            }
            for entry in block.text.strip_prefix("$ ").unwrap().split("\n$ ") {
                let (command, shown) = entry.split_once('\n').unwrap_or((entry, ""));
                let _ = write!(written, "$ {command}\n{}", shortened(&shell.run(command), shown));
            }
        } else {
            if let Some(path) = file(&block) {
                shell.here.write(path, block.text);
            }
            for command in block.text.lines().filter(|_| topic && block.kind == "sh") {
                let printed = shell.run(command);
                assert_eq!(shell.code, 0, "{command}: {printed}");
            }
            written += block.text;
        }
        written += "```\n";
    }
    written
}

/// The output of a command without what the shown output omits.
fn shortened(printed: &str, shown: &str) -> String {
    let shown: Vec<&str> = shown.lines().collect();
    let Some(head) = shown.iter().position(|line| *line == "…") else {
        return printed.to_owned();
    };
    let lines: Vec<&str> = printed.lines().collect();
    let tail = shown.len() - head - 1;
    let (head, tail) = (&lines[..head], &lines[lines.len() - tail..]);
    head.iter().chain(&["…"]).chain(tail).fold(String::new(), |all, line| all + line + "\n")
}

/// The file that a block contains.
fn file<'a>(block: &Block<'a>) -> Option<&'a str> {
    let path = block.text.lines().next()?.strip_prefix("# ")?;
    (block.kind == "yaml" && !path.contains(' ')).then_some(path)
}

/// The documents, each with its path.
fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let topics = fs::read_dir(root.join("src/help")).unwrap();
    let topics = topics.map(|it| format!("src/help/{}", it.unwrap().file_name().display()));
    let read = |path: String| (fs::read_to_string(root.join(&path)).unwrap(), path);
    std::iter::once("README.md".to_owned()).chain(topics).map(read).map(|(t, p)| (p, t)).collect()
}

#[test]
fn the_readme_and_the_topics_show_what_the_program_prints() {
    for (path, text) in documents() {
        let topic = path != "README.md";
        let shell = if topic { Shell::with_release() } else { Shell::new() };
        let written = run(shell, &text, topic);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        Assert::new().action_env("SNAPSHOTS").eq(written, Data::read_from(&path, None).raw());
    }
}

#[test]
fn the_exit_codes_match_their_examples() {
    let mut shell = Shell::with_release();
    let mut codes = Vec::new();
    for row in
        include_str!("../src/help/exit-codes.md").lines().filter(|l| l.starts_with('|')).skip(2)
    {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let code: i32 = cells[1].parse().unwrap();
        let printed = shell.run(cells[3].trim_matches('`'));
        assert_eq!(shell.code, code, "{row}: {printed}");
        codes.push(code);
    }
    assert_eq!(codes, [0, 1, 2]);
}

#[test]
fn every_key_of_the_playbook_is_documented() {
    let mut shell = Shell::new();
    shell.here.write(
        "wrong/all.yaml",
        "x: 1\n\
         roles: [{id: lead, name: Lead, x: 1, duties: {incident: [{x: 1}]}}]\n\
         authorities: [{x: 1}]\n\
         phases: [{x: 1, items: [{x: 1}]}]\n\
         decisions: [{x: 1, escalation: [{x: 1}]}]\n\
         channels: [{x: 1}]\n\
         gates: [{x: 1}]\n",
    );
    let problems = shell.run("COLUMNS=1000 octorel check wrong");
    let helps: Vec<&str> = problems.split("valid keys: ").skip(1).collect();
    assert_eq!(helps.len(), 10, "{problems}");
    let table = include_str!("../src/help/playbook.md").split_once("## Keys").unwrap().1;
    for help in helps {
        let keys = help.lines().next().unwrap().split('`').skip(1).step_by(2);
        for key in keys {
            assert!(table.contains(&format!("`{key}`")), "{key}");
        }
    }
}

#[test]
fn the_first_command_shows_a_plan_a_status_and_a_closed_gate() {
    let line = README.lines().find(|line| line.contains("&& octorel start"));
    let (install, rest) = line.unwrap().split_once(" && ").unwrap();
    assert_eq!(install, "cargo install --locked --path .");
    let mut shell = Shell::new();
    shell.here = shell.here.at("2030-03-01T09:00:00Z");
    let printed = shell.run(rest);
    assert_eq!(shell.code, 0, "{printed}");
    for part in ["✓  2.4.0", "ON TRACK", "CLOSED", "exit code 1"] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
}

#[test]
fn ci_runs_the_documented_test_command() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let line = README.lines().find(|line| line.starts_with(".ci/")).unwrap();
    let ci = fs::read_to_string(root.join(".ci/run")).unwrap();
    assert!(root.join(line).is_file());
    assert!(ci.contains(line.trim_start_matches(".ci")), "{ci}");
}

#[test]
fn the_ci_snippets_use_the_action_and_the_job_of_this_repository() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let parts = [".github/actions/gate", ".gitlab/gate.yml"];
    assert!(parts.iter().all(|part| root.join(part).exists()));
    let blocks = cut(README).into_iter().flatten();
    let blocks = blocks.filter(|block| file(block).is_some_and(|path| path.starts_with('.')));
    let read = blocks.map(|block| {
        let yaml: serde_json::Value = serde_yaml::from_str(block.text).unwrap();
        let yaml = yaml.to_string();
        assert!(yaml.contains(r#""gate":"deploy""#), "{}", block.text);
        assert!(parts.iter().any(|part| yaml.contains(part)), "{}", block.text);
    });
    assert_eq!(read.count(), 2);
}

#[test]
fn every_link_has_a_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let others = ["CHANGELOG.md", "src/ARCHITECTURE.md", "src/TRACE.md"].map(str::to_owned);
    for document in documents().into_iter().map(|(path, _)| path).chain(others) {
        let text = fs::read_to_string(root.join(&document)).unwrap();
        let anchors: Vec<String> = text
            .lines()
            .filter_map(|line| Some(line.trim_start_matches('#').strip_prefix(' ')?.to_lowercase()))
            .map(|heading| heading.replace(' ', "-").replace('`', ""))
            .collect();
        for link in text.split("](").skip(1) {
            let link = link.split_once(')').unwrap().0;
            if let Some(anchor) = link.strip_prefix('#') {
                assert!(anchors.iter().any(|a| a == anchor), "{document}: {link}");
            } else if !link.starts_with("https://") {
                let path = root.join(&document).with_file_name("").join(link);
                assert!(path.exists(), "{document}: {link}");
            }
        }
    }
}
