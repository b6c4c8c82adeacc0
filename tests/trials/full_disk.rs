//! A full disk and a file size limit, at every byte of a command's output: the command records all or nothing, and the
//! exit code tells which.
//!
//! The disk is a small tmpfs in its own namespace. Its space comes in pages, so the log is extended until
//! a given number of bytes is free in its last page, and the rest of the disk is filled.

use crate::faults::Fault;
use crate::histories::{Line, SANE, record};
use crate::program::{LOG, PROGRAM, START, Site, release, report, words};
use crate::scale::amount;
use crate::tally::Tally;
use octorel::internals::log::{Log, Store};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use std::{env, iter};

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "a part of a line counts as written",
        file: "src/log/tail.rs",
        was: "Ok(taken) if taken == bytes.len() => return Ok(()),",
        becomes: "Ok(taken) if taken > 0 => return Ok(()),",
    },
    Fault {
        what: "a part of a line stays in the log",
        file: "src/log/tail.rs",
        was: "        let _ = file.cut(length);\n",
        becomes: "",
    },
    Fault {
        what: "the limit on file sizes is not checked before writing",
        file: "src/log/tail.rs",
        was: "    stay_below_limit(length + bytes.len() as u64)?;\n",
        becomes: "",
    },
];

const TICKS: &str = "tick 1.1 1.2";

const PAGE: usize = 4096;

/// Tells the inner process where the small disk is.
const DISK: &str = "OCTOREL_TRIAL_DISK";

/// The result of a run: recorded, or refused without a change.
#[track_caller]
fn all_or_nothing(output: &Output, before: &[u8], after: &[u8], what: &str) -> bool {
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => {
            let (old, new) = (Log::read(before), Log::read(after));
            assert_eq!(new.events().len(), old.events().len() + 2, "{what}");
            assert!(after.starts_with(before), "{what}");
            assert_eq!(new.troubles(), [], "{what}");
            true
        }
        Some(2) => {
            assert!(before == after, "{what}: changed, and {}", report(output));
            assert!(said.contains("recorded"), "{what}: {}", report(output));
            false
        }
        Some(_) | None => panic!("{what}: {}", report(output)),
    }
}

#[test]
fn a_file_size_limit_at_any_byte_records_all_or_nothing() {
    let limited = |site: &Site, limit: usize, line: &str| {
        let mut command = site.command("prlimit");
        command.arg(format!("--fsize={limit}")).arg(PROGRAM);
        command.args(words(line)).output().unwrap()
    };
    if Command::new("prlimit").output().is_err() {
        return println!("NOT TRIED: prlimit is missing; the limits of `full_disk` are left out");
    }
    let site = Site::started();
    let before = site.bytes();
    let whole = site.copy();
    whole.ok(TICKS);
    let tally = Tally::default();
    let end = whole.bytes().len() + 2;
    for limit in (before.len()..end).step_by(amount(29, 1)).chain(end - 3..end) {
        let site = site.copy();
        let output = limited(&site, limit, TICKS);
        let what = format!("a limit of {limit} bytes");
        let recorded = all_or_nothing(&output, &before, &site.bytes(), &what);
        tally.add(if recorded { "recorded" } else { "refused" }, 1);
    }
    assert!(tally.count("recorded") > 0 && tally.count("refused") > 0);
    // The start, the lock, and the git files are new there.
    let end = before.len();
    for limit in (0..end).step_by(amount(89, 3)) {
        let site = Site::small();
        let output = limited(&site, limit, START);
        assert_eq!(output.status.code(), Some(2), "{limit}: {}", report(&output));
        assert!(site.log().is_err(), "a limit of {limit} bytes: {}", report(&output));
        site.ok(START);
        tally.add("starts refused", 1);
    }
    tally.end("full_disk", "limits on file sizes: all or nothing, as the exit code says");
}

#[test]
fn a_disk_full_at_any_byte_records_all_or_nothing() {
    if let Some(folder) = env::var_os(DISK) {
        return on_a_small_disk(Path::new(&folder));
    }
    let site = Site::empty();
    let name = "full_disk::a_disk_full_at_any_byte_records_all_or_nothing";
    for rights in [&["-m"][..], &["-r", "-m"]] {
        let inner = Command::new("unshare")
            .args(rights)
            .args(["sh", "-c", "mount -t tmpfs -o size=128k tmpfs \"$1\" || exit 77; exec \"$0\" --exact \"$2\" --nocapture"])
            .arg(env::current_exe().unwrap())
            .arg(site.top())
            .arg(name)
            .env(DISK, site.top())
            .output();
        let Ok(inner) = inner else { continue };
        let said = String::from_utf8_lossy(&inner.stdout);
        if said.contains("running 1 test") {
            said.lines().filter(|line| line.starts_with('|')).for_each(|line| println!("{line}"));
            assert!(inner.status.success(), "{}", report(&inner));
            return;
        }
    }
    println!(
        "NOT TRIED: no small disk can be mounted here; the full disk of `full_disk` is left out"
    );
}

fn on_a_small_disk(folder: &Path) {
    let template = Site::started();
    let lines = {
        let whole = template.copy();
        whole.ok(TICKS);
        whole.bytes().len() - template.bytes().len()
    };
    let free = (0..=PAGE).step_by(amount(61, 1));
    let near = lines - 2..=lines + 2;
    let tally = Tally::default();
    for free in free.chain(near) {
        let site = template.copy_to(folder);
        leave(&site, free);
        let before = site.bytes();
        let filler = fill(&site, 0);
        let output = site.run(TICKS);
        let what = format!("{free} bytes free");
        let recorded = all_or_nothing(&output, &before, &site.bytes(), &what);
        assert_eq!(recorded, free % PAGE >= lines, "{what}: {}", report(&output));
        tally.add(if recorded { "recorded" } else { "refused" }, 1);
        // The effects of the full disk on the lock are harmless.
        fs::remove_file(filler).unwrap();
        site.ok("note after");
    }
    others(folder, &template, &tally);
    tally.end("full_disk", "a full disk: all or nothing, as the exit code says");
}

/// A start, a truncated line, and a report, with this many free pages.
fn others(folder: &Path, template: &Site, tally: &Tally) {
    let unstarted = Site::small();
    let ready = template.copy();
    ready.ok("tick 1.1 1.2 1.3 1.4");
    for pages in 0..=8 {
        let site = unstarted.copy_to(folder);
        let filler = fill(&site, pages);
        let output = site.run(START);
        let started = site.log().is_ok_and(|log| log.started().is_some());
        assert_eq!(started, output.status.success(), "{pages}: {}", report(&output));
        assert!(started || output.status.code() == Some(2), "{}", report(&output));
        fs::remove_file(filler).unwrap();
        assert!(started || site.run(START).status.success());
        drop(site);

        for torn in [20, 3000] {
            let site = template.copy_to(folder);
            let mut bytes = site.bytes();
            bytes.extend(iter::repeat_n(b'x', torn));
            fs::write(site.path(LOG), &bytes).unwrap();
            let filler = fill(&site, pages);
            let output = site.run(TICKS);
            let after = site.bytes();
            let whole = &bytes[..bytes.len() - torn];
            let aside = fs::read(site.path(format!("{LOG}.torn"))).unwrap_or_default();
            if output.status.success() {
                assert!(after.starts_with(whole) && aside.len() == torn + 1);
            } else {
                // The log may be repaired by then; the truncated bytes are in it or beside it.
                assert!(
                    after == bytes || after == whole && aside.len() == torn + 1,
                    "{}",
                    report(&output)
                );
            }
            fs::remove_file(filler).unwrap();
            site.ok("note after");
            assert_eq!(site.log().unwrap().troubles(), []);
        }

        let site = ready.copy_to(folder);
        leave(&site, 1000);
        let filler = fill(&site, pages);
        let output = site.run("finish");
        let said = String::from_utf8_lossy(&output.stderr);
        let record = fs::read_to_string(site.path(".octorel/releases/2.4.0.md"));
        let finished = matches!(
            site.log().unwrap().events().last().map(|event| event.act.name()),
            Some("finished")
        );
        assert!(finished, "{}", report(&output));
        match output.status.code() {
            Some(0) => assert!(record.unwrap().ends_with('\n')),
            Some(2) => assert!(record.is_err() && said.contains("but its report was not written")),
            Some(_) | None => panic!("{}", report(&output)),
        }
        fs::remove_file(filler).unwrap();
        tally.add("starts, mended lines and reports", 4);
    }
}

/// Extends the log until this many bytes are free in its last page.
fn leave(site: &Site, free: usize) {
    let store = Store::new(site.top());
    let note = |length: usize| {
        let said = format!(r#""noted","kind":"note","text":"{}""#, "x".repeat(length));
        record(&store, &release(), &Line::new(&[], SANE, "rm@example.com", &said)).unwrap();
        site.bytes().len()
    };
    let first = site.bytes().len();
    let second = note(1);
    let wanted = (PAGE - free % PAGE) % PAGE;
    let line = second - first;
    let gap = (2 * PAGE + wanted - (second + line) % PAGE) % PAGE;
    let end = note(1 + gap);
    assert_eq!(end % PAGE, wanted);
}

/// Fills the disk except for this many pages.
fn fill(site: &Site, pages: usize) -> std::path::PathBuf {
    let path = site.path("filler");
    let mut file = File::create(&path).unwrap();
    while file.write_all(&[1; PAGE]).is_ok() {}
    let full = file.metadata().unwrap().len();
    file.set_len(full - (pages * PAGE) as u64).unwrap();
    path
}
