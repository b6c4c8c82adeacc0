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
    /// Adds lines of the copy with this name.
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

/// An event of the union, and where it was found first.
pub(super) struct MergedEvent<'a> {
    pub(super) event: Event,
    pub(super) found: Found<'a>,
}

/// A line of a copy.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    /// The index of the copy.
    pub(super) copy: usize,
    /// The line without its end.
    pub(super) bytes: &'a [u8],
}

/// The lines of a log that are events.
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
    let mut found: BTreeMap<EventId, Found<'a>> = BTreeMap::new();
    let mut events = Vec::new();
    for (copy, bytes) in copies.into_iter().enumerate() {
        split_with_tail(bytes, |part| {
            if let Part::Event { event, range } = part
                && let Entry::Vacant(new) = found.entry(event.id)
            {
                let bytes = &bytes[range];
                new.insert(Found { copy, bytes });
                events.push(event);
            }
        });
    }
    let (events, _) = Graph::sort(events);
    let merged = events.into_iter().map(|event| MergedEvent { found: found[&event.id], event });
    merged.collect()
}
