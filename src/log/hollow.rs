//! The end of a log file when a power cut came between the blocks of its last write: a later one may be on the disk and an
//! earlier one not, and the file system shows zeros in its place.
//!
//! Such an end was never recorded. The reader takes it for a line that breaks off.

use super::event::EventId;
use super::read::{Part, parts_of};
use super::trouble::Torn;
use memchr::memchr;

/// The smallest part of a file that a disk writes, or does not, as a whole.
const BLOCK: usize = 512;

/// The end of the file that lacks blocks. What stands behind the gap must be of the same write, or it is damage.
pub(super) fn hollow_end(bytes: &[u8]) -> Option<Torn> {
    // No writer writes a zero byte.
    memchr(0, bytes)?;
    let mut parts = Vec::new();
    parts_of(bytes, |part| parts.push(part));
    let first = parts.iter().position(lacks_blocks)?;
    let (before, behind) = parts.split_at(first);
    let Part::Damage(gap) = &behind[0] else {
        return None;
    };
    let one_write = !matches!(before.last(), Some(Part::Damage(_))) && is_one_write(before, behind);
    one_write.then_some(Torn {
        line: gap.lines.first,
        range: gap.range.start..bytes.len(),
    })
}

/// Says whether all events behind the gap can be of one write: by one person at one moment, none right after what stood there.
fn is_one_write(before: &[Part], behind: &[Part]) -> bool {
    let events = |parts: &'_ [Part]| -> Vec<_> {
        let events = parts.iter().filter_map(|part| match part {
            Part::Event { event, .. } => Some(event.clone()),
            Part::Marker | Part::Torn(_) | Part::Damage(_) => None,
        });
        events.collect()
    };
    let known: Vec<EventId> = events(before).iter().map(|event| event.id).collect();
    let written = events(behind);
    let of_one = written.iter().all(|event| {
        (event.at, &event.by) == (written[0].at, &written[0].by)
            && !event.after.is_empty()
            && !event.after.iter().any(|parent| known.contains(parent))
    });
    of_one
        && behind.iter().all(|part| match part {
            Part::Event { .. } | Part::Torn(_) => true,
            Part::Damage(_) => lacks_blocks(part),
            Part::Marker => false,
        })
}

/// Says whether these bytes are empty in whole blocks and nowhere else. A single zero that turned up has another cause than a
/// power cut.
fn lacks_blocks(part: &Part) -> bool {
    let Part::Damage(damage) = part else {
        return false;
    };
    let mut lacks = false;
    let mut at = damage.range.start;
    for run in damage.bytes.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
        let (from, to) = (at, at + run.len());
        if run[0] == 0 {
            let begins = from == damage.range.start || from.is_multiple_of(BLOCK);
            if !(begins && to.is_multiple_of(BLOCK)) {
                return false;
            }
            lacks = true;
        }
        at = to;
    }
    lacks
}
