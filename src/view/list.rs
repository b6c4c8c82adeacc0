//! Items, filtered; what can be done now; what waits for each person; and one item in full.

use super::{EventView, ItemView, LogView, PendingDecision, PhaseLine, UpdateView, verdict};
use crate::command::{Hint, command};
use crate::names::{Person, PhaseId, RoleId};
use crate::playbook::{Owner, Place, Stage, markdown};
use crate::release::gate::{GatesAhead, Judgement, Requirement, before_deployment, required_items};
use crate::release::{DueStatus, ItemAction, ItemState, Release};
use crate::schedule::Moment;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Which items to show; an absent condition matches everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub phase: Option<PhaseId>,
    pub role: Option<RoleId>,
    pub stage: Option<Stage>,
    pub state: Option<Wanted>,
    /// Items of the roles that this person holds.
    pub of: Option<Person>,
    /// Words in any order that the text contains, in lower case.
    pub words: Vec<String>,
}

/// A state or a standing that a list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    State(ItemState),
    DueStatus(DueStatus),
}

impl Filter {
    /// The items that it lets through, in the order of their numbers.
    pub(super) fn places(&self, release: &Release, now: Moment) -> impl Iterator<Item = Place> {
        let contains = |text: &str| self.words.iter().all(|word| text.contains(word));
        let items = release.playbook.items().filter(move |&(place, phase, item)| {
            self.phase.as_ref().is_none_or(|id| *id == phase.id)
                && self.stage.is_none_or(|stage| stage == phase.stage)
                && self.role.as_ref().is_none_or(|role| item.owner.includes(role))
                && self.of.as_ref().is_none_or(|person| release.is_owner(person, &item.owner))
                && self.state.is_none_or(|wanted| wanted.is_of(release, place, now))
                && (self.words.is_empty() || contains(&release.playbook.line(place).to_lowercase()))
        });
        items.map(|(place, ..)| place)
    }

    /// The decisions that wait for the person or role; none for a phase, a stage or a state.
    fn decisions(&self, release: &Release, mut all: Vec<PendingDecision>) -> Vec<PendingDecision> {
        let items_only = self.phase.is_some() || self.stage.is_some() || self.state.is_some();
        all.retain(|decision| {
            let roles = || decision.roles.iter().map(|role| &role.id);
            let holds = |person| roles().any(|role| release.progress.holds(person, role));
            !items_only
                && self.role.as_ref().is_none_or(|wanted| roles().any(|role| role == wanted))
                && self.of.as_ref().is_none_or(holds)
        });
        all
    }
}

impl Wanted {
    fn is_of(self, release: &Release, place: Place, now: Moment) -> bool {
        let state = release.status(place).state;
        match self {
            Self::State(wanted) => state == wanted,
            Self::DueStatus(DueStatus::Late) => release.is_late(place, state, now),
            Self::DueStatus(wanted) => release.due_status(place, state, now) == wanted,
        }
    }
}

/// The items that a filter lets through, in the order of their numbers.
#[derive(Debug, Clone, Serialize)]
pub struct ListView {
    pub release: Option<String>,
    pub items: Vec<ItemView>,
    #[serde(skip)]
    pub phases: Vec<PhaseLine>,
}

impl ListView {
    pub fn new(release: &Release, filter: &Filter, now: Moment) -> Self {
        let places = filter.places(release, now);
        Self {
            release: release.name.clone(),
            items: places.map(|place| ItemView::new(release, place, now)).collect(),
            phases: PhaseLine::all(release, now),
        }
    }
}

/// What can be done now, most urgent first: neither done nor blocked, the earliest due day first.
#[derive(Debug, Clone, Serialize)]
pub struct NextView {
    pub release: Option<String>,
    pub items: Vec<ItemView>,
    pub decisions: Vec<PendingDecision>,
    /// Says whether decisions come before items: somebody has voted, or the next gate waits for nothing else.
    #[serde(skip)]
    pub decisions_first: bool,
    pub update: Option<UpdateView>,
}

impl NextView {
    pub fn new(release: &Release, filter: &Filter, now: Moment) -> Self {
        let places = Self::places(release, filter, now).into_iter();
        let ahead = GatesAhead::of(release);
        let gates = verdict::gates(release, &ahead, now);
        let items_left =
            |it: &Judgement| it.missing.iter().any(|m| matches!(m, Requirement::Item { .. }));
        let decisions = filter.decisions(release, verdict::pending_decisions(release, &gates));
        Self {
            decisions_first: decisions.iter().any(PendingDecision::is_urgent)
                || !ahead.next().is_some_and(items_left),
            decisions,
            release: release.name.clone(),
            items: places.map(|place| ItemView::new(release, place, now)).collect(),
            update: UpdateView::new(release, now),
        }
    }

    /// Keeps the first entries of items and decisions together.
    pub fn truncate(&mut self, limit: usize) {
        if self.decisions_first {
            self.decisions.truncate(limit);
            self.items.truncate(limit - self.decisions.len());
        } else {
            self.items.truncate(limit);
            self.decisions.truncate(limit - self.items.len());
        }
    }

    /// Where that is in the playbook, the most urgent first. The deployment waits for the gate before it.
    pub fn places(release: &Release, filter: &Filter, now: Moment) -> Vec<Place> {
        let ahead = GatesAhead::of(release);
        let places = filter.places(release, now);
        let places = places.filter(|&place| ahead.lets_begin(release, place));
        let mut places: Vec<Place> = places.collect();
        let urgency = Urgency::of(release, &ahead);
        places.sort_by_cached_key(|&place| urgency.rank(place));
        places
    }
}

pub(super) struct Urgency<'a> {
    release: &'a Release,
    /// What the next gate requires.
    required: Vec<Place>,
}

impl<'a> Urgency<'a> {
    pub(super) fn of(release: &'a Release, ahead: &GatesAhead) -> Self {
        let gate = ahead.next().and_then(|judgement| release.playbook.gate(&judgement.gate));
        Self { release, required: gate.map_or_else(Vec::new, |gate| required_items(release, gate)) }
    }

    /// First the list of an ongoing incident, then what the next gate requires, then other required items, last optional ones;
    /// each in the order in which they are due and start.
    pub(super) fn rank(&self, place: Place) -> impl Ord + use<> {
        let required = self.release.playbook.required(place);
        let of_incident = self.release.waits_for_incident(place);
        let next = self.required.contains(&place);
        let planned = self.release.planned(place);
        let planned = planned.map(|span| (span.due.date_naive(), span.starts));
        (!of_incident, !next, !required, planned, place)
    }
}

/// An item or a duty, what it waits for, and its history, oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct ShowView {
    pub release: Option<String>,
    pub item: ItemView,
    /// The name of its phase; none for a duty.
    pub phase: Option<String>,
    pub deploys: bool,
    /// The closed gate before the deployment.
    pub waits_for: Option<verdict::GateLine>,
    pub prerequisites: Vec<PrerequisiteView>,
    /// The addresses of the links in its texts.
    pub links: Vec<String>,
    pub events: Vec<EventView>,
    /// The command that ticks it, if that is possible.
    pub tick: Option<Hint>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PrerequisiteView {
    #[serde(rename = "ref")]
    pub number: String,
    pub text: String,
    pub state: ItemState,
}

impl ShowView {
    /// The commands in its texts, to be copied.
    pub fn code(&self) -> Vec<String> {
        let how = self.item.how.as_deref().map(markdown::code).unwrap_or_default();
        if how.is_empty() { markdown::code(&self.item.text) } else { how }
    }

    pub fn new(release: &Release, place: Place, now: Moment) -> Self {
        let item = ItemView::with_steps(release, place, now);
        let ahead = GatesAhead::of(release);
        let forbids = ahead.forbids(place) && !item.state.is_complete();
        let mut gates = verdict::gates(release, &ahead, now).into_iter();
        let how = item.how.as_deref().unwrap_or_default();
        let can_tick = !forbids && release.places_for(ItemAction::Tick).any(|it| it == place);
        Self {
            release: release.name.clone(),
            phase: place.phase().map(|phase| release.playbook.phases[phase].name.clone()),
            deploys: release.playbook.deployment() == Some(place),
            prerequisites: (release.playbook.prerequisites(place).into_iter())
                .map(|place| PrerequisiteView {
                    number: release.playbook.number(place),
                    text: release.playbook.line(place),
                    state: release.status(place).state,
                })
                .collect(),
            links: markdown::links(&format!("{}\n\n{how}", item.text)),
            waits_for: gates.find(|it| forbids && Some(&it.gate) == before_deployment(release)),
            events: LogView::new(release, Some(&item.id)).events,
            tick: can_tick.then(|| command("tick").arg(&item.number).into()),
            item,
        }
    }
}

/// Late, due and blocked items, and decisions that are due, by person.
#[derive(Debug, Clone, Serialize)]
pub struct EveryoneView {
    pub release: Option<String>,
    /// Those with late items first.
    pub people: Vec<WaitingView>,
}

/// What waits for a person, the most urgent first.
#[derive(Debug, Clone, Default, Serialize)]
pub struct WaitingView {
    /// None: nobody holds the roles.
    pub person: Option<Person>,
    pub items: Vec<ItemView>,
    pub decisions: Vec<PendingDecision>,
}

impl EveryoneView {
    pub fn new(release: &Release, now: Moment) -> Self {
        let mut groups: BTreeMap<Option<Person>, WaitingView> = BTreeMap::new();
        let blocked = release.playbook.items().map(|(place, ..)| place);
        let blocked = blocked.filter(|it| release.status(*it).state == ItemState::Blocked);
        let next = NextView::places(release, &Filter::default(), now);
        for place in blocked.chain(next) {
            let item = ItemView::new(release, place, now);
            if item.due_status != DueStatus::Upcoming {
                for person in waiting(release, place) {
                    groups.entry(person).or_default().items.push(item.clone());
                }
            }
        }
        let gates = verdict::gates(release, &GatesAhead::of(release), now);
        let decisions = verdict::pending_decisions(release, &gates).into_iter();
        for decision in decisions.filter(|it| it.is_due(now)) {
            for person in or_nobody(&decision.people()) {
                groups.entry(person).or_default().decisions.push(decision.clone());
            }
        }
        let people = groups.into_iter().map(|(person, group)| WaitingView { person, ..group });
        let mut people: Vec<WaitingView> = people.collect();
        people.sort_by_key(|it| Reverse(it.items.iter().filter(|item| item.late).count()));
        Self { release: release.name.clone(), people }
    }
}

/// Whom an item waits for: the holders of its role, or of each role that still has to tick it.
fn waiting(release: &Release, place: Place) -> Vec<Option<Person>> {
    let owner = release.playbook.owner(place);
    if owner != Owner::All {
        return or_nobody(release.people(&owner));
    }
    let status = release.status(place);
    let holders = |role: usize| release.progress.holders(&release.playbook.roles[role].id);
    let mut people: Vec<_> = status.awaited().flat_map(|role| or_nobody(holders(role))).collect();
    people.sort();
    people.dedup();
    people
}

fn or_nobody(people: &[Person]) -> Vec<Option<Person>> {
    match people {
        [] => vec![None],
        people => people.iter().cloned().map(Some).collect(),
    }
}
