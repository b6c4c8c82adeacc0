//! The roles matrix in numbers, and one role with all that is asked of it.

use super::sheet::{Fit, Look, Sheet, cell, paint};
use super::words;
use crate::names::DecisionId;
use crate::playbook::Stage;
use crate::release::State;
use crate::render::{Paper, safe};
use crate::view::{DutyView, ItemView, RoleView, RolesView};
use std::fmt::Write;

/// Draws all roles as a matrix, or a single one in full.
pub fn roles(view: &RolesView, paper: Paper) -> String {
    match &view.roles[..] {
        [role] => one(role, paper),
        roles => matrix(roles, paper),
    }
}

/// Duties done by stage, items settled, and who holds the role.
fn matrix(roles: &[RoleView], paper: Paper) -> String {
    let mut out = String::new();
    let mut sheet = Sheet::new(0, Fit::Wrap);
    let heading = |text: &str| cell(Look::Dim, text);
    sheet.row([
        heading("role"),
        heading("held by"),
        heading("before").right(),
        heading("during").right(),
        heading("after").right(),
        heading("incident").right(),
        heading("items").right(),
    ]);
    for role in roles {
        let stage = |stage: Stage| {
            let duties = role.duties.get(&stage).map_or(&[][..], Vec::as_slice);
            let done = duties.iter().filter(|duty| duty.state.settled()).count();
            let look = if done == duties.len() {
                Look::Done
            } else {
                Look::Plain
            };
            cell(look, format!("{done}/{}", duties.len())).right()
        };
        let items = format!("{}/{}", role.items_done, role.items.len());
        let late = role.lines.iter().any(|item| item.overdue);
        let held = if role.people.is_empty() {
            Look::Due
        } else {
            Look::Plain
        };
        sheet.row([
            cell(Look::Plain, &role.name),
            cell(held, words::people(&role.people)),
            stage(Stage::PreRelease),
            stage(Stage::DuringRelease),
            stage(Stage::PostRelease),
            stage(Stage::Incident),
            cell(if late { Look::Late } else { Look::Plain }, &items).right(),
        ]);
    }
    sheet.write(&mut out, paper.width);
    out.push('\n');
    for note in [
        "duties done before, during and after the release and in an incident, and items",
        "octorel roles ROLE shows one role in full",
    ] {
        let _ = writeln!(out, "{}", paint(Look::Dim, note));
    }
    out
}

fn one(role: &RoleView, paper: Paper) -> String {
    let mut out = String::new();
    let open = role.items.len() - role.items_done;
    let summary = format!(
        " · held by {} · {open} of {} open · {} of {} done",
        words::people(&role.people),
        words::count(role.items.len(), "item", "items"),
        role.duties_done,
        words::count(role.duties_total, "duty", "duties"),
    );
    let _ = writeln!(out, "{}{}", paint(Look::Strong, &role.name), safe(&summary));
    for (stage, duties) in &role.duties {
        if !duties.is_empty() {
            duty_rows(&mut out, *stage, duties, paper);
        }
    }
    if !role.lines.is_empty() {
        let _ = writeln!(out, "\n {}", paint(Look::Dim, "items"));
        let mut sheet = Sheet::new(2, Fit::Wrap).indent(3);
        for item in &role.lines {
            let mine = own_state(role, item);
            let look = if mine.settled() {
                Look::Done
            } else {
                words::look(item)
            };
            sheet.row([
                cell(look, words::sign(mine)),
                cell(look, &item.number),
                cell(
                    if mine.settled() {
                        Look::Dim
                    } else {
                        Look::Plain
                    },
                    item.line(),
                ),
                cell(Look::Dim, words::when(item.when.as_deref())),
                cell(look, own_timing(item, paper)),
            ]);
        }
        sheet.write(&mut out, paper.width);
    }
    if !role.decisions.is_empty() {
        let ids: Vec<&str> = role.decisions.iter().map(DecisionId::as_str).collect();
        let _ = writeln!(
            out,
            "\n {}\n   {}",
            paint(Look::Dim, "decides"),
            safe(&ids.join(", "))
        );
    }
    out
}

fn duty_rows(out: &mut String, stage: Stage, duties: &[DutyView], paper: Paper) {
    let heading = match stage {
        Stage::PreRelease => "before the release",
        Stage::DuringRelease => "during the release",
        Stage::PostRelease => "after the release",
        Stage::Incident => "in an incident",
    };
    let _ = writeln!(out, "\n {}", paint(Look::Dim, heading));
    let mut sheet = Sheet::new(2, Fit::Wrap).indent(3);
    for duty in duties {
        let (look, text) = match duty.state {
            State::Done => (Look::Done, Look::Dim),
            State::Skipped => (Look::Dim, Look::Dim),
            State::Blocked => (Look::Due, Look::Plain),
            State::Open => (Look::Plain, Look::Plain),
        };
        sheet.row([
            cell(look, words::sign(duty.state)),
            cell(look, &duty.number),
            cell(text, &duty.text),
        ]);
    }
    sheet.write(out, paper.width);
}

/// How an item stands for this role.
fn own_state(role: &RoleView, item: &ItemView) -> State {
    let mine = item.roles.as_ref().and_then(|roles| roles.get(&role.id));
    mine.copied().unwrap_or(item.state)
}

/// `7 of 9 roles` for an item owned by all, otherwise who settled it or when it is due.
fn own_timing(item: &ItemView, paper: Paper) -> String {
    match item.shares() {
        Some((settled, all)) => format!("{settled} of {all} roles"),
        None => words::timing(item, paper),
    }
}
