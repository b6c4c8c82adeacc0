//! The plan of a repair, made from the bytes of the log and of other copies alone.
//!
//! The repaired log is the union of all copies. Bytes that are not an event are quarantined, and what no copy has is recorded as lost
//! by a `repaired` event. A file with lines of another release is refused. [`super::apply`] carries the plan out.

use super::codec::{self, OPENING, REST};
use super::error::StoreError;
use super::event::{Act, Event, EventId, Repaired, Started};
use super::graph::Graph;
use super::name::ReleaseName;
use super::parts::{Part, split_with_tail};
use super::read::Log;
use super::trouble::{Damage, TroubleKind};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RepairPlan {
    /// How many events the repaired log holds, without the one that records the losses.
    pub events: usize,
    /// How many of them come from copies.
    pub restored: usize,
    /// The losses that the log does not record yet.
    pub losses: Repaired,
    /// The start event is missing, so the release has to be started again.
    pub unstarted: bool,
    /// How many events earlier repairs recorded as lost and are still missing.
    pub known: usize,
    /// Says that there is something to do. The order of lines and their ends are no reason.
    pub is_needed: bool,
    /// The repaired file, without the event that records the losses.
    pub(super) bytes: Vec<u8>,
}

impl RepairPlan {
    /// Plans the repair of the log of a release.
    ///
    /// # Errors
    /// If an event is of a kind that only a newer octorel knows, or if the file has lines of another release.
    pub fn new(
        bytes: &[u8],
        release: &ReleaseName,
        copies: &[LogCopy],
    ) -> Result<Self, StoreError> {
        let file = Log::read(bytes);
        let Union { ours, .. } = Union::new(bytes, release, copies);
        for MergedEvent { event, .. } in &ours {
            if let Act::Unknown { name } = &event.act {
                return Err(StoreError::Newer { kind: name.clone() });
            }
        }
        let is_other = |started: &Started| started.release != release.as_str();
        if let Some((_, other)) = file.starts().find(|(_, started)| is_other(started)) {
            return Err(StoreError::OtherRelease { held: other.release.clone() });
        }

        let mut plan = Self { events: ours.len(), ..Self::default() };
        for MergedEvent { copy, bytes, .. } in &ours {
            plan.restored += usize::from(*copy > 0);
            plan.bytes.extend_from_slice(bytes);
            plan.bytes.push(b'\n');
        }
        let repaired = Log::read(&plan.bytes).named(release.as_str());
        plan.unstarted = repaired.started().is_none();
        plan.record_losses(&repaired, &file.damage);
        plan.is_needed = plan.restored > 0
            || plan.has_new_losses()
            || !file.damage.is_empty()
            || file.markers > 0
            || file.torn.is_some();
        Ok(plan)
    }

    /// Says whether events or bytes are lost that the log does not record as lost yet.
    pub fn has_new_losses(&self) -> bool {
        self.losses != Repaired::default()
    }

    pub(super) fn act(&self, reason: Option<&str>) -> Option<Act> {
        let losses = Repaired { reason: reason.map(str::to_owned), ..self.losses.clone() };
        self.has_new_losses().then_some(Act::Repaired(losses))
    }

    /// Records what the repaired log still lacks, and the damaged bytes whose event is nowhere.
    fn record_losses(&mut self, repaired: &Log, damage: &[Damage]) {
        let losses = &mut self.losses;
        let lost_before = repaired.repairs().flat_map(|earlier| &earlier.lost);
        let lost_before: BTreeSet<EventId> = lost_before.copied().collect();
        for parent in repaired.graph.missing.iter().map(|cut| cut.parent) {
            if !lost_before.contains(&parent) && !losses.lost.contains(&parent) {
                losses.lost.push(parent);
            }
        }
        let is_loose = |kind| matches!(kind, TroubleKind::Rootless | TroubleKind::StartedTwice);
        let loose = repaired.refusals().into_iter().filter(|trouble| is_loose(trouble.kind));
        losses.loose.extend(loose.filter_map(|trouble| trouble.event));
        let is_there = |id: &EventId| repaired.position(*id).is_some();
        self.known = lost_before.iter().filter(|id| !is_there(id)).count();
        for Damage { bytes, .. } in damage {
            let ids = possible_ids(bytes);
            let mut possible = ids.iter().flatten();
            if possible.clone().any(|id| is_there(id) || lost_before.contains(id)) {
                continue;
            }
            losses.bytes += bytes.len() as u64;
            if !possible.any(|id| losses.lost.contains(id)) {
                losses.lost.extend(ids[0]);
            }
        }
    }
}

pub(super) struct Union<'a> {
    /// Those of a start that only copies have, although the file has one: its log was removed, and the release started again.
    pub(super) earlier: Vec<MergedEvent<'a>>,
    /// The others, without those of other releases that only copies have.
    pub(super) ours: Vec<MergedEvent<'a>>,
}

impl<'a> Union<'a> {
    pub(super) fn new(bytes: &'a [u8], release: &ReleaseName, copies: &'a [LogCopy]) -> Self {
        let merged = merge(std::iter::once(bytes).chain(copies.iter().map(|copy| &copy.bytes[..])));
        // What the file has, and what its events follow.
        let mut known = BTreeSet::new();
        for MergedEvent { event, copy, .. } in merged.iter().rev() {
            if *copy == 0 || known.contains(&event.id) {
                known.insert(event.id);
                known.extend(&event.after);
            }
        }
        let is_ours = |it: &MergedEvent<'_>| matches!(&it.event.act, Act::Started(started) if started.release == release.as_str());
        let has_start = merged.iter().any(|it| it.copy == 0 && is_ours(it));
        let foreign = with_followers(&merged, |start| !is_ours(start));
        let earlier =
            with_followers(&merged, |start| has_start && !known.contains(&start.event.id));
        let is_foreign = |it: &MergedEvent<'_>| it.copy > 0 && foreign.contains(&it.event.id);
        let rest = merged.into_iter().filter(|it| !is_foreign(it));
        let (earlier, ours) = rest.partition(|it| earlier.contains(&it.event.id));
        Self { earlier, ours }
    }
}

/// The starts of a kind, and the events that follow nothing else.
fn with_followers(
    merged: &[MergedEvent<'_>],
    is_wanted: impl Fn(&MergedEvent<'_>) -> bool,
) -> BTreeSet<EventId> {
    let mut found = BTreeSet::new();
    for it in merged {
        let MergedEvent { event, .. } = it;
        let is_found = if matches!(event.act, Act::Started(_)) {
            is_wanted(it)
        } else {
            !event.after.is_empty() && event.after.iter().all(|id| found.contains(id))
        };
        if is_found {
            found.insert(event.id);
        }
    }
    found
}

/// The ids that damaged bytes may have had: the id that is written there, and the hash of the rest.
fn possible_ids(bytes: &[u8]) -> [Option<EventId>; 2] {
    let line = bytes.trim_ascii();
    let written = line.strip_prefix(OPENING).and_then(|after| after.get(..64));
    [written.and_then(EventId::from_hex), line.get(REST..).map(codec::hash)]
}

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

pub(super) struct MergedEvent<'a> {
    pub(super) event: Event,
    /// The index of the copy that has it first.
    pub(super) copy: usize,
    /// Its line there, without the end.
    pub(super) bytes: &'a [u8],
}

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

/// Every event that any copy of a log holds, once, in an order that depends on the set of events alone: parents before their
/// children. Bytes that are not events are omitted; [`Log`] reports them.
fn merge<'a>(copies: impl IntoIterator<Item = &'a [u8]>) -> Vec<MergedEvent<'a>> {
    let mut found: BTreeMap<EventId, (usize, &'a [u8])> = BTreeMap::new();
    let mut events = Vec::new();
    for (copy, bytes) in copies.into_iter().enumerate() {
        split_with_tail(bytes, |part| {
            if let Part::Event { event, range } = part
                && let Entry::Vacant(new) = found.entry(event.id)
            {
                new.insert((copy, &bytes[range]));
                events.push(event);
            }
        });
    }
    let (events, _) = Graph::sort(events);
    let merged = events.into_iter().map(|event| {
        let (copy, bytes) = found[&event.id];
        MergedEvent { event, copy, bytes }
    });
    merged.collect()
}

#[cfg(test)]
mod tests;
