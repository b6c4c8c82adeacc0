//! Every changed byte is detected.
//!
//! A change counts as detected if only written events are read, and each event that is no longer read is reported as a
//! trouble that closes gates and refuses writers. A change without effect, which keeps every event, may go undetected: it can only
//! affect line endings.

use crate::faults::Fault;
use crate::histories::{all_kinds, concat, small};
use crate::luck::for_each;
use crate::scale::{amount, figures, is_full};
use octorel::internals::log::{Event, Log, Weight};
use octorel::internals::playbook::{Playbook, Source, load};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        what: "the hash of a line is not compared",
        file: "src/log/codec.rs",
        was: "hash(&line[REST..]) != id",
        becomes: "line.len() < REST",
    },
    Fault {
        what: "damage closes no gate",
        file: "src/log/trouble.rs",
        was: "Self::Torn | Self::NotCounted)",
        becomes: "Self::Torn | Self::NotCounted | Self::Damaged)",
    },
];

/// One way to change one byte of a file.
#[derive(Debug, Clone, Copy)]
enum Change {
    Flipped(u32),
    Deleted,
    Doubled,
    /// Changes the byte together with the next one.
    Swapped,
}

/// All changes, bit flips first.
const CHANGES: [Change; 11] = [
    Change::Flipped(0),
    Change::Flipped(1),
    Change::Flipped(2),
    Change::Flipped(3),
    Change::Flipped(4),
    Change::Flipped(5),
    Change::Flipped(6),
    Change::Flipped(7),
    Change::Deleted,
    Change::Doubled,
    Change::Swapped,
];

impl Change {
    /// Returns the changed file; `None` if it would be unchanged.
    fn of(self, bytes: &[u8], at: usize) -> Option<Vec<u8>> {
        let mut changed = bytes.to_vec();
        match self {
            Self::Flipped(bit) => changed[at] ^= 1 << bit,
            Self::Deleted => drop(changed.remove(at)),
            Self::Doubled => changed.insert(at, bytes[at]),
            Self::Swapped if at + 1 < bytes.len() => changed.swap(at, at + 1),
            Self::Swapped => return None,
        }
        (changed != bytes).then_some(changed)
    }
}

/// The counts of a trial.
#[derive(Default)]
struct Counts {
    tried: AtomicUsize,
    refused: AtomicUsize,
    /// Every event is read; only a line ending differs.
    harmless: AtomicUsize,
}

impl Counts {
    fn summary(&self) -> String {
        let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        format!(
            "0 undetected; {} refused, {} without meaning (an end of line; every event is there)",
            of(&self.refused),
            of(&self.harmless)
        )
    }
}

/// A log and its unchanged events.
struct Whole {
    bytes: Vec<u8>,
    events: BTreeMap<[u8; 32], Event>,
}

impl Whole {
    fn of(playbook: &Playbook, events: usize) -> Self {
        let bytes = concat(&all_kinds(playbook, events));
        let log = Log::read(&bytes);
        assert_eq!(log.events().len(), events);
        assert_eq!(log.troubles(), []);
        let kinds: BTreeSet<&str> = log.events().iter().map(|event| event.act.name()).collect();
        assert!(events < 62 || kinds.len() == 24, "{kinds:?}");
        let events = log.events().iter();
        Self { events: events.map(|event| (event.id.0, event.clone())).collect(), bytes }
    }

    /// Compares the events of a changed file with the written ones.
    fn judge(&self, log: &Log, counts: &Counts, what: &dyn Fn() -> String) {
        counts.tried.fetch_add(1, Ordering::Relaxed);
        for event in log.events() {
            let wrote = self.events.get(&event.id.0);
            assert!(wrote == Some(event), "{}: {event:?} was altered", what());
        }
        if !log.refusals().is_empty() {
            counts.refused.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let all = log.events().len() == self.events.len();
        assert!(all, "{}: an event is lost and nothing is said", what());
        // The last line was complete, and the text after it is truncated.
        let said = (log.troubles().iter()).all(|trouble| trouble.weight == Weight::Notice);
        assert!(said, "{}", what());
        counts.harmless.fetch_add(1, Ordering::Relaxed);
    }
}

fn embedded() -> Playbook {
    load(&Source::Embedded).unwrap()
}

/// As long as real logs in the full form; small in the quick form, since every change rereads the log.
fn whole() -> Whole {
    if is_full() { Whole::of(&embedded(), 200) } else { Whole::of(&small(), 62) }
}

#[test]
fn every_changed_byte_is_detected() {
    let whole = whole();
    let counts = Counts::default();
    let stride = amount(13, 1);
    for_each(whole.bytes.len().div_ceil(stride), |number| {
        let slot = usize::try_from(number).unwrap();
        let at = slot * stride;
        // The quick form flips one bit of each byte and makes one other change.
        let quick = [CHANGES[slot % 8], CHANGES[8 + slot % 3]];
        let ways = if is_full() { &CHANGES[..] } else { &quick[..] };
        for &change in ways {
            let Some(changed) = change.of(&whole.bytes, at) else {
                continue;
            };
            let what = || format!("byte {at} {change:?}");
            let log = Log::read(&changed);
            whole.judge(&log, &counts, &what);
            let same_end = changed.len() == whole.bytes.len() && whole.bytes[at] != b'\n';
            let swapped_end = matches!(change, Change::Swapped) && whole.bytes[at + 1] == b'\n';
            if same_end && !swapped_end {
                assert!(!log.refusals().is_empty(), "{}: nothing is refused", what());
            }
        }
    });
    let tried = format!(
        "{} changes of a log of {} events, {} bytes, every kind of event: {}",
        counts.tried.load(Ordering::Relaxed),
        whole.events.len(),
        whole.bytes.len(),
        "bits flipped, bytes deleted, doubled, swapped with the next one",
    );
    figures("bytes", &tried, &counts.summary());
}
