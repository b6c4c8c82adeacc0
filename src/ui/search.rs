//! The search over everything that has a name.

use super::Model;
use super::picker::PickerState;
use super::rows::Group;
use crate::names::Person;
use crate::playbook::Place;
use crate::view::DecisionsView;
use std::collections::BTreeSet;

/// The search: the typed text, and the matches.
#[derive(Debug, Clone)]
pub(super) struct SearchDialog {
    pub(super) list: PickerState,
    all: Vec<SearchResult>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchResult {
    /// `item`, `duty`, `role`: which kind of thing.
    pub(super) kind: &'static str,
    pub(super) number: String,
    pub(super) name: String,
    /// Other names and texts to match.
    pub(super) about: String,
    pub(super) goal: Destination,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    Place(Place),
    Group(Group),
    Person(Person),
    Decision(usize),
}

impl SearchDialog {
    pub(super) fn new(model: &Model) -> Self {
        let all = everything(model);
        Self { list: PickerState::new(all.iter().map(SearchResult::searchable)), all }
    }

    pub(super) fn finds(&self) -> impl Iterator<Item = &SearchResult> + Clone {
        self.list.found.iter().map(|&i| &self.all[i])
    }

    pub(super) fn chosen(&self) -> Option<&SearchResult> {
        self.list.selected().map(|i| &self.all[i])
    }
}

impl SearchResult {
    /// Its name for the search, and the whole text to search.
    fn searchable(&self) -> (String, String) {
        let Self { kind, number, name, about, goal: _ } = self;
        let short = if number.is_empty() { name } else { number };
        // ASCII is searched much faster, and nobody types the sign between.
        let about = about.replace('·', " ");
        let text = format!("{number} {name} {about} {kind}");
        (short.clone(), text)
    }
}

/// Everything to find, in the order of the release.
fn everything(model: &Model) -> Vec<SearchResult> {
    let playbook = &model.release.playbook;
    let progress = &model.release.progress;
    let mut all = Vec::new();
    let mut add = |kind, number, name, about, goal| {
        all.push(SearchResult { kind, number, name, about, goal });
    };
    let none = String::new;
    for (p, phase) in playbook.phases.iter().enumerate() {
        let goal = Destination::Group(Group::Phase(p));
        add("phase", (p + 1).to_string(), phase.name.clone(), phase.id.to_string(), goal);
    }
    for place in playbook.places() {
        let kind = match place {
            Place::Item { .. } => "item",
            Place::Duty { .. } => "duty",
        };
        let owner = playbook.owner(place);
        let about = format!("{} · {}", playbook.owner_name(&owner), playbook.id(place));
        add(kind, playbook.number(place), playbook.line(place), about, Destination::Place(place));
    }
    for (r, role) in playbook.roles.iter().enumerate() {
        let goal = Destination::Group(Group::Role(r));
        add("role", none(), role.name.clone(), role.id.to_string(), goal);
    }
    let people: BTreeSet<&Person> = progress.people().values().flatten().collect();
    for person in people {
        let roles = playbook.roles.iter().filter(|role| progress.holds(person, &role.id));
        let roles: Vec<&str> = roles.map(|role| &*role.name).collect();
        let goal = Destination::Person(person.clone());
        add("person", none(), person.to_string(), roles.join(", "), goal);
    }
    let decisions = DecisionsView::new(&model.release, None).decisions;
    for (d, decision) in decisions.into_iter().enumerate() {
        let about = decision.outcome.unwrap_or_else(|| decision.id.to_string());
        add("decision", none(), decision.name, about, Destination::Decision(d));
    }
    all
}
