//! The program is killed at each of its system calls while it writes a playbook or a report: each file is whole, and `check`
//! reports what is left to do.

use crate::calls::ready;
use crate::faults::Fault;
use crate::program::{Site, report};
use crate::scale::amount;
use crate::strace::{can_trace, killed, names};
use crate::tally::Tally;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "the playbook is built in its place",
        file: "src/log/folder.rs",
        was: "let beside = temporary(\"playbook\");",
        becomes: "let beside = name.to_owned();",
    },
    Fault {
        what: "any report is taken for the one that belongs to the log",
        file: "src/view/report.rs",
        was: "let mark = if is_active { opening(release) } else { report_mark(release) };",
        becomes: "let mark = \"<!-- octorel: \";",
    },
];

/// The calls that change files, and some that do not.
const CALLS: [&str; 6] = ["openat", "write", "fsync", "fdatasync", "rename", "mkdir"];

/// The files of the playbook and the reports, by name.
fn written(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let folders = [".octorel/playbook", ".octorel/releases"].map(|it| fs::read_dir(site.path(it)));
    let entries = folders.into_iter().flatten().flatten().map(Result::unwrap);
    let name = |it: &fs::DirEntry| it.file_name().into_string().unwrap();
    let ours = entries.filter(|it| [".yaml", ".md"].iter().any(|end| name(it).ends_with(end)));
    ours.map(|it| (name(&it), fs::read(it.path()).unwrap())).collect()
}

/// Makes temporary files two hours old, and counts them.
fn age(folder: &Path) -> usize {
    let mut count = 0;
    for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        if path.extension().is_some_and(|end| end == "tmp") {
            let old = SystemTime::now() - Duration::from_secs(7200);
            File::open(&path).unwrap().set_modified(old).unwrap();
            count += 1;
        } else if path.is_dir() {
            count += age(&path);
        }
    }
    count
}

#[test]
fn a_kill_at_any_call_leaves_no_part_of_a_playbook_or_report() {
    if !can_trace() {
        return;
    }
    let reopened = ready();
    reopened.ok("finish --reason done");
    reopened.ok("reopen --reason again");
    let tally = Tally::default();
    for (line, before) in [
        ("init", Site::empty()),
        ("finish --reason done", ready()),
        ("cancel --reason superseded", reopened),
    ] {
        let after = before.copy();
        after.ok(line);
        let (old, new) = (written(&before), written(&after));
        for (name, number) in names(&before.copy(), line) {
            // The loader opens and reads files, too.
            let step = if ["openat", "write"].contains(&&*name) { amount(4, 1) } else { 1 };
            if !CALLS.contains(&&*name) || number % step != 0 {
                continue;
            }
            let site = before.copy();
            killed(&site, line, &name, number);
            tally.add("kills", 1);
            tally.add("temporary files left", age(&site.path(".octorel")));
            let there = written(&site);
            assert!(there == old || there == new, "{line}, {name} {number}: {:?}", there.keys());
            if line == "init" {
                assert_eq!(site.run(line).status.code(), Some(if there == new { 2 } else { 0 }));
                assert_eq!(written(&site), new);
                site.ok("start 2.4.0 --on 2026-12-08");
            } else {
                let ends = site.bytes() == after.bytes();
                let is_outdated = ends && there == old && old.contains_key("2.4.0.md");
                let checked = site.run("check");
                let code = Some(if is_outdated { 2 } else { 0 });
                assert_eq!(checked.status.code(), code, "{name} {number}: {}", report(&checked));
                tally.add("outdated reports left", usize::from(is_outdated));
                site.ok("check -r 2.4.0 --repair --yes");
                assert_eq!(&written(&site), if ends { &new } else { &old }, "{name} {number}");
                site.ok(if ends { "reopen --reason again" } else { "note again" });
            }
            assert_eq!(age(&site.path(".octorel")), 0, "{line}, {name} {number}: leftovers");
        }
    }
    assert!(tally.count("temporary files left") > 0 && tally.count("outdated reports left") > 0);
    tally.end(
        "stopped",
        "0 partial files; each outdated report replaced, all temporary files removed",
    );
}
