//! Changes of a release's playbook: items that are added, and other versions of it.

use super::check::free_id;
use super::items::{Item, Owner, Phase};
use super::model::Playbook;
use super::place::Place;
use crate::names::ItemId;
use std::collections::BTreeMap;

/// How the items of a playbook and of a newer version of it belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemDiff {
    /// The items whose ids differ: the old id and the new one.
    pub ids: BTreeMap<ItemId, ItemId>,
    /// The old items that the newer version does not have.
    pub removed: Vec<Place>,
}

impl Playbook {
    pub fn free_id(&self, phase: &Phase, text: &str) -> ItemId {
        let id = |own: &str| ItemId::new(format!("{}.{own}", phase.id));
        let is_free = |own: &str| self.place(&id(own)).is_none();
        id(&free_id(text, "item", phase.items.len() + 1, is_free))
    }

    /// Adds an item at the end of its phase. If this version of the playbook has no such phase, it comes from an `older` one.
    pub fn append(&mut self, mut item: Item, older: &[&Self]) {
        let holder = item.id.as_str().split('.').next().unwrap_or_default();
        let is_holder = |phase: &&Phase| phase.id.as_str() == holder;
        if !self.phases.iter().any(|phase| is_holder(&phase)) {
            let mut all = older.iter().rev().flat_map(|it| &it.phases);
            let Some(phase) = all.find(is_holder) else { return };
            self.phases.push(Phase { after: Vec::new(), items: Vec::new(), ..phase.clone() });
        }
        if let Owner::Role(role) = &item.owner
            && self.role(role).is_none()
            && let Some(first) = self.roles.first()
        {
            item.owner = Owner::Role(first.id.clone());
        }
        if let Some(phase) = self.phases.iter_mut().find(|phase| phase.id.as_str() == holder) {
            phase.items.push(item);
        }
    }

    /// An item of this playbook as a newer version keeps it that has no such item: without effect on gates.
    pub fn kept(&self, place: Place) -> Option<Item> {
        let Place::Item { phase, item } = place else { return None };
        let how = self.phases[phase].items[item].how.clone();
        let (id, text, owner) = (self.id(place).clone(), self.line(place), self.owner(place));
        Some(Item { id, text, owner, optional: true, how, ..Item::default() })
    }

    /// The items of a newer version that this one does not have, or with another text or owner.
    pub fn changed_items(&self, newer: &Self, ids: &BTreeMap<ItemId, ItemId>) -> Vec<ItemId> {
        let is_same = |item: &Item| {
            let renamed = ids.iter().find(|(_, new)| **new == item.id);
            let old = self.place(renamed.map_or(&item.id, |(old, _)| old));
            let old = old.filter(|&old| self.is_leaf(old));
            old.is_some_and(|it| self.text(it) == item.text && self.owner(it) == item.owner)
        };
        let changed = newer.items().filter(|(.., item)| !is_same(item));
        changed.map(|(.., item)| item.id.clone()).collect()
    }

    /// Finds out which items of a newer version are the same. Those whose ids it does not have are matched by their
    /// texts.
    pub fn compare(&self, newer: &Self) -> ItemDiff {
        let missing = |playbook: &Self, other: &Self| -> Vec<Place> {
            let items = playbook.items().filter(|(.., item)| other.place(&item.id).is_none());
            items.map(|(place, ..)| place).collect()
        };
        let (mut removed, mut fresh) = (missing(self, newer), missing(newer, self));
        let mut ids = BTreeMap::new();
        let mut matched = |is_same: &dyn Fn(Place, Place) -> bool| {
            removed.retain(|&old| {
                let new = fresh.iter().position(|&new| is_same(old, new));
                let new = new.map(|new| newer.id(fresh.remove(new)).clone());
                let is_left = new.is_none();
                ids.extend(new.map(|new| (self.id(old).clone(), new)));
                is_left
            });
        };
        let same_text = |old, new| self.line(old) == newer.line(new);
        let phase = |playbook: &Self, place: Place| {
            place.phase().map(|phase| playbook.phases[phase].id.clone())
        };
        let same_phase = |old, new| phase(self, old) == phase(newer, new);
        matched(&|old, new| same_text(old, new) && same_phase(old, new));
        matched(&same_text);
        ItemDiff { ids, removed }
    }
}
