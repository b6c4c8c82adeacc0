//! Moments as people type them: the T of a release, a time of day, the argument of `--as-of`.

use super::wall::{end_of_day, gap_around};
use super::when::quotable;
use chrono::{
    DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone,
};
use chrono_tz::Tz;
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
///
/// [`MomentError`]: not this form, no such day or time, skipped by the zone's clocks, or a year outside 2000 to 2199.
pub fn parse_on(text: &str, zone: Tz, release_time: NaiveTime) -> Result<Moment, MomentError> {
    resolve(read(text)?, zone, |day| on_the_wall(day.and_time(release_time), zone))
}

/// Reads the moment for `--as-of`: like [`parse_on`], but a day alone means its last second.
///
/// # Errors
///
/// As for [`parse_on`].
pub fn parse_as_of(text: &str, zone: Tz) -> Result<Moment, MomentError> {
    resolve(read(text)?, zone, |day| within_years(end_of_day(day, zone)))
}

fn resolve(
    parsed: ParsedMoment,
    zone: Tz,
    day: impl FnOnce(NaiveDate) -> Result<Moment, MomentError>,
) -> Result<Moment, MomentError> {
    match parsed {
        ParsedMoment::Day(alone) => day(alone),
        ParsedMoment::Wall(local) => on_the_wall(local, zone),
        ParsedMoment::Instant(at) => within_years(at.with_timezone(&zone)),
    }
}

/// Reads a day: `2026-12-25`.
///
/// # Errors
///
/// [`MomentError`]: not this form, no such day, or a year outside 2000 to 2199.
pub fn parse_day(text: &str) -> Result<NaiveDate, MomentError> {
    read_day(text).unwrap_or_else(|| Err(MomentError::NotAMoment { text: quotable(text) }))
}

/// Reads a time of day: `14:00`, `9:30` or `14:00:30`.
///
/// # Errors
///
/// [`MomentError::NotATime`] or [`MomentError::NoSuchTime`].
pub fn parse_time(text: &str) -> Result<NaiveTime, MomentError> {
    read_time(text.trim())
}

/// Why a text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// An unknown form.
    #[error("invalid date `{text}`")]
    NotAMoment { text: String },
    /// A date that does not exist: `2026-02-30`. `days` is the length of the month, if there is one.
    #[error("no such day: `{text}`")]
    NoSuchDay { text: String, days: Option<u32> },
    /// Not hours and minutes.
    #[error("invalid time `{text}`")]
    NotATime { text: String },
    /// Beyond 23:59:59.
    #[error("no such time: `{text}`")]
    NoSuchTime { text: String },
    /// The clocks of `zone` jump from `from` to `to`, over `local`.
    #[error("{}", skipped(*local, *zone, *from, *to))]
    Skipped { local: NaiveDateTime, zone: Tz, from: NaiveDateTime, to: NaiveDateTime },
    /// Outside 2000 to 2199, so probably a typing error.
    #[error("the year {year} is out of range")]
    YearOutOfRange { year: i32 },
}

impl MomentError {
    /// What to write instead, in one line.
    pub fn hint(&self) -> String {
        match self {
            Self::NotAMoment { .. } => {
                "use YYYY-MM-DD or \"YYYY-MM-DD HH:MM\"; also `tomorrow 14:00`, `fri`, `14:00`, `+2d`, \
                 `-2h`, and in a release `T-1d`"
                    .to_owned()
            }
            Self::NoSuchDay { days: Some(days), .. } => format!("that month has {days} days"),
            Self::NoSuchDay { days: None, .. } => {
                "use YYYY-MM-DD".to_owned()
            }
            Self::NotATime { .. } => "use HH:MM, for example `14:00`".to_owned(),
            Self::NoSuchTime { .. } => {
                "use a time from `00:00` to `23:59`".to_owned()
            }
            Self::Skipped { to, .. } => {
                format!("the next time that exists is `{}`", to.format("%Y-%m-%d %H:%M"))
            }
            Self::YearOutOfRange { .. } => {
                format!("use a year from {} to {}", YEARS.start(), YEARS.end())
            }
        }
    }
}

/// A time that the clocks skip. A skipped day needs the dates to be understood.
fn skipped(local: NaiveDateTime, zone: Tz, from: NaiveDateTime, to: NaiveDateTime) -> String {
    let clocks = if from.date() == to.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    let (local, from, to) =
        (local.format("%Y-%m-%d %H:%M"), from.format(clocks), to.format(clocks));
    format!("{local} does not exist in {}; clocks go from {from} to {to}", zone.name())
}

/// A moment as typed, before it is resolved in a zone.
#[derive(Clone, Copy)]
enum ParsedMoment {
    Day(NaiveDate),
    Wall(NaiveDateTime),
    Instant(DateTime<chrono::Utc>),
}

fn read(text: &str) -> Result<ParsedMoment, MomentError> {
    let text = text.trim();
    let malformed = || MomentError::NotAMoment { text: quotable(text) };
    let (date, rest) = text.split_at_checked(10).ok_or_else(malformed)?;
    let day = read_day(date).unwrap_or_else(|| Err(malformed()))?;
    if rest.is_empty() {
        return Ok(ParsedMoment::Day(day));
    }
    let rest = rest.strip_prefix([' ', 'T', 't']).ok_or_else(malformed)?;
    let offset = rest.find(['+', '-', 'Z', 'z']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at(offset);
    let east = match offset {
        "" => None,
        "Z" | "z" => Some(0),
        _ => Some(read_east(offset).ok_or_else(malformed)?),
    };
    let time = read_time(time).map_err(|error| match error {
        MomentError::NotATime { .. } => malformed(),
        other => other,
    })?;
    let local = day.and_time(time);
    Ok(match east {
        None => ParsedMoment::Wall(local),
        Some(minutes) => ParsedMoment::Instant((local - TimeDelta::minutes(minutes)).and_utc()),
    })
}

/// Reads `2026-12-08`; nothing if it is not of that form.
fn read_day(text: &str) -> Option<Result<NaiveDate, MomentError>> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = i32::try_from(number(&text[..4])?).ok()?;
    let (month, day) = (number(&text[5..7])?, number(&text[8..])?);
    if !YEARS.contains(&year) {
        return Some(Err(MomentError::YearOutOfRange { year }));
    }
    Some(NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        MomentError::NoSuchDay {
            text: text.to_owned(),
            days: NaiveDate::from_ymd_opt(year, month, 1)
                .map(|first| u32::from(first.num_days_in_month())),
        }
    }))
}

/// Reads `14:00`, `14:00:30` or `14:00:30.5`, dropping the fraction.
fn read_time(text: &str) -> Result<NaiveTime, MomentError> {
    let malformed = || MomentError::NotATime { text: quotable(text) };
    let (hours, rest) = text.split_once(':').ok_or_else(malformed)?;
    let (minutes, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
    let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let two = |part: &str| number(part).filter(|_| part.len() == 2);
    let time = match (number(hours), two(minutes), two(seconds)) {
        (Some(h), Some(m), Some(s)) if hours.len() <= 2 && is_digits(fraction) => {
            NaiveTime::from_hms_opt(h, m, s)
        }
        _ => return Err(malformed()),
    };
    time.ok_or_else(|| MomentError::NoSuchTime { text: quotable(text) })
}

/// Reads an offset from UTC, in minutes to the east: `+01:00`, `-0530`, `+01`.
fn read_east(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, rest) = digits.split_at_checked(2)?;
    let minutes = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = match (minutes.len(), rest.is_empty()) {
        (0, true) => 0,
        (2, _) => number(minutes)?,
        _ => return None,
    };
    let hours = number(hours)?;
    let east = i64::from(hours * 60 + minutes);
    (hours < 24 && minutes < 60).then_some(sign * east)
}

/// Digits only: `parse` alone would accept a sign.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| is_digits(text))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn on_the_wall(local: NaiveDateTime, zone: Tz) -> Result<Moment, MomentError> {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => {
            within_years(moment)
        }
        MappedLocalTime::None => {
            let (from, to) = gap_around(local, zone).unwrap_or((local, local));
            Err(MomentError::Skipped { local, zone, from, to })
        }
    }
}

fn within_years(moment: Moment) -> Result<Moment, MomentError> {
    let year = moment.year();
    if YEARS.contains(&year) { Ok(moment) } else { Err(MomentError::YearOutOfRange { year }) }
}

#[cfg(test)]
mod tests {
    use super::{MomentError, parse_as_of, parse_on, parse_time};
    use crate::schedule::parse_zone;
    use chrono::NaiveTime;
    use proptest::prelude::{any, proptest};

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
            ("2026-12-08 14:00-05", "2026-12-08T20:00:00+01:00"),
        ] {
            assert_eq!(on(text, "Europe/Paris").as_deref(), Ok(moment), "{text}");
        }
    }

    #[test]
    fn an_invalid_date_is_refused_with_an_example() {
        for text in [
            "",
            "soon",
            "8.12.2026",
            "2026/12/08",
            "2026-12-8",
            "20261208",
            "2026-12-08 2pm",
            "2026-12-08 14",
            "2026-12-08-14:00",
            "2026-12-08 +4:00",
            "2026-12-08 14:00 CET",
            "2026-12-08 14:00+1",
            "2026-12-08 14:00+99:00",
            "2026-12-08T14:00+01:00[Europe/Paris]",
            "+026-12-08",
            "2026-12-08 14:0",
            "2026-12-08 14:00:",
            "2026-12-0é",
        ] {
            let (message, hint) = refused(text);
            assert_eq!(message, format!("invalid date `{text}`"));
            assert!(hint.starts_with("use YYYY-MM-DD"), "{hint}");
        }
    }

    #[test]
    fn an_impossible_day_or_time_is_named() {
        let month = "that month has 28 days".to_owned();
        assert_eq!(refused("2026-02-30"), ("no such day: `2026-02-30`".to_owned(), month));
        assert!(refused("2026-13-01").1.starts_with("use YYYY-MM-DD"));
        assert_eq!(refused("2026-12-08 24:00").0, "no such time: `24:00`");
        assert_eq!(refused("2026-12-08 14:60").0, "no such time: `14:60`");
        assert!(on("2028-02-29", "UTC").is_ok());
    }

    #[test]
    fn a_time_skipped_by_the_clocks_is_an_explained_error() {
        assert_eq!(
            refused("2026-03-29 02:30"),
            (
                "2026-03-29 02:30 does not exist in Europe/Paris; clocks go from 02:00 to 03:00"
                    .to_owned(),
                "the next time that exists is `2026-03-29 03:00`".to_owned(),
            )
        );
        let skipped = |text, zone| on(text, zone).unwrap_err().to_string();
        assert_eq!(
            skipped("2026-10-04 02:15", "Australia/Lord_Howe"),
            "2026-10-04 02:15 does not exist in Australia/Lord_Howe; clocks go from 02:00 to 02:30"
        );
        assert_eq!(
            skipped("2011-12-30", "Pacific/Apia"),
            "2011-12-30 14:00 does not exist in Pacific/Apia; clocks go from 2011-12-30 00:00 to 2011-12-31 00:00"
        );
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
        for text in ["", "14", "1400", "14:0", "2pm", "014:00", "14:+1", "14:00Z"] {
            assert!(matches!(parse_time(text), Err(MomentError::NotATime { .. })), "{text}");
        }
        assert!(matches!(parse_time("24:00"), Err(MomentError::NoSuchTime { .. })));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(
            text in any::<String>(),
            near in "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]?[0-9]{0,2}:?[0-9é]{0,2}(:[0-9]{2})?(Z|[+-][0-9]{0,3}:?[0-9]{0,2})?",
        ) {
            for zone in ["Europe/Paris", "Pacific/Apia", "Pacific/Kiritimati"].map(|z| parse_zone(z).unwrap()) {
                for text in [&text, &near] {
                    let read = [parse_on(text, zone, NaiveTime::MIN), parse_as_of(text, zone)];
                    for error in read.into_iter().filter_map(Result::err) {
                        assert!(!error.to_string().contains('\n') && !error.hint().is_empty());
                    }
                }
            }
        }
    }
}
