//! What waits for each person, for a reminder in a chat.

use super::items;
use super::model::{Document, Fit, Line, Style, strong, styled};
use super::page::Page;
use crate::view::{EveryoneView, WaitingView};

/// A section for each person; nothing if nothing waits.
pub fn everyone(view: &EveryoneView, page: Page) -> Document {
    let mut document = Document::default();
    for person in &view.people {
        document.heading(2, heading(person));
        let mut table = items::table(&person.items, Fit::Wrap, page);
        for (row, item) in table.rows.iter_mut().zip(&person.items) {
            let owner = if person.person.is_none() { &*item.owner_name } else { "" };
            owner.clone_into(&mut row.cells[2].text);
        }
        document.entries(table);
        document.entries(items::decisions(&person.decisions, page));
    }
    document
}

fn heading(group: &WaitingView) -> Line {
    let late = group.items.iter().filter(|item| item.late).count();
    let name = group.person.as_ref().map_or("unassigned", |person| person.short());
    let late = if late > 0 { format!(" · {late} late") } else { String::new() };
    [strong(name), styled(Style::Late, late)].into()
}
