//! A log as a set of events in order, with everything that is wrong with its file.
//!
//! Reading never fails. Bytes that are not an event are kept as [`Damage`], and [`Trouble`] says what each problem prevents.

use super::codec::{self, TooLong, Writer};
use super::event::{Act, Event, EventId, Repaired, Started};
use super::graph::Graph;
use super::parts::{Part, split_with_tail};
use super::trouble::{Damage, TornLine, Trouble, TroubleKind, Weight, short};
use crate::names::Person;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// A log as read: the events in their order, and what is wrong with the rest.
///
/// Events are named by their index in [`Log::events`], which depends on the set of events alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    events: Vec<Event>,
    pub graph: Graph,
    pub damage: Vec<Damage>,
    pub torn: Option<TornLine>,
    /// How many lines of conflict markers git left in the file.
    pub(super) markers: usize,
    /// The release that the file is named after, if it holds another.
    misnamed: Option<String>,
    /// The events that count only where they are careful, because a trusted gate found no signature for them, and why.
    pub unsigned: BTreeMap<EventId, &'static str>,
    /// The events that the rules would have refused, once a release was made of the log.
    pub uncounted: Vec<Trouble>,
}

impl Log {
    pub fn read(bytes: &[u8]) -> Self {
        let mut log = Self::default();
        let mut events = Vec::new();
        split_with_tail(bytes, |part| match part {
            Part::Event { event, .. } => events.push(event),
            Part::Marker => log.markers += 1,
            Part::Torn(torn) => log.torn = Some(torn),
            Part::Damage(damage) => log.damage.push(damage),
        });
        (log.events, log.graph) = Graph::sort(events);
        log
    }

    /// This log with the name that its file has.
    pub fn named(mut self, release: &str) -> Self {
        let other = self.started().is_some_and(|started| started.release != release);
        self.misnamed = other.then(|| release.to_owned());
        self
    }

    /// This log with people marked whose short name somebody else has, too.
    pub fn with_distinct_names(mut self) -> Self {
        let mut people = BTreeSet::new();
        for event in &mut self.events {
            visit(event, &mut |person| {
                if !people.contains(person) {
                    people.insert(person.clone());
                }
            });
        }
        let mut short = BTreeSet::new();
        let short_name = |person: &Person| person.short().to_ascii_lowercase();
        let repeated = people.iter().map(short_name).filter(|name| !short.insert(name.clone()));
        let ambiguous: BTreeSet<String> = repeated.collect();
        if !ambiguous.is_empty() {
            for event in &mut self.events {
                visit(event, &mut |person| {
                    if ambiguous.contains(&short_name(person)) {
                        person.set_ambiguous();
                    }
                });
            }
        }
        self
    }

    /// This log with `events` recorded after it, and so without its torn line.
    pub(super) fn with(self, events: impl IntoIterator<Item = Event>) -> Self {
        let (events, graph) = Graph::sort(self.events.into_iter().chain(events).collect());
        Self { events, graph, torn: None, ..self }
    }

    /// The events recorded until a moment, by the clocks of their writers; the start is always included.
    pub fn known_at(&self, at: DateTime<Utc>) -> Self {
        let known = |event: &&Event| event.at <= at || matches!(event.act, Act::Started(_));
        Self::default().with(self.events.iter().filter(known).cloned())
    }

    /// What the writers of these events knew together.
    pub fn before(&self, events: &[usize]) -> Self {
        let before = (0..self.events.len()).filter(|&it| self.is_before_any(it, events));
        Self::default().with(before.map(|earlier| self.events[earlier].clone()))
    }

    /// The log that these acts would make. Nothing is written.
    ///
    /// # Errors
    /// If one of them is too large for a line.
    pub fn draft(writer: &Writer, acts: Vec<Act>) -> Result<Self, TooLong> {
        Ok(Self::default().with(codec::encode_all(&mut Vec::new(), Vec::new(), writer, acts)?))
    }

    /// Says whether the writers of these events knew all others together.
    pub fn is_all_before(&self, events: &[usize]) -> bool {
        (0..self.events.len()).all(|it| events.contains(&it) || self.is_before_any(it, events))
    }

    fn is_before_any(&self, event: usize, others: &[usize]) -> bool {
        others.iter().any(|&other| self.is_before(event, other))
    }

    pub(super) fn head_ids(&self) -> Vec<EventId> {
        self.graph.heads.iter().map(|&head| self.events[head].id).collect()
    }

    /// All events, each after those that its writer knew, ties by id.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Says whether the writer of event `b` knew event `a`. If neither is before the other, they were recorded in parallel.
    pub fn is_before(&self, a: usize, b: usize) -> bool {
        self.graph.is_before(a, b)
    }

    pub fn position(&self, id: EventId) -> Option<usize> {
        self.graph.position(&self.events, &id)
    }

    /// The start of the release that counts.
    pub fn started(&self) -> Option<&Started> {
        self.beginning().map(|(_, started)| started)
    }

    /// The start that counts, and its index: the first one or, if a repair recorded it as lost and the release was started
    /// again after that, the later one.
    pub fn beginning(&self) -> Option<(usize, &Started)> {
        let newer = |a: (usize, _), b: (usize, _)| if self.is_restart(a.0, b.0) { b } else { a };
        self.starts().reduce(newer)
    }

    /// Says whether a start was recorded after a repair that names another one as lost.
    fn is_restart(&self, lost: usize, start: usize) -> bool {
        let id = self.events[lost].id;
        let names = |event: &Event| matches!(&event.act, Act::Repaired(repaired) if repaired.lost.contains(&id));
        (0..start).any(|at| self.is_before(at, start) && names(&self.events[at]))
    }

    /// The indices of the starts that do not count.
    pub fn other_starts(&self) -> impl Iterator<Item = usize> {
        let counts = self.beginning().map(|(at, _)| at);
        self.starts().map(|(at, _)| at).filter(move |&at| Some(at) != counts)
    }

    /// Every start there is; more than one is trouble.
    pub fn starts(&self) -> impl Iterator<Item = (usize, &Started)> {
        self.events.iter().enumerate().filter_map(|(at, event)| {
            if let Act::Started(started) = &event.act { Some((at, &**started)) } else { None }
        })
    }

    /// The events that follow no other, although they are neither a start nor a repair.
    pub fn rootless(&self) -> impl Iterator<Item = (usize, &Event)> {
        self.events.iter().enumerate().filter(|(_, event)| {
            event.after.is_empty() && !matches!(event.act, Act::Started(_) | Act::Repaired(_))
        })
    }

    /// Everything that is wrong, in the order: file, lines, events.
    pub fn troubles(&self) -> Vec<Trouble> {
        let id = |at: usize| self.events[at].id;
        let mut troubles = Vec::new();
        if self.markers > 0 {
            let (count, noun) = (self.markers, if self.markers == 1 { "line" } else { "lines" });
            let text = format!("git left {count} {noun} of conflict markers; both sides were read");
            troubles.push(Trouble::new(TroubleKind::ConflictMarkers, text));
        }
        troubles.extend(self.damage.iter().map(Trouble::from));
        troubles.extend(self.torn.as_ref().map(Trouble::from));
        match self.beginning() {
            None => {
                troubles.push(Trouble::new(TroubleKind::NotStarted, "the start event is missing"));
            }
            Some((begin, _)) => {
                let others = self.other_starts().map(|at| {
                    let (first, other) = (short(&id(begin)), short(&id(at)));
                    let text = format!("the release started twice: {first} and {other}");
                    Trouble::with(id(at), TroubleKind::StartedTwice, text)
                        .known_if(self.is_restart(at, begin) || self.is_loose(id(at)))
                });
                troubles.extend(others);
            }
        }
        if self.graph.is_too_wide {
            let text = "too many events were recorded in parallel";
            troubles.push(Trouble::new(TroubleKind::TooWide, text));
        }
        if let (Some(named), Some(started)) = (&self.misnamed, self.started()) {
            let text =
                format!("the file is named {named} but contains release {}", started.release);
            troubles.push(Trouble::new(TroubleKind::OtherRelease, text));
        }
        let lost: BTreeSet<EventId> = match &self.graph.missing[..] {
            [] => BTreeSet::new(),
            _ => self.repairs().flat_map(|repaired| &repaired.lost).copied().collect(),
        };
        troubles.extend(self.graph.missing.iter().map(|cut| {
            let (event, parent) = (id(cut.event), &cut.parent);
            let text =
                format!("event {} follows {}, which is missing", short(&event), short(parent));
            Trouble::with(event, TroubleKind::MissingParent, text).known_if(lost.contains(parent))
        }));
        troubles.extend(self.rootless().map(|(_, event)| {
            let text = format!("event {} follows no other event", short(&event.id));
            Trouble::with(event.id, TroubleKind::Rootless, text).known_if(self.is_loose(event.id))
        }));
        troubles.extend(self.events.iter().filter_map(|event| {
            let Act::Unknown { name } = &event.act else { return None };
            let text = format!("event {} is of the unknown kind `{name}`", short(&event.id));
            Some(Trouble::with(event.id, TroubleKind::Unknown, text))
        }));
        troubles.extend(self.uncounted.iter().cloned());
        troubles
    }

    /// What forbids to record and to pass a gate.
    pub fn refusals(&self) -> Vec<Trouble> {
        let mut troubles = self.troubles();
        troubles.retain(|trouble| trouble.weight == Weight::Refusal);
        troubles
    }

    /// Says whether a repair has acknowledged that an event has no parent.
    fn is_loose(&self, id: EventId) -> bool {
        self.repairs().any(|repaired| repaired.loose.contains(&id))
    }

    pub(super) fn repairs(&self) -> impl Iterator<Item = &Repaired> {
        self.events.iter().filter_map(|event| {
            if let Act::Repaired(repaired) = &event.act { Some(repaired) } else { None }
        })
    }

    /// Says that nothing is wrong but that no event says how the release started: a start may be recorded.
    pub fn awaits_start(&self) -> bool {
        matches!(&self.refusals()[..], [only] if only.kind == TroubleKind::NotStarted)
    }

    /// What views report: everything that no repair has acknowledged in the log.
    pub fn warnings(&self) -> Vec<Trouble> {
        let mut troubles = self.troubles();
        troubles.retain(|trouble| trouble.weight != Weight::Known);
        troubles
    }
}

/// Shows each person of an event to a function.
fn visit(event: &mut Event, person: &mut impl FnMut(&mut Person)) {
    person(&mut event.by);
    if let Act::Started(started) = &mut event.act {
        started.people.values_mut().flatten().for_each(person);
    } else if let Act::Upgraded(upgraded) = &mut event.act {
        upgraded.people.values_mut().flatten().for_each(person);
    } else if let Act::Assigned(assigned) = &mut event.act {
        person(&mut assigned.person);
        assigned.instead_of.iter_mut().for_each(person);
    } else if let Act::Unassigned { person: former, .. } = &mut event.act {
        person(former);
    }
}

#[cfg(test)]
mod tests;
