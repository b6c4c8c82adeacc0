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
use crate::release::ItemState;

/// Ticks what a row shows, or opens it again.
pub(super) fn tick(model: &Model, row: Row) -> Form {
    let command = match model.state(row) {
        ItemState::Done => "untick",
        ItemState::Todo | ItemState::Skipped | ItemState::Blocked => "tick",
    };
    on(model, row, command)
}

/// Skips what a row shows, or opens it again.
pub(super) fn skip(model: &Model, row: Row) -> Form {
    match model.state(row) {
        ItemState::Skipped => on(model, row, "untick"),
        // It is refused whatever the reason.
        ItemState::Done => on(model, row, "skip"),
        ItemState::Todo | ItemState::Blocked => {
            let ask = format!("why skip {}?", number(model, row));
            on(model, row, "skip").ask(Question::option(&ask, "--reason"))
        }
    }
}

/// Blocks what a row shows, or unblocks it.
pub(super) fn block(model: &Model, row: Row) -> Form {
    match model.state(row) {
        ItemState::Blocked => on(model, row, "unblock"),
        ItemState::Done | ItemState::Skipped => on(model, row, "block"),
        ItemState::Todo => {
            let ask = format!("what blocks {}?", number(model, row));
            on(model, row, "block").ask(Question::option(&ask, "--reason"))
        }
    }
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
