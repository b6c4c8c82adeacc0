//! What was done otherwise than planned, with who, when and why.

use super::{EventView, Stamp};
use crate::log::Act;
use crate::names::{GateId, ItemId, Person, RoleId};
use crate::playbook::Owner;
use crate::release::Release;
use crate::release::deviations::{Deviation, DeviationDetail, deviations};
use serde::Serialize;

/// All deviations, the oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct DeviationsView {
    pub release: Option<String>,
    pub deviations: Vec<DeviationView>,
}

/// One deviation.
#[derive(Debug, Clone, Serialize)]
pub struct DeviationView {
    pub kind: DeviationKind,
    /// The item's number and id, where it is about one.
    #[serde(rename = "ref")]
    pub number: Option<String>,
    pub item: Option<ItemId>,
    /// What it is about, in words: the item's text, the decision and its outcome, what was noted.
    pub about: String,
    pub by: Person,
    pub at: Stamp,
    /// The reason, note or text that was given.
    pub reason: Option<String>,
    pub link: Option<String>,
    /// Of something late: when it was due.
    pub due: Option<Stamp>,
    /// Of something done for others, or left out for one of all roles: whose role it is, and its name.
    pub role: Option<RoleId>,
    #[serde(skip)]
    pub role_name: String,
    /// Of a deployment past a closed gate: the gate, and how many things were missing.
    pub gate: Option<GateId>,
    pub missing: Option<usize>,
    /// The event's position: one event can be otherwise in several ways.
    #[serde(skip)]
    pub position: usize,
}

/// In which way something was otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviationKind {
    Late,
    Skipped,
    Foreign,
    Overridden,
    PastGate,
    Repaired,
    Noted,
}

impl DeviationsView {
    /// Shows all deviations.
    pub fn new(release: &Release) -> Self {
        let all = deviations(release);
        Self {
            release: release.name.clone(),
            deviations: (all.iter())
                .map(|deviation| DeviationView::new(release, deviation))
                .collect(),
        }
    }
}

impl DeviationView {
    /// Shows one deviation.
    pub fn new(release: &Release, deviation: &Deviation) -> Self {
        let event = EventView::new(release, deviation.event);
        let said_role = event.role.as_deref().map(RoleId::from);
        let plain = Self {
            kind: DeviationKind::Noted,
            number: event.number,
            item: event.item,
            about: event.about,
            by: event.by,
            at: event.at,
            reason: event.said,
            link: event.link,
            due: None,
            role: None,
            role_name: String::new(),
            gate: None,
            missing: None,
            position: deviation.event,
        };
        match &deviation.kind {
            DeviationDetail::Late { due } => {
                Self { kind: DeviationKind::Late, due: Some(Stamp(*due)), ..plain }
            }
            DeviationDetail::Skipped => {
                let owner = deviation.place.map(|place| release.playbook.owner(place));
                let role = owner.filter(|owner| *owner == Owner::All).and(said_role);
                Self {
                    kind: DeviationKind::Skipped,
                    role_name: (role.as_ref()).map_or_else(String::new, |role| {
                        release.playbook.role_name(role).to_owned()
                    }),
                    role,
                    ..plain
                }
            }
            DeviationDetail::Foreign { role } => Self {
                kind: DeviationKind::Foreign,
                role_name: release.playbook.role_name(role).to_owned(),
                role: Some(role.clone()),
                ..plain
            },
            DeviationDetail::Overridden => Self {
                kind: DeviationKind::Overridden,
                about: decided(release, deviation.event).unwrap_or(plain.about),
                ..plain
            },
            DeviationDetail::PastGate { gate, missing } => Self {
                kind: DeviationKind::PastGate,
                gate: Some(gate.clone()),
                missing: Some(*missing),
                ..plain
            },
            DeviationDetail::Repaired => Self { kind: DeviationKind::Repaired, ..plain },
            // A note about the release as a whole is its own subject.
            DeviationDetail::Noted if plain.number.is_none() => {
                Self { about: plain.reason.unwrap_or_default(), reason: None, ..plain }
            }
            DeviationDetail::Noted => plain,
        }
    }
}

/// `Security Exception: granted`.
fn decided(release: &Release, event: usize) -> Option<String> {
    let Act::Decided(decided) = &release.events()[event].act else {
        return None;
    };
    let mut decisions = release.playbook.decisions.iter();
    let decision = decisions.find(|known| known.id == decided.decision)?;
    Some(format!("{}: {}", decision.name, decided.outcome))
}
