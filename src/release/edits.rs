//! Changes of the playbook: items that were added, and upgrades.

use crate::log::{Act, Log};
use crate::names::ItemId;
use crate::playbook::{Place, Playbook};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An upgrade of the playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The event's position in the log.
    pub event: usize,
    /// The playbook that its writer knew.
    pub before: Arc<Playbook>,
    /// The items that it added, or to which it gave another text or owner.
    pub changed: BTreeSet<Place>,
}

impl Upgrade {
    /// Says whether an item is to do again although an event completed it: its writer did not know of this upgrade.
    pub(super) fn resets(&self, place: Place, event: usize, log: &Log) -> bool {
        self.changed.contains(&place) && !log.is_before(self.event, event)
    }
}

/// What is known of changes to the playbook.
#[derive(Debug, Default)]
pub(super) struct Edits<'a> {
    /// Whether the log has any.
    pub(super) any: bool,
    /// The events that count.
    pub(super) events: Vec<usize>,
    /// The events that the current playbook has.
    pub(super) shown: Vec<usize>,
    /// The events about each item.
    pub(super) mentions: BTreeMap<&'a ItemId, Vec<usize>>,
    /// The upgrades, the playbooks before them, and the items that they changed.
    pub(super) upgrades: Vec<(usize, Arc<Playbook>, Vec<ItemId>)>,
}

impl Edits<'_> {
    pub(super) fn of(log: &Log) -> Self {
        let is_edit = |act: &Act| matches!(act, Act::Added(_) | Act::Upgraded(_));
        Self { any: log.events().iter().any(|event| is_edit(&event.act)), ..Self::default() }
    }
}
