//! Splits the bytes of a log file into events, conflict markers, a torn last line and damage. No byte is dropped, whatever merges and
//! editors did to the lines.

use super::codec::{self, LineFault, OPENING, REST};
use super::event::{Event, EventId};
use super::trouble::{Damage, LineRange, TornLine};
use memchr::memchr;
use serde::de::IgnoredAny;
use std::ops::Range;

/// A part of a log file. White space is not reported.
#[expect(
    clippy::large_enum_variant,
    reason = "parts are handed on one by one, and most are events"
)]
pub(super) enum Part {
    /// An event, and the range of its bytes.
    Event {
        event: Event,
        range: Range<usize>,
    },
    Marker,
    Torn(TornLine),
    Damage(Damage),
}

/// Splits the bytes of a log file into its parts, in their order. A zero-filled tail counts as damage here.
pub(super) fn split(bytes: &[u8], mut take: impl FnMut(Part)) {
    let mut start = 0;
    let mut scraps: Option<Damage> = None;
    for (number, line) in (1..).zip(lines(bytes)) {
        let at = start;
        start += line.len();
        if line.trim_ascii().is_empty() {
            continue;
        }
        if is_scrap(line) {
            scraps = Some(with_scrap(scraps, number, at, line));
            continue;
        }
        if let Some(scraps) = scraps.take() {
            take(whole(scraps, bytes));
        }
        split_line(number, at, line, &mut take);
    }
    if let Some(scraps) = scraps {
        take(whole(scraps, bytes));
    }
}

/// Returns whether a line is too short for an event. Neighbouring short lines are reported as one damage. Lines with a zero byte
/// are not short lines: they may belong to a zero-filled tail.
fn is_scrap(line: &[u8]) -> bool {
    let text = line.trim_ascii();
    let is_short = text.len() < REST && line.ends_with(b"\n");
    is_short && !is_marker(text) && memchr(0, text).is_none()
}

/// Adds a short line, which begins at byte `at` of the file, to the short lines before it.
fn with_scrap(before: Option<Damage>, number: usize, at: usize, line: &[u8]) -> Damage {
    let range = at + line.len() - line.trim_ascii_start().len()..at + line.trim_ascii_end().len();
    match before {
        Some(mut scraps) => {
            scraps.lines.last = number;
            scraps.range.end = range.end;
            scraps.why = LineFault::TooShort;
            scraps
        }
        None => Damage {
            lines: LineRange::one(number),
            range,
            bytes: Vec::new(),
            why: LineFault::NotAnEvent,
        },
    }
}

fn whole(scraps: Damage, bytes: &[u8]) -> Part {
    Part::Damage(Damage { bytes: bytes[scraps.range.clone()].to_vec(), ..scraps })
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
    let indent = line.len() - line.trim_ascii_start().len();
    let mut at = start + indent;
    if let Ok(event) = codec::decode(text) {
        let range = at..at + text.len();
        return take(Part::Event { event, range });
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
                lines: LineRange::one(number),
                range,
                bytes: piece.to_vec(),
                why,
            })),
        }
    }
}

/// Returns the lines of a file, each with its line end.
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
