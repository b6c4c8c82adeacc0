//! The end of a release: finished once its gate is open, cancelled for a reason, reopened for a reason.

use super::refusal::{optional_reason, reason};
use super::{Refusal, remedy, still_active};
use crate::command::command;
use crate::log::Act;
use crate::names::GateId;
use crate::playbook::FINISH;
use crate::release::gate::judge;
use crate::release::{Release, ReleaseState};

/// Decides to finish a release: its gate `finish` must be open.
///
/// # Errors
/// If the release has ended, or its gate `finish` is missing or closed.
pub fn finish(release: &Release, why: Option<&str>) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let reason = optional_reason(why)?;
    let Some(judgement) = judge(release, &GateId::from(FINISH)) else {
        return Err(Refusal::cannot(format!(
            "cannot finish {}: its playbook has no gate `{FINISH}`",
            release.title()
        ))
        .hint(
            command("cancel")
                .reason()
                .does("cancels it; add the gate to the playbook for the next release"),
        ));
    };
    if !judgement.open() {
        let why = match judgement.missing.len() {
            0 => format!("its gate `{FINISH}` has no requirements, so it never opens"),
            1 => "1 requirement is not met".to_owned(),
            many => format!("{many} requirements are not met"),
        };
        let hint = judgement.missing.first().map_or_else(
            || command("gate").arg(FINISH).does("shows what is missing"),
            |missing| remedy(release, missing),
        );
        let message = format!("cannot finish {}: {why}", release.title());
        return Err(Refusal::no(message).hint(hint));
    }
    Ok(vec![Act::Finished { reason }])
}

/// Decides to end a release that will not happen.
///
/// # Errors
/// If the release has ended, or the reason is missing.
pub fn cancel(release: &Release, why: Option<&str>) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    let reason = reason(why)?;
    Ok(vec![Act::Cancelled { reason }])
}

/// Decides to reopen a finished or cancelled release.
///
/// # Errors
/// If the release is active, or the reason is missing.
pub fn reopen(release: &Release, why: Option<&str>) -> Result<Vec<Act>, Refusal> {
    match release.progress.end {
        ReleaseState::Active => Err(Refusal::no(format!("{} is active", release.title()))
            .hint(command("releases").does("lists all releases"))),
        ReleaseState::Finished(_) | ReleaseState::Cancelled(_) => {
            let reason = reason(why)?;
            Ok(vec![Act::Reopened { reason }])
        }
    }
}
