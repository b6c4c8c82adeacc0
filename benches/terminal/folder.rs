//! Folders with one release each, and the commands that run there.

use super::Result;
use serde_json::Value;
use std::env;
use std::ffi::OsStr;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Number of phases of the large release.
const PHASES: usize = 4;

/// Number of items per phase.
const ITEMS: usize = 500;

/// A folder with a release whose items are all to do, and the same items as Markdown in `items.md`.
pub(crate) struct Folder {
    folder: assert_fs::TempDir,
    octorel: PathBuf,
    pub(crate) items: usize,
}

impl Folder {
    /// A release of the built-in playbook without any events after its start.
    pub(crate) fn small(octorel: &Path) -> Result<Self> {
        Self::empty(octorel)?.begun()
    }

    /// A release of 2,000 items and a log of 1,000 events; a quarter of the items was ticked and unticked.
    pub(crate) fn large(octorel: &Path) -> Result<Self> {
        let large = Self::empty(octorel)?;
        let playbook = large.folder.path().join(".octorel/playbook");
        fs::create_dir_all(&playbook)?;
        fs::write(playbook.join("many.yaml"), many()?)?;
        let large = large.begun()?;
        let first: Vec<String> = (1..=ITEMS).map(|item| format!("1.{item}")).collect();
        for command in ["tick", "untick"] {
            large.ask(&[&[command.to_owned()], &first[..]].concat())?;
        }
        Ok(large)
    }

    fn empty(octorel: &Path) -> Result<Self> {
        Ok(Self { folder: assert_fs::TempDir::new()?, octorel: octorel.to_owned(), items: 0 })
    }

    /// Starts the release, four days before T.
    fn begun(mut self) -> Result<Self> {
        let start = "start 1.0.0 --on 2026-12-08 --tz Europe/Paris";
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        self.ask(&words(start))?;
        let view: Value = serde_json::from_slice(&self.ask(&words("list --format json"))?)?;
        let mut markdown = String::new();
        for item in view["items"].as_array().into_iter().flatten() {
            let text = item["text"].as_str().unwrap_or_default();
            writeln!(markdown, "- [ ] {text}")?;
            self.items += 1;
        }
        fs::write(self.folder.path().join("items.md"), markdown)?;
        Ok(self)
    }

    /// Returns the octorel command in this folder.
    pub(crate) fn octorel(&self, words: &[impl AsRef<OsStr>]) -> Command {
        self.command(&self.octorel, words)
    }

    /// Returns a command in this folder with the same environment as all others.
    pub(crate) fn command(
        &self,
        program: impl AsRef<OsStr>,
        words: &[impl AsRef<OsStr>],
    ) -> Command {
        let mut command = Command::new(program);
        command.args(words).current_dir(&self.folder).env_clear();
        command.envs(env::var_os("PATH").map(|path| ("PATH", path)));
        command.env("HOME", self.folder.path()).envs([
            ("LANG", "C.UTF-8"),
            ("TERM", "xterm-256color"),
            ("OCTOREL_NOW", "2026-12-04T10:00:00Z"),
            ("OCTOREL_USER", "rm@example.com"),
        ]);
        command
    }

    /// Returns the output of an octorel command.
    fn ask(&self, words: &[String]) -> Result<Vec<u8>> {
        let output = self.octorel(words).output()?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(String::from_utf8_lossy(&output.stderr).into()),
        }
    }
}

/// Returns the duration of a process from start to exit, with its output discarded.
pub(crate) fn process(mut command: Command) -> Result<Duration> {
    command.stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let began = Instant::now();
    let status = command.status()?;
    let took = began.elapsed();
    match status.success() {
        true => Ok(took),
        false => Err(format!("{command:?} failed: {status}").into()),
    }
}

/// The playbook of the large release.
fn many() -> Result<String> {
    let mut yaml = "roles:\n  - {id: manager, name: Manager}\nchecklist: many\nname: Many\n\
                    owner: manager\nphases:\n"
        .to_owned();
    for phase in 1..=PHASES {
        writeln!(yaml, "  - id: phase-{phase}\n    name: Phase {phase}")?;
        writeln!(yaml, "    when: T-{}d", PHASES + 1 - phase)?;
        writeln!(yaml, "    stage: pre-release\n    items:")?;
        for item in 1..=ITEMS {
            let text = format!("Verify part {item} of component {phase} with its owners");
            writeln!(yaml, "      - {{id: part-{item}, text: {text}}}")?;
        }
    }
    yaml += "gates:\n  - {id: pre-release, name: All done, stages: [pre-release]}\n";
    Ok(yaml)
}
