//! Odd files in every place that the program opens: nothing hangs, nothing outside the project is shown or changes, and each is named.

use crate::faults::Fault;
use crate::program::{LOG, PROGRAM, Site, report, words};
use crate::scale::{amount, is_full};
use crate::tally::Tally;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "links are followed",
        file: "src/sys/files/unix.rs",
        was: "OFlags::NOFOLLOW.union(OFlags::NONBLOCK)",
        becomes: "OFlags::NONBLOCK",
    },
    Fault {
        what: "whatever can be opened is accepted",
        file: "src/sys/files.rs",
        was: "        expect(&path, &there, FILE)?;\n",
        becomes: "",
    },
    Fault {
        what: "logs are found by their whole path",
        file: "src/log/place.rs",
        was: "        Folder::open(&self.base)?.inner(&self.inner)\n",
        becomes: "        Folder::open(&self.path())\n",
    },
];

const KINDS: [&str; 7] =
    ["named pipe", "device", "sparse file", "symlink", "hard link", "socket", "directory"];

/// The places, each with commands that read from it, and commands that write to it. All of them must name what is there.
const PLACES: [(&str, &[&str], &[&str]); 11] = [
    (".octorel", &["status", "gate finish"], &["tick 1.1"]),
    (".octorel/releases", &["status", "gate finish"], &["tick 1.1", "start 3.0.0 --on 2026-12-20"]),
    (".octorel/playbook", &["check", "start 3.0.0 --on 2026-12-20"], &[]),
    (".octorel/playbook/roles.yaml", &["check", "start 3.0.0 --on 2026-12-20"], &[]),
    (LOG, &["status", "gate finish", "log --format json"], &["tick 1.1"]),
    (".octorel/releases/2.4.0.jsonl.lock", &[], &["tick 1.1"]),
    (".octorel/releases/2.4.0.jsonl.torn", &[], &["tick 1.1"]),
    (".octorel/releases/2.4.0.jsonl.damaged", &[], &["check --repair --reason gone --yes"]),
    (".octorel/releases/2.4.0.md", &[], &["cancel --reason over"]),
    ("copy.jsonl", &["check --repair --from copy.jsonl"], &[]),
    (".git/octorel/releases/2.4.0.jsonl", &[], &[]),
];

const COMMANDS: &str = "status|next|list|show 1.1|phases|roles|log|gate finish|readiness|channels|report|releases|check|\
     check --repair|incident report|__complete line \"octorel tick \"|init|start 3.0.0 --on 2026-12-20|tick 1.2|untick 1.2|\
     skip 1.3 --reason x|block 1.4 --reason x|note x|assign qa bob|decide go-no-go go|announce timeline --sent|\
     incident declare down|reschedule 2026-12-30|undo|check --repair --from copy.jsonl|check --repair --reason gone --yes|\
     finish --reason x|cancel --reason over|reopen --reason on|demo --help|completions bash|help files";

/// A release in a project with a playbook, beside a folder that is none of its business.
fn project() -> Site {
    let site = Site::on_disk();
    fs::create_dir_all(site.path("project/.git")).unwrap();
    fs::create_dir(site.path("outside")).unwrap();
    for line in ["init", "start 2.4.0 --on 2026-12-10", "tick 1.1", "untick 1.1"] {
        let output = run(&site, line);
        assert!(output.status.success(), "{line}: {}", report(&output));
    }
    site
}

fn run(site: &Site, line: &str) -> Output {
    let mut command = site.command("timeout");
    command.current_dir(site.path("project"));
    command.arg("20").arg(PROGRAM).args(words(line)).output().unwrap()
}

/// Every file below a folder, with its bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(tree(&path)),
            false => drop(files.insert(path.clone(), fs::read(path).unwrap())),
        }
    }
    files
}

/// Puts something odd in a place. What was there moves outside. Returns whether it could be made.
fn put(kind: &str, at: &Path, victim: &Path) -> bool {
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    if fs::rename(at, victim).is_err() {
        fs::write(victim, "").unwrap();
    }
    let made = |program: &mut Command| program.status().unwrap().success();
    match kind {
        "named pipe" => made(Command::new("mkfifo").arg(at)),
        // The one that never ends.
        "device" => made(Command::new("mknod").arg(at).args(["c", "1", "5"])),
        "sparse file" => File::create(at).and_then(|file| file.set_len(1 << 40)).is_ok(),
        "symlink" => {
            if victim.is_file() {
                let text = [b"SECRET: [\n", &fs::read(victim).unwrap()[..]].concat();
                fs::write(victim, text).unwrap();
            }
            symlink(victim, at).is_ok()
        }
        "hard link" if victim.is_dir() => fs::hard_link(victim.join(".gitignore"), at).is_ok(),
        "hard link" => fs::hard_link(victim, at).is_ok(),
        "socket" => UnixListener::bind(at).is_ok(),
        _ => fs::create_dir(at).is_ok(),
    }
}

/// What is in this place is as good as any other file there.
fn is_accepted(kind: &str, place: &str) -> bool {
    let is = |end: &str| place.ends_with(end);
    match kind {
        "directory" => [".octorel", "releases", "playbook"].into_iter().any(is),
        "hard link" => is(".md"),
        "sparse file" => is(".md") || is(".lock"),
        _ => false,
    }
}

#[test]
fn an_odd_file_is_named_and_neither_hangs_nor_leads_anywhere() {
    let (tally, mut fixtures) = (Tally::default(), 0);
    for (at, reading, writing) in PLACES {
        for kind in KINDS {
            let site = project();
            let path = site.path("project").join(at);
            let mut log = fs::read(site.path("project").join(LOG)).unwrap();
            match at.rsplit('.').next() {
                Some("torn") => log.extend_from_slice(b"{\"id\":\"0a1b\""),
                Some("damaged") => log.extend_from_slice(b"damaged\n"),
                Some(_) | None => {}
            }
            fs::write(site.path("project").join(LOG), log).unwrap();
            let is_odd = kind != "directory" || !is_accepted(kind, at);
            if !is_odd || !put(kind, &path, &site.path("outside/victim")) {
                continue;
            }
            fixtures += 1;
            tally.add("odd files", 1);
            let before = tree(&site.path("outside"));
            // A hard link is only refused where it would be written to.
            let is_folder = site.path("outside/victim").is_dir();
            let reading = if kind == "hard link" && !is_folder { &[] } else { reading };
            let named = reading.iter().chain(writing).copied();
            let all = COMMANDS
                .split('|')
                .step_by(amount(9, 1))
                .filter(|_| is_full() || fixtures % 5 == 0);
            for (line, must) in named.map(|line| (line, true)).chain(all.map(|line| (line, false)))
            {
                let output = run(&site, line);
                let said = report(&output);
                tally.add("commands", 1);
                let is_unnamed = output.status.code() != Some(2) || !said.contains(at);
                if output.status.code() == Some(124)
                    || tree(&site.path("outside")) != before
                    || must && !is_accepted(kind, at) && is_unnamed
                    || said.contains("SECRET")
                {
                    tally.fault(format!("{kind} at {at}: {line}: {said}"));
                }
            }
        }
    }
    tally.end("odd_files", "0 hangs, 0 writes outside, 0 unnamed");
}

#[test]
fn a_symlink_swapped_in_while_the_program_runs_redirects_no_write() {
    let runs = amount(20, 1000);
    let tally = Tally::default();
    for at in [".octorel/releases", LOG, ".octorel/releases/2.4.0.jsonl.lock"] {
        let site = project();
        let path = site.path("project").join(at);
        let victim = site.path("outside/victim");
        let copied = Command::new("cp").arg("-r").arg(&path).arg(&victim).status().unwrap();
        assert!(copied.success());
        let link = site.path("link");
        symlink(&victim, &link).unwrap();
        let before = tree(&site.path("outside"));
        let is_done = AtomicBool::new(false);
        thread::scope(|scope| {
            let swapping = scope.spawn(|| {
                while !is_done.load(Ordering::Relaxed) {
                    renameat_with(CWD, &link, CWD, &path, RenameFlags::EXCHANGE).unwrap();
                    tally.add("swaps", 1);
                    thread::yield_now();
                }
            });
            let done = (0..runs).filter(|_| run(&site, "note x").status.success());
            tally.add("recordings", done.count());
            is_done.store(true, Ordering::Relaxed);
            swapping.join().unwrap();
        });
        assert_eq!(tree(&site.path("outside")), before, "{at}");
    }
    tally.end("odd_files", "0 writes outside");
}

#[test]
fn links_above_the_project_are_followed() {
    let site = project();
    let below = site.path("project/a/b");
    fs::create_dir_all(&below).unwrap();
    symlink(site.path("project"), site.path("link")).unwrap();
    symlink(&below, site.path("inner")).unwrap();
    for (folder, line) in [
        ("link", "tick 1.1"),
        ("link/a/b", "tick 1.2"),
        ("inner", "check"),
        ("", "tick 1.3 -C link"),
        ("", "tick 1.4 -C inner"),
        ("", "check .octorel/playbook -C link"),
    ] {
        let mut command = site.command(PROGRAM);
        let output = command.current_dir(site.path(folder)).args(words(line)).output().unwrap();
        assert!(output.status.success(), "{folder}: {line}: {}", report(&output));
    }
}
