//! Days as candidates: release days, and days whose state can be shown.

use crate::document::words::count;
use crate::release::Release;
use crate::schedule::{Moment, ReaderClock, parse_as_of};
use crate::view::Candidate;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// A typed date of this length names a month and begins a day: all its days are offered.
const A_DAY: usize = "2026-12-0".len();

/// How many days ahead a release day is offered.
const YEAR: u64 = 366;

/// Release days: a few good ones; all future days once part of a day is typed, or in a month without a good one.
pub(super) fn release_days(
    typed: &str,
    good: impl Iterator<Item = NaiveDate>,
    now: Moment,
) -> Vec<Candidate> {
    let today = now.date_naive();
    let begins = |day: &NaiveDate| day.to_string().starts_with(typed);
    let good: Vec<NaiveDate> = good.filter(begins).collect();
    let days = match good.is_empty() || typed.len() >= A_DAY {
        false => good,
        true if typed.len() < A_DAY - 2 => Vec::new(),
        true => (0..YEAR).map(|days| today + Days::new(days)).filter(begins).collect(),
    };
    let candidate = |day: NaiveDate| Candidate::new(day.to_string(), description(day, now));
    days.into_iter().map(candidate).collect()
}

/// Days whose state can be shown: those with events, and those on which phases are due.
pub(super) fn shown_days(release: &Release, now: Moment) -> Vec<Candidate> {
    let mut days: BTreeMap<NaiveDate, (usize, Vec<&str>)> = BTreeMap::new();
    for event in release.events() {
        days.entry(release.local(event.at).date_naive()).or_default().0 += 1;
    }
    for (phase, span) in release.playbook.phases.iter().zip(&release.spans) {
        if let Some(span) = span {
            days.entry(span.due.date_naive()).or_default().1.push(&phase.name);
        }
    }
    let candidate = |(day, (events, due)): (NaiveDate, (usize, Vec<&str>))| {
        let events = (events > 0).then(|| count(events, "event", "events"));
        let due = due.into_iter().map(str::to_owned);
        let what: Vec<String> = events.into_iter().chain(due).collect();
        let text = format!("{}: {}", description(day, now), what.join(", "));
        Candidate::new(day.to_string(), text)
    };
    days.into_iter().map(candidate).collect()
}

/// `Tue, in 16 days`.
fn description(day: NaiveDate, now: Moment) -> String {
    let weekday = day.format("%a");
    match parse_as_of(&day.to_string(), now.timezone()) {
        Ok(end) => format!("{weekday}, {}", ReaderClock::at(now).distance(end)),
        Err(_) => weekday.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::release_days;
    use crate::schedule::{parse_as_of, parse_zone};
    use chrono::NaiveDate;

    #[test]
    fn suitable_days_are_suggested_and_all_days_once_a_digit_is_typed() {
        let now = parse_as_of("2026-11-28 09:00", parse_zone("Europe/Paris").unwrap()).unwrap();
        let good = NaiveDate::from_ymd_opt(2026, 12, 15).unwrap();
        let offered = |typed| {
            let days = release_days(typed, [good].into_iter(), now).into_iter();
            days.map(|day| (day.value, day.text)).collect::<Vec<_>>()
        };
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
