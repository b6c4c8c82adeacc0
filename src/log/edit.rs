//! Changes of the playbook of an active release.

use crate::names::{ItemId, Person, RoleId};
use crate::playbook::{Owner, Playbook};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An item at the end of a phase that the playbook does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    pub item: ItemId,
    pub owner: Owner,
    pub text: String,
}

/// The playbook as it is now, for the rest of the release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Upgraded {
    /// Who holds the roles that are new.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub people: BTreeMap<RoleId, Vec<Person>>,
    /// The items whose ids changed: the old id and the new one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<ItemId, ItemId>,
    /// The values of the playbook's variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub vars: BTreeMap<String, String>,
    pub playbook: Arc<Playbook>,
}
