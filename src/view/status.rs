//! The stand-up screen: may we go on, what is late, what is next, what is blocked, how far is each phase, what changed last.

use super::{EventView, GateView, ItemView, Stamp};
use crate::gate::{self, Judgement};
use crate::names::{GateId, PhaseId};
use crate::playbook::{Gate, Phase, PhaseKind, Place, Stage};
use crate::progress::{End, State};
use crate::release::{Release, Tally};
use crate::schedule::Moment;
use serde::Serialize;

/// A release at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    pub release: String,
    /// The moment that is shown.
    pub at: Stamp,
    pub release_at: Stamp,
    pub stage: Stage,
    /// `open`, `closed` or `cancelled`: the release itself.
    pub release_state: &'static str,
    pub deployed_at: Option<Stamp>,
    pub gates: Vec<GateLine>,
    pub phases: Vec<PhaseLine>,
    /// The open and blocked items that are past their due date, the longest overdue first.
    pub overdue: Vec<ItemView>,
    /// The required items that can be done now and are not late, the most urgent first.
    pub next: Vec<ItemView>,
    pub blocked: Vec<ItemView>,
    /// What was skipped and why.
    pub skipped: Vec<ItemView>,
    /// Answers that contradict each other, in the order of the log.
    pub conflicts: Vec<Vec<EventView>>,
    pub last: Option<LastLine>,
}

/// A gate at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct GateLine {
    /// Says whether this gate answers "may we go on?" in the present stage.
    pub current: bool,
    /// How many things no earlier gate in the list has already reported missing.
    pub own_missing: usize,
    #[serde(flatten)]
    pub view: GateView,
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
    pub done: usize,
    pub total: usize,
    pub overdue: usize,
    /// Says whether the due date is an exact instant rather than the end of a day.
    #[serde(skip)]
    pub exact: bool,
}

/// The newest event.
pub type LastLine = EventView;

impl StatusView {
    /// Shows a release at a moment; `None` for a draft, which has no dates.
    pub fn new(release: &Release, now: Moment) -> Option<Self> {
        let items: Vec<(Place, Tally)> = (release.playbook.items())
            .map(|(place, ..)| (place, release.tally(place)))
            .collect();
        let shown = |wanted: &dyn Fn(Place, State) -> bool| -> Vec<ItemView> {
            let chosen = items
                .iter()
                .filter(|(place, tally)| wanted(*place, tally.state));
            chosen
                .map(|(place, tally)| ItemView::with(release, *place, tally, now))
                .collect()
        };
        let live = |place| !release.waits_for_incident(place) || release.incident().is_some();
        let required = |place| match place {
            Place::Item { phase, item } => release.playbook.phases[phase].items[item].required(),
            Place::Duty { .. } => false,
        };
        let mut overdue =
            shown(&|place, state| required(place) && release.overdue(place, state, now));
        overdue.sort_by_key(|item| (item.due, item.place));
        let mut next = shown(&|place, state| {
            state == State::Open
                && required(place)
                && live(place)
                && !release.overdue(place, state, now)
        });
        next.sort_by_key(|item| (item.due, item.place));
        let stage = release.stage(now);
        Some(Self {
            release: release.name.clone()?,
            at: Stamp(now),
            release_at: Stamp(release.t?),
            stage,
            release_state: match release.progress.end {
                End::Open => "open",
                End::Closed(_) => "closed",
                End::Cancelled(_) => "cancelled",
            },
            deployed_at: release.deployed().map(|at| Stamp(release.local(at))),
            gates: gates(release, stage, now),
            phases: phases(release, &items, now),
            overdue,
            next,
            blocked: shown(&|place, state| state == State::Blocked && live(place)),
            skipped: shown(&|_, state| state == State::Skipped),
            conflicts: conflicts(release),
            last: release
                .events()
                .len()
                .checked_sub(1)
                .map(|i| EventView::new(release, i)),
        })
    }

    /// The gate that answers "may we go on?" in the present stage.
    pub fn current_gate(&self) -> Option<&GateLine> {
        self.gates.iter().find(|gate| gate.current)
    }
}

/// All gates. The current one is the first that reaches to the present stage or beyond it.
fn gates(release: &Release, stage: Stage, now: Moment) -> Vec<GateLine> {
    let stage = match stage {
        Stage::Incident if release.deployed().is_some() => Stage::PostRelease,
        Stage::Incident => Stage::DuringRelease,
        stage => stage,
    };
    let mut current_found = false;
    let mut reported: Vec<gate::Missing> = Vec::new();
    let mut lines = Vec::new();
    for gate in &release.playbook.gates {
        let Some(judgement) = gate::judge(release, &gate.id) else {
            continue;
        };
        let current = !current_found && reach(release, gate) >= Some(stage);
        current_found |= current;
        let own = judgement
            .missing
            .iter()
            .filter(|missing| !reported.contains(missing));
        let own: Vec<gate::Missing> = own.cloned().collect();
        lines.push(line(release, &judgement, own.len(), current, now));
        reported.extend(own);
    }
    lines
}

fn line(
    release: &Release,
    judgement: &Judgement,
    own_missing: usize,
    current: bool,
    now: Moment,
) -> GateLine {
    GateLine {
        current,
        own_missing,
        view: GateView::new(release, judgement, now),
    }
}

/// The last stage from which a gate asks for something.
fn reach(release: &Release, gate: &Gate) -> Option<Stage> {
    let demand = gate::demand(&release.playbook, gate);
    demand
        .items
        .iter()
        .map(|&place| release.playbook.stage(place))
        .max()
}

fn phases(release: &Release, items: &[(Place, Tally)], now: Moment) -> Vec<PhaseLine> {
    let line = |(p, phase): (usize, &Phase)| {
        let own = items
            .iter()
            .filter(|(place, _)| matches!(place, Place::Item { phase, .. } if *phase == p));
        let (mut done, mut overdue) = (0, 0);
        for (place, tally) in own {
            done += usize::from(tally.state.settled());
            overdue += usize::from(release.overdue(*place, tally.state, now));
        }
        PhaseLine {
            number: p + 1,
            id: phase.id.clone(),
            name: phase.name.clone(),
            kind: phase.kind,
            when: phase.when.map(|when| when.to_string()),
            due: release.spans[p].as_ref().map(|span| Stamp(span.due)),
            done,
            total: phase.items.len(),
            overdue,
            exact: phase
                .when
                .is_some_and(|when| !when.to.unwrap_or(when.from).is_calendar()),
        }
    };
    release
        .playbook
        .phases
        .iter()
        .enumerate()
        .map(line)
        .collect()
}

fn conflicts(release: &Release) -> Vec<Vec<EventView>> {
    let conflicts = release.progress.conflicts.iter();
    conflicts
        .map(|conflict| {
            conflict
                .events
                .iter()
                .map(|&i| EventView::new(release, i))
                .collect()
        })
        .collect()
}

impl GateLine {
    /// The gate's id.
    pub fn id(&self) -> &GateId {
        &self.view.gate
    }
}
