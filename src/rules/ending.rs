//! The end of a release: finished once its gate is open, cancelled for a reason, reopened for a reason.

use super::refusal::{optional_reason, reason};
use super::{Refusal, remedy, still_active};
use crate::command::command;
use crate::log::Act;
use crate::names::{GateId, count};
use crate::playbook::FINISH;
use crate::release::gate::{Requirement, judge};
use crate::release::{Release, ReleaseState};

/// How many of the requirements that are not met a refused end lists.
const LISTED: usize = 5;

/// Decides to finish a release: its gate `finish` must be open.
pub fn finish(release: &Release, why: Option<&str>) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let reason = optional_reason(why)?;
    let Some(judgement) = judge(release, &GateId::from(FINISH)) else {
        let why = format!("its playbook has no gate `{FINISH}`");
        let cancel = command("cancel").reason();
        return Err(Refusal::cannot(format!("cannot finish {}: {why}", release.title()))
            .hint(cancel.does("cancels it; add the gate to the playbook for the next release")));
    };
    if !judgement.open() {
        let why = match judgement.missing.len() {
            0 => format!("its gate `{FINISH}` has no requirements, so it never opens"),
            missing => count(missing, "requirement is not met", "requirements are not met"),
        };
        let message = format!("cannot finish {}: {why}", release.title());
        let missing = judgement.missing.iter().map(|missing| describe(release, missing));
        let more = judgement.missing.len().saturating_sub(LISTED);
        let more = (more > 0).then(|| (String::new(), format!("and {more} more")));
        let refusal = Refusal::no(message).listing(missing.take(LISTED).chain(more));
        return Err(match judgement.missing.first() {
            Some(first) => refusal.hint(remedy(release, first)),
            None => refusal,
        });
    }
    Ok(vec![Act::Finished { reason }])
}

fn describe(release: &Release, missing: &Requirement) -> (String, String) {
    let playbook = &release.playbook;
    match missing {
        Requirement::Item { place, .. } => (playbook.number(*place), playbook.line(*place)),
        Requirement::Decision { decision, .. } | Requirement::Unconfirmed { decision, .. } => {
            let name = playbook.decision(decision).map(|decision| decision.name.clone());
            (decision.to_string(), name.unwrap_or_default())
        }
        Requirement::Incident(number) => {
            (format!("incident {number}"), release.incident_text(*number).to_owned())
        }
        Requirement::Cancelled(_) => ("cancelled".to_owned(), String::new()),
        Requirement::Conflict(_) => {
            ("conflict".to_owned(), "entries recorded in parallel".to_owned())
        }
    }
}

/// Decides to end a release that will not happen, for a reason.
pub fn cancel(release: &Release, why: Option<&str>) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    Ok(vec![Act::Cancelled { reason: reason(why)? }])
}

/// Decides to reopen a finished or cancelled release, for a reason.
pub fn reopen(release: &Release, why: Option<&str>) -> Result<Vec<Act>, Refusal> {
    match release.progress.end {
        ReleaseState::Active => Err(Refusal::no(format!("{} is active", release.title()))
            .hint(command("releases").does("lists all releases"))),
        ReleaseState::Finished(_) | ReleaseState::Cancelled(_) => {
            Ok(vec![Act::Reopened { reason: reason(why)? }])
        }
    }
}
