//! The playbook of one type of release: without the items of other types.

use super::check::add_default_gates;
use super::items::{Phase, Prerequisite};
use super::model::Playbook;
use crate::names::{ItemId, PhaseId};
use std::collections::BTreeMap;

impl Playbook {
    /// What applies to a release type, and how many items do not.
    #[must_use]
    pub fn of_type(mut self, release_type: Option<&str>) -> (Self, usize) {
        let all = self.items().count();
        let applies =
            |only: &[String]| only.is_empty() || only.iter().any(|it| Some(&**it) == release_type);
        self.phases.retain(|phase| applies(&phase.only));
        for phase in &mut self.phases {
            keep(phase, applies);
        }
        self.phases.retain(|phase| !phase.items.is_empty());
        self.drop_references();
        self.gates.truncate(self.explicit_gates);
        add_default_gates(&mut self.gates, &self.phases);
        (self.explicit_gates, self.types, self.vars) = (0, Vec::new(), BTreeMap::new());
        let left = self.items().count();
        (self, all - left)
    }

    /// Drops references to items and phases that do not apply: what comes after them waits for nothing.
    fn drop_references(&mut self) {
        let own = self.phases.clone();
        let is_phase = |id: &PhaseId| own.iter().any(|phase| phase.id == *id);
        let is_item =
            |id: &ItemId| own.iter().flat_map(|phase| &phase.items).any(|item| item.id == *id);
        let is_there = |prerequisite: &Prerequisite| match prerequisite {
            Prerequisite::Phase(id) => is_phase(id),
            Prerequisite::Item(id) => is_item(id),
        };
        for phase in &mut self.phases {
            phase.after.retain(is_there);
            for item in &mut phase.items {
                item.after.retain(is_there);
            }
        }
        for gate in &mut self.gates {
            gate.phases.retain(is_phase);
            gate.items.retain(is_item);
        }
    }
}

/// Keeps the items of a phase that apply, and the headings that still have steps.
fn keep(phase: &mut Phase, applies: impl Fn(&[String]) -> bool) {
    let is_kept = |phase: &Phase, item: usize| {
        let all = phase.above(item).into_iter().chain([item]);
        all.map(|it| &phase.items[it]).all(|it| applies(&it.only))
    };
    let leaves: Vec<usize> = phase.leaves().filter(|&leaf| is_kept(phase, leaf)).collect();
    let headings = leaves.iter().flat_map(|&leaf| phase.above(leaf));
    let mut kept: Vec<usize> = headings.chain(leaves.iter().copied()).collect();
    kept.sort_unstable();
    kept.dedup();
    phase.items = kept.into_iter().map(|item| phase.items[item].clone()).collect();
}
