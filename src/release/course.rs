//! The course of a release: how the number of required items that are left changed, event by event; and its stage, by its dates
//! or, if it has none, by its progress.

use super::register::{Register, item_state, writes};
use crate::playbook::{Place, Stage};
use crate::release::{Release, ReleaseState};
use crate::schedule::Moment;
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

impl Release {
    /// The stage at a moment: before the release day, until the first phase after the deployment starts, after that; or an incident.
    /// Without dates it is the stage of the first required item to do, though never before a deployment that has happened.
    pub fn stage(&self, now: Moment) -> Stage {
        if self.incident().is_some() {
            return Stage::Incident;
        }
        let ended = self.progress.end != ReleaseState::Active;
        if self.t.is_none() && !ended {
            let to_do = required(self).filter(|&place| !self.status(place).state.is_complete());
            let stages = to_do.map(|place| self.playbook.stage(place));
            let stage = stages.min().unwrap_or(Stage::PostRelease);
            let is_deployed = self.deployed().is_some();
            return if is_deployed { stage.max(Stage::DuringRelease) } else { stage };
        }
        let deployed = self.deployed().is_some()
            || (self.playbook.deployment().is_none() && self.t < Some(now));
        let phases = self.playbook.phases.iter().zip(&self.spans);
        let after = phases.filter(|(phase, _)| phase.stage == Stage::PostRelease);
        let first = after.filter_map(|(_, span)| Some(span.as_ref()?.starts)).min();
        match self.t {
            _ if ended => Stage::PostRelease,
            Some(_) if deployed && first.is_none_or(|starts| now >= starts) => Stage::PostRelease,
            Some(t) if deployed || now.date_naive() >= t.date_naive() => Stage::DuringRelease,
            _ => Stage::PreRelease,
        }
    }
}
