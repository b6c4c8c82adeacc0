//! The command line that each key begins, and its questions: one function for each key. This file has those about an item.

mod decision;
mod people;
mod release;

pub(super) use decision::{decide, outcomes};
pub(super) use people::assign;
pub(super) use release::{announce, change, incident, view};

use super::Model;
use super::form::{Form, FormQuestion, MenuEntry, MenuQuestion, Then};
use super::rows::Row;
use crate::log::NoteKind;
use crate::release::{AnswerTarget, ArgumentKind, ItemAction, MissingArgument, PartialArguments};
use crate::rules::question;
use crate::view::{Candidate, candidates};

/// Ticks, skips or blocks an item, or reverts that. Asks for a reason only if the action is possible; otherwise it is refused
/// anyway.
pub(super) fn mark(model: &Model, row: Row, action: ItemAction) -> Form {
    let state = model.state(row);
    let action = action.or_reverted(state);
    let mut form = on(model, row, action.command());
    if let Some(question) = question(&model.release, action, row.place) {
        let yes = MenuEntry::of("yes", "", &[]);
        form = form.ask(MenuQuestion::new(&question, vec![yes]));
    }
    if !action.needs_reason() || !action.is_possible(state) {
        return form;
    }
    let ask = if action == ItemAction::Block { "What blocks" } else { "Why skip" };
    form.ask(MissingArgument::reason(format!("{ask} {}?", number(model, row))))
}

pub(super) fn note(model: &Model, row: Option<Row>) -> Form {
    let form = Form::of(&["note"]);
    if let Some(row) = row {
        let number = number(model, row);
        let text = MissingArgument::text(format!("Note for {number}:"));
        return form.with(&AnswerTarget::Positional, &number).ask(text);
    }
    let [(usual, _), others @ ..] = NoteKind::ALL;
    let usual = MenuEntry::of(usual, "any text", &[]);
    let others = others.map(|(kind, _)| MenuEntry::of(kind, "", &["--kind", kind]));
    let kinds = [usual].into_iter().chain(others).collect();
    form.ask(MenuQuestion::new("note for the release", kinds)).ask(MissingArgument::text("note:"))
}

pub(super) fn link(model: &Model, row: Row) -> Form {
    let number = number(model, row);
    let text = FormQuestion::Text(MissingArgument::text("Link text?"), "link");
    let url = MissingArgument::option("link", format!("Link for {number}:"));
    Form::of(&["note", &number]).ask(url).ask(text)
}

pub(super) fn in_full(model: &Model, row: Row) -> Form {
    Form { then: Then::Show, ..Form::of(&["show", &number(model, row)]) }
}

fn on(model: &Model, row: Row, command: &str) -> Form {
    let release = &model.release;
    let mut form = Form::of(&[command, &number(model, row)]);
    let role = row.role.map(|role| &release.playbook.roles[role].id);
    if let Some(role) = role.filter(|_| release.playbook.is_for_all(row.place)) {
        form = form.with(&AnswerTarget::Option("role"), role.as_str());
    }
    let open = release.ongoing_incidents().count();
    let incident = release.incident().filter(|_| open > 1);
    if let Some(incident) = incident.filter(|_| release.waits_for_incident(row.place)) {
        form = form.with(&AnswerTarget::Option("incident"), &incident.to_string());
    }
    form
}

fn number(model: &Model, row: Row) -> String {
    model.release.playbook.number(row.place)
}

fn fitting(model: &Model, kind: ArgumentKind) -> Vec<Candidate> {
    let partial = PartialArguments::default();
    candidates(&model.release, kind, &partial, None, model.now)
}
