//! What was done otherwise than planned: late, skipped, in another's name, against authority.
//!
//! Each event is held against the plan and the people as they were when it was recorded, so that moving T or handing over a role
//! later changes nothing about it.

use crate::log::{Act, Event};
use crate::names::{GateId, ItemId, Person, RoleId};
use crate::playbook::{Owner, Phase, Place};
use crate::release::Release;
use crate::release::gate::{before_deployment, judge};
use crate::schedule::{Moment, Span, parse_zone, span};
use chrono::{DateTime, FixedOffset, Utc};
use std::collections::BTreeMap;

/// One thing done otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The event's position in the log.
    pub event: usize,
    pub place: Option<Place>,
    pub kind: Kind,
}

/// In which way it was otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Settled after this date.
    Late { due: Moment },
    /// A required item was left out.
    Skipped,
    /// Ticked by someone who did not hold this role although others did.
    Foreign { role: RoleId },
    /// Decided without authority.
    Overridden,
    /// The deployment, while the gate before it was closed for whoever ticked it: so many things were missing.
    PastGate { gate: GateId, missing: usize },
    /// The log was damaged, and not all of it came back.
    Repaired,
    /// Somebody noted it.
    Noted,
}

/// Finds all deviations, in the order of the log; what was taken back is none.
pub fn deviations(release: &Release) -> Vec<Deviation> {
    deviations_since(release, 0)
}

/// Finds the deviations from an event of this position on.
pub fn deviations_since(release: &Release, first: usize) -> Vec<Deviation> {
    let mut past = Past::default();
    let mut found = Vec::new();
    for (i, event) in release.events().iter().enumerate() {
        if !release.progress.counts(i) {
            continue;
        }
        let place = match &event.act {
            Act::Ticked(tick) => release.playbook.place(&tick.item),
            Act::Skipped(mark) => release.playbook.place(&mark.item),
            Act::Noted(note) => note.item.as_ref().and_then(|id| release.playbook.place(id)),
            _ => None,
        };
        if i >= first {
            let kinds = past.kinds(release, event, place);
            let kinds = kinds.into_iter().chain(past_gate(release, i, place));
            found.extend(kinds.map(|kind| Deviation {
                event: i,
                place,
                kind,
            }));
        }
        past.go_on(release, event);
    }
    found
}

/// Judges the gate before the deployment by what its writer had seen, should the event be the deployment.
fn past_gate(release: &Release, event: usize, place: Option<Place>) -> Option<Kind> {
    let ticked = matches!(release.events()[event].act, Act::Ticked(_));
    if !ticked || place.is_none() || place != release.deployment() {
        return None;
    }
    let gate = before_deployment(release)?;
    let then = Release::of(release.log.seen_by(event))?;
    let judgement = judge(&then, gate)?;
    (!judgement.open()).then(|| Kind::PastGate {
        gate: gate.clone(),
        missing: judgement.missing.len(),
    })
}

/// The plan and the people as they were at a point of the log.
#[derive(Default)]
struct Past {
    spans: Vec<Option<Span>>,
    t: Option<Moment>,
    deployed: Option<DateTime<Utc>>,
    people: BTreeMap<RoleId, Vec<Person>>,
}

impl Past {
    /// In which ways an event is otherwise than planned.
    fn kinds(&self, release: &Release, event: &Event, place: Option<Place>) -> Vec<Kind> {
        let required = place.filter(|place| match *place {
            Place::Item { phase, item } => release.playbook.phases[phase].items[item].required(),
            Place::Duty { .. } => false,
        });
        let due = required.and_then(|place| match place {
            Place::Item { phase, .. } => self.spans.get(phase)?.as_ref().map(|span| span.due),
            Place::Duty { .. } => None,
        });
        let late = due
            .filter(|due| event.at > *due)
            .map(|due| Kind::Late { due });
        let foreign = |role: &RoleId| {
            let needed = match place.map(|place| release.playbook.owner(place)) {
                Some(Owner::Role(owner)) => owner,
                Some(Owner::All) | None => role.clone(),
            };
            let holders = self.people.get(&needed).map_or(&[][..], Vec::as_slice);
            let held_by_others = !holders.is_empty() && !holders.contains(&event.by);
            held_by_others.then_some(Kind::Foreign { role: needed })
        };
        match &event.act {
            Act::Ticked(tick) => late.into_iter().chain(foreign(&tick.role)).collect(),
            Act::Skipped(mark) => {
                let skipped = required.map(|_| Kind::Skipped);
                skipped.into_iter().chain(foreign(&mark.role)).collect()
            }
            Act::Decided(decided) if decided.overridden => vec![Kind::Overridden],
            Act::Repaired(_) => vec![Kind::Repaired],
            Act::Noted(note) if note.kind == "deviation" => vec![Kind::Noted],
            _ => Vec::new(),
        }
    }

    /// Takes in what an event changes about the plan and the people.
    fn go_on(&mut self, release: &Release, event: &Event) {
        match &event.act {
            Act::Started(started) => {
                self.people.clone_from(&started.people);
                self.move_t(release, started.on, &started.tz);
            }
            Act::Rescheduled { on, tz, .. } => self.move_t(release, *on, tz),
            Act::Assigned(assigned) => {
                let people = self.people.entry(assigned.role.clone()).or_default();
                people.retain(|held| Some(held) != assigned.instead_of.as_ref());
                people.push(assigned.person.clone());
            }
            Act::Unassigned { role, person } => {
                let people = self.people.entry(role.clone()).or_default();
                people.retain(|held| held != person);
            }
            Act::Ticked(tick) => self.deploy(release, &tick.item, Some(event.at)),
            Act::Unticked(tick) => self.deploy(release, &tick.item, None),
            _ => {}
        }
    }

    /// Takes in that an item was ticked or opened again, should it be the deployment.
    fn deploy(&mut self, release: &Release, item: &ItemId, at: Option<DateTime<Utc>>) {
        let deployment = release.deployment().map(|place| release.playbook.id(place));
        if deployment == Some(item) {
            self.deployed = at;
            self.plan(release);
        }
    }

    fn move_t(&mut self, release: &Release, on: DateTime<FixedOffset>, tz: &str) {
        let zone = parse_zone(tz).unwrap_or(chrono_tz::UTC);
        self.t = Some(on.with_timezone(&zone));
        self.plan(release);
    }

    fn plan(&mut self, release: &Release) {
        let dated = |phase: &Phase| Some(span(phase.when.as_ref()?, self.t?, self.deployed));
        self.spans = release.playbook.phases.iter().map(dated).collect();
    }
}

#[cfg(test)]
mod tests;
