//! When a phase is planned, relative to T: `T-2w`, `T-7wd`, `T+1h`, `T+24h..T+48h`.

use super::words::{Reading, in_words};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How far from T a phase may lie, in days, before or after.
pub(super) const REACH_DAYS: i64 = 3650;

pub(super) const MINUTES_PER_DAY: i64 = 24 * 60;

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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
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
        matches!(self.unit, Unit::Weeks | Unit::Days | Unit::WorkingDays)
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
    /// [`WhenError`]: not this notation, too far from T, or a window that ends before it begins.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || {
            let suggestion =
                if let Reading::Date(when) = in_words(text) { Some(when) } else { None };
            WhenError::Malformed { text: quotable(text), suggestion }
        };
        let offset = |part| read_offset(part).unwrap_or_else(|| Err(malformed()));
        let Some((from, to)) = text.split_once("..") else {
            return Ok(Self { from: offset(text)?, to: None });
        };
        let (from, to) = (offset(from)?, offset(to)?);
        if to.nominal_minutes() < from.nominal_minutes() {
            return Err(WhenError::Backwards { from, to });
        }
        Ok(Self { from, to: Some(to) })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    #[error("{}", if text.is_empty() { "empty offset from T".to_owned() } else { format!("invalid offset from T: `{text}`") })]
    Malformed { text: String, suggestion: Option<When> },
    #[error("`{text}` is too far from T")]
    TooFar { text: String },
    #[error("the window `{from}..{to}` ends before it starts")]
    Backwards { from: Offset, to: Offset },
}

impl WhenError {
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

/// Reads `T-2w`; nothing if it is not of that form, an error if it is too far from T.
pub(super) fn read_offset(text: &str) -> Option<Result<Offset, WhenError>> {
    let rest = text.strip_prefix('T')?;
    if rest.is_empty() {
        return Some(Ok(Offset::T));
    }
    let (amount, unit) = Unit::split(rest)?;
    let digits = amount.strip_prefix(['+', '-'])?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let offset = amount.parse().ok().map(|amount| Offset { amount, unit });
    let reach = REACH_DAYS * MINUTES_PER_DAY;
    Some(match offset.filter(|it| it.nominal_minutes().abs() <= reach) {
        None => Err(WhenError::TooFar { text: quotable(text) }),
        Some(offset) if offset.amount == 0 && offset.is_calendar() => Ok(Offset::T),
        Some(offset) => Ok(offset),
    })
}

#[cfg(test)]
mod tests;
