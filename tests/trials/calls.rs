//! Every system call of the program fails in turn: the program never reports success wrongly, and never opens a gate.
//!
//! strace makes the n-th call of a kind fail, for all n. The trial `full_disk` covers partial writes with real
//! limits, since strace can only fake the result of a write without writing anything.

use crate::crash::Disk;
use crate::faults::Fault;
use crate::luck::for_each;
use crate::program::{LOG, START, Site, copy_folder, report};
use crate::scale::is_full;
use crate::strace::{can_trace, injected, names};
use crate::tally::Tally;
use octorel::internals::log::{Log, StoreError};
use std::process::Output;

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
const SPARED: &str = "execve brk mmap munmap mprotect exit_group exit arch_prctl set_tid_address set_robust_list rseq prlimit64 \
     rt_sigaction rt_sigprocmask sigaltstack gettid getpid getrandom sched_getaffinity access poll ioctl futex close";

/// A command, and the folder in which it runs.
type Case = (&'static str, fn() -> Site);

/// The commands that record.
const RECORDING: [Case; 5] = [
    (START, Site::small),
    ("tick 1.1 1.2", Site::started),
    ("tick 1.1", torn),
    ("announce timeline --sent", Site::started),
    ("finish --reason \"all is well\"", ready),
];

/// The commands that show or judge.
const SHOWING: [Case; 5] = [
    ("gate finish", within_an_open_one),
    ("gate finish --format json", within_an_open_one),
    ("status", within_an_open_one),
    ("log", ready),
    ("releases", ready),
];

fn torn() -> Site {
    let site = Site::started();
    site.tear();
    site
}

pub(crate) fn ready() -> Site {
    let site = Site::started();
    site.ok("tick 1.1 1.2 1.3 1.4");
    site
}

/// A release with a closed gate in a subfolder of a project with an open gate.
fn within_an_open_one() -> Site {
    let site = ready();
    copy_folder(Site::started().top(), &site.path("inner"));
    site
}

#[test]
fn no_failing_system_call_is_reported_as_success() {
    if !can_trace() {
        return;
    }
    for (line, prepare) in RECORDING {
        Trial::new(line, prepare()).run(Trial::recorded);
    }
    for (line, prepare) in SHOWING {
        Trial::new(line, prepare()).run(Trial::shown);
    }
}

struct Trial {
    line: &'static str,
    /// The files before the command.
    site: Site,
    events: usize,
    /// The result of the command without failures.
    output: Output,
    bytes: Vec<u8>,
}

/// A run with a failing call.
struct Run {
    site: Site,
    output: Output,
    said: String,
    /// Whether the log is durable.
    lasts: bool,
}

impl Trial {
    fn new(line: &'static str, site: Site) -> Self {
        let whole = site.copy();
        let output = whole.run(line);
        let events = site.log().map_or(0, |log| log.events().len());
        Self { line, events, site, output, bytes: whole.bytes() }
    }

    /// Lets every call fail in turn, in each way.
    fn run(&self, check: fn(&Self, &Run) -> Result<(), String>) {
        let calls = names(&self.site.copy(), self.line).into_iter();
        let calls = calls.filter(|(call, _)| !SPARED.split(' ').any(|spared| spared == call));
        let turns: Vec<(String, usize, &str)> = calls
            .enumerate()
            .flat_map(|(turn, (call, number))| {
                let errors = if is_full() { &ERRORS[..] } else { &ERRORS[turn % 4..=turn % 4] };
                errors.iter().map(move |error| (call.clone(), number, *error))
            })
            .collect();
        let tally = Tally::default();
        for_each(turns.len(), |turn| {
            let failing = &turns[turn];
            let site = self.site.copy();
            let mut disk = Disk::of(site.top());
            let (output, calls) = injected(&site, self.line, failing);
            for call in &calls {
                disk.apply(call);
            }
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let run = Run { site, output, said, lasts: disk.lasts(LOG) };
            if let Err(broken) = check(self, &run).and(sane(&run)) {
                panic!("{} with {failing:?}: {broken}\n{}", self.line, report(&run.output));
            }
            tally.add("failing calls", 1);
        });
        tally.end("calls", &format!("`{}`: 0 false \"done\", 0 panics", self.line));
    }

    fn shown(&self, run: &Run) -> Result<(), String> {
        let same = run.output.stdout == self.output.stdout;
        match (run.output.status.code(), self.output.status.code()) {
            (Some(0), Some(0)) | (Some(1), Some(1)) if same => Ok(()),
            (Some(2 | 127), _) => Ok(()),
            // One unreadable release of several is reported.
            (Some(0), _) if self.line == "releases" && run.said.contains("cannot read") => Ok(()),
            (code, _) => Err(format!("code {code:?}, and not what it shows else")),
        }
    }

    fn recorded(&self, Run { site, output, said, lasts }: &Run) -> Result<(), String> {
        let there = match site.log() {
            Ok(log) => Some(log),
            Err(StoreError::NoRelease { .. }) => None,
            Err(error) => return Err(format!("unreadable: {error}")),
        };
        let new = there.as_ref().map_or(0, |log| log.events().len()) - self.events;
        let all = Log::read(&self.bytes).events().len() - self.events;
        if output.status.success() {
            if site.bytes() != self.bytes {
                return Err("done, and not what it does else".to_owned());
            }
            if !lasts {
                return Err("done, and not synced".to_owned());
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
        let has_ended = site.path(".octorel/releases/2.4.0.md").exists()
            || new > 0 && self.line.starts_with("finish");
        let again = site.run(match there.is_none_or(|log| log.started().is_none()) {
            true => START,
            false if has_ended => "reopen --reason again",
            false => "note again",
        });
        let done = again.status.success();
        done.then_some(()).ok_or_else(|| format!("nobody can go on: {}", report(&again)))
    }
}

/// Returns whether a run exited by itself and without a panic.
fn sane(run: &Run) -> Result<(), String> {
    match run.output.status.code() {
        // The program loader exits with 127.
        Some(0 | 1 | 2 | 127) if !run.said.contains("panicked") => Ok(()),
        Some(_) | None => Err(format!("it ended in {}", run.output.status)),
    }
}
