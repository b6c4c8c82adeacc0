//! Moments as people type them: the T of a release, a time of day, the argument of `--as-of`. Daylight saving skips and
//! repeats local times.

use super::when::quotable;
use chrono::format::{ParseError, ParseErrorKind};
use chrono::{
    DateTime, Datelike, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime,
};
use chrono::{TimeDelta, TimeZone, Timelike};
use chrono_tz::{GapInfo, Tz};
use std::ops::RangeInclusive;

/// An instant together with the zone whose clocks show it: T, or when something is due.
pub type Moment = DateTime<Tz>;

const YEARS: RangeInclusive<i32> = 2000..=2199;

/// Reads a release's release time (T).
///
/// Takes `2026-12-08 14:00`, with a `T` between, with seconds; `2026-12-08` for `release_time` on that day;
/// and RFC 3339 with an offset or `Z`, converted to `zone`. Without an offset the time is what the clocks of `zone`
/// show; of a time that they show twice, the first is taken. Fractions of a second are dropped.
///
/// # Errors
/// [`MomentError`]: not this form, no such day or time, skipped by the zone's clocks, or a year outside 2000 to 2199.
pub fn parse_on(text: &str, zone: Tz, release_time: NaiveTime) -> Result<Moment, MomentError> {
    read(text.trim(), zone, |day| on_the_wall(day.and_time(release_time), zone))
}

/// Reads the moment for `--as-of`: like [`parse_on`], but a day alone means its last second.
///
/// # Errors
/// As for [`parse_on`].
pub fn parse_as_of(text: &str, zone: Tz) -> Result<Moment, MomentError> {
    read(text.trim(), zone, |day| Ok(end_of_day(day, zone)))
}

fn read(
    text: &str,
    zone: Tz,
    whole_day: impl FnOnce(NaiveDate) -> Result<Moment, MomentError>,
) -> Result<Moment, MomentError> {
    let Some((day, clock)) = text.split_once([' ', 'T', 't']) else {
        return whole_day(parse_day(text)?);
    };
    let refused = |error| refused("date", text, error);
    let (time, offset) = clock.split_at(clock.find(['+', '-', 'Z', 'z']).unwrap_or(clock.len()));
    let day = within_years(day.parse::<NaiveDate>().map_err(refused)?)?;
    let local = day.and_time(whole_seconds(time.parse().map_err(refused)?));
    let offset = match offset {
        "" => return on_the_wall(local, zone),
        "Z" | "z" => "+00:00",
        // chrono reads what it knows and ignores the rest.
        _ if offset.len() != if offset.contains(':') { 6 } else { 5 } => {
            return Err(malformed("date", text));
        }
        offset => offset,
    };
    let offset: FixedOffset = offset.parse().map_err(refused)?;
    within_years((local - offset).and_utc().with_timezone(&zone))
}

/// Reads a day: `2026-12-25`.
///
/// # Errors
/// [`MomentError`]: not this form, no such day, or a year outside 2000 to 2199.
pub fn parse_day(text: &str) -> Result<NaiveDate, MomentError> {
    within_years(text.parse().map_err(|error| refused("date", text, error))?)
}

/// Reads a time of day: `14:00`, `9:30` or `14:00:30`.
///
/// # Errors
/// [`MomentError`]: not this form, or no such time.
pub fn parse_time(text: &str) -> Result<NaiveTime, MomentError> {
    let text = text.trim();
    text.parse().map(whole_seconds).map_err(|error| refused("time", text, error))
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// An unknown form of `what`, a date or a time.
    #[error("invalid {what} `{text}`")]
    Malformed { what: &'static str, text: String },
    /// `2026-02-30` or `24:00`.
    #[error("no such {what}: `{text}`")]
    Impossible { what: &'static str, text: String },
    /// The clocks jump over `local`, to `next`.
    #[error("{} does not exist in {}: clocks go forward then", local.format("%Y-%m-%d %H:%M"), next.timezone())]
    Skipped { local: NaiveDateTime, next: Moment },
    /// Outside 2000 to 2199, so probably a typing error.
    #[error("the year {year} is out of range")]
    YearOutOfRange { year: i32 },
}

impl MomentError {
    pub fn hint(&self) -> String {
        match self {
            Self::Malformed { what: "time", .. } => "use HH:MM, for example `14:00`".to_owned(),
            Self::Malformed { .. } => {
                "use YYYY-MM-DD or \"YYYY-MM-DD HH:MM\"; also `tomorrow 14:00`, `fri`, `14:00`, `+2d`, \
                 `-2h`, and in a release `T-1d`"
                    .to_owned()
            }
            Self::Impossible { what: "time", .. } => "use a time from `00:00` to `23:59`".to_owned(),
            Self::Impossible { .. } => {
                "use a day of the calendar, and a time from `00:00` to `23:59`".to_owned()
            }
            Self::Skipped { next, .. } => {
                format!("the next time that exists is `{}`", next.format("%Y-%m-%d %H:%M"))
            }
            Self::YearOutOfRange { .. } => {
                format!("use a year from {} to {}", YEARS.start(), YEARS.end())
            }
        }
    }
}

fn refused(what: &'static str, text: &str, error: ParseError) -> MomentError {
    match error.kind() {
        ParseErrorKind::OutOfRange | ParseErrorKind::Impossible => {
            MomentError::Impossible { what, text: quotable(text) }
        }
        _ => malformed(what, text),
    }
}

fn malformed(what: &'static str, text: &str) -> MomentError {
    MomentError::Malformed { what, text: quotable(text) }
}

/// Without a fraction, and with the second before a leap second.
fn whole_seconds(time: NaiveTime) -> NaiveTime {
    time.with_nanosecond(0).unwrap_or(time)
}

fn on_the_wall(local: NaiveDateTime, zone: Tz) -> Result<Moment, MomentError> {
    let next = moment_at(local, zone);
    if next.naive_local() == local { Ok(next) } else { Err(MomentError::Skipped { local, next }) }
}

fn within_years<D: Datelike>(day: D) -> Result<D, MomentError> {
    let year = day.year();
    if YEARS.contains(&year) { Ok(day) } else { Err(MomentError::YearOutOfRange { year }) }
}

/// The moment at local time `local` in `zone`.
///
/// Of two such moments, the first. If there is none, the first moment after the gap.
pub(super) fn moment_at(local: NaiveDateTime, zone: Tz) -> Moment {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => moment,
        MappedLocalTime::None => after_gap(local, zone),
    }
}

/// The last second of a local day: the later of two 23:59:59, or the second before the gap that swallows it.
pub fn end_of_day(day: NaiveDate, zone: Tz) -> Moment {
    let local = day.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399);
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(_, moment) => moment,
        MappedLocalTime::None => after_gap(local, zone) - TimeDelta::seconds(1),
    }
}

fn after_gap(local: NaiveDateTime, zone: Tz) -> Moment {
    GapInfo::new(&local, &zone)
        .and_then(|gap| gap.end)
        .unwrap_or_else(|| zone.from_utc_datetime(&local))
}

#[cfg(test)]
mod tests {
    use super::{MomentError, parse_as_of, parse_on, parse_time};
    use crate::schedule::parse_zone;
    use chrono::NaiveTime;

    fn on(text: &str, zone: &str) -> Result<String, MomentError> {
        let two = parse_time("14:00").unwrap();
        parse_on(text, parse_zone(zone).unwrap(), two).map(|moment| moment.to_rfc3339())
    }

    fn as_of(text: &str, zone: &str) -> String {
        let moment = parse_as_of(text, parse_zone(zone).unwrap()).unwrap();
        moment.to_rfc3339()
    }

    fn refused(text: &str) -> (String, String) {
        let error = on(text, "Europe/Paris").unwrap_err();
        (error.to_string(), error.hint())
    }

    #[test]
    fn a_moment_is_parsed_in_every_accepted_form() {
        for (text, moment) in [
            ("2026-12-08 14:00", "2026-12-08T14:00:00+01:00"),
            ("2026-12-08T14:00", "2026-12-08T14:00:00+01:00"),
            (" 2026-12-08 9:30 ", "2026-12-08T09:30:00+01:00"),
            ("2026-12-08 14:00:30", "2026-12-08T14:00:30+01:00"),
            ("2026-12-08", "2026-12-08T14:00:00+01:00"),
            ("2026-12-08T14:00:00Z", "2026-12-08T15:00:00+01:00"),
            ("2026-12-08t14:00:00.25z", "2026-12-08T15:00:00+01:00"),
            ("2026-12-08T14:00:00-05:00", "2026-12-08T20:00:00+01:00"),
            ("2026-12-08 14:00+0545", "2026-12-08T09:15:00+01:00"),
            ("2026-12-8 14:0:60", "2026-12-08T14:00:59+01:00"),
        ] {
            assert_eq!(on(text, "Europe/Paris").as_deref(), Ok(moment), "{text}");
        }
    }

    #[test]
    fn an_invalid_date_is_refused_with_an_example() {
        for text in [
            "",
            "8.12.2026",
            "2026/12/08",
            "20261208",
            "2026-12-08 2pm",
            "2026-12-08 14",
            "2026-12-08 14:00 CET",
            "2026-12-08 14:00+01",
            "2026-12-08T14:00+01:00[Europe/Paris]",
            "2026-12-é",
        ] {
            let (message, hint) = refused(text);
            assert_eq!(message, format!("invalid date `{text}`"));
            assert!(hint.starts_with("use YYYY-MM-DD"), "{hint}");
        }
    }

    #[test]
    fn an_impossible_day_or_time_is_named() {
        assert_eq!(refused("2026-02-30").0, "no such date: `2026-02-30`");
        for text in ["2026-13-01", "2026-12-08 24:00", "2026-12-08 14:60", "2026-12-08 14:00+99:00"]
        {
            assert_eq!(refused(text).0, format!("no such date: `{text}`"));
            assert!(refused(text).1.starts_with("use a day"));
        }
        assert!(on("2028-02-29", "UTC").is_ok());
    }

    #[test]
    fn a_time_skipped_by_the_clocks_is_an_explained_error() {
        let paris = ("2026-03-29 02:30", "Europe/Paris", "2026-03-29 03:00");
        let lord_howe = ("2026-10-04 02:15", "Australia/Lord_Howe", "2026-10-04 02:30");
        let apia = ("2011-12-30 14:00", "Pacific/Apia", "2011-12-31 00:00");
        for (text, zone, next) in [paris, lord_howe, apia] {
            let error = on(text, zone).unwrap_err();
            let message = format!("{text} does not exist in {zone}: clocks go forward then");
            assert_eq!(error.to_string(), message);
            assert_eq!(error.hint(), format!("the next time that exists is `{next}`"));
        }
    }

    #[test]
    fn the_first_of_two_equal_local_times_is_used() {
        for (text, zone, first) in [
            ("2026-10-25 02:30", "Europe/Paris", "2026-10-25T02:30:00+02:00"),
            ("2026-11-01 01:30", "America/New_York", "2026-11-01T01:30:00-04:00"),
            ("2026-04-05 01:45", "Australia/Lord_Howe", "2026-04-05T01:45:00+11:00"),
        ] {
            assert_eq!(on(text, zone).as_deref(), Ok(first));
        }
        assert_eq!(
            on("2026-10-25T02:30+01:00", "Europe/Paris").as_deref(),
            Ok("2026-10-25T02:30:00+01:00")
        );
    }

    #[test]
    fn a_year_far_from_the_current_one_is_refused() {
        for (text, year) in [("1999-12-31", 1999), ("2200-01-01", 2200), ("0026-12-08", 26)] {
            assert_eq!(on(text, "UTC"), Err(MomentError::YearOutOfRange { year }), "{text}");
        }
        assert_eq!(
            on("2199-12-31T23:30:00-01:00", "UTC"),
            Err(MomentError::YearOutOfRange { year: 2200 })
        );
        assert!(on("2000-01-01", "UTC").is_ok() && on("2199-12-31", "UTC").is_ok());
    }

    #[test]
    fn the_state_as_of_a_day_includes_the_whole_day() {
        assert_eq!(as_of("2026-12-08", "Europe/Paris"), "2026-12-08T23:59:59+01:00");
        assert_eq!(as_of("2026-12-08 10:00", "Europe/Paris"), "2026-12-08T10:00:00+01:00");
        assert_eq!(as_of("2026-03-28", "America/Nuuk"), "2026-03-28T22:59:59-02:00");
    }

    #[test]
    fn a_time_of_day_has_hours_and_minutes() {
        assert_eq!(parse_time("14:00"), Ok(NaiveTime::from_hms_opt(14, 0, 0).unwrap()));
        assert_eq!(parse_time("9:05"), Ok(NaiveTime::from_hms_opt(9, 5, 0).unwrap()));
        for text in ["", "14", "1400", "2pm", "014:00", "14:+1", "14:00Z"] {
            assert!(matches!(parse_time(text), Err(MomentError::Malformed { .. })), "{text}");
        }
        assert!(matches!(parse_time("24:00"), Err(MomentError::Impossible { .. })));
    }
}
