//! That an update went out.

use super::{Refusal, still_active};
use crate::command::command;
use crate::log::Act;
use crate::release::Release;
use crate::release::updates::{AnnouncementKind, is_rolled_back};

/// Decides to keep that a text was sent.
///
/// # Errors
/// If the release has ended, or the text would not be true.
pub fn announce(
    release: &Release,
    kind: AnnouncementKind,
    note: Option<String>,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    is_true(release, kind)?;
    Ok(vec![Act::Announced { about: kind.id().to_owned(), note }])
}

/// Refuses a text that would not be true.
///
/// # Errors
/// If the text is about a deployment or an incident that did not happen.
pub fn is_true(release: &Release, kind: AnnouncementKind) -> Result<(), Refusal> {
    let title = release.title();
    match kind {
        AnnouncementKind::Success if release.deployed().is_none() => {
            let deployment = release.playbook.deployment();
            let number = deployment.map(|place| release.playbook.number(place));
            let refusal = Refusal::no(format!("{title} is not deployed"));
            Err(match number {
                Some(number) => refusal.hint(command("tick").arg(number)),
                None => refusal,
            })
        }
        AnnouncementKind::Incident if release.progress.incidents.is_empty() => {
            Err(Refusal::no(format!("{title} has no incidents"))
                .hint(command("announce").arg("update").does("reports progress")))
        }
        AnnouncementKind::RolledBack if !is_rolled_back(release) => {
            Err(Refusal::no(format!("{} was not rolled back", release.title()))
                .hint(command("decide").does("shows the rollback decision")))
        }
        AnnouncementKind::Timeline
        | AnnouncementKind::Start
        | AnnouncementKind::Update
        | AnnouncementKind::Success
        | AnnouncementKind::Incident
        | AnnouncementKind::RolledBack
        | AnnouncementKind::Summary => Ok(()),
    }
}
