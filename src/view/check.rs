//! The problems of a playbook and of the logs, each with its place.

use super::VerifiedView;
use crate::playbook::{At, Problems};
use serde::Serialize;

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
