//! The contents of the two lists: groups on the left, the rows of the selected group on the right.
//!
//! The playbook of a release is frozen, so a position stays valid.

use super::Model;
use crate::names::Person;
use crate::playbook::Place;

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

pub(super) fn groups(model: &Model) -> Vec<Group> {
    let playbook = &model.release.playbook;
    let phases = (0..playbook.phases.len()).map(Group::Phase);
    let roles = (0..playbook.roles.len()).map(Group::Role);
    std::iter::once(Group::Next).chain(phases).chain(roles).collect()
}

pub(super) fn rows(model: &Model, group: Group, row_filter: &RowFilter) -> Vec<Row> {
    let RowFilter { whose, open } = row_filter;
    let release = &model.release;
    let is_of = |person: &Person, row: Row| match row.role {
        Some(role) => release.progress.holds(person, &release.playbook.roles[role].id),
        None => release.is_owner(person, &release.playbook.owner(row.place)),
    };
    let mut rows = all(model, group);
    rows.retain(|&row| whose.as_ref().is_none_or(|person| is_of(person, row)));
    rows.retain(|&row| !(*open && model.state(row).is_complete()));
    rows
}

fn all(model: &Model, group: Group) -> Vec<Row> {
    let playbook = &model.release.playbook;
    let row = |place| Row { place, role: None };
    match group {
        Group::Next => model.next().iter().copied().map(row).collect(),
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
