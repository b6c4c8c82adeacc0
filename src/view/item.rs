//! One item or duty, as every view shows it.

use crate::names::{ItemId, Person, RoleId};
use crate::playbook::{Evidence, Owner, Place, Playbook, Stage};
use crate::release::{DueStatus, ItemState, ItemStatus, Release};
use crate::schedule::Moment;
use chrono::SecondsFormat;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// A moment, in JSON as RFC 3339 to the second, in the release's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(pub Moment);

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    #[serde(rename = "ref")]
    pub number: String,
    pub id: ItemId,
    pub text: String,
    pub how: Option<String>,
    /// A role's id, or `all`.
    pub owner: String,
    pub owner_name: String,
    /// Who holds the owner's role.
    pub people: Vec<Person>,
    pub condition: Option<String>,
    pub required: bool,
    pub needs: Option<Evidence>,
    /// The numbers of the items and phases that come first.
    pub after: Vec<String>,
    pub state: ItemState,
    pub due_status: DueStatus,
    pub late: bool,
    pub due: Option<Stamp>,
    /// Who brought it to its state, when and why.
    pub by: Option<Person>,
    pub at: Option<Stamp>,
    /// When it really happened, if that was before it was recorded.
    pub happened: Option<Stamp>,
    pub reason: Option<String>,
    pub link: Option<String>,
    /// For an item owned by all: its state for each role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<BTreeMap<RoleId, ItemState>>,
    /// The phase's `when`, as written; none for a duty.
    pub when: Option<String>,
    pub stage: Stage,
    /// The attempt or incident that it is shown for.
    pub round: u32,
    /// The items that it is a step of, the outermost first.
    pub headings: Vec<HeadingView>,
    /// Its steps, where these are shown with it.
    pub steps: Vec<ItemView>,
    /// What screens show: the text without markup, with its condition in parentheses.
    #[serde(skip)]
    pub own_line: String,
    /// The same after the headings above it.
    #[serde(skip)]
    pub line: String,
    #[serde(skip)]
    pub place: Place,
    /// The names of the roles that an item owned by all still waits for.
    #[serde(skip)]
    pub awaited: Vec<String>,
}

/// An item with steps, and how many of these are complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeadingView {
    #[serde(rename = "ref")]
    pub number: String,
    pub text: String,
    pub done: usize,
    pub total: usize,
    #[serde(skip)]
    pub line: String,
}

impl ItemView {
    pub fn new(release: &Release, place: Place, now: Moment) -> Self {
        Self::with(release, place, &release.status(place), now)
    }

    /// Shows one place as a role sees it: what all roles tick, in the state that it has for this one.
    pub fn for_role(release: &Release, place: Place, role: usize, now: Moment) -> Self {
        if !release.playbook.is_for_all(place) {
            return Self::new(release, place, now);
        }
        let status = release.status(place);
        let event = status.roles.get(role).and_then(|slot| slot.event);
        let own = ItemStatus { state: status.for_role(role), event, ..status };
        let people = release.progress.holders(&release.playbook.roles[role].id).to_vec();
        Self { roles: None, people, ..Self::with(release, place, &own, now) }
    }

    pub fn with_steps(release: &Release, place: Place, now: Moment) -> Self {
        let steps = release.playbook.steps(place).into_iter();
        let steps = steps.map(|step| Self::with_steps(release, step, now)).collect();
        Self { steps, ..Self::new(release, place, now) }
    }

    /// What can be ticked of it: itself, or its steps.
    pub fn leaves(&self) -> Vec<&Self> {
        match &self.steps[..] {
            [] => vec![self],
            steps => steps.iter().flat_map(Self::leaves).collect(),
        }
    }

    pub fn with(release: &Release, place: Place, tally: &ItemStatus, now: Moment) -> Self {
        let playbook = &release.playbook;
        let owner = playbook.owner(place);
        let (condition, how, when) = match place {
            Place::Item { phase, item } => {
                let phase = &playbook.phases[phase];
                let item = &phase.items[item];
                let when = phase.when.map(|when| when.to_string());
                (item.condition.clone(), item.how.clone(), when)
            }
            Place::Duty { .. } => (None, None, None),
        };
        let event = tally.event.map(|event| &release.events()[event]);
        let said = event.and_then(|event| event.act.item_event());
        let roles = (owner == Owner::All).then(|| {
            let roles = playbook.roles.iter().enumerate();
            roles.map(|(at, role)| (role.id.clone(), tally.for_role(at))).collect()
        });
        let heading = |it: Place| {
            let (done, total) = release.status(it).steps.unwrap_or_default();
            let (number, text) = (playbook.number(it), playbook.text(it).to_owned());
            HeadingView { number, text, done, total, line: playbook.own_line(it) }
        };
        let headings: Vec<_> = playbook.headings(place).into_iter().map(heading).collect();
        let own_line = playbook.own_line(place);
        Self {
            number: playbook.number(place),
            id: playbook.id(place).clone(),
            text: playbook.text(place).to_owned(),
            owner: owner.to_string(),
            owner_name: playbook.owner_name(&owner).to_owned(),
            people: release.people(&owner).to_vec(),
            condition,
            how,
            required: playbook.required(place),
            needs: playbook.item_at(place).and_then(|item| item.needs),
            after: playbook.numbers_before(place),
            steps: Vec::new(),
            line: Playbook::below(headings.iter().map(|it| it.line.clone()), &own_line),
            headings,
            own_line,
            state: tally.state,
            due_status: release.due_status(place, tally.state, now),
            late: release.is_late(place, tally.state, now),
            due: release.due(place).map(Stamp),
            by: event.map(|event| event.by.clone()),
            at: event.map(|event| Stamp(release.local(event.at))),
            happened: said.and_then(|said| said.happened).map(|at| Stamp(release.local(at.0))),
            reason: said.and_then(|said| said.reason.clone()),
            link: said.and_then(|said| said.link.clone()),
            roles,
            when,
            stage: playbook.stage(place),
            round: said.map_or_else(|| release.round_of(place), |said| said.round),
            place,
            awaited: tally.awaited().map(|role| playbook.roles[role].name.clone()).collect(),
        }
    }

    /// When it got its state: when that happened, else when it was recorded.
    pub fn since(&self) -> Option<Stamp> {
        self.happened.or(self.at)
    }

    pub fn is_complete_for(&self, role: &RoleId) -> bool {
        let mine = self.roles.as_ref().and_then(|roles| roles.get(role));
        mine.copied().unwrap_or(self.state).is_complete()
    }

    /// How many roles have completed an item owned by all, and how many there are.
    pub fn shares(&self) -> Option<(usize, usize)> {
        let roles = self.roles.as_ref()?;
        let settled = roles.values().filter(|state| state.is_complete()).count();
        Some((settled, roles.len()))
    }
}
