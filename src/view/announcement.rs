//! A message to stakeholders as data.

use super::history::notes_of;
use super::{
    DecisionView, DecisionsView, EventView, IncidentLine, ItemView, PhaseLine, Stamp, StatusView,
    UpdateView,
};
use crate::log::{Act, NoteKind};
use crate::names::Person;
use crate::playbook::Stage;
use crate::release::Incident;
use crate::release::Release;
use crate::release::updates::AnnouncementKind;
use crate::schedule::Moment;
use serde::Serialize;

/// How many items and risks a text names.
const MOST: usize = 3;

/// What a text says.
#[derive(Debug, Clone, Serialize)]
pub struct AnnouncementView {
    pub kind: AnnouncementKind,
    pub release: String,
    pub at: Stamp,
    pub release_at: Option<Stamp>,
    pub deployed_at: Option<Stamp>,
    pub deployed_by: Option<Person>,
    pub rolled_back_at: Option<Stamp>,
    /// The phases without incident lists, by date; an undated one comes with the one before it.
    pub phases: Vec<PhaseLine>,
    /// How many items of those phases are done or skipped, and how many there are.
    pub done: usize,
    pub total: usize,
    /// The phases of the present stage that are not done.
    pub under_way: Vec<PhaseLine>,
    pub next: Vec<ItemView>,
    pub blocked: Vec<ItemView>,
    pub late: usize,
    pub skipped: usize,
    pub deviations: usize,
    /// What the gates require, and what was decided since an incident began.
    pub decisions: Vec<DecisionView>,
    /// The newest incident that is open, else the newest one.
    pub incident: Option<IncidentLine>,
    /// The newest thing noted about it.
    pub noted: Option<NotedView>,
    pub incidents: usize,
    pub incidents_ongoing: usize,
    /// Risks that are not resolved.
    pub risks: Vec<EventView>,
    /// Notes of what was measured, heard and learned.
    pub lessons: Vec<EventView>,
    /// Who holds the first role of the playbook, and what it is called.
    pub lead: Vec<Person>,
    pub lead_role: String,
    /// When the next message is due after this one, if the stage has updates.
    pub next_due: Option<Stamp>,
    pub note: Option<String>,
}

/// What was noted about an incident, and when.
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
        let status = StatusView::new(release, now, MOST)?;
        let mut phases: Vec<PhaseLine> =
            (status.phases.into_iter()).filter(|phase| phase.stage != Stage::Incident).collect();
        // Of the phases of one day the playbook gives the order.
        let mut day = None;
        phases.sort_by_cached_key(|phase| {
            day = phase.due.map(|due| due.0.date_naive()).or(day);
            (day, phase.number)
        });
        let incident = release.newest_incident();
        let (lead_role, lead) = status.lead;
        Some(Self {
            kind,
            release: status.release,
            at: status.at,
            release_at: status.release_at,
            deployed_at: status.deployed_at,
            rolled_back_at: status.rolled_back_at,
            deployed_by: deployed_by(release),
            skipped: phases.iter().map(|phase| phase.skipped).sum(),
            done: phases.iter().map(|phase| phase.done).sum(),
            total: phases.iter().map(|phase| phase.total).sum(),
            under_way: under_way(release, &phases, now),
            phases,
            next: status.next,
            blocked: status.blocked,
            late: status.counts.late,
            deviations: crate::release::deviations::deviations(release).len(),
            decisions: decisions(release, incident),
            incident: incident.map(|incident| IncidentLine::new(release, incident, now)),
            noted: incident.and_then(|incident| noted(release, incident)),
            incidents: release.progress.incidents.len(),
            incidents_ongoing: release.ongoing_incidents().count(),
            risks: notes_of(release, &[NoteKind::Risk]),
            lessons: notes_of(release, &[NoteKind::Metric, NoteKind::Feedback, NoteKind::Lesson]),
            lead,
            lead_role,
            next_due: UpdateView::new(release, now).map(|update| update.then_due),
            note,
        })
    }
}

/// The newest thing noted about an incident.
fn noted(release: &Release, incident: &Incident) -> Option<NotedView> {
    release.counted().rev().find_map(|(_, event)| {
        let Act::IncidentNoted { incident: number, text } = &event.act else {
            return None;
        };
        (*number == incident.number)
            .then(|| NotedView { at: Stamp(release.local(event.at)), text: text.clone() })
    })
}

fn deployed_by(release: &Release) -> Option<Person> {
    release.deployed()?;
    let event = release.status(release.playbook.deployment()?).event?;
    Some(release.events()[event].by.clone())
}

/// The phases of the present stage that are not done; before the release, those that have started.
fn under_way(release: &Release, phases: &[PhaseLine], now: Moment) -> Vec<PhaseLine> {
    let stage = match release.stage(now) {
        Stage::Incident if release.deployed().is_some() => Stage::PostRelease,
        Stage::Incident => Stage::DuringRelease,
        stage => stage,
    };
    let is_under_way = |phase: &&PhaseLine| {
        let position = phase.number - 1;
        let has_started = release.spans[position].is_some_and(|span| now >= span.starts);
        let of_stage = release.playbook.phases[position].stage == stage;
        let is_current = phase.done > 0 || has_started || stage == Stage::DuringRelease;
        of_stage && is_current && phase.done < phase.total
    };
    phases.iter().filter(is_under_way).cloned().collect()
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
