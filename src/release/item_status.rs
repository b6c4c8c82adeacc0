//! The state of an item, over all the roles that tick it, and over its steps.

use super::register::ItemState;
use super::replay::SlotState;

/// The state of an item or a duty by the events, over all the roles that tick it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemStatus {
    pub state: ItemState,
    /// The event that made it so.
    pub event: Option<usize>,
    /// For an item owned by all: its state for each role of the playbook.
    pub roles: Vec<Option<SlotState>>,
    /// For an item with steps: how many of them are complete, and how many there are.
    pub steps: Option<(usize, usize)>,
}

impl ItemStatus {
    /// Adds up all roles.
    pub(super) fn of_all(roles: Vec<Option<SlotState>>) -> Self {
        let state = combined(roles.iter().map(|slot| state_of(*slot)));
        let slots = roles.iter().flatten().filter(|slot| slot.state == state);
        let event = slots.map(|slot| slot.event).max();
        Self { state, event, roles, steps: None }
    }

    /// Its state for the role at a position; the same for every role unless all own it.
    pub fn for_role(&self, role: usize) -> ItemState {
        self.roles.get(role).map_or(self.state, |slot| state_of(*slot))
    }

    /// The positions of the roles that still have to complete an item owned by all.
    pub fn awaited(&self) -> impl Iterator<Item = usize> {
        (0..self.roles.len()).filter(|&role| !self.for_role(role).is_complete())
    }

    /// Adds up the steps of an item.
    pub(super) fn of_steps(steps: &[Self]) -> Self {
        let state = combined(steps.iter().map(|step| step.state));
        let newest = steps.iter().filter(|step| step.state == state).filter_map(|step| step.event);
        let complete = steps.iter().filter(|step| step.state.is_complete()).count();
        let event = newest.max();
        Self { state, event, roles: Vec::new(), steps: Some((complete, steps.len())) }
    }
}

/// The state that a slot is in: to do as long as nothing is recorded.
pub fn state_of(slot: Option<SlotState>) -> ItemState {
    slot.map_or(ItemState::Todo, |slot| slot.state)
}

/// The most careful of several states; done if some are done and the others skipped.
fn combined(states: impl Iterator<Item = ItemState> + Clone) -> ItemState {
    match states.clone().max().unwrap_or(ItemState::Todo) {
        ItemState::Skipped if { states }.any(|state| state == ItemState::Done) => ItemState::Done,
        state => state,
    }
}
