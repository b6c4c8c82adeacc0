//! Logs that no file holds: what was known at an earlier moment or to somebody, and what a release would begin with.

use super::codec::{self, EncodeError};
use super::event::{Act, Event};
use super::read::Log;
use super::store::Writer;
use chrono::{DateTime, Utc};

impl Log {
    /// The events recorded until a moment, by the clocks of those who recorded them; the start is always among them.
    #[must_use]
    pub fn known_at(&self, at: DateTime<Utc>) -> Self {
        let known = |event: &&Event| event.at <= at || matches!(event.act, Act::Started(_));
        Self::default().with(self.events().iter().filter(known).cloned())
    }

    /// What the writer of the event at a position had seen.
    #[must_use]
    pub fn seen_by(&self, event: usize) -> Self {
        let seen = (0..event).filter(|&earlier| self.is_before(earlier, event));
        Self::default().with(seen.map(|earlier| self.events()[earlier].clone()))
    }

    /// The log that these acts would make, written nowhere.
    ///
    /// # Errors
    /// If one of them is too large for a line.
    pub fn draft(writer: &Writer, acts: Vec<Act>) -> Result<Self, EncodeError> {
        let mut events: Vec<Event> = Vec::with_capacity(acts.len());
        for act in acts {
            let after = events.last().map(|event| event.id).into_iter().collect();
            let mut line = Vec::new();
            events.push(codec::encode(&mut line, after, writer.at, &writer.by, act)?);
        }
        Ok(Self::default().with(events))
    }
}
