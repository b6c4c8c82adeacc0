//! The tail of a log file after a power cut during its last write: a later block may be on the disk and an earlier one not, and
//! the file system shows zeros in its place.
//!
//! Such a tail was never acknowledged. It is reported as a torn line.

use super::event::EventId;
use super::parts::{Part, split};
use super::trouble::TornLine;
use memchr::memchr;

/// The smallest part of a file that a disk writes, or does not, as a whole.
const BLOCK: usize = 512;

/// Splits the bytes of a log file into its parts, in their order, with a zero-filled tail as a torn line.
pub(super) fn split_with_tail(bytes: &[u8], mut take: impl FnMut(Part)) {
    let tail = zero_filled_tail(bytes);
    let end = tail.as_ref().map_or(bytes.len(), |tail| tail.range.start);
    split(&bytes[..end], &mut take);
    if let Some(tail) = tail {
        take(Part::Torn(tail));
    }
}

/// The zero-filled tail. Everything after the gap must belong to the same write; anything else is damage.
fn zero_filled_tail(bytes: &[u8]) -> Option<TornLine> {
    // No writer writes a zero byte.
    memchr(0, bytes)?;
    let mut parts = Vec::new();
    split(bytes, |part| parts.push(part));
    let first = parts.iter().position(has_zeroed_blocks)?;
    let (before, behind) = parts.split_at(first);
    let Part::Damage(gap) = &behind[0] else {
        return None;
    };
    let one_write = !matches!(before.last(), Some(Part::Damage(_))) && is_one_write(before, behind);
    one_write.then_some(TornLine { line: gap.lines.first, range: gap.range.start..bytes.len() })
}

/// Returns whether all events behind the gap can belong to one write: one person, one moment, and none directly follows an event
/// before the gap.
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
            Part::Damage(_) => has_zeroed_blocks(part),
            Part::Marker => false,
        })
}

/// Returns whether these bytes are zero in whole blocks and nowhere else. A single zero byte has another cause than a power cut.
fn has_zeroed_blocks(part: &Part) -> bool {
    let Part::Damage(damage) = part else {
        return false;
    };
    let mut has_zeroed = false;
    let mut at = damage.range.start;
    for run in damage.bytes.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
        let (from, to) = (at, at + run.len());
        if run[0] == 0 {
            let begins = from == damage.range.start || from.is_multiple_of(BLOCK);
            if !(begins && to.is_multiple_of(BLOCK)) {
                return false;
            }
            has_zeroed = true;
        }
        at = to;
    }
    has_zeroed
}
