//! What the review after an incident needs: what happened in which order, who did what, and what is left.
//!
//! Times are relative to the declaration. The order of the log decides which events belong to it; for events recorded in parallel
//! with its declaration or its resolution, the clocks decide.

use super::incident::items;
use super::incident_decisions::incident_decisions;
use super::{EventView, IncidentDecisionView, IncidentLine, ItemView, RequirementView, Stamp};
use crate::log::Act;
use crate::names::{DecisionId, Person, RoleId};
use crate::playbook::{Place, Stage};
use crate::release::Release;
use crate::release::gate::Requirement;
use crate::release::{Incident, ItemState};
use crate::schedule::{Length, Moment};
use serde::Serialize;

/// One incident, for its review.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentReport {
    pub release: Option<String>,
    pub incident: IncidentLine,
    /// When the release was deployed, if it was.
    pub deployed_at: Option<Stamp>,
    /// How long it took from the declaration until something happened.
    pub until: Vec<UntilView>,
    /// In the order of the log, without what was undone.
    pub timeline: Vec<EventView>,
    /// Its list, with who brought each item to its state and when.
    pub actions: Vec<ItemView>,
    /// What was decided or escalated while it was ongoing.
    pub decisions: Vec<IncidentDecisionView>,
    /// Everybody in the timeline, in the order in which they come there.
    pub people: Vec<PersonView>,
    /// What is still missing.
    pub missing: Vec<RequirementView>,
}

/// How long something took.
#[derive(Debug, Clone, Serialize)]
pub struct UntilView {
    pub what: UntilKind,
    /// The decision and its outcome, where it is one.
    pub decision: Option<DecisionId>,
    pub outcome: Option<String>,
    #[serde(skip)]
    pub name: String,
    pub at: Stamp,
    pub after: Length,
}

/// What it took long until.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UntilKind {
    FirstTick,
    Decision,
    Resolved,
}

/// Somebody who had a part in an incident.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    pub person: Person,
    pub roles: Vec<RoleId>,
    #[serde(skip)]
    pub role_names: Vec<String>,
    /// How many entries of the timeline are theirs.
    pub entries: usize,
}

impl IncidentReport {
    /// Tells one incident, seen from a moment.
    pub fn new(release: &Release, incident: &Incident, now: Moment) -> Self {
        let timeline: Vec<usize> = (0..release.events().len())
            .filter(|&event| belongs(release, incident, event))
            .collect();
        let line = IncidentLine::new(release, incident, now);
        let actions = items(release, incident.number, now);
        let decisions = incident_decisions(release, incident, &timeline);
        let missing = missing(release, incident, &actions, &decisions, now);
        Self {
            release: release.name.clone(),
            deployed_at: release.deployed().map(|at| Stamp(release.local(at))),
            until: until(release, &line, &timeline, &decisions),
            people: people(release, &timeline),
            timeline: (timeline.iter()).map(|&event| EventView::new(release, event)).collect(),
            incident: line,
            actions,
            decisions,
            missing,
        }
    }
}

/// Says whether an event belongs to the story of an incident.
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

/// Says whether an event was recorded while an incident was ongoing.
fn during(release: &Release, incident: &Incident, event: usize) -> bool {
    let before = |one: usize, other: usize| {
        let (log, events) = (&release.log, release.events());
        let apart = !log.is_before(one, other) && !log.is_before(other, one);
        log.is_before(one, other) || (apart && events[one].at <= events[other].at)
    };
    before(incident.declared, event)
        && incident.resolved.is_none_or(|resolved| before(event, resolved))
}

/// How long it took until the first tick, each decision, and the end.
fn until(
    release: &Release,
    line: &IncidentLine,
    timeline: &[usize],
    decisions: &[IncidentDecisionView],
) -> Vec<UntilView> {
    let view = |what, at: Stamp| UntilView {
        what,
        decision: None,
        outcome: None,
        name: String::new(),
        at,
        after: Length::between(&line.declared.0, &at.0),
    };
    let is_tick = |event: &&usize| {
        let act = &release.events()[**event].act;
        matches!(act, Act::Ticked(_)) && release.incident_number(act) == Some(line.number)
    };
    let tick = timeline.iter().find(is_tick);
    let tick = tick.map(|&event| Stamp(release.local(release.events()[event].at)));
    let decided = decisions.iter().filter_map(|decision| {
        Some(UntilView {
            decision: Some(decision.decision.clone()),
            outcome: decision.outcome.clone(),
            name: decision.name.clone(),
            ..view(UntilKind::Decision, decision.at?)
        })
    });
    let tick = tick.map(|at| view(UntilKind::FirstTick, at));
    let resolved = line.resolved.map(|at| view(UntilKind::Resolved, at));
    tick.into_iter().chain(decided).chain(resolved).collect()
}

fn people(release: &Release, timeline: &[usize]) -> Vec<PersonView> {
    let mut people: Vec<PersonView> = Vec::new();
    for &event in timeline {
        let person = &release.events()[event].by;
        if let Some(known) = people.iter_mut().find(|known| known.person == *person) {
            known.entries += 1;
            continue;
        }
        let held = release.progress.people().iter();
        let roles: Vec<RoleId> = held
            .filter(|(_, holders)| holders.contains(person))
            .map(|(role, _)| role.clone())
            .collect();
        let name = |role| release.playbook.role_name(role).to_owned();
        people.push(PersonView {
            person: person.clone(),
            role_names: roles.iter().map(name).collect(),
            roles,
            entries: 1,
        });
    }
    people
}

/// What is missing: required items, decisions without an outcome, the end, and declarations that contradict each other.
fn missing(
    release: &Release,
    incident: &Incident,
    actions: &[ItemView],
    decisions: &[IncidentDecisionView],
    now: Moment,
) -> Vec<RequirementView> {
    let is_left = |item: &&ItemView| {
        (item.required && !item.state.is_complete()) || item.state == ItemState::Blocked
    };
    let items = actions.iter().filter(is_left);
    let items = items.map(|item| {
        let status = release.status_in(item.place, incident.number);
        RequirementView::item(release, item.place, &status, now)
    });
    let undecided = decisions.iter().filter(|decision| decision.outcome.is_none());
    let undecided = undecided.map(|decision| Requirement::Decision {
        decision: decision.decision.clone(),
        wanted: String::new(),
        outcome: None,
    });
    let ongoing = incident.is_ongoing().then_some(Requirement::Incident(incident.number));
    let mut declarations = vec![incident.declared];
    declarations.extend(&incident.beside);
    let twice = (declarations.len() > 1).then_some(Requirement::Conflict(declarations));
    let others = undecided.chain(ongoing).chain(twice);
    let others = others.map(|missing| RequirementView::new(release, &missing, now));
    items.chain(others).collect()
}
