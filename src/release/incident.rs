//! What the events about one incident add up to: who opened it, whether it is closed, and what is in question until then.

use super::replay::{Conflict, Progress};
use crate::log::{Act, Log};

/// One use of the "if needed" list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    pub number: u32,
    /// The event that opened it, the first in the order of the log.
    pub opened: usize,
    /// Events that opened an incident of the same number without knowing of each other.
    pub beside: Vec<usize>,
    /// The event that closed it.
    pub closed: Option<usize>,
}

/// Says whether two events open incidents that differ: people who gave both the same number meant different things.
pub(super) fn different_openings(one: &Act, other: &Act) -> bool {
    let opens = |act: &Act| matches!(act, Act::IncidentOpened { .. });
    opens(one) && opens(other) && one != other
}

/// Finds what opened an incident, given the newest event about it. What nobody opened, or whose opening was taken back, is none.
pub(super) fn incident(
    progress: &Progress,
    log: &Log,
    number: u32,
    newest: usize,
) -> Option<Incident> {
    let opens =
        |act: &Act| matches!(act, Act::IncidentOpened { incident, .. } if *incident == number);
    let events = log.events().iter().enumerate();
    let mut openings =
        events.filter_map(|(i, event)| (progress.counts(i) && opens(&event.act)).then_some(i));
    Some(Incident {
        number,
        opened: openings.next()?,
        beside: openings.collect(),
        closed: (!opens(&log.events()[newest].act)).then_some(newest),
    })
}

/// Says whether a conflict is about an incident that somebody closed who knew all sides: nothing can answer it any more.
pub(super) fn is_over(log: &Log, incidents: &[Incident], conflict: &Conflict) -> bool {
    let about = log.events()[conflict.events[0]].act.incident();
    let incident = incidents.iter().find(|i| Some(i.number) == about);
    let closed = incident.and_then(|incident| incident.closed);
    closed.is_some_and(|closed| conflict.events.iter().all(|&i| log.is_before(i, closed)))
}
