//! Phases with their items, and what these say.

use super::model::{Stage, is_default};
use crate::names::{ItemId, PhaseId, RoleId};
use crate::schedule::When;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::fmt;
use strum::{EnumString, VariantNames};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub id: PhaseId,
    pub name: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: PhaseKind,
    pub stage: Stage,
    /// Absent for a phase without a date, such as the response to an incident.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: Option<When>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub how: Option<String>,
    /// The release types that it applies to; all if there are none. A frozen playbook has only what applies.
    #[serde(skip)]
    pub only: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: Vec<Prerequisite>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub again: bool,
    /// Each item, followed by its steps.
    pub items: Vec<Item>,
}

impl Phase {
    pub fn has_steps(&self, item: usize) -> bool {
        self.items.get(item + 1).is_some_and(|next| next.depth > self.items[item].depth)
    }

    /// The steps below an item at all levels, headings included.
    pub fn below(&self, item: usize) -> std::ops::Range<usize> {
        let depth = self.items[item].depth;
        let below = self.items[item + 1..].iter().take_while(|it| it.depth > depth).count();
        item + 1..item + 1 + below
    }

    /// The headings above an item, the outermost first.
    pub fn above(&self, item: usize) -> Vec<usize> {
        let mut depth = self.items[item].depth;
        let mut above = Vec::new();
        for (i, it) in self.items[..item].iter().enumerate().rev() {
            if depth == 0 {
                break;
            }
            if it.depth < depth {
                depth = it.depth;
                above.push(i);
            }
        }
        above.reverse();
        above
    }

    /// What can be ticked: the items without steps, and the steps without any below.
    pub fn leaves(&self) -> impl Iterator<Item = usize> {
        (0..self.items.len()).filter(|&item| !self.has_steps(item))
    }
}

/// Whether a phase is a list of work or a list of confirmations by several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[derive(EnumString, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum PhaseKind {
    #[default]
    Phase,
    Checkpoint,
}

/// One line to tick, or the heading of the steps that follow it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: ItemId,
    pub text: String,
    pub owner: Owner,
    /// Shown in parentheses after the text; such an item is not required.
    #[serde(default, skip_serializing_if = "is_default")]
    pub condition: Option<String>,
    /// Whether the item never closes a gate although it has no condition.
    #[serde(default, skip_serializing_if = "is_default")]
    pub optional: bool,
    /// Whether ticking this item is the deployment: `T+…` then counts from that moment.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deploys: bool,
    /// 0 for an item, 1 for its steps, 2 for theirs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub depth: u8,
    #[serde(default, skip_serializing_if = "is_default")]
    pub how: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub needs: Option<Evidence>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: Vec<Prerequisite>,
    /// The release types that it applies to, as for phases.
    #[serde(skip)]
    pub only: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, VariantNames)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Evidence {
    Link,
    Note,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, from = "SmolStr")]
pub enum Prerequisite {
    Phase(PhaseId),
    /// An item with all its steps.
    Item(ItemId),
}

impl From<SmolStr> for Prerequisite {
    fn from(text: SmolStr) -> Self {
        // Only the ids of items have a dot.
        if text.contains('.') {
            Self::Item(ItemId::new(text))
        } else {
            Self::Phase(PhaseId::new(text))
        }
    }
}

impl Item {
    /// Whether gates require this item.
    pub fn required(&self) -> bool {
        self.condition.is_none() && !self.optional
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", from = "SmolStr")]
pub enum Owner {
    /// Every role ticks for itself.
    #[default]
    All,
    #[serde(untagged)]
    Role(RoleId),
}

impl From<SmolStr> for Owner {
    fn from(text: SmolStr) -> Self {
        if text == "all" { Self::All } else { Self::Role(RoleId::new(text)) }
    }
}

impl Owner {
    pub fn includes(&self, role: &RoleId) -> bool {
        match self {
            Self::All => true,
            Self::Role(owner) => owner == role,
        }
    }

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
