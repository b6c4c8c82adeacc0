//! From an offset to moments: when a phase opens and when it is due.

use super::moment::Moment;
use super::wall::{end_of_day, moment_at};
use super::when::{Offset, REACH_DAYS, When};
use chrono::{DateTime, TimeDelta, Utc};

const MINUTES_PER_DAY: i64 = 24 * 60;

/// From when to when a phase is planned, in the release's zone. `opens` is never after `due`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub opens: Moment,
    /// The last moment that is not late.
    pub due: Moment,
}

/// Resolves `when` for a release at `t`, in the zone of `t`.
///
/// - Weeks and days are calendar days at T's time on the wall, due with the last second of that local day.
///   Hours and minutes are exact: they open and are due at the same instant, unless they bound a window.
/// - `T+…` counts from `deployed` once that is known; `T` and `T-…` always count from `t`.
/// - A time that daylight saving skips moves forward to the first one that exists, perhaps on the next day;
///   of one that happens twice, the first is taken.
/// - A window that a deployment far from T turns inside out opens when it is due.
///
/// An offset out of reach counts as 3650 days, and so does a deployment further than that from `t`, whose year
/// should lie within 0 and 9999.
pub fn span(when: &When, t: Moment, deployed: Option<DateTime<Utc>>) -> Span {
    let deployed = deployed.map(|at| {
        let reach = TimeDelta::days(REACH_DAYS);
        at.clamp(t.to_utc() - reach, t.to_utc() + reach)
            .with_timezone(&t.timezone())
    });
    let start = |offset: Offset| {
        let anchor = deployed.filter(|_| offset.follows_deployment());
        shift(anchor.unwrap_or(t), offset)
    };
    let end = |offset: Offset, start: Moment| {
        if offset.is_calendar() {
            end_of_day(start.date_naive(), start.timezone())
        } else {
            start
        }
    };
    let opens = start(when.from);
    let due = match when.to {
        None => end(when.from, opens),
        Some(to) => end(to, start(to)),
    };
    Span {
        opens: opens.min(due),
        due,
    }
}

fn shift(anchor: Moment, offset: Offset) -> Moment {
    let reach = REACH_DAYS * MINUTES_PER_DAY;
    let distance = TimeDelta::minutes(offset.nominal_minutes().clamp(-reach, reach));
    if offset.amount == 0 {
        anchor
    } else if offset.is_calendar() {
        moment_at(anchor.naive_local() + distance, anchor.timezone())
    } else {
        anchor + distance
    }
}
