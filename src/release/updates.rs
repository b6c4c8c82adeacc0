//! Messages to stakeholders: which there are, which one fits the current stage, and when the next update is due
//! ("Communication Channels" of the roles document).
//!
//! The texts themselves are a view and its renderers; that one was sent is an event.

use crate::log::Act;
use crate::playbook::{Channel, Stage};
use crate::release::{Release, ReleaseState};
use crate::schedule::Moment;
use chrono::TimeDelta;
use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};

/// A text that goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray, Serialize)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum AnnouncementKind {
    /// The preliminary timeline, before the release.
    Timeline,
    /// The deployment starts.
    Start,
    /// How far it is.
    Update,
    /// The release is out.
    Success,
    /// What is wrong, and what is done about it.
    Incident,
    RolledBack,
    /// What it came to.
    Summary,
}

impl AnnouncementKind {
    /// All texts, in the order in which a release needs them.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As people name it, and as the log keeps it.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// The message that fits a moment: the one of its stage if it has not been sent yet, else an update.
pub fn suggested(release: &Release, now: Moment) -> AnnouncementKind {
    let wanted = match release.stage(now) {
        _ if is_rolled_back(release) && !sent(release, AnnouncementKind::RolledBack) => {
            return AnnouncementKind::RolledBack;
        }
        Stage::Incident => return AnnouncementKind::Incident,
        _ if release.progress.end != ReleaseState::Active => return AnnouncementKind::Summary,
        Stage::PreRelease => AnnouncementKind::Timeline,
        Stage::DuringRelease if release.deployed().is_none() => AnnouncementKind::Start,
        Stage::DuringRelease => AnnouncementKind::Update,
        Stage::PostRelease if release.deployed().is_none() => AnnouncementKind::Update,
        Stage::PostRelease if sent(release, AnnouncementKind::Success) => {
            return AnnouncementKind::Summary;
        }
        Stage::PostRelease => AnnouncementKind::Success,
    };
    if sent(release, wanted) { AnnouncementKind::Update } else { wanted }
}

/// Says whether the last deployment of an active release was rolled back and the next one has not happened.
pub fn is_rolled_back(release: &Release) -> bool {
    let active = release.progress.end == ReleaseState::Active;
    active && release.progress.attempt() > 1 && release.deployed().is_none()
}

/// Says whether a text of this kind went out, since the last rollback if there was one.
fn sent(release: &Release, kind: AnnouncementKind) -> bool {
    let rollback = release.progress.rollbacks.last();
    let is_new = |event| rollback.is_none_or(|&rollback| !release.log.is_before(event, rollback));
    announced(release).any(|(event, about)| about == kind.id() && is_new(event))
}

/// The updates that went out and count: the event's position, and which text it was.
fn announced(release: &Release) -> impl Iterator<Item = (usize, &str)> {
    release.counted().filter_map(|(i, event)| {
        let Act::Announced { about, .. } = &event.act else { return None };
        Some((i, about.as_str()))
    })
}

pub fn last_sent(release: &Release) -> Option<Moment> {
    announced(release).map(|(i, _)| release.local(release.events()[i].at)).max()
}

/// When the next update of a channel is due: one interval after the last one of its stage, or after the stage began.
pub fn next_due(release: &Release, channel: &Channel) -> Option<Moment> {
    let begins = begin(release, channel.stage)?;
    // A message sent earlier on the day of the deployment counts, though nothing was due before T.
    let is_early = |sent: &Moment| {
        channel.stage == Stage::DuringRelease && sent.date_naive() == begins.date_naive()
    };
    let last = last_sent(release).filter(|last| *last >= begins || is_early(last));
    due_once_sent(release, channel, last.unwrap_or(begins))
}

/// When the next update of a channel will be due once one is sent at a moment, though never before its stage has started.
pub fn due_once_sent(release: &Release, channel: &Channel, at: Moment) -> Option<Moment> {
    let begins = begin(release, channel.stage)?;
    let every = TimeDelta::minutes(i64::from(channel.every_minutes?));
    Some((at + every).max(begins))
}

/// When a stage begins; nothing is due once the release has ended.
fn begin(release: &Release, stage: Stage) -> Option<Moment> {
    if release.progress.end != ReleaseState::Active {
        return None;
    }
    let deployed = || release.deployed().map(|at| release.local(at));
    match stage {
        Stage::PreRelease => Some(release.local(release.events().first()?.at)),
        Stage::DuringRelease => deployed().into_iter().chain(release.t).min(),
        Stage::PostRelease => deployed(),
        Stage::Incident => {
            let declared = release.ongoing_incidents().map(|incident| incident.declared).max()?;
            Some(release.local(release.events()[declared].at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{
        ALICE, BOB, History, finished, incident_declared, incident_resolved, moment, ticked,
    };

    fn announced(kind: AnnouncementKind) -> Act {
        Act::Announced { about: kind.id().to_owned(), note: None }
    }

    fn every(stage: Stage) -> Channel {
        Channel { stage, name: "here".to_owned(), every_minutes: Some(30) }
    }

    #[test]
    fn each_moment_has_its_announcement() {
        let mut history = History::new();
        let text = |history: &History, at: &str| suggested(&history.release(), moment(at));
        assert_eq!(text(&history, "2026-12-01 12:00"), AnnouncementKind::Timeline);
        history.at("2026-12-01 12:00", ALICE, announced(AnnouncementKind::Timeline));
        assert_eq!(text(&history, "2026-12-02 12:00"), AnnouncementKind::Update);
        assert_eq!(text(&history, "2026-12-15 13:00"), AnnouncementKind::Start);
        history.at("2026-12-15 13:50", ALICE, announced(AnnouncementKind::Start));
        assert_eq!(text(&history, "2026-12-15 14:00"), AnnouncementKind::Update);
        history.at("2026-12-15 14:10", BOB, ticked("deploy.run", "dev"));
        assert_eq!(text(&history, "2026-12-15 14:20"), AnnouncementKind::Update);
        assert_eq!(text(&history, "2026-12-15 15:20"), AnnouncementKind::Success);
        history.at("2026-12-15 15:20", ALICE, announced(AnnouncementKind::Success));
        assert_eq!(text(&history, "2026-12-15 15:30"), AnnouncementKind::Summary);
        history.at("2026-12-15 15:40", ALICE, incident_declared(1));
        assert_eq!(text(&history, "2026-12-15 15:41"), AnnouncementKind::Incident);
        history.at("2026-12-15 15:50", ALICE, incident_resolved(1));
        history.at("2026-12-15 16:00", ALICE, finished());
        assert_eq!(text(&history, "2026-12-15 16:01"), AnnouncementKind::Summary);
    }

    #[test]
    fn an_update_is_due_one_interval_after_the_last_one() {
        let mut history = History::new();
        let due = |history: &History, stage| {
            let due = next_due(&history.release(), &every(stage));
            due.map(|due| due.format("%H:%M").to_string())
        };
        let during = Stage::DuringRelease;
        assert_eq!(due(&history, during).as_deref(), Some("14:30"));
        history.at("2026-12-10 09:00", ALICE, announced(AnnouncementKind::Update));
        assert_eq!(due(&history, during).as_deref(), Some("14:30"), "days ago");
        history.at("2026-12-15 09:00", ALICE, announced(AnnouncementKind::Start));
        assert_eq!(due(&history, during).as_deref(), Some("14:00"), "not yet");
        history.at("2026-12-15 13:50", ALICE, announced(AnnouncementKind::Start));
        assert_eq!(due(&history, during).as_deref(), Some("14:20"));
        assert_eq!(due(&history, Stage::Incident), None);
        history.at("2026-12-15 14:25", ALICE, incident_declared(1));
        assert_eq!(due(&history, Stage::Incident).as_deref(), Some("14:55"));
        history.at("2026-12-15 14:30", ALICE, finished());
        assert_eq!(due(&history, during), None);
    }

    #[test]
    fn an_early_deployment_makes_updates_due_early() {
        let mut history = History::new();
        history.at("2026-12-15 11:00", BOB, ticked("deploy.run", "dev"));
        let due = next_due(&history.release(), &every(Stage::DuringRelease));
        assert_eq!(due, Some(moment("2026-12-15 11:30")));
    }
}
