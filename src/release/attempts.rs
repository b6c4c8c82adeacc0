//! Attempts to deploy: a rollback ends one and starts the next.
//!
//! A rollback is final for everybody who reads the log: it is found from what the person knew who completed the decision, so
//! that no event recorded elsewhere at the same time takes it back.

use super::decisions;
use super::permissions::{DEPLOYMENT, Permissions};
use super::register::{Register, Slot};
use crate::log::Act;
use crate::names::PhaseId;
use crate::playbook::{Place, Playbook};

/// Says whether a rollback starts over what an event is about.
pub(super) fn is_per_attempt(playbook: &Playbook, act: &Act) -> bool {
    if let Some(vote) = act.vote() {
        return playbook.is_decided_per_attempt(&vote.decision);
    }
    let place = act.item_event().and_then(|event| playbook.place(&event.item));
    place.and_then(Place::phase).is_some_and(|phase| playbook.is_in_attempt(phase))
}

impl<'a> Permissions<'a> {
    /// The events that ended an attempt, in order: the last vote for a rollback, the undo of a vote against it or, in a playbook
    /// without such a decision, the untick of the deployment.
    pub(super) fn rollbacks(&self) -> Vec<usize> {
        self.ends.values().filter_map(|ends| self.first_end(ends, Self::NOW)).collect()
    }

    /// The attempt that was under way as far as the writer at a place knew.
    pub(super) fn attempt(&self, at: usize) -> u32 {
        self.last_rollback(at).map_or(1, |(ended, _)| ended.saturating_add(1))
    }

    /// The newest attempt that had ended, and the event that ended it.
    pub(super) fn last_rollback(&self, at: usize) -> Option<(u32, usize)> {
        self.ends.iter().rev().find_map(|(&it, ends)| Some((it, self.first_end(ends, at)?)))
    }

    fn first_end(&self, ends: &[usize], at: usize) -> Option<usize> {
        let ended = |it: &usize| self.knows(*it, at) && self.ended_attempt(*it, at).is_some();
        ends.iter().copied().find(ended)
    }

    /// Says whether an event is final, because what it started has events: the next attempt after a rollback, a round, or an item.
    pub(super) fn is_final(&self, event: usize, at: usize) -> bool {
        let act = self.act(event);
        if let Act::RoundStarted { phase, round } = act {
            let mut recorded = self.in_rounds.get(phase).into_iter().flatten().rev();
            return recorded
                .any(|&(it, later)| it >= *round && later != event && self.knows(later, at));
        }
        if let Act::Added(added) = act {
            let mut mentions = self.edits.mentions.get(&added.item).into_iter().flatten();
            return mentions.any(|&later| self.knows(later, at));
        }
        let attempt = self.decided_attempt(act);
        let mut recorded = self.later_attempts.iter().rev();
        attempt.is_some_and(|ended| {
            recorded.any(|&(attempt, later)| attempt > ended && self.knows(later, at))
        })
    }

    /// The round of a phase outside the incident lists that was under way as far as the writer at a place knew.
    pub(super) fn round(&self, phase: usize, at: usize) -> u32 {
        let per_attempt = !self.ends.is_empty() && self.playbook.is_in_attempt(phase);
        let attempt = if per_attempt { self.attempt(at) } else { 1 };
        let id = &self.playbook.phases[phase].id;
        if self.deployment.and_then(Place::phase) == Some(phase) {
            return attempt;
        }
        let counts =
            |&(event, _): &(usize, bool)| self.knows(event, at) && self.is_in_effect(event, at);
        let rounds = self.written.range(Register::Round(id, 0)..=Register::Round(id, u32::MAX));
        let started = rounds.filter(|(_, writers)| writers.all.iter().any(counts)).count();
        attempt.saturating_add(u32::try_from(started).unwrap_or(u32::MAX))
    }

    /// Takes in an event of a later round of its phase.
    pub(super) fn learn_round(&mut self, i: usize, act: &'a Act) {
        let mut learn = |phase: &PhaseId, round| {
            self.in_rounds.entry(phase.clone()).or_default().push((round, i));
        };
        if let Act::RoundStarted { phase, round } = act {
            learn(phase, *round);
        } else if let Some(event) = act.item_event().filter(|event| event.round > 1)
            && let Some(phase) = self.playbook.place(&event.item).and_then(Place::phase)
        {
            learn(&self.playbook.phases[phase].id, event.round);
        }
    }

    /// The attempt whose rollback or deployment an act is about.
    pub(super) fn decided_attempt(&self, act: &Act) -> Option<u32> {
        if let Some(vote) = act.vote() {
            let reverting = self.playbook.reverting_decision()?;
            return (reverting.id == vote.decision).then_some(vote.round);
        }
        let event = act.item_event()?;
        let deployment = self.deployment?;
        (self.playbook.place(&event.item) == Some(deployment)).then_some(event.round)
    }

    /// The attempt that an event ended by what its writer knew. Events that are undone in the view of `at` are ignored.
    pub(super) fn ended_attempt(&self, event: usize, at: usize) -> Option<u32> {
        let act = self.act(event);
        let mut subject = act;
        if let Act::Undone { event } = act {
            subject = self.act(self.log.position(*event)?);
        }
        let round = self.decided_attempt(subject)?;
        self.deployment?;
        let roles = (0..self.playbook.roles.len()).map(Some).chain([None]);
        let is_deployed = { roles }.any(|role| {
            let slot = Register::Item(Slot { place: DEPLOYMENT, role, round });
            let mut newest = self.newest(&slot, event, at).into_iter();
            newest.any(|event| matches!(self.act(event), Act::Ticked(_)))
        });
        if !is_deployed || !self.is_in_effect(event, at) {
            return None;
        }
        let Some(decision) = self.playbook.reverting_decision() else {
            return matches!(act, Act::Unticked(_)).then_some(round);
        };
        subject.vote()?;
        let known = decision.owners.iter().map(Some).chain([None]).flat_map(|owner| {
            self.newest(&Register::Decision(&decision.id, round, owner), event, at)
        });
        let votes = known.chain(act.vote().map(|_| event)).collect();
        let status = decisions::status(decision, self.log, votes);
        (status.outcome.as_ref() == decision.outcomes.first()).then_some(round)
    }
}

#[cfg(test)]
mod tests;
