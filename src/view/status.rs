//! The status: the headline, what is late, next and blocked, the progress of each phase, and the latest event.

use super::list::Urgency;
use super::verdict::{gates, pending_decisions, plan};
use super::{
    EventView, GateLine, Headline, IncidentLine, ItemView, PendingDecision, RoleLine, SharingView,
    Stamp, UpdateView,
};
use crate::names::PhaseId;
use crate::playbook::{PhaseKind, Place, Stage};
use crate::release::gate::{GateVerdict, GatesAhead};
use crate::release::{ItemState, ItemStatus, Release, ReleaseState};
use crate::schedule::Moment;
use serde::Serialize;
use std::collections::BTreeMap;
use strum::IntoStaticStr;

#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    pub release: String,
    /// The moment that is shown.
    pub at: Stamp,
    /// T; null if nothing is dated.
    pub release_at: Option<Stamp>,
    pub stage: Stage,
    pub release_state: ReleaseStatus,
    pub headline: Headline,
    /// How many times the release was to be deployed: 1 more than it was rolled back.
    pub attempt: u32,
    pub rolled_back_at: Option<Stamp>,
    pub deployed_at: Option<Stamp>,
    /// The ongoing ones, the most severe first.
    pub incidents: Vec<IncidentLine>,
    pub gates: Vec<GateLine>,
    pub phases: Vec<PhaseLine>,
    pub counts: Counts,
    /// The required items that are past their due date, to do or blocked, the latest first.
    pub late: Vec<ItemView>,
    /// The required items that can be done now and are not late, the most urgent first.
    pub next: Vec<ItemView>,
    pub blocked: Vec<ItemView>,
    /// Decisions that are voted on, escalated, or required by a gate that has to open next.
    pub decisions: Vec<PendingDecision>,
    /// The first role of the playbook.
    pub lead: Option<RoleLine>,
    /// Answers that contradict each other, in the order of the log.
    pub conflicts: Vec<Vec<EventView>>,
    pub update: Option<UpdateView>,
    pub last: Option<EventView>,
    /// Null if releases are not shared.
    pub sharing: Option<SharingView>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ReleaseStatus {
    #[default]
    Active,
    Finished,
    Cancelled,
    /// Its log cannot be read.
    Unreadable,
}

impl From<ReleaseState> for ReleaseStatus {
    fn from(state: ReleaseState) -> Self {
        match state {
            ReleaseState::Active => Self::Active,
            ReleaseState::Finished(_) => Self::Finished,
            ReleaseState::Cancelled(_) => Self::Cancelled,
        }
    }
}

/// How many items there are of each kind; the lists may be shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub late: usize,
    pub next: usize,
    pub blocked: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct PhaseLine {
    pub number: usize,
    pub id: PhaseId,
    pub name: String,
    pub kind: PhaseKind,
    pub stage: Stage,
    pub when: Option<String>,
    pub due: Option<Stamp>,
    /// The ongoing incident whose list it is, where it waits for one.
    pub incident: Option<u32>,
    /// Its round, if `again` started it.
    pub round: Option<u32>,
    /// How many items are done or skipped, how many of these are skipped, how many there are, how many are late.
    pub done: usize,
    pub skipped: usize,
    pub total: usize,
    pub late: usize,
    /// Says whether the due date is an exact instant rather than the end of a day.
    #[serde(skip)]
    pub exact: bool,
    /// Says whether its start is in the past; an undated phase starts with the one before it.
    #[serde(skip)]
    pub has_started: bool,
}

impl StatusView {
    /// Shows a release at a moment, at most `most` items of each kind; `None` for a draft.
    pub fn new(release: &Release, now: Moment, most: usize) -> Option<Self> {
        let items: Vec<(Place, ItemStatus)> =
            (release.playbook.items()).map(|(place, ..)| (place, release.status(place))).collect();
        let ahead = GatesAhead::of(release);
        let lists = Lists::of(release, &items, &ahead, now);
        let shown = |entries: &[&(Place, ItemStatus)]| -> Vec<ItemView> {
            let entries = entries.iter().take(most);
            entries.map(|(place, tally)| ItemView::with(release, *place, tally, now)).collect()
        };
        let stage = release.stage(now);
        let gates = gates(release, &ahead, now);
        let late = !lists.late.is_empty();
        let plan = plan(release, &ahead, &gates, late, lists.is_blocked);
        let incident = release.progress.end == ReleaseState::Active && release.incident().is_some();
        let incidents = release.ongoing_incidents();
        let incidents = incidents.map(|incident| IncidentLine::new(release, incident, now));
        let mut incidents: Vec<IncidentLine> = incidents.collect();
        incidents.sort_by_key(|line| (line.severity, line.number));
        Some(Self {
            release: release.name.clone()?,
            at: Stamp(now),
            release_at: release.t.map(Stamp),
            stage,
            release_state: release.progress.end.into(),
            headline: if incident { Headline::Incident } else { plan },
            attempt: release.progress.attempt(),
            rolled_back_at: release.rolled_back().map(|at| Stamp(release.local(at))),
            deployed_at: release.deployed().map(|at| Stamp(release.local(at))),
            incidents,
            decisions: pending_decisions(release, &gates),
            gates,
            phases: PhaseLine::all(release, now),
            counts: Counts {
                late: lists.late.len(),
                next: lists.next.len(),
                blocked: lists.blocked.len(),
            },
            late: shown(&lists.late),
            next: shown(&lists.next),
            blocked: shown(&lists.blocked),
            lead: release.playbook.roles.first().map(|it| RoleLine::new(release, &it.id)),
            conflicts: (release.progress.conflicts.iter())
                .map(|events| EventView::all(release, events))
                .collect(),
            update: UpdateView::new(release, now),
            last: newest(release).map(|i| EventView::new(release, i)),
            sharing: None,
        })
    }

    /// The gate that has to open next.
    pub fn current_gate(&self) -> Option<&GateLine> {
        self.gates.iter().find(|gate| gate.current)
    }

    /// The gates that the headline names.
    pub fn shown_gates(&self) -> Vec<&GateLine> {
        let mut shown: Vec<&GateLine> = self.gates.iter().filter(|gate| gate.shown).collect();
        shown.sort_by_key(|gate| !gate.current);
        shown
    }
}

#[derive(Default)]
struct Lists<'a> {
    late: Vec<&'a (Place, ItemStatus)>,
    next: Vec<&'a (Place, ItemStatus)>,
    blocked: Vec<&'a (Place, ItemStatus)>,
    /// Says whether a required item is blocked.
    is_blocked: bool,
}

impl<'a> Lists<'a> {
    fn of(
        release: &Release,
        items: &'a [(Place, ItemStatus)],
        ahead: &GatesAhead,
        now: Moment,
    ) -> Self {
        let mut lists = Self::default();
        for entry in items {
            let (place, state) = (entry.0, entry.1.state);
            if !release.is_available(place) {
                continue;
            }
            let required = release.playbook.required(place);
            if required && release.is_late(place, state, now) {
                lists.late.push(entry);
            } else if required && ahead.lets_begin(release, place) {
                lists.next.push(entry);
            }
            lists.is_blocked |= required && state == ItemState::Blocked;
            if state == ItemState::Blocked && !release.is_late(place, state, now) {
                lists.blocked.push(entry);
            }
        }
        // What is blocked needs somebody else, and so comes first.
        lists.late.sort_by_key(|(place, status)| {
            (status.state != ItemState::Blocked, release.due(*place), *place)
        });
        // The first item of each role comes before the second one of any.
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut ranked = Vec::with_capacity(lists.late.len());
        for entry in lists.late {
            let count = counts.entry(release.playbook.owner(entry.0).to_string()).or_default();
            *count += 1;
            ranked.push((*count, entry));
        }
        ranked.sort_by_key(|(count, _)| *count);
        lists.late = ranked.into_iter().map(|(_, entry)| entry).collect();
        let urgency = Urgency::of(release, ahead);
        lists.next.sort_by_cached_key(|(place, _)| urgency.rank(*place));
        lists
    }
}

impl PhaseLine {
    pub fn all(release: &Release, now: Moment) -> Vec<Self> {
        (0..release.playbook.phases.len()).map(|phase| Self::new(release, phase, now)).collect()
    }

    pub(super) fn new(release: &Release, position: usize, now: Moment) -> Self {
        let phase = &release.playbook.phases[position];
        let (mut done, mut skipped, mut late) = (0, 0, 0);
        for item in phase.leaves() {
            let place = Place::Item { phase: position, item };
            let state = release.status(place).state;
            done += usize::from(state.is_complete());
            skipped += usize::from(state == ItemState::Skipped);
            late += usize::from(release.is_late(place, state, now));
        }
        Self {
            number: position + 1,
            id: phase.id.clone(),
            name: phase.name.clone(),
            kind: phase.kind,
            stage: phase.stage,
            when: phase.when.map(|when| when.to_string()),
            due: release.spans[position].as_ref().map(|span| Stamp(span.due)),
            incident: release.incident().filter(|_| phase.stage == Stage::Incident),
            round: (!release.rounds_of(position).is_empty()).then(|| release.round(position)),
            done,
            skipped,
            total: phase.leaves().count(),
            late,
            exact: phase.when.is_some_and(|when| !when.to.unwrap_or(when.from).is_calendar()),
            has_started: (release.spans[..=position].iter().rev().flatten().next())
                .is_none_or(|span| span.starts <= now),
        }
    }

    /// Says whether there is something to do: a checklist for incidents waits for one.
    pub fn is_counted(&self) -> bool {
        self.stage != Stage::Incident || self.incident.is_some()
    }
}

/// The newest event; of several that did not know of each other the one with the latest time, which is for people only.
fn newest(release: &Release) -> Option<usize> {
    let heads = release.log.graph.heads.iter().copied();
    heads.max_by_key(|&head| release.events()[head].at)
}

/// All releases of a folder, the nearest T first.
#[derive(Debug, Clone, Serialize)]
pub struct ReleasesView {
    pub releases: Vec<ReleaseLine>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct ReleaseLine {
    pub release: String,
    pub release_at: Option<Stamp>,
    pub state: ReleaseStatus,
    pub done: usize,
    pub total: usize,
    pub late: usize,
    /// The gate that counts in the present stage, and its verdict.
    pub gate: Option<String>,
    pub verdict: Option<GateVerdict>,
}

impl ReleaseLine {
    /// Shows one release; the incident list is not counted.
    pub fn new(status: &StatusView) -> Self {
        let phases = || status.phases.iter().filter(|phase| phase.stage != Stage::Incident);
        let gate = status.current_gate();
        Self {
            release: status.release.clone(),
            release_at: status.release_at,
            state: status.release_state,
            done: phases().map(|phase| phase.done).sum(),
            total: phases().map(|phase| phase.total).sum(),
            late: phases().map(|phase| phase.late).sum(),
            gate: gate.map(|gate| gate.gate.to_string()),
            verdict: gate.map(|gate| gate.verdict),
        }
    }

    pub fn unreadable(release: &str) -> Self {
        Self { release: release.to_owned(), state: ReleaseStatus::Unreadable, ..Self::default() }
    }
}
