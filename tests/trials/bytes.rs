//! Every changed byte is detected.
//!
//! A change counts as detected if only written events are read, and each event that is no longer read is reported as a
//! trouble that closes gates and refuses writers. A change without effect, which keeps every event, may go undetected: it can only
//! affect line endings.

use crate::faults::Fault;
use crate::histories::{all_kinds, concat, small};
use crate::luck::for_each;
use crate::scale::{amount, is_full};
use crate::tally::Tally;
use octorel::internals::log::{Event, Log, Weight};
use octorel::internals::playbook::{Source, load};
use std::collections::{BTreeMap, BTreeSet};

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

/// The ways to change a byte: each bit flipped, then the byte deleted, doubled, or swapped with the next one.
const WAYS: usize = 11;

/// Returns the changed file; `None` if it would be unchanged.
fn changed(bytes: &[u8], at: usize, way: usize) -> Option<Vec<u8>> {
    let mut changed = bytes.to_vec();
    match way {
        0..8 => changed[at] ^= 1 << way,
        8 => drop(changed.remove(at)),
        9 => changed.insert(at, bytes[at]),
        _ => changed.swap(at, (at + 1).min(bytes.len() - 1)),
    }
    (changed != bytes).then_some(changed)
}

/// A log with every kind of event: as long as real ones in the full form, small in the quick form, since every change rereads it.
fn whole() -> Vec<u8> {
    let (playbook, count) =
        if is_full() { (load(&Source::Embedded).unwrap(), 200) } else { (small(), 62) };
    let bytes = concat(&all_kinds(&playbook, count));
    let log = Log::read(&bytes);
    assert_eq!((log.events().len(), log.troubles()), (count, vec![]));
    let kinds: BTreeSet<&str> = log.events().iter().map(|event| event.act.name()).collect();
    assert_eq!(kinds.len(), 24, "{kinds:?}");
    bytes
}

#[test]
fn every_changed_byte_is_detected() {
    let bytes = whole();
    let whole = Log::read(&bytes);
    let written: BTreeMap<[u8; 32], &Event> =
        whole.events().iter().map(|event| (event.id.0, event)).collect();
    let tally = Tally::default();
    let stride = amount(13, 1);
    for_each(bytes.len().div_ceil(stride), |slot| {
        let at = slot * stride;
        // The quick form flips one bit of each byte and makes one other change.
        let quick = |way| way == slot % 8 || way == 8 + slot % 3;
        for way in (0..WAYS).filter(|&way| is_full() || quick(way)) {
            let Some(changed) = changed(&bytes, at, way) else {
                continue;
            };
            let what = format!("byte {at}, change {way}");
            let log = Log::read(&changed);
            for event in log.events() {
                let wrote = written.get(&event.id.0);
                assert!(wrote == Some(&event), "{what}: {event:?} was altered");
            }
            tally.add("changes", 1);
            if !log.refusals().is_empty() {
                tally.add("refused", 1);
                continue;
            }
            let all = log.events().len() == written.len();
            assert!(all, "{what}: an event is lost and nothing is said");
            // The last line was complete, and the text after it is truncated.
            let said = (log.troubles().iter()).all(|trouble| trouble.weight == Weight::Notice);
            assert!(said, "{what}");
            tally.add("without meaning, at an end of line", 1);
            let moves_end = bytes[at] == b'\n' || way == WAYS - 1 && bytes[at + 1] == b'\n';
            let same_length = changed.len() == bytes.len();
            assert!(!same_length || moves_end, "{what}: nothing is refused");
        }
    });
    tally.end("bytes", "0 undetected");
}
