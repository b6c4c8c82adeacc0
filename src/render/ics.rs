//! The dated phases as an iCalendar file (RFC 5545): whole days, or instants in UTC.

use super::safe;
use crate::log::Act;
use crate::names::PhaseId;
use crate::playbook::Place;
use crate::release::{Release, ReleaseState};
use crate::schedule::Moment;
use crate::view::Filter;
use chrono::{Days, TimeDelta};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property};

/// Writes an event for all dated phases, or one, that have items which the filter lets through, with an alarm this long before they
/// start. The same log gives the same bytes.
pub fn ics(
    release: &Release,
    only: Option<&PhaseId>,
    filter: &Filter,
    now: Moment,
    alarm: Option<TimeDelta>,
) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//octorel//octorel//EN"));
    for (position, phase) in release.playbook.phases.iter().enumerate() {
        let of_phase = Filter { phase: Some(phase.id.clone()), ..filter.clone() };
        let items: Vec<Place> = of_phase.places(release, now).collect();
        if only.is_none_or(|id| phase.id == *id) && !items.is_empty() {
            calendar.extend(event(release, position, &items, now, alarm));
        }
    }
    calendar.to_string()
}

/// The event of a phase; none without a date.
fn event(
    release: &Release,
    position: usize,
    items: &[Place],
    now: Moment,
    alarm: Option<TimeDelta>,
) -> Option<Event> {
    let playbook = &release.playbook;
    let phase = &playbook.phases[position];
    let (when, span) = (phase.when?, release.spans[position].as_ref()?);
    let events = release.events();
    // The same for as long as the release has this phase.
    let uid = format!("{:.16}-{}@octorel", events[0].id.to_string(), phase.id);
    let uid = safe(&uid);
    // How many entries of the log could have changed dates or the end of the release. It never decreases.
    let sequence = events.iter().filter(|event| is_change(release, &event.act)).count();
    // When the log was last written.
    let stamp = events.iter().map(|event| event.at).max().unwrap_or(now.to_utc());
    let left = items.iter().filter(|place| !release.status(**place).state.is_complete());
    let line = |place: &Place| format!("{} {}", playbook.number(*place), playbook.line(*place));
    let to_do: Vec<String> = left.map(|place| safe(&line(place)).into_owned()).collect();
    let done = items.len() - to_do.len();
    let summary = format!("{}: {} ({done}/{})", release.title(), phase.name, items.len());
    let summary = safe(&summary);
    let description = match &to_do[..] {
        [] => "Everything is done.".to_owned(),
        lines => format!("To do:\n{}", lines.join("\n")),
    };
    let mut event = Event::with_uid(&uid);
    event
        .timestamp(stamp)
        .sequence(u32::try_from(sequence).unwrap_or(u32::MAX))
        .summary(&summary)
        .description(&description);
    if when.to.unwrap_or(when.from).is_calendar() {
        event.starts(span.starts.date_naive());
        // The end is exclusive.
        event.ends(span.due.date_naive() + Days::new(1));
    } else {
        event.starts(span.starts.to_utc());
        if span.due > span.starts {
            event.ends(span.due.to_utc());
        }
    }
    if matches!(release.progress.end, ReleaseState::Cancelled(_)) {
        event.status(EventStatus::Cancelled);
    } else if let Some(before) = alarm.filter(|_| !to_do.is_empty()) {
        let mut alarm = Alarm::display(&summary, -before);
        alarm.timestamp(stamp).uid(&format!("alarm-{uid}"));
        event.alarm(alarm);
    }
    Some(event.done())
}

/// Whether an entry of the log may change dates or the end of the release.
fn is_change(release: &Release, act: &Act) -> bool {
    let deployment = release.playbook.deployment().map(|place| release.playbook.id(place));
    let rollback = release.playbook.reverting_decision().map(|decision| &decision.id);
    let is_about = (act.item().is_some() && act.item() == deployment)
        || (act.decision().is_some() && act.decision() == rollback);
    let is_plan = matches!(
        act,
        Act::Rescheduled { .. }
            | Act::Upgraded(_)
            | Act::RoundStarted { .. }
            | Act::Undone { .. }
            | Act::Cancelled { .. }
            | Act::Reopened { .. }
    );
    is_about || is_plan
}
