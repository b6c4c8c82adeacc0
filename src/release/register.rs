//! What each kind of event writes: registers, each holding the newest value. Older values are history.
//!
//! This is the only place that knows all kinds of events; replay, gates and deviations read what it returns. Two values
//! written in parallel are both kept; their conflict rank decides which one counts.

use super::decisions;
use crate::log::{Act, Added, Decided, EventId, Upgraded};
use crate::names::{DecisionId, ItemId, Person, PhaseId, RoleId};
use crate::playbook::{Place, Playbook};
use chrono::{DateTime, FixedOffset, Utc};
use serde::Serialize;
use std::cmp::Reverse;

/// The state of something to tick, by the events alone. The order is from the least to the most careful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemState {
    Done,
    Skipped,
    Todo,
    Blocked,
}

impl ItemState {
    /// Says whether nothing more is required.
    pub fn is_complete(self) -> bool {
        match self {
            Self::Done | Self::Skipped => true,
            Self::Todo | Self::Blocked => false,
        }
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
    Added(&'a ItemId),
    Playbook,
    Incident(u32),
    Risk(EventId),
    ReleaseState,
}

/// A register and the value that an event writes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Write<'a> {
    Item(Slot, ItemState),
    Holder { role: &'a RoleId, person: &'a Person, holds: bool },
    Decision(&'a Decided),
    ReleaseTime { on: DateTime<FixedOffset>, tz: &'a str },
    Round(&'a PhaseId, u32),
    Added(&'a Added),
    Upgraded(&'a Upgraded),
    IncidentDeclared { incident: u32, text: &'a str, severity: u8 },
    IncidentResolved(u32),
    RiskResolved(EventId),
    Finished,
    Cancelled,
    Reopened,
}

impl<'a> Write<'a> {
    pub(super) fn register(&self) -> Register<'a> {
        match *self {
            Self::Item(slot, _) => Register::Item(slot),
            Self::Holder { role, person, .. } => Register::Holder(role, person),
            Self::Decision(vote) => {
                let owner = vote.role.as_ref().filter(|_| !decisions::alone(vote));
                Register::Decision(&vote.decision, vote.round, owner)
            }
            Self::ReleaseTime { .. } => Register::ReleaseTime,
            Self::Round(phase, round) => Register::Round(phase, round),
            Self::Added(added) => Register::Added(&added.item),
            Self::Upgraded(_) => Register::Playbook,
            Self::IncidentDeclared { incident, .. } | Self::IncidentResolved(incident) => {
                Register::Incident(incident)
            }
            Self::RiskResolved(event) => Register::Risk(event),
            Self::Finished | Self::Cancelled | Self::Reopened => Register::ReleaseState,
        }
    }

    /// How careful the value is: of values that did not know of each other, the highest rank counts.
    pub(super) fn conflict_rank(
        &self,
        playbook: &Playbook,
    ) -> (usize, Option<Reverse<DateTime<Utc>>>) {
        let rank = match *self {
            // The states are listed from the least to the most careful.
            Self::Item(_, state) => state as usize,
            Self::Holder { holds, .. } => usize::from(!holds),
            Self::Decision(vote) => (playbook.decision(&vote.decision))
                .map_or(0, |definition| decisions::conflict_rank(definition, vote)),
            // The earlier T leaves less time.
            Self::ReleaseTime { on, .. } => return (0, Some(Reverse(on.to_utc()))),
            Self::IncidentResolved(_)
            | Self::RiskResolved(_)
            | Self::Finished
            | Self::Round(..)
            | Self::Added(_)
            | Self::Upgraded(_) => 0,
            Self::IncidentDeclared { .. } | Self::Cancelled => 1,
            Self::Reopened => 2,
        };
        (rank, None)
    }

    /// Says whether two writes of one rank contradict each other: incidents of one number, items of one id, playbooks.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        let is_new = |write: &Self| {
            matches!(write, Self::IncidentDeclared { .. } | Self::Added(_) | Self::Upgraded(_))
        };
        is_new(self) && is_new(other) && self != other
    }
}

/// The slot that a line of the log names; none where the playbook has no such item or role.
fn slot(playbook: &Playbook, item: &ItemId, role: &RoleId, round: u32) -> Option<Slot> {
    let place = playbook.place(item)?;
    let role = if playbook.is_for_all(place) {
        Some(playbook.roles.iter().position(|r| r.id == *role)?)
    } else {
        None
    };
    Some(Slot { place, role, round })
}

/// What an event writes: nothing, one register, or two if a role changes hands.
pub(super) fn writes<'a>(act: &'a Act, playbook: &Playbook) -> [Option<Write<'a>>; 2] {
    let item = |state| {
        let event = act.item_event()?;
        let slot = slot(playbook, &event.item, &event.role, event.round)?;
        Some(Write::Item(slot, state))
    };
    let one = match act {
        Act::Ticked(_) => item(ItemState::Done),
        Act::Unticked(_) | Act::Unblocked(_) => item(ItemState::Todo),
        Act::Skipped(_) => item(ItemState::Skipped),
        Act::Blocked(_) => item(ItemState::Blocked),
        Act::Assigned(assigned) => {
            let (role, person) = (&assigned.role, &assigned.person);
            let former = assigned.instead_of.as_ref();
            let takes_on = Write::Holder { role, person, holds: true };
            let gives_up = former.filter(|former| *former != person);
            let gives_up = gives_up.map(|person| Write::Holder { role, person, holds: false });
            return [Some(takes_on), gives_up];
        }
        Act::Unassigned { role, person } => Some(Write::Holder { role, person, holds: false }),
        Act::Rescheduled { on, tz, .. } => Some(Write::ReleaseTime { on: *on, tz }),
        Act::RoundStarted { phase, round } => Some(Write::Round(phase, *round)),
        Act::Added(added) => Some(Write::Added(added)),
        Act::Upgraded(upgraded) => Some(Write::Upgraded(upgraded)),
        Act::Decided(decided) => Some(Write::Decision(decided)),
        Act::IncidentDeclared { incident, text, severity } => {
            Some(Write::IncidentDeclared { incident: *incident, text, severity: *severity })
        }
        Act::IncidentResolved { incident, .. } => Some(Write::IncidentResolved(*incident)),
        Act::RiskResolved { event, .. } => Some(Write::RiskResolved(*event)),
        Act::Finished { .. } => Some(Write::Finished),
        Act::Cancelled { .. } => Some(Write::Cancelled),
        Act::Reopened { .. } => Some(Write::Reopened),
        Act::Started(_)
        | Act::Noted(_)
        | Act::Undone { .. }
        | Act::Escalated { .. }
        | Act::IncidentNoted { .. }
        | Act::Announced { .. }
        | Act::Joined {}
        | Act::Repaired(_)
        | Act::Unknown { .. } => None,
    };
    [one, None]
}
