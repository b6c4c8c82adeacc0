//! The union of copies of one log: every event that any copy holds, once, in an order that depends on the set of events alone.
//!
//! Used by `check` and repair. Bytes that are not events are omitted; [`super::read::Log`] reports them.

use super::event::{Event, EventId};
use super::graph::Graph;
use super::parts::{Part, split_with_tail};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};

/// A copy of a log: its file, a backup, a version in git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogCopy {
    /// The name shown to people: a path, a commit.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The copies of one log, each with only the lines that no copy before it has.
#[derive(Debug, Default)]
pub struct LogCopies {
    lines: HashSet<Vec<u8>>,
    pub here: Vec<LogCopy>,
    /// Other branches and work trees: what they have in addition is not missing here.
    pub elsewhere: Vec<LogCopy>,
}

impl LogCopies {
    pub fn add(&mut self, name: &str, bytes: &[u8], is_elsewhere: bool) {
        let lines = bytes.split_inclusive(|&byte| byte == b'\n');
        let new = lines.filter(|line| self.lines.insert(line.trim_ascii().to_vec()));
        let new: Vec<u8> = new.flatten().copied().collect();
        let copies = if is_elsewhere { &mut self.elsewhere } else { &mut self.here };
        match copies.last_mut().filter(|copy| copy.name == name) {
            Some(copy) => copy.bytes.extend(new),
            None if new.is_empty() => {}
            None => copies.push(LogCopy { name: name.to_owned(), bytes: new }),
        }
    }
}

pub(super) struct MergedEvent<'a> {
    pub(super) event: Event,
    /// The index of the copy that has it first.
    pub(super) copy: usize,
    /// Its line there, without the end.
    pub(super) bytes: &'a [u8],
}

pub(super) fn event_lines(bytes: &[u8]) -> Vec<u8> {
    let mut lines = Vec::new();
    split_with_tail(bytes, |part| {
        if let Part::Event { range, .. } = part {
            lines.extend_from_slice(&bytes[range]);
            lines.push(b'\n');
        }
    });
    lines
}

/// Merges copies of a log. Parents come before their children.
pub(super) fn merge<'a>(copies: impl IntoIterator<Item = &'a [u8]>) -> Vec<MergedEvent<'a>> {
    let mut found: BTreeMap<EventId, (usize, &'a [u8])> = BTreeMap::new();
    let mut events = Vec::new();
    for (copy, bytes) in copies.into_iter().enumerate() {
        split_with_tail(bytes, |part| {
            if let Part::Event { event, range } = part
                && let Entry::Vacant(new) = found.entry(event.id)
            {
                new.insert((copy, &bytes[range]));
                events.push(event);
            }
        });
    }
    let (events, _) = Graph::sort(events);
    let merged = events.into_iter().map(|event| {
        let (copy, bytes) = found[&event.id];
        MergedEvent { event, copy, bytes }
    });
    merged.collect()
}
