//! The checked definitions: what every other room works with, and what a release keeps frozen in its log.
//!
//! Values of these types are made by [`super::check`] or read back from a log that recorded them; nothing here reads YAML.
//! How a log keeps them is [`super::frozen`]'s affair.

use crate::names::{DecisionId, GateId, ItemId, Person, PhaseId, RoleId};
use crate::schedule::When;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// All definitions together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playbook {
    /// The time of day of T when a release is started with a date alone: `14:00`.
    pub release_time: String,
    /// The zone of T when none is given: an IANA name. Without it, the machine's own.
    pub time_zone: Option<String>,
    pub roles: Vec<Role>,
    /// Those outside the roles to whom a decision may escalate.
    pub authorities: Vec<Authority>,
    /// In the order in which they are numbered: phase 1 is `phases[0]`.
    pub phases: Vec<Phase>,
    pub decisions: Vec<Decision>,
    pub channels: Vec<Channel>,
    pub gates: Vec<Gate>,
    /// Who holds which role when a release starts.
    pub team: BTreeMap<RoleId, Vec<Person>>,
}

/// A hat that people hold, per release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub id: RoleId,
    pub name: String,
    /// In the order of the stages.
    pub duties: Vec<Duty>,
}

/// One line of a cell of the roles matrix. Tickable, advisory: never closes a gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    pub id: ItemId,
    pub stage: Stage,
    pub text: String,
}

/// Someone outside the roles to whom a decision may escalate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    pub id: RoleId,
    pub name: String,
}

/// A column of the roles matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    PreRelease,
    DuringRelease,
    PostRelease,
    Incident,
}

impl Stage {
    /// All stages, in the order of the matrix.
    pub const ALL: [Self; 4] = [
        Self::PreRelease,
        Self::DuringRelease,
        Self::PostRelease,
        Self::Incident,
    ];

    /// The id, as it stands in YAML and JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::PreRelease => "pre-release",
            Self::DuringRelease => "during-release",
            Self::PostRelease => "post-release",
            Self::Incident => "incident",
        }
    }

    /// The heading of the column in the roles matrix.
    pub fn heading(self) -> &'static str {
        match self {
            Self::PreRelease => "Pre-Release",
            Self::DuringRelease => "During Release",
            Self::PostRelease => "Post-Release",
            Self::Incident => "Incident/Rollback",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// A dated group of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    pub id: PhaseId,
    pub name: String,
    pub kind: PhaseKind,
    pub stage: Stage,
    /// Absent for a phase that waits for an occasion.
    pub when: Option<When>,
    pub items: Vec<Item>,
}

/// Whether a phase is a list of work or a list of confirmations by several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhaseKind {
    #[default]
    Phase,
    Checkpoint,
}

/// One line to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: ItemId,
    pub text: String,
    pub owner: Owner,
    /// Shown in parentheses after the text; such an item is not required.
    pub condition: Option<String>,
    /// Says that the item never closes a gate although its text stands without a condition in parentheses.
    pub optional: bool,
    /// Says that ticking this item is the deployment: `T+…` then counts from that moment.
    pub deploys: bool,
}

impl Item {
    /// Says whether gates ask for this item.
    pub fn required(&self) -> bool {
        self.condition.is_none() && !self.optional
    }
}

/// Whose item it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// Every role ticks for itself.
    All,
    Role(RoleId),
}

impl From<String> for Owner {
    fn from(text: String) -> Self {
        if text == "all" {
            Self::All
        } else {
            Self::Role(RoleId::new(text))
        }
    }
}

impl Owner {
    /// `all`, or the role's id.
    pub fn as_str(&self) -> &str {
        match self {
            Self::All => "all",
            Self::Role(role) => role.as_str(),
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Something only certain roles may decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub id: DecisionId,
    pub name: String,
    /// All of them must agree.
    pub owners: Vec<RoleId>,
    /// Whom to ask, in this order, when the owners cannot decide.
    pub escalation: Vec<Escalation>,
    /// What may be decided; the first one says yes, for which every owner must speak; the last one says no, for which one is enough.
    pub outcomes: Vec<String>,
}

/// One step of an escalation path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// A role or an authority.
    pub to: RoleId,
    /// When this step applies, if not always.
    pub condition: Option<String>,
}

/// Where one talks during a stage, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    pub stage: Stage,
    pub name: String,
    /// The time between two updates, in minutes.
    pub every_minutes: Option<u32>,
}

/// A named rule over items and decisions: open when all of it is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    pub id: GateId,
    pub name: String,
    /// Gates whose rules are part of this one.
    pub gates: Vec<GateId>,
    /// Stages whose required items must be settled.
    pub stages: Vec<Stage>,
    /// Phases whose required items must be settled.
    pub phases: Vec<PhaseId>,
    /// Items that must be settled, required or not.
    pub items: Vec<ItemId>,
    /// Says that the gate is closed while an incident is open.
    pub no_incident: bool,
    /// Decisions that must have been decided, and how: `go-no-go: go`.
    pub decisions: BTreeMap<DecisionId, String>,
}
