//! Logs checked in full: what is safe of each, what is wrong, and what it means.

use crate::command::Hint;
use crate::log::{CheckedLog, Damage, EventId, StoreError, TornLine, Trouble, Weight, advice};
use crate::release::Release;
use serde::Serialize;

/// One log.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VerifiedView {
    pub release: String,
    /// Its file.
    pub path: String,
    /// Says that it can be written and judged.
    pub whole: bool,
    /// Why it cannot be read at all.
    pub error: Option<String>,
    /// How many events are safe.
    pub events: usize,
    /// How many are known to have been there and are not.
    pub lost: usize,
    /// How many bytes the file has, and how many of them are safe.
    pub bytes: usize,
    pub safe_bytes: usize,
    pub troubles: Vec<TroubleView>,
    /// The files that keep bytes that were set aside.
    pub beside: Vec<BesideView>,
    /// What to do.
    pub hint: Option<Hint>,
}

/// Something that is wrong.
#[derive(Debug, Clone, Serialize)]
pub struct TroubleView {
    pub kind: TroubleKind,
    pub weight: Weight,
    /// The line of the file, counted from 1.
    pub line: Option<usize>,
    /// The event that it is about.
    pub event: Option<String>,
    pub text: String,
    pub meaning: String,
}

/// What kind of trouble it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TroubleKind {
    ConflictMarkers,
    Torn,
    Damaged,
    Unknown,
    #[serde(rename = "cut")]
    MissingParent,
    Rootless,
    NotStarted,
    StartedTwice,
    OtherRelease,
    TooWide,
    NotCounted,
}

/// A file of bytes that were set aside.
#[derive(Debug, Clone, Serialize)]
pub struct BesideView {
    pub path: String,
    pub bytes: u64,
}

impl VerifiedView {
    /// Shows a log that was checked; `shown` says how paths are shown.
    pub fn new(
        release: &str,
        checked: &CheckedLog,
        shown: impl Fn(&std::path::Path) -> String,
    ) -> Self {
        // A release knows which events do not count.
        let judged = Release::of(checked.log.clone()).map(|release| release.log);
        let log = judged.as_ref().unwrap_or(&checked.log);
        let damaged: usize = log.damage().iter().map(|damage| damage.range.len()).sum();
        let torn = log.torn().map_or(0, |torn| torn.range.len());
        let refusals = log.refusals();
        Self {
            release: release.to_owned(),
            path: shown(&checked.path),
            whole: refusals.is_empty(),
            error: None,
            events: log.events().len(),
            lost: checked.lost,
            bytes: checked.bytes,
            safe_bytes: checked.bytes - damaged - torn,
            troubles: log.troubles().iter().map(TroubleView::new).collect(),
            beside: (checked.beside.iter())
                .map(|(path, bytes)| BesideView { path: shown(path), bytes: *bytes })
                .collect(),
            hint: advice(release, &refusals).or_else(|| advice(release, &log.notices())),
        }
    }

    /// Shows a log that cannot be read.
    pub fn unreadable(release: &str, path: String, error: &StoreError) -> Self {
        let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
        Self {
            release: release.to_owned(),
            path,
            error: Some(format!("{error}{}", cause.unwrap_or_default())),
            hint: error.hint(),
            ..Self::default()
        }
    }
}

impl TroubleView {
    fn new(trouble: &Trouble) -> Self {
        let (kind, line, event) = place(trouble);
        Self {
            kind,
            weight: trouble.weight(),
            line,
            event: event.map(|event| event.to_string()),
            text: trouble.to_string(),
            meaning: trouble.meaning(),
        }
    }
}

/// The kind of a trouble, and where it is.
fn place(trouble: &Trouble) -> (TroubleKind, Option<usize>, Option<EventId>) {
    match trouble {
        Trouble::ConflictMarkers { .. } => (TroubleKind::ConflictMarkers, None, None),
        Trouble::Torn(TornLine { line, .. }) => (TroubleKind::Torn, Some(*line), None),
        Trouble::Damaged(Damage { lines, .. }) => (TroubleKind::Damaged, Some(lines.first), None),
        Trouble::Unknown { event, .. } => (TroubleKind::Unknown, None, Some(*event)),
        Trouble::MissingParent { event, .. } => (TroubleKind::MissingParent, None, Some(*event)),
        Trouble::Rootless { event } => (TroubleKind::Rootless, None, Some(*event)),
        Trouble::NotStarted => (TroubleKind::NotStarted, None, None),
        Trouble::StartedTwice { other, .. } => (TroubleKind::StartedTwice, None, Some(*other)),
        Trouble::TooWide => (TroubleKind::TooWide, None, None),
        Trouble::OtherRelease { .. } => (TroubleKind::OtherRelease, None, None),
        Trouble::NotCounted { event, .. } => (TroubleKind::NotCounted, None, Some(*event)),
        Trouble::Known(trouble) => place(trouble),
    }
}
