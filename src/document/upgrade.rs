//! What an upgrade of the playbook changes: one line for each item, and for all dates, roles, gates and decisions.

use super::{Document, Page, Style, Table, code, dim, plain, strong, styled};
use crate::command::Command;
use crate::view::{PlanChangeKind, UpgradeView};

/// The changes and the command that applies them, or that there are none.
pub fn upgrade(view: &UpgradeView, apply: Option<&Command>, page: Page) -> Document {
    if view.changes.is_empty() && apply.is_none() {
        let release = view.release.as_deref().unwrap_or_default();
        return Document::of(format!("{release} has the current playbook"));
    }
    let mut table = Table::signed();
    for change in &view.changes {
        let style = match change.change {
            PlanChangeKind::Added => Style::Done,
            PlanChangeKind::Removed => Style::Late,
            PlanChangeKind::Changed | PlanChangeKind::Moved => Style::Due,
            PlanChangeKind::Phases
            | PlanChangeKind::Dates
            | PlanChangeKind::Roles
            | PlanChangeKind::Gates
            | PlanChangeKind::Decisions
            | PlanChangeKind::Settings => Style::Plain,
        };
        let kind: &'static str = change.change.into();
        let number = strong(change.number.clone().unwrap_or_default());
        let row = table.row([styled(style, kind), number, plain(change.text.clone())]);
        row.below(change.note.clone().map(dim));
    }
    let mut document = Document::default();
    document.entries(table);
    if let Some(apply) = apply {
        document.gap();
        document.paragraph([plain("dry run; to apply: "), code(page.line(apply))]);
    }
    document
}
