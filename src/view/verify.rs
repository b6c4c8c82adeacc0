//! Logs checked in full: what is safe of each, what is wrong, and what it means.

use super::history::EventView;
use super::report::{ReportTrouble, report_trouble};
use crate::command::{Hint, command};
use crate::log::{
    CheckedLog, Damage, EventId, MissingEvent, StoreError, TornLine, Trouble, TroubleKind, Weight,
    advice,
};
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
    /// The events that copies have and the log does not.
    pub missing: Vec<MissingView>,
    /// What is wrong with the report beside it.
    pub report: Option<ReportTrouble>,
    /// The files that keep bytes that were set aside.
    pub beside: Vec<BesideView>,
    /// What to do.
    pub hint: Option<Hint>,
}

/// An event that is not in the log.
#[derive(Debug, Clone, Serialize)]
pub struct MissingView {
    pub event: EventView,
    /// The copy that has it: a commit, a branch, a folder.
    pub from: String,
    /// Says that it is on another branch or in another work tree, so that nothing has removed it.
    pub elsewhere: bool,
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
        let judged = Release::of(checked.log.clone());
        let log = judged.as_ref().map_or(&checked.log, |release| &release.log);
        let report = judged.as_ref().and_then(|it| report_trouble(it, checked.report.as_deref()));
        let missing = missing(checked);
        let vanished = missing.iter().any(|event| !event.elsewhere);
        let repair = command("check").release(release).arg("--repair");
        let repair = repair.does("previews the repair");
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
            // A log that is not here is not damaged.
            troubles: (log.troubles().iter().filter(|_| checked.is_here))
                .map(TroubleView::new)
                .collect(),
            beside: (checked.beside.iter())
                .map(|(path, bytes)| BesideView { path: shown(path), bytes: *bytes })
                .collect(),
            hint: match vanished || refusals.is_empty() && report.is_some() {
                true => Some(repair),
                false if !checked.is_here => None,
                false => advice(release, &refusals).or_else(|| advice(release, &log.notices())),
            },
            missing,
            report,
        }
    }

    /// Says whether it is whole, lacks nothing and has the report that belongs to it. It need not be here.
    pub fn is_in_order(&self) -> bool {
        let refuses = self.troubles.iter().any(|trouble| trouble.weight == Weight::Refusal);
        let is_current = self.report != Some(ReportTrouble::Outdated);
        self.error.is_none() && !refuses && is_current && self.vanished().next().is_none()
    }

    /// The events that are missing and not elsewhere.
    pub fn vanished(&self) -> impl Iterator<Item = &MissingView> {
        self.missing.iter().filter(|event| !event.elsewhere)
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

/// The missing events, in the order of the log.
fn missing(checked: &CheckedLog) -> Vec<MissingView> {
    let union = Some(&checked.union).filter(|_| !checked.missing.is_empty());
    let Some(release) = union.cloned().and_then(Release::of) else { return Vec::new() };
    let view = |MissingEvent { id, from, is_elsewhere }: &MissingEvent| {
        let event = EventView::new(&release, release.log.position(*id)?);
        Some(MissingView { event, from: from.clone(), elsewhere: *is_elsewhere })
    };
    checked.missing.iter().filter_map(view).collect()
}

impl TroubleView {
    fn new(trouble: &Trouble) -> Self {
        let (known, line, event) = place(trouble);
        Self {
            kind: known.into(),
            weight: trouble.weight(),
            line,
            event: event.map(|event| event.to_string()),
            text: trouble.to_string(),
            meaning: trouble.meaning(),
        }
    }
}

/// A trouble whether or not a repair has acknowledged it, and where it is.
fn place(trouble: &Trouble) -> (&Trouble, Option<usize>, Option<EventId>) {
    let (line, event) = match trouble {
        Trouble::Torn(TornLine { line, .. }) => (Some(*line), None),
        Trouble::Damaged(Damage { lines, .. }) => (Some(lines.first), None),
        Trouble::Unknown { event, .. }
        | Trouble::MissingParent { event, .. }
        | Trouble::Rootless { event }
        | Trouble::StartedTwice { other: event, .. }
        | Trouble::NotCounted { event, .. } => (None, Some(*event)),
        Trouble::ConflictMarkers { .. }
        | Trouble::NotStarted
        | Trouble::TooWide
        | Trouble::OtherRelease { .. } => (None, None),
        Trouble::Known(trouble) => return place(trouble),
    };
    (trouble, line, event)
}
