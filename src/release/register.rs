//! What each kind of event writes: registers, each of which has the value of the newest event. Older values are history.
//!
//! This is the only place that knows all kinds of events; replay, gates and deviations read what it returns. Of events that
//! write a register in parallel both are kept; their conflict rank decides which one counts.

use super::decisions;
use crate::log::{Act, Assignment, EventId, ItemChange};
use crate::names::{DecisionId, Person, PhaseId, RoleId};
use crate::playbook::{Place, Playbook};
use crate::schedule::{Moment, in_zone};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::cmp::Reverse;

/// The state of something to tick, by the events alone. The order is from the least to the most careful.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemState {
    Done,
    Skipped,
    #[default]
    Todo,
    Blocked,
}

impl ItemState {
    pub fn is_complete(self) -> bool {
        matches!(self, Self::Done | Self::Skipped)
    }
}

/// One box to tick: an item or duty in a round; for an item owned by all, that of one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    pub place: Place,
    /// The role's position in the playbook, for an item owned by all.
    pub role: Option<usize>,
    /// The round of its phase: on an incident list, the number of the incident; of a duty, 1.
    pub round: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SlotState {
    pub state: ItemState,
    /// The position of the event that made it so; `None` as long as nothing is recorded.
    pub event: Option<usize>,
}

impl SlotState {
    /// The most careful of several; done if some are done and the others skipped.
    fn combined(all: impl Iterator<Item = Self> + Clone) -> Self {
        let state = match all.clone().map(|it| it.state).max().unwrap_or_default() {
            ItemState::Skipped if all.clone().any(|it| it.state == ItemState::Done) => {
                ItemState::Done
            }
            state => state,
        };
        let newest = all.filter(|it| it.state == state).filter_map(|it| it.event);
        Self { state, event: newest.max() }
    }
}

/// The state of an item or a duty by the events, over all the roles that tick it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemStatus {
    pub state: ItemState,
    /// The event that made it so.
    pub event: Option<usize>,
    /// For an item owned by all: its state for each role of the playbook.
    pub roles: Vec<SlotState>,
    /// For an item with steps: how many of them are complete, and how many there are.
    pub steps: Option<(usize, usize)>,
}

impl ItemStatus {
    pub(super) fn of_all(roles: Vec<SlotState>) -> Self {
        let SlotState { state, event } = SlotState::combined(roles.iter().copied());
        Self { state, event, roles, steps: None }
    }

    /// Its state for the role at a position; the same for every role unless all own it.
    pub fn for_role(&self, role: usize) -> ItemState {
        self.roles.get(role).map_or(self.state, |slot| slot.state)
    }

    /// The positions of the roles that still have to complete an item owned by all.
    pub fn awaited(&self) -> impl Iterator<Item = usize> {
        (0..self.roles.len()).filter(|&role| !self.for_role(role).is_complete())
    }

    pub(super) fn of_steps(steps: &[Self]) -> Self {
        let all = steps.iter().map(|step| SlotState { state: step.state, event: step.event });
        let SlotState { state, event } = SlotState::combined(all);
        let complete = steps.iter().filter(|step| step.state.is_complete()).count();
        Self { state, event, roles: Vec::new(), steps: Some((complete, steps.len())) }
    }
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Register<'a> {
    Item(Slot),
    Holder(&'a RoleId, &'a Person),
    /// The votes of one owner, or those that decide alone.
    Decision(&'a DecisionId, u32, Option<&'a RoleId>),
    ReleaseTime,
    /// A round of a phase, by the number that it had when it was started.
    Round(&'a PhaseId, u32),
    Playbook,
    Incident(u32),
    Risk(EventId),
    ReleaseState,
}

/// What an event writes: nothing, one register, or two if a role changes hands.
pub(super) fn writes<'a>(
    act: &'a Act,
    playbook: &Playbook,
) -> impl Iterator<Item = Register<'a>> + use<'a> {
    let mut former = None;
    let register = match act {
        Act::Ticked(change)
        | Act::Unticked(change)
        | Act::Unblocked(change)
        | Act::Skipped(change)
        | Act::Blocked(change) => slot(playbook, change).map(Register::Item),
        Act::Assigned(Assignment { role, person, instead_of, .. }) => {
            let gives_up = instead_of.as_ref().filter(|former| *former != person);
            former = gives_up.map(|former| Register::Holder(role, former));
            Some(Register::Holder(role, person))
        }
        Act::Unassigned { role, person } => Some(Register::Holder(role, person)),
        Act::Rescheduled { .. } => Some(Register::ReleaseTime),
        Act::RoundStarted { phase, round } => Some(Register::Round(phase, *round)),
        Act::Upgraded(_) => Some(Register::Playbook),
        Act::Decided(vote) => {
            let owner = vote.role.as_ref().filter(|_| !decisions::alone(vote));
            Some(Register::Decision(&vote.decision, vote.round, owner))
        }
        Act::IncidentDeclared { incident, .. } | Act::IncidentResolved { incident, .. } => {
            Some(Register::Incident(*incident))
        }
        Act::RiskResolved { event, .. } => Some(Register::Risk(*event)),
        Act::Finished { .. } | Act::Cancelled { .. } | Act::Reopened { .. } => {
            Some(Register::ReleaseState)
        }
        Act::Started(_)
        | Act::Noted(_)
        | Act::Undone { .. }
        | Act::Added(_)
        | Act::Escalated { .. }
        | Act::IncidentNoted { .. }
        | Act::Announced { .. }
        | Act::Joined {}
        | Act::Repaired(_)
        | Act::Unknown { .. } => None,
    };
    [register, former].into_iter().flatten()
}

/// The slot that an event names; none where the playbook has no such item or role.
fn slot(playbook: &Playbook, change: &ItemChange) -> Option<Slot> {
    let place = playbook.place(&change.item)?;
    let role = if playbook.is_for_all(place) {
        Some(playbook.roles.iter().position(|role| role.id == change.role)?)
    } else {
        None
    };
    Some(Slot { place, role, round: change.round })
}

pub(super) fn item_state(act: &Act) -> ItemState {
    if matches!(act, Act::Ticked(_)) {
        ItemState::Done
    } else if matches!(act, Act::Skipped(_)) {
        ItemState::Skipped
    } else if matches!(act, Act::Blocked(_)) {
        ItemState::Blocked
    } else {
        ItemState::Todo
    }
}

/// Says whether an event gives its role to a person; otherwise it takes the role away.
pub(super) fn assigns(act: &Act, person: &Person) -> bool {
    matches!(act, Act::Assigned(assigned) if assigned.person == *person)
}

pub(super) fn release_time(act: &Act) -> Option<Moment> {
    let Act::Rescheduled { on, tz, .. } = act else { return None };
    Some(in_zone(on, tz))
}

/// How careful what an event writes to a register is: of events that did not know of each other, the highest rank counts.
pub(super) fn conflict_rank(
    register: Register<'_>,
    act: &Act,
) -> (usize, Option<Reverse<DateTime<Utc>>>) {
    let rank = match register {
        // The states are listed from the least to the most careful.
        Register::Item(_) => item_state(act) as usize,
        Register::Holder(_, person) => usize::from(!assigns(act, person)),
        // The earlier T leaves less time.
        Register::ReleaseTime => return (0, release_time(act).map(|t| Reverse(t.to_utc()))),
        Register::Incident(_) => usize::from(matches!(act, Act::IncidentDeclared { .. })),
        Register::ReleaseState if matches!(act, Act::Reopened { .. }) => 2,
        Register::ReleaseState => usize::from(matches!(act, Act::Cancelled { .. })),
        // The votes of all owners are added up.
        Register::Decision(..) | Register::Round(..) | Register::Playbook | Register::Risk(_) => 0,
    };
    (rank, None)
}

/// Says whether two events of one rank contradict each other: incidents of one number, playbooks.
pub(super) fn contradict(one: &Act, other: &Act) -> bool {
    let is_new = |act: &Act| matches!(act, Act::IncidentDeclared { .. } | Act::Upgraded(_));
    is_new(one) && is_new(other) && one != other
}
