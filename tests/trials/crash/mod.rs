//! A power cut at every moment of every command that records, with every state that the disk may then have.
//!
//! strace records the calls of the program; [`disk`] models the disk, [`after`] checks the promises. A command is
//! acknowledged by its output to stdout, in the same trace.

mod after;
mod blocks;
mod disk;

use crate::faults::Fault;
use crate::luck::Luck;
use crate::program::{LOG, START, Site, report};
use crate::scale::amount;
use crate::strace::{Call, can_trace, recorded};
use crate::tally::Tally;
use after::{Next, Promise};
use disk::ItemState;

pub(crate) use disk::Disk;
use octorel::internals::log::Log;
use std::collections::HashSet;
use std::fs;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "\"recorded\" is said and the disk was never asked",
        file: "src/log/open.rs",
        was: "if let Err(source) = self.file.sync_data() {",
        becomes: "if let Err(source) = self.file.metadata() {",
    },
    Fault {
        what: "a record is renamed before it is on the disk",
        file: "src/log/folder.rs",
        was: "        .and_then(|()| file.sync_all())\n        .and_then(|()| folder.rename",
        becomes: "        .and_then(|()| folder.rename",
    },
    Fault {
        what: "the folder of the playbook is renamed before its files are on the disk",
        file: "src/log/folder.rs",
        was: "            write_once(&mut file, 0, text.as_bytes())?;\n            file.sync_all()?;",
        becomes: "            write_once(&mut file, 0, text.as_bytes())?;",
    },
    Fault {
        what: "the folders of a new log are not synced",
        file: "src/log/store.rs",
        was: "self.logs\n            .sync()\n            .and_then(",
        becomes: "Ok(())\n            .and_then(",
    },
    Fault {
        what: "a torn line is cut before its bytes are kept",
        file: "src/log/open.rs",
        was: "        let beside = keep(",
        becomes: "        let _ = self.file.cut(kept as u64);\n        let beside = keep(",
    },
    Fault {
        what: "damaged bytes leave the log before they are safe beside it",
        file: "src/log/folder.rs",
        was: "bytes)?;\n        file.sync_all()?;\n",
        becomes: "bytes)?;\n",
    },
    Fault {
        what: "a zero-filled tail is taken for damage",
        file: "src/log/parts.rs",
        was: "let tail = zero_filled_tail(bytes);",
        becomes: "let tail = zero_filled_tail(bytes).filter(|_| false);",
    },
];

/// A command in the life of a release, and the damage to the log before it.
enum Step {
    Run(&'static str),
    /// The last line is truncated, as after a kill or on a full disk.
    Tear,
    /// A block of the last line is missing, as after a power cut.
    Zero,
    /// A byte of an early line is changed, and an intact copy of the log exists.
    Alter,
}

use Step::{Alter, Run, Tear, Zero};

/// A copy of the log, and how the changed log is restored from it.
const COPY: &str = "copy.jsonl";
const REPAIR: &str = "check --repair --from copy.jsonl --yes";

/// Every command that records.
const LIFE: &[Step] = &[
    Run(START),
    Run("tick 1.1 1.2 1.3"),
    Run("untick 1.2 --note \"a test fails\""),
    Run("skip 1.2 --reason \"no time\""),
    Run("block 1.4 --reason \"no answer yet\""),
    Run("untick 1.4"),
    Run("note \"the nodes are new\" --kind risk"),
    Run(
        "note 1.4 \"told them by mail, in two languages, with a link to the page that says all the rest of it\"",
    ),
    Run("undo"),
    Run("note --resolve R1 \"the load test went well\""),
    Run("assign qa quinn@example.com --instead-of dana@example.com"),
    Run("reschedule 2026-12-09 --reason holiday"),
    Run("decide go --escalate --reason \"only one of us is here\""),
    Run("decide go go"),
    Run("announce timeline --sent"),
    Run("incident declare \"errors at the checkout\" --severity 2"),
    Run("incident note \"it is the cache\""),
    Run("tick 3.1"),
    Run("incident resolve --reason \"turned it off and on\""),
    Tear,
    Run("tick 1.4"),
    Zero,
    Run("tick 1.2 2.1"),
    Tear,
    Run("note short"),
    Alter,
    Run(REPAIR),
    Run("note \"all is back\""),
    Run("finish --reason \"all is well\""),
    Run("reopen --reason \"the hotfix belongs to it\""),
    Run("cancel --reason superseded"),
];

/// A release that starts without an existing folder, with the large built-in playbook.
const FIRST: &[Step] = &[Run(START), Run("tick 1.1 1.2 1.3")];

/// A release that starts in existing, unsynced folders.
const PREPARED: &[Step] = &[Run("init"), Run(START), Run("note first")];

#[test]
fn a_power_cut_loses_no_acknowledged_event() {
    if !can_trace() {
        return;
    }
    for (name, site, steps) in [
        ("all commands", Site::small(), LIFE),
        ("the first start", Site::empty(), FIRST),
        ("start after init", Site::empty(), PREPARED),
    ] {
        let mut trial = Trial::new(site);
        for step in steps {
            trial.step(step);
        }
        trial.tally.end("crash", &format!("{name}: 0 lost, 0 that need a person"));
    }
}

struct Trial {
    site: Site,
    disk: Disk,
    promise: Promise,
    luck: Luck,
    /// States that were checked with the same promises.
    visited: HashSet<u64>,
    tally: Tally,
}

impl Trial {
    fn new(site: Site) -> Self {
        let disk = Disk::of(site.top());
        Self {
            site,
            disk,
            promise: Promise::default(),
            luck: Luck::of(0),
            visited: HashSet::new(),
            tally: Tally::default(),
        }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Run(line) => self.run(line),
            Tear => {
                let line = self.site.tear();
                self.damaged(line);
            }
            Zero => {
                let mut bytes = self.site.bytes();
                let old = bytes.len();
                bytes.resize(old.next_multiple_of(512), 0);
                bytes.extend_from_slice(b"and this is how the line ended, a good way behind\"}\n");
                fs::write(self.site.path(LOG), &bytes).unwrap();
                self.damaged(&bytes[old..]);
            }
            Alter => {
                let mut bytes = self.site.bytes();
                fs::write(self.site.path(COPY), &bytes).unwrap();
                let ends: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] == b'\n').collect();
                let line = ends[3] + 1..ends[4];
                bytes[line.end - 20] ^= 1;
                fs::write(self.site.path(LOG), &bytes).unwrap();
                self.damaged(&bytes[line]);
                self.promise.altered = Some(bytes);
            }
        }
    }

    /// The log durably has this damaged line.
    fn damaged(&mut self, line: &[u8]) {
        self.disk = Disk::of(self.site.top());
        self.promise.kept.push(line.to_vec());
    }

    /// Runs a command and cuts the power after each of its calls.
    fn run(&mut self, line: &str) {
        let (output, calls) = recorded(&self.site, line);
        assert_eq!(output.status.code(), Some(0), "{line}: {}", report(&output));
        let answers: Vec<(usize, &str)> = (calls.iter().enumerate())
            .filter_map(|(at, call)| match call {
                Call::Wrote { fd: 1, bytes } => Some((at, std::str::from_utf8(bytes).unwrap())),
                _ => None,
            })
            .collect();
        // `reschedule` first shows its plan.
        let says = |(_, text): &&(usize, &str)| text.contains(['✓', '☐', '–', '✗', '↶']);
        let said = answers.iter().find(says).unwrap_or(&answers[0]).0;
        let last = answers[answers.len() - 1].0;
        let mut end = self.disk.clone();
        for call in &calls {
            end.apply(call);
        }
        let end = end.now();
        assert_eq!(end, Disk::of(self.site.top()).now(), "{line}: the model is wrong");
        self.expect(&end);
        for (at, call) in calls.iter().enumerate() {
            let changed = self.disk.apply(call);
            if at == said {
                self.promise.sure = ids(&end);
            }
            if at == last {
                self.promise.altered = None;
                self.promise.files = lasting(&end);
            }
            if changed || answers.iter().any(|(answer, _)| *answer == at) {
                self.tally.add("calls", 1);
                self.crash(&format!("{line}, after call {at} of {}: {call:.200?}", calls.len()));
            }
        }
    }

    /// Adds the contents that may exist from now on.
    fn expect(&mut self, end: &ItemState) {
        for id in ids(end) {
            if !self.promise.possible.contains(&id) {
                self.promise.possible.push(id);
            }
        }
        for (path, bytes) in lasting(end) {
            self.promise.whole.entry(path).or_default().push(bytes);
        }
        // These files are append-only.
        for aside in ["torn", "damaged"] {
            self.promise.whole.remove(&format!("{LOG}.{aside}"));
        }
        let start = || read(end).started().cloned();
        self.promise.started = self.promise.started.take().or_else(start);
        // A file is not promised while it is being replaced.
        self.promise.files.retain(|path, bytes| end.files.get(path) == Some(bytes));
    }

    fn crash(&mut self, when: &str) {
        let most = amount(if when.contains(".jsonl") { 25 } else { 12 }, 3000);
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        for state in self.disk.after_a_crash(LOG, most, &mut self.luck) {
            if !self.visited.insert(hasher.hash_one((&state, self.promise.sure.len()))) {
                continue;
            }
            if self.promise.started.is_none() {
                let book = playbook(&state);
                let whole = book.is_none() || book == playbook(&self.disk.now());
                assert!(whole, "{when}: a part of the playbook");
                continue;
            }
            let by_program = self.tally.count("states").is_multiple_of(amount(100, 500));
            let next = if by_program { Next::Program } else { Next::Library };
            self.tally.add("states", 1);
            if let Err(broken) = self.promise.kept_in(&state, next) {
                panic!("{when}\n{broken}\n{}", sketch(&state));
            }
        }
    }
}

/// The files of the playbook in a state, if its folder is there.
fn playbook(state: &ItemState) -> Option<Vec<(&String, &Vec<u8>)>> {
    let files = state.files.iter().filter(|(path, _)| path.starts_with(".octorel/playbook/"));
    state.folders.contains(".octorel/playbook").then(|| files.collect())
}

/// The log in a state.
fn read(state: &ItemState) -> Log {
    Log::read(state.files.get(LOG).map_or(&[], Vec::as_slice))
}

fn ids(state: &ItemState) -> Vec<octorel::internals::log::EventId> {
    read(state).events().iter().map(|event| event.id).collect()
}

/// The files that must be durable: not the log, which grows, nor locks, which are disposable, nor the playbook, which was not
/// recorded.
fn lasting(state: &ItemState) -> std::collections::BTreeMap<String, Vec<u8>> {
    let passing = |path: &str| {
        path == LOG
            || path.contains("/playbook/")
            || [".lock", ".tmp"].iter().any(|end| path.ends_with(end))
    };
    let files = state.files.iter().filter(|(path, _)| !passing(path));
    files.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

/// Describes a state in a few lines.
fn sketch(state: &ItemState) -> String {
    let files = state.files.iter().map(|(path, bytes)| {
        let end = bytes.len().saturating_sub(700);
        let text = String::from_utf8_lossy(&bytes[end..]).replace('\0', "·");
        format!("{path} ({} bytes): …{text}\n", bytes.len())
    });
    files.collect()
}
