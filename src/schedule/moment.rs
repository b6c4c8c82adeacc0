//! Moments as people type them: the T of a release, a time of day, the moment to look back from.

use super::wall::{end_of_day, gap_around};
use super::when::quotable;
use chrono::{
    DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone,
};
use chrono_tz::Tz;
use std::fmt;
use std::ops::RangeInclusive;

/// An instant together with the zone whose clocks show it: T, or when something is due.
pub type Moment = DateTime<Tz>;

const YEARS: RangeInclusive<i32> = 2000..=2199;

/// Reads a release's moment T.
///
/// Takes `2026-12-08 14:00`, with a `T` between, with seconds; `2026-12-08` for `release_time` on that day;
/// and RFC 3339 with an offset or `Z`, converted to `zone`. Without an offset the time is what the clocks of `zone`
/// show; of a time that they show twice, the first is taken. Fractions of a second are dropped.
///
/// ```
/// use octorel::schedule::{parse_on, parse_time, parse_zone};
///
/// let zone = parse_zone("Europe/Paris").expect("a zone");
/// let two = parse_time("14:00").expect("a time of day");
/// let t = parse_on("2026-12-08", zone, two).expect("a day");
/// assert_eq!(t.to_rfc3339(), "2026-12-08T14:00:00+01:00");
/// ```
///
/// # Errors
///
/// [`OnError`]: not this form, no such day or time, skipped by the zone's clocks, or a year outside 2000 to 2199.
pub fn parse_on(text: &str, zone: Tz, release_time: NaiveTime) -> Result<Moment, OnError> {
    match read(text)? {
        Typed::Day(day) => on_the_wall(day.and_time(release_time), zone),
        Typed::Wall(local) => on_the_wall(local, zone),
        Typed::Instant(at) => within_years(at.with_timezone(&zone)),
    }
}

/// Reads the moment from which to look back: like [`parse_on`], but a day alone means its last second.
///
/// # Errors
///
/// As for [`parse_on`].
pub fn parse_as_of(text: &str, zone: Tz) -> Result<Moment, OnError> {
    match read(text)? {
        Typed::Day(day) => within_years(end_of_day(day, zone)),
        Typed::Wall(local) => on_the_wall(local, zone),
        Typed::Instant(at) => within_years(at.with_timezone(&zone)),
    }
}

/// Reads a time of day: `14:00`, `9:30` or `14:00:30`.
///
/// # Errors
///
/// [`OnError::NotATime`] or [`OnError::NoSuchTime`].
pub fn parse_time(text: &str) -> Result<NaiveTime, OnError> {
    read_time(text.trim())
}

/// Why a text is no moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnError {
    /// Not of any form that is understood.
    NotAMoment { text: String },
    /// A date that no calendar has: `2026-02-30`. `days` is the length of the month, if there is one.
    NoSuchDay { text: String, days: Option<u32> },
    /// Not hours and minutes.
    NotATime { text: String },
    /// Beyond 23:59:59.
    NoSuchTime { text: String },
    /// The clocks of `zone` jump from `from` to `to`, over `local`.
    Skipped {
        local: NaiveDateTime,
        zone: Tz,
        from: NaiveDateTime,
        to: NaiveDateTime,
    },
    /// Outside 2000 to 2199: a slip rather than a plan.
    YearOutOfRange { year: i32 },
}

impl OnError {
    /// What to write instead, in one line.
    pub fn hint(&self) -> String {
        match self {
            Self::NotAMoment { .. } => {
                "write year-month-day and the time, as in `2026-12-08 14:00`, or the day alone"
                    .to_owned()
            }
            Self::NoSuchDay {
                days: Some(days), ..
            } => format!("that month has {days} days"),
            Self::NoSuchDay { days: None, .. } => {
                "write year-month-day, as in `2026-12-08`".to_owned()
            }
            Self::NotATime { .. } => "write hours and minutes, as in `14:00`".to_owned(),
            Self::NoSuchTime { .. } => {
                "the last minute of a day is `23:59`, the first is `00:00`".to_owned()
            }
            Self::Skipped { to, .. } => format!(
                "the next time that exists is `{}`",
                to.format("%Y-%m-%d %H:%M")
            ),
            Self::YearOutOfRange { .. } => {
                format!("use a year from {} to {}", YEARS.start(), YEARS.end())
            }
        }
    }
}

impl fmt::Display for OnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAMoment { text } => write!(f, "`{text}` is not a date and time"),
            Self::NoSuchDay { text, .. } => write!(f, "there is no day `{text}`"),
            Self::NotATime { text } => write!(f, "`{text}` is not a time of day"),
            Self::NoSuchTime { text } => write!(f, "there is no time `{text}`"),
            Self::Skipped {
                local,
                zone,
                from,
                to,
            } => {
                // A whole skipped day is only understood with the dates.
                let clocks = if from.date() == to.date() {
                    "%H:%M"
                } else {
                    "%Y-%m-%d %H:%M"
                };
                write!(
                    f,
                    "{} does not exist in {}; clocks go from {} to {}",
                    local.format("%Y-%m-%d %H:%M"),
                    zone.name(),
                    from.format(clocks),
                    to.format(clocks),
                )
            }
            Self::YearOutOfRange { year } => write!(f, "the year {year} is out of range"),
        }
    }
}

impl std::error::Error for OnError {}

/// What was typed, before a zone gives it a meaning.
enum Typed {
    Day(NaiveDate),
    Wall(NaiveDateTime),
    Instant(DateTime<chrono::Utc>),
}

fn read(text: &str) -> Result<Typed, OnError> {
    let text = text.trim();
    let malformed = || OnError::NotAMoment {
        text: quotable(text),
    };
    let (date, rest) = text.split_at_checked(10).ok_or_else(malformed)?;
    let day = read_day(date).unwrap_or_else(|| Err(malformed()))?;
    if rest.is_empty() {
        return Ok(Typed::Day(day));
    }
    let rest = rest.strip_prefix([' ', 'T', 't']).ok_or_else(malformed)?;
    let zulu = rest.strip_suffix(['Z', 'z']).map(|time| (time, Some(0)));
    let (time, east) = match (zulu, rest.find(['+', '-'])) {
        (Some(zulu), _) => zulu,
        (None, Some(at)) => (
            &rest[..at],
            Some(read_east(&rest[at..]).ok_or_else(malformed)?),
        ),
        (None, None) => (rest, None),
    };
    let time = read_time(time).map_err(|error| match error {
        OnError::NotATime { .. } => malformed(),
        other => other,
    })?;
    let local = day.and_time(time);
    Ok(match east {
        None => Typed::Wall(local),
        Some(minutes) => Typed::Instant((local - TimeDelta::minutes(minutes)).and_utc()),
    })
}

/// Reads `2026-12-08`; nothing if it is not of that form.
fn read_day(text: &str) -> Option<Result<NaiveDate, OnError>> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = number(&text[..4])?;
    let (month, day) = (number(&text[5..7])?, number(&text[8..])?);
    let Ok(year) = i32::try_from(year) else {
        return None;
    };
    if !YEARS.contains(&year) {
        return Some(Err(OnError::YearOutOfRange { year }));
    }
    Some(NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        OnError::NoSuchDay {
            text: text.to_owned(),
            days: NaiveDate::from_ymd_opt(year, month, 1)
                .map(|first| u32::from(first.num_days_in_month())),
        }
    }))
}

/// Reads `14:00`, `14:00:30` or `14:00:30.5`, dropping the fraction.
fn read_time(text: &str) -> Result<NaiveTime, OnError> {
    let malformed = || OnError::NotATime {
        text: quotable(text),
    };
    let (hours, rest) = text.split_once(':').ok_or_else(malformed)?;
    let (minutes, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
    let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let two = |part: &str| (part.len() == 2).then(|| number(part)).flatten();
    let hours = if hours.len() == 1 {
        number(hours)
    } else {
        two(hours)
    };
    match (
        hours,
        two(minutes),
        two(seconds),
        number_of_any_length(fraction),
    ) {
        (Some(h), Some(m), Some(s), true) => {
            NaiveTime::from_hms_opt(h, m, s).ok_or_else(|| OnError::NoSuchTime {
                text: quotable(text),
            })
        }
        _ => Err(malformed()),
    }
}

/// Reads an offset from UTC, in minutes to the east: `+01:00`, `-0530`, `+01`.
fn read_east(text: &str) -> Option<i64> {
    let (sign, digits) = text.split_at_checked(1)?;
    let (hours, rest) = digits.split_at_checked(2)?;
    let minutes = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = match (minutes.len(), rest.is_empty()) {
        (0, true) => 0,
        (2, _) => number(minutes)?,
        _ => return None,
    };
    let hours = number(hours)?;
    let east = i64::from(hours * 60 + minutes);
    (hours < 24 && minutes < 60).then_some(if sign == "-" { -east } else { east })
}

/// Digits only: `parse` alone would take a sign.
fn number(text: &str) -> Option<u32> {
    number_of_any_length(text)
        .then(|| text.parse().ok())
        .flatten()
}

fn number_of_any_length(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn on_the_wall(local: NaiveDateTime, zone: Tz) -> Result<Moment, OnError> {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => {
            within_years(moment)
        }
        MappedLocalTime::None => {
            let (from, to) = gap_around(local, zone).unwrap_or((local, local));
            Err(OnError::Skipped {
                local,
                zone,
                from,
                to,
            })
        }
    }
}

fn within_years(moment: Moment) -> Result<Moment, OnError> {
    let year = moment.year();
    if YEARS.contains(&year) {
        Ok(moment)
    } else {
        Err(OnError::YearOutOfRange { year })
    }
}
