//! The stage of a release: by its dates, or by its progress if it has none.

use super::burn_down::required;
use super::{Release, ReleaseState};
use crate::playbook::Stage;
use crate::schedule::Moment;

impl Release {
    /// The stage at a moment: before the release day, until the first phase after the deployment starts, after that; or an incident.
    /// Without dates it is the stage of the first required item to do, though never before a deployment that has happened.
    pub fn stage(&self, now: Moment) -> Stage {
        if self.incident().is_some() {
            return Stage::Incident;
        }
        let ended = self.progress.end != ReleaseState::Active;
        if self.t.is_none() && !ended {
            let to_do = required(self).filter(|&place| !self.status(place).state.is_complete());
            let stages = to_do.map(|place| self.playbook.stage(place));
            let stage = stages.min().unwrap_or(Stage::PostRelease);
            let is_deployed = self.deployed().is_some();
            return if is_deployed { stage.max(Stage::DuringRelease) } else { stage };
        }
        let deployed = self.deployed().is_some()
            || (self.playbook.deployment().is_none() && self.t < Some(now));
        let phases = self.playbook.phases.iter().zip(&self.spans);
        let after = phases.filter(|(phase, _)| phase.stage == Stage::PostRelease);
        let first = after.filter_map(|(_, span)| Some(span.as_ref()?.starts)).min();
        match self.t {
            _ if ended => Stage::PostRelease,
            Some(_) if deployed && first.is_none_or(|starts| now >= starts) => Stage::PostRelease,
            Some(t) if deployed || now.date_naive() >= t.date_naive() => Stage::DuringRelease,
            _ => Stage::PreRelease,
        }
    }
}
