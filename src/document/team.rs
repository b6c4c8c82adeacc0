//! Who holds which role, and what that takes.

use super::words::{commands, count, people};
use super::{Document, Fit, Page, Style, Table, dim, items, plain, strong, styled};
use crate::command::command;
use crate::names::DecisionId;
use crate::playbook::Stage;
use crate::view::{RoleView, RolesView};

/// All roles in a table, or one role in full.
pub fn roles(view: &RolesView, page: Page) -> Document {
    if let [role] = &view.roles[..] {
        return one(role, page);
    }
    let mut table = Table::new(["Role", "People", "Pre", "During", "Post", "Incident", "Items"])
        .name(0)
        .right([2, 3, 4, 5, 6])
        .fit(1, Fit::Wrap);
    for role in &view.roles {
        let duties = Stage::ALL.map(|stage| {
            let duties = role.duties.get(&stage).map_or(&[][..], Vec::as_slice);
            let done = duties.iter().filter(|duty| duty.state.is_complete()).count();
            let style = if done == duties.len() { Style::Done } else { Style::Plain };
            styled(style, format!("{done}/{}", duties.len()))
        });
        let held = if role.line.people.is_empty() { Style::Due } else { Style::Plain };
        let late = role.items.iter().any(|item| item.late);
        let late = if late { Style::Late } else { Style::Plain };
        let [before, during, after, incident] = duties;
        table.row([
            plain(&role.line.name),
            styled(held, people(&role.line.people)),
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
    let RoleView { line, items_done, duties_done, .. } = role;
    let items = count(role.items.len(), "item", "items");
    let duties = count(role.duties_total, "duty", "duties");
    let done = format!("{items_done} of {items} done · {duties_done} of {duties} done");
    let facts = format!(" · {} · {done}", people(&line.people));
    document.heading(2, [strong(&role.line.name), dim(facts)]);
    for (stage, duties) in &role.duties {
        let heading = match stage {
            Stage::PreRelease => "Before the release",
            Stage::DuringRelease => "During the release",
            Stage::PostRelease => "After the release",
            Stage::Incident => "In an incident",
        };
        document.section(heading, |it| it.entries(items::table(duties, Fit::Wrap, page)));
    }
    document.section("Items", |it| it.entries(items::table(&role.items, Fit::Wrap, page)));
    let decisions: Vec<&str> = role.decisions.iter().map(DecisionId::as_str).collect();
    if !decisions.is_empty() {
        document.gap();
        document.paragraph(format!("decides: {}", decisions.join(", ")));
    }
    document
}
