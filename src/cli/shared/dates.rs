//! The date of a release: how it is read, and which one is proposed.

use super::{App, cannot};
use crate::command::{Command, command};
use crate::playbook::Playbook;
use crate::release::Release;
use crate::rules::Refusal;
use crate::schedule::{
    Moment, MomentError, ZoneError, absolute, local_zone, parse_as_of, parse_on, parse_time,
    parse_zone,
};
use anyhow::Result;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

/// The command that starts a release early enough for all of its phases.
pub(crate) fn proposal(release: &str, now: DateTime<Utc>) -> Command {
    command("start").arg(release).arg("--on").arg(proposed_date(now))
}

/// A release date early enough for all phases of the built-in playbook.
pub(crate) fn proposed_date(now: DateTime<Utc>) -> String {
    format!("{} 14:00", good_day(now))
}

/// The first Tuesday in two weeks or later. The built-in playbook begins two weeks before the release.
pub(crate) fn good_day(now: DateTime<Utc>) -> NaiveDate {
    let day = now.date_naive() + TimeDelta::weeks(2);
    let passed = day.weekday().days_since(Weekday::Tue);
    day + TimeDelta::days(i64::from((7 - passed) % 7))
}

/// Reads the zone of a release (default: the playbook's, then the system's).
pub(crate) fn zone(tz: Option<&str>, playbook: &Playbook) -> Result<Tz> {
    Ok(match tz.or(playbook.time_zone.as_deref()) {
        Some(name) => parse_zone(name).map_err(|error| cannot(&error, error.hint()))?,
        None => local_zone().map_err(|error| unknown_local_zone(&error))?.unwrap_or(Tz::UTC),
    })
}

/// Reads T in a zone. Relative dates count from now, or from the present T.
pub(crate) fn moment(
    on: &str,
    zone: Tz,
    playbook: &Playbook,
    (app, t): (&App, Option<Moment>),
) -> Result<Moment> {
    let refused = |error: MomentError| cannot(&error, error.hint());
    let time = parse_time(&playbook.release_time).map_err(refused)?;
    let on = absolute(on, app.now.with_timezone(&zone), t, &playbook.holidays);
    Ok(parse_on(&on, zone, time).map_err(refused)?)
}

fn unknown_local_zone(error: &ZoneError) -> Refusal {
    let message = format!("TZ is set to `{}`, which is not a time zone", error.name);
    cannot(&message, format!("use --tz to set the time zone of the release; {}", error.hint()))
}

/// Reads a moment of a release, in its zone; a day alone means its end.
pub(crate) fn before_now(text: &str, app: &App, release: &Release) -> Result<Moment, Refusal> {
    let now = release.local(app.now);
    let text = absolute(text, now, release.t, &release.playbook.holidays);
    parse_as_of(&text, now.timezone()).map_err(|error| cannot(&error, error.hint()))
}

/// Reads the moment from which on events are shown; a day alone means its beginning, a weekday the last one.
pub(crate) fn since(text: &str, app: &App, release: &Release) -> Result<Moment, Refusal> {
    let now = release.local(app.now);
    let is_weekday =
        text.trim().split(' ').next().is_some_and(|day| day.parse::<Weekday>().is_ok());
    let from = if is_weekday { now - TimeDelta::weeks(1) } else { now };
    let text = absolute(text, from, release.t, &release.playbook.holidays);
    parse_on(&text, now.timezone(), NaiveTime::MIN).map_err(|error| cannot(&error, error.hint()))
}

#[cfg(test)]
mod tests {
    use super::good_day;

    #[test]
    fn the_suggested_day_is_a_tuesday_at_least_two_weeks_ahead() {
        for (today, day) in [
            ("2026-11-23", "2026-12-08"),
            ("2026-11-24", "2026-12-08"),
            ("2026-11-25", "2026-12-15"),
        ] {
            let now = format!("{today}T12:00:00Z").parse().unwrap();
            assert_eq!(good_day(now).to_string(), day);
        }
    }
}
