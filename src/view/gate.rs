//! What a gate found, with owners, people and dates.

use super::{ItemView, Stamp};
use crate::log::{Act, Event};
use crate::names::{DecisionId, GateId, Person, RoleId};
use crate::release::ItemState;
use crate::release::Release;
use crate::release::gate::{GateVerdict, Judgement, Missing};
use crate::schedule::Moment;
use serde::Serialize;

/// A gate's answer.
#[derive(Debug, Clone, Serialize)]
pub struct GateView {
    pub release: Option<String>,
    pub gate: GateId,
    pub name: String,
    pub verdict: GateVerdict,
    /// How many things the gate asks for.
    pub counted: usize,
    pub missing: Vec<MissingView>,
    /// The commit that was checked instead of the work tree: `origin/main@1a2b3c4`.
    pub source: Option<String>,
    /// The moment for which the gate was judged.
    pub at: Stamp,
}

/// What kind of thing is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingKind {
    Item,
    Decision,
    Incident,
    Conflict,
    /// The release itself: it was cancelled.
    Release,
}

/// The state of what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub enum MissingState {
    Open,
    Blocked,
    /// Decided before something that the gate asks for was set back to to-do.
    InQuestion,
    /// Decided, but otherwise than the gate asks for.
    Outcome(String),
}

impl From<MissingState> for String {
    fn from(state: MissingState) -> Self {
        match state {
            MissingState::Open => "open".to_owned(),
            MissingState::Blocked => "blocked".to_owned(),
            MissingState::InQuestion => "in-question".to_owned(),
            MissingState::Outcome(outcome) => outcome,
        }
    }
}

/// One thing that keeps a gate closed.
#[derive(Debug, Clone, Serialize)]
pub struct MissingView {
    pub kind: MissingKind,
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
    pub overdue: bool,
    pub state: MissingState,
    pub reason: Option<String>,
    /// For an item owned by all: the roles that still have to tick.
    pub roles: Vec<RoleId>,
}

impl GateView {
    /// Shows a judgement.
    pub fn new(release: &Release, judgement: &Judgement, now: Moment) -> Self {
        let definition = release.playbook.gate(&judgement.gate);
        Self {
            release: release.name.clone(),
            gate: judgement.gate.clone(),
            name: definition.map_or_else(String::new, |gate| gate.name.clone()),
            verdict: judgement.verdict(),
            counted: judgement.counted,
            missing: (judgement.missing.iter())
                .map(|missing| MissingView::new(release, missing, now))
                .collect(),
            source: None,
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

impl MissingView {
    pub(super) fn new(release: &Release, missing: &Missing, now: Moment) -> Self {
        match missing {
            Missing::Item { place, state } => {
                Self::item(ItemView::new(release, *place, now), *state)
            }
            Missing::Decision { decision, outcome, wanted: _ } => Self {
                state: outcome.clone().map_or(MissingState::Open, MissingState::Outcome),
                ..Self::decision(release, decision)
            },
            Missing::InQuestion { decision, since } => {
                let reason = format!("{} since", summary(&release.events()[*since]));
                Self {
                    state: MissingState::InQuestion,
                    reason: Some(reason),
                    ..Self::decision(release, decision)
                }
            }
            Missing::Incident(number) => {
                let text = release.incident_text(*number).to_owned();
                Self::plain(MissingKind::Incident, number.to_string(), text)
            }
            Missing::Cancelled(event) => {
                let event = &release.events()[*event];
                let name = release.title().to_owned();
                let text = format!("cancelled by {}", event.by.short());
                let Act::Cancelled { reason } = &event.act else {
                    return Self::plain(MissingKind::Release, name, text);
                };
                let reason = Some(reason.clone());
                Self { reason, ..Self::plain(MissingKind::Release, name, text) }
            }
            Missing::Conflict(events) => {
                let text = events.iter().map(|&event| summary(&release.events()[event]));
                let text = text.collect::<Vec<_>>().join(", ");
                Self::plain(MissingKind::Conflict, "conflict".to_owned(), text)
            }
        }
    }

    pub(super) fn item(item: ItemView, state: ItemState) -> Self {
        let open = |(role, state): (RoleId, ItemState)| (!state.settled()).then_some(role);
        Self {
            kind: MissingKind::Item,
            text: item.line(),
            number: item.number,
            id: item.id.to_string(),
            owner: item.owner,
            owner_name: item.owner_name,
            people: item.people,
            due: item.due,
            overdue: item.overdue,
            state: match state {
                ItemState::Blocked => MissingState::Blocked,
                ItemState::Done | ItemState::Skipped | ItemState::Todo => MissingState::Open,
            },
            reason: item.reason.filter(|_| state == ItemState::Blocked),
            roles: item.roles.into_iter().flatten().filter_map(open).collect(),
        }
    }

    fn decision(release: &Release, id: &DecisionId) -> Self {
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
            ..Self::plain(MissingKind::Decision, id.to_string(), name)
        }
    }

    fn plain(kind: MissingKind, number: String, text: String) -> Self {
        Self {
            kind,
            id: number.clone(),
            number,
            text,
            owner: String::new(),
            owner_name: String::new(),
            people: Vec::new(),
            due: None,
            overdue: false,
            state: MissingState::Open,
            reason: None,
            roles: Vec::new(),
        }
    }
}

/// `ticked by alice`.
fn summary(event: &Event) -> String {
    format!("{} by {}", event.act.name(), event.by.short())
}
