//! All releases of a folder, the nearest T first.

use super::{GateLine, ReleaseStatus, Stamp, StatusView};
use crate::playbook::Stage;
use crate::release::gate::GateVerdict;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ReleasesView {
    pub releases: Vec<ReleaseLine>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct ReleaseLine {
    pub release: String,
    pub release_at: Option<Stamp>,
    pub state: ReleaseStatus,
    pub done: usize,
    pub total: usize,
    pub late: usize,
    /// The gate that counts in the present stage, and its verdict.
    pub gate: Option<String>,
    pub verdict: Option<GateVerdict>,
}

impl ReleaseLine {
    /// Shows one release; the incident list is not counted.
    pub fn new(status: &StatusView) -> Self {
        let phases = || status.phases.iter().filter(|phase| phase.stage != Stage::Incident);
        let gate = status.current_gate();
        Self {
            release: status.release.clone(),
            release_at: status.release_at,
            state: status.release_state,
            done: phases().map(|phase| phase.done).sum(),
            total: phases().map(|phase| phase.total).sum(),
            late: phases().map(|phase| phase.late).sum(),
            gate: gate.map(|gate| gate.gate.to_string()),
            verdict: gate.map(|gate: &GateLine| gate.verdict),
        }
    }

    pub fn unreadable(release: &str) -> Self {
        Self { release: release.to_owned(), state: ReleaseStatus::Unreadable, ..Self::default() }
    }
}
