//! What the writer of each event knew, and so what they were allowed to record.
//!
//! Each event is judged by the events before it in the graph. `at` is the event whose writer is asked, or [`Permissions::NOW`].

use super::attempts::attempt_of;
use super::permission::Objection;
use super::register::{Register, Write, writes};
use crate::log::{Act, Log, Started};
use crate::names::{DecisionId, RoleId};
use crate::playbook::{Place, Playbook};
use std::collections::BTreeMap;

type Newest<'a> = Vec<(usize, Write<'a>)>;

/// The values of a register.
#[derive(Debug, Default)]
struct Values<'a> {
    /// Each with its event, and whether its writer had seen all earlier ones.
    all: Vec<(usize, Write<'a>, bool)>,
    /// The events that wrote a value and came before no other such event.
    heads: Vec<usize>,
}

/// What permissions depend on, as each writer knew it.
#[derive(Debug)]
pub struct Permissions<'a> {
    pub(super) playbook: &'a Playbook,
    pub(super) log: &'a Log,
    pub(super) started: Option<&'a Started>,
    pub(super) strict: bool,
    pub(super) deployment: Option<Place>,
    /// What was written about people, incidents and rollbacks.
    values: BTreeMap<Register<'a>, Values<'a>>,
    pub(super) escalations: BTreeMap<(&'a DecisionId, &'a RoleId), Vec<usize>>,
    pub(super) undos: BTreeMap<usize, Vec<usize>>,
    /// By attempt, the events that ended it as far as their writers knew.
    pub(super) ends: BTreeMap<u32, Vec<usize>>,
    pub(super) later_attempts: Vec<usize>,
    /// The events that follow none, or one that is not there.
    cuts: Vec<usize>,
    pub(super) refused: BTreeMap<usize, Objection>,
}

impl<'a> Permissions<'a> {
    /// The place of somebody who has seen the whole log.
    pub(super) const NOW: usize = usize::MAX;

    /// Judges each event of a log.
    pub fn of(playbook: &'a Playbook, log: &'a Log) -> Self {
        let missing = log.missing_parents().iter().map(|cut| cut.event);
        let mut cuts: Vec<usize> = log.rootless().map(|(i, _)| i).chain(missing).collect();
        cuts.sort_unstable();
        let started = log.started();
        let mut permissions = Self {
            playbook,
            log,
            started,
            strict: started.is_some_and(|started| started.strict),
            deployment: playbook.deployment(),
            values: BTreeMap::new(),
            escalations: BTreeMap::new(),
            undos: BTreeMap::new(),
            ends: BTreeMap::new(),
            later_attempts: Vec::new(),
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
            match permissions.check(places[i], &event.by, &event.act) {
                Err(objection) => _ = permissions.refused.insert(i, objection),
                Ok(()) => permissions.learn(i, &event.act),
            }
        }
        permissions
    }

    pub(super) fn act(&self, event: usize) -> &'a Act {
        &self.log.events()[event].act
    }

    /// Takes in an event that counts.
    fn learn(&mut self, i: usize, act: &'a Act) {
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
        if !self.ends.is_empty() && attempt_of(self.playbook, act) > Some(1) {
            self.later_attempts.push(i);
        }
        if !decides && (act.item_event().is_some() || act.vote().is_some()) {
            return;
        }
        for write in writes(act, self.playbook).into_iter().flatten() {
            let values = self.values.entry(write.register()).or_default();
            values.heads.retain(|&head| !self.log.is_before(head, i));
            values.all.push((i, write, values.heads.is_empty()));
            values.heads.push(i);
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

    /// The newest values of a register that the writer of `by` knew, without those that are undone for whoever is asked.
    pub(super) fn newest(&self, register: &Register<'_>, by: usize, at: usize) -> Newest<'a> {
        let mut newest = Newest::new();
        let values = self.values.get(register).map_or(&[][..], |values| &values.all);
        for &(i, write, saw_all) in values.iter().rev() {
            if !self.knows(i, by) || !self.is_in_effect(i, at) {
                continue;
            }
            if !newest.iter().any(|&(later, _)| self.log.is_before(i, later)) {
                newest.push((i, write));
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
