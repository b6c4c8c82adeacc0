//! From local time to a moment, where daylight saving skips or repeats an hour.

use super::moment::Moment;
use chrono::{MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::{GapInfo, Tz};

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
