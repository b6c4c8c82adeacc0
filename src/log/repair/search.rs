//! The search for lost events in other copies: what is missed, the beginning, and what may be taken freely.

use super::sift::{Line, Sifted};
use super::{OWN_LINE, Spare, Take, Taken};
use crate::log::event::{Act, EventId};
use crate::log::graph::Graph;
use crate::log::name::ReleaseName;
use crate::log::read::Log;
use std::collections::{BTreeMap, BTreeSet};

/// A search for events in spare copies.
pub(super) struct Search<'a> {
    own: &'a BTreeMap<EventId, Line>,
    spares: &'a [Spare],
    /// What the copies have and the log has not, with the copy that has it first.
    there: BTreeMap<EventId, (usize, Line)>,
    /// Those of them that stand in a copy of which all may be taken.
    free: BTreeSet<EventId>,
    /// How many came from the damaged lines themselves.
    restored: usize,
    pub(super) found: BTreeMap<EventId, Line>,
}

impl<'a> Search<'a> {
    pub(super) fn new(sifted: &'a Sifted, spares: &'a [Spare]) -> Self {
        let own = &sifted.lines;
        let found = sifted.restored();
        let mut there = BTreeMap::new();
        let mut free = BTreeSet::new();
        for (number, spare) in spares.iter().enumerate() {
            for (id, line) in Sifted::of(&spare.bytes).lines {
                if own.contains_key(&id) || found.contains_key(&id) {
                    continue;
                }
                if spare.take == Take::All {
                    free.insert(id);
                }
                there.entry(id).or_insert((number, line));
            }
        }
        Self {
            own,
            spares,
            there,
            free,
            restored: found.len(),
            found,
        }
    }

    fn take(&mut self, id: EventId) -> Option<&Line> {
        let (_, line) = self
            .there
            .get(&id)
            .filter(|_| !self.found.contains_key(&id))?;
        let line = line.clone();
        Some(self.found.entry(id).or_insert(line))
    }

    /// Takes the events with these ids, and all that they follow.
    pub(super) fn missing(&mut self, mut wanted: Vec<EventId>) {
        while let Some(id) = wanted.pop() {
            if let Some(line) = self.take(id) {
                wanted.extend(&line.event.after);
            }
        }
    }

    /// Takes the start of the release, if there is none.
    pub(super) fn start(&mut self, release: &ReleaseName) {
        let starts = |line: &Line| matches!(&line.event.act, Act::Started(started) if started.release == release.as_str());
        let is_start = |line: &Line| matches!(line.event.act, Act::Started(_));
        if self.own.values().chain(self.found.values()).any(is_start) {
            return;
        }
        let there = self.there.iter().filter(|(_, (_, line))| starts(line));
        let first = there.min_by_key(|(_, (number, _))| *number);
        if let Some(id) = first.map(|(id, _)| *id) {
            self.missing(vec![id]);
        }
    }

    /// Takes what may be taken freely and follows what is there.
    pub(super) fn all(&mut self, strangers: &BTreeMap<EventId, String>) {
        let free = self.free.iter().filter_map(|id| self.there.get(id));
        let (events, _) = Graph::sort(free.map(|(_, line)| line.event()).collect());
        for event in events {
            let is_there = |id: &EventId| {
                let here = self.own.contains_key(id) || self.found.contains_key(id);
                here && !strangers.contains_key(id)
            };
            let begins = matches!(event.act, Act::Started(_)) || event.after.is_empty();
            if !begins && event.after.iter().all(is_there) {
                self.take(event.id);
            }
        }
    }

    pub(super) fn log(&self) -> Log {
        let lines = self.own.values().chain(self.found.values());
        Log::default().with(lines.map(Line::event))
    }

    /// What was found, by copy.
    pub(super) fn counted(&self) -> Vec<Taken> {
        let from = |number| {
            let found = self.found.keys();
            let found = found.filter(|&id| self.there.get(id).is_some_and(|(of, _)| *of == number));
            found.count()
        };
        let restored = Taken {
            from: OWN_LINE.to_owned(),
            events: self.restored,
        };
        let taken = self.spares.iter().enumerate().map(|(number, spare)| Taken {
            from: spare.name.clone(),
            events: from(number),
        });
        let taken = std::iter::once(restored).chain(taken);
        taken.filter(|taken| taken.events > 0).collect()
    }
}
