//! The fold: events in, progress out.
//!
//! Where two people did opposite things without seeing each other, the careful side wins and [`Progress::conflicts`] names both.

use super::decisions::{self, DecisionStatus};
use super::edits::Upgrade;
use super::incidents::{Incident, is_over};
use super::permission::Objection;
use super::permissions::Permissions;
use super::register::{ItemState, Register, Slot, Write, writes};
use crate::log::Log;
use crate::names::{DecisionId, Person, PhaseId, RoleId};
use crate::playbook::Playbook;
use crate::schedule::{Moment, in_zone, parse_zone};
use chrono_tz::Tz;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A state and the event that made it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotState {
    pub state: ItemState,
    /// The event's position in the log.
    pub event: usize,
}

/// How a release ended, if it did. The numbers are positions of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReleaseState {
    #[default]
    Active,
    Finished(usize),
    Cancelled(usize),
}

/// What the events add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    slots: BTreeMap<Slot, SlotState>,
    people: BTreeMap<RoleId, Vec<Person>>,
    decisions: BTreeMap<(DecisionId, u32), DecisionStatus>,
    pub strict: bool,
    /// The release time (T), in its zone; `None` if the release has no dates.
    pub t: Option<Moment>,
    /// The zone of the times that are shown, if there is no T.
    pub zone: Tz,
    pub incidents: Vec<Incident>,
    pub end: ReleaseState,
    /// Opposite answers by people who had not seen each other's, as positions of events; the one that counts comes first.
    pub conflicts: Vec<Vec<usize>>,
    /// The positions of the events that were undone.
    pub undone: BTreeSet<usize>,
    /// The positions of the events that the rules would have refused, and why.
    pub refused: BTreeMap<usize, Objection>,
    /// The events that rolled a deployment back, in order.
    pub rollbacks: Vec<usize>,
    /// By phase, the events that started another round of it, in order.
    pub rounds: BTreeMap<PhaseId, Vec<usize>>,
    /// The upgrades of the playbook, in order.
    pub upgrades: Vec<Upgrade>,
    /// The upgrade whose playbook it is; `None` for that of the start.
    pub playbook_from: Option<usize>,
    /// The positions of the risks that were resolved.
    pub resolved_risks: BTreeSet<usize>,
}

impl Progress {
    /// The state of a slot, and the event that set it; `None` if there is none.
    pub fn slot_state(&self, slot: Slot) -> Option<SlotState> {
        self.slots.get(&slot).copied()
    }

    /// Who holds a role, in the order in which they took it on.
    pub fn holders(&self, role: &RoleId) -> &[Person] {
        self.people.get(role).map_or(&[], Vec::as_slice)
    }

    /// Everybody who holds a role, and which.
    pub fn people(&self) -> &BTreeMap<RoleId, Vec<Person>> {
        &self.people
    }

    /// Says whether a person holds a role.
    pub fn holds(&self, person: &Person, role: &RoleId) -> bool {
        self.holders(role).contains(person)
    }

    /// What was decided in a round; `None` before anybody voted.
    pub fn decision_in(&self, decision: &DecisionId, round: u32) -> Option<&DecisionStatus> {
        self.decisions.get(&(decision.clone(), round))
    }

    /// The attempt to deploy that is under way: 1 until the first rollback.
    pub fn attempt(&self) -> u32 {
        u32::try_from(self.rollbacks.len()).map_or(u32::MAX, |ended| ended.saturating_add(1))
    }

    /// Says whether an event still counts.
    pub fn counts(&self, event: usize) -> bool {
        !self.undone.contains(&event) && !self.refused.contains_key(&event)
    }
}

/// Folds a log into what the events add up to that count.
pub fn replay(permissions: &Permissions<'_>) -> Progress {
    let (playbook, log) = (&*permissions.playbook, permissions.log);
    let undone = permissions.undos.keys().copied();
    let undone = undone.filter(|&event| !permissions.is_in_effect(event, Permissions::NOW));
    let mut progress = Progress {
        undone: undone.chain(log.other_starts()).collect(),
        refused: permissions.refused.clone(),
        rollbacks: permissions.rollbacks(),
        upgrades: permissions.upgrades(),
        ..Progress::default()
    };
    let mut newest: BTreeMap<Register<'_>, Vec<(usize, Write<'_>)>> = BTreeMap::new();
    for (i, event) in log.events().iter().enumerate() {
        if !progress.counts(i) {
            continue;
        }
        for write in writes(&event.act, playbook).into_iter().flatten() {
            if let Write::Item(slot, state) = write
                && state.is_complete()
                && progress.upgrades.iter().any(|it| it.resets(slot.place, i, log))
            {
                continue;
            }
            let values = newest.entry(write.register()).or_default();
            values.retain(|(old, _)| !log.is_before(*old, i));
            values.push((i, write));
        }
    }
    start(&mut progress, log);
    for upgrade in &progress.upgrades {
        let people = log.events()[upgrade.event].act.upgraded().map(|it| &it.people);
        for (role, people) in people.into_iter().flatten() {
            progress.people.entry(role.clone()).or_insert_with(|| people.clone());
        }
    }
    let mut registers: Vec<_> = newest.into_values().collect();
    // People and conflicts come in the order of the log.
    registers.sort_by(|a, b| {
        let events = a.iter().map(|(event, _)| event);
        events.cmp(b.iter().map(|(event, _)| event))
    });
    let mut votes: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for values in registers {
        if let (_, Write::Decision(vote)) = values[0] {
            let events = values.iter().map(|(event, _)| *event);
            votes.entry((&vote.decision, vote.round)).or_default().extend(events);
        } else {
            apply(&mut progress, playbook, log, values);
        }
    }
    for ((decision, round), votes) in votes {
        let Some(definition) = playbook.decision(decision) else { continue };
        let status = decisions::status(definition, log, votes);
        if status.split {
            let rank = |&i: &usize| {
                log.events()[i].act.vote().map(|it| decisions::conflict_rank(definition, it))
            };
            let mut sides = status.votes.clone();
            sides.sort_by_key(|i| Reverse((rank(i), *i)));
            progress.conflicts.push(sides);
        }
        progress.decisions.insert((decision.clone(), round), status);
    }
    progress.conflicts.sort_by_key(|sides| sides.iter().min().copied());
    progress.incidents.sort_by_key(|incident| incident.number);
    let incidents = &progress.incidents;
    (progress.conflicts).retain(|conflict| {
        !is_over(playbook, log, incidents, conflict) && !permissions.is_ticked(conflict)
    });
    progress
}

/// Takes T, the people and the rules from the first event.
fn start(progress: &mut Progress, log: &Log) {
    if let Some(started) = log.started() {
        progress.strict = started.strict;
        progress.people.clone_from(&started.people);
        progress.t = started.t();
        progress.zone = parse_zone(&started.tz).unwrap_or_default();
    }
}

/// Reads the newest values of one register into the progress.
fn apply(
    progress: &mut Progress,
    playbook: &Playbook,
    log: &Log,
    mut values: Vec<(usize, Write<'_>)>,
) {
    let conflict_rank = |write: &Write<'_>| write.conflict_rank(playbook);
    // The most careful value first; among equals the last in the order of the graph.
    values.sort_by_key(|(i, write)| Reverse((conflict_rank(write), *i)));
    let (event, newest) = values[0];
    let events: Vec<usize> = values.iter().map(|(event, _)| *event).collect();
    let differ = |(_, write): &(usize, Write<'_>)| {
        conflict_rank(write) != conflict_rank(&newest) || write.contradicts(&newest)
    };
    if values.iter().any(differ) {
        progress.conflicts.push(events.clone());
    }
    match newest {
        Write::Item(slot, state) => {
            progress.slots.insert(slot, SlotState { state, event });
        }
        Write::Holder { role, person, holds } => {
            let people = progress.people.entry(role.clone()).or_default();
            if !holds {
                people.retain(|held| held != person);
            } else if !people.contains(person) {
                people.push(person.clone());
            }
        }
        // The votes of all owners are added up, and the playbook is known already.
        Write::Decision(_) | Write::Added(_) => {}
        Write::Upgraded(_) => progress.playbook_from = Some(event),
        Write::ReleaseTime { on, tz } => progress.t = Some(in_zone(&on, tz)),
        Write::Round(phase, _) => {
            progress.rounds.entry(phase.clone()).or_default().push(event);
        }
        Write::IncidentDeclared { incident, .. } => {
            let incident = Incident::new(progress, log, incident, None);
            progress.incidents.extend(incident);
        }
        Write::IncidentResolved(incident) => {
            let incident = Incident::new(progress, log, incident, Some(event));
            progress.incidents.extend(incident);
        }
        Write::RiskResolved(risk) => progress.resolved_risks.extend(log.position(risk)),
        Write::Finished => progress.end = ReleaseState::Finished(event),
        Write::Cancelled => progress.end = ReleaseState::Cancelled(event),
        Write::Reopened => progress.end = ReleaseState::Active,
    }
}

#[cfg(test)]
mod tests;
