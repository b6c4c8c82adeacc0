//! What waits for each person.

use super::{Filter, ItemView, NextView, PendingDecision, verdict};
use crate::names::Person;
use crate::playbook::{Owner, Place};
use crate::release::gate::GatesAhead;
use crate::release::{DueStatus, ItemState, Release};
use crate::schedule::Moment;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

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
