//! The fold: events in, progress out.
//!
//! Where two people did opposite things without seeing each other, the careful side wins and a [`Conflict`] names both.

use super::decisions::{self, DecisionStatus};
use super::incident::{Incident, different_openings, incident, is_over};
use super::register::{Register, Slot, writes};
use crate::log::{Act, Event, Log};
use crate::names::{DecisionId, Person, RoleId};
use crate::playbook::Playbook;
use chrono::{DateTime, FixedOffset, Utc};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How something to tick stands, by the events alone. The order is from the least to the most careful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemState {
    Done,
    Skipped,
    #[serde(rename = "open")]
    Todo,
    Blocked,
}

impl ItemState {
    /// Says whether nothing more is asked for.
    pub fn settled(self) -> bool {
        match self {
            Self::Done | Self::Skipped => true,
            Self::Todo | Self::Blocked => false,
        }
    }
}

/// A state and the event that made it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotState {
    pub state: ItemState,
    /// The event's position in the log.
    pub event: usize,
}

/// The moment T as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub on: DateTime<FixedOffset>,
    pub tz: String,
}

/// How a release ended, if it did. The numbers are positions of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReleaseState {
    #[default]
    Active,
    Finished(usize),
    Cancelled(usize),
}

/// Opposite answers by people who had not seen each other's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The events' positions; the one that counts comes first.
    pub events: Vec<usize>,
}

/// What the events add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    stands: BTreeMap<Slot, SlotState>,
    people: BTreeMap<RoleId, Vec<Person>>,
    decisions: BTreeMap<DecisionId, DecisionStatus>,
    pub strict: bool,
    pub moved: Option<Moved>,
    pub incidents: Vec<Incident>,
    pub end: ReleaseState,
    pub conflicts: Vec<Conflict>,
    /// The positions of the events that were taken back.
    pub undone: BTreeSet<usize>,
    /// The positions of the risks that were closed.
    pub closed_risks: BTreeSet<usize>,
}

impl Progress {
    /// How a slot stands, and the event that says so; `None` while nobody has touched it.
    pub fn slot_state(&self, slot: Slot) -> Option<SlotState> {
        self.stands.get(&slot).copied()
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

    /// What was decided; `None` before anybody spoke.
    pub fn decision_status(&self, decision: &DecisionId) -> Option<&DecisionStatus> {
        self.decisions.get(decision)
    }

    /// Says whether an event still counts.
    pub fn counts(&self, event: usize) -> bool {
        !self.undone.contains(&event)
    }
}

/// Folds a log into what it adds up to.
pub fn replay(playbook: &Playbook, log: &Log) -> Progress {
    let events = log.events();
    let undone = taken_back(log);
    let mut newest: BTreeMap<Register<'_>, Vec<usize>> = BTreeMap::new();
    for (i, event) in events.iter().enumerate() {
        if undone.contains(&i) {
            continue;
        }
        for question in writes(&event.act, playbook).into_iter().flatten() {
            let answers = newest.entry(question).or_default();
            answers.retain(|&old| !(log.is_before(old, i) && replaces(events, old, i)));
            answers.push(i);
        }
    }
    let mut progress = Progress {
        undone,
        ..Progress::default()
    };
    begin(&mut progress, log);
    let mut questions: Vec<_> = newest.into_iter().collect();
    // People and conflicts come in the order of the log.
    questions.sort_by(|a, b| a.1.cmp(&b.1));
    for (question, answers) in questions {
        answer(&mut progress, playbook, log, question, answers);
    }
    progress.incidents.sort_by_key(|incident| incident.number);
    let incidents = &progress.incidents;
    (progress.conflicts).retain(|conflict| !is_over(log, incidents, conflict));
    progress
}

/// Takes T, the people and the rules from the first event.
fn begin(progress: &mut Progress, log: &Log) {
    if let Some(started) = log.started() {
        progress.strict = started.strict;
        progress.people.clone_from(&started.people);
        progress.moved = Some(Moved {
            on: started.on,
            tz: started.tz.clone(),
        });
    }
}

/// The positions of the events that `undone` events name, and of beginnings that do not count. The beginning, an undoing and
/// a repair cannot be taken back.
fn taken_back(log: &Log) -> BTreeSet<usize> {
    let targets = log.events().iter().filter_map(|event| match event.act {
        Act::Undone { event } => log.position(event),
        _ => None,
    });
    targets
        .filter(|&i| !is_fixed(&log.events()[i].act))
        .chain(log.other_starts())
        .collect()
}

/// Says whether an event of this kind stays whatever `undone` events name.
fn is_fixed(act: &Act) -> bool {
    matches!(act, Act::Started(_) | Act::Undone { .. } | Act::Repaired(_))
}

/// Says whether a later answer to the same question makes an older one history. Voices of different owners stand side by side.
fn replaces(events: &[Event], old: usize, new: usize) -> bool {
    match (&events[old].act, &events[new].act) {
        (Act::Decided(old), Act::Decided(new)) => decisions::replaces(old, new),
        _ => true,
    }
}

/// Reads the newest answers to one question into the progress.
fn answer(
    progress: &mut Progress,
    playbook: &Playbook,
    log: &Log,
    question: Register<'_>,
    mut answers: Vec<usize>,
) {
    let events = log.events();
    let conflict_rank = |i: usize| conflict_rank(playbook, question, &events[i].act);
    // The most careful answer first; among equals the last in the order of the graph.
    answers.sort_by_key(|&i| Reverse((conflict_rank(i), i)));
    let first = answers[0];
    let differ = |&i: &usize| {
        conflict_rank(i) != conflict_rank(first)
            || different_openings(&events[i].act, &events[first].act)
    };
    if !matches!(question, Register::Decided(_)) && answers.iter().any(differ) {
        progress.conflicts.push(Conflict {
            events: answers.clone(),
        });
    }
    match question {
        Register::Stands(slot) => {
            let state = match events[first].act {
                Act::Ticked(_) => ItemState::Done,
                Act::Skipped(_) => ItemState::Skipped,
                Act::Blocked(_) => ItemState::Blocked,
                _ => ItemState::Todo,
            };
            let stand = SlotState {
                state,
                event: first,
            };
            progress.stands.insert(slot, stand);
        }
        Register::Holds(role, person) => {
            let takes_on = match &events[first].act {
                Act::Assigned(assigned) => assigned.person == *person,
                _ => false,
            };
            let people = progress.people.entry(role.clone()).or_default();
            if !takes_on {
                people.retain(|held| held != person);
            } else if !people.contains(person) {
                people.push(person.clone());
            }
        }
        Register::Decided(decision) => {
            if let Some(definition) = playbook.decision(decision) {
                let verdict = decisions::verdict(definition, log, &answers);
                if verdict.split {
                    progress.conflicts.push(Conflict { events: answers });
                }
                progress.decisions.insert(decision.clone(), verdict);
            }
        }
        Register::When => {
            if let Act::Rescheduled { on, tz, .. } = &events[first].act {
                let (on, tz) = (*on, tz.clone());
                progress.moved = Some(Moved { on, tz });
            }
        }
        Register::Incident(number) => {
            let incident = incident(progress, log, number, first);
            progress.incidents.extend(incident);
        }
        Register::Risk(event) => progress.closed_risks.extend(log.position(event)),
        Register::ReleaseState => {
            progress.end = match events[first].act {
                Act::Closed { .. } => ReleaseState::Finished(first),
                Act::Cancelled { .. } => ReleaseState::Cancelled(first),
                _ => ReleaseState::Active,
            };
        }
    }
}

/// How careful an answer to a question is: where answers that did not know of each other differ, the highest counts.
fn conflict_rank(
    playbook: &Playbook,
    question: Register<'_>,
    act: &Act,
) -> (usize, Option<Reverse<DateTime<Utc>>>) {
    let rank = match act {
        Act::Assigned(assigned) => match question {
            // A role that is handed over is taken from somebody, too.
            Register::Holds(_, person) if assigned.person != *person => 1,
            _ => 0,
        },
        Act::Skipped(_) | Act::Unassigned { .. } | Act::Cancelled { .. } => 1,
        Act::Unticked(_) | Act::Unblocked(_) | Act::Reopened { .. } => 2,
        Act::Blocked(_) | Act::IncidentOpened { .. } => 3,
        Act::Decided(voice) => (playbook.decision(&voice.decision))
            .map_or(0, |definition| decisions::conflict_rank(definition, voice)),
        // The earlier T leaves less time.
        Act::Rescheduled { on, .. } => return (0, Some(Reverse(on.to_utc()))),
        Act::Ticked(_)
        | Act::IncidentClosed { .. }
        | Act::Closed { .. }
        | Act::Started(_)
        | Act::Noted(_)
        | Act::RiskClosed { .. }
        | Act::Undone { .. }
        | Act::Escalated { .. }
        | Act::IncidentNoted { .. }
        | Act::Announced { .. }
        | Act::Repaired(_)
        | Act::Unknown { .. } => 0,
    };
    (rank, None)
}

#[cfg(test)]
mod tests;
