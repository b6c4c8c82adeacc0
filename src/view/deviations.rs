//! What was done differently from the plan, with who, when and why.

use super::EventView;
use crate::playbook::Place;
use crate::release::Release;
use crate::release::deviations::{Deviation, DeviationDetail, deviations};
use serde::Serialize;
use std::collections::BTreeMap;

/// All deviations, grouped by item, the most severe first.
#[derive(Debug, Clone, Serialize)]
pub struct DeviationsView {
    pub release: Option<String>,
    pub deviations: Vec<DeviationView>,
}

/// One deviation. An event can be several.
#[derive(Debug, Clone, Serialize)]
pub struct DeviationView {
    #[serde(flatten)]
    pub event: EventView,
    #[serde(flatten)]
    pub detail: DeviationDetail,
}

impl DeviationsView {
    pub fn new(release: &Release) -> Self {
        let all = sorted(deviations(release)).into_iter();
        let views = all.map(|deviation| DeviationView::new(release, deviation));
        Self { release: release.name.clone(), deviations: views.collect() }
    }
}

/// Groups deviations by item, and those of an item by event; the most severe first, then the oldest.
fn sorted(mut all: Vec<Deviation>) -> Vec<Deviation> {
    let group = |one: &Deviation| one.place.ok_or(one.event);
    let mut items: BTreeMap<Result<Place, usize>, (u8, usize)> = BTreeMap::new();
    let mut events: BTreeMap<usize, u8> = BTreeMap::new();
    for one in &all {
        let severity = severity(&one.kind);
        let item = items.entry(group(one)).or_insert((u8::MAX, one.event));
        item.0 = item.0.min(severity);
        let event = events.entry(one.event).or_insert(u8::MAX);
        *event = (*event).min(severity);
    }
    let rank = |one: &Deviation| (items[&group(one)], events[&one.event]);
    all.sort_by_cached_key(|one| (rank(one), one.event, severity(&one.kind)));
    all
}

/// How severe a deviation is: 0 is the most severe.
fn severity(kind: &DeviationDetail) -> u8 {
    match kind {
        DeviationDetail::Repaired => 0,
        DeviationDetail::Overridden => 1,
        DeviationDetail::ClosedGate { .. } | DeviationDetail::Early { .. } => 2,
        DeviationDetail::Skipped { .. } => 3,
        DeviationDetail::Foreign { .. }
        | DeviationDetail::Unticked { .. }
        | DeviationDetail::SelfAssigned { .. } => 4,
        DeviationDetail::Late { .. } => 5,
        DeviationDetail::Noted | DeviationDetail::Added => 6,
    }
}

impl DeviationView {
    pub fn new(release: &Release, deviation: Deviation) -> Self {
        Self { event: EventView::new(release, deviation.event), detail: deviation.kind }
    }
}
