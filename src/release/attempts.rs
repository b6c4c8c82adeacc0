//! Attempts to deploy: a rollback ends one and starts the next.
//!
//! A rollback is final for everybody who reads the log: it is found from what the person knew who completed the decision, so
//! that no event recorded elsewhere at the same time takes it back.

use super::decisions;
use crate::log::{Act, Decided, Log};
use crate::playbook::{Decision, Playbook};
use std::collections::BTreeSet;

/// The events that ended an attempt, in order: the last vote for a rollback or, in a playbook without such a decision, the
/// untick of the deployment.
pub(super) fn rollbacks(undone: &BTreeSet<usize>, playbook: &Playbook, log: &Log) -> Vec<usize> {
    let mut rollbacks = Vec::new();
    for attempt in 1.. {
        let attempt = Attempt { number: attempt, undone, playbook, log };
        match attempt.end() {
            Some(event) => rollbacks.push(event),
            None => break,
        }
    }
    rollbacks
}

/// The attempt that an event belongs to; `None` if rollbacks do not concern it.
pub(super) fn attempt_of(playbook: &Playbook, act: &Act) -> Option<u32> {
    if let Some(vote) = act.vote() {
        return playbook.is_decided_per_attempt(&vote.decision).then_some(vote.round);
    }
    let event = act.item_event()?;
    let phase = playbook.place(event.item)?.phase()?;
    playbook.is_in_attempt(phase).then_some(event.round)
}

/// Says whether an event is a vote for a rollback after which the next attempt has begun, so that it cannot be undone.
pub fn is_final(playbook: &Playbook, log: &Log, act: &Act) -> bool {
    let Some(vote) = act.vote() else {
        return false;
    };
    let reverts = playbook.decision(&vote.decision).is_some_and(|decision| decision.reverts);
    let is_later = |act| attempt_of(playbook, act).is_some_and(|attempt| attempt > vote.round);
    reverts && log.events().iter().any(|event| is_later(&event.act))
}

#[derive(Clone, Copy)]
struct Attempt<'a> {
    number: u32,
    undone: &'a BTreeSet<usize>,
    playbook: &'a Playbook,
    log: &'a Log,
}

impl Attempt<'_> {
    /// The event that ended the attempt.
    fn end(self) -> Option<usize> {
        let ends = |event: &usize| {
            let act = &self.log.events()[*event].act;
            let reverts = match self.playbook.reverting_decision() {
                Some(decision) => self.completes_rollback(decision, *event),
                None => matches!(act, Act::Unticked(_)) && self.is_about_deployment(act),
            };
            reverts && self.is_deployed(*event)
        };
        self.events().find(ends)
    }

    /// The events that count.
    fn events(self) -> impl Iterator<Item = usize> {
        (0..self.log.events().len()).filter(move |&event| !self.undone.contains(&event))
    }

    fn is_about_deployment(self, act: &Act) -> bool {
        let item = act.item_event().filter(|event| event.round == self.number);
        let place = item.and_then(|event| self.playbook.place(event.item));
        place.is_some() && place == self.playbook.deployment()
    }

    /// Says whether somebody had ticked the deployment, as far as the writer of an event knew.
    fn is_deployed(self, event: usize) -> bool {
        let known = self.events().filter(|&earlier| self.log.is_before(earlier, event));
        let changes: Vec<usize> =
            known.filter(|&i| self.is_about_deployment(&self.log.events()[i].act)).collect();
        let is_last = |i: usize| !changes.iter().any(|&later| self.log.is_before(i, later));
        let is_tick = |i: usize| matches!(self.log.events()[i].act, Act::Ticked(_));
        changes.iter().any(|&i| is_tick(i) && is_last(i))
    }

    /// Says whether the decision has its first outcome by this vote and those that its writer knew.
    fn completes_rollback(self, decision: &Decision, event: usize) -> bool {
        let vote = |i: usize| {
            let vote = self.log.events()[i].act.vote()?;
            (vote.decision == decision.id && vote.round == self.number).then_some(vote)
        };
        if vote(event).is_none() {
            return false;
        }
        let mut votes: Vec<(usize, &Decided)> = Vec::new();
        let known = self.events().filter(|&i| i == event || self.log.is_before(i, event));
        for (i, new) in known.filter_map(|i| Some((i, vote(i)?))) {
            votes.retain(|&(j, old)| !(self.log.is_before(j, i) && decisions::replaces(old, new)));
            votes.push((i, new));
        }
        let votes: Vec<usize> = votes.into_iter().map(|(i, _)| i).collect();
        let status = decisions::status(decision, self.log, &votes);
        status.outcome.as_ref() == decision.outcomes.first()
    }
}

#[cfg(test)]
mod tests;
