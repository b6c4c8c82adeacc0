//! Items as candidates: those that a command can act on now, in the order in which they are wanted.

use crate::playbook::Place;
use crate::release::{End, State};
use crate::release::{Release, Standing};
use crate::rules::Change;
use crate::schedule::Moment;
use std::cmp::Reverse;

/// The items that can be changed in this way now: none before a release has begun or after its end. What is late or due
/// comes first; duties come last.
pub(super) fn changeable(release: &Release, change: Change, now: Moment) -> Vec<Place> {
    if release.t.is_none() || release.progress.end != End::Open {
        return Vec::new();
    }
    let possible = |place: &Place| can_be(release, *place, change);
    let mut places: Vec<Place> = release.playbook.places().filter(possible).collect();
    if change == Change::Untick {
        // What was ticked last is the likeliest to be taken back.
        places.sort_by_key(|&place| Reverse(release.tally(place).event));
    } else {
        places.sort_by_key(|&place| rank(release, place, now));
    }
    places
}

/// Says whether one of the items can be changed in this way for a role.
pub(super) fn may_act_as(release: &Release, change: Change, items: &[Place], role: &str) -> bool {
    items.iter().any(|&place| {
        let tally = release.tally(place);
        let mut roles = tally.roles.iter();
        let id = |position: usize| release.playbook.roles[position].id.as_str();
        let own = roles.find(|(position, _)| id(*position) == role);
        match own {
            Some((_, stand)) => allows(change, stand.map_or(State::Open, |stand| stand.state)),
            None => tally.roles.is_empty(),
        }
    })
}

fn can_be(release: &Release, place: Place, change: Change) -> bool {
    if release.waits_for_incident(place) && release.incident().is_none() {
        return false;
    }
    let tally = release.tally(place);
    let states = match &tally.roles[..] {
        [] => vec![tally.state],
        roles => (roles.iter())
            .map(|(_, stand)| stand.map_or(State::Open, |stand| stand.state))
            .collect(),
    };
    states.into_iter().any(|state| allows(change, state))
}

/// Says whether what stands so can be changed in this way.
fn allows(change: Change, state: State) -> bool {
    match (change, state) {
        (Change::Tick, State::Open | State::Skipped | State::Blocked)
        | (Change::Untick, State::Done | State::Skipped)
        | (Change::Skip, State::Open | State::Blocked)
        | (Change::Block, State::Open)
        | (Change::Unblock, State::Blocked) => true,
        (Change::Tick, State::Done)
        | (Change::Untick, State::Open | State::Blocked)
        | (Change::Skip, State::Done | State::Skipped)
        | (Change::Block, State::Done | State::Skipped | State::Blocked)
        | (Change::Unblock, State::Open | State::Done | State::Skipped) => false,
    }
}

/// Late before due before blocked before what is not yet or was left out; duties after all items.
fn rank(release: &Release, place: Place, now: Moment) -> (bool, u8) {
    let standing = release.standing(place, release.tally(place).state, now);
    let rank = match standing {
        Standing::Overdue => 0,
        Standing::Due => 1,
        Standing::Blocked => 2,
        Standing::Upcoming => 3,
        Standing::Skipped => 4,
        Standing::Done => 5,
    };
    (matches!(place, Place::Duty { .. }), rank)
}

/// What an item is about, and what is special about it now.
pub(super) fn told(release: &Release, place: Place, now: Moment) -> String {
    let line = release.playbook.line(place);
    let state = release.tally(place).state;
    let special = match release.standing(place, state, now) {
        Standing::Overdue => Some("late"),
        Standing::Blocked => Some("blocked"),
        Standing::Skipped => Some("skipped"),
        Standing::Done | Standing::Due | Standing::Upcoming => None,
    };
    special.map_or_else(|| line.clone(), |special| format!("{line} · {special}"))
}
