//! Durations: `25 min`, `1 h 25 min`, `2 days`.

use chrono::{DateTime, TimeZone};
use serde::{Serialize, Serializer};
use std::fmt;

/// A length of time in whole minutes, rounded down. In JSON it is an ISO 8601 duration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub u32);

impl Length {
    /// From one moment to another; zero if the clocks of two people put the end first.
    pub fn between<A: TimeZone, B: TimeZone>(from: &DateTime<A>, to: &DateTime<B>) -> Self {
        let minutes = (to.to_utc() - from.to_utc()).num_minutes();
        Self(u32::try_from(minutes.max(0)).unwrap_or(u32::MAX))
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&match (self.0 / 60, self.0 % 60) {
            (0, 0) => "less than a minute".to_owned(),
            (0, minutes) => format!("{minutes} min"),
            (hours @ ..24, minutes @ 1..) => format!("{hours} h {minutes} min"),
            (hours @ ..48, _) => format!("{hours} h"),
            (hours, _) => format!("{} days", hours / 24),
        })
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&iso_duration(self.0))
    }
}

/// A duration in ISO 8601: 30 minutes are `PT30M`, a week is `P7D`.
pub fn iso_duration(minutes: u32) -> String {
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let part = |n: u32, letter| match n {
        0 => String::new(),
        n => format!("{n}{letter}"),
    };
    match (days, hours, rest) {
        (0, 0, 0) => "PT0M".to_owned(),
        (_, 0, 0) => format!("P{days}D"),
        _ => format!("P{}T{}{}", part(days, 'D'), part(hours, 'H'), part(rest, 'M')),
    }
}

#[cfg(test)]
mod tests {
    use super::{Length, iso_duration};
    use chrono::{TimeDelta, TimeZone, Utc};

    #[test]
    fn a_length_is_shown_in_its_largest_units() {
        for (minutes, shown) in [
            (0, "less than a minute"),
            (25, "25 min"),
            (85, "1 h 25 min"),
            (1441, "24 h"),
            (2 * 1440 + 125, "2 days"),
        ] {
            assert_eq!(Length(minutes).to_string(), shown);
        }
    }

    #[test]
    fn an_interval_that_ends_before_its_start_has_no_length() {
        let noon = Utc.with_ymd_and_hms(2026, 12, 8, 12, 0, 0).unwrap();
        let before = noon - TimeDelta::minutes(3);
        assert_eq!(Length::between(&noon, &before), Length(0));
        assert_eq!(Length::between(&before, &noon), Length(3));
        assert_eq!(serde_json::to_string(&Length(85)).unwrap(), "\"PT1H25M\"");
    }

    #[test]
    fn a_duration_is_formatted_as_in_iso_8601() {
        for (minutes, text) in [
            (0, "PT0M"),
            (90, "PT1H30M"),
            (1440, "P1D"),
            (10_080, "P7D"),
            (1441, "P1DT1M"),
            (u32::MAX, "P2982616DT4H15M"),
        ] {
            assert_eq!(iso_duration(minutes), text);
        }
    }
}
