//! The questions that events answer. The newest answers to a question are its state; an older answer is history.
//!
//! Two answers that did not know of each other both stay: which of them counts is decided where the question is read.

use crate::log::{Act, EventId};
use crate::names::{DecisionId, ItemId, Person, RoleId};
use crate::playbook::{Place, Playbook};

/// One box to tick: an item or duty; for an item owned by all, that of one role; on an incident's list, that of this incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    pub place: Place,
    /// The role's position in the playbook, for an item owned by all.
    pub role: Option<usize>,
    pub incident: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Register<'a> {
    Stands(Slot),
    Holds(&'a RoleId, &'a Person),
    Decided(&'a DecisionId),
    When,
    Incident(u32),
    Risk(EventId),
    ReleaseState,
}

/// The slot that a line of the log names; none where the playbook has no such item or role.
fn slot(playbook: &Playbook, item: &ItemId, role: &RoleId, incident: Option<u32>) -> Option<Slot> {
    let place = playbook.place(item)?;
    let role = if playbook.is_for_all(place) {
        Some(playbook.roles.iter().position(|r| r.id == *role)?)
    } else {
        None
    };
    Some(Slot {
        place,
        role,
        incident,
    })
}

/// The questions that an act answers: none, one, or two where a role changes hands.
pub(super) fn writes<'a>(act: &'a Act, playbook: &Playbook) -> [Option<Register<'a>>; 2] {
    let stands = |item, role, incident| slot(playbook, item, role, incident).map(Register::Stands);
    let one = |question| [Some(question), None];
    match act {
        Act::Ticked(tick) | Act::Unticked(tick) | Act::Unblocked(tick) => {
            [stands(&tick.item, &tick.role, tick.incident), None]
        }
        Act::Skipped(mark) | Act::Blocked(mark) => {
            [stands(&mark.item, &mark.role, mark.incident), None]
        }
        Act::Assigned(assigned) => [
            Some(Register::Holds(&assigned.role, &assigned.person)),
            (assigned.instead_of.as_ref()).map(|person| Register::Holds(&assigned.role, person)),
        ],
        Act::Unassigned { role, person } => one(Register::Holds(role, person)),
        Act::Rescheduled { .. } => one(Register::When),
        Act::Decided(decided) => one(Register::Decided(&decided.decision)),
        Act::IncidentOpened { incident, .. } | Act::IncidentClosed { incident, .. } => {
            one(Register::Incident(*incident))
        }
        Act::RiskClosed { event, .. } => one(Register::Risk(*event)),
        Act::Closed { .. } | Act::Reopened { .. } | Act::Cancelled { .. } => {
            one(Register::ReleaseState)
        }
        Act::Started(_)
        | Act::Noted(_)
        | Act::Undone { .. }
        | Act::Escalated { .. }
        | Act::IncidentNoted { .. }
        | Act::Announced { .. }
        | Act::Repaired(_)
        | Act::Unknown { .. } => [None, None],
    }
}
