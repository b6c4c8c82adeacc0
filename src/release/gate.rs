//! Is it safe to proceed?
//!
//! A gate lists its requirements that are met and those that are not. It fails closed: a gate without requirements is closed,
//! and what cannot be judged is an error, never a verdict.

use super::register::{Register, Slot, writes};
use crate::log::{Act, Started};
use crate::names::{DecisionId, GateId};
use crate::playbook::{Gate, Place, Stage};
use crate::release::{ItemState, Release, ReleaseState};
use serde::Serialize;
use std::collections::BTreeSet;
use strum::{Display, EnumIs};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub gate: GateId,
    /// How many items and decisions the gate requires.
    pub counted: usize,
    /// The last stage from which it requires an item.
    pub reach: Option<Stage>,
    /// What is not met, in the order of their numbers: items, then decisions, then what affects everything.
    pub missing: Vec<Requirement>,
    /// The items and decisions that are as required.
    pub met: Vec<Requirement>,
}

impl Judgement {
    /// Says whether the gate is open. A gate without requirements is closed.
    pub fn open(&self) -> bool {
        self.counted > 0 && self.missing.is_empty()
    }

    /// Moves each decision that was made by override from `met` to `missing`, as if it were pending.
    pub fn without_overrides(&mut self, release: &Release) {
        let is_overridden = |requirement: &mut Requirement| matches!(requirement, Requirement::Decision { decision, .. } if !overrides(release, decision).is_empty());
        for mut requirement in self.met.extract_if(.., is_overridden) {
            if let Requirement::Decision { outcome, .. } = &mut requirement {
                *outcome = None;
            }
            self.missing.push(requirement);
        }
    }

    pub fn verdict(&self) -> GateVerdict {
        if self.open() { GateVerdict::Open } else { GateVerdict::Closed }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumIs, Serialize)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum GateVerdict {
    Open,
    Closed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// Done, skipped, or not yet.
    Item { place: Place, state: ItemState },
    /// Decided as required, otherwise, or not at all.
    Decision { decision: DecisionId, wanted: String, outcome: Option<String> },
    /// Decided, but this later event means that it needs to be confirmed again.
    Unconfirmed { decision: DecisionId, since: usize },
    /// No incident may be ongoing; this one is, by number.
    Incident(u32),
    /// The release was cancelled by this event.
    Cancelled(usize),
    /// The positions of conflicting events, recorded in parallel.
    Conflict(Vec<usize>),
}

/// The votes by override that decide a decision now, as positions in the log.
pub fn overrides(release: &Release, decision: &DecisionId) -> Vec<usize> {
    let status = release.decision_status(decision);
    let votes = status.map_or(&[][..], |status| &status.votes).iter().copied();
    let is_override = |&at: &usize| release.events()[at].act.vote().is_some_and(|it| it.overridden);
    votes.filter(is_override).collect()
}

/// Everything a gate requires, with the gates it includes.
#[derive(Debug, Default)]
struct Demand {
    /// In the order of their numbers.
    items: Vec<Place>,
    /// The required decisions and their outcomes. Gates that require different outcomes cannot be open together.
    decisions: BTreeSet<(DecisionId, String)>,
    no_incident: bool,
}

/// Collects what a gate requires. Without an incident, it requires nothing of the incident lists.
fn demand(release: &Release, gate: &Gate) -> Demand {
    let gates = release.playbook.with_included(gate);
    let mut demand = Demand::default();
    let items = release.playbook.items().filter(|&(place, ..)| release.is_available(place));
    for (place, phase, item) in items {
        let covered = || gates.iter().any(|gate| gate.covers(phase));
        // Somebody who blocks an optional item says that it is needed.
        let blocked = || state(release, place) == ItemState::Blocked;
        if gates.iter().any(|gate| gate.requires(phase, item)) || (blocked() && covered()) {
            demand.items.push(place);
        }
    }
    for gate in gates {
        let decisions = gate.decisions.iter();
        demand.decisions.extend(decisions.map(|(id, wanted)| (id.clone(), wanted.clone())));
        demand.no_incident |= gate.no_incident;
    }
    demand
}

/// The items that a gate requires, done or not, in the order of their numbers.
pub fn required_items(release: &Release, gate: &Gate) -> Vec<Place> {
    demand(release, gate).items
}

/// Judges a gate of the release's frozen playbook; `None` if it has none of that name. After the end of a release its gates
/// keep the verdict that they had then, by what all who finished it in parallel knew together.
pub fn judge(release: &Release, gate: &GateId) -> Option<Judgement> {
    let ReleaseState::Finished(end) = release.progress.end else { return judge_now(release, gate) };
    let finished = |act: &Act| matches!(act, Act::Finished { .. });
    let ends = release.counted().filter(|(_, event)| finished(&event.act)).map(|(it, _)| it);
    let ends: Vec<usize> = ends.filter(|&it| !release.log.is_before(it, end)).collect();
    if release.log.is_all_before(&ends) {
        return judge_now(release, gate);
    }
    let then = Release::of(release.log.before(&ends))?;
    let mut judgement = judge_now(&then, gate)?;
    let now = |event: &mut usize| {
        *event = release.log.position(then.events()[*event].id).unwrap_or_default();
    };
    for requirement in judgement.met.iter_mut().chain(&mut judgement.missing) {
        match requirement {
            Requirement::Unconfirmed { since: event, .. } | Requirement::Cancelled(event) => {
                now(event);
            }
            Requirement::Conflict(events) => events.iter_mut().for_each(now),
            Requirement::Item { .. } | Requirement::Decision { .. } | Requirement::Incident(_) => {}
        }
    }
    Some(judgement)
}

fn judge_now(release: &Release, gate: &GateId) -> Option<Judgement> {
    let demand = demand(release, release.playbook.gate(gate)?);
    let counted = demand.items.len() + demand.decisions.len();
    let (mut missing, mut met) = (Vec::new(), Vec::new());
    if let ReleaseState::Cancelled(event) = release.progress.end {
        missing.push(Requirement::Cancelled(event));
    }
    for &place in &demand.items {
        let state = state(release, place);
        let list = if state.is_complete() { &mut met } else { &mut missing };
        list.push(Requirement::Item { place, state });
    }
    for (decision, wanted) in &demand.decisions {
        let status = release.decision_status(decision);
        let outcome = status.and_then(|status| status.outcome.clone());
        let is_met = outcome.as_deref() == Some(wanted);
        let votes = status.map_or(&[][..], |status| &status.votes);
        let is_known = |event: usize| votes.iter().all(|&vote| release.log.is_before(event, vote));
        let mut since = reopenings(release, &demand).filter(|_| is_met);
        let (decision, wanted) = (decision.clone(), wanted.clone());
        if let Some(since) = since.find(|&event| !is_known(event)) {
            missing.push(Requirement::Unconfirmed { decision, since });
        } else {
            let list = if is_met { &mut met } else { &mut missing };
            list.push(Requirement::Decision { decision, wanted, outcome });
        }
    }
    if demand.no_incident {
        missing.extend(release.ongoing_incidents().map(|it| Requirement::Incident(it.number)));
    }
    let conflicts = (release.progress.conflicts.iter())
        .filter(|conflict| matters(release, &demand, &release.events()[conflict[0]].act));
    missing.extend(conflicts.map(|conflict| Requirement::Conflict(conflict.clone())));
    let stages = demand.items.iter().map(|&place| release.playbook.stage(place));
    Some(Judgement { gate: gate.clone(), counted, reach: stages.max(), missing, met })
}

/// The gates that decide whether a release can proceed, in the order in which they have to open.
#[derive(Debug)]
pub struct GatesAhead {
    pub judgements: Vec<Judgement>,
    /// Positions: until the deployment all gates up to the one before it, then those after it, followed by the others.
    pub ahead: Vec<usize>,
    /// The deployment, if the gate before it is closed.
    waiting: Option<Place>,
}

impl GatesAhead {
    pub fn of(release: &Release) -> Self {
        let gates = release.playbook.gates.iter();
        let judgements: Vec<Judgement> =
            gates.filter_map(|gate| judge(release, &gate.id)).collect();
        let all = 0..judgements.len();
        let reaches_on = |it: &Judgement| it.reach >= Some(Stage::PostRelease);
        let before = before_deployment(release);
        let before = judgements.iter().position(|it| Some(&it.gate) == before);
        let is_closed = before.is_some_and(|gate| !judgements[gate].open());
        let ahead = if release.deployed().is_some() {
            let first = judgements.iter().position(reaches_on).unwrap_or_default();
            (first..all.end).chain(0..first).collect()
        } else {
            (0..before.map_or(all.end, |last| last + 1)).collect()
        };
        Self { judgements, ahead, waiting: release.playbook.deployment().filter(|_| is_closed) }
    }

    /// The gate that has to open next; if all are open, the last one.
    pub fn next(&self) -> Option<&Judgement> {
        let closed = self.ahead.iter().find(|&&i| !self.judgements[i].open());
        Some(&self.judgements[*closed.or(self.ahead.iter().max())?])
    }

    /// Says whether a place is the deployment and should wait: the gate before it is closed.
    pub fn forbids(&self, place: Place) -> bool {
        self.waiting == Some(place)
    }

    /// Says whether a place is to do and nothing is in the way.
    pub fn lets_begin(&self, release: &Release, place: Place) -> bool {
        release.status(place).state == ItemState::Todo
            && release.is_available(place)
            && !self.forbids(place)
            && release.waits_for(place).is_empty()
    }
}

/// The gate before the deployment: `deploy`, else `pre-release`; none if it requires the deployment itself.
pub fn before_deployment(release: &Release) -> Option<&GateId> {
    let playbook = &release.playbook;
    let deployment = playbook.deployment()?;
    let named = ["deploy", "pre-release"].map(GateId::from);
    let gate = named.iter().find_map(|id| playbook.gate(id))?;
    (!demand(release, gate).items.contains(&deployment)).then_some(&gate.id)
}

pub fn closed_before_deployment(release: &Release) -> Option<Judgement> {
    judge(release, before_deployment(release)?).filter(|judgement| !judgement.open())
}

/// The state of an item for a gate; on an incident list, the least complete one of all ongoing incidents.
fn state(release: &Release, place: Place) -> ItemState {
    if !release.waits_for_incident(place) {
        return release.status(place).state;
    }
    let open = release.ongoing_incidents();
    let states = open.map(|incident| release.status_in(place, incident.number).state);
    states.max().unwrap_or(ItemState::Todo)
}

/// Says whether a conflict about this keeps the gate closed: about T, about the end, or about a decision or an item that is
/// as required. Anything else is not met anyway.
fn matters(release: &Release, demand: &Demand, act: &Act) -> bool {
    let settled = |slot: Slot| {
        // Earlier attempts and resolved incidents require nothing.
        let current = match release.waits_for_incident(slot.place) {
            true => release.ongoing_incidents().any(|it| it.number == slot.round),
            false => release.round_of(slot.place) == slot.round,
        };
        let state = || release.status_in(slot.place, slot.round).state;
        demand.items.contains(&slot.place) && current && state().is_complete()
    };
    let decided = |decision: &DecisionId| {
        let status = release.decision_status(decision);
        let outcome = status.and_then(|status| status.outcome.as_ref());
        let mut decisions = demand.decisions.iter();
        decisions.any(|(id, wanted)| id == decision && outcome == Some(wanted))
    };
    writes(act, &release.playbook).any(|register| match register {
        Register::ReleaseTime | Register::ReleaseState | Register::Playbook => true,
        Register::Item(slot) => settled(slot),
        Register::Decision(decision, round, _) => {
            round == release.decision_round(decision) && decided(decision)
        }
        Register::Holder(..) | Register::Round(..) | Register::Incident(_) | Register::Risk(_) => {
            false
        }
    })
}

/// The events after which decisions of a gate need to be confirmed: an item that it requires was set back, blocked, added,
/// changed or is to do in a new round, or T moved to another day.
fn reopenings<'a>(release: &'a Release, demand: &'a Demand) -> impl Iterator<Item = usize> + 'a {
    let required = |act: &Act| {
        let place = act.item().and_then(|item| release.playbook.place(item));
        place.is_some_and(|place| demand.items.contains(&place))
    };
    let moves = moves_of_day(release);
    let reopens = move |i: usize, act: &Act| {
        if let Act::Undone { event } = act {
            let target = release.log.position(*event);
            return target.is_some_and(|target| {
                let act = &release.events()[target].act;
                let done = matches!(act, Act::Ticked(_) | Act::Skipped(_));
                (done && required(act)) || moves.contains(&target)
            });
        }
        if let Act::RoundStarted { phase, .. } = act {
            let phase = release.phase(phase);
            return demand.items.iter().any(|place| place.phase() == phase);
        }
        let mut upgrades = release.progress.upgrades.iter().filter(|it| it.event == i);
        if upgrades.any(|it| demand.items.iter().any(|place| it.changed.contains(place))) {
            return true;
        }
        let set_back = matches!(act, Act::Unticked(_) | Act::Blocked(_) | Act::Added(_));
        (set_back && required(act)) || moves.contains(&i)
    };
    let events = release.events().iter().enumerate();
    events
        .filter(move |(i, event)| release.progress.counts(*i) && reopens(*i, &event.act))
        .map(|(i, _)| i)
}

/// The events that moved T to another day in the zone of the release.
fn moves_of_day(release: &Release) -> Vec<usize> {
    let planned = release.log.started().and_then(Started::t);
    let mut day = planned.map(|t| release.local(t.to_utc()).date_naive());
    let moved = release.events().iter().enumerate().filter_map(|(i, event)| {
        let Act::Rescheduled { on, .. } = &event.act else { return None };
        let to = Some(release.local(on.to_utc()).date_naive());
        let moved = day != to;
        if release.progress.counts(i) {
            day = to;
        }
        moved.then_some(i)
    });
    moved.collect()
}

#[cfg(test)]
mod tests;
