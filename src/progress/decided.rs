//! How the voices in a decision add up.
//!
//! Every owner must speak, each for their role; until then it is pending. One careful voice decides. Whoever decides after an
//! escalation, or overrides without authority, decides alone; a later voice of an owner opens the question again.

use crate::log::{Act, Decided, Log};
use crate::names::RoleId;
use crate::playbook::Decision;

/// What the voices that count add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// `None` while owners have not spoken.
    pub outcome: Option<String>,
    pub voices: Vec<Voice>,
    /// The owners that still have to speak.
    pub awaited: Vec<RoleId>,
    /// Says that voices differ although none of them knew of the other.
    pub split: bool,
}

/// One voice that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The event's position in the log.
    pub event: usize,
    pub outcome: String,
    /// Whose voice it is; absent where authority was overridden.
    pub role: Option<RoleId>,
}

/// Says whether a later voice makes an earlier one history.
pub(super) fn replaces(old: &Decided, new: &Decided) -> bool {
    let alone = |voice: &Decided| voice.overridden || voice.escalated;
    alone(old) || alone(new) || old.role == new.role
}

/// Adds up the voices that count, given as positions in the log.
pub(super) fn verdict(definition: &Decision, log: &Log, answers: &[usize]) -> Verdict {
    let mut positions = answers.to_vec();
    positions.sort_unstable();
    let decided = |i: &usize| match &log.events()[*i].act {
        Act::Decided(decided) => Some((*i, decided)),
        _ => None,
    };
    let spoken: Vec<(usize, &Decided)> = positions.iter().filter_map(decided).collect();
    let alone = |voice: &Decided| voice.overridden || voice.escalated;
    let caution = |voice: &Decided| {
        let listed = definition.outcomes.iter().position(|o| *o == voice.outcome);
        listed.unwrap_or(usize::MAX)
    };
    let careful = definition.outcomes.len().saturating_sub(1);
    let has_spoken = |role: &&RoleId| !spoken.iter().any(|(_, v)| v.role.as_ref() == Some(role));
    let awaited: Vec<RoleId> = if spoken.iter().any(|(_, voice)| alone(voice)) {
        Vec::new()
    } else {
        definition
            .owners
            .iter()
            .filter(has_spoken)
            .cloned()
            .collect()
    };
    let weightiest = spoken.iter().max_by_key(|(_, voice)| caution(voice));
    let outcome = weightiest
        .filter(|(_, voice)| awaited.is_empty() || caution(voice) >= careful)
        .map(|(_, voice)| voice.outcome.clone());
    let apart = |(a, b): (&(usize, &Decided), &(usize, &Decided))| {
        a.1.outcome != b.1.outcome && !log.is_before(a.0, b.0)
    };
    let split = spoken.iter().zip(spoken.iter().skip(1)).any(apart);
    let voices = spoken.iter().map(|(event, voice)| Voice {
        event: *event,
        outcome: voice.outcome.clone(),
        role: voice.role.clone(),
    });
    Verdict {
        outcome,
        voices: voices.collect(),
        awaited,
        split,
    }
}
