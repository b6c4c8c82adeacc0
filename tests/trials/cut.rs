//! A truncated log is reported, wherever the cut is and whatever is removed.
//!
//! Cut within a line, the log contains the events before; the broken line is reported, and the next writer sets its bytes aside
//! and continues. Cut at the end of a line, the file equals an earlier version, which cannot be detected from the file alone. Any
//! later line from elsewhere reveals it, since its parent is missing. Lines go undetected only if no remaining line follows them.

use crate::faults::Fault;
use crate::histories::{History, Line, SANE, all_kinds, concat, record, small};
use crate::luck::{Luck, for_each};
use crate::program::{LOG, Site, report};
use crate::scale::{amount, is_full};
use crate::tally::Tally;
use assert_fs::TempDir;
use octorel::internals::log::{Log, ReleaseName, Store, TroubleKind};
use octorel::internals::playbook::{Source, load};
use std::collections::BTreeSet;
use std::fs;

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "a missing parent is no trouble",
        file: "src/log/read.rs",
        was: "self.graph.missing.iter().map(|cut| {",
        becomes: "self.graph.missing.iter().take(0).map(|cut| {",
    },
    Fault {
        what: "a log without its beginning is accepted",
        file: "src/log/read.rs",
        was: "                troubles.push(Trouble::new(TroubleKind::NotStarted, \"the start event is missing\"));\n",
        becomes: "",
    },
    Fault {
        what: "the first byte of a torn line is not kept",
        file: "src/log/open.rs",
        was: "let torn = [&self.bytes[kept..], b\"\\n\"].concat();",
        becomes: "let torn = [&self.bytes[kept + 1..], b\"\\n\"].concat();",
    },
];

/// A log of realistic length in the full form, with one event of each kind in the quick form.
fn lines() -> Vec<Line> {
    if is_full() {
        all_kinds(&load(&Source::Embedded).unwrap(), 200)
    } else {
        all_kinds(&small(), 62)
    }
}

/// The number of complete lines before the cut, and the start of the last line if it is incomplete.
fn expected(lines: &[Line], cut: usize) -> (usize, Option<usize>) {
    let mut start = 0;
    for (number, line) in lines.iter().enumerate() {
        if cut < start + line.text().len() {
            return (number, (cut > start).then_some(start));
        }
        start += line.bytes.len();
    }
    (lines.len(), None)
}

#[test]
fn a_log_truncated_at_any_byte_keeps_the_events_before() {
    const TOGETHER: usize = 64;
    let lines = lines();
    let file = concat(&lines);
    let ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
    let name = ReleaseName::parse("1").unwrap();
    let (stride, tally) = (amount(11, 1), Tally::default());
    let slots = file.len().div_ceil(stride);
    for_each(slots.div_ceil(TOGETHER), |number| {
        let folder = TempDir::new().unwrap();
        let store = Store::new(folder.path());
        let path = store.path(&name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let first = number * TOGETHER;
        for slot in first..slots.min(first + TOGETHER) {
            let cut = slot * stride;
            let (whole, broken) = expected(&lines, cut);
            let log = Log::read(&file[..cut]);
            let read: Vec<String> = log.events().iter().map(|e| e.id.to_string()).collect();
            assert_eq!(read, ids[..whole], "cut at {cut}");
            let torn = log.torn.as_ref().map(|torn| torn.range.clone());
            assert_eq!(torn, broken.map(|start| start..cut), "cut at {cut}");
            let refused = !log.refusals().is_empty();
            assert_eq!(refused, whole == 0, "cut at {cut}");
            tally.add("logs cut at a byte", 1);
            // Recording is slow, since it syncs the disk.
            if whole == 0 || (cut % amount(29, 7) != 0 && broken.is_some_and(|at| cut - at > 2)) {
                continue;
            }
            fs::write(&path, &file[..cut]).unwrap();
            let aside = path.with_extension("jsonl.torn");
            let _ = fs::remove_file(&aside);
            let log = record(&store, &name, &lines[1]).unwrap();
            assert_eq!(log.troubles(), [], "cut at {cut}");
            assert_eq!(log.events().len(), whole + 1, "cut at {cut}");
            assert_eq!(store.read(&name).unwrap(), log, "cut at {cut}");
            let kept = broken.map(|at| [&file[at..cut], b"\n"].concat());
            assert_eq!(fs::read(&aside).ok(), kept, "cut at {cut}");
            let kept = &file[..broken.unwrap_or(cut)];
            assert!(fs::read(&path).unwrap().starts_with(kept), "cut at {cut}");
            tally.add("recorded to", 1);
        }
    });
    tally.end(
        "cut",
        "0 events before the cut lost, 0 broken lines believed, unsaid or not kept aside",
    );
}

#[test]
fn lines_removed_from_the_middle_are_detected() {
    let lines = lines();
    let tally = Tally::default();
    let stride = amount(7, 1);
    for_each(lines.len().div_ceil(stride), |number| {
        let from = number * stride;
        for to in (from + 1..lines.len()).step_by(stride) {
            let rest = [concat(&lines[..from]), concat(&lines[to..])].concat();
            let refusals = Log::read(&rest).refusals();
            let missed = refusals.iter().any(|trouble| {
                let names = trouble.text.contains(&lines[to - 1].id[..12]);
                trouble.kind == TroubleKind::MissingParent && names
            });
            assert!(missed, "lines {from} to {to}: {refusals:?}");
            let headless = refusals.iter().any(|trouble| trouble.kind == TroubleKind::NotStarted);
            assert_eq!(headless, from == 0, "lines {from} to {to}");
            tally.add("ranges of lines taken from the middle", 1);
        }
    });
    tally.end("cut", "0 unmissed; each names what is missing");
}

#[test]
fn only_removed_lines_without_followers_go_undetected() {
    let tally = Tally::default();
    for_each(amount(200, 50_000), |number| {
        let mut luck = Luck::of(number);
        let writers = 2 + luck.below(4);
        let events = 4 + luck.below(20);
        let history = History::draw(&mut luck, writers, events);
        let lines = history.lines(|_| SANE.to_owned());
        let rarity = 1 + luck.below(events);
        let left: BTreeSet<usize> = (0..events).filter(|_| !luck.one_in(rarity)).collect();
        let file: Vec<u8> = left.iter().flat_map(|&at| lines[at].bytes.clone()).collect();
        let log = Log::read(&file);
        assert_eq!(log.events().len(), left.len());
        // The model: every remaining event needs its parents, and there must be a start.
        let known = history.known();
        let complete = left.contains(&0) && left.iter().all(|&at| known[at].is_subset(&left));
        assert_eq!(log.refusals().is_empty(), complete, "{left:?} of {events}");
        tally.add(if complete { "whole logs" } else { "logs with missing lines" }, 1);
    });
    tally.end("cut", "0 unmissed");
}

/// The last events of the torn logs: those that close the gate, and others.
const LAST: [&str; 12] = [
    "untick 1.1",
    "block 2.1 --reason x",
    "incident declare down",
    "undo",
    "cancel --reason x",
    "skip 2.1 --reason x",
    "reschedule 2026-12-09",
    "decide go no-go",
    "note x",
    "assign qa eve@example.com",
    "tick 2.1",
    "add x --phase before",
];

#[test]
fn a_torn_end_opens_no_gate() {
    let open = Site::started();
    open.ok("tick 1");
    let gate = |site: &Site| site.run("gate pre-release");
    assert_eq!(gate(&open).status.code(), Some(0));
    let tally = Tally::default();
    for_each(LAST.len(), |number| {
        let last = LAST[number];
        let site = open.copy();
        site.ok(last);
        let whole = site.bytes();
        for at in (whole.len().saturating_sub(400)..whole.len() - 1).step_by(amount(41, 1)) {
            // A log that ends with a complete line may be an older one.
            if whole[at - 1] != b'\n' && whole[at] != b'\n' {
                fs::write(site.path(LOG), &whole[..at]).unwrap();
                let run = gate(&site);
                assert_eq!(run.status.code(), Some(2), "{last}, cut at {at}: {}", report(&run));
                tally.add("torn ends", 1);
            }
        }
    });
    tally.end("cut", "0 gates opened");
}
