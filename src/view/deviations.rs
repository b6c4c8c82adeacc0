//! What was done differently from the plan, with who, when and why.

use super::{EventView, Stamp};
use crate::log::Act;
use crate::names::{GateId, ItemId, Person, RoleId};
use crate::release::Release;
use crate::release::deviations::{Deviation, DeviationDetail, DeviationKind, deviations};
use serde::Serialize;
use std::collections::BTreeMap;

/// All deviations, grouped by item, the most severe first.
#[derive(Debug, Clone, Serialize)]
pub struct DeviationsView {
    pub release: Option<String>,
    pub deviations: Vec<DeviationView>,
}

/// One deviation.
#[derive(Debug, Clone, Serialize)]
pub struct DeviationView {
    pub kind: DeviationKind,
    /// The item's number and id, where it is about one.
    #[serde(rename = "ref")]
    pub number: Option<String>,
    pub item: Option<ItemId>,
    /// Its subject in words: the item's text, the decision and its outcome, what was noted.
    pub about: String,
    pub by: Person,
    pub at: Stamp,
    /// When it really happened, if that was before it was recorded.
    pub happened: Option<Stamp>,
    /// The reason, note or text that was given.
    pub reason: Option<String>,
    pub link: Option<String>,
    /// Of something late: when it was due.
    pub due: Option<Stamp>,
    /// Of an item ticked by someone else, or skipped for one of all roles: the role and its name.
    pub role: Option<RoleId>,
    #[serde(skip)]
    pub role_name: String,
    /// Of something set back: who had done it.
    pub done_by: Option<Person>,
    /// Of a deployment while a gate was closed: the gate, and how many requirements were not met.
    pub gate: Option<GateId>,
    pub missing: Option<usize>,
    /// The numbers of the items that should have come first.
    pub waited_for: Vec<String>,
    /// The event's position: one event can be several deviations.
    #[serde(skip)]
    pub position: usize,
}

impl DeviationsView {
    /// Shows all deviations.
    pub fn new(release: &Release) -> Self {
        let all = deviations(release);
        let views = all.iter().map(|deviation| DeviationView::new(release, deviation));
        Self { release: release.name.clone(), deviations: sorted(views.collect()) }
    }
}

/// Groups deviations by item, and those of an item by event; the most severe first, then the oldest.
fn sorted(mut views: Vec<DeviationView>) -> Vec<DeviationView> {
    let mut items: BTreeMap<Result<String, usize>, (DeviationKind, usize)> = BTreeMap::new();
    let mut events: BTreeMap<usize, DeviationKind> = BTreeMap::new();
    for view in &views {
        let item = items.entry(view.group()).or_insert((view.kind, view.position));
        item.0 = item.0.min(view.kind);
        let event = events.entry(view.position).or_insert(view.kind);
        *event = (*event).min(view.kind);
    }
    let place = |view: &DeviationView| (items[&view.group()], events[&view.position]);
    views.sort_by_cached_key(|view| (place(view), view.position, view.kind));
    views
}

impl DeviationView {
    /// The item that it belongs to, or the event itself.
    fn group(&self) -> Result<String, usize> {
        self.number.clone().ok_or(self.position)
    }

    /// Shows one deviation.
    pub fn new(release: &Release, deviation: &Deviation) -> Self {
        let event = EventView::new(release, deviation.event);
        let skipped_for = event.role.as_deref().map(RoleId::from);
        let mut view = Self {
            kind: DeviationKind::from(&deviation.kind),
            number: event.number,
            item: event.item,
            about: event.about,
            by: event.by,
            at: event.at,
            happened: event.happened,
            reason: event.said,
            link: event.link,
            due: None,
            role: None,
            role_name: String::new(),
            done_by: None,
            gate: None,
            missing: None,
            waited_for: Vec::new(),
            position: deviation.event,
        };
        match &deviation.kind {
            DeviationDetail::Late { due } => view.due = Some(Stamp(*due)),
            DeviationDetail::Skipped => {
                let for_all = deviation.place.filter(|&place| release.playbook.is_for_all(place));
                view.role = for_all.and(skipped_for);
            }
            DeviationDetail::Foreign { role } | DeviationDetail::SelfAssigned { role } => {
                view.role = Some(role.clone());
            }
            DeviationDetail::Early { waited_for } => {
                view.waited_for =
                    waited_for.iter().map(|&it| release.playbook.number(it)).collect();
            }
            DeviationDetail::Unticked { by } => view.done_by = Some(by.clone()),
            DeviationDetail::Overridden => {
                view.about = decided(release, deviation.event).unwrap_or(view.about);
            }
            DeviationDetail::ClosedGate { gate, missing } => {
                (view.gate, view.missing) = (Some(gate.clone()), Some(*missing));
            }
            // A note about the release as a whole is its own subject.
            DeviationDetail::Noted if view.number.is_none() => {
                view.about = view.reason.take().unwrap_or_default();
            }
            DeviationDetail::Repaired | DeviationDetail::Noted | DeviationDetail::Added => {}
        }
        if let Some(role) = &view.role {
            view.role_name = release.playbook.role_name(role).to_owned();
        }
        view
    }
}

/// `Security Exception: granted`.
fn decided(release: &Release, event: usize) -> Option<String> {
    let Act::Decided(decided) = &release.events()[event].act else {
        return None;
    };
    let decision = release.playbook.decision(&decided.decision)?;
    Some(format!("{}: {}", decision.name, decided.outcome))
}
