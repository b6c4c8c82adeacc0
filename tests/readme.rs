//! README.md matches the program. `SNAPSHOTS=overwrite cargo test --test readme` updates it.
//!
//! The test plays the blocks in order, in one empty folder. Lines of a `console` block that start with `$ ` are commands, and
//! the others are their output. A `yaml` block that starts with a comment of one path becomes that file.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use assert_fs::TempDir;
use snapbox::{Assert, Data};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");

/// The head of the table of commands.
const TABLE_HEAD: &str = "| command | does |\n| --- | --- |\n";

/// A shell in an empty folder, like that of a reader of the README.
struct Shell {
    folder: TempDir,
    /// The commands that change the shell itself.
    kept: String,
    /// The exit code of the last command.
    code: i32,
}

impl Shell {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), kept: String::new(), code: 0 }
    }

    /// Runs a command and returns its terminal output.
    fn run(&mut self, command: &str) -> String {
        if command.starts_with("export ") {
            self.kept.push_str(command);
            self.kept.push('\n');
            return String::new();
        }
        let Self { kept, code, .. } = self;
        let script = format!("exec 2>&1\n{kept}(exit {code})\n{command}\n");
        let programs = Path::new(env!("CARGO_BIN_EXE_octorel")).parent().unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let output = Command::new("bash")
            .args(["-c", &script])
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", format!("{}:{path}", programs.display()))
            .env("HOME", self.folder.path())
            .env("TMPDIR", self.folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            .output()
            .unwrap();
        self.code = output.status.code().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
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

/// Plays all blocks, and returns the shell and the README with the current output of the commands.
fn play() -> (Shell, String) {
    let mut shell = Shell::new();
    let mut written = String::new();
    for part in cut(README) {
        let block = match part {
            Ok(block) => block,
            Err(text) => {
                written += text;
                continue;
            }
        };
        let _ = writeln!(written, "```{}", block.kind);
        if block.kind == "console" {
            let lines = block.text.lines();
            for command in lines.filter_map(|line| line.strip_prefix("$ ")) {
                let _ = write!(written, "$ {command}\n{}", shell.run(command));
            }
        } else {
            if let Some(path) = file(&block) {
                shell.write(path, block.text);
            }
            written += block.text;
        }
        written += "```\n";
    }
    (shell, written)
}

/// The file that a block contains.
fn file<'a>(block: &Block<'a>) -> Option<&'a str> {
    let path = block.text.lines().next()?.strip_prefix("# ")?;
    (block.kind == "yaml" && !path.contains(' ')).then_some(path)
}

/// The commands and their descriptions, from the help.
fn commands() -> Vec<(String, String)> {
    let help = Shell::new().run("COLUMNS=100 octorel --help");
    let list = help.split_once("\n\nBegin:\n").unwrap().1;
    let list = list.split_once("\n\nTopics:").unwrap().0;
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in list.lines().filter(|line| line.starts_with(' ')) {
        if line.starts_with("   ") {
            let about = &mut commands.last_mut().unwrap().1;
            *about = format!("{about} {}", line.trim());
        } else {
            let (name, about) = line.trim().split_once(' ').unwrap();
            commands.push((name.to_owned(), about.trim().to_owned()));
        }
    }
    commands
}

/// The README with the table of commands from the help.
fn with_commands(readme: &str) -> String {
    let (before, table) = readme.split_once(TABLE_HEAD).unwrap();
    let after = table.find("\n\n").map_or("", |end| &table[end + 1..]);
    let after = if table.starts_with('\n') { table } else { after };
    let mut written = format!("{before}{TABLE_HEAD}");
    for (name, about) in commands() {
        let _ = writeln!(written, "| `{name}` | {about} |");
    }
    written + after
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let written = with_commands(&play().1);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    Assert::new().action_env("SNAPSHOTS").eq(written, Data::read_from(Path::new(path), None).raw());
}

#[test]
fn the_exit_codes_match_their_examples() {
    let mut shell = play().0;
    let rows = README.split_once("## Exit codes").unwrap().1;
    let rows = rows.split_once("\n\n").unwrap().1;
    let mut codes = Vec::new();
    for row in rows.lines().take_while(|line| line.starts_with('|')).skip(2) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let code: i32 = cells[1].parse().unwrap();
        let examples: Vec<&str> = cells[3].split('`').skip(1).step_by(2).collect();
        assert!(!examples.is_empty(), "{row}");
        for example in examples {
            let printed = shell.run(example);
            assert_eq!(shell.code, code, "{example}: {printed}");
        }
        codes.push(code);
    }
    assert_eq!(codes, [0, 1, 2]);
}

#[test]
fn every_key_of_the_playbook_is_in_its_table() {
    let mut shell = Shell::new();
    shell.write(
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
    let helps: Vec<&str> = problems.split("its keys are ").skip(1).collect();
    assert_eq!(helps.len(), 10, "{problems}");
    let playbook = README.split_once("| key | of | holds |").unwrap().1;
    let table = playbook.split_once("\n\n").unwrap().0;
    for help in helps {
        let keys = help.lines().next().unwrap().split('`').skip(1).step_by(2);
        for key in keys {
            assert!(table.contains(&format!("`{key}`")), "{key}");
        }
    }
}

#[test]
fn the_first_command_shows_a_plan_a_status_and_a_closed_gate() {
    let line = README.lines().find(|line| line.starts_with("cargo install"));
    let (install, rest) = line.unwrap().split_once(" && ").unwrap();
    assert_eq!(install, "cargo install --locked --path .");
    let mut shell = Shell::new();
    shell.run("export OCTOREL_NOW=2030-03-01T09:00:00Z");
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
fn the_ci_snippets_are_yaml_that_checks_the_gate() {
    let mut read = Vec::new();
    for block in cut(README).into_iter().flatten().filter(|b| b.kind == "yaml") {
        let path = file(&block).unwrap();
        let yaml: serde_json::Value = serde_yaml::from_str(block.text).unwrap();
        let ci = path.starts_with('.');
        assert_eq!(yaml.to_string().contains("octorel gate deploy"), ci, "{path}");
        read.push(path);
    }
    assert_eq!(read.iter().filter(|path| path.starts_with('.')).count(), 2);
}

#[test]
fn every_link_has_a_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in
        ["README.md", "CHANGELOG.md", "src/ARCHITECTURE.md", "src/JSON.md", "src/TRACE.md"]
    {
        let text = fs::read_to_string(root.join(document)).unwrap();
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
                let path = root.join(document).with_file_name(link);
                assert!(path.exists(), "{document}: {link}");
            }
        }
    }
}
