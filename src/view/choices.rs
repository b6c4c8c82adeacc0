//! The items to choose from when none is named, the likeliest first.

use super::{Filter, ItemView, ListView, NextView};
use crate::names::Person;
use crate::playbook::Place;
use crate::release::{ItemAction, ItemState, Release};
use crate::schedule::Moment;
use std::cmp::Reverse;

/// The items that can take an action: first what is to do, in the order of [`NextView`]; then the rest, the newest event first.
///
/// Of an item of all roles, only the roles of `by` matter, if `by` holds any.
pub fn choices(release: &Release, action: ItemAction, by: &Person, now: Moment) -> Vec<ItemView> {
    let roles = &release.playbook.roles;
    let held = |role: usize| release.progress.holds(by, &roles[role].id);
    let holds_any = (0..roles.len()).any(held);
    let own = |place| release.can_take(place, action, |role| !holds_any || held(role));
    let to_do = match action.is_possible(ItemState::Todo) {
        true => NextView::places(release, &Filter::default(), now),
        false => Vec::new(),
    };
    let is_item = |place: &Place| matches!(place, Place::Item { .. });
    let others = release.places_for(action).filter(is_item);
    let mut others: Vec<Place> = others.filter(|place| !to_do.contains(place)).collect();
    others.sort_by_key(|&place| Reverse(release.status(place).event));
    let places = to_do.into_iter().chain(others).filter(|&place| own(place));
    places
        .map(|place| ItemView::new(release, place, now))
        .collect()
}

/// All items, in the order of their numbers.
pub fn all_items(release: &Release, now: Moment) -> Vec<ItemView> {
    ListView::new(release, &Filter::default(), now).items
}
