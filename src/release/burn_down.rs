//! How the number of required items that are left changed, event by event.

use super::register::{Register, item_state, writes};
use crate::playbook::{Place, Stage};
use crate::release::Release;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// The required items outside the incident lists.
pub fn required(release: &Release) -> impl Iterator<Item = Place> {
    let items = release.playbook.items();
    let counted =
        items.filter(|(_, phase, item)| item.required() && phase.stage != Stage::Incident);
    counted.map(|(place, ..)| place)
}

/// When the number of required items that are left became smaller or larger, and by how many, ordered by time.
///
/// The order of the events is that of the graph, so wrong clocks and conflicts can make the sum differ from the state now.
pub fn changes(release: &Release) -> Vec<(DateTime<Utc>, i64)> {
    let all: BTreeSet<Place> = required(release).collect();
    let mut left = all.clone();
    let mut complete = BTreeSet::new();
    let mut changes = Vec::new();
    for (i, event) in release.counted() {
        let before = left.len();
        let mut repeated = Vec::new();
        for register in writes(&event.act, &release.playbook) {
            if let Register::Item(slot) = register
                && all.contains(&slot.place)
            {
                complete.remove(&(slot.place, slot.role));
                let state = item_state(&event.act);
                complete.extend(state.is_complete().then_some((slot.place, slot.role)));
                let roles = slot.role.map_or(0..1, |_| 0..release.playbook.roles.len());
                let mut boxes = roles.map(|role| (slot.place, slot.role.map(|_| role)));
                match boxes.all(|it| complete.contains(&it)) {
                    true => left.remove(&slot.place),
                    false => left.insert(slot.place),
                };
            } else if let Register::Round(phase, _) = register {
                repeated.extend(release.phase(phase));
            }
        }
        if release.progress.rollbacks.contains(&i) {
            let phases = 0..release.playbook.phases.len();
            repeated.extend(phases.filter(|&phase| release.playbook.is_in_attempt(phase)));
        }
        let is_repeated =
            |place: &Place| place.phase().is_some_and(|phase| repeated.contains(&phase));
        if !repeated.is_empty() {
            complete.retain(|(place, _)| !is_repeated(place));
            left.extend(all.iter().filter(|place| is_repeated(place)));
        }
        let [now, before] = [left.len(), before].map(|it| i64::try_from(it).unwrap_or(i64::MAX));
        if now != before {
            changes.push((event.happened(), now - before));
        }
    }
    changes.sort_by_key(|(at, _)| *at);
    changes
}
