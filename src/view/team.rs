//! The roles matrix with its state, and what one role has to do; and the authority table at work.

use super::{EventView, ItemView, Stamp};
use crate::names::{DecisionId, Person, RoleId};
use crate::playbook::{Decision, Escalation, Place, Role, Stage};
use crate::release::Release;
use crate::schedule::Moment;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Serialize)]
pub struct RolesView {
    pub release: Option<String>,
    pub roles: Vec<RoleView>,
}

/// A role, or an authority outside of the roles, and who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleLine {
    pub id: RoleId,
    pub name: String,
    pub people: Vec<Person>,
}

impl RoleLine {
    pub fn new(release: &Release, id: &RoleId) -> Self {
        Self {
            id: id.clone(),
            name: release.playbook.role_name(id).to_owned(),
            people: release.progress.holders(id).to_vec(),
        }
    }

    pub(super) fn all<'a>(
        release: &Release,
        ids: impl IntoIterator<Item = &'a RoleId>,
    ) -> Vec<Self> {
        ids.into_iter().map(|id| Self::new(release, id)).collect()
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct RoleView {
    #[serde(flatten)]
    pub line: RoleLine,
    /// By stage, in the order of the matrix.
    pub duties: BTreeMap<Stage, Vec<ItemView>>,
    /// Its items, those owned by all among them, in the state that they have for this role.
    pub items: Vec<ItemView>,
    pub decisions: Vec<DecisionId>,
    /// How many of its items and duties are done.
    pub items_done: usize,
    pub duties_done: usize,
    pub duties_total: usize,
}

impl RolesView {
    pub fn new(release: &Release, only: Option<&RoleId>, now: Moment) -> Self {
        let roles = release.playbook.roles.iter().enumerate();
        let wanted = roles.filter(|(_, role)| only.is_none_or(|id| role.id == *id));
        Self {
            release: release.name.clone(),
            roles: wanted.map(|(r, role)| RoleView::new(release, r, role, now)).collect(),
        }
    }
}

impl RoleView {
    fn new(release: &Release, position: usize, role: &Role, now: Moment) -> Self {
        let duties = BTreeMap::from(Stage::ALL.map(|stage| {
            let duties = role.duties.iter().enumerate().filter(|(_, duty)| duty.stage == stage);
            let places = duties.map(|(duty, _)| Place::Duty { role: position, duty });
            (stage, places.map(|place| ItemView::new(release, place, now)).collect::<Vec<_>>())
        }));
        let items = release.playbook.items().filter(|(.., item)| item.owner.includes(&role.id));
        let items = items.map(|(place, ..)| ItemView::for_role(release, place, position, now));
        let items: Vec<ItemView> = items.collect();
        let decisions = release.playbook.decisions.iter();
        let owned = decisions.filter(|decision| decision.owners.contains(&role.id));
        let done = |item: &&ItemView| item.state.is_complete();
        Self {
            line: RoleLine::new(release, &role.id),
            decisions: owned.map(|decision| decision.id.clone()).collect(),
            items_done: items.iter().filter(done).count(),
            duties_done: duties.values().flatten().filter(done).count(),
            duties_total: role.duties.len(),
            duties,
            items,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct DecisionsView {
    pub release: Option<String>,
    pub decisions: Vec<DecisionView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DecisionView {
    pub id: DecisionId,
    pub name: String,
    /// The attempt to deploy for which it is made. A decision that a rollback does not reset is always one for the first.
    pub attempt: u32,
    pub owners: Vec<RoleLine>,
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
    pub awaited: Vec<RoleLine>,
}

#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    /// Who would be asked: everybody who holds it.
    #[serde(flatten)]
    pub to: RoleLine,
    pub condition: Option<String>,
    /// Says whether this role owns the decision, so that no escalation is needed.
    pub owner: bool,
    /// The newest escalation to this step.
    pub escalated: Option<EventView>,
    /// Says whether this step is the one to ask next.
    pub next: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct VoteView {
    /// Who voted, when and why.
    #[serde(flatten)]
    pub event: EventView,
    /// The role spoken for; none where authority was overridden.
    #[serde(skip)]
    pub role: Option<RoleLine>,
    pub outcome: String,
}

impl DecisionsView {
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
        Some(Self {
            event: EventView::new(release, position),
            role: decided.role.as_ref().map(|role| RoleLine::new(release, role)),
            outcome: decided.outcome.clone(),
        })
    }
}

impl DecisionView {
    pub(super) fn new(release: &Release, decision: &Decision) -> Self {
        Self::in_round(release, decision, release.decision_round(&decision.id))
    }

    /// Shows its state in each attempt to deploy.
    pub(super) fn rounds(
        release: &Release,
        decision: &Decision,
    ) -> impl DoubleEndedIterator<Item = Self> {
        let all = 1..=release.decision_round(&decision.id);
        all.map(|round| Self::in_round(release, decision, round))
    }

    fn in_round(release: &Release, decision: &Decision, round: u32) -> Self {
        let verdict = release.progress.decision_in(&decision.id, round);
        let votes: Vec<VoteView> = verdict.map_or_else(Vec::new, |verdict| {
            verdict.votes.iter().filter_map(|&vote| VoteView::new(release, vote)).collect()
        });
        let mut by: Vec<Person> = votes.iter().map(|vote| vote.event.by.clone()).collect();
        by.dedup();
        Self {
            id: decision.id.clone(),
            name: decision.name.clone(),
            attempt: round,
            owners: RoleLine::all(release, &decision.owners),
            outcomes: decision.outcomes.clone(),
            escalation: steps(release, decision, round),
            outcome: verdict.and_then(|verdict| verdict.outcome.clone()),
            by,
            at: votes.iter().map(|vote| vote.event.at).max(),
            awaited: RoleLine::all(release, verdict.iter().flat_map(|verdict| &verdict.awaited)),
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
fn steps(release: &Release, decision: &Decision, round: u32) -> Vec<StepView> {
    let step = |step: &Escalation| {
        let all = release.escalations(decision, round);
        let asked = all.filter(|(_, to)| **to == step.to).last();
        StepView {
            to: RoleLine::new(release, &step.to),
            condition: step.condition.clone(),
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
