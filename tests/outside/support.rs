//! A temporary folder, the program run in it with a fixed environment, and its output as a transcript.

use assert_fs::TempDir;
use serde_json::Value;
use snapbox::{Assert, IntoData};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::rc::Rc;

/// Friday, four days before T.
pub(crate) const NOW: &str = "2026-12-04T09:00:00Z";

/// The role holders in [`Here::started`].
pub(crate) const TEAM: [(&str, &str); 9] = [
    ("release-manager", "rm@example.com"),
    ("developer", "dev@example.com"),
    ("product-manager", "pat@example.com"),
    ("qa", "dana@example.com"),
    ("ux-designer", "uma@example.com"),
    ("security-lead", "sam@example.com"),
    ("customer-success", "cleo@example.com"),
    ("data-analyst", "ada@example.com"),
    ("project-manager", "pete@example.com"),
];

/// A temporary folder, and the environment of the commands that run there.
#[derive(Clone)]
pub(crate) struct Here {
    folder: Rc<TempDir>,
    environment: Vec<(String, String)>,
}

impl Here {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        let folder = Rc::new(TempDir::new().unwrap());
        let here = Self { folder, environment: Vec::new() };
        here.at(NOW).by("rm@example.com").wide(80)
    }

    /// A folder with the release 2.4.0 and all roles assigned, as [`Here::plan`] defines it, started two weeks before T.
    pub(crate) fn started() -> Self {
        let here = Self::empty();
        here.at("2026-11-24T08:00:00Z").ok(&Self::plan("2.4.0", "2026-12-08 14:00"));
        here
    }

    /// A release in which 1.1 is ticked and 1.2 is blocked.
    pub(crate) fn in_progress() -> Self {
        let here = Self::started();
        here.ok("tick 1.1");
        here.ok("block 1.2 --reason \"no answer yet\"");
        here
    }

    /// The command that starts a release in Paris with the whole team.
    pub(crate) fn plan(release: &str, on: &str) -> String {
        let team = TEAM.map(|(role, person)| format!(" --assign {role}={person}"));
        format!("start {release} --on \"{on}\" --tz Europe/Paris{}", team.concat())
    }

    /// The same folder with this environment variable.
    pub(crate) fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut here = self.clone();
        here.environment.retain(|(known, _)| known != name);
        here.environment.push((name.to_owned(), value.into()));
        here
    }

    /// The same folder at another moment.
    pub(crate) fn at(&self, now: &str) -> Self {
        self.with("OCTOREL_NOW", now)
    }

    /// The same folder with another user.
    pub(crate) fn by(&self, person: &str) -> Self {
        self.with("OCTOREL_USER", person)
    }

    /// The same folder with this output width.
    pub(crate) fn wide(&self, columns: usize) -> Self {
        self.with("COLUMNS", columns.to_string())
    }

    /// A path in the folder.
    pub(crate) fn path(&self, inner: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(inner)
    }

    /// Writes a file of the folder, and the folders above it.
    pub(crate) fn write(&self, inner: &str, text: impl AsRef<[u8]>) {
        let path = self.path(inner);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A program in the folder, with only the fixed environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).env_clear();
        for name in ["PATH", "SystemRoot"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .env("HOME", self.folder.path())
            .envs([("TZ", "UTC"), ("NO_COLOR", "1"), ("GIT_CONFIG_NOSYSTEM", "1")])
            .envs(self.environment.iter().cloned());
        command
    }

    /// Runs git, requires success, and returns its output.
    #[track_caller]
    pub(crate) fn git(&self, line: &str) -> String {
        let mut git = self.command("git");
        git.args(["-c", "user.name=x", "-c", "user.email=x@example.com"]);
        let run = Run::new(line, &git.args(words(line)).output().unwrap(), self.folder.path());
        assert_eq!(run.code, Some(0), "git {run}");
        run.stdout
    }

    /// Runs the program. Words are split at spaces, except within `"`.
    pub(crate) fn run(&self, line: &str) -> Run {
        let output = self.line(line).output().unwrap();
        Run::new(line, &output, self.folder.path())
    }

    /// The program with the arguments of a line.
    pub(crate) fn line(&self, line: &str) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_octorel"));
        command.args(words(line));
        command
    }

    /// Runs the program, requires success, and returns its output.
    pub(crate) fn ok(&self, line: &str) -> String {
        let run = self.run(line);
        assert_eq!(run.code, Some(0), "{run}");
        run.stdout
    }

    /// Runs a view as JSON, whatever its exit code.
    pub(crate) fn json(&self, line: &str) -> Value {
        let run = self.run(&format!("{line} --format json"));
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
    }

    /// The numbers of the items in this list of a view.
    pub(crate) fn numbers(&self, line: &str, list: &str) -> Vec<String> {
        let view = self.json(line);
        let items = view[list].as_array().unwrap().iter();
        items.map(|item| item["ref"].as_str().unwrap().to_owned()).collect()
    }

    /// Opens every gate of a release whose items are ticked, and finishes it.
    pub(crate) fn finish(&self) {
        for gate in self.json("status")["gates"].as_array().unwrap() {
            self.ok(&format!("gate {}", gate["gate"].as_str().unwrap()));
        }
        self.ok("finish");
    }

    /// Runs the commands of a transcript, and compares it with what they print.
    #[track_caller]
    pub(crate) fn shows(&self, transcript: impl IntoData) {
        let transcript = transcript.into_data();
        let expected = transcript.render().unwrap();
        let shown: String = expected
            .lines()
            .filter_map(command_of)
            .map(|line| self.run(line).to_string())
            .collect();
        assert_ne!(shown, "");
        assert_snapshot(&shown, transcript);
    }

    /// Runs the commands of a transcript, of which some are refused and none may change a byte of the log.
    #[track_caller]
    pub(crate) fn refuses(&self, transcript: impl IntoData) {
        let before = self.bytes();
        let transcript = transcript.into_data();
        let refused = transcript.render().is_some_and(|text| text.contains("! error: "));
        self.shows(transcript);
        assert!(refused, "nothing is refused");
        assert!(self.bytes() == before, "the log was changed");
    }

    /// The log of the release 2.4.0.
    pub(crate) fn log(&self) -> PathBuf {
        self.path(".octorel/releases/2.4.0.jsonl")
    }

    /// The bytes of that log.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        fs::read(self.log()).unwrap()
    }
}

/// The result of a command.
pub(crate) struct Run {
    line: String,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// `None` if a signal ended it.
    pub(crate) code: Option<i32>,
}

impl Run {
    fn new(line: &str, output: &Output, folder: &Path) -> Self {
        let last = output.stderr.last();
        assert!(last.is_none_or(|last| *last == b'\n'), "{line}: stderr ends within a line");
        // macOS resolves /var to /private/var.
        let real = folder.canonicalize().unwrap();
        let text = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).expect("octorel prints UTF-8");
            [real.as_path(), folder]
                .iter()
                .fold(text, |text, path| text.replace(&*path.to_string_lossy(), "<here>"))
        };
        Self {
            line: line.to_owned(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            code: output.status.code(),
        }
    }
}

impl fmt::Display for Run {
    /// A transcript: the exit code unless it is 0, the command, and its output, where `!` marks stderr. Hashes are replaced.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(0) => {}
            Some(code) => write!(f, "[{code}] ")?,
            None => write!(f, "[killed] ")?,
        }
        writeln!(f, "{}", format!("$ octorel {}", self.line).trim_end())?;
        f.write_str(&without_hashes(&self.stdout))?;
        for line in without_hashes(&self.stderr).lines() {
            writeln!(f, "{}", format!("! {line}").trim_end())?;
        }
        Ok(())
    }
}

/// The command in a line of a transcript.
fn command_of(line: &str) -> Option<&str> {
    let (code, command) = line.split_once("$ octorel")?;
    (code.is_empty() || code.starts_with('[')).then(|| command.trim_start())
}

/// Compares an output with its snapshot.
#[track_caller]
pub(crate) fn assert_snapshot(actual: &str, expected: impl IntoData) {
    let assert = Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    assert.eq(actual, expected);
}

/// Splits a command line at spaces, except within `"`.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (i, part) in line.split('"').enumerate() {
        if i % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Replaces every run of at least twelve hexadecimal digits, which depend on every byte of the playbook.
fn without_hashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_hexdigit()) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let end = from.find(|c: char| !c.is_ascii_hexdigit());
        let (run, after) = from.split_at(end.unwrap_or(from.len()));
        out.push_str(if run.len() >= 12 { "<id>" } else { run });
        rest = after;
    }
    out + rest
}
