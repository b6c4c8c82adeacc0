//! Attempts to deploy: a rollback ends one and starts the next.
//!
//! A rollback is final for everybody who reads the log: it is found from what the person knew who completed the decision, so
//! that no event recorded elsewhere at the same time takes it back.

use super::decisions;
use super::permissions::Permissions;
use super::register::{ItemState, Register, Slot, Write};
use crate::log::Act;
use crate::playbook::Playbook;

/// The attempt that an event belongs to; `None` if rollbacks do not concern it.
pub(super) fn attempt_of(playbook: &Playbook, act: &Act) -> Option<u32> {
    if let Some(vote) = act.vote() {
        return playbook.is_decided_per_attempt(&vote.decision).then_some(vote.round);
    }
    let event = act.item_event()?;
    let phase = playbook.place(event.item)?.phase()?;
    playbook.is_in_attempt(phase).then_some(event.round)
}

impl Permissions<'_> {
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

    /// Says whether what an event says about a rollback or a deployment is final, because the next attempt has started.
    pub(super) fn is_final(&self, event: usize, at: usize) -> bool {
        let attempt = self.decided_attempt(self.act(event));
        let is_later = |later| attempt_of(self.playbook, self.act(later)) > attempt;
        let mut begun = self.later_attempts.iter().rev();
        attempt.is_some() && begun.any(|&later| is_later(later) && self.knows(later, at))
    }

    /// The attempt whose rollback or deployment an act is about.
    pub(super) fn decided_attempt(&self, act: &Act) -> Option<u32> {
        if let Some(vote) = act.vote() {
            let reverting = self.playbook.reverting_decision()?;
            return (reverting.id == vote.decision).then_some(vote.round);
        }
        let event = act.item_event()?;
        let deployment = self.playbook.id(self.deployment?);
        (deployment == event.item).then_some(event.round)
    }

    /// The attempt that an event ended by what its writer knew. Events that are undone in the view of `at` are ignored.
    pub(super) fn ended_attempt(&self, event: usize, at: usize) -> Option<u32> {
        let act = self.act(event);
        let mut subject = act;
        if let Act::Undone { event } = act {
            subject = self.act(self.log.position(*event)?);
        }
        let round = self.decided_attempt(subject)?;
        let place = self.deployment?;
        let roles = (0..self.playbook.roles.len()).map(Some).chain([None]);
        let is_deployed = { roles }.any(|role| {
            let slot = Register::Item(Slot { place, role, round });
            let mut newest = self.newest(&slot, event, at).into_iter();
            newest.any(|(_, write)| matches!(write, Write::Item(_, ItemState::Done)))
        });
        if !is_deployed || !self.is_in_effect(event, at) {
            return None;
        }
        let Some(decision) = self.playbook.reverting_decision() else {
            return matches!(act, Act::Unticked(_)).then_some(round);
        };
        subject.vote()?;
        let owners = decision.owners.iter().map(Some).chain([None]);
        let known = owners.flat_map(|owner| {
            self.newest(&Register::Decision(&decision.id, round, owner), event, at)
        });
        let votes = known.map(|(i, _)| i).chain(act.vote().map(|_| event)).collect();
        let status = decisions::status(decision, self.log, votes);
        (status.outcome.as_ref() == decision.outcomes.first()).then_some(round)
    }
}

#[cfg(test)]
mod tests;
