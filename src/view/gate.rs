//! The verdict of a gate, with owners, people and dates.

use super::{EventView, IncidentLine, ItemView, PendingDecision, Stamp};
use crate::log::{Act, Event};
use crate::names::{DecisionId, GateId, count};
use crate::release::gate::{GateVerdict, Judgement, Requirement, overrides};
use crate::release::{ItemStatus, Progress, Release};
use crate::schedule::Moment;
use serde::Serialize;

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
    #[serde(skip)]
    pub overrides: Vec<String>,
    /// The numbers and names of the phases.
    #[serde(skip)]
    pub phases: Vec<String>,
    /// What makes the release differ from the playbook of its branch.
    #[serde(skip)]
    pub changes: Vec<String>,
    pub at: Stamp,
}

/// How far a release is shared through a remote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharingView {
    pub remote: String,
    /// When this clone last saw what others recorded.
    pub seen_at: Option<Stamp>,
    /// How many events are only here.
    pub unshared: usize,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum RequirementView {
    Item(ItemView),
    Decision(PendingDecision),
    Incident(Box<IncidentLine>),
    /// Events that were recorded in parallel and contradict each other.
    Conflict {
        events: Vec<EventView>,
    },
    /// The release itself: this event cancelled it.
    Release(EventView),
}

/// `dana: the customer waits`, for each override among the decisions that are met.
fn overriding(release: &Release, judgement: &Judgement) -> Vec<String> {
    let decision = |requirement: &Requirement| {
        let Requirement::Decision { decision, .. } = requirement else { return Vec::new() };
        overrides(release, decision)
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
    let added = release.events().iter().enumerate().filter(is_added).count();
    changes.extend((added > 0).then(|| count(added, "item added", "items added")));
    changes
}

impl GateView {
    pub fn new(release: &Release, judgement: &Judgement, now: Moment) -> Self {
        let definition = release.playbook.gate(&judgement.gate);
        let view = |requirement| RequirementView::new(release, requirement, now);
        Self {
            release: release.name.clone(),
            gate: judgement.gate.clone(),
            name: definition.map_or_else(String::new, |gate| gate.name.clone()),
            verdict: judgement.verdict(),
            counted: judgement.counted,
            missing: judgement.missing.iter().filter_map(view).collect(),
            met: judgement.met.iter().filter_map(view).collect(),
            phases: (release.playbook.phases.iter().zip(1..))
                .map(|(phase, number)| format!("{number}  {}", phase.name))
                .collect(),
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
}

impl RequirementView {
    pub(super) fn new(release: &Release, missing: &Requirement, now: Moment) -> Option<Self> {
        let event = |&event: &usize| EventView::new(release, event);
        let decision = |id: &DecisionId| {
            let definition = release.playbook.decision(id)?;
            Some(PendingDecision::new(release, definition, true))
        };
        Some(match missing {
            Requirement::Item { place, state } => {
                let status = ItemStatus { state: *state, ..release.status(*place) };
                Self::Item(ItemView::with(release, *place, &status, now))
            }
            Requirement::Decision { decision: id, outcome, wanted: _ } => {
                Self::Decision(PendingDecision { outcome: outcome.clone(), ..decision(id)? })
            }
            Requirement::Unconfirmed { decision: id, since } => {
                Self::Decision(PendingDecision { since: Some(event(since)), ..decision(id)? })
            }
            Requirement::Incident(number) => {
                let mut ongoing = release.ongoing_incidents();
                let incident = ongoing.find(|incident| incident.number == *number)?;
                Self::Incident(IncidentLine::new(release, incident, now).into())
            }
            Requirement::Cancelled(cancelled) => Self::Release(event(cancelled)),
            Requirement::Conflict(events) => {
                Self::Conflict { events: EventView::all(release, events) }
            }
        })
    }

    /// What it is called: `2.4`, `go-no-go`, `incident 1`.
    pub fn label(&self) -> String {
        match self {
            Self::Item(item) => item.number.clone(),
            Self::Decision(decision) => decision.id.to_string(),
            Self::Incident(incident) => format!("incident {}", incident.number),
            Self::Conflict { .. } => "conflict".to_owned(),
            Self::Release(_) => "release".to_owned(),
        }
    }

    pub fn is_late(&self) -> bool {
        matches!(self, Self::Item(item) if item.late)
    }
}
