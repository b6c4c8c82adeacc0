//! Reading never writes, runs nothing and needs no lock: checks the system calls of every view, and its output in folders
//! that are not writable.

use crate::faults::Fault;
use crate::program::{PROGRAM, Site, words};
use crate::scale::amount;
use crate::strace::can_trace;
use crate::tally::Tally;
use std::fs;

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
pub(crate) const VIEWS: &[(&str, &[&str])] = &[
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
fn lines() -> impl Iterator<Item = String> {
    let in_formats = |(view, formats): &(&str, &'static [&str])| {
        let view = (*view).to_owned();
        formats.iter().map(move |format| format!("{view} --format {format}"))
    };
    let others = ["check", "--help", "--version", "next --mine"].map(str::to_owned);
    others.into_iter().chain(VIEWS.iter().flat_map(in_formats))
}

/// A release with events of many kinds.
fn in_progress() -> Site {
    let site = Site::empty();
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
        site.ok(line);
    }
    site
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
    if !can_trace() {
        return;
    }
    let site = in_progress();
    let tally = Tally::default();
    for line in lines().step_by(amount(3, 1)) {
        site.command("strace")
            .args(["-f", "-e", "trace=%file,%process,%network,%desc,flock", "-o", "trace", PROGRAM])
            .args(words(&line))
            .output()
            .unwrap();
        let trace = fs::read_to_string(site.path("trace")).unwrap();
        assert!(trace.contains("exited with"), "{line}: {trace}");
        tally.add("views under strace", 1);
        for call in trace.lines().filter(|call| leaves(call)) {
            tally.fault(format!("{line}: {call}"));
        }
    }
    tally.end("reading", "0 writes, locks or processes");
}

/// Folders and environments in which every view has the same output: how a shell changes the folder, and how it runs the program.
const FIXTURES: [(&str, &str, &str); 10] = [
    ("nothing may be written", "chmod -R a-w .", ""),
    ("the log may not be written", "chmod a-w .octorel/releases/2.4.0.jsonl", ""),
    (
        "a file system that is read-only",
        "",
        "unshare -rm sh -c 'mount --bind . . && mount -o remount,bind,ro,nosuid,nodev . && cd \"$PWD\" && exec \"$0\" \"$@\"'",
    ),
    ("a home that is not there", "", "env HOME=/nowhere"),
    ("no git", "", "env PATH=/nowhere"),
    ("another owner", "chown -R 65534:65534 .octorel || true", ""),
    (
        "a lock that is held",
        "touch .octorel/releases/2.4.0.jsonl.lock",
        "flock .octorel/releases/2.4.0.jsonl.lock",
    ),
    ("no .gitignore", "rm .octorel/.gitignore", ""),
    ("a folder deep below", "mkdir -p a/b/c/d", "cd a/b/c/d &&"),
    ("a worktree", "echo gitdir: /nowhere/.git/worktrees/x > .git", ""),
];

/// The output and exit codes of all views, which a shell runs in this way.
fn said(site: &Site, way: &str) -> Vec<(String, Vec<u8>, Option<i32>)> {
    let one = |line: String| {
        let mut shell = site.command("sh");
        shell.args(["-c", &format!("{way} \"$0\" \"$@\""), PROGRAM]).args(words(&line));
        let output = shell.output().unwrap();
        (line, output.stdout, output.status.code())
    };
    lines().step_by(amount(9, 1)).map(one).collect()
}

#[test]
fn every_view_prints_the_same_wherever_it_reads() {
    let plain = in_progress();
    let expected = said(&plain, "");
    let tally = Tally::default();
    tally.add("views", expected.len());
    for (what, change, way) in FIXTURES {
        let site = plain.copy();
        let changed = site.command("sh").args(["-c", change]).status().unwrap();
        assert!(changed.success(), "{what}");
        let found = said(&site, way);
        let again = site.command("chmod").args(["-R", "u+w", "."]).status().unwrap();
        assert!(again.success(), "{what}");
        if found.iter().all(|(_, answer, _)| answer.is_empty()) && what.contains("file system") {
            println!("NOT TRIED: {what}: not allowed here");
            continue;
        }
        assert_eq!(expected, found, "{what}");
        tally.add("folders", 1);
    }
    tally.end("reading", "the same in all");
}
