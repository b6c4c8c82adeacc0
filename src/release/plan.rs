//! When each phase opens and is due.

use crate::playbook::Playbook;
use crate::schedule::{Moment, Span, end_of_day, span};
use chrono::{DateTime, Utc};

/// What the dates of a release depend on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// T, in its zone; without it there are no dates.
    pub t: Option<Moment>,
    pub started: Option<DateTime<Utc>>,
    /// The deployment of this attempt, from which `T+…` counts.
    pub deployed: Option<DateTime<Utc>>,
    pub rolled_back: Option<DateTime<Utc>>,
}

impl Plan {
    /// For each phase when it opens and when it is due.
    ///
    /// Nothing is due before the end of the day on which the release was started. After a rollback the same holds for the
    /// phases that start over and its day.
    pub(super) fn spans(&self, playbook: &Playbook) -> Vec<Option<Span>> {
        let dates = playbook.phases.iter().enumerate().map(|(i, phase)| {
            let t = self.t?;
            let mut span = span(phase.when.as_ref()?, t, self.deployed);
            let rolled_back = self.rolled_back.filter(|_| playbook.is_in_attempt(i));
            for earliest in self.started.into_iter().chain(rolled_back) {
                let earliest = earliest.with_timezone(&t.timezone());
                if span.due < earliest {
                    span.due = end_of_day(earliest.date_naive(), t.timezone());
                }
            }
            Some(span)
        });
        dates.collect()
    }
}
