//! The incidents of a release.

use super::replay::Progress;
use crate::log::{Act, Event, Log};

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

impl Incident {
    /// Finds what opened an incident; `None` if nothing did, or if that was taken back.
    pub(super) fn new(
        progress: &Progress,
        log: &Log,
        number: u32,
        closed: Option<usize>,
    ) -> Option<Self> {
        let opens =
            |act: &Act| matches!(act, Act::IncidentOpened { incident, .. } if *incident == number);
        let events = log.events().iter().enumerate();
        let mut openings =
            events.filter(|(i, event)| progress.counts(*i) && opens(&event.act)).map(|(i, _)| i);
        Some(Self { number, opened: openings.next()?, beside: openings.collect(), closed })
    }

    /// Says whether it is not resolved yet.
    pub fn is_ongoing(&self) -> bool {
        self.closed.is_none()
    }
}

/// Says whether a conflict is about an incident that somebody closed who knew all sides: nothing can settle it any more.
pub(super) fn is_over(log: &Log, incidents: &[Incident], conflict: &[usize]) -> bool {
    let about = log.events()[conflict[0]].act.incident();
    let incident = incidents.iter().find(|i| Some(i.number) == about);
    let closed = incident.and_then(|incident| incident.closed);
    closed.is_some_and(|closed| conflict.iter().all(|&i| log.is_before(i, closed)))
}

/// The text and the severity that an opening gave.
pub fn opening(event: &Event) -> (&str, u8) {
    let Act::IncidentOpened { text, severity, .. } = &event.act else {
        return ("", u8::MAX);
    };
    (text, *severity)
}
