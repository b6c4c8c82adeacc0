//! Every system call of the program fails in turn: the program never reports success wrongly, and never opens a gate.
//!
//! strace makes the n-th call of a kind fail, for all n. The trial `full_disk` covers partial writes with real
//! limits, since strace can only fake the result of a write without writing anything.

use crate::crash::Disk;
use crate::faults::Fault;
use crate::program::{LOG, START, Site, report};
use crate::scale::{figures, is_full};
use crate::strace::{Call, Failing, can_trace, injected, names};
use octorel::internals::log::{Log, StoreError};
use std::fs;
use std::process::Output;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "the disk does not confirm, and nobody listens",
        file: "src/log/open.rs",
        was: "if let Err(source) = self.file.sync_data() {",
        becomes: "let _ = self.file.sync_data();\n        if let Err(source) = self.file.metadata() {",
    },
    Fault {
        what: "a folder that cannot be read is skipped",
        file: "src/playbook/lookup.rs",
        was: "        Err(error) => !matches!(",
        becomes: "        Err(error) => error.kind() == ErrorKind::AddrInUse && !matches!(",
    },
    Fault {
        what: "a log that cannot be read counts as an empty one",
        file: "src/log/store.rs",
        was: "            Err(source) => Err(StoreError::Read { path: self.path(release), source }),",
        becomes: "            Err(_) => Ok(Vec::new()),",
    },
];

const ERRORS: [&str; 4] = ["EIO", "ENOSPC", "EACCES", "EINTR"];

/// The calls that never fail: those of the loader, and those that the system does not fail.
const SPARED: [&str; 24] = [
    "execve",
    "brk",
    "mmap",
    "munmap",
    "mprotect",
    "exit_group",
    "exit",
    "arch_prctl",
    "set_tid_address",
    "set_robust_list",
    "rseq",
    "prlimit64",
    "rt_sigaction",
    "rt_sigprocmask",
    "sigaltstack",
    "gettid",
    "getpid",
    "getrandom",
    "sched_getaffinity",
    "access",
    "poll",
    "ioctl",
    "futex",
    "close",
];

/// A command and its folder.
struct Case {
    name: &'static str,
    line: &'static str,
    prepare: fn() -> Site,
    kind: AnnouncementKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AnnouncementKind {
    Records,
    Shows,
}

const CASES: &[Case] = &[
    Case { name: "start", line: START, prepare: Site::small, kind: AnnouncementKind::Records },
    Case {
        name: "tick",
        line: "tick 1.1 1.2",
        prepare: Site::started,
        kind: AnnouncementKind::Records,
    },
    Case {
        name: "tick after a line that broke off",
        line: "tick 1.1",
        prepare: torn,
        kind: AnnouncementKind::Records,
    },
    Case {
        name: "announce",
        line: "announce timeline --sent",
        prepare: Site::started,
        kind: AnnouncementKind::Records,
    },
    Case {
        name: "finish",
        line: "finish --reason \"all is well\"",
        prepare: ready,
        kind: AnnouncementKind::Records,
    },
    Case {
        name: "gate",
        line: "gate finish",
        prepare: within_an_open_one,
        kind: AnnouncementKind::Shows,
    },
    Case {
        name: "gate as JSON",
        line: "gate finish --format json",
        prepare: within_an_open_one,
        kind: AnnouncementKind::Shows,
    },
    Case {
        name: "status",
        line: "status",
        prepare: within_an_open_one,
        kind: AnnouncementKind::Shows,
    },
    Case { name: "log", line: "log", prepare: ready, kind: AnnouncementKind::Shows },
    Case { name: "releases", line: "releases", prepare: ready, kind: AnnouncementKind::Shows },
];

fn torn() -> Site {
    let site = Site::started();
    let mut bytes = site.bytes();
    bytes.extend_from_slice(b"{\"id\":\"0a1b\",\"after\":[\"this one was killed while it wrote");
    fs::write(site.path(LOG), bytes).unwrap();
    site
}

pub(crate) fn ready() -> Site {
    let site = Site::started();
    site.ok("tick 1.1 1.2 1.3 1.4");
    site
}

/// A release with a closed gate, inside a project with an open gate.
fn within_an_open_one() -> Site {
    ready().around(&Site::started())
}

#[test]
fn no_failing_system_call_is_reported_as_success() {
    if !can_trace() {
        return;
    }
    for case in CASES {
        let trial = Trial::new(case);
        let turns = trial.turns();
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let work = || {
                while let Some(failing) = turns.get(next.fetch_add(1, Ordering::Relaxed)) {
                    trial.fail(failing);
                }
            };
            let other = scope.spawn(work);
            work();
            other.join().unwrap();
        });
        let tried = format!("`{}`: {} failing calls", case.name, turns.len());
        figures("calls", &tried, "0 false \"done\", 0 panics");
    }
}

struct Trial {
    case: &'static Case,
    /// The files before the command.
    site: Site,
    events: Option<Log>,
    /// The result of the command without failures.
    output: Output,
    bytes: Vec<u8>,
}

impl Trial {
    fn new(case: &'static Case) -> Self {
        let site = (case.prepare)();
        let whole = site.copy();
        let output = whole.run(case.line);
        Self { case, events: site.log().ok(), site, output, bytes: whole.bytes() }
    }

    /// Every call with its number among the calls of its name, and the errors that it fails with.
    fn turns(&self) -> Vec<Failing> {
        let mut turns = Vec::new();
        let mut counted = std::collections::BTreeMap::new();
        for name in names(&self.site.copy(), self.case.line) {
            if SPARED.contains(&name.as_str()) {
                continue;
            }
            let number = counted.entry(name.clone()).or_insert(0);
            *number += 1;
            let errors = if is_full() {
                &ERRORS[..]
            } else {
                let at = turns.len() % ERRORS.len();
                &ERRORS[at..=at]
            };
            turns.extend(errors.iter().map(|error| Failing {
                call: name.clone(),
                number: *number,
                error,
            }));
        }
        turns
    }

    fn fail(&self, failing: &Failing) {
        let site = self.site.copy();
        let mut disk = Disk::of(site.top());
        let (output, calls) = injected(&site, self.case.line, failing);
        for call in &calls {
            disk.apply(call);
        }
        let outcome = match self.case.kind {
            AnnouncementKind::Records => self.recorded(&site, &output, &disk, &calls),
            AnnouncementKind::Shows => self.shown(&output),
        };
        let sane = sane(&output);
        if let Err(broken) = outcome.and(sane) {
            panic!("{} with {failing:?}: {broken}\n{}", self.case.name, report(&output));
        }
    }

    fn shown(&self, output: &Output) -> Result<(), String> {
        let said = String::from_utf8_lossy(&output.stderr);
        let same = output.stdout == self.output.stdout;
        match (output.status.code(), self.output.status.code()) {
            (Some(0), Some(0)) | (Some(1), Some(1)) if same => Ok(()),
            (Some(2 | 127), _) => Ok(()),
            // One unreadable release of several is reported.
            (Some(0), _) if self.case.line == "releases" && said.contains("cannot read") => Ok(()),
            (code, _) => Err(format!("code {code:?}, and not what it shows else")),
        }
    }

    fn recorded(
        &self,
        site: &Site,
        output: &Output,
        disk: &Disk,
        calls: &[Call],
    ) -> Result<(), String> {
        let said = String::from_utf8_lossy(&output.stderr);
        let there = match site.log() {
            Ok(log) => Some(log),
            Err(StoreError::NoRelease { .. }) => None,
            Err(error) => return Err(format!("unreadable: {error}")),
        };
        let events = |log: Option<&Log>| log.map_or(0, |log| log.events().len());
        let new = events(there.as_ref()) - events(self.events.as_ref());
        let all = Log::read(&self.bytes).events().len() - events(self.events.as_ref());
        if output.status.code() == Some(0) {
            if site.bytes() != self.bytes {
                return Err("done, and not what it does else".to_owned());
            }
            if !disk.lasts(LOG) {
                return Err(format!("done, and not synced: {calls:.100?}"));
            }
        } else if said.contains("recorded")
            && !said.contains("NOT recorded")
            && !said.contains("nothing was recorded")
            || said.contains("but its report was not written")
        {
            if new != all {
                return Err("it says that it is recorded".to_owned());
            }
        } else if new != 0 && !said.contains("for certain") {
            return Err(format!("it does not say that {new} events are recorded"));
        }
        let again = if there.is_none_or(|log| log.started().is_none()) {
            site.run(START)
        } else if site.path(".octorel/releases/2.4.0.md").exists()
            || new > 0 && self.case.name == "finish"
        {
            site.run("reopen --reason again")
        } else {
            site.run("note again")
        };
        if again.status.code() != Some(0) {
            return Err(format!("nobody can go on: {}", report(&again)));
        }
        Ok(())
    }
}

/// Returns whether a run exited by itself and without a panic.
fn sane(output: &Output) -> Result<(), String> {
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        // The program loader exits with 127.
        Some(0 | 1 | 2 | 127) if !said.contains("panicked") => Ok(()),
        Some(_) | None => Err(format!("it ended in {}", output.status)),
    }
}
