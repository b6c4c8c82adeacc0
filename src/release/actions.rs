//! What can be done to an item: the one table of actions and states.
//!
//! The rules, the lists of what to do, prompts, completion and the full screen all ask here. A new action is a variant of
//! [`ItemAction`] and one row in each of its methods.

use super::Release;
use super::replay::{ItemState, ReleaseState};
use crate::command::{Command, command};
use crate::log::{Act, ItemChange, ReasonedChange};
use crate::playbook::Place;
use strum::{EnumString, IntoStaticStr};

/// What somebody can do to an item or a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum ItemAction {
    Tick,
    Untick,
    Skip,
    Block,
    Unblock,
}

/// The event that records an action: with an optional note, or with the reason that the action needs.
pub enum ActionEvent {
    WithNote(fn(ItemChange) -> Act),
    WithReason(fn(ReasonedChange) -> Act),
}

/// Why an action is not possible in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The item is in the requested state; the word for that state.
    Already(&'static str),
    /// The action does not fit the state, in words that follow the item's number; and the action that does.
    State(&'static str, ItemAction),
}

impl ItemAction {
    pub const ALL: [Self; 5] = [Self::Tick, Self::Untick, Self::Skip, Self::Block, Self::Unblock];

    /// The command of this name.
    pub fn command(self) -> &'static str {
        self.into()
    }

    /// The action of a command; `None` for other commands.
    pub fn of_command(command: &str) -> Option<Self> {
        command.parse().ok()
    }

    /// The event that records it.
    pub fn event(self) -> ActionEvent {
        match self {
            Self::Tick => ActionEvent::WithNote(Act::Ticked),
            Self::Untick => ActionEvent::WithNote(Act::Unticked),
            Self::Unblock => ActionEvent::WithNote(Act::Unblocked),
            Self::Skip => ActionEvent::WithReason(Act::Skipped),
            Self::Block => ActionEvent::WithReason(Act::Blocked),
        }
    }

    /// Says whether it cannot be recorded without a reason.
    pub fn needs_reason(self) -> bool {
        matches!(self.event(), ActionEvent::WithReason(_))
    }

    /// The state in which it leaves an item.
    fn result(self) -> ItemState {
        match self {
            Self::Tick => ItemState::Done,
            Self::Skip => ItemState::Skipped,
            Self::Block => ItemState::Blocked,
            Self::Untick | Self::Unblock => ItemState::Todo,
        }
    }

    /// This action, or the one that reverts it if it was done already: what one key does in the full-screen interface.
    #[must_use]
    pub fn or_reverted(self, state: ItemState) -> Self {
        match state {
            ItemState::Done | ItemState::Skipped if self.result() == state => Self::Untick,
            ItemState::Blocked if self.result() == state => Self::Unblock,
            ItemState::Done | ItemState::Skipped | ItemState::Blocked | ItemState::Todo => self,
        }
    }

    /// Says why it is not possible in a state; `None` if it is.
    pub fn obstacle(self, state: ItemState) -> Option<Obstacle> {
        Some(match (self, state) {
            (Self::Tick, ItemState::Todo | ItemState::Skipped | ItemState::Blocked)
            | (Self::Untick, ItemState::Done | ItemState::Skipped)
            | (Self::Skip, ItemState::Todo | ItemState::Blocked)
            | (Self::Block, ItemState::Todo)
            | (Self::Unblock, ItemState::Blocked) => return None,
            (Self::Tick, ItemState::Done) => Obstacle::Already("done"),
            (Self::Skip, ItemState::Skipped) => Obstacle::Already("skipped"),
            (Self::Block, ItemState::Blocked) => Obstacle::Already("blocked"),
            (Self::Untick | Self::Unblock, ItemState::Todo) => Obstacle::Already("to do"),
            (Self::Skip | Self::Block, ItemState::Done) => Obstacle::State("is done", Self::Untick),
            (Self::Block, ItemState::Skipped) => Obstacle::State("is skipped", Self::Untick),
            (Self::Untick, ItemState::Blocked) => {
                Obstacle::State("is blocked, not done", Self::Unblock)
            }
            (Self::Unblock, ItemState::Done | ItemState::Skipped) => {
                Obstacle::State("is not blocked", Self::Untick)
            }
        })
    }

    /// Says whether it is possible in a state.
    pub fn is_possible(self, state: ItemState) -> bool {
        self.obstacle(state).is_none()
    }

    /// What to say if no item can take it, and the command that shows what there is.
    pub fn none_left(self) -> (&'static str, Command) {
        let list = command("list");
        match self {
            Self::Tick | Self::Skip | Self::Block => ("nothing is left to do", list),
            Self::Untick => ("nothing is ticked or skipped", list.typed("--state done")),
            Self::Unblock => ("nothing is blocked", list.typed("--state blocked")),
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
        let active = self.t.is_some() && self.progress.end == ReleaseState::Active;
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
            let mut own = status.roles.iter().filter(|(role, _)| roles(*role));
            own.any(|(_, slot)| action.is_possible(slot.map_or(ItemState::Todo, |slot| slot.state)))
        };
        possible && self.is_available(place)
    }
}
