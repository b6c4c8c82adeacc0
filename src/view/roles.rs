//! The roles matrix with its state, and what one role has to do.

use super::ItemView;
use crate::names::{DecisionId, Person, RoleId};
use crate::playbook::{Place, Role, Stage};
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
