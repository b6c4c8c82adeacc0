//! The words people use for moments, seen from now: "Tue 8 Dec", "in 4 days", "3 days", "T-4d".
//!
//! Used by every text view. From one local day to another, days are counted on the calendar; nearer, whole hours or
//! minutes, rounded down: nobody is told of more time than there is.

use super::moment::Moment;
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
pub struct Now(Moment);

impl Now {
    /// `at`, read on the clocks of `zone`.
    pub fn new(at: DateTime<Utc>, zone: Tz) -> Self {
        Self(at.with_timezone(&zone))
    }

    /// Now itself, in the reader's zone.
    pub fn moment(self) -> Moment {
        self.0
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
        let whole_days = ends_a_day(due) || self.0 - due >= TimeDelta::days(1);
        match if whole_days && days < 0 {
            Far::Days(days)
        } else {
            nearer(due - self.0)
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
        let passed = self.0 - at;
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
        at.with_timezone(&self.0.timezone())
    }

    fn date(self, at: Moment) -> Date {
        let year = at.year() != self.0.year();
        Date { at, year }
    }

    /// Local calendar days from now to `at`; negative if it has passed.
    fn days_to(self, at: Moment) -> i64 {
        (at.date_naive() - self.0.date_naive()).num_days()
    }

    fn far(self, at: Moment, days: i64) -> Far {
        let distance = at - self.0;
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
