//! The search over everything that has a name.

use super::Model;
use super::form::{Destination, MenuEntry, MenuQuestion, Then};
use super::menus::outcomes;
use super::rows::Group;
use crate::names::Person;
use crate::playbook::Place;
use crate::view::DecisionsView;
use std::collections::BTreeSet;

/// Everything to find, in the order of the release.
pub(super) fn search(model: &Model) -> MenuQuestion {
    let playbook = &model.release.playbook;
    let progress = &model.release.progress;
    let found = |kind, number: String, name: &str, about: &str, goal: Option<Destination>| {
        MenuEntry { kind, number, then: goal.map(Then::Go), ..MenuEntry::of(name, about, &[]) }
    };
    let mut all = Vec::new();
    for (p, phase) in playbook.phases.iter().enumerate() {
        let goal = Destination::Group(Group::Phase(p));
        all.push(found("phase", (p + 1).to_string(), &phase.name, phase.id.as_str(), Some(goal)));
    }
    for place in playbook.places() {
        let kind = match place {
            Place::Item { .. } => "item",
            Place::Duty { .. } => "duty",
        };
        let owner = playbook.owner(place);
        let about = format!("{} · {}", playbook.owner_name(&owner), playbook.id(place));
        let (number, line) = (playbook.number(place), playbook.line(place));
        all.push(found(kind, number, &line, &about, Some(Destination::Place(place))));
    }
    for (r, role) in playbook.roles.iter().enumerate() {
        let goal = Destination::Group(Group::Role(r));
        all.push(found("role", String::new(), &role.name, role.id.as_str(), Some(goal)));
    }
    let people: BTreeSet<&Person> = progress.people().values().flatten().collect();
    for person in people {
        let roles = playbook.roles.iter().filter(|role| progress.holds(person, &role.id));
        let roles: Vec<&str> = roles.map(|role| &*role.name).collect();
        let goal = Destination::Person(person.clone());
        all.push(found("person", String::new(), person.as_str(), &roles.join(", "), Some(goal)));
    }
    for decision in &DecisionsView::new(&model.release, None).decisions {
        let about = decision.outcome.as_deref().unwrap_or(decision.id.as_str());
        let entry = found("decision", String::new(), &decision.name, about, None);
        all.push(entry.ask(outcomes(decision)));
    }
    MenuQuestion { is_search: true, ..MenuQuestion::new("", all) }
}
