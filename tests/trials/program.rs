//! The program under trial, run in a folder of its own, with everything pinned that could differ.

use octorel::internals::log::{Log, ReleaseName, Store, StoreError};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_octorel");

/// The log, from the top of a site.
pub(crate) const LOG: &str = ".octorel/releases/2.4.0.jsonl";

/// Begins the release that all trials are about.
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
checklist: small
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
  - {id: close, name: Complete, stages: [pre-release]}
"#;

/// A folder that is removed in the end: in memory where there is such a place, so that a sync costs nothing.
pub(crate) struct Site {
    whole: PathBuf,
    /// Where commands run.
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

    /// With the small playbook, and no release yet.
    pub(crate) fn small() -> Self {
        let site = Self::empty();
        site.put_playbook();
        site
    }

    /// With the release begun.
    pub(crate) fn started() -> Self {
        let site = Self::small();
        site.ok(START);
        site
    }

    pub(crate) fn put_playbook(&self) {
        fs::create_dir_all(self.path(".octorel/playbook")).unwrap();
        fs::write(self.path(".octorel/playbook/small.yaml"), PLAYBOOK).unwrap();
    }

    /// Another folder with the same in it.
    pub(crate) fn copy(&self) -> Self {
        let mut copy = Self::empty();
        copy_folder(&self.whole, &copy.whole);
        copy.top = copy.whole.join(self.top.strip_prefix(&self.whole).unwrap());
        copy
    }

    /// A folder that is there.
    pub(crate) fn at(folder: &Path) -> Self {
        Self { whole: folder.to_owned(), top: folder.to_owned() }
    }

    /// Puts here what is in another folder, and nothing else.
    pub(crate) fn fill_from(&self, other: &Self) {
        for entry in fs::read_dir(&self.whole).unwrap() {
            let path = entry.unwrap().path();
            let removed =
                if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            removed.unwrap();
        }
        copy_folder(&other.whole, &self.whole);
    }

    /// This folder with what is in `other` further down, where commands then run.
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

    /// A program in the folder, with nothing in its environment that is not pinned.
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

    /// Runs the program, which must succeed.
    #[track_caller]
    pub(crate) fn ok(&self, line: &str) {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(0), "{line}: {}", told(&output));
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        fs::read(self.path(LOG)).unwrap()
    }

    /// What the library reads of the release.
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

/// Splits a command line at spaces; `"` holds words together.
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

/// What a run said, for the message of a trial that fails.
pub(crate) fn told(output: &Output) -> String {
    let text = String::from_utf8_lossy;
    format!("{}\n{}{}", output.status, text(&output.stdout), text(&output.stderr))
}

/// Numbers that look random and are the same each time.
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
