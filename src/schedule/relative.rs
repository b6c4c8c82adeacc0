//! Dates relative to now or to T, as people type them: `tomorrow 14:00`, `fri`, `+2d`, `-2h`, `T-1d`.

use super::moment::{Moment, parse_time};
use super::span::shift;
use super::when::read_offset;
use chrono::{Datelike, Days, NaiveDate, SecondsFormat, Weekday};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Rewrites a relative date as an absolute one, for `parse_on` and `parse_as_of`; other text stays.
///
/// - `today`, `tomorrow`, `yesterday`, and a weekday, which is the next one and never today; with or without a time.
/// - `+2d`, `+1w` and `+2wd` are days counted from today, with or without a time; `-2h` and `+30m` are exact.
/// - `T-1d` is at the same time of day as T, unless a time follows; `T-2h` is exact.
/// - A time alone is that time today.
pub fn absolute<'a>(
    text: &'a str,
    now: Moment,
    t: Option<Moment>,
    holidays: &BTreeSet<NaiveDate>,
) -> Cow<'a, str> {
    rewritten(text, now, t, holidays).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn rewritten(
    text: &str,
    now: Moment,
    t: Option<Moment>,
    holidays: &BTreeSet<NaiveDate>,
) -> Option<String> {
    let text = text.trim();
    let today = now.date_naive();
    if parse_time(text).is_ok() {
        return Some(format!("{today} {text}"));
    }
    let (word, time) = text.split_once(' ').unwrap_or((text, ""));
    let word = word.to_lowercase();
    let is_t = word.starts_with('t') && word[1..].chars().next().is_none_or(|c| "+-".contains(c));
    let day = if word == "today" {
        today
    } else if word == "tomorrow" {
        today.succ_opt()?
    } else if word == "yesterday" {
        today.pred_opt()?
    } else if let Ok(weekday) = word.parse::<Weekday>() {
        let days = weekday.days_since(today.weekday());
        today.checked_add_days(Days::new(if days == 0 { 7 } else { days.into() }))?
    } else if is_t || word.starts_with(['+', '-']) {
        let anchor = if is_t { t? } else { now };
        let offset = read_offset(&format!("T{}", word.trim_start_matches('t')))?.ok()?;
        let at = shift(anchor, offset, holidays);
        if time.is_empty() && (is_t || !offset.is_calendar()) {
            return Some(at.to_rfc3339_opts(SecondsFormat::Secs, true));
        }
        at.date_naive()
    } else {
        return None;
    };
    Some(format!("{day} {time}").trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::absolute;
    use crate::schedule::{Moment, parse_as_of, parse_zone};
    use std::collections::BTreeSet;

    fn moment(text: &str) -> Moment {
        parse_as_of(text, parse_zone("Europe/Paris").unwrap()).unwrap()
    }

    #[test]
    fn a_relative_date_counts_from_now_or_from_t() {
        // A Friday.
        let (now, t) = (moment("2026-12-04 10:00"), moment("2026-12-08 14:00"));
        let holidays = BTreeSet::from(["2026-12-07".parse().unwrap()]);
        for (text, expected) in [
            ("today", "2026-12-04"),
            ("Tomorrow 14:00", "2026-12-05 14:00"),
            (" yesterday ", "2026-12-03"),
            ("friday", "2026-12-11"),
            ("14:05", "2026-12-04 14:05"),
            ("+2d", "2026-12-06"),
            ("-2h", "2026-12-04T08:00:00+01:00"),
            ("+30m", "2026-12-04T10:30:00+01:00"),
            ("T", "2026-12-08T14:00:00+01:00"),
            ("T-1d", "2026-12-07T14:00:00+01:00"),
            ("t+1w 9:00", "2026-12-15 9:00"),
            ("+1wd", "2026-12-08"),
            ("T-2wd", "2026-12-03T14:00:00+01:00"),
            ("2026-12-08", "2026-12-08"),
            ("soon", "soon"),
            ("+2", "+2"),
            ("+99999999999d", "+99999999999d"),
            ("T-é", "T-é"),
            ("", ""),
        ] {
            assert_eq!(absolute(text, now, Some(t), &holidays), expected, "{text}");
        }
        assert_eq!(absolute("T-1d", now, None, &holidays), "T-1d");
    }
}
