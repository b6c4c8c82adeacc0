//! The bytes of a log file, read as a set of events: nothing is lost, whatever merges and editors did to the lines.
//!
//! Reading never fails. What is not an event is kept as [`Damage`], and [`Trouble`] says what it forbids.

use super::codec::{self, Check, OPENING};
use super::event::{Act, Event, EventId, Started};
use super::graph::{Graph, MissingParent};
use super::trouble::{Damage, Torn, Trouble, Weight};
use memchr::memchr;
use serde::de::IgnoredAny;

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
        Self::read_sealed(bytes, 0)
    }

    /// Reads the bytes of a log file of which the first `sealed` ones were checked before.
    pub(super) fn read_sealed(bytes: &[u8], sealed: usize) -> Self {
        let mut reader = Reader::default();
        let mut start = 0;
        for (number, line) in lines(bytes).enumerate() {
            let check = if start + line.len() <= sealed {
                Check::Sealed
            } else {
                Check::Hash
            };
            reader.line(number + 1, start, line, check);
            start += line.len();
        }
        reader.settle(bytes.len());
        let (events, graph) = Graph::sort(reader.events);
        Self {
            events,
            graph,
            damage: reader.damage,
            torn: reader.torn,
            markers: reader.markers,
            misnamed: None,
        }
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

    /// The start of the release: the first one, should there be several.
    pub fn started(&self) -> Option<&Started> {
        self.starts().next().map(|(_, started)| started)
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

    /// Says that there is nothing here to lose: no event and no damage. A torn line was never recorded.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.damage.is_empty()
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
        let mut starts = self.starts().map(|(at, _)| id(at));
        match starts.next() {
            None => troubles.push(Trouble::NotStarted),
            Some(first) => {
                troubles.extend(starts.map(|other| Trouble::StartedTwice { first, other }));
            }
        }
        if let (Some(named), Some(started)) = (&self.misnamed, self.started()) {
            troubles.push(Trouble::OtherRelease {
                named: named.clone(),
                held: started.release.clone(),
            });
        }
        troubles.extend(self.missing_parents().iter().map(|cut| Trouble::Cut {
            event: id(cut.event),
            parent: cut.parent,
        }));
        let rootless =
            |event: &&Event| event.after.is_empty() && !matches!(event.act, Act::Started(_));
        troubles.extend(
            (self.events.iter().filter(rootless))
                .map(|event| Trouble::Rootless { event: event.id }),
        );
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

/// What the lines so far have held.
#[derive(Default)]
struct Reader {
    events: Vec<Event>,
    damage: Vec<Damage>,
    torn: Option<Torn>,
    markers: usize,
    /// How many events, damages and markers stood before the first line that lacks blocks.
    hollow: Option<[usize; 3]>,
}

impl Reader {
    /// Takes a line with its end, which begins at byte `start` of the file.
    fn line(&mut self, number: usize, start: usize, line: &[u8], check: Check) {
        let whole = line.ends_with(b"\n");
        // Merges can double the CR of a CRLF file.
        let text = line.trim_ascii();
        if text.is_empty() {
            return;
        }
        if is_marker(text) {
            self.markers += 1;
            return;
        }
        if let Ok(event) = codec::decode_checked(text, check) {
            self.events.push(event);
            return;
        }
        let indent = line.len() - line.trim_ascii_start().len();
        let mut at = start + indent;
        let mut pieces = pieces(text).peekable();
        while let Some(piece) = pieces.next() {
            let range = at..at + piece.len();
            at = range.end;
            match codec::decode(piece.trim_ascii()) {
                Ok(event) => self.events.push(event),
                // A merge can cut the end of the last line, so an event without one counts; half an event does not.
                Err(_) if !whole && pieces.peek().is_none() => {
                    self.torn = Some(Torn {
                        line: number,
                        range: range.start..start + line.len(),
                    });
                }
                Err(why) => {
                    if lacks_blocks(range.start, piece) && self.hollow.is_none() {
                        let before = [self.events.len(), self.damage.len(), self.markers];
                        self.hollow = Some(before);
                    }
                    self.damage.push(Damage {
                        line: number,
                        range,
                        bytes: piece.to_vec(),
                        why,
                    });
                }
            }
        }
    }

    /// Takes the end of a file of `length` bytes for torn where a crash came between the blocks of the last write: a later
    /// one may be on the disk and an earlier one not. What stands behind the gap must be of that write, or it is damage.
    fn settle(&mut self, length: usize) {
        let Some([events, damage, markers]) = self.hollow else {
            return;
        };
        let (before, behind) = self.events.split_at(events);
        let one_write = |event: &Event| {
            let first = &behind[0];
            let follows = |parent: &EventId| before.iter().any(|event| event.id == *parent);
            (event.at, &event.by) == (first.at, &first.by)
                && !event.after.is_empty()
                && !event.after.iter().any(follows)
        };
        let lost = &self.damage[damage..];
        if self.markers == markers
            && behind.iter().all(one_write)
            && lost
                .iter()
                .all(|lost| lacks_blocks(lost.range.start, &lost.bytes))
        {
            self.torn = Some(Torn {
                line: lost[0].line,
                range: lost[0].range.start..length,
            });
            self.events.truncate(events);
            self.damage.truncate(damage);
        }
    }
}

/// The smallest part of a file that a disk writes, or does not, as a whole.
const BLOCK: usize = 512;

/// Says whether these bytes, from byte `start` of the file on, are empty in whole blocks and nowhere else. No writer writes a
/// zero byte, and a single one that turned up has another cause than a crash.
fn lacks_blocks(start: usize, bytes: &[u8]) -> bool {
    let mut lacks = false;
    let mut at = 0;
    for run in bytes.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
        let (from, to) = (at, at + run.len());
        if run[0] == 0 {
            let begins = from == 0 || (start + from).is_multiple_of(BLOCK);
            let ends = (start + to).is_multiple_of(BLOCK);
            if !(begins && ends) {
                return false;
            }
            lacks = true;
        }
        at = to;
    }
    lacks
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
