//! What an upgrade of the playbook changes.

use crate::log::Upgraded;
use crate::names::ItemId;
use crate::playbook::{Item, Phase, Place, Playbook};
use crate::release::Release;
use serde::Serialize;
use std::collections::BTreeMap;

/// The changes of an upgrade; none if there is nothing to do.
#[derive(Debug, Clone, Serialize)]
pub struct UpgradeView {
    pub release: Option<String>,
    pub changes: Vec<PlanChange>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanChange {
    pub change: PlanChangeKind,
    /// The item's number in the new playbook; of a removed one, the present number.
    #[serde(rename = "ref")]
    pub number: Option<String>,
    pub text: String,
    /// What it was before, and what follows from the change.
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum PlanChangeKind {
    Added,
    Removed,
    Changed,
    Moved,
    Phases,
    Dates,
    Roles,
    Gates,
    Decisions,
    Settings,
}

impl PlanChange {
    fn new(change: PlanChangeKind, text: impl Into<String>) -> Self {
        Self { change, number: None, text: text.into(), note: None }
    }

    fn of(change: PlanChangeKind, playbook: &Playbook, place: Place, notes: &[String]) -> Self {
        let note = (!notes.is_empty()).then(|| notes.join("; "));
        let number = Some(playbook.number(place));
        Self { number, note, ..Self::new(change, playbook.line(place)) }
    }
}

impl UpgradeView {
    /// Shows what an upgrade that is not recorded yet would change.
    pub fn new(release: &Release, upgraded: Option<&Upgraded>) -> Self {
        let versions = release.frozen_playbook().zip(upgraded);
        let changes = versions.map(|(base, new)| changes(release, base, new));
        Self { release: release.name.clone(), changes: changes.unwrap_or_default() }
    }
}

/// All changes: of items in the order of their numbers, then the other ones.
fn changes(release: &Release, base: &Playbook, upgraded: &Upgraded) -> Vec<PlanChange> {
    let new = &upgraded.playbook;
    let diff = base.compare(new);
    let mut changes = items(release, base, upgraded);
    let is_added = changes.iter().any(|it| it.change == PlanChangeKind::Added);
    for &place in &diff.removed {
        let mut notes = Vec::new();
        if release.events().iter().any(|event| event.act.item() == Some(base.id(place))) {
            notes.push("kept as an optional item, because the log has entries about it".to_owned());
        }
        let id = base.id(place).as_str().rsplit('.').next().unwrap_or_default();
        notes.extend(is_added.then(|| format!("if only its text changed, add `id: {id}` to it")));
        changes.push(PlanChange::of(PlanChangeKind::Removed, base, place, &notes));
    }
    changes.extend(sections(base, new));
    if changes.is_empty() {
        changes
            .push(PlanChange::new(PlanChangeKind::Changed, "parallel upgrades no longer conflict"));
    }
    changes
}

/// The items that are added, changed or moved.
fn items(release: &Release, base: &Playbook, upgraded: &Upgraded) -> Vec<PlanChange> {
    let new = &upgraded.playbook;
    let ids = upgraded.ids.iter();
    let former: BTreeMap<&ItemId, &ItemId> = ids.map(|(old, new)| (new, old)).collect();
    let old_place = |item: &Item| base.place(former.get(&item.id).copied().unwrap_or(&item.id));
    let mut changes = Vec::new();
    for phase in &new.phases {
        let is_here = |it: &Place| it.phase().is_some_and(|at| base.phases[at].id == phase.id);
        let common = phase.items.iter().filter_map(old_place).filter(is_here);
        if !common.is_sorted() {
            let text = format!("items of {}, into another order", phase.name);
            changes.push(PlanChange::new(PlanChangeKind::Moved, text));
        }
    }
    for (place, phase, item) in new.items() {
        let Some(old) = old_place(item) else {
            changes.push(PlanChange::of(PlanChangeKind::Added, new, place, &[]));
            continue;
        };
        let Place::Item { phase: old_phase, item: position } = old else { continue };
        let before = &base.phases[old_phase].items[position];
        let mut notes = Vec::new();
        if before.text != item.text {
            notes.push(format!("was: {}", before.text));
        }
        if before.owner != item.owner {
            notes.push(format!("owner was {}", base.owner_name(&before.owner)));
        }
        let now = release.playbook.place(base.id(old));
        if !notes.is_empty() && now.is_some_and(|it| release.status(it).state.is_complete()) {
            notes.push("to do again".to_owned());
        }
        let same = Item { id: before.id.clone(), text: before.text.clone(), ..item.clone() };
        let same = Item { owner: before.owner.clone(), only: before.only.clone(), ..same };
        if same != *before {
            notes.push("other properties".to_owned());
        }
        if !notes.is_empty() {
            changes.push(PlanChange::of(PlanChangeKind::Changed, new, place, &notes));
        }
        if base.phases[old_phase].id != phase.id {
            let notes = [format!("was {}", base.number(old))];
            changes.push(PlanChange::of(PlanChangeKind::Moved, new, place, &notes));
        }
    }
    changes
}

/// The other changes, one line for each kind.
fn sections(old: &Playbook, new: &Playbook) -> Vec<PlanChange> {
    let phase = |it: &Phase| Phase { when: None, items: Vec::new(), ..it.clone() };
    let [phases, new_phases] = [old, new].map(|it| it.phases.iter().map(phase).collect::<Vec<_>>());
    let mut dates = Vec::new();
    for phase in &new.phases {
        let before = old.phases.iter().find(|it| it.id == phase.id && it.when != phase.when);
        let shown = |it: &Phase| it.when.as_ref().map_or("no date".to_owned(), ToString::to_string);
        dates.extend(before.map(|it| format!("{}: {} → {}", phase.name, shown(it), shown(phase))));
    }
    let roles = old.roles != new.roles || old.authorities != new.authorities;
    let roles = roles || old.implicit_role != new.implicit_role;
    let [settings, new_settings] = [old, new]
        .map(|it| (&it.channels, &it.time_zone, &it.release_time, &it.team, &it.holidays));
    let kinds = [
        (PlanChangeKind::Phases, phases != new_phases),
        (PlanChangeKind::Roles, roles),
        (PlanChangeKind::Gates, old.gates != new.gates),
        (PlanChangeKind::Decisions, old.decisions != new.decisions),
        (PlanChangeKind::Settings, settings != new_settings),
    ];
    let kinds = kinds.into_iter().filter(|(_, differ)| *differ);
    let dates =
        (!dates.is_empty()).then(|| PlanChange::new(PlanChangeKind::Dates, dates.join(", ")));
    kinds.map(|(kind, _)| PlanChange::new(kind, "changed")).chain(dates).collect()
}
