//! The report of a release, finished or not.
//!
//! Each incident has one line here; its details are in its own report.

use super::{
    DecisionView, DeviationView, DeviationsView, EventView, GateLine, IncidentLine, ItemView,
    LogView, PhaseView, PhasesView, ReleaseStatus, RoleLine, RoleView, RolesView, Stamp,
    StatusView,
};
use crate::log::Act;
use crate::names::PhaseId;
use crate::playbook::{Place, Stage};
use crate::release::course::{changes, required};
use crate::release::{ItemState, Release, ReleaseState};
use crate::schedule::Moment;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many late, next and blocked items the status at the top has.
const SHOWN: usize = 40;

#[derive(Debug, Clone, Serialize)]
pub struct ReportView {
    pub release: String,
    /// The moment that is shown: that of the end, once it has ended.
    pub at: Stamp,
    pub state: ReleaseStatus,
    /// How it began and, once it has, how it ended.
    pub began: EventView,
    pub ended: Option<EventView>,
    /// T as it was first planned, and as it is; null if nothing is dated.
    pub first_planned: Option<Stamp>,
    pub release_at: Option<Stamp>,
    pub deployed_at: Option<Stamp>,
    pub attempts: Vec<AttemptView>,
    /// The rounds that were started with `again`, in the order of the phases.
    pub rounds: Vec<RoundView>,
    pub gates: Vec<GateLine>,
    /// How many required items were left when; null if nothing is dated.
    pub burn_down: Option<BurnDownView>,
    pub load: Vec<LoadView>,
    pub dates: Vec<DatesView>,
    /// The phases that have a date, with their items.
    pub phases: Vec<PhaseView>,
    pub roles: Vec<RoleView>,
    /// All decisions, with an entry for each attempt in which they were to be made.
    pub decisions: Vec<DecisionView>,
    pub deviations: Vec<DeviationView>,
    pub incidents: Vec<IncidentLine>,
    pub events: Vec<EventView>,
    #[serde(skip)]
    pub status: StatusView,
}

#[derive(Debug, Clone, Serialize)]
pub struct DatesView {
    pub number: usize,
    pub id: PhaseId,
    pub name: String,
    pub due: Option<Stamp>,
    /// Says whether the due date is an exact instant rather than the end of a day.
    #[serde(skip)]
    pub exact: bool,
    /// When the last of its items was done or skipped; none while a required one is to do.
    pub completed: Option<Stamp>,
    /// How many items were late or still are.
    pub late: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct AttemptView {
    pub attempt: u32,
    pub deployed: Option<EventView>,
    pub rolled_back: Option<EventView>,
}

/// A round of a phase that was started with `again`.
#[derive(Debug, Clone, Serialize)]
pub struct RoundView {
    pub phase: PhaseId,
    pub name: String,
    pub round: u32,
    pub started: EventView,
    /// The numbers of the items that were not done in the round before.
    pub left_before: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportTrouble {
    /// The release has ended and the file is not there.
    Absent,
    /// It shows another state of the release.
    Outdated,
}

impl ReportView {
    /// Shows a release at a moment, one that has ended as it was then; `None` for a draft, of which there is nothing to tell.
    pub fn new(release: &Release, now: Moment) -> Option<Self> {
        let end = match release.progress.end {
            ReleaseState::Active => None,
            ReleaseState::Finished(event) | ReleaseState::Cancelled(event) => Some(event),
        };
        let now = end.map_or(now, |event| release.local(release.events()[event].at));
        let status = StatusView::new(release, now, SHOWN)?;
        let (first, started) = release.log.beginning()?;
        let mut phases = PhasesView::new(release, None, now).phases;
        phases.retain(|phase| phase.line.stage != Stage::Incident);
        let began = EventView::new(release, first);
        let roles = RolesView::new(release, None, now).roles;
        Some(Self {
            release: status.release.clone(),
            at: status.at,
            state: status.release_state,
            burn_down: BurnDownView::new(release, began.at, now),
            load: roles.iter().map(LoadView::new).collect(),
            began,
            ended: end.map(|event| EventView::new(release, event)),
            first_planned: started.t().map(Stamp),
            release_at: status.release_at,
            deployed_at: status.deployed_at,
            attempts: attempts(release),
            rounds: rounds(release),
            gates: status.gates.clone(),
            dates: phases.iter().map(DatesView::new).collect(),
            phases,
            roles,
            decisions: (release.playbook.decisions.iter())
                .flat_map(|decision| DecisionView::rounds(release, decision))
                .collect(),
            deviations: DeviationsView::new(release).deviations,
            incidents: (release.progress.incidents.iter())
                .map(|incident| IncidentLine::new(release, incident, now))
                .collect(),
            events: LogView::new(release, None).events,
            status,
        })
    }
}

/// The last line of a report file: the state of the release, and the events that the report is made of.
pub fn report_mark(release: &Release) -> String {
    let id = |&head: &usize| format!(" {:.12}", release.events()[head].id.to_string());
    let heads: String = release.log.graph.heads.iter().map(id).collect();
    format!("{}{} events,{heads} -->", opening(release), release.events().len())
}

/// The mark up to the state of the release.
fn opening(release: &Release) -> String {
    let state: &str = ReleaseStatus::from(release.progress.end).into();
    format!("<!-- octorel: {state}, ")
}

pub fn report_trouble(release: &Release, report: Option<&[u8]>) -> Option<ReportTrouble> {
    let is_active = release.progress.end == ReleaseState::Active;
    let Some(report) = report else { return (!is_active).then_some(ReportTrouble::Absent) };
    // The report of an active release shows the moment when it was reopened.
    let mark = if is_active { opening(release) } else { report_mark(release) };
    let is_right = String::from_utf8_lossy(report).contains(&mark);
    (!is_right).then_some(ReportTrouble::Outdated)
}

fn attempts(release: &Release) -> Vec<AttemptView> {
    let event = |event| EventView::new(release, event);
    let view = |attempt: u32| {
        let tick = release.playbook.deployment().and_then(|place| {
            let status = release.status_in(place, attempt);
            status.event.filter(|_| status.state == ItemState::Done)
        });
        let ended = release.progress.rollbacks.iter().zip(1..).find(|(_, ended)| *ended == attempt);
        AttemptView {
            attempt,
            deployed: tick.map(event),
            rolled_back: ended.map(|(&ended, _)| event(ended)),
        }
    };
    (1..=release.progress.attempt()).map(view).collect()
}

fn rounds(release: &Release) -> Vec<RoundView> {
    let phases = 0..release.playbook.phases.len();
    let started =
        phases.flat_map(|phase| release.rounds_of(phase).iter().map(move |it| (phase, *it)));
    let view = |(phase, event): (usize, usize)| {
        let Act::RoundStarted { round, .. } = &release.events()[event].act else { return None };
        let definition = &release.playbook.phases[phase];
        let before = |place: &Place| release.status_in(*place, round.saturating_sub(1)).state;
        let places = definition.leaves().map(|item| Place::Item { phase, item });
        let left = places.filter(|it| !before(it).is_complete());
        Some(RoundView {
            phase: definition.id.clone(),
            name: definition.name.clone(),
            round: *round,
            started: EventView::new(release, event),
            left_before: left.map(|place| release.playbook.number(place)).collect(),
        })
    };
    started.filter_map(view).collect()
}

impl DatesView {
    fn new(phase: &PhaseView) -> Self {
        let is_left = |item: &&ItemView| !item.state.is_complete() && item.required;
        let complete = !phase.leaves().any(|item| is_left(&item));
        let settled = phase.leaves().filter(|item| item.state.is_complete());
        let last = settled.filter_map(ItemView::since).max();
        let late = |item: &&ItemView| {
            let at = item.since().filter(|_| item.state.is_complete());
            let is_late = item.due.is_some() && at > item.due;
            item.required && (item.late || is_late)
        };
        Self {
            number: phase.line.number,
            id: phase.line.id.clone(),
            name: phase.line.name.clone(),
            due: phase.line.due,
            exact: phase.line.exact,
            completed: last.filter(|_| complete),
            late: phase.leaves().filter(late).count(),
        }
    }
}

/// The burn-down of the required items, without those of incident lists.
#[derive(Debug, Clone, Serialize)]
pub struct BurnDownView {
    pub total: usize,
    /// How many are left after each due date if all is done in time.
    pub planned: Vec<LeftView>,
    /// How many were left after each change, from the start to the moment shown.
    pub actual: Vec<LeftView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LeftView {
    pub at: Stamp,
    pub left: usize,
}

impl BurnDownView {
    /// Shows the burn-down from the start to a moment; `None` if nothing is dated.
    fn new(release: &Release, start: Stamp, now: Moment) -> Option<Self> {
        let mut due: BTreeMap<Moment, usize> = BTreeMap::new();
        let (mut total, mut left) = (0, 0);
        for place in required(release) {
            total += 1;
            left += usize::from(!release.status(place).state.is_complete());
            if let Some(span) = release.planned(place) {
                *due.entry(span.due).or_default() += 1;
            }
        }
        if due.is_empty() {
            return None;
        }
        let first = LeftView { at: start, left: total };
        let mut planned = vec![first];
        for (at, count) in due {
            let before = planned.last().map_or(total, |it| it.left);
            planned.push(LeftView { at: Stamp(at), left: before - count });
        }
        let mut actual = vec![first];
        let mut sum = i64::try_from(total).unwrap_or(i64::MAX);
        for (at, change) in changes(release) {
            sum = sum.saturating_add(change);
            let at = release.local(at).clamp(start.0.min(now), now);
            actual.push(LeftView { at: Stamp(at), left: usize::try_from(sum).unwrap_or_default() });
        }
        // Of several changes at the same moment, the last one counts.
        actual.reverse();
        actual.dedup_by_key(|it| it.at);
        actual.reverse();
        actual.push(LeftView { at: Stamp(now), left });
        Some(Self { total, planned, actual })
    }

    /// How many should be left by now, and how many are.
    pub fn now(&self) -> (usize, usize) {
        let now = self.actual.last().map(|it| it.at);
        let planned = self.planned.iter().rfind(|it| Some(it.at) < now);
        let left = |it: &LeftView| it.left;
        (planned.map_or(self.total, left), self.actual.last().map_or(self.total, left))
    }
}

/// How many required items a role has, without those of incident lists.
#[derive(Debug, Clone, Serialize)]
pub struct LoadView {
    #[serde(flatten)]
    pub role: RoleLine,
    /// How many are done or skipped.
    pub done: usize,
    /// How many are not, and how many of these are late or, if not late, blocked.
    pub todo: usize,
    pub late: usize,
    pub blocked: usize,
}

impl LoadView {
    fn new(role: &RoleView) -> Self {
        let items = || role.items.iter().filter(|it| it.required && it.stage != Stage::Incident);
        let done = items().filter(|item| item.state.is_complete()).count();
        let is_blocked = |item: &&ItemView| !item.late && item.state == ItemState::Blocked;
        Self {
            role: role.line.clone(),
            done,
            todo: items().count() - done,
            late: items().filter(|item| item.late).count(),
            blocked: items().filter(is_blocked).count(),
        }
    }
}

#[cfg(test)]
mod tests;
