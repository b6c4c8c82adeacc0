//! What can be done to an item: the one table of actions and states.
//!
//! The rules, the lists of what to do, prompts, completion and the full screen all ask here. A new action is a variant of
//! [`ItemAction`] and one row in each of its methods.

use super::Release;
use super::register::ItemState;
use super::replay::ReleaseState;
use crate::log::{Act, ItemChange};
use crate::playbook::Place;
use strum::{EnumString, IntoStaticStr};

#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum ItemAction {
    Tick,
    Untick,
    Skip,
    Block,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The item is in the requested state; the word for that state.
    Already(&'static str),
    /// The item has to be set back first; its state in words that follow the item's number.
    State(&'static str),
}

impl ItemAction {
    pub const ALL: [Self; 4] = [Self::Tick, Self::Untick, Self::Skip, Self::Block];

    pub fn command(self) -> &'static str {
        self.into()
    }

    /// The event that records it for an item in this state.
    pub fn event(self, state: ItemState) -> fn(ItemChange) -> Act {
        match self {
            Self::Tick => Act::Ticked,
            Self::Untick if state == ItemState::Blocked => Act::Unblocked,
            Self::Untick => Act::Unticked,
            Self::Skip => Act::Skipped,
            Self::Block => Act::Blocked,
        }
    }

    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Skip | Self::Block)
    }

    /// This action, or the one that reverts it if it was done already: what one key does in the full-screen interface.
    pub fn or_reverted(self, state: ItemState) -> Self {
        let is_done = matches!(self.obstacle(state), Some(Obstacle::Already(_)));
        if is_done { Self::Untick } else { self }
    }

    /// Says why it is not possible in a state; `None` if it is.
    pub fn obstacle(self, state: ItemState) -> Option<Obstacle> {
        Some(match (self, state) {
            (Self::Tick, ItemState::Todo | ItemState::Skipped | ItemState::Blocked)
            | (Self::Untick, ItemState::Done | ItemState::Skipped | ItemState::Blocked)
            | (Self::Skip, ItemState::Todo | ItemState::Blocked)
            | (Self::Block, ItemState::Todo) => return None,
            (Self::Tick, ItemState::Done) => Obstacle::Already("done"),
            (Self::Skip, ItemState::Skipped) => Obstacle::Already("skipped"),
            (Self::Block, ItemState::Blocked) => Obstacle::Already("blocked"),
            (Self::Untick, ItemState::Todo) => Obstacle::Already("to do"),
            (Self::Skip | Self::Block, ItemState::Done) => Obstacle::State("is done"),
            (Self::Block, ItemState::Skipped) => Obstacle::State("is skipped"),
        })
    }

    pub fn is_possible(self, state: ItemState) -> bool {
        self.obstacle(state).is_none()
    }

    /// What to say if no item can take it.
    pub fn none_left(self) -> &'static str {
        match self {
            Self::Tick | Self::Skip | Self::Block => "nothing is left to do",
            Self::Untick => "nothing is ticked, skipped or blocked",
        }
    }
}

impl Release {
    /// Says whether a place can be worked on now: a list for incidents needs an ongoing one.
    pub fn is_available(&self, place: Place) -> bool {
        !self.waits_for_incident(place) || self.incident().is_some()
    }

    /// The items and duties that can take an action now: none before the start or after the end of a release.
    pub fn places_for(&self, action: ItemAction) -> impl Iterator<Item = Place> {
        let active = self.name.is_some() && self.progress.end == ReleaseState::Active;
        let places = self.playbook.places().filter(move |_| active);
        places.filter(move |&place| self.can_take(place, action, |_| true))
    }

    /// Says whether a place can take an action now for one of the roles, which are given by their positions. An item that is
    /// not owned by all roles can take it for each.
    pub fn can_take(
        &self,
        place: Place,
        action: ItemAction,
        roles: impl Fn(usize) -> bool,
    ) -> bool {
        let status = self.status(place);
        let possible = if status.roles.is_empty() {
            action.is_possible(status.state)
        } else {
            let mut own = (0..status.roles.len()).filter(|role| roles(*role));
            own.any(|role| action.is_possible(status.for_role(role)))
        };
        possible && self.is_available(place)
    }
}
