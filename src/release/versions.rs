//! The playbook as each writer knew it: that of the start or of the newest upgrade, with the items that were added.
//!
//! Items that an upgrade removes stay, as optional ones, if anything was recorded about them.

use super::model::Release;
use super::permissions::{Permissions, Upgrade};
use crate::log::{Act, Upgraded};
use crate::names::{ItemId, Person, RoleId};
use crate::playbook::{Item, Place, Playbook};
use std::collections::BTreeSet;
use std::sync::Arc;

impl<'a> Permissions<'a> {
    pub(super) fn learn_edit(&mut self, i: usize, act: &'a Act) {
        if !self.edits.any {
            return;
        }
        if let Act::Upgraded(upgraded) = act {
            let before = Arc::clone(&self.playbook);
            let changed = before.changed_items(&upgraded.playbook, &upgraded.ids);
            self.edits.upgrades.push((i, before, changed));
            self.edits.events.push(i);
        } else if let Act::Added(_) = act {
            self.edits.events.push(i);
        } else if let Some(item) = act.item() {
            self.edits.mentions.entry(item).or_default().push(i);
        }
    }

    /// Makes the playbook current that the writer at a place knew.
    pub(super) fn turn_to(&mut self, at: usize) {
        if self.edits.events.is_empty() {
            return;
        }
        let events = self.edits.events.iter().copied();
        let known = events.filter(|&edit| self.knows(edit, at) && self.is_in_effect(edit, at));
        let known: Vec<usize> = known.collect();
        if known != self.edits.shown || at == Self::NOW {
            self.playbook = self.with_edits(&known);
            self.deployment = self.playbook.deployment();
            self.edits.shown = known;
        }
    }

    fn with_edits(&self, edits: &[usize]) -> Arc<Playbook> {
        let upgrades: Vec<&Upgraded> =
            edits.iter().filter_map(|&edit| self.act(edit).upgraded()).collect();
        let versions: Vec<&Playbook> =
            [&*self.start].into_iter().chain(upgrades.iter().map(|it| &*it.playbook)).collect();
        let Some((newest, older)) = versions.split_last() else { return Arc::clone(&self.start) };
        let mut playbook = (*newest).clone();
        for (old, new) in upgrades.iter().flat_map(|it| &it.ids) {
            let renamed = playbook.former_ids.values_mut().filter(|it| *it == old);
            renamed.for_each(|it| *it = new.clone());
            playbook.former_ids.insert(old.clone(), new.clone());
        }
        for version in older.iter().rev() {
            for (place, _, item) in version.items() {
                if self.edits.mentions.contains_key(&item.id)
                    && playbook.place(&item.id).is_none()
                    && let Some(item) = version.kept(place)
                {
                    playbook.append(item, older);
                }
            }
        }
        let mut texts: BTreeSet<(&ItemId, &str)> = BTreeSet::new();
        for &edit in edits {
            let Act::Added(added) = self.act(edit) else { continue };
            let is_new = texts.insert((&added.item, &added.text));
            let place = playbook.place(&added.item);
            if place.is_none() {
                let (id, owner) = (added.item.clone(), added.owner.clone());
                let text = added.text.clone();
                playbook.append(Item { id, text, owner, ..Item::default() }, older);
            } else if let Some(Place::Item { phase, item }) = place.filter(|_| is_new) {
                // Two people added different items with the same id in parallel.
                let text = &mut playbook.phases[phase].items[item].text;
                *text = format!("{text} / {}", added.text);
            }
        }
        Arc::new(playbook)
    }

    pub(super) fn upgrades(&self) -> Vec<Upgrade> {
        let upgrade = |(event, before, changed): &(usize, Arc<Playbook>, Vec<ItemId>)| {
            let changed = changed.iter().filter_map(|id| self.playbook.place(id)).collect();
            Upgrade { event: *event, before: Arc::clone(before), changed }
        };
        self.edits.upgrades.iter().map(upgrade).collect()
    }

    pub(super) fn people_of_upgrade(&self, role: &RoleId, at: usize) -> Option<&'a Vec<Person>> {
        let known = self.edits.upgrades.iter().filter(|(event, ..)| self.knows(*event, at));
        let mut upgrades = known.filter_map(|(event, ..)| self.act(*event).upgraded());
        upgrades.find_map(|upgraded| upgraded.people.get(role))
    }

    /// Says whether another item was added under an item's id of which the writer of an event did not know.
    pub(super) fn is_partial(&self, item: &ItemId, event: usize) -> bool {
        let added = |&edit: &usize| {
            let Act::Added(it) = self.act(edit) else { return None };
            let counts = it.item == *item && self.is_in_effect(edit, Self::NOW);
            counts.then_some((edit, (&it.text, &it.owner)))
        };
        let all = self.edits.events.iter().filter_map(added);
        let (known, unknown): (Vec<_>, Vec<_>) =
            all.partition(|(edit, _)| self.knows(*edit, event));
        unknown.iter().any(|(_, new)| !known.iter().any(|(_, old)| old == new))
    }
}

impl Release {
    /// The playbook of the start or of the newest upgrade, without items that were added or kept.
    pub fn frozen_playbook(&self) -> Option<&Playbook> {
        match self.progress.playbook_from {
            Some(event) => self.events()[event].act.upgraded().map(|it| &*it.playbook),
            None => self.log.started().map(|started| &*started.playbook),
        }
    }

    /// The playbook that counted when an event of this position was recorded.
    pub fn playbook_at(&self, event: usize) -> &Playbook {
        let mut upgrades = self.progress.upgrades.iter();
        upgrades.find(|it| event <= it.event).map_or(&*self.playbook, |it| &*it.before)
    }
}

#[cfg(test)]
mod tests;
