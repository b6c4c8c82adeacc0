//! The release as the screen shows it, with the groups of its left list and the rows of its right one, computed when the log changes and every minute, not for every frame.

use crate::command::Invocation;
use crate::document::Page;
use crate::names::Person;
use crate::playbook::Place;
use crate::release::{ItemState, Release};
use crate::schedule::{Moment, ReaderClock};
use crate::view::{Candidate, Filter, ItemView, NextView, StatusView};
use std::cell::OnceCell;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// What can be done now, in all phases.
    Next,
    Phase(usize),
    Role(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) place: Place,
    /// The position of the role, for an item that all roles tick, among the items of a role.
    pub(super) role: Option<usize>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowFilter {
    /// Only those of the roles that this person holds.
    pub(super) whose: Option<Person>,
    /// Only what is neither done nor skipped.
    pub(super) open: bool,
}

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

    /// The item of a row; of one that all roles tick, as the role of the row sees it.
    pub(super) fn item_of(&self, row: Row) -> ItemView {
        match row.role {
            Some(role) => ItemView::for_role(&self.release, row.place, role, self.now),
            None => ItemView::new(&self.release, row.place, self.now),
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

    /// All groups. The playbook of a release is frozen, so a position stays valid.
    pub(super) fn groups(&self) -> Vec<Group> {
        let playbook = &self.release.playbook;
        let phases = (0..playbook.phases.len()).map(Group::Phase);
        let roles = (0..playbook.roles.len()).map(Group::Role);
        std::iter::once(Group::Next).chain(phases).chain(roles).collect()
    }

    pub(super) fn rows(&self, group: Group, row_filter: &RowFilter) -> Vec<Row> {
        let RowFilter { whose, open } = row_filter;
        let release = &self.release;
        let is_of = |person: &Person, row: Row| match row.role {
            Some(role) => release.progress.holds(person, &release.playbook.roles[role].id),
            None => release.is_owner(person, &release.playbook.owner(row.place)),
        };
        let mut rows = self.all(group);
        rows.retain(|&row| whose.as_ref().is_none_or(|person| is_of(person, row)));
        rows.retain(|&row| !(*open && self.state(row).is_complete()));
        rows
    }

    /// The rows of a group without a filter.
    fn all(&self, group: Group) -> Vec<Row> {
        let playbook = &self.release.playbook;
        let row = |place| Row { place, role: None };
        match group {
            Group::Next => self.next().iter().copied().map(row).collect(),
            Group::Phase(phase) => {
                let items = playbook.phases[phase].leaves();
                items.map(|item| row(Place::Item { phase, item })).collect()
            }
            Group::Role(role) => {
                let id = &playbook.roles[role].id;
                let items = playbook.items().filter(|(.., item)| item.owner.includes(id));
                let items = items.map(|(place, ..)| Row {
                    role: playbook.is_for_all(place).then_some(role),
                    ..row(place)
                });
                let duties = 0..playbook.roles[role].duties.len();
                let duties = duties.map(|duty| row(Place::Duty { role, duty }));
                items.chain(duties).collect()
            }
        }
    }
}

/// What the full-screen program needs from `cli`.
pub trait Backend {
    /// The release as it is now.
    ///
    /// # Errors
    /// A message, if the log cannot be read.
    fn refresh(&mut self) -> Result<Model, String>;

    /// Says whether the log has changed since the last refresh, or a new minute has started, which changes what is due and late.
    fn is_stale(&mut self) -> bool;

    /// Runs a command line, given without the name of the program, and captures its output for lines of this width.
    fn run(&mut self, words: &[String], width: usize) -> Output;

    /// The completions of the last word of a line, which is given up to the cursor.
    fn complete(&mut self, line: &str) -> Vec<Candidate>;

    /// The person who uses the program.
    fn who(&mut self) -> Option<Person>;
}

#[derive(Debug, Clone)]
pub struct Output {
    /// The whole line, as it can be pasted into a shell.
    pub line: String,
    /// Says whether it ended with an error. The answer no is none.
    pub refused: bool,
    /// The printed text, with its styles.
    pub text: String,
}
