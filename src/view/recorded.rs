//! What a command recorded: what each event changed, what follows from it, and what comes next.

use super::{
    DeviationView, EventView, Filter, GateLine, ItemView, NextView, RoleLine, Stamp, StatusView,
};
use crate::log::Act;
use crate::names::DecisionId;
use crate::playbook::Place;
use crate::release::deviations::deviations_since;
use crate::release::gate::{Requirement, judge};
use crate::release::{ItemState, Release, ReleaseState};
use crate::schedule::Moment;
use serde::Serialize;
use std::ops::Range;

#[derive(Debug, Clone, Serialize)]
pub struct RecordedView {
    /// Says that nothing was recorded: the command only shows what it would do.
    pub dry_run: bool,
    pub changes: Vec<ChangeView>,
    /// The incident of which nothing required is left to do since.
    pub resolvable_incident: Option<u32>,
    /// The gate that has to open next, unless the release has ended.
    pub gate: Option<GateLine>,
    pub next: Option<ItemView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    pub event: EventView,
    /// The state of the item now.
    pub state: Option<ItemState>,
    /// The moment from which `T+…` counts, if it was the deployment.
    pub deployed_at: Option<Stamp>,
    /// Says whether dates can count from the deployment.
    #[serde(skip)]
    pub is_dated: bool,
    /// The owners of the decision that still have to speak.
    pub awaited: Vec<RoleLine>,
    /// The rollback that an item carries out although it is not decided.
    pub undecided: Option<UndecidedView>,
    /// The decision that has to be confirmed since.
    pub unconfirmed: Option<UnconfirmedView>,
    pub deviations: Vec<DeviationView>,
}

/// A decision to roll back that is pending, and its outcome that would roll back.
#[derive(Debug, Clone, Serialize)]
pub struct UndecidedView {
    pub decision: DecisionId,
    pub outcome: String,
}

/// A decision that was made before something was set back to to-do.
#[derive(Debug, Clone, Serialize)]
pub struct UnconfirmedView {
    pub decision: DecisionId,
    pub outcome: Option<String>,
}

impl RecordedView {
    /// Shows what the newest `count` events changed.
    pub fn new(release: &Release, count: usize, now: Moment) -> Self {
        let total = release.events().len();
        let new = total - count..total;
        let mut changes: Vec<ChangeView> =
            new.clone().map(|i| ChangeView::new(release, i)).collect();
        for deviation in deviations_since(release, new.start) {
            if let Some(change) = changes.get_mut(deviation.event - new.start) {
                change.deviations.push(DeviationView::new(release, deviation));
            }
        }
        let active = release.progress.end == ReleaseState::Active;
        let status = StatusView::new(release, now, 8).filter(|_| active);
        Self {
            dry_run: false,
            changes,
            resolvable_incident: resolvable_incident(release, new),
            gate: status.as_ref().and_then(StatusView::current_gate).cloned(),
            next: status.and_then(|status| next(release, &status, now)),
        }
    }
}

/// What to do next, if it is required. Nothing while the next gate waits for a decision alone.
fn next(release: &Release, status: &StatusView, now: Moment) -> Option<ItemView> {
    let first = *NextView::places(release, &Filter::default(), now).first()?;
    let waits =
        status.current_gate().is_some_and(|gate| !gate.verdict.is_open() && gate.items == 0);
    let next = release.waits_for_incident(first) || !waits;
    (next && release.playbook.required(first)).then(|| ItemView::new(release, first, now))
}

impl ChangeView {
    fn new(release: &Release, position: usize) -> Self {
        let event = &release.events()[position];
        let act = &event.act;
        let place = act.item().and_then(|item| release.playbook.place(item));
        let deploys = matches!(act, Act::Ticked(_)) && place == release.playbook.deployment();
        let voted = act.vote().and_then(|vote| release.decision_status(&vote.decision));
        let pending = voted.filter(|status| status.outcome.is_none());
        Self {
            event: EventView::new(release, position),
            state: place.map(|place| release.status(place).state),
            deployed_at: (deploys && place.is_some())
                .then(|| Stamp(release.local(event.happened()))),
            is_dated: release.playbook.is_dated(),
            awaited: RoleLine::all(release, pending.iter().flat_map(|status| &status.awaited)),
            undecided: undecided(release, act),
            unconfirmed: unconfirmed(release, position),
            deviations: Vec::new(),
        }
    }
}

/// The rollback decision, if an event ticks the item of an incident list that has its id while it is pending.
fn undecided(release: &Release, act: &Act) -> Option<UndecidedView> {
    let decision = release.playbook.reverting_decision()?;
    let place = release.playbook.place(act.item()?)?;
    let (_, id) = act.item()?.as_str().split_once('.')?;
    let is_rollback = release.waits_for_incident(place) && id == decision.id.as_str();
    let is_decided = release.decision_status(&decision.id).is_some_and(|it| it.outcome.is_some());
    let ticked = matches!(act, Act::Ticked(_)) && release.deployed().is_some();
    let outcome = decision.outcomes.first()?.clone();
    (ticked && is_rollback && !is_decided)
        .then(|| UndecidedView { decision: decision.id.clone(), outcome })
}

/// The decision that gates require and that needs to be confirmed again after an event.
fn unconfirmed(release: &Release, event: usize) -> Option<UnconfirmedView> {
    let act = &release.events()[event].act;
    let reopens = matches!(
        act,
        Act::Unticked(_)
            | Act::Blocked(_)
            | Act::Undone { .. }
            | Act::RoundStarted { .. }
            | Act::Added(_)
            | Act::Upgraded(_)
    );
    if !reopens {
        return None;
    }
    let gates = release.playbook.gates.iter();
    let judgements = gates.filter_map(|gate| judge(release, &gate.id));
    let mut missing = judgements.flat_map(|judgement| judgement.missing);
    missing.find_map(|missing| {
        let Requirement::Unconfirmed { decision, since } = missing else { return None };
        let status = release.decision_status(&decision);
        (since == event).then(|| UnconfirmedView {
            outcome: status.and_then(|status| status.outcome.clone()),
            decision,
        })
    })
}

/// The incident whose required items the newest events completed.
fn resolvable_incident(release: &Release, new: Range<usize>) -> Option<u32> {
    let mut acts = release.events()[new].iter().map(|event| &event.act);
    let settles = |act: &&Act| matches!(act, Act::Ticked(_) | Act::Skipped(_));
    let number = acts.find_map(|act| release.incident_number(Some(act).filter(settles)?))?;
    let open = |place: &Place| {
        let state = release.status_in(*place, number).state;
        release.playbook.required(*place) && !state.is_complete()
    };
    release.incident_list().find(open).is_none().then_some(number)
}
