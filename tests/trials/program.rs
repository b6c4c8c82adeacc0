//! The program under trial, run in its own folder with a fixed environment.

use octorel::internals::log::{Log, ReleaseName, Store, StoreError};
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

/// A folder that is removed at the end, in memory if possible, so that a sync costs nothing.
pub(crate) struct Site {
    whole: PathBuf,
    /// The working folder of commands.
    top: PathBuf,
}

impl Site {
    pub(crate) fn empty() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("octorel-trial-{}-{number}", process::id());
        let memory = Path::new("/dev/shm").join(&name);
        let folder = match fs::create_dir(&memory) {
            Ok(()) => memory,
            Err(_) => env::temp_dir().join(&name),
        };
        fs::create_dir_all(&folder).unwrap();
        Self { top: folder.clone(), whole: folder }
    }

    /// A folder with the small playbook and no release.
    pub(crate) fn small() -> Self {
        let site = Self::empty();
        site.put_playbook();
        site
    }

    /// A folder with a started release.
    pub(crate) fn started() -> Self {
        let site = Self::small();
        site.ok(START);
        site
    }

    pub(crate) fn put_playbook(&self) {
        fs::create_dir_all(self.path(".octorel/playbook")).unwrap();
        fs::write(self.path(".octorel/playbook/small.yaml"), PLAYBOOK).unwrap();
    }

    /// A copy of this folder.
    pub(crate) fn copy(&self) -> Self {
        let mut copy = Self::empty();
        copy_folder(&self.whole, &copy.whole);
        copy.top = copy.whole.join(self.top.strip_prefix(&self.whole).unwrap());
        copy
    }

    /// An existing folder.
    pub(crate) fn at(folder: &Path) -> Self {
        Self { whole: folder.to_owned(), top: folder.to_owned() }
    }

    /// Replaces the content with that of another folder.
    pub(crate) fn fill_from(&self, other: &Self) {
        for entry in fs::read_dir(&self.whole).unwrap() {
            let path = entry.unwrap().path();
            let removed =
                if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            removed.unwrap();
        }
        copy_folder(&other.whole, &self.whole);
    }

    /// This folder with the content of `other` in a subfolder, in which commands then run.
    pub(crate) fn around(mut self, other: &Self) -> Self {
        self.top = self.whole.join("inner");
        copy_folder(&other.whole, &self.top);
        self
    }

    pub(crate) fn top(&self) -> &Path {
        &self.top
    }

    pub(crate) fn path(&self, inner: &str) -> PathBuf {
        self.top.join(inner)
    }

    /// A program in the folder with only the fixed environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.top).env_clear();
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
        let mut command = self.command(PROGRAM);
        command.args(words(line)).output().unwrap()
    }

    /// Runs the program and requires success.
    #[track_caller]
    pub(crate) fn ok(&self, line: &str) {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(0), "{line}: {}", report(&output));
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        fs::read(self.path(LOG)).unwrap()
    }

    /// The release as the library reads it.
    pub(crate) fn log(&self) -> Result<Log, StoreError> {
        Store::new(&self.top).read(&release())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.whole);
    }
}

fn copy_folder(from: &Path, to: &Path) {
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

/// The output of a run, for the message of a failing trial.
pub(crate) fn report(output: &Output) -> String {
    let text = String::from_utf8_lossy;
    format!("{}\n{}{}", output.status, text(&output.stdout), text(&output.stderr))
}

/// Pseudo-random numbers, the same in each run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        // xorshift64 of Marsaglia.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % bound.max(1)
    }
}
