//! What happened to the items of finished releases.

use crate::log::{Act, Started};
use crate::names::{ItemId, RoleId};
use crate::playbook::{Owner, Place, Stage};
use crate::release::deviations::{DeviationDetail, deviations};
use crate::release::{ItemState, Release, ReleaseState};
use crate::schedule::Length;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many releases must have had an item before it is called superfluous.
const ENOUGH: usize = 3;

#[derive(Debug, Clone, Default, Serialize)]
pub struct StatsView {
    pub releases: usize,
    /// How many were rescheduled, and by how much they shipped later than first planned, on average of these.
    pub rescheduled: usize,
    pub slip: Length,
    /// How many had more than one attempt to deploy.
    pub rolled_back: usize,
    pub incidents: usize,
    /// Those that were late, skipped or blocked in some release, the worst first.
    pub items: Vec<ItemStats>,
    pub phases: Vec<GroupStats>,
    pub roles: Vec<GroupStats>,
}

/// An item over all finished releases that had it.
#[derive(Debug, Clone, Serialize)]
pub struct ItemStats {
    pub id: ItemId,
    /// As in the newest of them.
    pub text: String,
    pub releases: usize,
    /// In how many it was late, and by how much on average of these.
    pub late: usize,
    pub late_by: Length,
    pub skipped: usize,
    pub blocked: usize,
    /// Whether it was skipped in each of at least three releases.
    pub superfluous: bool,
}

/// The items of a phase or role over all finished releases.
#[derive(Debug, Clone, Serialize)]
pub struct GroupStats {
    pub name: String,
    pub items: usize,
    pub late: usize,
    pub late_by: Length,
}

#[derive(Debug, Clone, Default)]
struct Sum {
    text: String,
    counted: usize,
    late: usize,
    minutes: u64,
    skipped: usize,
    blocked: usize,
}

impl Sum {
    fn add(&mut self, text: &str, minutes_late: Option<u32>) {
        if self.text != text {
            text.clone_into(&mut self.text);
        }
        self.counted += 1;
        self.late += usize::from(minutes_late.is_some());
        self.minutes += u64::from(minutes_late.unwrap_or_default());
    }

    fn late_by(&self) -> Length {
        mean(self.minutes, self.late)
    }

    fn trouble(&self) -> usize {
        self.late + self.skipped + self.blocked
    }
}

impl StatsView {
    /// Sums up those releases that are finished. They come from the oldest to the newest.
    pub fn of(releases: impl Iterator<Item = Release>) -> Self {
        let (mut stats, mut slips) = (Self::default(), 0);
        let mut items: BTreeMap<ItemId, Sum> = BTreeMap::new();
        let mut phases: BTreeMap<usize, Sum> = BTreeMap::new();
        let mut roles: BTreeMap<RoleId, Sum> = BTreeMap::new();
        let is_finished = |it: &Release| matches!(it.progress.end, ReleaseState::Finished(_));
        for release in releases.filter(is_finished) {
            let playbook = &release.playbook;
            stats.releases += 1;
            let planned = release.log.started().and_then(Started::t);
            let slip = planned.zip(release.t).filter(|(planned, t)| planned != t);
            stats.rescheduled += usize::from(slip.is_some());
            slips += slip.map_or(0, |(from, t)| u64::from(Length::between(&from, &t).0));
            stats.rolled_back += usize::from(release.progress.attempt() > 1);
            stats.incidents += release.progress.incidents.len();
            let late = lateness(&release);
            let events = release.events().iter();
            let blocked = events.filter(|event| matches!(event.act, Act::Blocked(_)));
            let blocked: BTreeSet<&ItemId> = blocked.filter_map(|event| event.act.item()).collect();
            for (place, phase, item) in playbook.items() {
                if phase.stage == Stage::Incident {
                    continue;
                }
                let late = late.get(&place).copied();
                let sum = items.entry(item.id.clone()).or_default();
                sum.add(&playbook.line(place), late);
                sum.skipped += usize::from(release.status(place).state == ItemState::Skipped);
                sum.blocked += usize::from(blocked.contains(&item.id));
                let number = place.phase().unwrap_or_default();
                phases.entry(number).or_default().add(&phase.name, late);
                if let Owner::Role(role) = &item.owner {
                    roles.entry(role.clone()).or_default().add(playbook.role_name(role), late);
                }
            }
        }
        let mut items: Vec<(ItemId, Sum)> =
            items.into_iter().filter(|(_, sum)| sum.trouble() > 0).collect();
        items.sort_by_key(|(_, sum)| Reverse((sum.trouble(), sum.minutes)));
        let item = |(id, sum): (ItemId, Sum)| ItemStats {
            id,
            releases: sum.counted,
            late: sum.late,
            late_by: sum.late_by(),
            skipped: sum.skipped,
            blocked: sum.blocked,
            superfluous: sum.skipped == sum.counted && sum.counted >= ENOUGH,
            text: sum.text,
        };
        let group = |sum: Sum| GroupStats {
            items: sum.counted,
            late: sum.late,
            late_by: sum.late_by(),
            name: sum.text,
        };
        Self {
            slip: mean(slips, stats.rescheduled),
            items: items.into_iter().map(item).collect(),
            phases: phases.into_values().map(group).collect(),
            roles: roles.into_values().map(group).collect(),
            ..stats
        }
    }
}

/// By how many minutes items were done after they were due by the plan of that moment.
fn lateness(release: &Release) -> BTreeMap<Place, u32> {
    let late = deviations(release).into_iter().filter_map(|deviation| {
        let DeviationDetail::Late { due } = deviation.kind else { return None };
        let event = &release.events()[deviation.event];
        let late = Length::between(&due, &event.happened());
        Some((deviation.place?, late.0))
    });
    late.collect()
}

fn mean(minutes: u64, count: usize) -> Length {
    let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
    Length(u32::try_from(minutes / count).unwrap_or(u32::MAX))
}
