//! The incidents of a release.

use crate::log::{Act, Event};
use crate::playbook::Playbook;

/// An incident: one round of the incident list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    pub number: u32,
    /// The event that declared it, the first in the order of the log.
    pub declared: usize,
    /// Parallel events that declared an incident with the same number.
    pub beside: Vec<usize>,
    pub resolved: Option<usize>,
}

impl Incident {
    pub fn is_ongoing(&self) -> bool {
        self.resolved.is_none()
    }
}

/// The incident that an event belongs to, by number: a declaration, a note, a resolution, or an item of its list.
pub(super) fn number(playbook: &Playbook, act: &Act) -> Option<u32> {
    let item = || act.item_event().filter(|event| playbook.is_for_incidents(&event.item));
    act.incident().or_else(|| Some(item()?.round))
}

/// The text and the severity that a declaration gave.
pub fn declaration(event: &Event) -> (&str, u8) {
    let Act::IncidentDeclared { text, severity, .. } = &event.act else { return ("", u8::MAX) };
    (text, *severity)
}
