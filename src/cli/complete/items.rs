//! Items as candidates: those that a command can act on now, in the order in which they are wanted.

use crate::playbook::Place;
use crate::release::{DueStatus, Release};
use crate::release::{ItemState, ReleaseState};
use crate::rules::Change;
use crate::schedule::Moment;
use std::cmp::Reverse;

/// The items that can be changed in this way now: none before a release has begun or after its end. What is late or due
/// comes first; duties come last.
pub(super) fn changeable(release: &Release, change: Change, now: Moment) -> Vec<Place> {
    if release.t.is_none() || release.progress.end != ReleaseState::Active {
        return Vec::new();
    }
    let possible = |place: &Place| can_be(release, *place, change);
    let mut places: Vec<Place> = release.playbook.places().filter(possible).collect();
    if change == Change::Untick {
        // What was ticked last is the likeliest to be taken back.
        places.sort_by_key(|&place| Reverse(release.status(place).event));
    } else {
        places.sort_by_key(|&place| rank(release, place, now));
    }
    places
}

/// Says whether one of the items can be changed in this way for a role.
pub(super) fn may_act_as(release: &Release, change: Change, items: &[Place], role: &str) -> bool {
    items.iter().any(|&place| {
        let tally = release.status(place);
        let mut roles = tally.roles.iter();
        let id = |position: usize| release.playbook.roles[position].id.as_str();
        let own = roles.find(|(position, _)| id(*position) == role);
        match own {
            Some((_, stand)) => allows(change, stand.map_or(ItemState::Todo, |stand| stand.state)),
            None => tally.roles.is_empty(),
        }
    })
}

fn can_be(release: &Release, place: Place, change: Change) -> bool {
    if release.waits_for_incident(place) && release.incident().is_none() {
        return false;
    }
    let tally = release.status(place);
    let states = match &tally.roles[..] {
        [] => vec![tally.state],
        roles => (roles.iter())
            .map(|(_, stand)| stand.map_or(ItemState::Todo, |stand| stand.state))
            .collect(),
    };
    states.into_iter().any(|state| allows(change, state))
}

/// Says whether what stands so can be changed in this way.
fn allows(change: Change, state: ItemState) -> bool {
    match (change, state) {
        (Change::Tick, ItemState::Todo | ItemState::Skipped | ItemState::Blocked)
        | (Change::Untick, ItemState::Done | ItemState::Skipped)
        | (Change::Skip, ItemState::Todo | ItemState::Blocked)
        | (Change::Block, ItemState::Todo)
        | (Change::Unblock, ItemState::Blocked) => true,
        (Change::Tick, ItemState::Done)
        | (Change::Untick, ItemState::Todo | ItemState::Blocked)
        | (Change::Skip, ItemState::Done | ItemState::Skipped)
        | (Change::Block, ItemState::Done | ItemState::Skipped | ItemState::Blocked)
        | (Change::Unblock, ItemState::Todo | ItemState::Done | ItemState::Skipped) => false,
    }
}

/// Late before due before blocked before what is not yet or was left out; duties after all items.
fn rank(release: &Release, place: Place, now: Moment) -> (bool, u8) {
    let standing = release.due_status(place, release.status(place).state, now);
    let rank = match standing {
        DueStatus::Overdue => 0,
        DueStatus::Due => 1,
        DueStatus::Blocked => 2,
        DueStatus::Upcoming => 3,
        DueStatus::Skipped => 4,
        DueStatus::Done => 5,
    };
    (matches!(place, Place::Duty { .. }), rank)
}

/// What an item is about, and what is special about it now.
pub(super) fn told(release: &Release, place: Place, now: Moment) -> String {
    let line = release.playbook.line(place);
    let state = release.status(place).state;
    let special = match release.due_status(place, state, now) {
        DueStatus::Overdue => Some("late"),
        DueStatus::Blocked => Some("blocked"),
        DueStatus::Skipped => Some("skipped"),
        DueStatus::Done | DueStatus::Due | DueStatus::Upcoming => None,
    };
    special.map_or_else(|| line.clone(), |special| format!("{line} · {special}"))
}
