//! The command line that each key begins, and what it asks for: one function a key. Here are those about an item.

mod people;
mod release;
mod ruling;

pub(super) use people::assign;
pub(super) use release::{change, incident, tell, view};
pub(super) use ruling::{decide, decide_one};

use super::form::{Entry, Form, Question, Slot, Text};
use super::model::Model;
use super::rows::Row;
use crate::release::ItemAction;

/// Ticks an item, or reverts that.
pub(super) fn tick(model: &Model, row: Row) -> Form {
    mark(model, row, ItemAction::Tick, "")
}

/// Skips an item, or reverts that.
pub(super) fn skip(model: &Model, row: Row) -> Form {
    mark(model, row, ItemAction::Skip, "why skip")
}

/// Blocks an item, or reverts that.
pub(super) fn block(model: &Model, row: Row) -> Form {
    mark(model, row, ItemAction::Block, "what blocks")
}

/// Asks for the reason only if the action is possible; else it is refused whatever the reason.
fn mark(model: &Model, row: Row, action: ItemAction, ask: &str) -> Form {
    let state = model.state(row);
    let action = action.or_reverted(state);
    let form = on(model, row, action.command());
    if action.needs_reason() && action.is_possible(state) {
        let ask = format!("{ask} {}?", number(model, row));
        return form.ask(Question::option(&ask, "--reason"));
    }
    form
}

/// Notes something about an item; without one about the release.
pub(super) fn note(model: &Model, row: Option<Row>) -> Form {
    let kinds = ["note", "risk", "deviation", "lesson", "feedback", "metric"];
    let Some(row) = row else {
        let entry = |kind: &str| match kind {
            "note" => Entry::of(kind, "something worth remembering", &[]),
            _ => Entry::of(kind, "", &["--kind", kind]),
        };
        return Form::of(&["note"])
            .ask(Question::choice(
                "note about the release",
                kinds.into_iter().map(entry).collect(),
            ))
            .ask(Question::word("note:"));
    };
    let number = number(model, row);
    Form::of(&["note", &number]).ask(Question::word(&format!("note about {number}:")))
}

/// Keeps a link with an item.
pub(super) fn link(model: &Model, row: Row) -> Form {
    let number = number(model, row);
    let text = Text {
        ask: "what is it?".to_owned(),
        slot: Slot::Word,
        given: "link".to_owned(),
    };
    Form::of(&["note", &number])
        .ask(Question::option(&format!("link for {number}:"), "--link"))
        .ask(Question::Text(text))
}

/// What happened to the item of a row, to be read.
pub(super) fn history(model: &Model, row: Row) -> Form {
    Form::of(&["log", &number(model, row)]).shown()
}

/// A command about what a row shows.
fn on(model: &Model, row: Row, command: &str) -> Form {
    let release = &model.release;
    let mut form = Form::of(&[command, &number(model, row)]);
    let role = row.role.map(|role| &release.playbook.roles[role].id);
    if let Some(role) = role.filter(|_| release.playbook.is_for_all(row.place)) {
        form = form.typed(Slot::Option("--role"), role.as_str());
    }
    let open = release.open_incidents().count();
    let incident = release.incident().filter(|_| open > 1);
    if let Some(incident) = incident.filter(|_| release.waits_for_incident(row.place)) {
        form = form.typed(Slot::Option("--incident"), &incident.to_string());
    }
    form
}

fn number(model: &Model, row: Row) -> String {
    model.release.playbook.number(row.place)
}
