//! The problems of a playbook and of the logs, each with its place.

use super::report::{ReportTrouble, report_trouble};
use crate::command::{Hint, command};
use crate::log::{CheckedLog, MissingEvent, StoreError, Trouble, Weight, advice};
use crate::playbook::{At, Problems};
use crate::release::Release;
use serde::Serialize;
use std::path::Path;

#[derive(Debug, Clone, Default, Serialize)]
pub struct CheckView {
    pub problems: Vec<ProblemView>,
    pub warnings: Vec<String>,
    pub logs: Vec<VerifiedView>,
    /// Says that git's history could not be examined in full, as in a shallow clone.
    pub partial_history: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct ProblemView {
    pub code: String,
    pub message: String,
    /// Null for a problem of the playbook as a whole.
    pub file: Option<String>,
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub help: Option<String>,
}

impl CheckView {
    pub fn new(problems: &Problems) -> Self {
        let all = problems.problems.iter().map(|problem| ProblemView {
            code: problem.code.id().to_owned(),
            message: problem.message.clone(),
            file: problem.at.map(|At { file, .. }| problems.sources[file].path.clone()),
            line: problem.at.map(|at| problems.position(at).0),
            column: problem.at.map(|at| problems.position(at).1),
            help: problem.help.clone(),
        });
        Self { problems: all.collect(), ..Self::default() }
    }

    pub fn has_no_problem(&self) -> bool {
        self.problems.is_empty() && self.logs.iter().all(VerifiedView::is_in_order)
    }
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct VerifiedView {
    pub release: String,
    pub path: String,
    /// Says that it can be written and judged.
    pub whole: bool,
    /// Why it cannot be read at all.
    pub error: Option<String>,
    pub events: usize,
    /// How many are known to have been there and are not.
    pub lost: usize,
    pub troubles: Vec<Trouble>,
    /// The events that copies have and the log does not.
    pub missing: Vec<MissingEvent>,
    pub report: Option<ReportTrouble>,
    /// The files that keep bytes that were set aside.
    pub beside: Vec<BesideView>,
    pub hint: Option<Hint>,
}

#[derive(Debug, Clone, Serialize)]
pub struct BesideView {
    pub path: String,
    pub bytes: u64,
}

impl VerifiedView {
    /// Shows a log that was checked; `shown` says how paths are shown.
    pub fn new(release: &str, checked: CheckedLog, shown: impl Fn(&Path) -> String) -> Self {
        // A release knows which events do not count.
        let judged = Release::of(checked.log.clone());
        let log = judged.as_ref().map_or(&checked.log, |release| &release.log);
        let report = judged.as_ref().and_then(|it| report_trouble(it, checked.report.as_deref()));
        let vanished = checked.missing.iter().any(|event| !event.elsewhere);
        let repair = command("check").release(release).arg("--repair");
        let repair = repair.does("previews the repair");
        let refusals = log.refusals();
        Self {
            release: release.to_owned(),
            path: shown(&checked.path),
            whole: refusals.is_empty(),
            error: None,
            events: log.events().len(),
            lost: checked.lost,
            // A log that is not here is not damaged.
            troubles: if checked.is_here { log.troubles() } else { Vec::new() },
            beside: (checked.beside.iter())
                .map(|(path, bytes)| BesideView { path: shown(path), bytes: *bytes })
                .collect(),
            hint: match vanished || refusals.is_empty() && report.is_some() {
                true => Some(repair),
                false if !checked.is_here => None,
                false => advice(release, &log.warnings()),
            },
            missing: checked.missing,
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
    pub fn vanished(&self) -> impl Iterator<Item = &MissingEvent> {
        self.missing.iter().filter(|event| !event.elsewhere)
    }

    pub fn unreadable(release: &str, path: String, error: &StoreError) -> Self {
        Self {
            release: release.to_owned(),
            path,
            error: Some(error.with_cause()),
            hint: error.hint(),
            ..Self::default()
        }
    }
}
