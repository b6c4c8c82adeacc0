//! The incidents of a release: what each is about, how long it lasts, and the progress of its list.

use super::{EventView, ItemView};
use crate::release::{Incident, Release, declaration};
use crate::schedule::{Length, Moment};
use serde::Serialize;

/// All incidents, in the order of their numbers.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentsView {
    pub release: Option<String>,
    pub incidents: Vec<IncidentView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct IncidentView {
    #[serde(flatten)]
    pub line: IncidentLine,
    pub items: Vec<ItemView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct IncidentLine {
    pub number: u32,
    pub text: String,
    /// From 1, the worst, to 4; of several declarations the worst.
    pub severity: u8,
    pub state: IncidentState,
    pub declared: EventView,
    pub resolved: Option<EventView>,
    /// From its declaration to its end, or to the moment shown.
    pub duration: Length,
    /// How many items of its list are done, and how many there are.
    pub done: usize,
    pub total: usize,
    /// Other declarations of the same number, by people who did not know of this one.
    pub beside: Vec<EventView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum IncidentState {
    Ongoing,
    Resolved,
}

impl IncidentsView {
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
    pub fn new(release: &Release, incident: &Incident, now: Moment) -> Self {
        let declared = EventView::new(release, incident.declared);
        let resolved = incident.resolved.map(|event| EventView::new(release, event));
        let end = resolved.as_ref().map_or(now, |resolved| resolved.at.0);
        let declarations = std::iter::once(&incident.declared).chain(&incident.beside);
        let list = || release.incident_list();
        let settled = |&it: &_| release.status_in(it, incident.number).state.is_complete();
        Self {
            number: incident.number,
            text: declared.said.clone().unwrap_or_default(),
            severity: declarations
                .map(|&i| declaration(&release.events()[i]).1)
                .min()
                .unwrap_or_default(),
            state: match resolved {
                Some(_) => IncidentState::Resolved,
                None => IncidentState::Ongoing,
            },
            duration: Length::between(&declared.at.0, &end),
            declared,
            resolved,
            done: list().filter(settled).count(),
            total: list().count(),
            beside: (incident.beside.iter()).map(|&i| EventView::new(release, i)).collect(),
        }
    }

    /// How it was resolved.
    pub fn reason(&self) -> Option<&String> {
        self.resolved.as_ref()?.said.as_ref()
    }

    pub fn is_ongoing(&self) -> bool {
        self.resolved.is_none()
    }
}

pub(super) fn items(release: &Release, incident: u32, now: Moment) -> Vec<ItemView> {
    let status = |place| release.status_in(place, incident);
    let list = release.incident_list();
    list.map(|place| ItemView::with(release, place, &status(place), now)).collect()
}
