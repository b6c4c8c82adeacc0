//! When a phase is planned, relative to T: `T-2w`, `T-7wd`, `T+1h`, `T+24h..T+48h`.
//!
//! This file reads and writes the notation; [`super::span()`] resolves it for a release.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// How far from T a phase may lie, in days, before or after.
pub(super) const REACH_DAYS: i64 = 3650;

pub(super) const MINUTES_PER_DAY: i64 = 24 * 60;

/// When a phase is planned: one offset from T, or a window between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct When {
    pub from: Offset,
    /// The end of the window; never nominally before `from`.
    pub to: Option<Offset>,
}

/// A distance from T: negative before, positive after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Offset {
    pub amount: i32,
    pub unit: Unit,
}

/// What an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Seven calendar days.
    Weeks,
    /// Calendar days, whatever daylight saving makes of their length.
    Days,
    /// Monday to Friday, without the holidays of the playbook.
    WorkingDays,
    /// Sixty minutes of elapsed time.
    Hours,
    Minutes,
}

impl When {
    /// Orders phases by plan: the start in nominal minutes from T, then exact instants before calendar days.
    pub fn sort_key(&self) -> (i64, bool) {
        (self.from.nominal_minutes(), self.from.is_calendar())
    }

    /// Whether any part is more than 3650 days from T.
    pub fn out_of_reach(&self) -> bool {
        let far = |o: Offset| o.nominal_minutes().abs() > REACH_DAYS * MINUTES_PER_DAY;
        far(self.from) || self.to.is_some_and(far)
    }
}

impl Offset {
    /// T itself: a calendar day.
    pub const T: Self = Self { amount: 0, unit: Unit::Days };

    /// The distance in minutes when every day has 24 hours and every week five working days.
    pub fn nominal_minutes(self) -> i64 {
        i64::from(self.amount)
            * match self.unit {
                Unit::Weeks => 7 * MINUTES_PER_DAY,
                Unit::Days => MINUTES_PER_DAY,
                Unit::WorkingDays => 7 * MINUTES_PER_DAY / 5,
                Unit::Hours => 60,
                Unit::Minutes => 1,
            }
    }

    /// Whether it counts calendar days, and so is due at the end of a day.
    pub fn is_calendar(self) -> bool {
        match self.unit {
            Unit::Weeks | Unit::Days | Unit::WorkingDays => true,
            Unit::Hours | Unit::Minutes => false,
        }
    }

    /// Whether it is written `T+…`, and so counts from the deployment once that has happened.
    pub fn follows_deployment(self) -> bool {
        self.amount > 0 || (self.amount == 0 && !self.is_calendar())
    }
}

impl Unit {
    /// The unit in the singular; its initials are its notation.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Weeks => "week",
            Self::Days => "day",
            Self::WorkingDays => "working day",
            Self::Hours => "hour",
            Self::Minutes => "minute",
        }
    }

    fn notation(self) -> &'static str {
        match self {
            Self::WorkingDays => "wd",
            Self::Weeks | Self::Days | Self::Hours | Self::Minutes => &self.name()[..1],
        }
    }

    /// Splits `-7wd` into the amount and the unit.
    fn split(text: &str) -> Option<(&str, Self)> {
        let all = [Self::WorkingDays, Self::Weeks, Self::Days, Self::Hours, Self::Minutes];
        all.into_iter().find_map(|unit| Some((text.strip_suffix(unit.notation())?, unit)))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            None => self.from.fmt(f),
            Some(to) => f.pad(&format!("{}..{to}", self.from)),
        }
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::T {
            return f.pad("T");
        }
        let sign = if self.amount < 0 { "-" } else { "+" };
        f.pad(&["T", sign, &self.amount.unsigned_abs().to_string(), self.unit.notation()].concat())
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.to_string()
    }
}

impl TryFrom<String> for When {
    type Error = WhenError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for When {
    type Err = WhenError;

    /// Reads `T`, `T-2w`, `T-3d`, `T-7wd`, `T+1h`, `T+30m` or a window `T+24h..T+48h`; no spaces, capital T.
    ///
    /// # Errors
    ///
    /// [`WhenError`]: not this notation, a number beyond `i32`, or a window that ends before it begins.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let offset = |part| match read_offset(part) {
            Some(Ok(offset)) => Ok(offset),
            Some(Err(_)) => Err(WhenError::TooFar { text: quotable(text) }),
            None => {
                Err(WhenError::Malformed { text: quotable(text), suggestion: suggestion(text) })
            }
        };
        let Some((from, to)) = text.split_once("..") else {
            return Ok(Self { from: offset(text)?, to: None });
        };
        let (from, to) = (offset(from)?, offset(to)?);
        if to.nominal_minutes() < from.nominal_minutes() {
            return Err(WhenError::Backwards { from, to });
        }
        let to = Some(to);
        Ok(Self { from, to })
    }
}

/// Why a text is not a [`When`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Another notation.
    #[error("{}", if text.is_empty() { "empty offset from T".to_owned() } else { format!("invalid offset from T: `{text}`") })]
    Malformed { text: String, suggestion: Option<When> },
    /// A number beyond `i32`.
    #[error("`{text}` is too far from T")]
    TooFar { text: String },
    /// A window whose end lies before its beginning.
    #[error("the window `{from}..{to}` ends before it starts")]
    Backwards { from: Offset, to: Offset },
}

impl WhenError {
    /// What to write instead, in one line.
    pub fn hint(&self) -> String {
        match self {
            Self::Malformed { suggestion: Some(when), .. } => format!("did you mean `{when}`?"),
            Self::Malformed { suggestion: None, .. } => {
                "use `T`, `T-2w`, `T-3d`, `T-5wd`, `T+1h`, `T+30m`, or a window such as `T+24h..T+48h`"
                    .to_owned()
            }
            Self::TooFar { .. } => format!("stay within {REACH_DAYS} days of T"),
            Self::Backwards { from, to } => format!("did you mean `{to}..{from}`?"),
        }
    }
}

/// A text as it can be quoted in a one-line message: without control characters, at most 40 characters.
pub(super) fn quotable(text: &str) -> String {
    let mut chars = text.chars();
    let mut quoted: String =
        (chars.by_ref().take(40)).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if chars.next().is_some() {
        quoted.push('…');
    }
    quoted
}

/// Reads `T-2w`; nothing if it is not of that form, an error if the number is too large.
pub(super) fn read_offset(text: &str) -> Option<Result<Offset, ParseIntError>> {
    let rest = text.strip_prefix('T')?;
    if rest.is_empty() {
        return Some(Ok(Offset::T));
    }
    let (amount, unit) = Unit::split(rest)?;
    let digits = amount.strip_prefix(['+', '-'])?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(amount.parse().map(|amount| {
        let offset = Offset { amount, unit };
        match amount == 0 && offset.is_calendar() {
            true => Offset::T,
            false => offset,
        }
    }))
}

/// The notation that the author probably had in mind: ignores case, blanks, long dashes and unit words.
fn suggestion(text: &str) -> Option<When> {
    if text.len() > 64 {
        return None;
    }
    let plain: String = (text.chars())
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | '`'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
            '＋' => '+',
            other => other,
        })
        .collect();
    let window = ["...", "..", "…", "to", "until", "-t"]
        .iter()
        .find_map(|&between| plain.split_once(between));
    let (from, to) = match window {
        None => (suggested_offset(&plain, None)?, None),
        Some((from, to)) => {
            let from = suggested_offset(from, None)?;
            (from, Some(suggested_offset(to, Some(from.amount.signum()))?))
        }
    };
    let ordered = to.is_none_or(|to| from.nominal_minutes() <= to.nominal_minutes());
    ordered.then_some(When { from, to })
}

fn suggested_offset(plain: &str, sign: Option<i32>) -> Option<Offset> {
    if plain == "t" {
        return Some(Offset::T);
    }
    let rest = plain.strip_prefix('t').unwrap_or(plain);
    let (sign, rest) = if let Some(rest) = rest.strip_prefix('-') {
        (-1, rest)
    } else if let Some(rest) = rest.strip_prefix('+') {
        (1, rest)
    } else if let Some(rest) = plain.strip_suffix("before") {
        (-1, rest)
    } else if let Some(rest) = plain.strip_suffix("after") {
        (1, rest)
    } else {
        (sign.filter(|&s| s != 0)?, rest)
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (amount, unit) = rest.split_at(digits);
    let unit = match unit {
        "w" | "wk" | "wks" | "week" | "weeks" => Unit::Weeks,
        "d" | "day" | "days" => Unit::Days,
        "wd" | "workday" | "workdays" | "workingday" | "workingdays" => Unit::WorkingDays,
        "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Hours,
        "m" | "min" | "mins" | "minute" | "minutes" => Unit::Minutes,
        _ => return None,
    };
    let amount = amount.parse::<i32>().ok()?.checked_mul(sign)?;
    Some(Offset { amount, unit })
}

#[cfg(test)]
mod tests;
