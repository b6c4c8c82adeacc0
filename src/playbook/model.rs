//! The checked definitions, which all other modules work with. [`super::raw`] describes what keys of a playbook mean.
//!
//! [`super::check`] creates them from YAML. A release keeps a copy in the first event of its log, so the serialised form
//! is part of the log's format: give each new field a default and never rename one. Unknown fields are refused, because
//! ignoring a rule of a newer version could open a gate.

use super::items::{Item, Phase};
use crate::names::{DecisionId, GateId, ItemId, Person, PhaseId, RoleId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    pub release_time: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub time_zone: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub holidays: BTreeSet<NaiveDate>,
    pub roles: Vec<Role>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub authorities: Vec<Authority>,
    /// In the order in which they are numbered: phase 1 is `phases[0]`.
    pub phases: Vec<Phase>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub decisions: Vec<Decision>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub channels: Vec<Channel>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub gates: Vec<Gate>,
    /// How many of the gates are in the files; those after them are the default ones.
    #[serde(skip)]
    pub explicit_gates: usize,
    /// The types of releases; a frozen playbook is of one type.
    #[serde(skip)]
    pub types: Vec<String>,
    /// The variables with their defaults; a frozen playbook holds their values in its texts.
    #[serde(skip)]
    pub vars: BTreeMap<String, Option<String>>,
    /// Whether the files have no roles: there is one role, and anyone can tick.
    #[serde(default, skip_serializing_if = "is_default")]
    pub implicit_role: bool,
    /// The former ids of items, from upgrades of the release.
    #[serde(skip)]
    pub former_ids: BTreeMap<ItemId, ItemId>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub team: BTreeMap<RoleId, Vec<Person>>,
}

/// A role; people are assigned to it in each release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub id: RoleId,
    pub name: String,
    /// In the order of the stages.
    #[serde(default, skip_serializing_if = "is_default")]
    pub duties: Vec<Duty>,
}

/// One line of a cell of the roles matrix. Tickable, advisory: never closes a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub id: ItemId,
    pub stage: Stage,
    pub text: String,
}

/// Someone outside the roles to whom a decision can be escalated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    pub id: RoleId,
    pub name: String,
}

/// A column of the roles matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[derive(strum::EnumString, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Stage {
    PreRelease,
    DuringRelease,
    PostRelease,
    Incident,
}

impl Stage {
    pub const ALL: [Self; 4] =
        [Self::PreRelease, Self::DuringRelease, Self::PostRelease, Self::Incident];

    pub fn id(self) -> &'static str {
        self.into()
    }

    pub fn heading(self) -> &'static str {
        match self {
            Self::PreRelease => "Pre-Release",
            Self::DuringRelease => "During Release",
            Self::PostRelease => "Post-Release",
            Self::Incident => "Incident/Rollback",
        }
    }
}

/// Something only certain roles may decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub id: DecisionId,
    pub name: String,
    pub owners: Vec<RoleId>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub escalation: Vec<Escalation>,
    /// What may be decided; the first one says yes, for which every owner must speak; the last one says no, for which one is enough.
    pub outcomes: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub reverts: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    pub to: RoleId,
    #[serde(default, skip_serializing_if = "is_default")]
    pub condition: Option<String>,
}

/// Where people communicate during a stage, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    pub stage: Stage,
    pub name: String,
    /// The time between two updates, in minutes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub every_minutes: Option<u32>,
}

/// The gate that closing a release checks.
pub const FINISH: &str = "finish";

/// A named rule over items and decisions: open when all requirements are met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    pub id: GateId,
    pub name: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub gates: Vec<GateId>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub stages: Vec<Stage>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub phases: Vec<PhaseId>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub items: Vec<ItemId>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub no_incident: bool,
    /// Decisions that must have been decided, and how: `go-no-go: go`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decisions: BTreeMap<DecisionId, String>,
}

impl Gate {
    /// Whether it requires the required items of a phase.
    pub fn covers(&self, phase: &Phase) -> bool {
        self.stages.contains(&phase.stage) || self.phases.contains(&phase.id)
    }

    /// Whether it requires an item of a phase itself, without the gates that it includes.
    pub fn requires(&self, phase: &Phase, item: &Item) -> bool {
        (item.required() && self.covers(phase)) || self.items.contains(&item.id)
    }
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use crate::playbook::{Playbook, Source, load};

    /// Reads the built-in playbook back after replacing a part of its frozen form.
    fn with(part: &str, replacement: &str) -> Result<Playbook, serde_json::Error> {
        let frozen = serde_json::to_string(&load(&Source::Embedded).unwrap()).unwrap();
        assert!(frozen.contains(part), "{part} is not in the playbook");
        serde_json::from_str(&frozen.replacen(part, replacement, 1))
    }

    #[test]
    fn a_frozen_playbook_reads_back_unchanged() {
        let unchanged = with("planning", "planning").unwrap();
        assert_eq!(unchanged, load(&Source::Embedded).unwrap().of_type(None).0);
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let added = "\"no_incident\":true,\"quorum\":2";
        assert!(with("\"no_incident\":true", added).is_err());
        assert!(with("\"deploys\":true", "\"deploys\":true,\"quorum\":2").is_err());
    }
}
