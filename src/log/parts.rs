//! Splits the bytes of a log file into events, conflict markers, a torn last line and damage. No byte is dropped, whatever merges and
//! editors did to the lines.
//!
//! After a power cut during the last write, a later block may be on the disk and an earlier one not, and the file system shows zeros
//! in its place. Such a tail was never acknowledged. It is reported as a torn line.

use super::codec::{self, LineFault, OPENING, REST};
use super::event::{Event, EventId};
use super::trouble::{Damage, TornLine};
use memchr::memchr;
use serde::de::IgnoredAny;
use std::ops::Range;

/// The smallest part of a file that a disk writes, or does not, as a whole.
const BLOCK: usize = 512;

/// A part of a log file. White space is not reported.
pub(super) enum Part {
    Event { event: Event, range: Range<usize> },
    Marker,
    Torn(TornLine),
    Damage(Damage),
}

/// Splits the bytes of a log file into its parts, in their order. A zero-filled tail counts as damage here.
fn split(bytes: &[u8], mut take: impl FnMut(Part)) {
    let mut start = 0;
    let mut scraps: Option<Damage> = None;
    let flush = |scraps: &mut Option<Damage>, take: &mut dyn FnMut(Part)| {
        if let Some(scraps) = scraps.take() {
            take(Part::Damage(Damage { bytes: bytes[scraps.range.clone()].to_vec(), ..scraps }));
        }
    };
    for (number, line) in (1..).zip(lines(bytes)) {
        split_line(number, start, line, &mut |part| match (part, &mut scraps) {
            (Part::Damage(new), Some(scraps)) if is_scrap(&new) => {
                scraps.lines = *scraps.lines.start()..=*new.lines.end();
                scraps.range.end = new.range.end;
                scraps.why = LineFault::TooShort;
            }
            (Part::Damage(new), None) if is_scrap(&new) => scraps = Some(new),
            (part, _) => {
                flush(&mut scraps, &mut take);
                take(part);
            }
        });
        start += line.len();
    }
    flush(&mut scraps, &mut take);
}

/// Returns whether damage is too short for an event. Several such pieces without an event between them are reported as one damage.
/// Those with a zero byte are not: they may belong to a zero-filled tail.
fn is_scrap(damage: &Damage) -> bool {
    damage.bytes.len() < REST && memchr(0, &damage.bytes).is_none()
}

/// Splits a line, which begins at byte `start` of the file and includes its line end.
fn split_line(number: usize, start: usize, line: &[u8], take: &mut impl FnMut(Part)) {
    let whole = line.ends_with(b"\n");
    // Merges can double the CR of a CRLF file.
    let text = line.trim_ascii();
    // A marker is followed by a name, unless a merge has joined the next line to it.
    if is_marker(text) && piece_end(text) == Some(text.len()) {
        return take(Part::Marker);
    }
    let mut at = start + line.len() - line.trim_ascii_start().len();
    if let Ok(event) = codec::decode(text) {
        return take(Part::Event { event, range: at..at + text.len() });
    }
    let mut pieces = pieces(text).peekable();
    while let Some(piece) = pieces.next() {
        let range = at..at + piece.len();
        at = range.end;
        let inner = piece.trim_ascii();
        match codec::decode(inner) {
            Ok(event) => {
                let from = range.end - piece.trim_ascii_start().len();
                let range = from..from + inner.len();
                take(Part::Event { event, range });
            }
            // A merge can drop the last line end, so a complete event without one counts; half an event does not.
            Err(_) if !whole && pieces.peek().is_none() => {
                take(Part::Torn(TornLine { line: number, range: range.start..start + line.len() }));
            }
            Err(why) => take(Part::Damage(Damage {
                lines: number..=number,
                range,
                bytes: piece.to_vec(),
                why,
            })),
        }
    }
}

fn lines(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let end = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// Returns whether git wrote this line to mark a conflict. No event begins like this.
fn is_marker(text: &[u8]) -> bool {
    let marked = |marker: &[u8]| {
        text.strip_prefix(marker).is_some_and(|label| label.is_empty() || label[0] == b' ')
    };
    text == b"=======" || marked(b"<<<<<<<") || marked(b">>>>>>>") || marked(b"|||||||")
}

/// Splits a line that is not one event into pieces that may be events: a merge can join lines, and a line can be joined to
/// half of another one. Together the pieces are the whole line.
fn pieces(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at_checked(piece_end(rest)?)?;
        rest = after;
        Some(piece)
    })
}

/// Returns the end of the first piece: after one complete JSON value, or before the next bytes that open an event.
fn piece_end(rest: &[u8]) -> Option<usize> {
    if rest.is_empty() {
        return None;
    }
    // Ids within a playbook follow the same opening, but they are not hashes.
    let opens = |at: &usize| {
        rest[*at..]
            .strip_prefix(OPENING)
            .is_some_and(|hex| hex.get(..64).and_then(EventId::from_hex).is_some())
    };
    let end = (1..rest.len()).find(opens).unwrap_or(rest.len());
    if rest.starts_with(OPENING) {
        let mut values =
            serde_json::Deserializer::from_slice(&rest[..end]).into_iter::<IgnoredAny>();
        if let Some(Ok(_)) = values.next() {
            return Some(values.byte_offset());
        }
    }
    Some(end)
}

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
    let Part::Damage(gap) = &behind[0] else { return None };
    let one_write = !matches!(before.last(), Some(Part::Damage(_))) && is_one_write(before, behind);
    one_write.then_some(TornLine { line: *gap.lines.start(), range: gap.range.start..bytes.len() })
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
    let Part::Damage(damage) = part else { return false };
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
