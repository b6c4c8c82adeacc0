//! The program under trial, run in its own folder with a fixed environment.

pub(crate) use crate::support::words;
use octorel::internals::log::{Log, ReleaseName, Store, StoreError};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_octorel");

/// The log, relative to the folder.
pub(crate) const LOG: &str = ".octorel/releases/2.4.0.jsonl";

/// Starts the release of all trials.
pub(crate) const START: &str = "start 2.4.0 --on 2026-12-08";

/// A small playbook with something for every command.
const PLAYBOOK: &str = r#"
release_time: "14:00"
time_zone: Europe/Paris
team:
  lead: [rm@example.com]
  qa: [dana@example.com]
roles:
  - {id: lead, name: Lead}
  - {id: qa, name: QA}
authorities:
  - {id: boss, name: Boss}
name: Small
owner: lead
phases:
  - id: before
    name: Before
    when: T-1w
    stage: pre-release
    items:
      - {id: reviewed, text: The change is reviewed}
      - {id: tested, text: The tests pass, owner: qa}
      - {id: booked, text: A window is booked}
      - {id: told, text: Everybody is told}
  - id: out
    name: Out
    when: T
    stage: during-release
    items:
      - {id: deploy, text: Deploy, deploys: true}
  - id: trouble
    name: Trouble
    stage: incident
    items:
      - {id: rollback, text: Roll back}
decisions:
  - {id: go, name: Go, owners: [lead], escalation: [{to: boss}], outcomes: [go, no-go]}
gates:
  - {id: finish, name: Complete, stages: [pre-release]}
"#;

/// Where a sync costs nothing.
const MEMORY: &str = "/dev/shm";

/// A folder that is removed at the end, in memory if possible.
pub(crate) struct Site(PathBuf);

impl Site {
    pub(crate) fn empty() -> Self {
        Self(new_folder(MEMORY))
    }

    /// An empty folder that is not in memory.
    pub(crate) fn on_disk() -> Self {
        Self(new_folder(""))
    }

    /// A folder with the small playbook and no release.
    pub(crate) fn small() -> Self {
        let site = Self::empty();
        fs::create_dir_all(site.path(".octorel/playbook")).unwrap();
        fs::write(site.path(".octorel/playbook/small.yaml"), PLAYBOOK).unwrap();
        site
    }

    /// A folder with a started release.
    pub(crate) fn started() -> Self {
        let site = Self::small();
        site.ok(START);
        site
    }

    /// A copy of this folder.
    pub(crate) fn copy(&self) -> Self {
        self.copy_to(&new_folder(MEMORY))
    }

    /// A copy of this folder in another one, which is removed at the end.
    pub(crate) fn copy_to(&self, folder: &Path) -> Self {
        copy_folder(&self.0, folder);
        Self(folder.to_owned())
    }

    pub(crate) fn top(&self) -> &Path {
        &self.0
    }

    pub(crate) fn path(&self, inner: impl AsRef<Path>) -> PathBuf {
        self.0.join(inner)
    }

    /// A program in the folder with only the fixed environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        // Where there is an inner project, commands run in it.
        let inner = self.path("inner");
        command.current_dir(if inner.is_dir() { &inner } else { &self.0 }).env_clear();
        command.env("PATH", env::var_os("PATH").unwrap_or_default());
        command.envs([
            ("HOME", "/"),
            ("TZ", "UTC"),
            ("NO_COLOR", "1"),
            ("COLUMNS", "80"),
            ("OCTOREL_USER", "rm@example.com"),
            ("OCTOREL_NOW", "2026-12-04T09:00:00Z"),
        ]);
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, line: &str) -> Output {
        self.run_words(words(line))
    }

    pub(crate) fn run_words<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Output {
        self.command(PROGRAM).args(words).output().unwrap()
    }

    /// Runs the program and requires success.
    #[track_caller]
    pub(crate) fn ok(&self, line: &str) {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(0), "{line}: {}", report(&output));
    }

    /// Adds a line to the log that broke off, and returns it.
    pub(crate) fn tear(&self) -> &'static [u8] {
        let line = b"{\"id\":\"0a1b\",\"after\":[\"this one was killed while it wrote";
        fs::write(self.path(LOG), [&self.bytes()[..], line].concat()).unwrap();
        line
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        fs::read(self.path(LOG)).unwrap()
    }

    /// The release as the library reads it.
    pub(crate) fn log(&self) -> Result<Log, StoreError> {
        Store::new(&self.0).read(&release())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A new folder in this one, or in the temporary folder where this one is missing.
fn new_folder(parent: &str) -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("octorel-trial-{}-{number}", process::id());
    let parent = Path::new(parent);
    let folder = if parent.is_dir() { parent.join(name) } else { env::temp_dir().join(name) };
    fs::create_dir(&folder).unwrap();
    folder
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The name of the release.
pub(crate) fn release() -> ReleaseName {
    ReleaseName::parse("2.4.0").unwrap()
}

/// The output of a run, for the message of a failing trial.
pub(crate) fn report(output: &Output) -> String {
    let text = String::from_utf8_lossy;
    format!("{}\n{}{}", output.status, text(&output.stdout), text(&output.stderr))
}
