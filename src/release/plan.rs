//! When each phase starts and is due.

use crate::names::PhaseId;
use crate::playbook::Playbook;
use crate::schedule::{Moment, Span, end_of_day, span};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// T, in its zone; without it there are no dates.
    pub t: Option<Moment>,
    pub started: Option<DateTime<Utc>>,
    /// The deployment of this attempt, from which `T+…` counts.
    pub deployed: Option<DateTime<Utc>>,
    pub rolled_back: Option<DateTime<Utc>>,
    /// When the newest round of a phase was started.
    pub rounds: BTreeMap<PhaseId, DateTime<Utc>>,
}

impl Plan {
    /// For each phase when it starts and when it is due.
    ///
    /// What would be due before the release was started is due at the end of that day. Phases that start over after a rollback, or
    /// in another round, are due at the end of its day at the earliest.
    pub(super) fn spans(&self, playbook: &Playbook) -> Vec<Option<Span>> {
        let dates = playbook.phases.iter().enumerate().map(|(i, phase)| {
            let t = self.t?;
            let mut span = span(phase.when.as_ref()?, t, self.deployed, &playbook.holidays);
            let end_of = |at: DateTime<Utc>| {
                end_of_day(at.with_timezone(&t.timezone()).date_naive(), t.timezone())
            };
            if let Some(started) = self.started.filter(|&started| span.due < started) {
                span.due = end_of(started);
            }
            let rolled_back = self.rolled_back.filter(|_| playbook.is_in_attempt(i));
            for again in rolled_back.iter().chain(self.rounds.get(&phase.id)) {
                span.due = span.due.max(end_of(*again));
            }
            Some(span)
        });
        dates.collect()
    }
}
