//! How many required items are left over time, as planned and as it happened, and how many each role has.

use super::{ItemView, RoleLine, RoleView, Stamp};
use crate::playbook::Stage;
use crate::release::burn_down::{changes, required};
use crate::release::{ItemState, Release};
use crate::schedule::Moment;
use serde::Serialize;
use std::collections::BTreeMap;

/// The burn-down of the required items, without those of incident lists.
#[derive(Debug, Clone, Serialize)]
pub struct BurnDownView {
    pub total: usize,
    /// How many are left after each due date if all is done in time.
    pub planned: Vec<LeftView>,
    /// How many were left after each change, from the start to the moment shown.
    pub actual: Vec<LeftView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LeftView {
    pub at: Stamp,
    pub left: usize,
}

impl BurnDownView {
    /// Shows the burn-down from the start to a moment; `None` if nothing is dated.
    pub(super) fn new(release: &Release, start: Stamp, now: Moment) -> Option<Self> {
        let mut due: BTreeMap<Moment, usize> = BTreeMap::new();
        let (mut total, mut left) = (0, 0);
        for place in required(release) {
            total += 1;
            left += usize::from(!release.status(place).state.is_complete());
            if let Some(span) = release.planned(place) {
                *due.entry(span.due).or_default() += 1;
            }
        }
        if due.is_empty() {
            return None;
        }
        let first = LeftView { at: start, left: total };
        let mut planned = vec![first];
        for (at, count) in due {
            let before = planned.last().map_or(total, |it| it.left);
            planned.push(LeftView { at: Stamp(at), left: before - count });
        }
        let mut actual = vec![first];
        let mut sum = i64::try_from(total).unwrap_or(i64::MAX);
        for (at, change) in changes(release) {
            sum = sum.saturating_add(change);
            let at = release.local(at).clamp(start.0.min(now), now);
            actual.push(LeftView { at: Stamp(at), left: usize::try_from(sum).unwrap_or_default() });
        }
        // Of several changes at the same moment, the last one counts.
        actual.reverse();
        actual.dedup_by_key(|it| it.at);
        actual.reverse();
        actual.push(LeftView { at: Stamp(now), left });
        Some(Self { total, planned, actual })
    }

    /// How many should be left by now, and how many are.
    pub fn now(&self) -> (usize, usize) {
        let now = self.actual.last().map(|it| it.at);
        let planned = self.planned.iter().rfind(|it| Some(it.at) < now);
        let left = |it: &LeftView| it.left;
        (planned.map_or(self.total, left), self.actual.last().map_or(self.total, left))
    }
}

/// How many required items a role has, without those of incident lists.
#[derive(Debug, Clone, Serialize)]
pub struct LoadView {
    #[serde(flatten)]
    pub role: RoleLine,
    /// How many are done or skipped.
    pub done: usize,
    /// How many are not, and how many of these are late or, if not late, blocked.
    pub todo: usize,
    pub late: usize,
    pub blocked: usize,
}

impl LoadView {
    pub(super) fn new(role: &RoleView) -> Self {
        let counted = |item: &&ItemView| item.required && item.stage != Stage::Incident;
        let items = role.items.iter().filter(counted);
        let (done, todo): (Vec<_>, Vec<_>) = items.partition(|item| item.state.is_complete());
        let (late, timely): (Vec<&ItemView>, Vec<&ItemView>) =
            todo.iter().partition(|item| item.late);
        Self {
            role: role.line.clone(),
            done: done.len(),
            todo: todo.len(),
            late: late.len(),
            blocked: timely.iter().filter(|item| item.state == ItemState::Blocked).count(),
        }
    }
}
