//! What was decided while an incident was ongoing, as it was then; later votes do not change it.

use super::{Stamp, VoteView};
use crate::names::{DecisionId, RoleId};
use crate::release::Release;
use crate::release::{DecisionStatus, Incident};
use serde::Serialize;

/// One decision and its state during an incident.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentDecisionView {
    pub decision: DecisionId,
    pub name: String,
    /// The outcome when the incident was resolved, or now.
    pub outcome: Option<String>,
    /// Since when it has stood so.
    pub at: Option<Stamp>,
    pub votes: Vec<VoteView>,
    pub awaited: Vec<RoleId>,
}

/// The decisions that were voted or escalated in a timeline, in the order of the playbook.
pub(super) fn incident_decisions(
    release: &Release,
    incident: &Incident,
    timeline: &[usize],
) -> Vec<IncidentDecisionView> {
    let decisions = release.playbook.decisions.iter();
    let talked_about = |id: &DecisionId| {
        let mut events = timeline.iter().map(|&event| &release.events()[event]);
        events.any(|event| event.act.decision() == Some(id))
    };
    decisions
        .filter(|decision| talked_about(&decision.id))
        .map(|decision| {
            let votes = votes(release, &decision.id, timeline);
            let round = round(release, &decision.id, timeline);
            let end = incident.resolved.map(|event| release.events()[event].at);
            let status = match end {
                Some(end) => status_at(release, &decision.id, round, Stamp(release.local(end))),
                None => release.progress.decision_in(&decision.id, round).cloned(),
            };
            let outcome = status.as_ref().and_then(|status| status.outcome.clone());
            IncidentDecisionView {
                decision: decision.id.clone(),
                name: decision.name.clone(),
                at: since(release, &decision.id, round, outcome.as_deref(), &votes),
                outcome,
                votes,
                awaited: status.map_or_else(Vec::new, |status| status.awaited),
            }
        })
        .collect()
}

/// The round of the last vote in a timeline; the current one if there is none.
fn round(release: &Release, id: &DecisionId, timeline: &[usize]) -> u32 {
    let votes = timeline.iter().rev().filter_map(|&event| {
        let vote = release.events()[event].act.vote()?;
        (vote.decision == *id).then_some(vote.round)
    });
    votes.max().unwrap_or_else(|| release.decision_round(id))
}

/// The votes about one decision.
fn votes(release: &Release, id: &DecisionId, timeline: &[usize]) -> Vec<VoteView> {
    let events = timeline.iter().map(|&event| &release.events()[event]);
    let about = events.filter(|event| event.act.decision() == Some(id));
    about.filter_map(|event| VoteView::new(release, event)).collect()
}

/// The vote that completed the decision.
fn since(
    release: &Release,
    id: &DecisionId,
    round: u32,
    outcome: Option<&str>,
    votes: &[VoteView],
) -> Option<Stamp> {
    let outcome = outcome?;
    let mut since = None;
    for vote in votes {
        let status = status_at(release, id, round, vote.at);
        let stands = status.and_then(|status| status.outcome);
        since = match stands.as_deref() == Some(outcome) {
            true => since.or(Some(vote.at)),
            false => None,
        };
    }
    since
}

/// What a decision had come to at a moment.
fn status_at(release: &Release, id: &DecisionId, round: u32, at: Stamp) -> Option<DecisionStatus> {
    let then = release.clone().as_of(at.0.to_utc());
    then.progress.decision_in(id, round).cloned()
}
