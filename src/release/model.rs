//! A release as it is: its frozen playbook, its log, what the log adds up to, and every date resolved.
//!
//! Everything that shows or judges a release asks here. Nothing here knows the time: who needs it says it. A playbook without a
//! release can be looked at the same way, as a draft without dates.

use super::decisions::DecisionStatus;
use super::permissions::Permissions;
use super::plan::Plan;
use super::register::{ItemState, ItemStatus, Slot, SlotState, writes};
use super::replay::{Incident, Progress, declaration, incident_number, replay};
use crate::log::{Act, Event, Log};
use crate::names::{DecisionId, Person, PhaseId, RoleId};
use crate::playbook::{Decision, Owner, Place, Playbook, Stage};
use crate::schedule::{Moment, Span};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::sync::Arc;

/// A release, or a playbook alone.
#[derive(Debug, Clone, Default)]
pub struct Release {
    /// The version; `None` for a draft.
    pub name: Option<String>,
    pub playbook: Arc<Playbook>,
    pub log: Log,
    pub progress: Progress,
    /// T, in its zone; `None` for a draft and for a release without dates.
    pub t: Option<Moment>,
    /// For each phase when it starts and when it is due.
    pub spans: Vec<Option<Span>>,
    /// For each phase the states of its items; an incident's list for the newest ongoing incident.
    statuses: Vec<Vec<ItemStatus>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DueStatus {
    Upcoming,
    Due,
    Late,
    Done,
    Skipped,
    Blocked,
}

impl Release {
    /// Builds the release that a log records; `None` if the log has no start event.
    pub fn of(log: Log) -> Option<Self> {
        let mut log = log.with_distinct_names();
        let started = log.started()?;
        let name = Some(started.release.clone());
        let permissions = Permissions::of(&started.playbook, &log);
        let playbook = Arc::clone(&permissions.playbook);
        let (progress, uncounted) = (replay(&permissions), permissions.uncounted());
        log.uncounted = uncounted;
        let t = progress.t;
        let mut release =
            Self { name, playbook, log, progress, t, spans: Vec::new(), statuses: Vec::new() };
        release.count();
        release.spans = release.plan(t);
        Some(release)
    }

    /// A playbook alone, without dates and without progress.
    pub fn draft(playbook: Playbook) -> Self {
        let spans = vec![None; playbook.phases.len()];
        let mut release = Self { spans, playbook: Arc::new(playbook), ..Self::default() };
        release.count();
        release
    }

    /// Looks up once how every item stands: views and gates ask again and again.
    fn count(&mut self) {
        let statuses = self.playbook.phases.iter().enumerate().map(|(phase, definition)| {
            let round = self.round(phase);
            let places = (0..definition.items.len()).map(|item| Place::Item { phase, item });
            places.map(|place| self.status_in(place, round)).collect()
        });
        self.statuses = statuses.collect();
    }

    /// The release as it was known at a moment. A draft has no history.
    pub fn as_of(self, at: DateTime<Utc>) -> Self {
        Self::of(self.log.known_at(at)).unwrap_or(self)
    }

    /// Every phase's dates for a T, counting `T+…` from the actual deployment if there was one.
    pub fn plan(&self, t: Option<Moment>) -> Vec<Option<Span>> {
        let started = self.log.beginning().map(|(event, _)| self.events()[event].at);
        let (deployed, rolled_back) = (self.deployed(), self.rolled_back());
        let newest = |(phase, rounds): (&PhaseId, &Vec<usize>)| {
            Some((phase.clone(), self.events()[*rounds.last()?].at))
        };
        let rounds = self.progress.rounds.iter().filter_map(newest).collect();
        Plan { t, started, deployed, rolled_back, rounds }.spans(&self.playbook)
    }

    /// The phases that were planned before the start of the release, by position: they are due at the end of its day.
    pub fn planned_before_start(&self) -> impl Iterator<Item = usize> {
        let planned = Plan { t: self.t, ..Plan::default() }.spans(&self.playbook);
        let start = self.log.beginning().map(|(event, _)| self.events()[event].at);
        let before = move |span: Option<Span>| span.is_some_and(|it| Some(it.due.to_utc()) < start);
        let planned = planned.into_iter().enumerate();
        planned.filter(move |(_, span)| before(*span)).map(|(phase, _)| phase)
    }

    pub fn events(&self) -> &[Event] {
        self.log.events()
    }

    /// The events that count, with their positions in the log.
    pub fn counted(&self) -> impl DoubleEndedIterator<Item = (usize, &Event)> {
        self.events().iter().enumerate().filter(|(i, _)| self.progress.counts(*i))
    }

    /// The version, or "the playbook" for a draft.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or("the playbook")
    }

    /// What was decided; `None` before anybody voted.
    pub fn decision_status(&self, decision: &DecisionId) -> Option<&DecisionStatus> {
        self.progress.decision_in(decision, self.decision_round(decision))
    }

    /// The round of a phase that counts: for an incident list that of the newest ongoing incident, 0 if there is none.
    pub fn round(&self, phase: usize) -> u32 {
        match self.playbook.phases[phase].stage {
            Stage::Incident => self.incident().unwrap_or_default(),
            Stage::PreRelease | Stage::DuringRelease | Stage::PostRelease => {
                let attempt = match self.progress.attempt() {
                    attempt if attempt > 1 && self.playbook.is_in_attempt(phase) => attempt,
                    _ => 1,
                };
                let started = u32::try_from(self.rounds_of(phase).len()).unwrap_or(u32::MAX);
                attempt.saturating_add(started)
            }
        }
    }

    /// The round of a place that counts; a duty has only one.
    pub fn round_of(&self, place: Place) -> u32 {
        place.phase().map_or(1, |phase| self.round(phase))
    }

    pub fn decision_round(&self, decision: &DecisionId) -> u32 {
        if self.playbook.is_decided_per_attempt(decision) { self.progress.attempt() } else { 1 }
    }

    /// The events that started another round of a phase, in order. Only a rollback starts one of the phase with the deployment.
    pub fn rounds_of(&self, phase: usize) -> &[usize] {
        match self.progress.rounds.get(&self.playbook.phases[phase].id) {
            Some(rounds) if self.playbook.deployment().and_then(Place::phase) != Some(phase) => {
                rounds
            }
            Some(_) | None => &[],
        }
    }

    /// The events that escalated a decision in a round, and to whom.
    pub fn escalations<'a>(
        &'a self,
        decision: &'a Decision,
        round: u32,
    ) -> impl Iterator<Item = (usize, &'a RoleId)> {
        let rollbacks = match self.playbook.is_decided_per_attempt(&decision.id) {
            true => &self.progress.rollbacks[..],
            false => &[],
        };
        let round_of = |event| {
            1 + rollbacks.iter().map(|it| u32::from(!self.log.is_before(event, *it))).sum::<u32>()
        };
        self.counted().filter_map(move |(i, event)| {
            let Act::Escalated { decision: about, to, .. } = &event.act else { return None };
            (*about == decision.id && round_of(i) == round).then_some((i, to))
        })
    }

    pub fn incident_number(&self, act: &Act) -> Option<u32> {
        incident_number(&self.playbook, act)
    }

    /// When the last rollback happened.
    pub fn rolled_back(&self) -> Option<DateTime<Utc>> {
        let event = *self.progress.rollbacks.last()?;
        Some(self.events()[event].at)
    }

    /// When the deployment of this attempt was done.
    pub fn deployed(&self) -> Option<DateTime<Utc>> {
        let status = self.status(self.playbook.deployment()?);
        let event = status.event.filter(|_| status.state == ItemState::Done)?;
        Some(self.events()[event].happened())
    }

    /// The newest event that overrides what an event wrote.
    pub fn overridden_by(&self, event: usize) -> Option<usize> {
        let registers = |event: usize| writes(&self.events()[event].act, &self.playbook);
        let own: Vec<_> = registers(event).collect();
        let mut later = (event + 1..self.events().len()).rev();
        later.find(|&later| {
            let overrides = || registers(later).any(|register| own.contains(&register));
            self.progress.counts(later) && self.log.is_before(event, later) && overrides()
        })
    }

    /// The state of a place by the events; an incident's list for the newest ongoing incident.
    pub fn status(&self, place: Place) -> ItemStatus {
        match place {
            Place::Item { phase, item } => self.statuses[phase][item].clone(),
            Place::Duty { .. } => self.status_in(place, 1),
        }
    }

    pub fn status_in(&self, place: Place, round: u32) -> ItemStatus {
        if !self.playbook.is_leaf(place) {
            let steps = self.playbook.leaves(place).into_iter();
            let steps: Vec<_> = steps.map(|step| self.status_in(step, round)).collect();
            return ItemStatus::of_steps(&steps);
        }
        let stand = |role| self.progress.slot_state(Slot { place, role, round });
        if self.playbook.is_for_all(place) {
            let roles = 0..self.playbook.roles.len();
            return ItemStatus::of_all(roles.map(|role| stand(Some(role))).collect());
        }
        let SlotState { state, event } = stand(None);
        ItemStatus { state, event, roles: Vec::new(), steps: None }
    }

    /// What must be complete before a place is to do and is not.
    pub fn waits_for(&self, place: Place) -> Vec<Place> {
        let first = self.playbook.prerequisites(place).into_iter();
        first.filter(|&place| !self.status(place).state.is_complete()).collect()
    }

    /// When a place is due; a duty has no date.
    pub fn due(&self, place: Place) -> Option<Moment> {
        Some(self.span(place)?.due)
    }

    /// The dates by which work is ordered: an undated phase comes with the one before it.
    pub fn planned(&self, place: Place) -> Option<&Span> {
        self.spans[..=place.phase()?].iter().rev().flatten().next()
    }

    fn span(&self, place: Place) -> Option<&Span> {
        self.spans[place.phase()?].as_ref()
    }

    pub fn due_status(&self, place: Place, state: ItemState, now: Moment) -> DueStatus {
        match state {
            ItemState::Done => DueStatus::Done,
            ItemState::Skipped => DueStatus::Skipped,
            ItemState::Blocked => DueStatus::Blocked,
            ItemState::Todo => match self.span(place) {
                Some(span) if now > span.due && self.playbook.required(place) => DueStatus::Late,
                Some(span) if now >= span.starts || now.date_naive() >= span.due.date_naive() => {
                    DueStatus::Due
                }
                None if self.incident().is_some() && self.waits_for_incident(place) => {
                    DueStatus::Due
                }
                Some(_) | None => DueStatus::Upcoming,
            },
        }
    }

    /// Says whether a required place that is to do or blocked is past its due date. Optional items are never late.
    pub fn is_late(&self, place: Place, state: ItemState, now: Moment) -> bool {
        let is_required = !state.is_complete() && self.playbook.required(place);
        is_required && self.due(place).is_some_and(|due| now > due)
    }

    /// Who holds the roles that own a place; empty for nobody and for an item owned by all.
    pub fn people(&self, owner: &Owner) -> &[Person] {
        if let Owner::Role(role) = owner { self.progress.holders(role) } else { &[] }
    }

    /// Says whether a person holds the role that owns something; of what all roles own, any role.
    pub fn is_owner(&self, person: &Person, owner: &Owner) -> bool {
        let mut roles = self.playbook.roles.iter().filter(|role| owner.includes(&role.id));
        roles.any(|role| self.progress.holds(person, &role.id))
    }

    pub fn phase(&self, id: &PhaseId) -> Option<usize> {
        self.playbook.phases.iter().position(|phase| phase.id == *id)
    }

    /// A moment in the zone of the release; in UTC for a draft.
    pub fn local(&self, at: DateTime<Utc>) -> Moment {
        at.with_timezone(&self.t.map_or(self.progress.zone, |t| t.timezone()))
    }

    /// The number of the newest incident that is still ongoing.
    pub fn incident(&self) -> Option<u32> {
        Some(self.ongoing_incidents().next_back()?.number)
    }

    pub fn ongoing_incidents(&self) -> impl DoubleEndedIterator<Item = &Incident> {
        self.progress.incidents.iter().filter(|incident| incident.is_ongoing())
    }

    /// The newest incident that is still ongoing, otherwise the newest one.
    pub fn newest_incident(&self) -> Option<&Incident> {
        self.ongoing_incidents().next_back().or(self.progress.incidents.last())
    }

    pub fn incident_of(&self, number: u32) -> Option<&Incident> {
        let mut incidents = self.progress.incidents.iter();
        incidents.find(|incident| incident.number == number)
    }

    /// The text of an incident; empty if there is none of this number.
    pub fn incident_text(&self, number: u32) -> &str {
        self.incident_of(number)
            .map_or("", |incident| declaration(&self.events()[incident.declared]).0)
    }

    pub fn incident_list(&self) -> impl Iterator<Item = Place> {
        let places = self.playbook.items().map(|(place, ..)| place);
        places.filter(|&place| self.waits_for_incident(place))
    }

    pub fn waits_for_incident(&self, place: Place) -> bool {
        let phase = place.phase().map(|phase| &self.playbook.phases[phase]);
        phase.is_some_and(|phase| phase.stage == Stage::Incident)
    }
}

#[cfg(test)]
mod tests;
