//! What can be wrong with a log, as data: one place words it, others ask what it forbids.

use super::codec::LineFault;
use super::event::EventId;
use crate::command::{Hint, command};
use serde::Serialize;
use std::ops::{Range, RangeInclusive};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trouble {
    pub kind: TroubleKind,
    pub weight: Weight,
    /// The line of the file, counted from 1.
    pub line: Option<usize>,
    pub event: Option<EventId>,
    pub text: String,
    /// What it means for the content of the log.
    pub meaning: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TroubleKind {
    ConflictMarkers,
    /// The last line breaks off: its writer was stopped before it could say "recorded".
    Torn,
    /// Bytes that are not an event, or not any more.
    Damaged,
    /// Recorded by a newer octorel.
    Unknown,
    /// An event names another that is not there.
    MissingParent,
    /// An event that is not the release's start and yet follows no other.
    Rootless,
    NotStarted,
    /// A second start: two releases in one file.
    StartedTwice,
    /// So much was recorded in parallel that the order of events is not examined.
    TooWide,
    OtherRelease,
    /// An event that the rules would have refused where it stands.
    NotCounted,
}

/// A last line that breaks off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TornLine {
    /// Counted from 1.
    pub line: usize,
    /// The range of its bytes; it extends to the end of the file.
    pub range: Range<usize>,
}

/// Bytes of a log that are not an event, kept as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Counted from 1. Several only where each is too short for an event.
    pub lines: RangeInclusive<usize>,
    /// The range of the bytes in the file.
    pub range: Range<usize>,
    pub bytes: Vec<u8>,
    pub why: LineFault,
}

/// What a [`Trouble`] means for those who want to record or to pass a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Acknowledged in the log: shown only by `check`.
    Known,
    /// Nothing is lost: worth saying, and no more.
    Notice,
    /// What the log adds up to is not certain: views warn, writers and gates refuse.
    Refusal,
}

impl Damage {
    /// Where it is: `line 3`, `lines 3 to 5`.
    pub(super) fn place(&self) -> String {
        let (first, last) = (self.lines.start(), self.lines.end());
        if self.is_several() { format!("lines {first} to {last}") } else { format!("line {first}") }
    }

    fn is_several(&self) -> bool {
        self.lines.start() < self.lines.end()
    }
}

impl TroubleKind {
    /// Says whether it prevents recording and judging gates.
    fn weight(self) -> Weight {
        let is_notice = matches!(self, Self::ConflictMarkers | Self::Torn | Self::NotCounted);
        if is_notice { Weight::Notice } else { Weight::Refusal }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::ConflictMarkers => "nothing is lost",
            Self::Torn => "the next command that records moves its bytes to a separate file",
            Self::Damaged => "ignored until it is restored from another copy",
            Self::Unknown => "it is kept, but only a newer octorel can interpret it",
            Self::MissingParent => "its content is unknown; the events after it still count",
            Self::Rootless => "it was recorded without knowledge of this release; it counts",
            Self::NotStarted => "the plan is unknown, so the release cannot be shown",
            Self::StartedTwice => "the events after both count; the plan of the first applies",
            Self::TooWide => "no octorel records such a log; find out who wrote it",
            Self::OtherRelease => "the log is intact but has the wrong name",
            Self::NotCounted => "it stays in the log and has no effect",
        }
    }

    pub(super) fn hint(self, release: &str) -> Option<Hint> {
        match self {
            Self::Torn | Self::NotCounted | Self::TooWide => None,
            Self::Unknown => Some("update octorel: a newer version recorded it".into()),
            Self::OtherRelease => Some("rename the file to the name of its release".into()),
            Self::NotStarted => Some(command("start").arg(release).typed("--on YYYY-MM-DD").into()),
            Self::ConflictMarkers
            | Self::Damaged
            | Self::MissingParent
            | Self::Rootless
            | Self::StartedTwice => {
                let repair = command("check").release(release).arg("--repair");
                Some(repair.does("previews the repair"))
            }
        }
    }
}

impl Trouble {
    pub(super) fn new(kind: TroubleKind, text: impl Into<String>) -> Self {
        let (weight, meaning) = (kind.weight(), kind.meaning());
        Self { kind, weight, line: None, event: None, text: text.into(), meaning }
    }

    pub(crate) fn with(event: EventId, kind: TroubleKind, text: impl Into<String>) -> Self {
        Self { event: Some(event), ..Self::new(kind, text) }
    }

    /// This trouble, as known if a repair has acknowledged it.
    pub(super) fn known_if(self, known: bool) -> Self {
        if !known {
            return self;
        }
        let text = format!("{} (known)", self.text);
        Self { weight: Weight::Known, meaning: "acknowledged in the log", text, ..self }
    }
}

impl From<&TornLine> for Trouble {
    fn from(TornLine { line, range }: &TornLine) -> Self {
        let bytes = range.len();
        let text = format!("line {line} is incomplete ({bytes} bytes) and was never recorded");
        Self { line: Some(*line), ..Self::new(TroubleKind::Torn, text) }
    }
}

impl From<&Damage> for Trouble {
    fn from(damage: &Damage) -> Self {
        let (place, first, why) = (damage.place(), *damage.lines.start(), damage.why);
        let text = match why {
            LineFault::Altered => format!("{place} was {why}"),
            _ if damage.is_several() => format!("{place} are damaged: {why}"),
            _ => format!("{place} is damaged: {why}"),
        };
        Self { line: Some(first), ..Self::new(TroubleKind::Damaged, text) }
    }
}

/// Enough of an id to find its line by.
pub(super) fn short(id: &EventId) -> String {
    let mut hex = id.to_string();
    hex.truncate(12);
    hex
}
