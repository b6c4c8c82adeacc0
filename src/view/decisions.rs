//! The authority table at work.

use super::{EventView, Stamp};
use crate::names::{DecisionId, Person, RoleId};
use crate::playbook::{Decision, Escalation};
use crate::release::Release;
use serde::Serialize;

/// All decisions.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionsView {
    pub release: Option<String>,
    pub decisions: Vec<DecisionView>,
}

/// One decision, its owners, and its state.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionView {
    pub id: DecisionId,
    pub name: String,
    pub owners: Vec<RoleId>,
    #[serde(skip)]
    pub owner_names: Vec<String>,
    pub outcomes: Vec<String>,
    pub escalation: Vec<StepView>,
    /// `None` while it is pending.
    pub outcome: Option<String>,
    /// The people whose votes count.
    pub by: Vec<Person>,
    /// When the newest vote was recorded.
    pub at: Option<Stamp>,
    pub votes: Vec<VoteView>,
    /// Owners that have not spoken although others have.
    pub awaited: Vec<RoleId>,
    #[serde(skip)]
    pub awaited_names: Vec<String>,
}

/// One step of the escalation path.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    pub to: RoleId,
    pub name: String,
    pub condition: Option<String>,
    /// Who would be asked: everybody who holds it.
    pub people: Vec<Person>,
    /// Says whether this role owns the decision, so that no escalation is needed.
    pub owner: bool,
    /// The newest escalation to this step.
    pub escalated: Option<EventView>,
    /// Says whether this step is the one to ask next.
    pub next: bool,
}

/// One vote.
#[derive(Debug, Clone, Serialize)]
pub struct VoteView {
    /// Its role is the one spoken for; none where authority was overridden.
    #[serde(flatten)]
    pub event: EventView,
    #[serde(skip)]
    pub role_name: Option<String>,
    pub outcome: String,
}

impl DecisionsView {
    /// Shows all decisions, or the one with this id.
    pub fn new(release: &Release, only: Option<&DecisionId>) -> Self {
        let decisions = release.playbook.decisions.iter();
        let wanted = decisions.filter(|decision| only.is_none_or(|id| decision.id == *id));
        Self {
            release: release.name.clone(),
            decisions: wanted.map(|decision| DecisionView::new(release, decision)).collect(),
        }
    }
}

impl VoteView {
    /// Shows a vote; `None` for other events.
    pub(super) fn new(release: &Release, position: usize) -> Option<Self> {
        let decided = release.events()[position].act.vote()?;
        let name = |role| release.playbook.role_name(role).to_owned();
        Some(Self {
            event: EventView::new(release, position),
            role_name: decided.role.as_ref().map(name),
            outcome: decided.outcome.clone(),
        })
    }
}

impl DecisionView {
    fn new(release: &Release, decision: &Decision) -> Self {
        Self::in_round(release, decision, release.decision_round(&decision.id))
    }

    /// Shows what it came to in one attempt to deploy.
    pub(super) fn in_round(release: &Release, decision: &Decision, round: u32) -> Self {
        let name = |role: &RoleId| release.playbook.role_name(role).to_owned();
        let verdict = release.progress.decision_in(&decision.id, round);
        let votes: Vec<VoteView> = verdict.map_or_else(Vec::new, |verdict| {
            verdict.votes.iter().filter_map(|&vote| VoteView::new(release, vote)).collect()
        });
        let mut by: Vec<Person> = votes.iter().map(|vote| vote.event.by.clone()).collect();
        by.dedup();
        let awaited = verdict.map_or_else(Vec::new, |verdict| verdict.awaited.clone());
        Self {
            id: decision.id.clone(),
            name: decision.name.clone(),
            owners: decision.owners.clone(),
            owner_names: decision.owners.iter().map(name).collect(),
            outcomes: decision.outcomes.clone(),
            escalation: steps(release, decision),
            outcome: verdict.and_then(|verdict| verdict.outcome.clone()),
            by,
            at: votes.iter().map(|vote| vote.event.at).max(),
            awaited_names: awaited.iter().map(name).collect(),
            awaited,
            votes,
        }
    }

    /// When it was last voted on or escalated.
    pub fn newest(&self) -> Option<Stamp> {
        let escalated = self.escalation.iter().filter_map(|step| Some(step.escalated.as_ref()?.at));
        escalated.chain(self.at).max()
    }
}

/// The path of a decision. The next one to ask is the first that was not asked and does not own the decision.
fn steps(release: &Release, decision: &Decision) -> Vec<StepView> {
    let step = |step: &Escalation| {
        let asked = release.escalations(decision).filter(|(_, to)| **to == step.to).last();
        StepView {
            to: step.to.clone(),
            name: release.playbook.role_name(&step.to).to_owned(),
            condition: step.condition.clone(),
            people: release.progress.holders(&step.to).to_vec(),
            owner: decision.owners.contains(&step.to),
            escalated: asked.map(|(event, _)| EventView::new(release, event)),
            next: false,
        }
    };
    let mut steps: Vec<StepView> = decision.escalation.iter().map(step).collect();
    let mut open = steps.iter_mut();
    if let Some(step) = open.find(|step| !step.owner && step.escalated.is_none()) {
        step.next = true;
    }
    steps
}
