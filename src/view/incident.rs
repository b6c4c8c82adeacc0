//! The incidents of a release: what each is about, how long it lasts, and the progress of its list.

use super::{DecisionView, EventView, ItemView, RequirementView, Stamp};
use crate::log::Act;
use crate::names::DecisionId;
use crate::playbook::{Decision, Place, Stage};
use crate::release::gate::Requirement;
use crate::release::{Incident, ItemState, Release, declaration};
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
    /// `ongoing` or `resolved`.
    pub state: &'static str,
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
            state: if incident.is_ongoing() { "ongoing" } else { "resolved" },
            duration: Length::between(&declared.at.0, &end),
            declared,
            resolved,
            done: list().filter(settled).count(),
            total: list().count(),
            beside: EventView::all(release, &incident.beside),
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

fn items(release: &Release, incident: u32, now: Moment) -> Vec<ItemView> {
    let status = |place| release.status_in(place, incident);
    let list = release.incident_list();
    list.map(|place| ItemView::with(release, place, &status(place), now)).collect()
}

/// What the review after an incident needs: what happened in which order, who did what, and what is left.
///
/// Times are relative to the declaration. The order of the log decides which events belong to it; for events recorded in
/// parallel with its declaration or its resolution, the clocks decide.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentReport {
    pub release: Option<String>,
    pub incident: IncidentLine,
    /// When what was in production at its declaration was deployed; if nothing was, when the release was deployed since.
    pub deployed_at: Option<Stamp>,
    /// In the order of the log, without what was undone.
    pub timeline: Vec<EventView>,
    pub actions: Vec<ItemView>,
    /// What was voted on or escalated while it was ongoing, as it stood at its end.
    pub decisions: Vec<DecisionView>,
    pub missing: Vec<RequirementView>,
}

impl IncidentReport {
    pub fn new(release: &Release, incident: &Incident, now: Moment) -> Self {
        let timeline: Vec<usize> = (0..release.events().len())
            .filter(|&event| belongs(release, incident, event))
            .collect();
        let line = IncidentLine::new(release, incident, now);
        let before = Release::of(release.log.before(&[incident.declared]));
        let deployed = before.and_then(|then| then.deployed()).or(release.deployed());
        let mut actions = items(release, incident.number, now);
        // Once it is resolved, what is left of its list was not needed.
        actions
            .retain(|item| incident.is_ongoing() || item.required || item.state != ItemState::Todo);
        let decisions = decisions(release, incident, &timeline);
        let missing = missing(release, incident, &actions, &decisions, now);
        Self {
            release: release.name.clone(),
            deployed_at: deployed.map(|at| Stamp(release.local(at))),
            timeline: EventView::all(release, &timeline),
            incident: line,
            actions,
            decisions,
            missing,
        }
    }
}

fn belongs(release: &Release, incident: &Incident, event: usize) -> bool {
    let act = &release.events()[event].act;
    let place = act.item().and_then(|id| release.playbook.place(id));
    let of_incidents = |place: Place| match place {
        Place::Duty { role, duty } => {
            release.playbook.roles[role].duties[duty].stage == Stage::Incident
        }
        Place::Item { .. } => release.playbook.deployment() == Some(place),
    };
    let tells = if matches!(act, Act::Noted(_)) {
        place.is_some_and(|place| release.waits_for_incident(place))
    } else if matches!(act, Act::Ticked(_) | Act::Unticked(_) | Act::Unblocked(_)) {
        place.is_some_and(of_incidents)
    } else {
        matches!(
            act,
            Act::Decided(_)
                | Act::Escalated { .. }
                | Act::Announced { .. }
                | Act::Assigned(_)
                | Act::Rescheduled { .. }
        )
    };
    let its_own = release.incident_number(act) == Some(incident.number);
    release.progress.counts(event) && (its_own || (tells && during(release, incident, event)))
}

fn during(release: &Release, incident: &Incident, event: usize) -> bool {
    let before = |one: usize, other: usize| {
        let (log, events) = (&release.log, release.events());
        let apart = !log.is_before(one, other) && !log.is_before(other, one);
        log.is_before(one, other) || (apart && events[one].at <= events[other].at)
    };
    before(incident.declared, event)
        && incident.resolved.is_none_or(|resolved| before(event, resolved))
}

/// The decisions that were voted on or escalated in a timeline, in the order of the playbook. Later votes do not change them.
fn decisions(release: &Release, incident: &Incident, timeline: &[usize]) -> Vec<DecisionView> {
    let end = incident.resolved.map(|event| release.events()[event].at);
    let then = end.map(|end| release.clone().as_of(end));
    let acts = || timeline.iter().map(|&event| &release.events()[event].act);
    let is_in = |id: &DecisionId| acts().any(|act| act.decision() == Some(id));
    let decisions = release.playbook.decisions.iter().filter(|decision| is_in(&decision.id));
    // After a rollback nothing may have been said in the next attempt.
    let view = |decision: &Decision| {
        let rounds = DecisionView::rounds(then.as_ref().unwrap_or(release), decision);
        rounds.rev().find(|round| round.newest().is_some())
    };
    decisions.filter_map(view).collect()
}

/// What is missing: required items, decisions without an outcome, the end, and declarations that contradict each other.
fn missing(
    release: &Release,
    incident: &Incident,
    actions: &[ItemView],
    decisions: &[DecisionView],
    now: Moment,
) -> Vec<RequirementView> {
    let is_left = |item: &&ItemView| {
        (item.required && !item.state.is_complete()) || item.state == ItemState::Blocked
    };
    let items = actions.iter().filter(is_left);
    let items = items.map(|item| RequirementView::Item(item.clone()));
    let undecided = decisions.iter().filter(|decision| decision.outcome.is_none());
    let undecided = undecided.map(|decision| Requirement::Decision {
        decision: decision.id.clone(),
        wanted: String::new(),
        outcome: None,
    });
    let ongoing = incident.is_ongoing().then_some(Requirement::Incident(incident.number));
    let mut declarations = vec![incident.declared];
    declarations.extend(&incident.beside);
    let twice = (declarations.len() > 1).then_some(Requirement::Conflict(declarations));
    let others = undecided.chain(ongoing).chain(twice);
    let others = others.filter_map(|missing| RequirementView::new(release, &missing, now));
    items.chain(others).collect()
}
