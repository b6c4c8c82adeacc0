//! The answer to a recording command: what changed, what follows from it, and what comes next.

use super::{Document, Fit, Page, Style, Table, dim, plain, strong, styled, ways, words};
use crate::command::command;
use crate::log::EventKind;
use crate::release::ItemState;
use crate::schedule::time;
use crate::view::{ChangeView, RecordedView, UnsettledView};

pub fn confirm(view: &RecordedView, page: Page) -> Document {
    let mut document = Document::default();
    let mut table = Table::signed();
    let mut undone = String::new();
    for (i, change) in view.changes.iter().enumerate() {
        let (subject, text, said) = words::event(&change.event);
        // An item of all roles is undone once for each of them.
        if change.event.kind == EventKind::Undone
            && std::mem::replace(&mut undone, text.clone()) == text
        {
            continue;
        }
        let (style, sign) = sign(change);
        let role =
            change.event.for_role.as_ref().map(|role| format!(" · {role}")).unwrap_or_default();
        let row = table.row([styled(style, sign), strong(subject), plain(text + &role)]);
        // What comes with a tick is known to whoever typed it.
        row.below(said.filter(|_| change.event.kind != EventKind::Ticked).map(plain));
        row.below(remarks(change, page).into_iter().map(|remark| styled(Style::Due, remark)));
        if let Some(number) = view.resolvable_incident.filter(|_| i + 1 == view.changes.len()) {
            let resolve = command("incident resolve").arg("--incident").arg(number);
            let text = format!("all required items are done. Resolve it: {}", page.line(&resolve));
            row.below([styled(Style::Due, text)]);
        }
    }
    document.entries(table);
    let gate = view.gate.as_ref().map(words::gate);
    let next = view.next.as_ref();
    let next = next.map(|item| format!("next: {} {}", item.number, &item.line));
    let line = words::joined_by(" · ", gate.into_iter().chain(next));
    if !line.is_empty() {
        let mut table = Table::new([""]).fit(0, Fit::Wrap).indent(3);
        table.row([dim(line)]);
        document.entries(table);
    }
    document
}

/// The sign of what was recorded; otherwise that of the item's state now.
fn sign(change: &ChangeView) -> (Style, &'static str) {
    match (change.event.kind, change.state) {
        (EventKind::Undone, _) => (Style::Plain, "↶"),
        (EventKind::Ticked, _) | (_, None | Some(ItemState::Done)) => (Style::Done, "✓"),
        (EventKind::Skipped, _) | (_, Some(ItemState::Skipped)) => {
            (Style::Dim, words::sign(ItemState::Skipped))
        }
        (_, Some(state @ ItemState::Todo)) => (Style::Plain, words::sign(state)),
        (_, Some(state @ ItemState::Blocked)) => (Style::Late, words::sign(state)),
    }
}

fn remarks(change: &ChangeView, page: Page) -> Vec<String> {
    let deployed = change.deployed_at.map(|at| {
        let dates = if change.is_dated { "; later dates now count from here" } else { "" };
        format!("deployed at {}{dates}", time(at.0))
    });
    let again = change.unconfirmed.as_ref().map(|UnsettledView { decision, outcome }| {
        let outcome = outcome.as_deref().unwrap_or("it");
        format!(
            "{decision} needs to be confirmed again: `{outcome}` was decided before this change"
        )
    });
    let undecided = change.undecided.as_ref().map(|undecided| {
        let decide = command("decide")
            .arg(&undecided.decision)
            .arg(undecided.outcome.as_deref().unwrap_or_default());
        format!("{} is not decided yet: {}", undecided.decision, page.line(&decide))
    });
    let ways = ways(&change.deviations);
    let ways = (!ways.is_empty()).then(|| format!("{ways} (deviation)"));
    let owners: Vec<String> = change.awaited.iter().map(words::role).collect();
    let awaited = (!owners.is_empty()).then(|| format!("waiting for {}", owners.join(" and ")));
    [deployed, awaited, again, ways, undecided].into_iter().flatten().collect()
}
