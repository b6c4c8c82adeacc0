//! Days as candidates: release days, and days whose state can be shown.

use crate::release::Release;
use crate::schedule::{Moment, ReaderClock, parse_as_of};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// A typed date of this length names a month and begins a day: all its days are offered.
const A_DAY: usize = "2026-12-0".len();

/// How many days ahead a release day is offered.
const YEAR: u64 = 366;

/// Release days: a few good ones; all future days once a day is begun, or in a month without a good one.
pub(super) fn for_t(
    typed: &str,
    good: impl Iterator<Item = NaiveDate>,
    now: Moment,
) -> Vec<(String, String)> {
    let today = now.date_naive();
    let begins = |day: &NaiveDate| day.to_string().starts_with(typed);
    let good: Vec<NaiveDate> = good.filter(begins).collect();
    let days = match good.is_empty() || typed.len() >= A_DAY {
        false => good,
        true if typed.len() < A_DAY - 2 => Vec::new(),
        true => (0..YEAR).map(|days| today + Days::new(days)).filter(begins).collect(),
    };
    let named = days.into_iter();
    named.map(|day| (day.to_string(), told(day, now))).collect()
}

/// Days whose state can be shown: those with events, and those on which phases are due.
pub(super) fn to_see(release: &Release, now: Moment) -> Vec<(String, String)> {
    let mut days: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    let mut counts: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for event in release.events() {
        *counts.entry(release.local(event.at).date_naive()).or_default() += 1;
    }
    for (day, count) in counts {
        let events = if count == 1 { "event" } else { "events" };
        days.entry(day).or_default().push(format!("{count} {events}"));
    }
    for (phase, span) in release.playbook.phases.iter().zip(&release.spans) {
        if let Some(span) = span {
            let due = days.entry(span.due.date_naive()).or_default();
            due.push(phase.name.clone());
        }
    }
    let day = |(day, what): (NaiveDate, Vec<String>)| {
        (day.to_string(), format!("{}: {}", told(day, now), what.join(", ")))
    };
    days.into_iter().map(day).collect()
}

/// `Tue, in 16 days`.
fn told(day: NaiveDate, now: Moment) -> String {
    let end = parse_as_of(&day.to_string(), now.timezone());
    let distance = end.map(|end| ReaderClock::at(now).distance(end));
    let weekday = day.format("%a").to_string();
    match distance {
        Ok(distance) => format!("{weekday}, {distance}"),
        Err(_) => weekday,
    }
}

#[cfg(test)]
mod tests {
    use super::for_t;
    use crate::schedule::{parse_as_of, parse_zone};
    use chrono::NaiveDate;

    #[test]
    fn suitable_days_are_suggested_and_all_days_once_a_digit_is_typed() {
        let now = parse_as_of("2026-11-28 09:00", parse_zone("Europe/Paris").unwrap()).unwrap();
        let good = NaiveDate::from_ymd_opt(2026, 12, 15).unwrap();
        let offered = |typed| for_t(typed, [good].into_iter(), now);
        let named = |day: &str, text: &str| (day.to_owned(), text.to_owned());
        for typed in ["", "2026", "2026-12-"] {
            assert_eq!(offered(typed), [named("2026-12-15", "Tue, in 17 days")]);
        }
        let november = offered("2026-11");
        assert_eq!(november[0], named("2026-11-28", "Sat, today"));
        assert_eq!(november.len(), 3, "what is past is no T");
        assert_eq!(offered("2026-12-0").len(), 9);
        assert_eq!(offered("2"), offered(""));
        assert_eq!(offered("soon"), []);
    }
}
