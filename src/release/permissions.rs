//! What the writer of each event knew, and so what they were allowed to record.
//!
//! Each event is judged by the events before it in the graph. `at` is the event whose writer is asked, or [`Permissions::NOW`].

use super::attempts::is_per_attempt;
use super::permission::Objection;
use super::register::{Register, writes};
use crate::log::{Act, Event, Log, Started};
use crate::names::{DecisionId, ItemId, PhaseId, RoleId};
use crate::playbook::{Place, Playbook};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where what is written about the deployment is kept, the only item of which that is needed. An upgrade may move it.
pub(super) const DEPLOYMENT: Place = Place::Item { phase: 0, item: 0 };

/// The events that wrote a register.
#[derive(Debug, Default)]
pub(super) struct Writers {
    /// Each with whether its writer had seen all earlier ones.
    pub(super) all: Vec<(usize, bool)>,
    /// Those that came before no other.
    heads: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The event's position in the log.
    pub event: usize,
    /// The playbook that its writer knew.
    pub before: Arc<Playbook>,
    /// The items that it added, or to which it gave another text or owner.
    pub changed: BTreeSet<Place>,
}

/// What is known of changes to the playbook.
#[derive(Debug, Default)]
pub(super) struct Edits<'a> {
    pub(super) any: bool,
    /// The events that count.
    pub(super) events: Vec<usize>,
    /// The events that the current playbook has.
    pub(super) shown: Vec<usize>,
    /// The events about each item.
    pub(super) mentions: BTreeMap<&'a ItemId, Vec<usize>>,
    /// The upgrades, the playbooks before them, and the items that they changed.
    pub(super) upgrades: Vec<(usize, Arc<Playbook>, Vec<ItemId>)>,
}

/// What permissions depend on, as each writer knew it.
#[derive(Debug)]
pub struct Permissions<'a> {
    pub(super) start: Arc<Playbook>,
    /// The playbook as the writer knew it who is judged.
    pub(super) playbook: Arc<Playbook>,
    pub(super) edits: Edits<'a>,
    pub(super) log: &'a Log,
    pub(super) started: Option<&'a Started>,
    pub(super) strict: bool,
    pub(super) deployment: Option<Place>,
    /// What was written about people, incidents and rollbacks.
    pub(super) written: BTreeMap<Register<'a>, Writers>,
    pub(super) escalations: BTreeMap<(&'a DecisionId, &'a RoleId), Vec<usize>>,
    pub(super) undos: BTreeMap<usize, Vec<usize>>,
    /// By attempt, the events that ended it as far as their writers knew.
    pub(super) ends: BTreeMap<u32, Vec<usize>>,
    /// The events of attempts after the first, each with its attempt.
    pub(super) later_attempts: Vec<(u32, usize)>,
    /// By phase, the events of rounds after the first, each with its round.
    pub(super) in_rounds: BTreeMap<PhaseId, Vec<(u32, usize)>>,
    /// The events that follow none, or one that is not there.
    cuts: Vec<usize>,
    pub(super) refused: BTreeMap<usize, Objection>,
}

impl<'a> Permissions<'a> {
    /// The place of somebody who has seen the whole log.
    pub(super) const NOW: usize = usize::MAX;

    /// Judges each event of a log; `playbook` is used if it has no start.
    pub fn of(playbook: &Arc<Playbook>, log: &'a Log) -> Self {
        let missing = log.graph.missing.iter().map(|cut| cut.event);
        let mut cuts: Vec<usize> = log.rootless().map(|(i, _)| i).chain(missing).collect();
        cuts.sort_unstable();
        let started = log.started();
        let is_edit = |event: &Event| matches!(event.act, Act::Added(_) | Act::Upgraded(_));
        let start = Arc::clone(started.map_or(playbook, |started| &started.playbook));
        let mut permissions = Self {
            edits: Edits { any: log.events().iter().any(is_edit), ..Edits::default() },
            deployment: start.deployment(),
            playbook: Arc::clone(&start),
            start,
            log,
            started,
            strict: started.is_some_and(|started| started.strict),
            written: BTreeMap::new(),
            escalations: BTreeMap::new(),
            undos: BTreeMap::new(),
            ends: BTreeMap::new(),
            later_attempts: Vec::new(),
            in_rounds: BTreeMap::new(),
            cuts,
            refused: BTreeMap::new(),
        };
        // All events of a command are judged where its first one is.
        let mut places: Vec<usize> = Vec::with_capacity(log.events().len());
        for (i, event) in log.events().iter().enumerate() {
            let parent = event.with.and(event.after.first()).and_then(|&id| log.position(id));
            let is_same = |&at: &usize| {
                let (it, with) = (&log.events()[at], event.with);
                event.after.len() == 1
                    && it.by == event.by
                    && (it.with == with || Some(it.id) == with)
            };
            places.push(parent.filter(is_same).and_then(|at| places.get(at).copied()).unwrap_or(i));
            permissions.turn_to(places[i]);
            let permission = permissions.check(places[i], &event.by, &event.act);
            match permission.and_then(|()| permissions.check_signature(event)) {
                Err(objection) => _ = permissions.refused.insert(i, objection),
                Ok(()) => permissions.learn(i, places[i], &event.act),
            }
        }
        permissions.turn_to(Self::NOW);
        permissions
    }

    pub(super) fn act(&self, event: usize) -> &'a Act {
        &self.log.events()[event].act
    }

    fn learn(&mut self, i: usize, at: usize, act: &'a Act) {
        if let Act::Escalated { decision, to, .. } = act {
            self.escalations.entry((decision, to)).or_default().push(i);
        } else if let Act::Undone { event } = act
            && let Some(target) = self.log.position(*event)
        {
            self.undos.entry(target).or_default().push(i);
        }
        let decides = self.decided_attempt(act).is_some();
        if (decides || matches!(act, Act::Undone { .. }))
            && let Some(attempt) = self.ended_attempt(i, i)
        {
            self.ends.entry(attempt).or_default().push(i);
        }
        if !self.ends.is_empty() && is_per_attempt(&self.playbook, act) {
            let attempt = self.attempt(at);
            self.later_attempts.extend((attempt > 1).then_some((attempt, i)));
        }
        self.learn_round(i, act);
        self.learn_edit(i, act);
        if !decides && (act.item_event().is_some() || act.vote().is_some()) {
            return;
        }
        for mut register in writes(act, &self.playbook) {
            if let Register::Item(slot) = &mut register {
                slot.place = DEPLOYMENT;
            }
            let writers = self.written.entry(register).or_default();
            writers.heads.retain(|&head| !self.log.is_before(head, i));
            writers.all.push((i, writers.heads.is_empty()));
            writers.heads.push(i);
        }
    }

    /// Says whether the writer at a place knew an event. Where the history is cut, that is everything placed before the cut.
    pub(super) fn knows(&self, event: usize, at: usize) -> bool {
        if at == Self::NOW || self.log.is_before(event, at) {
            return true;
        }
        let cuts = &self.cuts[..self.cuts.partition_point(|&cut| cut <= at)];
        let cut = cuts.iter().rev().find(|&&cut| cut == at || self.log.is_before(cut, at));
        cut.is_some_and(|&cut| event < cut)
    }

    /// Says whether an event that was not refused has not been undone.
    pub(super) fn is_in_effect(&self, event: usize, at: usize) -> bool {
        let undos = self.undos.get(&event).map_or(&[][..], Vec::as_slice);
        !undos.iter().any(|&undo| undo == at || self.knows(undo, at)) || self.is_final(event, at)
    }

    /// The newest events about a register that the writer of `by` knew, without those that are undone for whoever is asked.
    pub(super) fn newest(&self, register: &Register<'_>, by: usize, at: usize) -> Vec<usize> {
        let mut newest = Vec::new();
        let writers = self.written.get(register).map_or(&[][..], |writers| &writers.all);
        for &(i, saw_all) in writers.iter().rev() {
            if !self.knows(i, by) || !self.is_in_effect(i, at) {
                continue;
            }
            if !newest.iter().any(|&later| self.log.is_before(i, later)) {
                newest.push(i);
            }
            if saw_all {
                break;
            }
        }
        newest
    }
}

#[cfg(test)]
mod tests;
