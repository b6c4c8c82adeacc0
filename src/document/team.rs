//! Who holds which role, and what that takes.

use super::history::events;
use super::words::{commands, count, item_style, people, timing};
use super::{Column, Document, Fit, Page, Style, Table, dim, items, plain, strong, styled};
use crate::command::command;
use crate::names::DecisionId;
use crate::playbook::Stage;
use crate::release::ItemState;
use crate::view::{DutyView, HandoverView, ItemView, RoleView, RolesView};

/// All roles in a table, or one role in full.
pub fn roles(view: &RolesView, page: Page) -> Document {
    match &view.roles[..] {
        [role] => one(role, page),
        roles => all(roles, page),
    }
}

/// Who holds each role, how many duties of each stage are done, and how many items.
fn all(roles: &[RoleView], page: Page) -> Document {
    let mut table = Table::new([
        Column::name("Role"),
        Column::left("People").fit(Fit::Wrap),
        Column::right("Pre"),
        Column::right("During"),
        Column::right("Post"),
        Column::right("Incident"),
        Column::right("Items"),
    ]);
    for role in roles {
        let duties = Stage::ALL.map(|stage| {
            let duties = role.duties.get(&stage).map_or(&[][..], Vec::as_slice);
            let done = duties.iter().filter(|duty| duty.state.is_complete()).count();
            let style = if done == duties.len() { Style::Done } else { Style::Plain };
            styled(style, format!("{done}/{}", duties.len()))
        });
        let held = if role.people.is_empty() { Style::Due } else { Style::Plain };
        let late = role.lines.iter().any(|item| item.late);
        let late = if late { Style::Late } else { Style::Plain };
        let [before, during, after, incident] = duties;
        table.row([
            plain(&role.name),
            styled(held, people(&role.people)),
            before,
            during,
            after,
            incident,
            styled(late, format!("{}/{}", role.items_done, role.items.len())),
        ]);
    }
    let mut document = Document::default();
    document.table(table);
    document.gap();
    document.paragraph(dim("duties done in each stage, and items done"));
    let one = page.line(&command("roles").arg("ROLE"));
    document.lines(commands([(one, "one role in full".to_owned())]));
    document
}

fn one(role: &RoleView, page: Page) -> Document {
    let mut document = Document::default();
    let facts = format!(
        " · {} · {} of {} done · {} of {} done",
        people(&role.people),
        role.items_done,
        count(role.items.len(), "item", "items"),
        role.duties_done,
        count(role.duties_total, "duty", "duties"),
    );
    document.heading(2, [strong(&role.name), dim(facts)]);
    for (stage, duties) in &role.duties {
        let heading = match stage {
            Stage::PreRelease => "Before the release",
            Stage::DuringRelease => "During the release",
            Stage::PostRelease => "After the release",
            Stage::Incident => "In an incident",
        };
        document.section(heading, |document| document.entries(duty_entries(duties)));
    }
    document.section("Items", |document| document.entries(item_entries(role, page)));
    let decisions: Vec<&str> = role.decisions.iter().map(DecisionId::as_str).collect();
    if !decisions.is_empty() {
        document.gap();
        document.paragraph(format!("decides: {}", decisions.join(", ")));
    }
    document
}

fn entries() -> Table {
    let columns = [Column::name(""), Column::left("").fit(Fit::Wrap), Column::left("")];
    Table::new(columns).indent(3)
}

fn duty_entries(duties: &[DutyView]) -> Table {
    let mut table = entries();
    for duty in duties {
        let (style, text) = match duty.state {
            ItemState::Done => (Style::Done, Style::Dim),
            ItemState::Skipped => (Style::Dim, Style::Dim),
            ItemState::Blocked => (Style::Due, Style::Plain),
            ItemState::Todo => (Style::Plain, Style::Plain),
        };
        let cells = [styled(style, &duty.number), styled(text, &duty.text), plain("")];
        table.row(cells).state(duty.state, style);
    }
    table
}

/// The items of a role. Those of all roles are shown in the state that they have for this one.
fn item_entries(role: &RoleView, page: Page) -> Table {
    let mut table = entries();
    for item in &role.lines {
        let own = item.roles.as_ref().and_then(|roles| roles.get(&role.id));
        let state = own.copied().unwrap_or(item.state);
        let (style, text) = match state.is_complete() {
            true => (Style::Done, Style::Dim),
            false => (item_style(item), Style::Plain),
        };
        let cells = [
            styled(style, &item.number),
            styled(text, &item.line),
            styled(style, own_timing(item, page)),
        ];
        table.row(cells).state(state, style);
    }
    table
}

/// `7 of 9 roles` for an item owned by all, otherwise when it was done or is due.
fn own_timing(item: &ItemView, page: Page) -> String {
    match item.shares() {
        Some((settled, all)) => format!("{settled} of {all} roles"),
        None => timing(item, page),
    }
}

/// What somebody takes over with a role, below the confirmation.
pub fn handover(view: &HandoverView, page: Page) -> Document {
    let mut document = Document::default();
    document.gap();
    document.paragraph(strong(format!("Handed over to {}: {}", view.person.short(), view.role)));
    if view.items.is_empty() {
        document.paragraph("no items to do");
    }
    document.entries(items::table(&view.items, Fit::Wrap, page));
    let mut decisions = entries();
    for decision in &view.decisions {
        let outcome = decision.outcome.as_deref().unwrap_or("pending");
        decisions.row([plain(decision.id.as_str()), plain(&decision.name), dim(outcome)]);
    }
    document.section("Decisions", |document| document.entries(decisions));
    let notes = events(&view.notes, page).indent(3);
    document.section("Recent notes", |document| document.lines(notes));
    document
}
