//! The fold: events in, progress out.
//!
//! Where two people did opposite things without seeing each other, the careful side wins and [`Progress::conflicts`] names both.

use super::decisions::{self, DecisionStatus};
use super::permission::Objection;
use super::permissions::{Permissions, Upgrade};
use super::register::{
    Register, Slot, SlotState, assigns, conflict_rank, contradict, item_state, release_time, writes,
};
use crate::log::{Act, Event, Log, NoteKind};
use crate::names::{DecisionId, Person, PhaseId, RoleId};
use crate::playbook::{Place, Playbook};
use crate::schedule::{Moment, parse_zone};
use chrono_tz::Tz;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How a release ended, if it did. The numbers are positions of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReleaseState {
    #[default]
    Active,
    Finished(usize),
    Cancelled(usize),
}

/// An incident: one round of the incident list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    pub number: u32,
    /// The event that declared it, the first in the order of the log.
    pub declared: usize,
    /// Parallel events that declared an incident with the same number.
    pub beside: Vec<usize>,
    pub resolved: Option<usize>,
}

impl Incident {
    pub fn is_ongoing(&self) -> bool {
        self.resolved.is_none()
    }
}

/// What the events add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    slots: BTreeMap<Slot, SlotState>,
    /// Who holds each role, in the order in which they took it on.
    pub people: BTreeMap<RoleId, Vec<Person>>,
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
    /// The positions of the risks that were noted: R1 is the first. One that was undone keeps its number.
    pub risks: Vec<usize>,
    pub resolved_risks: BTreeSet<usize>,
}

impl Progress {
    pub fn slot_state(&self, slot: Slot) -> SlotState {
        self.slots.get(&slot).copied().unwrap_or_default()
    }

    pub fn holders(&self, role: &RoleId) -> &[Person] {
        self.people.get(role).map_or(&[], Vec::as_slice)
    }

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

/// The incident that an event belongs to, by number: a declaration, a note, a resolution, or an item of its list.
pub(super) fn incident_number(playbook: &Playbook, act: &Act) -> Option<u32> {
    let item = || act.item_event().filter(|event| playbook.is_for_incidents(&event.item));
    act.incident().or_else(|| Some(item()?.round))
}

/// The text and the severity that a declaration gave.
pub fn declaration(event: &Event) -> (&str, u8) {
    let Act::IncidentDeclared { text, severity, .. } = &event.act else { return ("", u8::MAX) };
    (text, *severity)
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
    let mut newest: BTreeMap<Register<'_>, Vec<usize>> = BTreeMap::new();
    for (i, event) in log.events().iter().enumerate() {
        let is_risk = matches!(&event.act, Act::Noted(note) if note.kind == NoteKind::Risk);
        progress.risks.extend(is_risk.then_some(i));
        if !progress.counts(i) {
            continue;
        }
        for register in writes(&event.act, playbook) {
            // Whoever did not know of an upgrade has not completed an item that it changed.
            let is_reset = |place: Place| {
                let mut unknown = progress.upgrades.iter().filter(|it| !log.is_before(it.event, i));
                unknown.any(|it| it.changed.contains(&place))
            };
            if let Register::Item(slot) = register
                && item_state(&event.act).is_complete()
                && (is_reset(slot.place)
                    || event.act.item().is_some_and(|it| permissions.is_partial(it, i)))
            {
                continue;
            }
            let events = newest.entry(register).or_default();
            events.retain(|old| !log.is_before(*old, i));
            events.push(i);
        }
    }
    if let Some(started) = log.started() {
        progress.strict = started.strict;
        progress.people.clone_from(&started.people);
        progress.t = started.t();
        progress.zone = parse_zone(&started.tz).unwrap_or_default();
    }
    for upgrade in &progress.upgrades {
        let people = log.events()[upgrade.event].act.upgraded().map(|it| &it.people);
        for (role, people) in people.into_iter().flatten() {
            progress.people.entry(role.clone()).or_insert_with(|| people.clone());
        }
    }
    let mut registers: Vec<_> = newest.into_iter().collect();
    // People and conflicts come in the order of the log.
    registers.sort_by(|(_, a), (_, b)| a.cmp(b));
    let mut votes: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (register, events) in registers {
        if let Register::Decision(decision, round, _) = register {
            votes.entry((decision, round)).or_default().extend(events);
        } else {
            apply(&mut progress, log, register, events);
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
    progress.conflicts.retain(|conflict| {
        let about = incident_number(playbook, &log.events()[conflict[0]].act);
        let incident = incidents.iter().find(|it| Some(it.number) == about);
        // Whoever resolved it knew all sides, so that it needs no action any more.
        let knew_all = |resolved| conflict.iter().all(|&side| log.is_before(side, resolved));
        !incident.and_then(|it| it.resolved).is_some_and(knew_all)
    });
    progress
}

/// Reads the newest events about one register into the progress.
fn apply(progress: &mut Progress, log: &Log, register: Register<'_>, mut events: Vec<usize>) {
    let act = |event: &usize| &log.events()[*event].act;
    let rank = |event: &usize| conflict_rank(register, act(event));
    // The most careful one first; among equals the last in the order of the graph.
    events.sort_by_key(|event| Reverse((rank(event), *event)));
    let event = events[0];
    let newest = act(&event);
    if events.iter().any(|it| rank(it) != rank(&event) || contradict(act(it), newest)) {
        progress.conflicts.push(events);
    }
    match register {
        Register::Item(slot) => {
            let state = SlotState { state: item_state(newest), event: Some(event) };
            progress.slots.insert(slot, state);
        }
        Register::Holder(role, person) => {
            let people = progress.people.entry(role.clone()).or_default();
            if !assigns(newest, person) {
                people.retain(|held| held != person);
            } else if !people.contains(person) {
                people.push(person.clone());
            }
        }
        // The votes of all owners are added up.
        Register::Decision(..) => {}
        Register::Playbook => progress.playbook_from = Some(event),
        Register::ReleaseTime => progress.t = release_time(newest),
        Register::Round(phase, _) => {
            progress.rounds.entry(phase.clone()).or_default().push(event);
        }
        Register::Incident(number) => {
            let resolved = matches!(newest, Act::IncidentResolved { .. }).then_some(event);
            let is_declaration = |act: &Act| matches!(act, Act::IncidentDeclared { incident, .. } if *incident == number);
            let counted = (0..log.events().len()).filter(|&i| progress.counts(i));
            let mut declarations = counted.filter(|i| is_declaration(act(i)));
            // None is left if that was undone.
            if let Some(declared) = declarations.next() {
                let beside = declarations.collect();
                progress.incidents.push(Incident { number, declared, beside, resolved });
            }
        }
        Register::Risk(risk) => progress.resolved_risks.extend(log.position(risk)),
        Register::ReleaseState if matches!(newest, Act::Finished { .. }) => {
            progress.end = ReleaseState::Finished(event);
        }
        Register::ReleaseState if matches!(newest, Act::Cancelled { .. }) => {
            progress.end = ReleaseState::Cancelled(event);
        }
        Register::ReleaseState => progress.end = ReleaseState::Active,
    }
}

#[cfg(test)]
mod tests;
