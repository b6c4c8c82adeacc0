//! Reading never writes, runs nothing and needs no lock: checks the system calls of every view, and its output in folders
//! that are not writable.

use crate::faults::Fault;
use crate::place::{PROGRAM, Place};
use crate::scale::{amount, figures};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// The faults that this trial must detect.
pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "a reader waits for the lock",
        file: "src/log/store.rs",
        was: READS,
        becomes: "    pub fn read(&self, release: &ReleaseName) -> Result<Log, StoreError> {\n        let _lock = std::fs::OpenOptions::new().create(true).append(true).open(self.root.join(\"reader.lock\"));\n",
    },
    Fault {
        what: "every view starts a process",
        file: "src/cli/shared/loading.rs",
        was: "        let (store, name) = self.which(Purpose::Show)?;\n",
        becomes: "        let _ = std::process::Command::new(\"true\").status();\n        let (store, name) = self.which(Purpose::Show)?;\n",
    },
];

const READS: &str = "    pub fn read(&self, release: &ReleaseName) -> Result<Log, StoreError> {\n";

/// Every view in each of its formats.
const VIEWS: &[(&str, &[&str])] = &[
    ("", &["text", "json", "markdown"]),
    ("status", &["text", "json", "markdown"]),
    ("next", &["text", "json"]),
    ("list", &["text", "json"]),
    ("show 5.4", &["text", "json", "markdown"]),
    ("phases", &["text", "json", "markdown"]),
    ("roles", &["text", "json", "markdown"]),
    ("roles qa", &["text", "json"]),
    ("log --kind risk", &["text", "json"]),
    ("log --kind deviation", &["text", "json"]),
    ("gate", &["text", "json", "markdown", "github"]),
    ("gate deploy", &["text", "json", "markdown", "github"]),
    ("readiness", &["text", "json", "markdown"]),
    ("decide", &["text", "json"]),
    ("incident", &["text", "json"]),
    ("incident report", &["markdown", "json"]),
    ("channels", &["text", "json"]),
    ("announce", &["text", "markdown", "slack"]),
    ("report", &["markdown", "json"]),
    ("log", &["text", "json"]),
    ("releases", &["text", "json"]),
];

/// All views as command lines.
fn lines() -> Vec<Vec<String>> {
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let mut lines = vec![words("check"), words("--help"), words("--version"), words("next --mine")];
    for (view, formats) in VIEWS {
        for format in *formats {
            lines.push(words(&format!("{view} --format {format}")));
        }
    }
    lines
}

/// A release with events of many kinds.
fn in_progress() -> Place {
    let place = Place::new();
    for line in [
        "start 2.4.0 --on 2026-12-08 --tz Europe/Paris",
        "tick 1.1 1.2",
        "skip 1.3 --reason none",
        "block 1.5 --reason waiting",
        "note --kind risk slow",
        "decide go-no-go go",
        "incident declare down",
        "incident note up",
    ] {
        let run = place.run(line.split(' '));
        assert!(run.status.success(), "{line}: {run:?}");
    }
    place
}

/// Returns whether a system call, in strace notation, writes something or starts a process.
fn leaves(call: &str) -> bool {
    let name = call.split('(').next().unwrap_or_default();
    let name = name.rsplit(' ').next().unwrap_or_default();
    match name {
        "open" | "openat" | "openat2" => {
            let changes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_TMPFILE"];
            changes.iter().any(|flag| call.contains(flag)) && !call.contains("\"/dev/null\"")
        }
        "execve" => !call.contains(PROGRAM),
        "clone" | "clone3" | "fork" | "vfork" | "socket" | "connect" | "creat" | "rename"
        | "renameat" | "renameat2" | "unlink" | "unlinkat" | "mkdir" | "mkdirat" | "rmdir"
        | "link" | "linkat" | "symlink" | "symlinkat" | "truncate" | "ftruncate" | "chmod"
        | "fchmod" | "fchmodat" | "utimensat" | "flock" | "fsync" | "fdatasync" => true,
        "fcntl" => call.contains("F_SETLK") || call.contains("F_OFD_SETLK"),
        _ => false,
    }
}

#[test]
fn no_view_writes_or_runs_anything() {
    let place = in_progress();
    let all = lines();
    let (mut tried, mut found) = (0, Vec::new());
    for line in all.iter().step_by(amount(3, 1)) {
        let mut strace = place.command("strace");
        strace
            .args(["-f", "-e", "trace=%file,%process,%network,%desc,flock", "-o", "trace", PROGRAM])
            .args(line);
        if let Err(error) = strace.output() {
            return println!("skipped: cannot run strace: {error}");
        }
        let trace = fs::read_to_string(place.path("trace")).unwrap_or_default();
        if !trace.contains("exited with") {
            return println!("skipped: strace cannot trace here");
        }
        tried += 1;
        let calls = trace.lines().filter(|call| leaves(call));
        found.extend(calls.map(|call| format!("{}: {call}", line.join(" "))));
    }
    figures(
        "reading",
        &format!("{tried} views under strace"),
        &format!("{} writes, locks or processes", found.len()),
    );
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The output and exit codes of all views in a folder.
fn said(run: &dyn Fn(&[String]) -> Command) -> Vec<(String, Vec<u8>, Option<i32>)> {
    let all = lines().into_iter().step_by(amount(9, 1));
    let one = |line: Vec<String>| {
        let output = run(&line).output().unwrap();
        (line.join(" "), output.stdout, output.status.code())
    };
    all.map(one).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// A change of a folder.
type Change = fn(&Place);

/// A change of a command's environment.
type Circumstance = fn(&Place, &mut Command);

/// Folders and environments in which every view has the same output.
const FIXTURES: [(&str, Change, Circumstance); 10] = [
    ("nothing may be written", |place| modes(place, 0o555, 0o444), |_, _| {}),
    ("the log may not be written", |place| mode(&log_of(place), 0o444), |_, _| {}),
    (
        "a file system that is read-only",
        |_| {},
        |place, command| {
            let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
            let mut unshare = place.command("unshare");
            unshare.args(["-rm", "sh", "-c", "mount --bind . . && mount -o remount,bind,ro . && cd \"$PWD\" && exec \"$0\" \"$@\"", PROGRAM]);
            unshare.args(arguments);
            *command = unshare;
        },
    ),
    (
        "a home that is not there",
        |_| {},
        |_, command| {
            command.env("HOME", "/nowhere");
        },
    ),
    (
        "no git",
        |_| {},
        |_, command| {
            command.env("PATH", "/nowhere");
        },
    ),
    ("another owner", |place| owner(place), |_, _| {}),
    (
        "a lock that is held",
        |place| {
            fs::write(place.path(".octorel/releases/2.4.0.jsonl.lock"), "").unwrap();
        },
        |place, command| {
            let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
            let mut flock = place.command("flock");
            flock.arg(".octorel/releases/2.4.0.jsonl.lock").arg(PROGRAM).args(arguments);
            *command = flock;
        },
    ),
    ("no .gitignore", |place| drop(fs::remove_file(place.path(".octorel/.gitignore"))), |_, _| {}),
    (
        "a folder deep below",
        |place| fs::create_dir_all(place.path("a/b/c/d")).unwrap(),
        |place, command| {
            command.current_dir(place.path("a/b/c/d"));
        },
    ),
    (
        "a worktree",
        |place| fs::write(place.path(".git"), "gitdir: /nowhere/.git/worktrees/x\n").unwrap(),
        |_, _| {},
    ),
];

fn log_of(place: &Place) -> std::path::PathBuf {
    place.path(".octorel/releases/2.4.0.jsonl")
}

fn mode(path: &Path, bits: u32) {
    fs::set_permissions(path, Permissions::from_mode(bits)).unwrap();
}

fn modes(place: &Place, folders: u32, files: u32) {
    let releases = place.path(".octorel/releases");
    for entry in fs::read_dir(&releases).unwrap() {
        mode(&entry.unwrap().path(), files);
    }
    for folder in [releases, place.path(".octorel"), place.path("")] {
        mode(&folder, folders);
    }
}

/// Gives the files to another user, if permitted.
fn owner(place: &Place) {
    let _ = Command::new("chown").args(["-R", "65534:65534"]).arg(place.path(".octorel")).output();
}

#[test]
fn every_view_prints_the_same_wherever_it_reads() {
    let plain = in_progress();
    let expected = said(&|line| {
        let mut command = plain.command(PROGRAM);
        command.args(line);
        command
    });
    let (mut same, mut skipped) = (0, 0);
    for (what, change, circumstance) in FIXTURES {
        let place = Place::new();
        copy(&plain.path(""), &place.path(""));
        change(&place);
        let found = said(&|line| {
            let mut command = place.command(PROGRAM);
            command.args(line);
            circumstance(&place, &mut command);
            command
        });
        modes(&place, 0o755, 0o644);
        if found.iter().all(|(_, answer, _)| answer.is_empty()) && what.contains("file system") {
            skipped += 1;
            println!("skipped: {what}: not allowed here");
            continue;
        }
        for (expected, found) in expected.iter().zip(&found) {
            assert_eq!(expected, found, "{what}");
        }
        same += 1;
    }
    let tried = format!("{} views in each of {} folders", expected.len(), FIXTURES.len());
    figures("reading", &tried, &format!("{same} of {} the same", FIXTURES.len() - skipped));
}
