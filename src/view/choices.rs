//! What somebody may mean who names no item: what a change is possible for, the likeliest first.

use super::{Filter, ItemView, ListView, NextView};
use crate::names::{Person, RoleId};
use crate::playbook::Place;
use crate::release::ItemState;
use crate::release::Release;
use crate::schedule::Moment;
use std::cmp::Reverse;

/// What somebody wants to do to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Tick,
    Untick,
    Skip,
    Block,
    Unblock,
    Note,
}

/// The items that a wish is possible for.
///
/// What can be done comes in the order of [`NextView`], without what `by` has done for all their roles; what is to be taken
/// back comes with the newest first.
pub fn choices(release: &Release, wish: Wish, by: &Person, now: Moment) -> Vec<ItemView> {
    let all = |state: &dyn Fn(ItemState) -> bool| {
        let mut items = ListView::new(release, &Filter::default(), now).items;
        items.retain(|item| {
            let mut boxes = item.roles.iter().flat_map(|roles| roles.values());
            state(item.state) || boxes.any(|&one| state(one))
        });
        items.sort_by_key(|item| Reverse(release.status(item.place).event));
        items
    };
    match wish {
        Wish::Tick | Wish::Skip | Wish::Block => {
            let mut items = NextView::new(release, &Filter::default(), now).items;
            if wish == Wish::Skip {
                let blocked = all(&|state| state == ItemState::Blocked).into_iter();
                items.extend(blocked.filter(|item| possible(release, item.place)));
            }
            items.retain(|item| !done_by(release, item, by));
            items
        }
        Wish::Untick => all(&ItemState::settled),
        Wish::Unblock => all(&|state| state == ItemState::Blocked),
        Wish::Note => ListView::new(release, &Filter::default(), now).items,
    }
}

/// Says whether a place is not one of a list that waits for an incident while none is open.
fn possible(release: &Release, place: Place) -> bool {
    !release.waits_for_incident(place) || release.incident().is_some()
}

/// Says whether a person has settled their part of an item of all roles.
fn done_by(release: &Release, item: &ItemView, by: &Person) -> bool {
    let roles = item.roles.iter().flat_map(|roles| roles.keys());
    let held: Vec<&RoleId> = roles
        .filter(|role| release.progress.holds(by, role))
        .collect();
    !held.is_empty() && held.iter().all(|role| item.settled_for(role))
}
