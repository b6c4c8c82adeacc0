//! The bytes of a log file, read as a set of events: nothing is lost, whatever merges and editors did to the lines.
//!
//! Reading never fails. What is not an event is kept as [`Damage`], and [`Trouble`] says what it forbids.

use super::codec::{self, Fault, OPENING, REST};
use super::event::{Act, Event, EventId, Repaired, Started};
use super::graph::{Graph, MissingParent};
use super::hollow::hollow_end;
use super::trouble::{Damage, Lines, Torn, Trouble, Weight};
use memchr::memchr;
use serde::de::IgnoredAny;
use std::collections::BTreeSet;
use std::ops::Range;

/// A log as read: the events in their order, and what is wrong with the rest.
///
/// Events are named by their index in [`Log::events`], which depends on the set of events alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    events: Vec<Event>,
    graph: Graph,
    damage: Vec<Damage>,
    torn: Option<Torn>,
    markers: usize,
    /// The release that the file is named after, if it holds another.
    misnamed: Option<String>,
}

impl Log {
    /// Reads the bytes of a log file.
    pub fn read(bytes: &[u8]) -> Self {
        let mut log = Self::default();
        let mut events = Vec::new();
        parts(bytes, |part| match part {
            Part::Event { event, .. } => events.push(event),
            Part::Marker => log.markers += 1,
            Part::Torn(torn) => log.torn = Some(torn),
            Part::Damage(damage) => log.damage.push(damage),
        });
        (log.events, log.graph) = Graph::sort(events);
        log
    }

    /// This log with the name that its file has.
    pub(super) fn named(mut self, release: &str) -> Self {
        let other = self
            .started()
            .is_some_and(|started| started.release != release);
        self.misnamed = other.then(|| release.to_owned());
        self
    }

    /// This log with `events` recorded after it, and so without its torn line.
    pub(super) fn with(self, events: impl IntoIterator<Item = Event>) -> Self {
        let all = self.events.into_iter().chain(events).collect();
        let (events, graph) = Graph::sort(all);
        Self {
            events,
            graph,
            torn: None,
            ..self
        }
    }

    /// All events, each after those that its writer had seen, ties by id.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The newest events: those that no other names.
    pub fn heads(&self) -> &[usize] {
        self.graph.heads()
    }

    /// Says whether the writer of event `b` had seen event `a`. Neither before the other: two people, at the same time.
    pub fn is_before(&self, a: usize, b: usize) -> bool {
        self.graph.is_before(a, b)
    }

    /// The index of the event with this id.
    pub fn position(&self, id: EventId) -> Option<usize> {
        self.graph.position(&self.events, &id)
    }

    /// The start of the release that counts.
    pub fn started(&self) -> Option<&Started> {
        self.beginning().map(|(_, started)| started)
    }

    /// The start that counts, and its index: the first one or, where a later one was recorded with the first in sight, as
    /// after a repair that has lost it and a merge that brought it back, the later one.
    pub fn beginning(&self) -> Option<(usize, &Started)> {
        let newer = |a: (usize, _), b: (usize, _)| if self.is_before(a.0, b.0) { b } else { a };
        self.starts().reduce(newer)
    }

    /// The indices of the starts that do not count.
    pub fn other_starts(&self) -> impl Iterator<Item = usize> {
        let counts = self.beginning().map(|(at, _)| at);
        let starts = self.starts().map(|(at, _)| at);
        starts.filter(move |&at| Some(at) != counts)
    }

    /// Every start there is; more than one is trouble.
    pub fn starts(&self) -> impl Iterator<Item = (usize, &Started)> {
        self.events.iter().enumerate().filter_map(|(at, event)| {
            if let Act::Started(started) = &event.act {
                Some((at, &**started))
            } else {
                None
            }
        })
    }

    /// The bytes that are not events, as they were.
    pub fn damage(&self) -> &[Damage] {
        &self.damage
    }

    /// The last line, if it breaks off.
    pub fn torn(&self) -> Option<&Torn> {
        self.torn.as_ref()
    }

    /// The parents that events name and that are not there.
    pub fn missing_parents(&self) -> &[MissingParent] {
        self.graph.missing()
    }

    /// The events that a newer octorel recorded, with the names of their kinds.
    pub fn unknown(&self) -> impl Iterator<Item = (usize, &str)> {
        self.events.iter().enumerate().filter_map(|(at, event)| {
            if let Act::Unknown { name } = &event.act {
                Some((at, name.as_str()))
            } else {
                None
            }
        })
    }

    /// Everything that is wrong, in the order: file, lines, events.
    pub fn troubles(&self) -> Vec<Trouble> {
        let id = |at: usize| self.events[at].id;
        let mut troubles = Vec::new();
        if self.markers > 0 {
            troubles.push(Trouble::ConflictMarkers {
                lines: self.markers,
            });
        }
        troubles.extend(self.damage.iter().cloned().map(Trouble::Damaged));
        troubles.extend(self.torn.clone().map(Trouble::Torn));
        match self.beginning() {
            None => troubles.push(Trouble::NotStarted),
            Some((begin, _)) => {
                let others = self.other_starts().map(|at| {
                    let twice = Trouble::StartedTwice {
                        first: id(begin),
                        other: id(at),
                    };
                    let seen = self.is_before(at, begin) || self.is_loose(id(at));
                    twice.known_if(seen)
                });
                troubles.extend(others);
            }
        }
        if let (Some(named), Some(started)) = (&self.misnamed, self.started()) {
            troubles.push(Trouble::OtherRelease {
                named: named.clone(),
                held: started.release.clone(),
            });
        }
        let lost: BTreeSet<EventId> = match self.missing_parents() {
            [] => BTreeSet::new(),
            _ => self
                .repairs()
                .flat_map(|repaired| &repaired.lost)
                .copied()
                .collect(),
        };
        troubles.extend(self.missing_parents().iter().map(|cut| {
            let known = lost.contains(&cut.parent);
            let event = id(cut.event);
            let parent = cut.parent;
            Trouble::Cut { event, parent }.known_if(known)
        }));
        let rootless = |event: &&Event| {
            event.after.is_empty() && !matches!(event.act, Act::Started(_) | Act::Repaired(_))
        };
        troubles.extend((self.events.iter().filter(rootless)).map(|event| {
            let known = self.is_loose(event.id);
            Trouble::Rootless { event: event.id }.known_if(known)
        }));
        troubles.extend(self.unknown().map(|(at, name)| Trouble::Unknown {
            event: id(at),
            name: name.to_owned(),
        }));
        troubles
    }

    /// What forbids to record and to pass a gate.
    pub fn refusals(&self) -> Vec<Trouble> {
        self.of_weight(Weight::Refusal)
    }

    /// Says whether a repair has found that an event hangs on nothing.
    fn is_loose(&self, id: EventId) -> bool {
        self.repairs().any(|repaired| repaired.loose.contains(&id))
    }

    fn repairs(&self) -> impl Iterator<Item = &Repaired> {
        self.events.iter().filter_map(|event| match &event.act {
            Act::Repaired(repaired) => Some(repaired),
            _ => None,
        })
    }

    /// Says that nothing is wrong but that no event says how the release started: a start may be recorded.
    pub fn awaits_start(&self) -> bool {
        self.refusals() == [Trouble::NotStarted]
    }

    /// What is worth saying to everybody: all but what a repair has said in the log itself.
    pub fn warnings(&self) -> Vec<Trouble> {
        let mut troubles = self.troubles();
        troubles.retain(|trouble| trouble.weight() != Weight::Known);
        troubles
    }

    /// What is worth saying and forbids nothing.
    pub fn notices(&self) -> Vec<Trouble> {
        self.of_weight(Weight::Notice)
    }

    fn of_weight(&self, weight: Weight) -> Vec<Trouble> {
        let mut troubles = self.troubles();
        troubles.retain(|trouble| trouble.weight() == weight);
        troubles
    }
}

/// What a stretch of a log file is. White space is none of them.
pub(super) enum Part {
    /// An event, and where its line stands without what surrounds it.
    Event {
        event: Event,
        range: Range<usize>,
    },
    Marker,
    Torn(Torn),
    Damage(Damage),
}

/// Cuts the bytes of a log file into its parts, in their order.
pub(super) fn parts(bytes: &[u8], mut take: impl FnMut(Part)) {
    let torn = hollow_end(bytes);
    let whole = torn.as_ref().map_or(bytes.len(), |torn| torn.range.start);
    parts_of(&bytes[..whole], &mut take);
    if let Some(torn) = torn {
        take(Part::Torn(torn));
    }
}

/// The same, with an end that lacks blocks taken for damage.
pub(super) fn parts_of(bytes: &[u8], mut take: impl FnMut(Part)) {
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
        parts_of_line(number, at, line, &mut take);
    }
    if let Some(scraps) = scraps {
        take(whole(scraps, bytes));
    }
}

/// Says whether a line is too short for an event. With its neighbours it is one piece of damage, however many they are. A
/// zero byte is a trace of something else.
fn is_scrap(line: &[u8]) -> bool {
    let text = line.trim_ascii();
    let is_short = text.len() < REST && line.ends_with(b"\n");
    is_short && !is_marker(text) && memchr(0, text).is_none()
}

/// Adds a line, which begins at byte `at` of the file, to the scraps before it.
fn with_scrap(before: Option<Damage>, number: usize, at: usize, line: &[u8]) -> Damage {
    let range = at + line.len() - line.trim_ascii_start().len()..at + line.trim_ascii_end().len();
    match before {
        Some(mut scraps) => {
            scraps.lines.last = number;
            scraps.range.end = range.end;
            scraps.why = Fault::TooShort;
            scraps
        }
        None => Damage {
            lines: Lines::one(number),
            range,
            bytes: Vec::new(),
            why: Fault::NotAnEvent,
        },
    }
}

fn whole(scraps: Damage, bytes: &[u8]) -> Part {
    Part::Damage(Damage {
        bytes: bytes[scraps.range.clone()].to_vec(),
        ..scraps
    })
}

/// Cuts a line with its end, which begins at byte `start` of the file.
fn parts_of_line(number: usize, start: usize, line: &[u8], take: &mut impl FnMut(Part)) {
    let whole = line.ends_with(b"\n");
    // Merges can double the CR of a CRLF file.
    let text = line.trim_ascii();
    // What stands behind a marker is a name, unless a merge has joined the next line to it.
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
            // A merge can cut the end of the last line, so an event without one counts; half an event does not.
            Err(_) if !whole && pieces.peek().is_none() => take(Part::Torn(Torn {
                line: number,
                range: range.start..start + line.len(),
            })),
            Err(why) => take(Part::Damage(Damage {
                lines: Lines::one(number),
                range,
                bytes: piece.to_vec(),
                why,
            })),
        }
    }
}

/// The lines of a file, each with its end.
fn lines(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let end = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// Says whether git wrote this line between the two sides of a conflict. No event begins like that.
fn is_marker(text: &[u8]) -> bool {
    let marked = |marker: &[u8]| {
        text.strip_prefix(marker)
            .is_some_and(|label| label.is_empty() || label[0] == b' ')
    };
    text == b"=======" || marked(b"<<<<<<<") || marked(b">>>>>>>") || marked(b"|||||||")
}

/// Cuts a line that is not one event into what may be events: a merge can join lines, and a line can be joined to half of
/// another. The pieces are all of the line.
fn pieces(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at_checked(piece_end(rest)?)?;
        rest = after;
        Some(piece)
    })
}

/// Where the first piece ends: after one whole JSON value, or before the next bytes that open an event.
fn piece_end(rest: &[u8]) -> Option<usize> {
    if rest.is_empty() {
        return None;
    }
    if rest.starts_with(OPENING) {
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<IgnoredAny>();
        if let Some(Ok(_)) = values.next() {
            return Some(values.byte_offset());
        }
    }
    // Ids within a playbook stand behind the same opening, but they are not hashes.
    let opens = |at: &usize| {
        rest[*at..]
            .strip_prefix(OPENING)
            .is_some_and(|hex| hex.get(..64).and_then(EventId::from_hex).is_some())
    };
    Some((1..rest.len()).find(opens).unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests;
