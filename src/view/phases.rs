//! The phases with their items and dates.

use super::{ItemView, PhaseLine, Stamp};
use crate::names::PhaseId;
use crate::playbook::Place;
use crate::release::Release;
use crate::schedule::Moment;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct PhasesView {
    pub release: Option<String>,
    pub release_at: Option<Stamp>,
    pub phases: Vec<PhaseView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PhaseView {
    #[serde(flatten)]
    pub line: PhaseLine,
    pub starts: Option<Stamp>,
    pub how: Option<String>,
    pub items: Vec<ItemView>,
}

impl PhasesView {
    pub fn new(release: &Release, only: Option<&PhaseId>, now: Moment) -> Self {
        let phases = release.playbook.phases.iter().enumerate();
        let wanted = phases.filter(|(_, phase)| only.is_none_or(|id| phase.id == *id));
        Self {
            release: release.name.clone(),
            release_at: release.t.map(Stamp),
            phases: wanted.map(|(p, _)| PhaseView::new(release, p, now)).collect(),
        }
    }
}

impl PhaseView {
    /// What can be ticked: items without steps, and steps.
    pub fn leaves(&self) -> impl Iterator<Item = &ItemView> {
        self.items.iter().flat_map(ItemView::leaves)
    }

    fn new(release: &Release, position: usize, now: Moment) -> Self {
        let phase = &release.playbook.phases[position];
        let top = (0..phase.items.len()).filter(|&item| phase.items[item].depth == 0);
        let places = top.map(|item| Place::Item { phase: position, item });
        Self {
            how: phase.how.clone(),
            starts: release.spans[position].as_ref().map(|span| Stamp(span.starts)),
            items: places.map(|place| ItemView::with_steps(release, place, now)).collect(),
            line: PhaseLine::new(release, position, now),
        }
    }
}
