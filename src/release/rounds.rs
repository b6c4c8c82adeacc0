//! The rounds of phases and decisions that count.

use super::model::Release;
use crate::names::DecisionId;
use crate::playbook::{Place, Stage};

impl Release {
    /// The round of a phase that counts: for an incident list that of the newest ongoing incident, 0 if there is none.
    pub fn round(&self, phase: usize) -> u32 {
        match self.playbook.phases[phase].stage {
            Stage::Incident => self.incident().unwrap_or_default(),
            Stage::PreRelease | Stage::DuringRelease | Stage::PostRelease => {
                let attempt = match self.progress.attempt() {
                    attempt if attempt > 1 && self.playbook.is_in_attempt(phase) => attempt,
                    _ => 1,
                };
                let started = u32::try_from(self.rounds_of(phase).len()).unwrap_or(u32::MAX);
                attempt.saturating_add(started)
            }
        }
    }

    /// The round of a place that counts; a duty has only one.
    pub fn round_of(&self, place: Place) -> u32 {
        place.phase().map_or(1, |phase| self.round(phase))
    }

    /// The round of a decision that counts.
    pub fn decision_round(&self, decision: &DecisionId) -> u32 {
        match self.playbook.is_decided_per_attempt(decision) {
            true => self.progress.attempt(),
            false => 1,
        }
    }

    /// The events that started another round of a phase, in order. Only a rollback starts one of the phase with the deployment.
    pub fn rounds_of(&self, phase: usize) -> &[usize] {
        let id = &self.playbook.phases[phase].id;
        match self.progress.rounds.get(id) {
            Some(rounds) if self.playbook.deployment().and_then(Place::phase) != Some(phase) => {
                rounds
            }
            Some(_) | None => &[],
        }
    }
}
