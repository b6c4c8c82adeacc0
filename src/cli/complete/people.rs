//! Persons as candidates: everybody that the release knows, and whoever sits at the keyboard.

use super::named::Named;
use crate::names::Person;
use crate::release::Release;
use std::collections::BTreeMap;

/// Everybody, and what they hold.
pub(super) fn persons(release: &Release, you: Option<&Person>) -> Vec<Named> {
    let mut known: BTreeMap<&Person, Vec<&str>> = BTreeMap::new();
    let team = &release.playbook.team;
    for (role, people) in release.progress.people().iter().chain(team) {
        for person in people {
            let held = known.entry(person).or_default();
            let name = release.playbook.role_name(role);
            if release.progress.holds(person, role) && !held.contains(&name) {
                held.push(name);
            }
        }
    }
    for person in release.events().iter().map(|event| &event.by).chain(you) {
        known.entry(person).or_default();
    }
    let named = known.into_iter().map(|(person, held)| {
        let you = (you == Some(person)).then_some("you");
        let text: Vec<&str> = you.into_iter().chain(held).collect();
        (person.to_string(), text.join(", "))
    });
    named.collect()
}
