//! The plan of a repair, made from the bytes of the log and of other copies alone.
//!
//! The repaired log is the union of all copies. Bytes that are not an event of this release are quarantined, and what no copy
//! has is recorded as lost by a `repaired` event. [`super::apply`] carries the plan out.

use super::codec::{self, LineFault, OPENING, REST};
use super::event::{Act, EventId, Repaired};
use super::merge::{LogCopy, MergedEvent, merge};
use super::name::ReleaseName;
use super::read::Log;
use super::trouble::{Damage, LineRange, TornLine, Trouble};
use std::collections::BTreeSet;
use thiserror::Error;

/// What a repair would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RepairPlan {
    /// How many events of the file stay.
    pub kept: usize,
    /// The copies that have events which the file does not have.
    pub recovered: Vec<Recovered>,
    /// The bytes that leave the log, in the order of the file.
    pub quarantined: Vec<Quarantined>,
    /// A torn last line. It was never acknowledged, and is kept where writers keep such lines.
    pub torn: Option<TornLine>,
    /// How many lines of git's conflict markers are dropped.
    pub markers: usize,
    /// The losses that the log does not record yet.
    pub losses: Repaired,
    /// The start event is missing, so the release has to be started again.
    pub unstarted: bool,
    /// How many events earlier repairs recorded as lost and are still missing.
    pub known: usize,
    /// The repaired file, without the events that record the losses.
    pub(super) bytes: Vec<u8>,
}

/// Events that come from a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    pub from: String,
    pub events: usize,
}

/// Bytes that leave the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    pub lines: LineRange,
    pub bytes: Vec<u8>,
    pub why: LineFault,
}

/// Why a log cannot be repaired.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RepairError {
    /// Only the version that knows this kind of event knows what the log needs.
    #[error("a newer octorel recorded an event of the unknown kind `{kind}`")]
    Newer { kind: String },
    /// The file holds this other release and nothing of the one that it is named after.
    #[error("the file contains release {held} only")]
    OtherRelease { held: String },
}

impl RepairPlan {
    /// Plans the repair of the log of a release.
    ///
    /// # Errors
    /// If an event is of a kind that only a newer octorel knows, or if the whole file belongs to another release.
    pub fn new(
        bytes: &[u8],
        release: &ReleaseName,
        copies: &[LogCopy],
    ) -> Result<Self, RepairError> {
        let file = Log::read(bytes);
        let Union { foreign, ours, .. } = Union::new(bytes, release, copies);
        check(&file, &ours)?;

        let mut plan =
            Self { torn: file.torn().cloned(), markers: file.markers(), ..Self::default() };
        let mut recovered = vec![0; copies.len()];
        for MergedEvent { found, .. } in &ours {
            match found.copy.checked_sub(1) {
                None => plan.kept += 1,
                Some(copy) => recovered[copy] += 1,
            }
            plan.bytes.extend_from_slice(found.bytes);
            plan.bytes.push(b'\n');
        }
        let named = copies.iter().zip(recovered).filter(|(_, events)| *events > 0);
        plan.recovered =
            named.map(|(copy, events)| Recovered { from: copy.name.clone(), events }).collect();
        let repaired = Log::read(&plan.bytes).named(release.as_str());
        plan.unstarted = repaired.started().is_none();
        plan.record_losses(&repaired, file.damage());
        plan.quarantined.extend(file.damage().iter().map(|damage| Quarantined {
            lines: damage.lines,
            bytes: damage.bytes.clone(),
            why: damage.why,
        }));
        let foreign = foreign.iter().filter(|event| event.found.copy == 0);
        plan.quarantined.extend(foreign.map(|event| Quarantined {
            lines: LineRange::one(event.found.line),
            bytes: event.found.bytes.to_vec(),
            why: LineFault::OtherRelease,
        }));
        plan.quarantined.sort_by_key(|part| part.lines.first);
        Ok(plan)
    }

    /// Returns whether there is something to do.
    pub fn is_needed(&self) -> bool {
        !self.recovered.is_empty()
            || !self.quarantined.is_empty()
            || self.markers > 0
            || self.torn.is_some()
            || self.has_new_losses()
    }

    /// How many events the repaired log holds, without those that record the losses.
    pub fn events(&self) -> usize {
        let recovered = self.recovered.iter().map(|copy| copy.events);
        self.kept + recovered.sum::<usize>()
    }

    fn has_new_losses(&self) -> bool {
        self.losses != Repaired::default()
    }

    /// The events that record the losses: one, or several if one line cannot name all ids.
    pub(super) fn acts(&self, reason: Option<&str>) -> Vec<Act> {
        const IDS: usize = 400;
        if !self.has_new_losses() {
            return Vec::new();
        }
        let Repaired { lost, loose, bytes, .. } = &self.losses;
        let lines = lost.len().max(loose.len()).div_ceil(IDS).max(1);
        let share = |ids: &[EventId], number: usize| ids.chunks(IDS).nth(number).map(<[_]>::to_vec);
        let repaired = |number| Repaired {
            lost: share(lost, number).unwrap_or_default(),
            loose: share(loose, number).unwrap_or_default(),
            bytes: if number == 0 { *bytes } else { 0 },
            reason: reason.map(str::to_owned),
        };
        (0..lines).map(repaired).map(Act::Repaired).collect()
    }

    /// Records what the repaired log still lacks, and the damaged bytes whose event is nowhere.
    fn record_losses(&mut self, repaired: &Log, damage: &[Damage]) {
        let losses = &mut self.losses;
        for trouble in repaired.refusals() {
            match trouble {
                Trouble::MissingParent { parent, .. } if losses.lost.contains(&parent) => {}
                Trouble::MissingParent { parent, .. } => losses.lost.push(parent),
                Trouble::Rootless { event } | Trouble::StartedTwice { other: event, .. } => {
                    losses.loose.push(event);
                }
                Trouble::NotStarted
                | Trouble::OtherRelease { .. }
                | Trouble::TooWide
                | Trouble::ConflictMarkers { .. }
                | Trouble::Torn(_)
                | Trouble::Damaged(_)
                | Trouble::Unknown { .. }
                | Trouble::NotCounted { .. }
                | Trouble::Known(_) => {}
            }
        }
        let lost_before = repaired.repairs().flat_map(|earlier| &earlier.lost);
        let lost_before: BTreeSet<EventId> = lost_before.copied().collect();
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

/// Refuses a log that cannot be repaired.
fn check(file: &Log, ours: &[MergedEvent<'_>]) -> Result<(), RepairError> {
    for MergedEvent { event, .. } in ours {
        if let Act::Unknown { name } = &event.act {
            return Err(RepairError::Newer { kind: name.clone() });
        }
    }
    match file.started() {
        Some(started) if ours.is_empty() => {
            Err(RepairError::OtherRelease { held: started.release.clone() })
        }
        Some(_) | None => Ok(()),
    }
}

/// The events of a file and its copies.
pub(super) struct Union<'a> {
    /// Those of other releases.
    foreign: Vec<MergedEvent<'a>>,
    /// Those of a start that only copies have, although the file has one: its log was removed, and the release started again.
    pub(super) earlier: Vec<MergedEvent<'a>>,
    pub(super) ours: Vec<MergedEvent<'a>>,
}

impl<'a> Union<'a> {
    pub(super) fn new(bytes: &'a [u8], release: &ReleaseName, copies: &'a [LogCopy]) -> Self {
        let other = copies.iter().map(|copy| &copy.bytes[..]);
        let merged = merge(std::iter::once(bytes).chain(other));
        // What the file has, and what its events follow.
        let mut known = BTreeSet::new();
        for MergedEvent { event, found } in merged.iter().rev() {
            if found.copy == 0 || known.contains(&event.id) {
                known.insert(event.id);
                known.extend(&event.after);
            }
        }
        let is_ours = |it: &MergedEvent<'_>| matches!(&it.event.act, Act::Started(started) if started.release == release.as_str());
        let has_start = merged.iter().any(|it| it.found.copy == 0 && is_ours(it));
        let foreign = with_followers(&merged, |start| !is_ours(start));
        let earlier =
            with_followers(&merged, |start| has_start && !known.contains(&start.event.id));
        let (foreign, rest): (Vec<_>, Vec<_>) =
            merged.into_iter().partition(|it| foreign.contains(&it.event.id));
        let (earlier, ours) = rest.into_iter().partition(|it| earlier.contains(&it.event.id));
        Self { foreign, earlier, ours }
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
    let written = written.and_then(EventId::from_hex);
    [written, line.get(REST..).map(codec::hash)]
}

#[cfg(test)]
mod tests;
