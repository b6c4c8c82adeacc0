//! The items to choose from when none is named, the likeliest first.

use super::{Filter, ItemView, NextView};
use crate::names::Person;
use crate::playbook::Place;
use crate::release::{ItemAction, ItemState, Release};
use crate::schedule::Moment;
use std::cmp::Reverse;

/// The items that can take an action: first what is to do, in the order of [`NextView`]; then the rest, the newest event first;
/// duties last.
///
/// Of an item of all roles, only the roles of `by` matter, if `by` holds any.
pub fn choices(
    release: &Release,
    action: ItemAction,
    by: Option<&Person>,
    now: Moment,
) -> Vec<ItemView> {
    let roles = &release.playbook.roles;
    let held =
        |role: usize| by.is_some_and(|person| release.progress.holds(person, &roles[role].id));
    let holds_any = (0..roles.len()).any(held);
    let own = |place: &Place| release.can_take(*place, action, |role| !holds_any || held(role));
    let possible: Vec<Place> = release.places_for(action).filter(own).collect();
    let mut to_do = match action.is_possible(ItemState::Todo) {
        true => NextView::places(release, &Filter::default(), now),
        false => Vec::new(),
    };
    to_do.retain(|place| possible.contains(place));
    let others = possible.iter().filter(|place| !to_do.contains(place));
    let mut others: Vec<Place> = others.copied().collect();
    let is_duty = |place: &Place| matches!(place, Place::Duty { .. });
    others.sort_by_key(|place| (is_duty(place), Reverse(release.status(*place).event)));
    let places = to_do.into_iter().chain(others);
    places.map(|place| ItemView::new(release, place, now)).collect()
}
