//! Items as candidates: those that a command can act on now, in the order in which they are wanted.

use crate::playbook::Place;
use crate::release::{DueStatus, ItemAction, Release};
use crate::schedule::Moment;
use std::cmp::Reverse;

/// The items that can take an action now. What is late or due comes first; duties come last.
pub(super) fn items_for(release: &Release, action: ItemAction, now: Moment) -> Vec<Place> {
    let mut places: Vec<Place> = release.places_for(action).collect();
    if action == ItemAction::Untick {
        // The last tick is the likeliest to be taken back.
        places.sort_by_key(|&place| Reverse(release.status(place).event));
    } else {
        places.sort_by_key(|&place| rank(release, place, now));
    }
    places
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
