//! The bytes of a damaged file, sorted out: each event with its bytes, and what the rest may have been.

use super::{Aside, Why};
use crate::log::codec::{self, OPENING, REST};
use crate::log::event::{Act, Event, EventId};
use crate::log::read::{Log, Part, parts};
use crate::log::trouble::Torn;
use memchr::memchr_iter;
use std::collections::{BTreeMap, BTreeSet};

/// An event and its bytes.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// In its own file, counted from 1.
    pub(super) number: usize,
    pub(super) event: Event,
    pub(super) bytes: Vec<u8>,
}

impl Line {
    pub(super) fn event(&self) -> Event {
        self.event.clone()
    }
}

/// The parts of a file, sorted out.
#[derive(Default)]
pub(super) struct Sifted {
    pub(super) lines: BTreeMap<EventId, Line>,
    /// The events in the order of the file, each once.
    pub(super) order: Vec<EventId>,
    pub(super) damage: Vec<Aside>,
    pub(super) torn: Option<Torn>,
    torn_id: Option<EventId>,
    pub(super) markers: usize,
}

impl Sifted {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut sifted = Self::default();
        let mut counted = Counted::default();
        parts(bytes, |part| match part {
            Part::Event { event, range } => {
                let number = counted.line(bytes, range.start);
                let bytes = bytes[range].to_vec();
                sifted.insert(Line {
                    number,
                    event,
                    bytes,
                });
            }
            Part::Marker => sifted.markers += 1,
            Part::Torn(torn) => {
                sifted.torn_id = ids(&bytes[torn.range.clone()])[0];
                sifted.torn = Some(torn);
            }
            Part::Damage(damage) => sifted.damage.push(Aside {
                lines: damage.lines,
                bytes: damage.bytes,
                why: Why::Damaged(damage.why),
            }),
        });
        sifted
    }

    fn insert(&mut self, line: Line) {
        let id = line.event.id;
        if self.lines.insert(id, line).is_none() {
            self.order.push(id);
        }
    }

    fn log(&self) -> Log {
        Log::default().with(self.lines.values().map(Line::event))
    }

    /// Brings back the events of which only the id was damaged: what other events name by its hash is what was written.
    pub(super) fn restored(&self) -> BTreeMap<EventId, Line> {
        let log = self.log();
        let missing = log.missing_parents().iter();
        let mut named: BTreeSet<EventId> = missing.map(|missing| missing.parent).collect();
        let mut restored = BTreeMap::new();
        let mut tried: Vec<Line> = self.damage.iter().filter_map(rebuilt).collect();
        // Each one may name the next.
        while let Some(at) = (tried.iter()).position(|line| named.contains(&line.event.id)) {
            let line = tried.swap_remove(at);
            named.extend(&line.event.after);
            restored.insert(line.event.id, line);
        }
        restored
    }

    /// The ids of events that are not here and were.
    pub(super) fn wanted(&self, log: &Log) -> Vec<EventId> {
        let parents = log.missing_parents().iter().map(|missing| missing.parent);
        let damaged = self.damage.iter().flat_map(|damage| ids(&damage.bytes));
        let damaged = damaged.chain([self.torn_id]).flatten();
        parents.chain(damaged).chain(self.known_lost()).collect()
    }

    /// What earlier repairs have declared lost.
    pub(super) fn known_lost(&self) -> BTreeSet<EventId> {
        let lost = self
            .lines
            .values()
            .filter_map(|line| match &line.event.act {
                Act::Repaired(repaired) => Some(&repaired.lost),
                _ => None,
            });
        lost.flatten().copied().collect()
    }
}

/// Counts lines up to a place that only moves forward.
#[derive(Default)]
struct Counted {
    upto: usize,
    ends: usize,
}

impl Counted {
    fn line(&mut self, bytes: &[u8], place: usize) -> usize {
        let between = &bytes[self.upto..place];
        self.ends += memchr_iter(b'\n', between).count();
        self.upto = place;
        self.ends + 1
    }
}

/// The ids that damaged bytes may have had: the one that they bear, and the one that the rest of them has.
pub(super) fn ids(bytes: &[u8]) -> [Option<EventId>; 2] {
    let line = bytes.trim_ascii();
    let borne = line.strip_prefix(OPENING).and_then(|after| after.get(..64));
    let borne = borne.and_then(EventId::from_hex);
    [borne, line.get(REST..).map(codec::hash)]
}

/// The event that a damaged line would be if nothing but its id, or what stands around that, was damaged.
fn rebuilt(damage: &Aside) -> Option<Line> {
    let rest = damage.bytes.trim_ascii().get(REST..)?;
    let id = codec::hash(rest).hex();
    let bytes = [OPENING, &id, b"\",", rest].concat();
    let event = codec::decode(&bytes).ok()?;
    Some(Line {
        number: damage.lines.first,
        event,
        bytes,
    })
}
