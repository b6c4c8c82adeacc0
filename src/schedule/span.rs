//! From an offset to moments: when a phase starts and when it is due.

use super::moment::{Moment, end_of_day, moment_at};
use super::when::{Offset, REACH_DAYS, Unit, When};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use std::collections::BTreeSet;

/// From when to when a phase is planned, in the release's zone. `starts` is never after `due`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub starts: Moment,
    /// The last moment that is not late.
    pub due: Moment,
}

/// Resolves `when` for a release at `t`, in the zone of `t`.
///
/// - Weeks and days are calendar days at T's time on the wall, due with the last second of that local day.
///   Hours and minutes are exact: they start and are due at the same instant, unless they bound a window.
/// - Working days are the same, but skip Saturdays, Sundays and `holidays`. Counting starts from T's day, whatever it is:
///   `T-1wd` is the last working day before it, `T+1wd` the first one after it.
/// - `T+…` counts from `deployed` once that is known; `T` and `T-…` always count from `t`.
/// - A time that daylight saving skips moves forward to the first one that exists, perhaps on the next day;
///   of one that happens twice, the first is taken.
/// - A window whose end a deployment far from T, or a weekend, moves before its start, starts when it is due.
///
/// A deployment further than 3650 days from `t` counts as one at that distance.
pub fn span(
    when: &When,
    t: Moment,
    deployed: Option<DateTime<Utc>>,
    holidays: &BTreeSet<NaiveDate>,
) -> Span {
    let deployed = deployed.map(|at| {
        let reach = TimeDelta::days(REACH_DAYS);
        at.clamp(t.to_utc() - reach, t.to_utc() + reach).with_timezone(&t.timezone())
    });
    let start = |offset: Offset| {
        shift(deployed.filter(|_| offset.follows_deployment()).unwrap_or(t), offset, holidays)
    };
    let end = |offset: Offset, start: Moment| {
        if offset.is_calendar() { end_of_day(start.date_naive(), start.timezone()) } else { start }
    };
    let starts = start(when.from);
    let due = match when.to {
        None => end(when.from, starts),
        Some(to) => end(to, start(to)),
    };
    Span { starts: starts.min(due), due }
}

/// The moment at this offset from another: calendar days at the same local time, hours and minutes exactly.
pub(super) fn shift(anchor: Moment, offset: Offset, holidays: &BTreeSet<NaiveDate>) -> Moment {
    let distance = match offset.unit {
        Unit::WorkingDays => working_days(anchor.date_naive(), offset.amount, holidays),
        Unit::Weeks | Unit::Days | Unit::Hours | Unit::Minutes => {
            TimeDelta::minutes(offset.nominal_minutes())
        }
    };
    if offset.amount == 0 {
        anchor
    } else if offset.is_calendar() {
        moment_at(anchor.naive_local() + distance, anchor.timezone())
    } else {
        anchor + distance
    }
}

/// How far it is from a day to the `amount`th working day before or after it.
fn working_days(from: NaiveDate, amount: i32, holidays: &BTreeSet<NaiveDate>) -> TimeDelta {
    let is_working =
        |day: NaiveDate| day.weekday().number_from_monday() <= 5 && !holidays.contains(&day);
    let days = (1..=REACH_DAYS).map(|days| TimeDelta::days(days * i64::from(amount.signum())));
    let mut working = days.filter(|distance| is_working(from + *distance));
    let last = usize::try_from(amount.unsigned_abs()).unwrap_or(usize::MAX).saturating_sub(1);
    let reach = TimeDelta::days(REACH_DAYS * i64::from(amount.signum()));
    working.nth(last).unwrap_or(reach)
}

#[cfg(test)]
mod tests {
    use super::span;
    use crate::schedule::moment::{end_of_day, moment_at};
    use crate::schedule::when::{Offset, Unit};
    use crate::schedule::{Moment, When, parse_on, parse_zone};
    use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
    use chrono_tz::{TZ_VARIANTS, Tz};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
    use std::collections::BTreeSet;

    fn moment(text: &str, zone: &str) -> Moment {
        parse_on(text, parse_zone(zone).unwrap(), NaiveTime::MIN).unwrap()
    }

    /// An offset, T and its zone, and the moments when it starts and is due.
    const SPANS: &str = "
        # Days and weeks keep the local time across daylight saving. Clocks go forward on 29 March and back on 25 October 2026
        # in Paris, on 8 March and 1 November in New York.
        T-2w | 2026-04-07 14:00 Europe/Paris | 2026-03-24 14:00:00+01:00 / 2026-03-24 23:59:59+01:00
        T-3d | 2026-10-27 14:00 Europe/Paris | 2026-10-24 14:00:00+02:00 / 2026-10-24 23:59:59+02:00
        T+1w | 2026-03-05 09:00 America/New_York | 2026-03-12 09:00:00-04:00 / 2026-03-12 23:59:59-04:00
        # Working days leave out Saturdays and Sundays, and here 25 December and 6 January. T may be on any day.
        T-7wd | 2026-12-08 14:00 Europe/Paris | 2026-11-27 14:00:00+01:00 / 2026-11-27 23:59:59+01:00
        T-1wd | 2026-12-06 14:00 Europe/Paris | 2026-12-04 14:00:00+01:00 / 2026-12-04 23:59:59+01:00
        T+1wd | 2026-12-24 14:00 Europe/Paris | 2026-12-28 14:00:00+01:00 / 2026-12-28 23:59:59+01:00
        T+2wd | 2027-01-06 14:00 Europe/Paris | 2027-01-08 14:00:00+01:00 / 2027-01-08 23:59:59+01:00
        T-7wd..T-5wd | 2026-12-31 14:00 UTC | 2026-12-21 14:00:00+00:00 / 2026-12-23 23:59:59+00:00
        T-2d..T-1wd | 2026-12-07 14:00 UTC | 2026-12-04 23:59:59+00:00 / 2026-12-04 23:59:59+00:00
        T-1wd | 2026-03-30 02:30 Europe/Paris | 2026-03-27 02:30:00+01:00 / 2026-03-27 23:59:59+01:00
        # Hours and minutes are exact.
        T+24h | 2026-03-28 14:00 Europe/Paris | 2026-03-29 15:00:00+02:00 / 2026-03-29 15:00:00+02:00
        T-24h | 2026-11-01 14:00 America/New_York | 2026-10-31 15:00:00-04:00 / 2026-10-31 15:00:00-04:00
        # T is due at the end of its day.
        T | 2026-12-08 14:00 Europe/Paris | 2026-12-08 14:00:00+01:00 / 2026-12-08 23:59:59+01:00
        T+0h | 2026-12-08 14:00 Europe/Paris | 2026-12-08 14:00:00+01:00 / 2026-12-08 14:00:00+01:00
        # The second 02:30 of that night stays the second one.
        T | 2026-10-25T02:30+01:00 Europe/Paris | 2026-10-25 02:30:00+01:00 / 2026-10-25 23:59:59+01:00
        # A window opens with its first offset and is due with its second.
        T+24h..T+48h | 2026-12-08 14:00 Europe/Paris | 2026-12-09 14:00:00+01:00 / 2026-12-10 14:00:00+01:00
        # If the second is earlier, because clocks go back in between, the window opens when it is due.
        T+1d..T+24h | 2026-10-24 14:00 Europe/Paris | 2026-10-25 13:00:00+01:00 / 2026-10-25 13:00:00+01:00
        # Ends of years and leap days.
        T-1w | 2027-01-05 10:00 Europe/Paris | 2026-12-29 10:00:00+01:00 / 2026-12-29 23:59:59+01:00
        T-1d | 2028-03-01 10:00 UTC | 2028-02-29 10:00:00+00:00 / 2028-02-29 23:59:59+00:00
        # A skipped time moves to the first that exists.
        T-1w | 2026-04-05 02:30 Europe/Paris | 2026-03-29 03:00:00+02:00 / 2026-03-29 23:59:59+02:00
        # Of a time that happens twice, the first counts.
        T-1w | 2026-11-01 02:30 Europe/Paris | 2026-10-25 02:30:00+02:00 / 2026-10-25 23:59:59+01:00
        # A day that a zone never had moves to the next. The calendar has it, so two days back is the day before it.
        T-1w | 2012-01-06 10:00 Pacific/Apia | 2011-12-31 00:00:00+14:00 / 2011-12-31 23:59:59+14:00
        T-2d | 2011-12-31 10:00 Pacific/Apia | 2011-12-29 10:00:00-10:00 / 2011-12-29 23:59:59-10:00
        # A day ends with its last second. In Nuuk clocks jump from 23:00 to midnight on 28 March, and back on 24 October 2026.
        T | 2026-03-28 14:00 America/Nuuk | 2026-03-28 14:00:00-02:00 / 2026-03-28 22:59:59-02:00
        T | 2026-10-24 14:00 America/Nuuk | 2026-10-24 14:00:00-01:00 / 2026-10-24 23:59:59-02:00
        # After the deployment at 16:20:05 in Paris, what comes after T counts from it.
        T+1h | deployed 2026-12-08T15:20:05Z | 2026-12-08 17:20:05+01:00 / 2026-12-08 17:20:05+01:00
        T+1d | deployed 2026-12-08T15:20:05Z | 2026-12-09 16:20:05+01:00 / 2026-12-09 23:59:59+01:00
        T | deployed 2026-12-08T15:20:05Z | 2026-12-08 14:00:00+01:00 / 2026-12-08 23:59:59+01:00
        T-1d | deployed 2026-12-08T15:20:05Z | 2026-12-07 14:00:00+01:00 / 2026-12-07 23:59:59+01:00
        T..T+2h | deployed 2026-12-08T15:20:05Z | 2026-12-08 14:00:00+01:00 / 2026-12-08 18:20:05+01:00
        # An early deployment can turn a window inside out, too.
        T..T+2h | deployed 2026-12-06T08:00:00Z | 2026-12-06 11:00:00+01:00 / 2026-12-06 11:00:00+01:00
    ";

    #[test]
    fn offsets_resolve_to_local_times() {
        let holidays = ["2026-12-25", "2027-01-06"].map(|day| day.parse().unwrap()).into();
        let rows = SPANS.lines().map(str::trim);
        for row in rows.filter(|row| !row.is_empty() && !row.starts_with('#')) {
            let [when, t, expected] = row.split(" | ").collect::<Vec<_>>()[..] else {
                panic!("not a row: {row}");
            };
            let (t, zone) = t.rsplit_once(' ').unwrap();
            let span = if t == "deployed" {
                let t = moment("2026-12-08 14:00", "Europe/Paris");
                span(&when.parse().unwrap(), t, Some(zone.parse().unwrap()), &holidays)
            } else {
                span(&when.parse().unwrap(), moment(t, zone), None, &holidays)
            };
            let clock = "%Y-%m-%d %H:%M:%S%:z";
            let resolved = format!("{} / {}", span.starts.format(clock), span.due.format(clock));
            assert_eq!(resolved, expected, "{row}");
        }
    }

    #[test]
    fn a_deployment_far_from_t_is_clamped() {
        let t = moment("2026-12-08 14:00", "UTC");
        for deployed in [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC] {
            let span = span(&"T+521w".parse().unwrap(), t, Some(deployed), &BTreeSet::new());
            assert!((span.starts - t).abs() <= TimeDelta::days(7300));
        }
    }

    proptest! {
        #[test]
        fn every_release_within_range_resolves_in_order(
            zone in 0..TZ_VARIANTS.len(),
            second in 946_684_800_i64..7_258_118_400,
            from in -3650..=3650_i32,
            length in 0..=3650_i32,
            units in (0..5_usize, 0..5_usize),
            deployed in proptest::option::of(946_684_800_i64..7_258_118_400),
        ) {
            const UNITS: [Unit; 5] =
                [Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weeks, Unit::WorkingDays];
            const PER_DAY: [i32; 5] = [1440, 24, 1, 1, 1];
            let t = at(TZ_VARIANTS[zone], second);
            let scaled = |days: i32, unit: usize| Offset {
                amount: if unit == 3 { days / 7 } else { days * PER_DAY[unit] },
                unit: UNITS[unit],
            };
            let deployed = deployed.map(|second| at(Tz::UTC, second).to_utc());
            let from_offset = scaled(from, units.0);
            let to = scaled((from + length).min(3650), units.1);
            for to in [None, Some(to)] {
                let span = span(&When { from: from_offset, to }, t, deployed, &BTreeSet::new());
                prop_assert!(span.starts <= span.due);
                prop_assert_eq!(span.starts.timezone(), t.timezone());
            }
        }
    }

    fn at(zone: Tz, second: i64) -> Moment {
        zone.timestamp_opt(second, 0).unwrap()
    }

    #[test]
    fn every_day_has_a_start_and_an_end_in_zones_that_change_around_midnight() {
        for name in ["Pacific/Apia", "America/Nuuk", "America/Havana", "Africa/Cairo"] {
            let zone = parse_zone(name).unwrap();
            let days = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap().iter_days();
            for day in days.take(365 * 40) {
                let (begin, end) =
                    (moment_at(day.and_time(NaiveTime::MIN), zone), end_of_day(day, zone));
                if begin.date_naive() == day {
                    assert!(begin < end && end.date_naive() == day, "{name} {day}");
                } else {
                    let skipped = NaiveDate::from_ymd_opt(2011, 12, 30);
                    assert_eq!((name, Some(day)), ("Pacific/Apia", skipped));
                    assert_eq!(begin - end, TimeDelta::seconds(1));
                }
            }
        }
    }
}
