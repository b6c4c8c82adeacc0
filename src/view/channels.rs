//! Where one talks during each stage, and when the next update is due.

use super::Stamp;
use crate::log::Act;
use crate::playbook::{Channel, Stage};
use crate::release::Release;
use crate::schedule::{Moment, iso_duration};
use chrono::TimeDelta;
use serde::Serialize;

/// The channels, stage by stage.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelsView {
    pub release: Option<String>,
    /// The present stage; none for the playbook alone.
    pub stage: Option<Stage>,
    pub channels: Vec<ChannelView>,
}

/// One row of the document's list.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelView {
    pub stage: Stage,
    pub name: String,
    /// The time between two updates, as an ISO 8601 duration.
    pub every: Option<String>,
    /// When the next update is due, in the present stage.
    pub next_due: Option<Stamp>,
    pub overdue: bool,
    /// Says whether this is where one talks now.
    pub current: bool,
    #[serde(skip)]
    pub every_minutes: Option<u32>,
}

impl ChannelsView {
    /// Shows all channels at a moment.
    pub fn new(release: &Release, now: Moment) -> Self {
        let stage = release.t.map(|_| release.stage(now));
        let channel = |channel: &Channel| {
            let current = stage == Some(channel.stage);
            let next_due = current.then(|| next_due(release, channel)).flatten();
            ChannelView {
                stage: channel.stage,
                name: channel.name.clone(),
                every: channel.every_minutes.map(iso_duration),
                next_due: next_due.map(Stamp),
                overdue: next_due.is_some_and(|due| now > due),
                current,
                every_minutes: channel.every_minutes,
            }
        };
        Self {
            release: release.name.clone(),
            stage,
            channels: release.playbook.channels.iter().map(channel).collect(),
        }
    }
}

/// When the next update of a channel is due: one interval after the last one, or after its stage began.
fn next_due(release: &Release, channel: &Channel) -> Option<Moment> {
    let every = TimeDelta::minutes(i64::from(channel.every_minutes?));
    let began = match channel.stage {
        Stage::PreRelease => release.local(release.events().first()?.at),
        Stage::DuringRelease => release.t?,
        Stage::PostRelease => release.local(release.deployed()?),
        Stage::Incident => {
            let open = release
                .progress
                .incidents
                .iter()
                .filter(|i| i.closed.is_none());
            release.local(release.events()[open.map(|i| i.opened).max()?].at)
        }
    };
    let events = release.events().iter().enumerate();
    let announced = events.filter(|(i, event)| {
        release.progress.counts(*i) && matches!(event.act, Act::Announced { .. })
    });
    let last = announced.map(|(_, event)| release.local(event.at)).max();
    Some(last.map_or(began, |last| last.max(began)) + every)
}
