//! That an update went out.

use super::{Refusal, still_active};
use crate::command::command;
use crate::log::Act;
use crate::release::Release;
use crate::release::updates::{AnnouncementKind, is_rolled_back};

/// Decides to keep that a text was sent, which has to be true.
pub fn announce(
    release: &Release,
    kind: AnnouncementKind,
    note: Option<String>,
) -> Result<Vec<Act>, Refusal> {
    still_active(release)?;
    is_true(release, kind)?;
    Ok(vec![Act::Announced { about: kind.id().to_owned(), note }])
}

/// Refuses a text about a deployment, an incident or a rollback that did not happen.
pub fn is_true(release: &Release, kind: AnnouncementKind) -> Result<(), Refusal> {
    let claims = [
        (AnnouncementKind::Success, release.deployed().is_some(), "is not deployed"),
        (AnnouncementKind::Incident, !release.progress.incidents.is_empty(), "has no incidents"),
        (AnnouncementKind::RolledBack, is_rolled_back(release), "was not rolled back"),
    ];
    match claims.iter().find(|(it, is_true, _)| *it == kind && !is_true) {
        Some((.., why)) => Err(Refusal::no(format!("{} {why}", release.title()))
            .hint(command("announce").does("prints the message that fits now"))),
        None => Ok(()),
    }
}
