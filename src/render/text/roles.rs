//! The roles matrix in numbers, and one role with all that is asked of it.

use super::layout::{Fit, Layout, TextStyle, cell, dim, paint, plain};
use super::table::table;
use super::words;
use crate::command::command;
use crate::names::DecisionId;
use crate::playbook::Stage;
use crate::release::ItemState;
use crate::render::{Page, safe};
use crate::view::{DutyView, ItemView, RoleView, RolesView};
use std::fmt::Write;

/// Draws all roles as a matrix, or a single one in full.
pub fn roles(view: &RolesView, page: Page) -> String {
    match &view.roles[..] {
        [role] => one(role, page),
        roles => matrix(roles, page),
    }
}

/// Duties done by stage, items settled, and who holds the role.
fn matrix(roles: &[RoleView], page: Page) -> String {
    let heading = [
        dim("role"),
        dim("held by"),
        dim("before").right(),
        dim("during").right(),
        dim("after").right(),
        dim("incident").right(),
        dim("items").right(),
    ];
    let mut rows = vec![heading];
    for role in roles {
        let stage = |stage: Stage| {
            let duties = role.duties.get(&stage).map_or(&[][..], Vec::as_slice);
            let done = duties.iter().filter(|duty| duty.state.is_complete()).count();
            let style = if done == duties.len() { TextStyle::Done } else { TextStyle::Plain };
            cell(style, format!("{done}/{}", duties.len())).right()
        };
        let items = format!("{}/{}", role.items_done, role.items.len());
        let late = role.lines.iter().any(|item| item.late);
        let held = if role.people.is_empty() { TextStyle::Due } else { TextStyle::Plain };
        rows.push([
            plain(&role.name),
            cell(held, words::people(&role.people)),
            stage(Stage::PreRelease),
            stage(Stage::DuringRelease),
            stage(Stage::PostRelease),
            stage(Stage::Incident),
            cell(if late { TextStyle::Late } else { TextStyle::Plain }, &items).right(),
        ]);
    }
    let mut out = table(rows, 0, page);
    out.push('\n');
    let roles = page.line(&command("roles").arg("ROLE"));
    for note in [
        "duties done before, during and after the release and in an incident, and items",
        &format!("{roles} shows one role in full"),
    ] {
        let _ = writeln!(out, "{}", paint(TextStyle::Dim, note));
    }
    out
}

fn one(role: &RoleView, page: Page) -> String {
    let mut out = String::new();
    let open = role.items.len() - role.items_done;
    let summary = format!(
        " · held by {} · {open} of {} open · {} of {} done",
        words::people(&role.people),
        words::count(role.items.len(), "item", "items"),
        role.duties_done,
        words::count(role.duties_total, "duty", "duties"),
    );
    let _ = writeln!(out, "{}{}", paint(TextStyle::Strong, &role.name), safe(&summary));
    for (stage, duties) in &role.duties {
        if !duties.is_empty() {
            duty_rows(&mut out, *stage, duties, page);
        }
    }
    if !role.lines.is_empty() {
        let _ = writeln!(out, "\n {}", paint(TextStyle::Dim, "items"));
        let mut layout = Layout::new(2, Fit::Wrap).indent(3);
        for item in &role.lines {
            let mine = own_state(role, item);
            let style = if mine.is_complete() { TextStyle::Done } else { words::item_style(item) };
            layout.row([
                cell(style, words::sign(mine)),
                cell(style, &item.number),
                cell(
                    if mine.is_complete() { TextStyle::Dim } else { TextStyle::Plain },
                    item.line(),
                ),
                dim(words::when(item.when.as_deref(), item.stage)),
                cell(style, own_timing(item, page)),
            ]);
        }
        layout.write(&mut out, page.width);
    }
    if !role.decisions.is_empty() {
        let ids: Vec<&str> = role.decisions.iter().map(DecisionId::as_str).collect();
        let _ =
            writeln!(out, "\n {}\n   {}", paint(TextStyle::Dim, "decides"), safe(&ids.join(", ")));
    }
    out
}

fn duty_rows(out: &mut String, stage: Stage, duties: &[DutyView], page: Page) {
    let heading = match stage {
        Stage::PreRelease => "before the release",
        Stage::DuringRelease => "during the release",
        Stage::PostRelease => "after the release",
        Stage::Incident => "in an incident",
    };
    let _ = writeln!(out, "\n {}", paint(TextStyle::Dim, heading));
    let mut layout = Layout::new(2, Fit::Wrap).indent(3);
    for duty in duties {
        let (style, text) = match duty.state {
            ItemState::Done => (TextStyle::Done, TextStyle::Dim),
            ItemState::Skipped => (TextStyle::Dim, TextStyle::Dim),
            ItemState::Blocked => (TextStyle::Due, TextStyle::Plain),
            ItemState::Todo => (TextStyle::Plain, TextStyle::Plain),
        };
        layout.row([
            cell(style, words::sign(duty.state)),
            cell(style, &duty.number),
            cell(text, &duty.text),
        ]);
    }
    layout.write(out, page.width);
}

/// The state of an item for this role.
fn own_state(role: &RoleView, item: &ItemView) -> ItemState {
    let mine = item.roles.as_ref().and_then(|roles| roles.get(&role.id));
    mine.copied().unwrap_or(item.state)
}

/// `7 of 9 roles` for an item owned by all, otherwise who settled it or when it is due.
fn own_timing(item: &ItemView, page: Page) -> String {
    match item.shares() {
        Some((settled, all)) => format!("{settled} of {all} roles"),
        None => words::timing(item, page),
    }
}
