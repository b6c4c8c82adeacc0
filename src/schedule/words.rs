//! The words people use for moments, seen from now: "Tue 8 Dec", "in 4 days", "3 days", "T-4d".
//!
//! Used by every text view. From one local day to another, days are counted on the calendar; nearer, whole hours or
//! minutes, rounded down: nobody is told of more time than there is.

use super::moment::Moment;
use super::zone::zone_city;
use chrono::{DateTime, Datelike, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use std::fmt;

/// Nearer than this, the hours matter more than that midnight lies between.
const NEAR: TimeDelta = TimeDelta::hours(6);

/// How far another machine's clock may run ahead before it shows.
const SKEW: TimeDelta = TimeDelta::minutes(5);

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The moment at which, and the zone in which, somebody reads. Its methods tell any moment in that zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    at: Moment,
    /// Where the reader sits, if that is to be told beside.
    here: Option<Tz>,
}

impl Now {
    /// `at`, read on the clocks of `zone`.
    pub fn new(at: DateTime<Utc>, zone: Tz) -> Self {
        Self {
            at: at.with_timezone(&zone),
            here: None,
        }
    }

    /// The same moment for somebody whose own clocks show the time of a zone.
    pub fn read_in(self, here: Option<Tz>) -> Self {
        Self { here, ..self }
    }

    /// Now itself, in the reader's zone.
    pub fn moment(self) -> Moment {
        self.at
    }

    /// `Tue 8 Dec`, with the year if it is another one.
    pub fn day<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.here(at);
        format!("{} {}", at.weekday(), self.date(at))
    }

    /// `8 Dec`, with the year if it is another one.
    pub fn short_day<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        self.date(self.here(at)).to_string()
    }

    /// `8 Dec 15:00`, with the year if it is another one.
    pub fn day_time<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.here(at);
        format!("{} {:02}:{:02}", self.date(at), at.hour(), at.minute())
    }

    /// `14:00`, with the date if it is another day: `8 Dec 14:00`.
    pub fn time<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.here(at);
        match self.days_to(at) {
            0 => format!("{:02}:{:02}", at.hour(), at.minute()),
            _ => self.day_time(at),
        }
    }

    /// `Tue 8 Dec 2026 14:00`.
    pub fn long<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.here(at);
        let date = Date { at, year: true };
        format!(
            "{} {date} {:02}:{:02}",
            at.weekday(),
            at.hour(),
            at.minute()
        )
    }

    /// `Tue 8 Dec 2026 14:00 Paris`, and what the reader's own clocks show where that is something else:
    /// `Tue 8 Dec 2026 14:00 Paris (08:00 here)`, with the day if it is another one.
    pub fn long_there(self, at: Moment) -> String {
        let there = format!("{} {}", self.long(at), zone_city(at.timezone()));
        let Some(here) = self.here.map(|here| at.with_timezone(&here)) else {
            return there;
        };
        let (mine, theirs) = (here.naive_local(), self.here(at).naive_local());
        if mine == theirs {
            return there;
        }
        let day = match mine.date() == theirs.date() {
            true => String::new(),
            false => format!("{} ", here.weekday()),
        };
        format!(
            "{there} ({day}{:02}:{:02} here)",
            here.hour(),
            here.minute()
        )
    }

    /// `in 4 days`, `tomorrow`, `today`, `yesterday`, `3 days ago`; nearer, `in 5 hours`, `in 40 minutes`, `now`.
    ///
    /// The last second of a day stands for the whole day: it is `today` until it is over, then `yesterday`.
    pub fn distance<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.here(at);
        let far = match self.days_to(at) {
            days if ends_a_day(at) => Far::Days(days),
            days => self.far(at, days),
        };
        match far {
            Far::Days(0) => "today".to_owned(),
            Far::Days(1) => "tomorrow".to_owned(),
            Far::Days(-1) => "yesterday".to_owned(),
            Far::Minutes(0) => "now".to_owned(),
            far if far.ahead() => format!("in {far}"),
            far => format!("{far} ago"),
        }
    }

    /// How late it is for what was due: `3 days`, `1 day`, `5 hours`, `20 minutes`, `less than a minute`.
    ///
    /// What was due on a day is late by calendar days; what was due at an instant, by hours until 24 have passed.
    pub fn late_by<Z: TimeZone<Offset: Copy>>(self, due: DateTime<Z>) -> String {
        let due = self.here(due);
        let days = self.days_to(due);
        let whole_days = ends_a_day(due) || self.at - due >= TimeDelta::days(1);
        match if whole_days && days < 0 {
            Far::Days(days)
        } else {
            nearer(due - self.at)
        } {
            Far::Minutes(0) => "less than a minute".to_owned(),
            far if far.ahead() => "less than a minute".to_owned(),
            far => far.to_string(),
        }
    }

    /// `just now`, `12 minutes ago`, `5 hours ago`, `yesterday`, `3 days ago`.
    ///
    /// Up to five minutes ahead still counts as just now: clocks differ. Further ahead it says `in 2 hours`.
    pub fn ago<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.here(at);
        let passed = self.at - at;
        if passed < -SKEW {
            return self.distance(at);
        }
        let days = self.days_to(at);
        match if passed >= TimeDelta::days(1) && days < 0 {
            Far::Days(days)
        } else {
            nearer(-passed)
        } {
            Far::Days(-1) => "yesterday".to_owned(),
            Far::Minutes(0) => "just now".to_owned(),
            far if far.ahead() => "just now".to_owned(),
            far => format!("{far} ago"),
        }
    }

    /// Where now is, seen from T: `T-4d`, `T-3h`, `T-20m`, `T`, `T+2h`, `T+1d`.
    pub fn countdown<Z: TimeZone<Offset: Copy>>(self, t: DateTime<Z>) -> String {
        let t = self.here(t);
        match self.far(t, self.days_to(t)) {
            Far::Days(n) => format!("T{:+}d", -n),
            Far::Hours(n) => format!("T{:+}h", -n),
            Far::Minutes(0) => "T".to_owned(),
            Far::Minutes(n) => format!("T{:+}m", -n),
        }
    }

    fn here<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> Moment {
        at.with_timezone(&self.at.timezone())
    }

    fn date(self, at: Moment) -> Date {
        let year = at.year() != self.at.year();
        Date { at, year }
    }

    /// Local calendar days from now to `at`; negative if it has passed.
    fn days_to(self, at: Moment) -> i64 {
        (at.date_naive() - self.at.date_naive()).num_days()
    }

    fn far(self, at: Moment, days: i64) -> Far {
        let distance = at - self.at;
        if days != 0 && distance.abs() >= NEAR {
            Far::Days(days)
        } else {
            nearer(distance)
        }
    }
}

/// Writes a time between two updates as ISO 8601: 30 minutes are `PT30M`, a week is `P7D`.
pub fn iso_duration(minutes: u32) -> String {
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let part = |n: u32, letter| {
        if n == 0 {
            String::new()
        } else {
            format!("{n}{letter}")
        }
    };
    match (days, hours, rest) {
        (0, 0, 0) => "PT0M".to_owned(),
        (_, 0, 0) => format!("P{days}D"),
        _ => format!(
            "P{}T{}{}",
            part(days, 'D'),
            part(hours, 'H'),
            part(rest, 'M')
        ),
    }
}

/// A distance in the one unit that suits it; negative has passed.
#[derive(Clone, Copy)]
enum Far {
    Days(i64),
    Hours(i64),
    Minutes(i64),
}

impl Far {
    fn ahead(self) -> bool {
        match self {
            Self::Days(n) | Self::Hours(n) | Self::Minutes(n) => n > 0,
        }
    }
}

impl fmt::Display for Far {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, unit) = match self {
            Self::Days(n) => (n, "day"),
            Self::Hours(n) => (n, "hour"),
            Self::Minutes(n) => (n, "minute"),
        };
        let n = n.abs();
        write!(f, "{n} {unit}{}", if n == 1 { "" } else { "s" })
    }
}

fn nearer(distance: TimeDelta) -> Far {
    match distance.num_hours() {
        0 => Far::Minutes(distance.num_minutes()),
        hours => Far::Hours(hours),
    }
}

fn ends_a_day(at: Moment) -> bool {
    (at + TimeDelta::seconds(1)).date_naive() != at.date_naive()
}

struct Date {
    at: Moment,
    year: bool,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.at.day(), MONTHS[self.at.month0() as usize])?;
        if self.year {
            write!(f, " {}", self.at.year())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Now, iso_duration};
    use crate::schedule::{Moment, parse_on, parse_zone};
    use chrono::{DateTime, NaiveTime, Utc};
    use proptest::prelude::{prop_assert, proptest};

    const PARIS: &str = "Europe/Paris";

    fn moment(text: &str, zone: &str) -> Moment {
        parse_on(text, parse_zone(zone).unwrap(), NaiveTime::MIN).unwrap()
    }

    fn now(text: &str) -> Now {
        let moment = moment(text, PARIS);
        Now::new(moment.to_utc(), moment.timezone())
    }

    fn paris(text: &str) -> Moment {
        moment(text, PARIS)
    }

    #[test]
    fn a_day_names_the_year_only_if_it_is_another() {
        let (t, this, next) = (
            paris("2026-12-08 14:05"),
            now("2026-01-01 00:00"),
            now("2027-01-01 00:00"),
        );
        assert_eq!(
            [this.day(t), this.short_day(t), this.day_time(t)],
            ["Tue 8 Dec", "8 Dec", "8 Dec 14:05"]
        );
        assert_eq!(
            [next.day(t), next.short_day(t), next.day_time(t)],
            ["Tue 8 Dec 2026", "8 Dec 2026", "8 Dec 2026 14:05"]
        );
        assert_eq!(this.long(t), "Tue 8 Dec 2026 14:05");
    }

    #[test]
    fn a_reader_elsewhere_is_told_what_their_own_clocks_show() {
        let told = |zone: &str| {
            let here = parse_zone(zone).unwrap();
            now("2026-12-04 10:00")
                .read_in(Some(here))
                .long_there(paris("2026-12-08 14:00"))
        };
        assert_eq!(
            told("America/New_York"),
            "Tue 8 Dec 2026 14:00 Paris (08:00 here)"
        );
        assert_eq!(
            told("Pacific/Auckland"),
            "Tue 8 Dec 2026 14:00 Paris (Wed 02:00 here)"
        );
        assert_eq!(told("Europe/Berlin"), "Tue 8 Dec 2026 14:00 Paris");
        assert_eq!(
            now("2026-12-04 10:00").long_there(paris("2026-12-08 14:00")),
            "Tue 8 Dec 2026 14:00 Paris"
        );
    }

    #[test]
    fn every_moment_is_told_in_the_zone_of_the_reader() {
        let (now, utc) = (
            now("2026-12-08 10:00"),
            "2026-12-31T23:30:00Z".parse::<DateTime<Utc>>().unwrap(),
        );
        assert_eq!(now.day_time(utc), "1 Jan 2027 00:30");
        assert_eq!(now.long(utc.fixed_offset()), "Fri 1 Jan 2027 00:30");
        assert_eq!(
            now.long(moment("2026-12-08 10:00", "Asia/Kathmandu")),
            "Tue 8 Dec 2026 05:15"
        );
        assert_eq!(now.distance(utc), "in 24 days");
    }

    #[test]
    fn a_distance_counts_days_on_the_calendar_and_hours_within_one() {
        let now = now("2026-12-04 18:00");
        for (at, words) in [
            ("2026-12-08 14:00", "in 4 days"),
            ("2026-12-05 14:00", "tomorrow"),
            ("2026-12-05 00:30", "tomorrow"),
            ("2026-12-04 23:05", "in 5 hours"),
            ("2026-12-04 19:30", "in 1 hour"),
            ("2026-12-04 18:40:30", "in 40 minutes"),
            ("2026-12-04 18:01", "in 1 minute"),
            ("2026-12-04 18:00:20", "now"),
            ("2026-12-04 17:59:40", "now"),
            ("2026-12-04 17:58", "2 minutes ago"),
            ("2026-12-04 09:00", "9 hours ago"),
            ("2026-12-03 23:00", "yesterday"),
            ("2026-12-01 23:00", "3 days ago"),
        ] {
            assert_eq!(now.distance(paris(at)), words, "{at}");
        }
    }

    #[test]
    fn the_last_second_of_a_day_stands_for_the_day() {
        let end = paris("2026-12-04 23:59:59");
        for (at, words) in [
            ("2026-12-04 00:00", "today"),
            ("2026-12-04 23:30", "today"),
            ("2026-12-05 00:10", "yesterday"),
            ("2026-12-03 23:59:59", "tomorrow"),
        ] {
            assert_eq!(now(at).distance(end), words, "{at}");
        }
    }

    #[test]
    fn midnight_does_not_hide_that_it_is_near() {
        let midnight = paris("2026-12-05 00:10");
        assert_eq!(now("2026-12-04 23:30").distance(midnight), "in 40 minutes");
        assert_eq!(now("2026-12-04 23:30").countdown(midnight), "T-40m");
        assert_eq!(
            now("2026-12-05 02:30").countdown(paris("2026-12-04 23:30")),
            "T+3h"
        );
    }

    #[test]
    fn a_day_of_daylight_saving_is_still_a_day() {
        let now = now("2026-03-28 14:00");
        assert_eq!(now.distance(paris("2026-03-29 14:00")), "tomorrow");
        assert_eq!(now.countdown(paris("2026-03-30 14:00")), "T-2d");
        let (saturday, monday) = (paris("2026-10-24 14:00"), "2026-10-26 14:00");
        assert_eq!(super::tests::now(monday).late_by(saturday), "2 days");
    }

    #[test]
    fn lateness_of_a_day_counts_days_and_of_an_instant_hours_first() {
        for (due, at, late) in [
            ("2026-12-01 23:59:59", "2026-12-04 09:00", "3 days"),
            ("2026-12-01 23:59:59", "2026-12-02 00:00", "1 day"),
            ("2026-12-01 23:59:59", "2026-12-02 23:00", "1 day"),
            (
                "2026-12-01 15:00",
                "2026-12-01 15:00:40",
                "less than a minute",
            ),
            ("2026-12-01 15:00", "2026-12-01 15:20", "20 minutes"),
            ("2026-12-01 15:00", "2026-12-01 16:00", "1 hour"),
            ("2026-12-01 15:00", "2026-12-02 14:59", "23 hours"),
            ("2026-12-01 15:00", "2026-12-02 15:00", "1 day"),
            ("2026-12-01 15:00", "2026-12-01 14:00", "less than a minute"),
        ] {
            assert_eq!(now(at).late_by(paris(due)), late, "{due} {at}");
        }
    }

    #[test]
    fn the_past_is_told_in_minutes_hours_and_days() {
        let now = now("2026-12-04 12:00");
        for (at, words) in [
            ("2026-12-04 11:59:30", "just now"),
            ("2026-12-04 11:59", "1 minute ago"),
            ("2026-12-04 11:48", "12 minutes ago"),
            ("2026-12-03 23:00", "13 hours ago"),
            ("2026-12-03 11:00", "yesterday"),
            ("2026-12-01 23:00", "3 days ago"),
            ("2026-12-04 12:04", "just now"),
            ("2026-12-04 14:04", "in 2 hours"),
        ] {
            assert_eq!(now.ago(paris(at)), words, "{at}");
        }
    }

    #[test]
    fn the_countdown_speaks_the_language_of_offsets() {
        let t = paris("2026-12-08 14:00");
        for (at, words) in [
            ("2026-12-04 18:00", "T-4d"),
            ("2026-12-07 23:00", "T-1d"),
            ("2026-12-08 10:30", "T-3h"),
            ("2026-12-08 13:40", "T-20m"),
            ("2026-12-08 13:59:30", "T"),
            ("2026-12-08 14:00", "T"),
            ("2026-12-08 14:00:30", "T"),
            ("2026-12-08 14:20", "T+20m"),
            ("2026-12-08 16:00", "T+2h"),
            ("2026-12-09 09:00", "T+1d"),
            ("2027-12-08 09:00", "T+365d"),
        ] {
            assert_eq!(now(at).countdown(t), words, "{at}");
        }
    }

    #[test]
    fn a_duration_is_written_as_in_iso_8601() {
        for (minutes, text) in [
            (0, "PT0M"),
            (30, "PT30M"),
            (60, "PT1H"),
            (90, "PT1H30M"),
            (1440, "P1D"),
            (10_080, "P7D"),
            (1500, "P1DT1H"),
            (1441, "P1DT1M"),
            (u32::MAX, "P2982616DT4H15M"),
        ] {
            assert_eq!(iso_duration(minutes), text);
        }
    }

    proptest! {
        #[test]
        fn every_moment_has_words_without_panic(a in 0..253_402_300_799_i64, b in 0..253_402_300_799_i64) {
            let [a, b] = [a, b].map(|second| DateTime::<Utc>::from_timestamp(second, 0).unwrap());
            let now = Now::new(a, parse_zone(PARIS).unwrap());
            for words in [
                now.day(b), now.short_day(b), now.day_time(b), now.long(b), now.distance(b),
                now.late_by(b), now.ago(b), now.countdown(b),
            ] {
                prop_assert!(!words.is_empty() && !words.contains("--") && !words.contains(" 1 days"));
            }
        }
    }
}
