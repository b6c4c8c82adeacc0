//! Who holds which role.

use super::fitting;
use crate::document::words::people;
use crate::names::RoleId;
use crate::playbook::Owner;
use crate::release::{ArgumentKind, MissingArgument};
use crate::ui::Model;
use crate::ui::form::{Form, MenuEntry, MenuQuestion};
use crate::ui::rows::{Group, Row};
use crate::view::CandidateDetails;

/// Assigns a person to a role: the role of a row, or one to choose.
pub(in crate::ui) fn assign(model: &Model, row: Option<Row>, group: Group) -> Form {
    let playbook = &model.release.playbook;
    let owner = row.and_then(|row| match (row.role, playbook.owner(row.place)) {
        (Some(role), _) => Some(playbook.roles[role].id.clone()),
        (None, Owner::Role(role)) => Some(role),
        (None, Owner::All) => None,
    });
    let owner = owner.or(match group {
        Group::Role(role) => Some(playbook.roles[role].id.clone()),
        Group::Next | Group::Phase(_) => None,
    });
    let Some(role) = owner else {
        return Form::of(&["assign"]).ask(role_and_person(model));
    };
    let mut people = person(model, role.as_str());
    for entry in &mut people.entries {
        entry.words.insert(0, role.to_string());
    }
    let other = MenuEntry::of("another role …", "", &[]).ask(role_and_person(model));
    people.entries.push(other);
    Form::of(&["assign"]).ask(people)
}

pub(super) fn role_and_person(model: &Model) -> MenuQuestion {
    let roles = fitting(model, ArgumentKind::RoleOrAuthority).into_iter();
    let entries = roles.map(|role| {
        let mut held = String::new();
        if let CandidateDetails::Role(holders) = &role.details {
            held = people(holders);
        }
        MenuEntry::of(&role.text, &held, &[&role.value]).ask(person(model, &role.value))
    });
    MenuQuestion::new("assign a role", entries.collect())
}

/// Asks for the person to assign, known or new, or for the holder to remove.
fn person(model: &Model, role: &str) -> MenuQuestion {
    let role = RoleId::from(role);
    let holders = model.release.progress.holders(&role);
    let name = model.release.playbook.role_name(&role);
    let mut known = fitting(model, ArgumentKind::Person);
    known.retain(|person| holders.iter().all(|holder| holder.as_str() != person.value));
    let to = known.iter().map(|person| MenuEntry::of(&person.value, "", &[&person.value]));
    let other = MenuEntry::of("somebody else …", "", &[]).ask(MissingArgument::text("Who?"));
    let from = holders.iter().map(|person| {
        let name = format!("remove {person}");
        MenuEntry::of(&name, "", &[person.as_str(), "--remove"])
    });
    let question = format!("{name}, held by {}: assign to?", people(holders));
    MenuQuestion::new(question, to.chain([other]).chain(from).collect())
}
