//! What was done differently from the plan: late, skipped, by someone else, by override.
//!
//! Each event is held against the plan and the people as they were when it was recorded, so that moving T or handing over a role
//! later changes nothing about it.

use super::plan::Plan;
use super::register::{Register, assigns, item_state, release_time, writes};
use crate::log::{Act, Assignment, NoteKind};
use crate::names::{GateId, Person, RoleId};
use crate::playbook::{Owner, Place, Playbook};
use crate::release::gate::{Judgement, closed_before_deployment};
use crate::release::{ItemState, Release};
use crate::schedule::{Moment, Span};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The event's position in the log.
    pub event: usize,
    pub place: Option<Place>,
    pub kind: DeviationDetail,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DeviationDetail {
    /// Settled after this date.
    Late { due: Moment },
    /// A required item was skipped; one of all roles for this role.
    Skipped { role_name: Option<String> },
    /// Ticked by someone who did not hold this role although others did.
    Foreign { role_name: String },
    /// Ticked before the items of these numbers were complete.
    Early { waited_for: Vec<String> },
    /// Set back to to-do, although this person had done or skipped it.
    Unticked { done_by: Person },
    /// Took on a role that owns a decision.
    SelfAssigned { role_name: String },
    /// Decided without authority.
    Overridden,
    /// The deployment was ticked while the gate before it was closed; `missing` requirements were not met.
    ClosedGate { gate: GateId, missing: usize },
    /// The log was damaged, and not all of it came back.
    Repaired,
    /// The item was added to the running release.
    Added,
    /// Somebody noted it.
    Noted,
}

/// Finds all deviations, in the order of the log; undone events are none.
pub fn deviations(release: &Release) -> Vec<Deviation> {
    deviations_since(release, 0)
}

/// Finds the deviations from an event of this position on.
pub fn deviations_since(release: &Release, first: usize) -> Vec<Deviation> {
    let deployment = release.playbook.deployment();
    let mut baseline = Baseline { deployment, ..Baseline::default() };
    let mut found = Vec::new();
    for (i, event) in release.events().iter().enumerate() {
        if !release.progress.counts(i) {
            continue;
        }
        let place = event.act.item().and_then(|id| release.playbook.place(id));
        if i >= first {
            let kinds = baseline.kinds(release, i);
            let deploys = place.is_some() && place == deployment;
            let is_deployment = deploys && matches!(event.act, Act::Ticked(_));
            // The gate before the deployment, by what its writer knew.
            let then = is_deployment.then(|| Release::of(release.log.before(&[i]))).flatten();
            let closed = then.as_ref().and_then(closed_before_deployment);
            let closed = closed.map(|Judgement { gate, missing, .. }| {
                DeviationDetail::ClosedGate { gate, missing: missing.len() }
            });
            let kinds = kinds.into_iter().chain(closed);
            let other = done_by_other(release, &event.by, &event.act, i).cloned();
            let kinds = kinds.chain(other.map(|done_by| DeviationDetail::Unticked { done_by }));
            found.extend(kinds.map(|kind| Deviation { event: i, place, kind }));
        }
        baseline.go_on(release, i);
    }
    found
}

/// The person who did or skipped what an act sets back, if that is somebody else. Only events before a position count.
pub fn done_by_other<'a>(
    release: &'a Release,
    by: &Person,
    act: &Act,
    before: usize,
) -> Option<&'a Person> {
    if !matches!(act, Act::Unticked(_)) {
        return None;
    }
    let own = writes(act, &release.playbook).next()?;
    let mut done = release.counted().rev().filter(|(i, event)| {
        let is_done = matches!(event.act, Act::Ticked(_) | Act::Skipped(_));
        *i < before && is_done && writes(&event.act, &release.playbook).any(|it| it == own)
    });
    let (_, done) = done.next()?;
    (done.by != *by).then_some(&done.by)
}

/// The plan and the people as they were at a point of the log.
#[derive(Default)]
struct Baseline {
    plan: Plan,
    spans: Vec<Option<Span>>,
    people: BTreeMap<RoleId, Vec<Person>>,
    deployment: Option<Place>,
    /// The boxes that were done or skipped.
    complete: BTreeSet<(Place, Option<usize>)>,
}

impl Baseline {
    /// What comes before a place and was not complete.
    fn early(&self, release: &Release, then: &Playbook, place: Place) -> Option<DeviationDetail> {
        let is_complete = |&place: &Place| match release.playbook.is_for_all(place) {
            true => (0..release.playbook.roles.len())
                .all(|role| self.complete.contains(&(place, Some(role)))),
            false => self.complete.contains(&(place, None)),
        };
        let first = then.prerequisites(place).into_iter();
        let first = first.filter_map(|place| release.playbook.place(then.id(place)));
        let first = first.filter(|place| !is_complete(place));
        let waited_for: Vec<String> = first.map(|place| release.playbook.number(place)).collect();
        (!waited_for.is_empty()).then_some(DeviationDetail::Early { waited_for })
    }

    fn kinds(&self, release: &Release, position: usize) -> Vec<DeviationDetail> {
        let event = &release.events()[position];
        let then = release.playbook_at(position);
        let place = event.act.item().and_then(|id| then.place(id));
        let required = place.filter(|place| match *place {
            Place::Item { phase, item } => then.phases[phase].items[item].required(),
            Place::Duty { .. } => false,
        });
        let due = required.and_then(|place| Some(self.spans.get(place.phase()?)?.as_ref()?.due));
        let late =
            due.filter(|due| event.happened() > *due).map(|due| DeviationDetail::Late { due });
        let name = |role: &RoleId| release.playbook.role_name(role).to_owned();
        let foreign = |role: &RoleId| {
            let owner = place.map(|place| then.owner(place));
            let needed = if let Some(Owner::Role(owner)) = owner { owner } else { role.clone() };
            let holders = self.people.get(&needed).map_or(&[][..], Vec::as_slice);
            let held_by_others =
                !then.implicit_role && !holders.is_empty() && !holders.contains(&event.by);
            held_by_others.then(|| DeviationDetail::Foreign { role_name: name(&needed) })
        };
        if let Act::Ticked(tick) = &event.act {
            let early = place.and_then(|place| self.early(release, then, place));
            return late.into_iter().chain(foreign(&tick.role)).chain(early).collect();
        }
        if let Act::Skipped(mark) = &event.act {
            let skipped = required.map(|place| {
                let role_name = then.is_for_all(place).then(|| name(&mark.role));
                DeviationDetail::Skipped { role_name }
            });
            return skipped.into_iter().chain(foreign(&mark.role)).collect();
        }
        if let Act::Assigned(Assignment { role, person, .. }) = &event.act {
            let mut decisions = then.decisions.iter();
            let decides = decisions.any(|decision| decision.owners.contains(role));
            let own = (*person == event.by && decides)
                .then(|| DeviationDetail::SelfAssigned { role_name: name(role) });
            return own.into_iter().collect();
        }
        let overridden = matches!(&event.act, Act::Decided(decided) if decided.overridden);
        let noted = matches!(&event.act, Act::Noted(note) if note.kind == NoteKind::Deviation);
        let repaired = matches!(event.act, Act::Repaired(_));
        let kinds = [
            (overridden, DeviationDetail::Overridden),
            (repaired, DeviationDetail::Repaired),
            (noted, DeviationDetail::Noted),
            (matches!(event.act, Act::Added(_)), DeviationDetail::Added),
        ];
        kinds.into_iter().filter(|(applies, _)| *applies).map(|(_, kind)| kind).collect()
    }

    /// Takes in what an event changes about the plan and the people.
    fn go_on(&mut self, release: &Release, position: usize) {
        let event = &release.events()[position];
        let mut replanned = false;
        let before = self.plan.clone();
        if let Act::Started(started) = &event.act {
            self.people.clone_from(&started.people);
            self.plan.started = Some(event.at);
            self.plan.t = started.t();
        }
        for register in writes(&event.act, &release.playbook) {
            match register {
                Register::ReleaseTime => self.plan.t = release_time(&event.act),
                Register::Holder(role, person) => {
                    let people = self.people.entry(role.clone()).or_default();
                    people.retain(|held| held != person);
                    people.extend(assigns(&event.act, person).then(|| person.clone()));
                }
                Register::Item(slot) => {
                    let (state, key) = (item_state(&event.act), (slot.place, slot.role));
                    self.complete.remove(&key);
                    self.complete.extend(state.is_complete().then_some(key));
                    if self.deployment == Some(slot.place) {
                        self.plan.deployed = (state == ItemState::Done).then_some(event.happened());
                    }
                }
                Register::Round(phase, _) => {
                    self.plan.rounds.insert(phase.clone(), event.at);
                    let phase = release.phase(phase);
                    self.complete.retain(|(place, _)| place.phase() != phase);
                }
                Register::Playbook => replanned = true,
                Register::Decision(..)
                | Register::Incident(_)
                | Register::Risk(_)
                | Register::ReleaseState => {}
            }
        }
        if release.progress.rollbacks.contains(&position) {
            self.plan.deployed = None;
            self.plan.rolled_back = Some(event.at);
        }
        if self.plan != before || replanned {
            self.spans = self.plan.spans(release.playbook_at(position + 1));
        }
    }
}

#[cfg(test)]
mod tests;
