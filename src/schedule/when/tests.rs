//! The notation of offsets from T, suggestions for malformed ones, and how offsets are shown.

use super::{Offset, Unit, When, WhenError};
use proptest::prelude::proptest;

fn when(text: &str) -> When {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn hint(text: &str) -> String {
    text.parse::<When>().unwrap_err().hint()
}

#[test]
fn an_offset_is_shown_as_written() {
    for text in ["T", "T-2w", "T-14d", "T-7wd", "T+30m", "T+24h..T+48h", "T-1w..T", "T+0h"] {
        assert_eq!(when(text).to_string(), text);
    }
    assert_eq!(when("T-007d").to_string(), "T-7d");
    assert_eq!(
        format!("[{:<6}|{:>14}]", when("T-2w"), when("T+24h..T+48h")),
        "[T-2w  |  T+24h..T+48h]"
    );
}

#[test]
fn t_and_t_plus_zero_days_are_the_same_calendar_day() {
    for text in ["T", "T+0d", "T-0w", "T-0wd"] {
        assert_eq!(when(text), When { from: Offset::T, to: None });
    }
    assert!(!when("T+0h").from.is_calendar());
}

#[test]
fn almost_valid_offsets_are_refused_with_a_suggestion() {
    for (text, expected) in [
        ("T-2 weeks", "T-2w"),
        ("t-2w", "T-2w"),
        ("T–2w", "T-2w"),
        ("T−2w", "T-2w"),
        ("T-2W", "T-2w"),
        (" T-2w", "T-2w"),
        ("T + 1 hour", "T+1h"),
        ("30 minutes after", "T+30m"),
        ("T-7 working days", "T-7wd"),
    ] {
        assert_eq!(hint(text), format!("did you mean `{expected}`?"), "{text}");
        assert_eq!(when(expected).to_string(), expected);
    }
    for text in [
        "", "soon", "2w", "T2w", "T-w", "T-", "T-3", "T-1.5h", "T-1y", "..", "T..", "T-é", "T--2w",
        "T-+2w", "-2w", "t",
    ] {
        assert!(hint(text).starts_with("use `T`"), "{text}: {}", hint(text));
    }
}

#[test]
fn a_window_never_ends_before_it_starts() {
    let error = "T+48h..T+1d".parse::<When>().unwrap_err();
    assert_eq!(error.to_string(), "the window `T+48h..T+1d` ends before it starts");
    assert_eq!(error.hint(), "did you mean `T+1d..T+48h`?");
    when("T+24h..T+1d");
}

#[test]
fn a_message_quotes_neither_control_characters_nor_long_text() {
    let error = format!("T\u{1b}[31m{}", "x".repeat(100)).parse::<When>().unwrap_err();
    let text = error.to_string();
    assert!(!text.contains('\u{1b}') && text.chars().count() < 80, "{text}");
}

#[test]
fn ten_years_from_t_is_out_of_range() {
    for text in ["T-3650d", "T+3650d", "T+87600h", "T-521w", "T-2607wd"] {
        when(text);
    }
    for text in ["T-3651d", "T+87601h", "T..T+522w", "T+2608wd", "T-2147483647w", "T-99999999999w"]
    {
        let error = text.parse::<When>().unwrap_err();
        assert!(matches!(error, WhenError::TooFar { .. }), "{error}");
        assert_eq!(error.hint(), "stay within 3650 days of T");
    }
}

#[test]
fn phases_sort_by_start_with_exact_times_before_calendar_days() {
    let mut all = ["T+1d", "T", "T+24h", "T-1w", "T+1h", "T-6wd", "T-2w"].map(when);
    all.sort_by_key(When::sort_key);
    assert_eq!(all.map(|w| w.to_string()), ["T-2w", "T-6wd", "T-1w", "T", "T+1h", "T+24h", "T+1d"]);
}

proptest! {
    #[test]
    fn every_offset_reads_back_as_itself(amount in -521..=521, unit in 0..5_usize) {
        let unit = [Unit::Weeks, Unit::Days, Unit::WorkingDays, Unit::Hours, Unit::Minutes][unit];
        let written = When { from: Offset { amount, unit }, to: None };
        let read = when(&written.to_string());
        assert_eq!(read.sort_key().0, written.sort_key().0);
    }
}
