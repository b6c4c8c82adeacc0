//! How the votes in a decision add up.
//!
//! Every owner must vote, each for their role; until then it is pending. A vote for the last outcome decides. A vote after an
//! escalation, or an override, decides alone; after a later vote of an owner, all owners must vote again.

use crate::log::{Decided, Log};
use crate::names::RoleId;
use crate::playbook::Decision;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionStatus {
    /// `None` while owners have not spoken.
    pub outcome: Option<String>,
    /// The events that count, as positions in the log.
    pub votes: Vec<usize>,
    pub awaited: Vec<RoleId>,
    /// Says whether parallel votes differ.
    pub split: bool,
}

/// How careful a vote is: the outcomes are listed from the least to the most careful.
pub(super) fn conflict_rank(definition: &Decision, vote: &Decided) -> usize {
    definition.outcomes.iter().position(|o| *o == vote.outcome).unwrap_or(usize::MAX)
}

/// Says whether a vote decides without the other owners.
pub(super) fn alone(vote: &Decided) -> bool {
    vote.overridden || vote.escalated
}

/// Adds up the newest votes of each owner and of those who decide alone, given as positions in the log.
pub(super) fn status(definition: &Decision, log: &Log, mut votes: Vec<usize>) -> DecisionStatus {
    votes.sort_unstable();
    let decided = |&i: &usize| Some((i, log.events()[i].act.vote()?));
    let mut spoken: Vec<(usize, &Decided)> = votes.iter().filter_map(decided).collect();
    let all = spoken.clone();
    spoken.retain(|(i, old)| {
        let replaces = |new: &Decided| alone(old) || alone(new) || old.role == new.role;
        !all.iter().any(|(later, new)| log.is_before(*i, *later) && replaces(new))
    });
    let is_awaited = |role: &&RoleId| {
        let mut votes = spoken.iter();
        votes.all(|(_, vote)| !alone(vote) && vote.role.as_ref() != Some(*role))
    };
    let awaited: Vec<RoleId> = definition.owners.iter().filter(is_awaited).cloned().collect();
    let careful = definition.outcomes.len().saturating_sub(1);
    let weightiest = (spoken.iter()).max_by_key(|(_, vote)| conflict_rank(definition, vote));
    let outcome = weightiest
        .filter(|(_, vote)| awaited.is_empty() || conflict_rank(definition, vote) >= careful)
        .map(|(_, vote)| vote.outcome.clone());
    // In the order of the log, so that no vote is before one of those in front of it.
    let split = spoken.iter().enumerate().any(|(i, (event, vote))| {
        let mut later = spoken[i + 1..].iter();
        later.any(|(it, new)| new.outcome != vote.outcome && !log.is_before(*event, *it))
    });
    let votes = spoken.iter().map(|(event, _)| *event).collect();
    DecisionStatus { outcome, votes, awaited, split }
}

#[cfg(test)]
mod tests {
    use super::DecisionStatus;
    use crate::log::Act;
    use crate::release::permissions::Permissions;
    use crate::release::replay::replay;
    use crate::samples::{
        ALICE, BOB, CAROL, EVE, History, assigned, decided, escalated, from_above, id, overridden,
        playbook,
    };

    fn verdict(history: &History) -> DecisionStatus {
        let progress = replay(&Permissions::of(&playbook().into(), &history.log()));
        progress.decision_in(&"rollback".into(), 1).unwrap().clone()
    }

    /// The outcome and the awaited roles after sequential votes.
    fn after(votes: impl IntoIterator<Item = Act>) -> String {
        let verdict = verdict(&History::after(votes));
        assert!(!verdict.split);
        let outcome = verdict.outcome.unwrap_or_else(|| "undecided".to_owned());
        let awaited = verdict.awaited.iter().map(|role| format!(", awaits {role}"));
        awaited.fold(outcome, |line, role| line + &role)
    }

    fn says(outcome: &str, role: &str) -> Act {
        decided("rollback", outcome, role)
    }

    #[test]
    fn owners_decide_together_and_carefully() {
        let alone = || overridden("rollback", "stay");
        for (votes, expected) in [
            (vec![says("stay", "rm")], "undecided, awaits dev"),
            (vec![says("wait", "dev")], "undecided, awaits rm"),
            (vec![says("stay", "rm"), says("stay", "dev")], "stay"),
            // The most careful of different votes counts, and the last outcome decides at once.
            (vec![says("wait", "rm"), says("stay", "dev")], "wait"),
            (vec![says("stay", "dev"), says("wait", "rm")], "wait"),
            (vec![says("rollback", "dev")], "rollback, awaits rm"),
            // An owner can change their vote.
            (vec![says("rollback", "rm"), says("stay", "dev"), says("stay", "rm")], "stay"),
            // A later vote of an owner makes a decision by one person pending.
            (vec![alone(), says("stay", "rm")], "undecided, awaits dev"),
            (vec![alone(), says("stay", "rm"), says("stay", "dev")], "stay"),
        ] {
            assert_eq!(after(votes.clone()), expected, "{votes:?}");
        }
    }

    #[test]
    fn an_escalated_or_overriding_vote_decides_alone() {
        for alone in [from_above("rollback", "stay", "boss"), overridden("rollback", "stay")] {
            let before = [assigned("boss", EVE, None), escalated("rollback", "boss")];
            let first = before.clone().into_iter().chain([alone.clone()]);
            assert_eq!(after(first), "stay");
            let later = before.into_iter().chain([says("rollback", "rm"), alone]);
            assert_eq!(after(later), "stay");
        }
    }

    #[test]
    fn a_vote_in_between_does_not_hide_a_split() {
        let mut history = History::new();
        history.knowing(&[id(0)], ALICE, says("rollback", "rm"));
        let known = history.knowing(&[id(0)], BOB, says("rollback", "dev"));
        history.knowing(&[known], CAROL, says("stay", "rm"));
        assert!(verdict(&history).split);
    }
}
