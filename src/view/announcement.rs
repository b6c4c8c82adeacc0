//! A message to stakeholders as data, the channels where it goes, and when the next one is due.

use super::history::notes_of;
use super::{DecisionView, DecisionsView, EventView, IncidentLine, Stamp, StatusView};
use crate::log::{Act, NoteKind};
use crate::names::Person;
use crate::playbook::{Channel, Stage};
use crate::release::deviations::deviations;
use crate::release::updates::{self, AnnouncementKind};
use crate::release::{Incident, Release};
use crate::schedule::{Moment, iso_duration};
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

#[derive(Debug, Clone, Serialize)]
pub struct ChannelsView {
    pub release: Option<String>,
    /// The present stage; none for the playbook alone.
    pub stage: Option<Stage>,
    pub channels: Vec<ChannelView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ChannelView {
    pub stage: Stage,
    pub name: String,
    /// The time between two updates, as an ISO 8601 duration.
    pub every: Option<String>,
    pub next_due: Option<Stamp>,
    pub late: bool,
    pub current: bool,
    #[serde(skip)]
    pub every_minutes: Option<u32>,
}

impl ChannelsView {
    pub fn new(release: &Release, now: Moment) -> Self {
        let stage = release.name.as_ref().map(|_| release.stage(now));
        let channels = release.playbook.channels.iter();
        let view = |it: &Channel| ChannelView::new(release, it, stage == Some(it.stage), now);
        Self { release: release.name.clone(), stage, channels: channels.map(view).collect() }
    }
}

impl ChannelView {
    fn new(release: &Release, channel: &Channel, current: bool, now: Moment) -> Self {
        let next_due = current.then(|| updates::next_due(release, channel)).flatten();
        Self {
            stage: channel.stage,
            name: channel.name.clone(),
            every: channel.every_minutes.map(iso_duration),
            next_due: next_due.map(Stamp),
            late: next_due.is_some_and(|due| now > due),
            current,
            every_minutes: channel.every_minutes,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct UpdateView {
    pub channel: String,
    /// The time between two updates, as an ISO 8601 duration.
    pub every: Option<String>,
    /// When the last one was sent.
    pub last: Option<Stamp>,
    pub due: Stamp,
    pub late: bool,
    /// When the one after it is due if this one is sent now.
    #[serde(skip)]
    pub then_due: Stamp,
}

impl UpdateView {
    /// The next update during a release or an incident. An incident whose channel has no interval is announced as often as the
    /// release itself.
    pub fn new(release: &Release, now: Moment) -> Option<Self> {
        let of = |stage| {
            let mut channels = release.playbook.channels.iter();
            channels.find(|channel| channel.stage == stage && channel.every_minutes.is_some())
        };
        let during = of(Stage::DuringRelease);
        let channel = match release.stage(now) {
            Stage::PreRelease | Stage::PostRelease => None,
            Stage::DuringRelease => during.cloned(),
            Stage::Incident => of(Stage::Incident)
                .or(during)
                .map(|channel| Channel { stage: Stage::Incident, ..channel.clone() }),
        }?;
        let view = ChannelView::new(release, &channel, true, now);
        Some(Self {
            channel: view.name,
            every: view.every,
            last: updates::last_sent(release).map(Stamp),
            due: view.next_due?,
            late: view.late,
            then_due: Stamp(updates::due_once_sent(release, &channel, now)?),
        })
    }
}
