//! Where one talks during each stage, and when the next update is due.

use super::Stamp;
use crate::playbook::{Channel, Stage};
use crate::release::{Release, updates};
use crate::schedule::{Moment, iso_duration};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ChannelsView {
    pub release: Option<String>,
    /// The present stage; none for the playbook alone.
    pub stage: Option<Stage>,
    pub channels: Vec<ChannelView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ChannelView {
    pub stage: Stage,
    pub name: String,
    /// The time between two updates, as an ISO 8601 duration.
    pub every: Option<String>,
    pub next_due: Option<Stamp>,
    pub late: bool,
    pub current: bool,
    #[serde(skip)]
    pub every_minutes: Option<u32>,
}

impl ChannelsView {
    pub fn new(release: &Release, now: Moment) -> Self {
        let stage = release.name.as_ref().map(|_| release.stage(now));
        let channels = release.playbook.channels.iter();
        let view = |it: &Channel| ChannelView::new(release, it, stage == Some(it.stage), now);
        Self { release: release.name.clone(), stage, channels: channels.map(view).collect() }
    }
}

impl ChannelView {
    fn new(release: &Release, channel: &Channel, current: bool, now: Moment) -> Self {
        let next_due = current.then(|| updates::next_due(release, channel)).flatten();
        Self {
            stage: channel.stage,
            name: channel.name.clone(),
            every: channel.every_minutes.map(iso_duration),
            next_due: next_due.map(Stamp),
            late: next_due.is_some_and(|due| now > due),
            current,
            every_minutes: channel.every_minutes,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct UpdateView {
    pub channel: String,
    /// The time between two updates, as an ISO 8601 duration.
    pub every: Option<String>,
    /// When the last one was sent.
    pub last: Option<Stamp>,
    pub due: Stamp,
    pub late: bool,
    /// When the one after it is due if this one is sent now.
    #[serde(skip)]
    pub then_due: Stamp,
}

impl UpdateView {
    /// The next update during a release or an incident. An incident whose channel has no interval is told of as often as the
    /// release itself.
    pub fn new(release: &Release, now: Moment) -> Option<Self> {
        let of = |stage| {
            let mut channels = release.playbook.channels.iter();
            channels.find(|channel| channel.stage == stage && channel.every_minutes.is_some())
        };
        let during = of(Stage::DuringRelease);
        let channel = match release.stage(now) {
            Stage::PreRelease | Stage::PostRelease => None,
            Stage::DuringRelease => during.cloned(),
            Stage::Incident => of(Stage::Incident)
                .or(during)
                .map(|channel| Channel { stage: Stage::Incident, ..channel.clone() }),
        }?;
        let view = ChannelView::new(release, &channel, true, now);
        Some(Self {
            channel: view.name,
            every: view.every,
            last: updates::last_sent(release).map(Stamp),
            due: view.next_due?,
            late: view.late,
            then_due: Stamp(updates::due_once_sent(release, &channel, now)?),
        })
    }
}
