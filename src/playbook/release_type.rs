//! The playbook of one type of release: without the items of other types.

use super::check::add_default_gates;
use super::items::{Phase, Prerequisite};
use super::model::Playbook;
use crate::names::{ItemId, PhaseId};
use std::collections::{BTreeMap, BTreeSet};

impl Playbook {
    /// What applies to a release type, and how many items do not.
    pub fn of_type(mut self, release_type: Option<&str>) -> (Self, usize) {
        let all = self.items().count();
        let applies =
            |only: &[String]| only.is_empty() || only.iter().any(|it| Some(&**it) == release_type);
        self.phases.retain(|phase| applies(&phase.only));
        for phase in &mut self.phases {
            keep(phase, applies);
        }
        self.phases.retain(|phase| !phase.items.is_empty());
        let left = self.items().count();
        if left < all {
            self.drop_references();
        }
        self.gates.truncate(self.explicit_gates);
        add_default_gates(&mut self.gates, &self.phases);
        (self.explicit_gates, self.types, self.vars) = (0, Vec::new(), BTreeMap::new());
        (self, all - left)
    }

    /// Drops references to items and phases that do not apply: what comes after them waits for nothing.
    fn drop_references(&mut self) {
        let phases: BTreeSet<PhaseId> = self.phases.iter().map(|phase| phase.id.clone()).collect();
        let items = self.phases.iter().flat_map(|phase| &phase.items);
        let items: BTreeSet<ItemId> = items.map(|item| item.id.clone()).collect();
        let is_there = |prerequisite: &Prerequisite| match prerequisite {
            Prerequisite::Phase(id) => phases.contains(id),
            Prerequisite::Item(id) => items.contains(id),
        };
        for phase in &mut self.phases {
            phase.after.retain(is_there);
            for item in &mut phase.items {
                item.after.retain(is_there);
            }
        }
        for gate in &mut self.gates {
            gate.phases.retain(|id| phases.contains(id));
            gate.items.retain(|id| items.contains(id));
        }
    }
}

/// Keeps the items of a phase that apply, and the headings that still have steps.
fn keep(phase: &mut Phase, applies: impl Fn(&[String]) -> bool) {
    let is_kept = |phase: &Phase, item: usize| {
        let all = phase.above(item).into_iter().chain([item]);
        all.map(|it| &phase.items[it]).all(|it| applies(&it.only))
    };
    let leaves = phase.leaves().filter(|&leaf| is_kept(phase, leaf));
    let kept: BTreeSet<usize> =
        leaves.flat_map(|leaf| phase.above(leaf).into_iter().chain([leaf])).collect();
    let mut item = 0..;
    phase.items.retain(|_| item.next().is_some_and(|item| kept.contains(&item)));
    phase.only.clear();
    for item in &mut phase.items {
        item.only.clear();
    }
}
