//! Who holds which role.

use super::super::form::{Choice, Entry, Form, Question};
use super::super::model::Model;
use super::super::rows::{Group, Row};
use crate::names::{Person, RoleId};
use crate::playbook::Owner;
use crate::render::text::people;
use std::collections::BTreeSet;

/// Gives a role to somebody: the one of a row, else one to be chosen.
pub(in super::super) fn assign(model: &Model, row: Option<Row>, group: Group) -> Form {
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
    match owner {
        Some(role) => {
            let mut choice = who(model, &role);
            for entry in &mut choice.entries {
                entry.words.insert(0, role.to_string());
            }
            let other = Entry::of("another role …", "", &[]).ask(which(model));
            choice.entries.push(other);
            Form::of(&["assign"]).ask(Question::Choice(choice))
        }
        None => assign_any(model),
    }
}

/// Gives a role that is to be chosen to somebody.
pub(super) fn assign_any(model: &Model) -> Form {
    Form::of(&["assign"]).ask(which(model))
}

/// Asks which role somebody gets, and who.
fn which(model: &Model) -> Question {
    let playbook = &model.release.playbook;
    let authorities = playbook.authorities.iter().map(|a| (&a.id, &a.name));
    let all = playbook.roles.iter().map(|role| (&role.id, &role.name));
    let entry = |(id, name): (&RoleId, &String)| {
        let held = people(model.release.progress.holders(id));
        let entry = Entry::of(name, &held, &[id.as_str()]);
        entry.ask(Question::Choice(who(model, id)))
    };
    let entries = all.chain(authorities).map(entry).collect();
    Question::choice("give a role to somebody", entries)
}

/// Asks to whom a role goes: somebody known, or a name; or from whom it is taken.
fn who(model: &Model, role: &RoleId) -> Choice {
    let progress = &model.release.progress;
    let holders = progress.holders(role);
    let known: BTreeSet<&Person> = progress.people().values().flatten().collect();
    let name = model.release.playbook.role_name(role);
    let known = known.into_iter().filter(|person| !holders.contains(person));
    let to = known.map(|person| Entry::of(person.as_str(), "", &[person.as_str()]));
    let other = Entry::of("somebody else …", "", &[]).ask(Question::word("who?"));
    let from = holders.iter().map(|person| {
        let name = format!("not {person} any more");
        Entry::of(&name, "", &[person.as_str(), "--remove"])
    });
    Choice {
        ask: format!("{name}, held by {}: who is to hold it?", people(holders)),
        entries: to.chain([other]).chain(from).collect(),
    }
}
