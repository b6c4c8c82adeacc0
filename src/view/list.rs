//! Items, filtered; and what can be done now.

use super::{ItemView, UpdateView};
use crate::names::{Person, PhaseId, RoleId};
use crate::playbook::{Owner, Place, Stage};
use crate::release::ItemState;
use crate::release::{DueStatus, Release};
use crate::schedule::Moment;
use serde::Serialize;

/// Which items are wanted; an absent condition lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub phase: Option<PhaseId>,
    pub role: Option<RoleId>,
    pub stage: Option<Stage>,
    pub state: Option<Wanted>,
    /// Items of the roles that this person holds.
    pub of: Option<Person>,
}

/// A state or a standing that a list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    State(ItemState),
    DueStatus(DueStatus),
}

impl Filter {
    /// The items that it lets through, in the order of their numbers.
    fn places(&self, release: &Release, now: Moment) -> impl Iterator<Item = Place> {
        let items = release.playbook.items().map(|(place, ..)| place);
        items.filter(move |&place| self.lets_through(release, place, now))
    }

    fn lets_through(&self, release: &Release, place: Place, now: Moment) -> bool {
        let owner = release.playbook.owner(place);
        let Place::Item { phase, .. } = place else {
            return false;
        };
        let phase = &release.playbook.phases[phase];
        self.phase.as_ref().is_none_or(|id| *id == phase.id)
            && self.stage.is_none_or(|stage| stage == phase.stage)
            && self.role.as_ref().is_none_or(|role| owned_by(&owner, role))
            && self.of.as_ref().is_none_or(|person| is_theirs(release, &owner, person))
            && self.state.is_none_or(|wanted| wanted.is_of(release, place, now))
    }
}

impl Wanted {
    fn is_of(self, release: &Release, place: Place, now: Moment) -> bool {
        let state = release.status(place).state;
        match self {
            Self::State(wanted) => state == wanted,
            Self::DueStatus(DueStatus::Overdue) => release.overdue(place, state, now),
            Self::DueStatus(wanted) => release.due_status(place, state, now) == wanted,
        }
    }
}

fn owned_by(owner: &Owner, role: &RoleId) -> bool {
    match owner {
        Owner::All => true,
        Owner::Role(owner) => owner == role,
    }
}

fn is_theirs(release: &Release, owner: &Owner, person: &Person) -> bool {
    match owner {
        Owner::All => release.progress.people().values().any(|people| people.contains(person)),
        Owner::Role(role) => release.progress.holds(person, role),
    }
}

/// The items that a filter lets through, in the order of their numbers.
#[derive(Debug, Clone, Serialize)]
pub struct ListView {
    pub release: Option<String>,
    pub items: Vec<ItemView>,
}

impl ListView {
    /// Shows the items that the filter lets through.
    pub fn new(release: &Release, filter: &Filter, now: Moment) -> Self {
        let places = filter.places(release, now);
        Self {
            release: release.name.clone(),
            items: places.map(|place| ItemView::new(release, place, now)).collect(),
        }
    }
}

/// What can be done now, most urgent first: neither settled nor blocked, the earliest due day first.
#[derive(Debug, Clone, Serialize)]
pub struct NextView {
    pub release: Option<String>,
    pub items: Vec<ItemView>,
    /// When those outside hear the next time.
    pub update: Option<UpdateView>,
}

impl NextView {
    /// Shows what can be done now, of what the filter lets through.
    pub fn new(release: &Release, filter: &Filter, now: Moment) -> Self {
        let places = Self::places(release, filter, now).into_iter();
        Self {
            release: release.name.clone(),
            items: places.map(|place| ItemView::new(release, place, now)).collect(),
            update: UpdateView::new(release, now),
        }
    }

    /// Where that stands in the playbook. Optional items come after required ones.
    pub fn places(release: &Release, filter: &Filter, now: Moment) -> Vec<Place> {
        let places = filter.places(release, now).filter(|&place| {
            release.status(place).state == ItemState::Todo && release.is_available(place)
        });
        let mut places: Vec<Place> = places.collect();
        // What belongs to an open incident has no date and comes before everything, what may be left after everything.
        places.sort_by_key(|&place| {
            let required = release.playbook.required(place);
            let later = !required && !release.waits_for_incident(place);
            (later, release.due_day(place), !required, place)
        });
        places
    }
}
