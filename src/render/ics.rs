//! The phases as an iCalendar file (RFC 5545): whole days, or instants in UTC.

use super::safe;
use crate::view::{CalendarEntry, CalendarView};
use chrono::{Days, TimeDelta};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property};

/// Writes an event for each phase, with an alarm this long before it starts. The same log gives the same bytes.
pub fn ics(view: &CalendarView, alarm: Option<TimeDelta>) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//octorel//octorel//EN"));
    for entry in &view.entries {
        calendar.push(event(view, entry, alarm));
    }
    calendar.to_string()
}

fn event(view: &CalendarView, entry: &CalendarEntry, alarm: Option<TimeDelta>) -> Event {
    let mut event = Event::with_uid(&safe(&entry.uid));
    let description = match &entry.to_do[..] {
        [] => "Everything is done.".to_owned(),
        items => {
            format!("To do:\n{}", items.iter().map(|it| safe(it)).collect::<Vec<_>>().join("\n"))
        }
    };
    event
        .timestamp(view.stamp)
        .sequence(view.sequence)
        .summary(&safe(&entry.summary))
        .description(&description);
    if entry.whole_days {
        event.starts(entry.starts.date_naive());
        // The end is exclusive.
        event.ends(entry.due.date_naive() + Days::new(1));
    } else {
        event.starts(entry.starts.to_utc());
        if entry.due > entry.starts {
            event.ends(entry.due.to_utc());
        }
    }
    if view.cancelled {
        event.status(EventStatus::Cancelled);
    } else if let Some(before) = alarm.filter(|_| !entry.to_do.is_empty()) {
        let mut alarm = Alarm::display(&safe(&entry.summary), -before);
        alarm.timestamp(view.stamp).uid(&format!("alarm-{}", safe(&entry.uid)));
        event.alarm(alarm);
    }
    event.done()
}
