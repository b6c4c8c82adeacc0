//! The verdict of a gate, with owners, people and dates.

use super::Stamp;
use super::sharing::SharingView;
use crate::log::{Act, Event};
use crate::names::{DecisionId, GateId, Person, RoleId};
use crate::playbook::{Place, Role};
use crate::release::gate::{GateVerdict, Judgement, Requirement, overrides};
use crate::release::{ItemState, ItemStatus, Progress, Release};
use crate::schedule::Moment;
use serde::Serialize;

/// The verdict of a gate.
#[derive(Debug, Clone, Serialize)]
pub struct GateView {
    pub release: Option<String>,
    pub gate: GateId,
    pub name: String,
    pub verdict: GateVerdict,
    /// How many items and decisions the gate requires.
    pub counted: usize,
    /// The requirements that are not met, and those that are.
    pub missing: Vec<RequirementView>,
    pub met: Vec<RequirementView>,
    /// The commit that was checked instead of the work tree: `origin/main@1a2b3c4`.
    pub source: Option<String>,
    /// Null if releases are not shared, and with `--trusted`.
    pub sharing: Option<SharingView>,
    /// Who met its decisions by override, and why.
    #[serde(skip)]
    pub overrides: Vec<String>,
    /// What makes the release differ from the playbook of its branch.
    #[serde(skip)]
    pub changes: Vec<String>,
    /// The moment for which the gate was judged.
    pub at: Stamp,
}

/// What kind of requirement it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementKind {
    Item,
    Decision,
    Incident,
    Conflict,
    /// The release itself: it was cancelled.
    Release,
}

/// The state of a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementState {
    /// Not decided.
    Pending,
    /// Decided before something that the gate requires was set back to to-do.
    Unconfirmed,
    /// An incident.
    Ongoing,
    /// Entries of a conflict.
    Conflicting,
    /// The release.
    Cancelled,
    #[serde(untagged)]
    Item(ItemState),
    /// Decided, as the gate requires or not.
    #[serde(untagged)]
    Outcome(String),
}

/// One requirement of a gate.
#[derive(Debug, Clone, Serialize)]
pub struct RequirementView {
    pub kind: RequirementKind,
    /// An item's number, a decision's id, an incident's number.
    #[serde(rename = "ref")]
    pub number: String,
    pub id: String,
    pub text: String,
    /// Role ids joined by `+`, or `all`.
    pub owner: String,
    pub owner_name: String,
    pub people: Vec<Person>,
    pub due: Option<Stamp>,
    pub late: bool,
    pub state: RequirementState,
    pub reason: Option<String>,
    /// For an item owned by all: the roles that still have to tick.
    pub roles: Vec<RoleId>,
    #[serde(skip)]
    pub role_names: Vec<String>,
    /// The number and name of an item's phase.
    #[serde(skip)]
    pub phase: Option<String>,
}

/// `dana: the customer waits`, for each override among the decisions that are met.
fn overriding(release: &Release, judgement: &Judgement) -> Vec<String> {
    let decision = |requirement: &Requirement| match requirement {
        Requirement::Decision { decision, .. } => overrides(release, decision),
        Requirement::Item { .. }
        | Requirement::Unconfirmed { .. }
        | Requirement::Incident(_)
        | Requirement::Cancelled(_)
        | Requirement::Conflict(_) => Vec::new(),
    };
    let said = |at: usize| {
        let Event { by, act, .. } = &release.events()[at];
        let reason = act.vote().and_then(|vote| vote.reason.as_deref());
        format!("{}: {}", by.short(), reason.unwrap_or_default())
    };
    judgement.met.iter().flat_map(decision).map(said).collect()
}

/// `type hotfix`, `upgraded by alice`, `2 items added`.
fn changes(release: &Release) -> Vec<String> {
    let Progress { upgrades, undone, refused, .. } = &release.progress;
    let started = release.log.started().and_then(|it| it.release_type.as_ref());
    let mut changes: Vec<String> = started.map(|it| format!("type {it}")).into_iter().collect();
    let by = |at: usize| release.events()[at].by.short();
    changes.extend(upgrades.iter().map(|it| format!("upgraded by {}", by(it.event))));
    let is_added = |(at, event): &(usize, &Event)| {
        matches!(event.act, Act::Added(_)) && !undone.contains(at) && !refused.contains_key(at)
    };
    match release.events().iter().enumerate().filter(is_added).count() {
        0 => {}
        1 => changes.push("1 item added".to_owned()),
        many => changes.push(format!("{many} items added")),
    }
    changes
}

impl GateView {
    /// Shows a judgement.
    pub fn new(release: &Release, judgement: &Judgement, now: Moment) -> Self {
        let definition = release.playbook.gate(&judgement.gate);
        let view = |requirement| RequirementView::new(release, requirement, now);
        Self {
            release: release.name.clone(),
            gate: judgement.gate.clone(),
            name: definition.map_or_else(String::new, |gate| gate.name.clone()),
            verdict: judgement.verdict(),
            counted: judgement.counted,
            missing: judgement.missing.iter().map(view).collect(),
            met: judgement.met.iter().map(view).collect(),
            source: None,
            overrides: overriding(release, judgement),
            changes: changes(release),
            sharing: None,
            at: Stamp(now),
        }
    }

    /// The gate, its release, and the commit: `deploy of 2.4.0 at origin/main@1a2b3c4`.
    pub fn title(&self) -> String {
        let release = self.release.as_deref().unwrap_or_default();
        let source = self.source.as_ref().map(|source| format!(" at {source}"));
        format!("{} of {release}{}", self.gate, source.unwrap_or_default())
    }

    /// Says whether the gate is open.
    pub fn is_open(&self) -> bool {
        self.verdict == GateVerdict::Open
    }
}

impl RequirementView {
    pub(super) fn new(release: &Release, missing: &Requirement, now: Moment) -> Self {
        match missing {
            Requirement::Item { place, state } => {
                let status = ItemStatus { state: *state, ..release.status(*place) };
                Self::item(release, *place, &status, now)
            }
            Requirement::Decision { decision, outcome, wanted: _ } => {
                let outcome = outcome.clone().map(RequirementState::Outcome);
                Self::decision(release, decision, outcome.unwrap_or(RequirementState::Pending))
            }
            Requirement::Unconfirmed { decision, since } => {
                let reason = format!("{} since", summary(&release.events()[*since]));
                Self {
                    reason: Some(reason),
                    ..Self::decision(release, decision, RequirementState::Unconfirmed)
                }
            }
            Requirement::Incident(number) => {
                let text = release.incident_text(*number).to_owned();
                let number = number.to_string();
                Self::plain(RequirementKind::Incident, number, text, RequirementState::Ongoing)
            }
            Requirement::Cancelled(event) => {
                let event = &release.events()[*event];
                let name = release.title().to_owned();
                let text = format!("cancelled by {}", event.by.short());
                let state = RequirementState::Cancelled;
                let release = Self::plain(RequirementKind::Release, name, text, state);
                let Act::Cancelled { reason } = &event.act else {
                    return release;
                };
                Self { reason: Some(reason.clone()), ..release }
            }
            Requirement::Conflict(events) => {
                let text = events.iter().map(|&event| summary(&release.events()[event]));
                let text = text.collect::<Vec<_>>().join(", ");
                let name = "conflict".to_owned();
                Self::plain(RequirementKind::Conflict, name, text, RequirementState::Conflicting)
            }
        }
    }

    pub(super) fn item(release: &Release, place: Place, status: &ItemStatus, now: Moment) -> Self {
        let playbook = &release.playbook;
        let owner = playbook.owner(place);
        let state = status.state;
        let event = status.event.filter(|_| state == ItemState::Blocked);
        let said = event.and_then(|event| release.events()[event].act.item_event());
        let left: Vec<&Role> = status.awaited().map(|role| &playbook.roles[role]).collect();
        let phase = place.phase();
        let phase = phase.map(|it| format!("{}  {}", it + 1, playbook.phases[it].name));
        Self {
            kind: RequirementKind::Item,
            text: playbook.line(place),
            number: playbook.number(place),
            id: playbook.id(place).to_string(),
            owner: owner.to_string(),
            owner_name: playbook.owner_name(&owner).to_owned(),
            people: release.people(&owner).to_vec(),
            due: release.due(place).map(Stamp),
            late: release.is_late(place, state, now),
            state: RequirementState::Item(state),
            reason: said.and_then(|said| said.reason.clone()),
            role_names: left.iter().map(|role| role.name.clone()).collect(),
            phase,
            roles: left.iter().map(|role| role.id.clone()).collect(),
        }
    }

    fn decision(release: &Release, id: &DecisionId, state: RequirementState) -> Self {
        let playbook = &release.playbook;
        let definition = playbook.decision(id);
        let owners = definition.map_or(&[][..], |decision| &decision.owners);
        let joined = |text: &dyn Fn(&RoleId) -> String, by: &str| {
            owners.iter().map(text).collect::<Vec<_>>().join(by)
        };
        let holders = owners.iter().flat_map(|role| release.progress.holders(role));
        let name = definition.map_or_else(String::new, |decision| decision.name.clone());
        Self {
            owner: joined(&RoleId::to_string, "+"),
            owner_name: joined(&|role| playbook.role_name(role).to_owned(), " + "),
            people: holders.cloned().collect(),
            ..Self::plain(RequirementKind::Decision, id.to_string(), name, state)
        }
    }

    fn plain(kind: RequirementKind, number: String, text: String, state: RequirementState) -> Self {
        Self {
            kind,
            id: number.clone(),
            number,
            text,
            owner: String::new(),
            owner_name: String::new(),
            people: Vec::new(),
            due: None,
            late: false,
            state,
            reason: None,
            roles: Vec::new(),
            role_names: Vec::new(),
            phase: None,
        }
    }
}

/// `ticked by alice`, `round started by alice`.
fn summary(event: &Event) -> String {
    format!("{} by {}", event.act.name().replace('-', " "), event.by.short())
}
