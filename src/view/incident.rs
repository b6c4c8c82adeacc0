//! The incidents of a release: what each is about, how long it lasts, and the progress of its list.

use super::{EventView, ItemView, Stamp};
use crate::log::Act;
use crate::names::Person;
use crate::release::{Incident, Release, declaration};
use crate::schedule::{Length, Moment};
use serde::Serialize;

/// All incidents, in the order of their numbers.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentsView {
    pub release: Option<String>,
    pub incidents: Vec<IncidentView>,
}

/// One incident with the items of its list.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentView {
    #[serde(flatten)]
    pub line: IncidentLine,
    pub items: Vec<ItemView>,
}

/// One incident at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentLine {
    pub number: u32,
    pub text: String,
    /// From 1, the worst, to 4; of several declarations the worst.
    pub severity: u8,
    pub state: IncidentState,
    pub declared: Stamp,
    pub declared_by: Person,
    pub resolved: Option<Stamp>,
    pub resolved_by: Option<Person>,
    /// Why it was resolved.
    pub reason: Option<String>,
    /// From its declaration to its end, or to the moment shown.
    pub duration: Length,
    /// How many items of its list are done, and how many there are.
    pub done: usize,
    pub total: usize,
    /// Other declarations of the same number, by people who did not know of this one.
    pub beside: Vec<EventView>,
}

/// Whether an incident is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum IncidentState {
    Ongoing,
    Resolved,
}

impl IncidentsView {
    /// Shows all incidents at a moment.
    pub fn new(release: &Release, now: Moment) -> Self {
        let incidents = release.progress.incidents.iter();
        Self {
            release: release.name.clone(),
            incidents: incidents
                .map(|incident| IncidentView {
                    line: IncidentLine::new(release, incident, now),
                    items: items(release, incident.number, now),
                })
                .collect(),
        }
    }
}

impl IncidentLine {
    /// Shows one incident at a moment.
    pub fn new(release: &Release, incident: &Incident, now: Moment) -> Self {
        let event = |position: usize| &release.events()[position];
        let declared = event(incident.declared);
        let resolved = incident.resolved.map(event);
        let end = resolved.map_or(now, |resolved| release.local(resolved.at));
        let declarations = std::iter::once(&incident.declared).chain(&incident.beside);
        let list = || release.incident_list();
        let settled = |&place: &_| {
            let tally = release.status_in(place, incident.number);
            tally.state.is_complete()
        };
        Self {
            number: incident.number,
            text: declaration(declared).0.to_owned(),
            severity: declarations.map(|&i| declaration(event(i)).1).min().unwrap_or_default(),
            state: if resolved.is_some() {
                IncidentState::Resolved
            } else {
                IncidentState::Ongoing
            },
            declared: Stamp(release.local(declared.at)),
            declared_by: declared.by.clone(),
            resolved: resolved.map(|event| Stamp(release.local(event.at))),
            resolved_by: resolved.map(|event| event.by.clone()),
            reason: resolved.and_then(|event| {
                let Act::IncidentResolved { reason, .. } = &event.act else {
                    return None;
                };
                reason.clone()
            }),
            duration: Length::between(&declared.at, &end),
            done: list().filter(settled).count(),
            total: list().count(),
            beside: (incident.beside.iter()).map(|&i| EventView::new(release, i)).collect(),
        }
    }

    /// Says whether it is still ongoing.
    pub fn is_ongoing(&self) -> bool {
        self.resolved.is_none()
    }
}

/// The items of an incident's list.
pub(super) fn items(release: &Release, incident: u32, now: Moment) -> Vec<ItemView> {
    let item = |place| {
        let tally = release.status_in(place, incident);
        ItemView::with(release, place, &tally, now)
    };
    release.incident_list().map(item).collect()
}
