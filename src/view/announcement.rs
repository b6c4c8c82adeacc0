//! A message to stakeholders as data.

use super::history::notes_of;
use super::{DecisionView, DecisionsView, EventView, IncidentLine, Stamp, StatusView};
use crate::log::{Act, NoteKind};
use crate::names::Person;
use crate::playbook::Stage;
use crate::release::deviations::deviations;
use crate::release::updates::AnnouncementKind;
use crate::release::{Incident, Release};
use crate::schedule::Moment;
use serde::Serialize;

/// How many items and risks a text names.
const MOST: usize = 3;

#[derive(Debug, Clone, Serialize)]
pub struct AnnouncementView {
    pub kind: AnnouncementKind,
    /// The release, with the phases by date and without incident lists; an undated one comes with the one before it.
    #[serde(flatten)]
    pub status: StatusView,
    pub deployed_by: Option<Person>,
    pub deviations: usize,
    /// What the gates require, and what was decided since an incident began.
    pub decided: Vec<DecisionView>,
    /// The newest incident that is open, else the newest one.
    pub incident: Option<IncidentLine>,
    /// The newest thing noted about it.
    pub noted: Option<NotedView>,
    pub incidents_total: usize,
    /// Risks that are not resolved.
    pub risks: Vec<EventView>,
    /// Notes of what was measured, heard and learned.
    pub lessons: Vec<EventView>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NotedView {
    pub at: Stamp,
    pub text: String,
}

impl AnnouncementView {
    /// Gathers what a text of a kind says at a moment; `None` for a draft.
    pub fn new(
        release: &Release,
        kind: AnnouncementKind,
        note: Option<String>,
        now: Moment,
    ) -> Option<Self> {
        let mut status = StatusView::new(release, now, MOST)?;
        status.phases.retain(|phase| phase.stage != Stage::Incident);
        // Of the phases of one day the playbook gives the order.
        let mut day = None;
        status.phases.sort_by_cached_key(|phase| {
            day = phase.due.map(|due| due.0.date_naive()).or(day);
            (day, phase.number)
        });
        let incident = release.newest_incident();
        Some(Self {
            kind,
            status,
            deployed_by: deployed_by(release),
            deviations: deviations(release).len(),
            decided: decisions(release, incident),
            incident: incident.map(|incident| IncidentLine::new(release, incident, now)),
            noted: incident.and_then(|incident| noted(release, incident)),
            incidents_total: release.progress.incidents.len(),
            risks: notes_of(release, &[NoteKind::Risk]),
            lessons: notes_of(release, &[NoteKind::Metric, NoteKind::Feedback, NoteKind::Lesson]),
            note,
        })
    }
}

fn noted(release: &Release, incident: &Incident) -> Option<NotedView> {
    release.counted().rev().find_map(|(_, event)| {
        let Act::IncidentNoted { incident: number, text } = &event.act else { return None };
        (*number == incident.number)
            .then(|| NotedView { at: Stamp(release.local(event.at)), text: text.clone() })
    })
}

fn deployed_by(release: &Release) -> Option<Person> {
    release.deployed()?;
    let event = release.status(release.playbook.deployment()?).event?;
    Some(release.events()[event].by.clone())
}

/// The decisions that gates require, and those that were made or asked for since an incident began.
fn decisions(release: &Release, incident: Option<&Incident>) -> Vec<DecisionView> {
    let mut all = DecisionsView::new(release, None).decisions;
    let since =
        incident.map(|incident| Stamp(release.local(release.events()[incident.declared].at)));
    all.retain(|decision| {
        let mut gates = release.playbook.gates.iter();
        let late = since.is_some_and(|since| decision.newest().is_some_and(|at| at >= since));
        late || gates.any(|gate| gate.decisions.contains_key(&decision.id))
    });
    all
}
