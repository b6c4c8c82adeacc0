//! What an upgrade of the playbook changes.

use crate::log::{Act, Upgraded};
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

/// One change of the plan.
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

/// What changes.
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
    let mut changes = items(release, base, new, &upgraded.ids);
    for &place in &diff.removed {
        let mentions = |act: &Act| act.item() == Some(base.id(place));
        let mut notes = Vec::new();
        if release.events().iter().any(|event| mentions(&event.act)) {
            notes.push("kept as an optional item, because the log has entries about it".to_owned());
        }
        let id = base.id(place).as_str().rsplit('.').next().unwrap_or_default();
        notes.push(format!("if only its text changed, add `id: {id}` to it"));
        changes.push(PlanChange::of(PlanChangeKind::Removed, base, place, &notes));
    }
    changes.extend(sections(base, new));
    changes
}

/// The items that are added, changed or moved.
fn items(
    release: &Release,
    base: &Playbook,
    new: &Playbook,
    ids: &BTreeMap<ItemId, ItemId>,
) -> Vec<PlanChange> {
    let former: BTreeMap<&ItemId, &ItemId> = ids.iter().map(|(old, new)| (new, old)).collect();
    let old_place = |item: &Item| base.place(former.get(&item.id).copied().unwrap_or(&item.id));
    let common: Vec<(Place, Place)> =
        new.items().filter_map(|(place, _, item)| Some((old_place(item)?, place))).collect();
    let mut changes = Vec::new();
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
        // Of the items that stay in a phase, those that change their order move.
        let stay =
            |it: &&(Place, Place)| it.0.phase() == Some(old_phase) && it.1.phase() == place.phase();
        let mut olds: Vec<Place> = common.iter().filter(stay).map(|it| it.0).collect();
        let rank = olds.iter().position(|it| *it == old);
        olds.sort_unstable();
        let is_other_phase = base.phases[old_phase].id != phase.id;
        if is_other_phase || olds.iter().position(|it| *it == old) != rank {
            let notes = [format!("was {}", base.number(old))];
            changes.push(PlanChange::of(PlanChangeKind::Moved, new, place, &notes));
        }
    }
    changes
}

/// The other changes, one line for each kind.
fn sections(old: &Playbook, new: &Playbook) -> Vec<PlanChange> {
    let both = [old, new];
    let phase = |it: &Phase| Phase { when: None, items: Vec::new(), ..it.clone() };
    let phases = both.map(|it| it.phases.iter().map(phase).collect::<Vec<_>>());
    let mut dates = Vec::new();
    for phase in &new.phases {
        let before = old.phases.iter().find(|it| it.id == phase.id && it.when != phase.when);
        let shown = |it: &Phase| it.when.as_ref().map_or("no date".to_owned(), ToString::to_string);
        dates.extend(before.map(|it| format!("{}: {} → {}", phase.name, shown(it), shown(phase))));
    }
    let settings = [
        ("channels", old.channels != new.channels),
        ("time zone", old.time_zone != new.time_zone),
        ("release time", old.release_time != new.release_time),
        ("team", old.team != new.team),
    ];
    let settings = settings.iter().filter(|(_, differs)| *differs);
    let roles = differences(&old.roles, &new.roles, |it| it.id.as_str());
    let outside = differences(&old.authorities, &new.authorities, |it| it.id.as_str());
    let lines = [
        (PlanChangeKind::Phases, differences(&phases[0], &phases[1], |it| it.id.as_str())),
        (PlanChangeKind::Dates, dates),
        (PlanChangeKind::Roles, roles.into_iter().chain(outside).collect()),
        (PlanChangeKind::Gates, differences(&old.gates, &new.gates, |it| it.id.as_str())),
        (
            PlanChangeKind::Decisions,
            differences(&old.decisions, &new.decisions, |it| it.id.as_str()),
        ),
        (PlanChangeKind::Settings, settings.map(|(name, _)| (*name).to_owned()).collect()),
    ];
    let lines = lines.into_iter().filter(|(_, parts)| !parts.is_empty());
    lines.map(|(kind, parts)| PlanChange::new(kind, parts.join(", "))).collect()
}

/// `+new`, `-old` and `changed`, or that only the order changes.
fn differences<T: PartialEq>(old: &[T], new: &[T], id: impl Fn(&T) -> &str) -> Vec<String> {
    let find = |list: &[T], wanted: &str| list.iter().position(|it| id(it) == wanted);
    let gone = old.iter().map(&id).filter(|it| find(new, it).is_none()).map(|it| format!("-{it}"));
    let other = new.iter().filter_map(|it| match find(old, id(it)) {
        None => Some(format!("+{}", id(it))),
        Some(before) => (old[before] != *it).then(|| id(it).to_owned()),
    });
    let mut parts: Vec<String> = gone.chain(other).collect();
    if parts.is_empty() && old != new {
        parts.push("another order".to_owned());
    }
    parts
}
