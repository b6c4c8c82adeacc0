//! The phases with their items and dates.

use super::{ItemView, Stamp};
use crate::names::PhaseId;
use crate::playbook::{PhaseKind, Place, Stage};
use crate::release::ItemState;
use crate::release::Release;
use crate::schedule::Moment;
use serde::Serialize;

/// All phases, or one.
#[derive(Debug, Clone, Serialize)]
pub struct PhasesView {
    pub release: Option<String>,
    pub release_at: Option<Stamp>,
    pub phases: Vec<PhaseView>,
}

/// One phase.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseView {
    pub number: usize,
    pub id: PhaseId,
    pub name: String,
    pub kind: PhaseKind,
    pub stage: Stage,
    pub when: Option<String>,
    pub starts: Option<Stamp>,
    pub due: Option<Stamp>,
    /// The open incident whose list it shows, where it waits for one.
    pub incident: Option<u32>,
    /// How many items are done or skipped, how many of these are skipped, how many there are, how many are overdue.
    pub done: usize,
    pub skipped: usize,
    pub total: usize,
    pub late: usize,
    pub items: Vec<ItemView>,
}

impl PhasesView {
    /// Shows all phases, or the one with this id.
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
    fn new(release: &Release, position: usize, now: Moment) -> Self {
        let phase = &release.playbook.phases[position];
        let place = |item| Place::Item { phase: position, item };
        let items: Vec<ItemView> =
            (0..phase.items.len()).map(|item| ItemView::new(release, place(item), now)).collect();
        let span = release.spans[position].as_ref();
        Self {
            number: position + 1,
            id: phase.id.clone(),
            name: phase.name.clone(),
            kind: phase.kind,
            stage: phase.stage,
            when: phase.when.map(|when| when.to_string()),
            starts: span.map(|span| Stamp(span.starts)),
            due: span.map(|span| Stamp(span.due)),
            incident: release.incident().filter(|_| phase.stage == Stage::Incident),
            done: items.iter().filter(|item| item.state.is_complete()).count(),
            skipped: (items.iter()).filter(|item| item.state == ItemState::Skipped).count(),
            total: items.len(),
            late: items.iter().filter(|item| item.late).count(),
            items,
        }
    }
}
