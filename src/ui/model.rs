//! The release as the screen shows it, computed when the log changes and every minute, not for every frame.

use super::rows::Row;
use crate::command::Invocation;
use crate::document::Page;
use crate::playbook::Place;
use crate::release::{ItemState, Release};
use crate::schedule::{Moment, ReaderClock};
use crate::view::{Filter, ItemView, NextView, StatusView};
use std::cell::OnceCell;

pub struct Model {
    pub(super) release: Release,
    pub(super) now: Moment,
    pub(super) status: StatusView,
    pub(super) warnings: Vec<String>,
    next: OnceCell<Vec<Place>>,
}

impl Model {
    /// Computes the model at a moment; `None` for a draft, which has no dates.
    pub fn new(release: Release, now: Moment, warnings: Vec<String>) -> Option<Self> {
        Some(Self {
            status: StatusView::new(&release, now, 0)?,
            next: OnceCell::new(),
            release,
            now,
            warnings,
        })
    }

    pub(super) fn item(&self, place: Place) -> ItemView {
        ItemView::new(&self.release, place, self.now)
    }

    /// The item of a row; of one that all roles tick, as the role of the row sees it.
    pub(super) fn item_of(&self, row: Row) -> ItemView {
        match row.role {
            Some(role) => ItemView::for_role(&self.release, row.place, role, self.now),
            None => self.item(row.place),
        }
    }

    /// What can be done now, most urgent first.
    pub(super) fn next(&self) -> &[Place] {
        let next = || NextView::places(&self.release, &Filter::default(), self.now);
        self.next.get_or_init(next)
    }

    /// The state that a row shows: that of its role, if it has one.
    pub(super) fn state(&self, row: Row) -> ItemState {
        let status = self.release.status(row.place);
        row.role.map_or(status.state, |role| status.for_role(role))
    }

    pub(super) fn is_late(&self, row: Row) -> bool {
        self.release.is_late(row.place, self.state(row), self.now)
    }

    pub(super) fn page(&self, width: usize) -> Page<'static> {
        Page {
            width,
            height: usize::MAX,
            bars: true,
            in_full: false,
            now: ReaderClock::at(self.now),
            invocation: Invocation::none(),
        }
    }
}
