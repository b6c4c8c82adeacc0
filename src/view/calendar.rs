//! The dated phases for a calendar.

use super::list::Filter;
use crate::log::Act;
use crate::names::PhaseId;
use crate::playbook::Place;
use crate::release::{Release, ReleaseState};
use crate::schedule::Moment;
use chrono::{DateTime, Utc};

#[derive(Debug, Clone)]
pub struct CalendarView {
    pub entries: Vec<CalendarEntry>,
    pub cancelled: bool,
    /// How many entries of the log could have changed dates or the end of the release. It never decreases.
    pub sequence: u32,
    /// When the log was last written.
    pub stamp: DateTime<Utc>,
}

#[derive(Debug, Clone)]
pub struct CalendarEntry {
    /// The same for as long as the release has this phase.
    pub uid: String,
    pub summary: String,
    /// What is to do, one line for each item.
    pub to_do: Vec<String>,
    pub starts: Moment,
    pub due: Moment,
    pub whole_days: bool,
}

impl CalendarView {
    /// Shows all dated phases, or one, that have items which the filter lets through.
    pub fn new(release: &Release, only: Option<&PhaseId>, filter: &Filter, now: Moment) -> Self {
        let phases = release.playbook.phases.iter().enumerate();
        let wanted = phases.filter(|(_, phase)| only.is_none_or(|id| phase.id == *id));
        let events = release.events();
        Self {
            entries: wanted
                .filter_map(|(p, _)| CalendarEntry::new(release, p, filter, now))
                .collect(),
            cancelled: matches!(release.progress.end, ReleaseState::Cancelled(_)),
            sequence: u32::try_from(events.iter().filter(|it| is_change(release, &it.act)).count())
                .unwrap_or(u32::MAX),
            stamp: events.iter().map(|event| event.at).max().unwrap_or(now.to_utc()),
        }
    }
}

impl CalendarEntry {
    fn new(release: &Release, position: usize, filter: &Filter, now: Moment) -> Option<Self> {
        let playbook = &release.playbook;
        let phase = &playbook.phases[position];
        let (when, span) = (phase.when?, release.spans[position].as_ref()?);
        let of_phase = Filter { phase: Some(phase.id.clone()), ..filter.clone() };
        let items: Vec<Place> = of_phase.places(release, now).collect();
        let left = |place: &&Place| !release.status(**place).state.is_complete();
        let line = |place: &Place| format!("{} {}", playbook.number(*place), playbook.line(*place));
        let to_do: Vec<String> = items.iter().filter(left).map(line).collect();
        let done = items.len() - to_do.len();
        (!items.is_empty()).then(|| Self {
            uid: format!("{:.16}-{}@octorel", release.events()[0].id.to_string(), phase.id),
            summary: format!("{}: {} ({done}/{})", release.title(), phase.name, items.len()),
            to_do,
            starts: span.starts,
            due: span.due,
            whole_days: when.to.unwrap_or(when.from).is_calendar(),
        })
    }
}

/// Whether an entry of the log may change dates or the end of the release.
fn is_change(release: &Release, act: &Act) -> bool {
    let deployment = release.playbook.deployment().map(|place| release.playbook.id(place));
    let rollback = release.playbook.reverting_decision().map(|decision| &decision.id);
    let is_about = (act.item().is_some() && act.item() == deployment)
        || (act.decision().is_some() && act.decision() == rollback);
    let is_plan = matches!(
        act,
        Act::Rescheduled { .. }
            | Act::Upgraded(_)
            | Act::RoundStarted { .. }
            | Act::Undone { .. }
            | Act::Cancelled { .. }
            | Act::Reopened { .. }
    );
    is_about || is_plan
}
