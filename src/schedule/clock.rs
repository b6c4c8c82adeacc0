//! Moments as a reader sees them: "Tue 8 Dec", "in 4 days", "3 days", "T-4d".
//!
//! Used by all text views. Days are counted on the calendar. Shorter distances are whole hours or minutes, rounded down,
//! so that nobody expects more time than there is.

use super::moment::Moment;
use super::when::{Offset, Unit};
use super::zone::zone_city;
use chrono::{DateTime, Datelike, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;

/// Below this, a distance counts hours even if midnight lies between.
const NEAR: TimeDelta = TimeDelta::hours(6);

/// How far ahead the clock of another machine can be before it shows.
const SKEW: TimeDelta = TimeDelta::minutes(5);

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The current moment and the reader's time zone. Its methods describe any moment in that zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReaderClock {
    now: Moment,
    /// The reader's own zone, if it is to be shown too.
    here: Option<Tz>,
}

impl ReaderClock {
    /// The clock at this moment, in the moment's zone.
    pub fn at(now: Moment) -> Self {
        Self { now, here: None }
    }

    /// The same clock for a reader in another zone.
    pub fn read_in(self, here: Option<Tz>) -> Self {
        Self { here, ..self }
    }

    /// The current moment.
    pub fn moment(self) -> Moment {
        self.now
    }

    /// `Tue 8 Dec`, with the year if it differs.
    pub fn day<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        format!("{} {}", at.weekday(), self.date(at))
    }

    /// `8 Dec`, with the year if it differs.
    pub fn short_day<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        self.date(self.local(at))
    }

    /// `8 Dec 15:00`, with the year if it differs.
    pub fn day_time<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        format!("{} {}", self.date(at), time(at))
    }

    /// `14:00`, with the date if it differs: `8 Dec 14:00`.
    pub fn time<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        match self.days_to(at) {
            0 => time(at),
            _ => self.day_time(at),
        }
    }

    /// `Tue 8 Dec 2026 14:00`.
    pub fn long<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        format!("{} {} {} {}", at.weekday(), date(at), at.year(), time(at))
    }

    /// `Tue 8 Dec 2026 14:00 Paris`, and the reader's own time if it differs: `Tue 8 Dec 2026 14:00 Paris (08:00 here)`,
    /// with the day if that differs too.
    pub fn long_there(self, at: Moment) -> String {
        let there = format!("{} {}", self.long(at), zone_city(at.timezone()));
        let Some(here) = self.here.map(|here| at.with_timezone(&here)) else {
            return there;
        };
        let (mine, theirs) = (here.naive_local(), self.local(at).naive_local());
        if mine == theirs {
            there
        } else if mine.date() == theirs.date() {
            format!("{there} ({} here)", time(here))
        } else {
            format!("{there} ({} {} here)", here.weekday(), time(here))
        }
    }

    /// `in 4 days`, `tomorrow`, `today`, `yesterday`, `3 days ago`; nearer, `in 5 hours`, `in 40 minutes`, `now`.
    ///
    /// The last second of a day stands for the whole day: it is `today` until it is over, then `yesterday`.
    pub fn distance<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        let distance = match self.days_to(at) {
            days if ends_a_day(at) => offset(days, Unit::Days),
            days => self.offset_to(at, days),
        };
        match (distance.amount, distance.unit) {
            (0, Unit::Days) => "today".to_owned(),
            (1, Unit::Days) => "tomorrow".to_owned(),
            (-1, Unit::Days) => "yesterday".to_owned(),
            (0, _) => "now".to_owned(),
            (1.., _) => format!("in {}", words(distance)),
            _ => format!("{} ago", words(distance)),
        }
    }

    /// How late something is: `3 days`, `1 day`, `5 hours`, `20 minutes`, `less than a minute`.
    ///
    /// A whole day counts calendar days. An exact moment counts hours until 24 have passed.
    pub fn late_by<Z: TimeZone<Offset: Copy>>(self, due: DateTime<Z>) -> String {
        let due = self.local(due);
        let days = self.days_to(due);
        let by_days = ends_a_day(due) || self.now - due >= TimeDelta::days(1);
        let late = match by_days && days < 0 {
            true => offset(days, Unit::Days),
            false => hours_or_minutes(due - self.now),
        };
        match late.amount {
            0.. => "less than a minute".to_owned(),
            _ => words(late),
        }
    }

    /// `just now`, `12 minutes ago`, `5 hours ago`, `yesterday`, `3 days ago`.
    ///
    /// Up to five minutes ahead still counts as just now, because clocks differ. Beyond that it is `in 2 hours`.
    pub fn ago<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        let passed = self.now - at;
        if passed < -SKEW {
            return self.distance(at);
        }
        let days = self.days_to(at);
        let by_days = passed >= TimeDelta::days(1) && days < 0;
        let ago = match by_days {
            true => offset(days, Unit::Days),
            false => hours_or_minutes(-passed),
        };
        match ago.amount {
            -1 if by_days => "yesterday".to_owned(),
            0.. => "just now".to_owned(),
            _ => format!("{} ago", words(ago)),
        }
    }

    /// The current moment relative to T: `T-4d`, `T-3h`, `T-20m`, `T`, `T+2h`, `T+1d`.
    pub fn countdown<Z: TimeZone<Offset: Copy>>(self, t: DateTime<Z>) -> String {
        let t = self.local(t);
        let Offset { amount, unit } = self.offset_to(t, self.days_to(t));
        match amount {
            0 => Offset::T.to_string(),
            _ => Offset { amount: -amount, unit }.to_string(),
        }
    }

    fn local<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> Moment {
        at.with_timezone(&self.now.timezone())
    }

    fn date(self, at: Moment) -> String {
        match at.year() {
            year if year == self.now.year() => date(at),
            year => format!("{} {year}", date(at)),
        }
    }

    /// Calendar days from now to `at`; negative in the past.
    fn days_to(self, at: Moment) -> i64 {
        (at.date_naive() - self.now.date_naive()).num_days()
    }

    fn offset_to(self, at: Moment, days: i64) -> Offset {
        let distance = at - self.now;
        match days != 0 && distance.abs() >= NEAR {
            true => offset(days, Unit::Days),
            false => hours_or_minutes(distance),
        }
    }
}

/// `8 Dec`
fn date(at: Moment) -> String {
    format!("{} {}", at.day(), MONTHS[at.month0() as usize])
}

/// `14:00`
fn time(at: Moment) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `3 days`, whether before or after.
fn words(distance: Offset) -> String {
    let count = distance.amount.unsigned_abs();
    let unit = distance.unit.name();
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

fn hours_or_minutes(distance: TimeDelta) -> Offset {
    match distance.num_hours() {
        0 => offset(distance.num_minutes(), Unit::Minutes),
        hours => offset(hours, Unit::Hours),
    }
}

fn offset(amount: i64, unit: Unit) -> Offset {
    let amount = i32::try_from(amount).unwrap_or(i32::MAX);
    Offset { amount, unit }
}

fn ends_a_day(at: Moment) -> bool {
    (at + TimeDelta::seconds(1)).date_naive() != at.date_naive()
}

#[cfg(test)]
mod tests {
    use super::ReaderClock;
    use crate::schedule::{Moment, parse_on, parse_zone};
    use chrono::{DateTime, NaiveTime, Utc};
    use proptest::prelude::{prop_assert, proptest};

    const PARIS: &str = "Europe/Paris";

    fn moment(text: &str, zone: &str) -> Moment {
        parse_on(text, parse_zone(zone).unwrap(), NaiveTime::MIN).unwrap()
    }

    fn now(text: &str) -> ReaderClock {
        ReaderClock::at(moment(text, PARIS))
    }

    fn paris(text: &str) -> Moment {
        moment(text, PARIS)
    }

    #[test]
    fn a_day_shows_its_year_only_if_it_differs() {
        let (t, this, next) =
            (paris("2026-12-08 14:05"), now("2026-01-01 00:00"), now("2027-01-01 00:00"));
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
    fn a_reader_in_another_zone_also_gets_their_local_time() {
        let long = |zone: &str| {
            let here = parse_zone(zone).unwrap();
            now("2026-12-04 10:00").read_in(Some(here)).long_there(paris("2026-12-08 14:00"))
        };
        assert_eq!(long("America/New_York"), "Tue 8 Dec 2026 14:00 Paris (08:00 here)");
        assert_eq!(long("Pacific/Auckland"), "Tue 8 Dec 2026 14:00 Paris (Wed 02:00 here)");
        assert_eq!(long("Europe/Berlin"), "Tue 8 Dec 2026 14:00 Paris");
        assert_eq!(
            now("2026-12-04 10:00").long_there(paris("2026-12-08 14:00")),
            "Tue 8 Dec 2026 14:00 Paris"
        );
    }

    #[test]
    fn every_moment_is_shown_in_the_zone_of_the_reader() {
        let (now, utc) =
            (now("2026-12-08 10:00"), "2026-12-31T23:30:00Z".parse::<DateTime<Utc>>().unwrap());
        assert_eq!(now.day_time(utc), "1 Jan 2027 00:30");
        assert_eq!(now.long(utc.fixed_offset()), "Fri 1 Jan 2027 00:30");
        assert_eq!(now.long(moment("2026-12-08 10:00", "Asia/Kathmandu")), "Tue 8 Dec 2026 05:15");
        assert_eq!(now.distance(utc), "in 24 days");
    }

    #[test]
    fn a_distance_counts_calendar_days_and_hours_within_a_day() {
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
    fn the_last_second_of_a_day_represents_the_day() {
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
    fn a_near_moment_past_midnight_counts_in_hours() {
        let midnight = paris("2026-12-05 00:10");
        assert_eq!(now("2026-12-04 23:30").distance(midnight), "in 40 minutes");
        assert_eq!(now("2026-12-04 23:30").countdown(midnight), "T-40m");
        assert_eq!(now("2026-12-05 02:30").countdown(paris("2026-12-04 23:30")), "T+3h");
    }

    #[test]
    fn a_day_with_a_clock_change_counts_as_one_day() {
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
            ("2026-12-01 15:00", "2026-12-01 15:00:40", "less than a minute"),
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
    fn the_past_is_shown_in_minutes_hours_and_days() {
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
    fn the_countdown_uses_the_notation_of_offsets() {
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

    proptest! {
        #[test]
        fn every_moment_is_formatted_without_panic(a in 0..253_402_300_799_i64, b in 0..253_402_300_799_i64) {
            let [a, b] = [a, b].map(|second| DateTime::<Utc>::from_timestamp(second, 0).unwrap());
            let now = ReaderClock::at(a.with_timezone(&parse_zone(PARIS).unwrap()));
            for words in [
                now.day(b), now.short_day(b), now.day_time(b), now.long(b), now.distance(b),
                now.late_by(b), now.ago(b), now.countdown(b),
            ] {
                prop_assert!(!words.is_empty() && !words.contains("--") && !words.contains(" 1 days"));
            }
        }
    }
}
