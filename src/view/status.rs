//! The stand-up screen: may we go on, what is late, what is next, what is blocked, how far is each phase, what changed last.

use super::{
    EventView, IncidentLine, ItemView, MissingKind, MissingState, MissingView, Stamp, UpdateView,
};
use crate::names::{GateId, PhaseId};
use crate::playbook::{Gate, Phase, PhaseKind, Place, Stage};
use crate::release::gate::{self, GateVerdict, Judgement, Missing};
use crate::release::{ItemState, ReleaseState};
use crate::release::{ItemStatus, Release};
use crate::schedule::Moment;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use strum::IntoStaticStr;

/// A release at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    pub release: String,
    /// The moment that is shown.
    pub at: Stamp,
    pub release_at: Stamp,
    pub stage: Stage,
    pub release_state: ReleaseStatus,
    pub deployed_at: Option<Stamp>,
    /// The open ones, the most severe first.
    pub incidents: Vec<IncidentLine>,
    pub gates: Vec<GateLine>,
    pub phases: Vec<PhaseLine>,
    pub counts: Counts,
    /// The required items that are past their due date, open or blocked, the longest overdue first.
    pub overdue: Vec<ItemView>,
    /// The required items that can be done now and are not late, the most urgent first.
    pub next: Vec<ItemView>,
    pub blocked: Vec<ItemView>,
    /// What was skipped and why, the last first.
    pub skipped: Vec<ItemView>,
    /// Answers that contradict each other, in the order of the log.
    pub conflicts: Vec<Vec<EventView>>,
    /// When those outside hear the next time.
    pub update: Option<UpdateView>,
    /// The newest event.
    pub last: Option<EventView>,
}

/// Whether a release has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ReleaseStatus {
    #[serde(rename = "open")]
    #[strum(serialize = "open")]
    Active,
    #[serde(rename = "closed")]
    #[strum(serialize = "closed")]
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
    pub overdue: usize,
    pub next: usize,
    pub blocked: usize,
    pub skipped: usize,
}

/// A gate at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct GateLine {
    pub gate: GateId,
    pub name: String,
    pub verdict: GateVerdict,
    /// Says whether this gate answers "may we go on?" in the present stage.
    pub current: bool,
    /// How many things the gate asks for.
    pub counted: usize,
    /// The numbers and ids of what is missing.
    pub missing: Vec<String>,
    /// How many of them are overdue.
    pub overdue: usize,
    /// How many items are missing, and how many of them neither the current gate nor one between has reported.
    #[serde(skip)]
    pub items: usize,
    #[serde(skip)]
    pub own_items: usize,
    /// What is missing besides items.
    #[serde(skip)]
    pub others: Vec<MissingView>,
}

impl GateLine {
    /// Says whether the gate is open.
    pub fn is_open(&self) -> bool {
        self.verdict == GateVerdict::Open
    }

    /// Says whether somebody has said no to it, rather than nothing yet.
    fn is_refused(&self) -> bool {
        let mut others = self.others.iter();
        others.any(|missing| {
            let is_decision = missing.kind == MissingKind::Decision;
            is_decision && matches!(missing.state, MissingState::Outcome(_))
        })
    }
}

/// May we go on?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    Closed,
    Cancelled,
    Deployed,
    Ready,
    NotReady,
}

/// A phase at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseLine {
    pub number: usize,
    pub id: PhaseId,
    pub name: String,
    pub kind: PhaseKind,
    pub when: Option<String>,
    pub due: Option<Stamp>,
    /// The open incident whose list it is, where it waits for one.
    pub incident: Option<u32>,
    /// How many items are done or skipped, how many of these are skipped, how many there are, how many are overdue.
    pub done: usize,
    pub skipped: usize,
    pub total: usize,
    pub overdue: usize,
    /// Says whether the due date is an exact instant rather than the end of a day.
    #[serde(skip)]
    pub exact: bool,
}

impl StatusView {
    /// Shows a release at a moment, of each kind of item at most so many; `None` for a draft, which has no dates.
    pub fn new(release: &Release, now: Moment, most: usize) -> Option<Self> {
        let items: Vec<(Place, ItemStatus)> =
            (release.playbook.items()).map(|(place, ..)| (place, release.status(place))).collect();
        let lists = Lists::of(release, &items, now);
        let shown = |entries: &[&(Place, ItemStatus)]| -> Vec<ItemView> {
            let view =
                |(place, tally): &&(Place, ItemStatus)| ItemView::with(release, *place, tally, now);
            entries.iter().take(most).map(view).collect()
        };
        let stage = release.stage(now);
        Some(Self {
            release: release.name.clone()?,
            at: Stamp(now),
            release_at: Stamp(release.t?),
            stage,
            release_state: release.progress.end.into(),
            deployed_at: release.deployed().map(|at| Stamp(release.local(at))),
            incidents: incidents(release, now),
            gates: gates(release, stage, now),
            phases: phases(release, &items, now),
            counts: Counts {
                overdue: lists.overdue.len(),
                next: lists.next.len(),
                blocked: lists.blocked.len(),
                skipped: lists.skipped.len(),
            },
            overdue: shown(&lists.overdue),
            next: shown(&lists.next),
            blocked: shown(&lists.blocked),
            skipped: shown(&lists.skipped),
            conflicts: conflicts(release),
            update: UpdateView::new(release, now),
            last: newest(release).map(|i| EventView::new(release, i)),
        })
    }

    /// The gate that answers "may we go on?" in the present stage.
    pub fn current_gate(&self) -> Option<&GateLine> {
        self.gates.iter().find(|gate| gate.current)
    }

    /// May we go on? The current gate and the one after it are given with the answer, the one that it is taken from first.
    pub fn course(&self) -> (Headline, Vec<&GateLine>) {
        let shown = self.gates.iter().skip_while(|gate| !gate.current);
        let mut shown: Vec<&GateLine> = shown.take(2).collect();
        let open = shown.first().is_some_and(|gate| gate.is_open());
        let next = shown.get(1);
        let stopped = !self.incidents.is_empty() || next.is_some_and(|gate| gate.is_refused());
        let course = match self.release_state {
            ReleaseStatus::Finished => Headline::Closed,
            ReleaseStatus::Cancelled => Headline::Cancelled,
            ReleaseStatus::Active if self.deployed_at.is_some() => Headline::Deployed,
            ReleaseStatus::Active if open && !stopped => Headline::Ready,
            ReleaseStatus::Active | ReleaseStatus::Unreadable => Headline::NotReady,
        };
        if course == Headline::NotReady && open && next.is_some_and(|gate| !gate.is_open()) {
            shown.reverse();
        }
        (course, shown)
    }
}

/// The items that a stand-up talks about, each list in its order.
#[derive(Default)]
struct Lists<'a> {
    overdue: Vec<&'a (Place, ItemStatus)>,
    next: Vec<&'a (Place, ItemStatus)>,
    blocked: Vec<&'a (Place, ItemStatus)>,
    skipped: Vec<&'a (Place, ItemStatus)>,
}

impl<'a> Lists<'a> {
    fn of(release: &Release, items: &'a [(Place, ItemStatus)], now: Moment) -> Self {
        let mut lists = Self::default();
        for entry in items {
            let (place, state) = (entry.0, entry.1.state);
            if !release.is_available(place) {
                continue;
            }
            let required = release.playbook.required(place);
            if required && release.overdue(place, state, now) {
                lists.overdue.push(entry);
            } else if required && state == ItemState::Todo {
                lists.next.push(entry);
            }
            match state {
                ItemState::Blocked => lists.blocked.push(entry),
                ItemState::Skipped => lists.skipped.push(entry),
                ItemState::Todo | ItemState::Done => {}
            }
        }
        lists.overdue.sort_by_key(|(place, _)| (release.due(*place), *place));
        lists.next.sort_by_key(|(place, _)| (release.due_day(*place), *place));
        lists.skipped.sort_by_key(|(_, tally)| Reverse(tally.event));
        lists
    }
}

/// The open incidents, the most severe first.
fn incidents(release: &Release, now: Moment) -> Vec<IncidentLine> {
    let incidents = release.progress.incidents.iter();
    let open = incidents.filter(|incident| incident.closed.is_none());
    let mut lines: Vec<IncidentLine> =
        open.map(|incident| IncidentLine::new(release, incident, now)).collect();
    lines.sort_by_key(|line| (line.severity, line.number));
    lines
}

/// All gates. The current one is the first that reaches to the present stage or beyond it; once something is deployed, what
/// asked whether to deploy has been answered, where another gate is left to ask.
fn gates(release: &Release, stage: Stage, now: Moment) -> Vec<GateLine> {
    let by_date = match stage {
        Stage::Incident => release.stage_by_date(now),
        stage => stage,
    };
    let judged = release.playbook.gates.iter();
    let judged: Vec<(&Gate, Judgement)> =
        judged.filter_map(|gate| Some((gate, gate::judge(release, &gate.id)?))).collect();
    let reaching = |stage| judged.iter().position(|(_, it)| it.reach >= Some(stage));
    let after = release.deployed().and_then(|_| reaching(Stage::PostRelease));
    let current = after.or_else(|| reaching(by_date));
    let mut reported: BTreeSet<Place> = BTreeSet::new();
    let mut lines = Vec::with_capacity(judged.len());
    for (i, (gate, judgement)) in judged.iter().enumerate() {
        let mut line = gate_line(release, gate, judgement, now);
        line.current = Some(i) == current;
        let asked = current.is_some_and(|current| i >= current);
        for missing in judgement.missing.iter().filter(|_| asked) {
            if let Missing::Item { place, .. } = missing {
                line.own_items += usize::from(reported.insert(*place));
            }
        }
        lines.push(line);
    }
    lines
}

pub(super) fn gate_line(
    release: &Release,
    gate: &Gate,
    judgement: &Judgement,
    now: Moment,
) -> GateLine {
    let mut line = GateLine {
        gate: gate.id.clone(),
        name: gate.name.clone(),
        verdict: judgement.verdict(),
        current: false,
        counted: judgement.counted,
        missing: Vec::with_capacity(judgement.missing.len()),
        overdue: 0,
        items: 0,
        own_items: 0,
        others: Vec::new(),
    };
    for missing in &judgement.missing {
        if let Missing::Item { place, state } = *missing {
            line.items += 1;
            line.overdue += usize::from(release.overdue(place, state, now));
            line.missing.push(release.playbook.number(place));
        } else {
            let other = MissingView::new(release, missing, now);
            line.missing.push(other.number.clone());
            line.others.push(other);
        }
    }
    line
}

fn phases(release: &Release, items: &[(Place, ItemStatus)], now: Moment) -> Vec<PhaseLine> {
    let mut lines: Vec<PhaseLine> = (release.playbook.phases.iter().enumerate())
        .map(|(p, phase)| phase_line(release, p, phase))
        .collect();
    for (place, tally) in items {
        if let Place::Item { phase, .. } = *place {
            lines[phase].done += usize::from(tally.state.settled());
            lines[phase].skipped += usize::from(tally.state == ItemState::Skipped);
            lines[phase].overdue += usize::from(release.overdue(*place, tally.state, now));
        }
    }
    lines
}

fn phase_line(release: &Release, position: usize, phase: &Phase) -> PhaseLine {
    PhaseLine {
        number: position + 1,
        id: phase.id.clone(),
        name: phase.name.clone(),
        kind: phase.kind,
        when: phase.when.map(|when| when.to_string()),
        due: release.spans[position].as_ref().map(|span| Stamp(span.due)),
        incident: release.incident().filter(|_| phase.when.is_none()),
        done: 0,
        skipped: 0,
        total: phase.items.len(),
        overdue: 0,
        exact: phase.when.is_some_and(|when| !when.to.unwrap_or(when.from).is_calendar()),
    }
}

/// The newest event; of several that did not know of each other the one with the latest time, which is for people only.
fn newest(release: &Release) -> Option<usize> {
    let heads = release.log.heads().iter().copied();
    heads.max_by_key(|&head| release.events()[head].at)
}

fn conflicts(release: &Release) -> Vec<Vec<EventView>> {
    let view = |&event: &usize| EventView::new(release, event);
    let conflicts = release.progress.conflicts.iter();
    conflicts.map(|conflict| conflict.iter().map(view).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Headline, StatusView};
    use crate::log::Act;
    use crate::samples::{ALICE, History, decided, incident_opened, moment, skipped, ticked};

    /// The result of these events a week before T, when nothing is left to do for `pre-release`.
    fn ready_but(act: Option<Act>) -> StatusView {
        let mut history = History::after([
            ticked("plan.scope", "rm"),
            skipped("plan.docs", "dev"),
            ticked("ready.sign-off", "rm"),
            ticked("ready.sign-off", "dev"),
            ticked("ready.sign-off", "qa"),
        ]);
        if let Some(act) = act {
            history.record(ALICE, act);
        }
        StatusView::new(&history.release(), moment("2026-12-08 14:00"), 3).unwrap()
    }

    fn course(act: Option<Act>) -> (Headline, Vec<String>) {
        let view = ready_but(act);
        let (course, gates) = view.course();
        (course, gates.iter().map(|line| line.gate.to_string()).collect())
    }

    #[test]
    fn the_current_gate_determines_whether_it_is_safe_to_proceed() {
        let gates = ["pre-release", "deploy"].map(str::to_owned);
        assert_eq!(course(None), (Headline::Ready, gates.to_vec()));
    }

    #[test]
    fn a_release_is_not_ready_in_an_incident_or_after_a_no_go() {
        let gates = ["deploy", "pre-release"].map(str::to_owned);
        for act in [incident_opened(1), decided("go-no-go", "no-go", "rm")] {
            assert_eq!(course(Some(act)), (Headline::NotReady, gates.to_vec()));
        }
    }

    #[test]
    fn skipped_items_are_counted_apart_from_done_ones() {
        let view = ready_but(None);
        assert_eq!((view.phases[0].done, view.phases[0].skipped), (2, 1));
    }
}
