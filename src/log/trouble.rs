//! What can be wrong with a log, as data: one place words it, others ask what it forbids.

use super::codec::LineFault;
use super::event::EventId;
use crate::command::{Hint, command};
use serde::Serialize;
use std::fmt;
use std::ops::Range;
use strum::EnumDiscriminants;

/// Something about a log that its reader should know.
#[derive(Debug, Clone, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(
    name(TroubleKind),
    derive(Serialize),
    serde(rename_all = "kebab-case"),
    doc = "What kind of trouble it is."
)]
pub enum Trouble {
    /// The file contains git's conflict markers; both sides were read.
    ConflictMarkers { lines: usize },
    /// The last line breaks off: its writer was stopped before it could say "recorded".
    Torn(TornLine),
    /// Bytes that are not an event, or not any more.
    Damaged(Damage),
    /// Recorded by a newer octorel.
    Unknown { event: EventId, name: String },
    /// An event names another that is not there.
    MissingParent { event: EventId, parent: EventId },
    /// An event that is not the release's start and yet follows no other.
    Rootless { event: EventId },
    /// No event says that the release started.
    NotStarted,
    /// A second start: two releases in one file.
    StartedTwice { first: EventId, other: EventId },
    /// So much was recorded in parallel that the order of events is not examined.
    TooWide,
    /// The file is named after one release and holds another.
    OtherRelease { named: String, held: String },
    /// An event that the rules would have refused where it stands: what it says, by whom, and why not.
    NotCounted { event: EventId, what: String, by: String, why: String },
    /// Something that a repair has acknowledged in the log.
    Known(Box<Trouble>),
}

/// A last line that breaks off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TornLine {
    /// Counted from 1.
    pub line: usize,
    /// The range of its bytes; it extends to the end of the file.
    pub range: Range<usize>,
}

/// Consecutive lines of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRange {
    /// Counted from 1.
    pub first: usize,
    pub last: usize,
}

/// Bytes of a log that are not an event, kept as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Several only where each is too short for an event.
    pub lines: LineRange,
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

impl LineRange {
    /// One line.
    pub(super) fn one(line: usize) -> Self {
        Self { first: line, last: line }
    }

    fn are_several(self) -> bool {
        self.first < self.last
    }
}

impl fmt::Display for LineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last } = self;
        if self.are_several() {
            write!(f, "lines {first} to {last}")
        } else {
            write!(f, "line {first}")
        }
    }
}

impl Trouble {
    /// This trouble, as known if a repair has acknowledged it.
    pub(super) fn known_if(self, known: bool) -> Self {
        if known { Self::Known(Box::new(self)) } else { self }
    }

    /// Says whether it prevents recording and judging gates.
    pub fn weight(&self) -> Weight {
        match self {
            Self::Known(_) => Weight::Known,
            Self::ConflictMarkers { .. } | Self::Torn(_) | Self::NotCounted { .. } => {
                Weight::Notice
            }
            Self::Damaged(_)
            | Self::Unknown { .. }
            | Self::MissingParent { .. }
            | Self::Rootless { .. }
            | Self::NotStarted
            | Self::StartedTwice { .. }
            | Self::TooWide
            | Self::OtherRelease { .. } => Weight::Refusal,
        }
    }

    /// What it means for the content of the log.
    pub fn meaning(&self) -> String {
        let meaning = match self {
            Self::ConflictMarkers { .. } => "nothing is lost",
            Self::Torn(_) => "the next command that records moves its bytes to a separate file",
            Self::Damaged(damage) => {
                if damage.lines.are_several() {
                    "the lines are ignored until they are restored from another copy"
                } else {
                    "the line is ignored until it is restored from another copy"
                }
            }
            Self::Unknown { .. } => "it is kept, but only a newer octorel can interpret it",
            Self::MissingParent { .. } => "its content is unknown; the events after it still count",
            Self::Rootless { .. } => "it was recorded without knowledge of this release; it counts",
            Self::NotStarted => "the plan is unknown, so the release cannot be shown",
            Self::StartedTwice { .. } => {
                "the events after both count; the plan of the first applies"
            }
            Self::TooWide => "no octorel records such a log; find out who wrote it",
            Self::OtherRelease { .. } => "the log is intact but has the wrong name",
            Self::NotCounted { .. } => "it stays in the log and has no effect",
            Self::Known(_) => "acknowledged in the log",
        };
        meaning.to_owned()
    }

    /// What the user may do about it, in the log of this release.
    pub fn hint(&self, release: &str) -> Option<Hint> {
        match self {
            Self::Torn(_) | Self::NotCounted { .. } | Self::TooWide | Self::Known(_) => None,
            Self::Unknown { .. } => Some("update octorel: a newer version recorded it".into()),
            Self::NotStarted => {
                let start = command("start").arg(release);
                Some(start.typed("--on YYYY-MM-DD").into())
            }
            Self::ConflictMarkers { .. }
            | Self::Damaged(_)
            | Self::MissingParent { .. }
            | Self::Rootless { .. }
            | Self::StartedTwice { .. }
            | Self::OtherRelease { .. } => {
                let repair = command("check").release(release).arg("--repair");
                Some(repair.does("previews the repair"))
            }
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConflictMarkers { lines } => {
                let noun = if *lines == 1 { "line" } else { "lines" };
                write!(f, "git left {lines} {noun} of conflict markers; both sides were read")
            }
            Self::Torn(TornLine { line, range }) => {
                let bytes = range.len();
                write!(f, "line {line} is incomplete ({bytes} bytes) and was never recorded")
            }
            Self::Damaged(Damage { lines, why: why @ LineFault::Altered, .. }) => {
                write!(f, "{lines} was {why}")
            }
            Self::Damaged(Damage { lines, why, .. }) => {
                let are = if lines.are_several() { "are" } else { "is" };
                write!(f, "{lines} {are} damaged: {why}")
            }
            Self::Unknown { event, name } => {
                write!(f, "event {} is of the unknown kind `{name}`", short(event))
            }
            Self::MissingParent { event, parent } => {
                write!(f, "event {} follows {}, which is missing", short(event), short(parent))
            }
            Self::Rootless { event } => write!(f, "event {} follows no other event", short(event)),
            Self::NotStarted => f.write_str("the start event is missing"),
            Self::StartedTwice { first, other } => {
                write!(f, "the release started twice: {} and {}", short(first), short(other))
            }
            Self::TooWide => f.write_str("too many events were recorded in parallel"),
            Self::OtherRelease { named, held } => {
                write!(f, "the file is named {named} but contains release {held}")
            }
            Self::NotCounted { what, by, why, .. } => {
                write!(f, "not counted: {what} by {by}, {why}")
            }
            Self::Known(trouble) => write!(f, "{trouble} (known)"),
        }
    }
}

/// Enough of an id to find its line by.
fn short(id: &EventId) -> String {
    let mut hex = id.to_string();
    hex.truncate(12);
    hex
}
