//! Moments as a reader sees them: "Tue 8 Dec", "in 4 days", "3 days", "T-4d". Used by all text views.
//!
//! The rule for distances: a whole day (its last second stands for it) counts calendar days. An exact moment ahead counts
//! calendar days too, and within 24 hours hours and minutes. From an exact moment that is over, hours and minutes are counted up
//! to 48 hours, without minutes from 24 hours on, and then periods of 24 hours. All are rounded down, so that nobody expects more
//! time than there is, and none ever jumps.

use super::moment::Moment;
use super::when::Unit;
use super::zone::zone_city;
use chrono::{DateTime, Datelike, MappedLocalTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// How far ahead the clock of another machine can be before it shows.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// The current moment and the reader's time zone. Its methods describe any moment in that zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReaderClock {
    now: Moment,
    /// The reader's own zone, if it is to be shown too.
    here: Option<Tz>,
}

impl ReaderClock {
    pub fn at(now: Moment) -> Self {
        Self { now, here: None }
    }

    /// The same clock for a reader in another zone.
    pub fn read_in(self, here: Option<Tz>) -> Self {
        Self { here, ..self }
    }

    pub fn moment(self) -> Moment {
        self.now
    }

    /// `Tue 8 Dec`, with the year if it differs.
    pub fn day<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        format!("{} {}", self.local(at).weekday(), self.short_day(at))
    }

    /// `8 Dec`, with the year if it differs.
    pub fn short_day<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        at.format(if at.year() == self.now.year() { "%-d %b" } else { "%-d %b %Y" }).to_string()
    }

    /// `8 Dec 15:00`, with the year if it differs.
    pub fn day_time<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        format!("{} {}", self.short_day(at), time(self.local(at)))
    }

    /// `14:00`, with the date if it differs: `8 Dec 14:00`.
    pub fn time<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        if at.date_naive() == self.now.date_naive() { time(at) } else { self.day_time(at) }
    }

    /// `Tue 8 Dec 2026 14:00`.
    pub fn long<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        format!("{} {}", at.format("%a %-d %b %Y"), time(at))
    }

    /// `Tue 8 Dec 2026 14:00 Paris`, and the reader's own time if it differs: `Tue 8 Dec 2026 14:00 Paris (08:00 here)`,
    /// with the day if that differs too.
    pub fn long_there(self, at: Moment) -> String {
        let there = format!("{} {}", self.long(at), zone_city(at.timezone()));
        let Some(here) = self.here.map(|here| at.with_timezone(&here)) else { return there };
        let (mine, theirs) = (here.naive_local(), self.local(at).naive_local());
        if mine == theirs {
            there
        } else if mine.date() == theirs.date() {
            format!("{there} ({} here)", time(here))
        } else {
            format!("{there} ({} {} here)", here.weekday(), time(here))
        }
    }

    /// `in 4 days`, `tomorrow`, `today`, `yesterday`, `3 days ago`; nearer, `in 1 h 59 min`, `in 40 minutes`, `now`.
    pub fn distance<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        match self.distance_to(self.local(at)) {
            Distance::Days(0) => "today".to_owned(),
            Distance::Days(1) => "tomorrow".to_owned(),
            Distance::Days(-1) => "yesterday".to_owned(),
            Distance::Minutes(0) => "now".to_owned(),
            distance if distance.is_ahead() => format!("in {}", distance.words()),
            distance => format!("{} ago", distance.words()),
        }
    }

    /// How late something is: `3 days`, `34 hours`, `5 h 20 min`, `20 minutes`, `less than a minute`.
    pub fn late_by<Z: TimeZone<Offset: Copy>>(self, due: DateTime<Z>) -> String {
        match self.distance_to(self.local(due)) {
            Distance::Days(0..) | Distance::Minutes(0..) => "less than a minute".to_owned(),
            distance => distance.words(),
        }
    }

    /// `just now`, `12 minutes ago`, `5 h 20 min ago`, `34 hours ago`, `3 days ago`.
    ///
    /// Up to five minutes ahead still counts as just now, because clocks differ. Beyond that it is `in 2 hours`.
    pub fn ago<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> String {
        let at = self.local(at);
        let passed = self.now - at;
        if passed < -SKEW {
            return self.distance(at);
        }
        match Distance::exact(-passed) {
            Distance::Minutes(0..) => "just now".to_owned(),
            distance => format!("{} ago", distance.words()),
        }
    }

    /// The current moment relative to T: `T-4d`, `T-3h59m`, `T-20m`, `T`, `T+2h`, `T+34h`, `T+2d`.
    pub fn countdown<Z: TimeZone<Offset: Copy>>(self, t: DateTime<Z>) -> String {
        let (sign, parts) = match self.distance_to(self.local(t)) {
            Distance::Days(0) | Distance::Minutes(0) => return "T".to_owned(),
            distance => (if distance.is_ahead() { '-' } else { '+' }, distance.parts()),
        };
        let parts = parts.into_iter().map(|(count, unit)| format!("{count}{}", &unit.name()[..1]));
        format!("T{sign}{}", parts.collect::<String>())
    }

    fn distance_to(self, at: Moment) -> Distance {
        let days = (at.date_naive() - self.now.date_naive()).num_days();
        let distance = at - self.now;
        match ends_a_day(at) || (days > 0 && distance >= TimeDelta::days(1)) {
            true => Distance::Days(days),
            false => Distance::exact(distance),
        }
    }

    fn local<Z: TimeZone<Offset: Copy>>(self, at: DateTime<Z>) -> Moment {
        at.with_timezone(&self.now.timezone())
    }
}

/// A distance as it is shown; negative in the past.
#[derive(Clone, Copy)]
enum Distance {
    Days(i64),
    Minutes(i64),
}

impl Distance {
    fn exact(distance: TimeDelta) -> Self {
        match distance.num_days() {
            -1..=1 => Self::Minutes(distance.num_minutes()),
            days => Self::Days(days),
        }
    }

    fn is_ahead(self) -> bool {
        let (Self::Days(amount) | Self::Minutes(amount)) = self;
        amount > 0
    }

    /// The amounts that are not 0, the largest unit first.
    fn parts(self) -> Vec<(u64, Unit)> {
        let parts = match self {
            Self::Days(days) => vec![(days.unsigned_abs(), Unit::Days)],
            Self::Minutes(minutes) => {
                let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
                let rest = if hours < 24 { rest } else { 0 };
                vec![(hours, Unit::Hours), (rest, Unit::Minutes)]
            }
        };
        parts.into_iter().filter(|(count, _)| *count > 0).collect()
    }

    /// `3 days`, `5 hours`, `1 h 59 min`, whether before or after.
    fn words(self) -> String {
        match self.parts()[..] {
            [(hours, _), (minutes, _)] => format!("{hours} h {minutes} min"),
            [(count, unit)] => {
                format!("{count} {}{}", unit.name(), if count == 1 { "" } else { "s" })
            }
            _ => String::new(),
        }
    }
}

/// `14:00`, and with the offset where the clocks show that time twice: `02:30+02:00`.
pub fn time(at: Moment) -> String {
    let local = at.timezone().from_local_datetime(&at.naive_local());
    let is_ambiguous = matches!(local, MappedLocalTime::Ambiguous(..));
    at.format(if is_ambiguous { "%H:%M%:z" } else { "%H:%M" }).to_string()
}

fn ends_a_day(at: Moment) -> bool {
    (at + TimeDelta::seconds(1)).date_naive() != at.date_naive()
}

#[cfg(test)]
mod tests {
    use super::ReaderClock;
    use crate::schedule::{Moment, parse_on, parse_zone};
    use chrono::{DateTime, NaiveTime, Utc};

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
        for (now_at, at, words) in [
            ("2026-12-04 18:00", "2026-12-08 14:00", "in 4 days"),
            ("2026-12-04 18:00", "2026-12-05 18:00", "tomorrow"),
            ("2026-12-04 18:00", "2026-12-05 17:59", "in 23 h 59 min"),
            ("2026-12-04 18:00", "2026-12-04 19:59:59", "in 1 h 59 min"),
            ("2026-12-04 18:00", "2026-12-04 19:00", "in 1 hour"),
            ("2026-12-04 18:00", "2026-12-04 18:00:20", "now"),
            ("2026-12-04 18:00", "2026-12-04 17:59:40", "now"),
            ("2026-12-04 18:00", "2026-12-04 17:58", "2 minutes ago"),
            ("2026-12-04 18:00", "2026-12-03 08:00", "34 hours ago"),
            ("2026-12-04 18:00", "2026-12-01 23:00", "2 days ago"),
            ("2026-12-04 23:30", "2026-12-05 00:10", "in 40 minutes"),
            // The last second of a day stands for the day.
            ("2026-12-04 00:00", "2026-12-04 23:59:59", "today"),
            ("2026-12-05 00:10", "2026-12-04 23:59:59", "yesterday"),
            ("2026-12-03 23:59:59", "2026-12-04 23:59:59", "tomorrow"),
        ] {
            assert_eq!(now(now_at).distance(paris(at)), words, "{now_at} {at}");
        }
    }

    #[test]
    fn days_with_a_clock_change_count_as_days() {
        let now = now("2026-03-28 14:00");
        assert_eq!(now.distance(paris("2026-03-29 14:00")), "in 23 hours");
        assert_eq!(now.countdown(paris("2026-03-30 14:00")), "T-2d");
        let (saturday, monday) = (paris("2026-10-24 14:00"), "2026-10-26 14:00");
        assert_eq!(super::tests::now(monday).late_by(saturday), "2 days");
    }

    #[test]
    fn a_local_time_that_occurs_twice_shows_its_offset() {
        let now = now("2026-10-26 09:00");
        assert_eq!(now.day_time(paris("2026-10-25T02:50+02:00")), "25 Oct 02:50+02:00");
        assert_eq!(now.day_time(paris("2026-10-25T02:20+01:00")), "25 Oct 02:20+01:00");
        assert_eq!(now.day_time(paris("2026-10-25 03:00")), "25 Oct 03:00");
    }

    #[test]
    fn lateness_of_a_day_counts_days_and_of_an_instant_hours_first() {
        for (due, at, late) in [
            ("2026-12-01 23:59:59", "2026-12-04 09:00", "3 days"),
            ("2026-12-01 23:59:59", "2026-12-02 00:00", "1 day"),
            ("2026-12-01 15:00", "2026-12-01 15:00:40", "less than a minute"),
            ("2026-12-01 15:00", "2026-12-01 15:20", "20 minutes"),
            ("2026-12-01 15:00", "2026-12-01 16:00", "1 hour"),
            ("2026-12-01 15:00", "2026-12-02 14:59", "23 h 59 min"),
            ("2026-12-01 15:00", "2026-12-03 01:00", "34 hours"),
            ("2026-12-01 15:00", "2026-12-03 15:00", "2 days"),
            ("2026-12-01 15:00", "2026-12-04 14:59", "2 days"),
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
            ("2026-12-03 23:00", "13 hours ago"),
            ("2026-12-01 23:00", "2 days ago"),
            ("2026-12-04 12:04", "just now"),
            ("2026-12-04 14:04", "in 2 h 4 min"),
        ] {
            assert_eq!(now.ago(paris(at)), words, "{at}");
        }
    }

    #[test]
    fn the_countdown_uses_the_notation_of_offsets() {
        let t = paris("2026-12-08 14:00");
        for (at, words) in [
            ("2026-12-04 18:00", "T-4d"),
            ("2026-12-07 23:00", "T-15h"),
            ("2026-12-08 12:00:01", "T-1h59m"),
            ("2026-12-08 13:59:30", "T"),
            ("2026-12-08 14:00:30", "T"),
            ("2026-12-08 14:20", "T+20m"),
            ("2026-12-09 09:00", "T+19h"),
            ("2026-12-10 14:00", "T+2d"),
        ] {
            assert_eq!(now(at).countdown(t), words, "{at}");
        }
    }
}
