//! The answer to a recording command: what changed, what follows from it, and what comes next.

use super::{Column, Document, Fit, Page, Style, Table, dim, plain, strong, styled, ways, words};
use crate::command::command;
use crate::log::EventKind;
use crate::release::ItemState;
use crate::schedule::time;
use crate::view::{ChangeView, RecordedView};

/// What was recorded, or would be.
pub fn confirm(view: &RecordedView, page: Page) -> Document {
    let mut document = Document::default();
    let mut table = Table::signed();
    let mut undone = String::new();
    for (i, change) in view.changes.iter().enumerate() {
        let (subject, text) = subject_and_text(change);
        // An item of all roles is undone once for each of them.
        if change.event.kind == EventKind::Undone
            && std::mem::replace(&mut undone, text.clone()) == text
        {
            continue;
        }
        let (style, sign) = sign(change);
        let row = table.row([styled(style, sign), strong(subject), plain(text)]);
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
    let line: Vec<String> = gate.into_iter().chain(next).collect();
    if !line.is_empty() {
        let mut table = Table::new([Column::left("").fit(Fit::Wrap)]).indent(3);
        table.row([dim(line.join(" · "))]);
        document.entries(table);
    }
    document
}

fn sign(change: &ChangeView) -> (Style, &'static str) {
    match change.event.kind {
        EventKind::Unticked | EventKind::Unblocked | EventKind::Reopened | EventKind::Added => {
            (Style::Plain, "☐")
        }
        EventKind::Skipped => (Style::Dim, "–"),
        EventKind::Blocked | EventKind::Cancelled => (Style::Late, "✗"),
        EventKind::Undone => (Style::Plain, "↶"),
        EventKind::Noted => match change.state {
            // A note leaves the state of an item as it is.
            None | Some(ItemState::Done) => (Style::Done, "✓"),
            Some(state @ ItemState::Todo) => (Style::Plain, words::sign(state)),
            Some(state @ ItemState::Skipped) => (Style::Dim, words::sign(state)),
            Some(state @ ItemState::Blocked) => (Style::Late, words::sign(state)),
        },
        EventKind::Ticked
        | EventKind::Started
        | EventKind::Assigned
        | EventKind::Unassigned
        | EventKind::Rescheduled
        | EventKind::RoundStarted
        | EventKind::Upgraded
        | EventKind::Decided
        | EventKind::Escalated
        | EventKind::RiskResolved
        | EventKind::IncidentDeclared
        | EventKind::IncidentNoted
        | EventKind::IncidentResolved
        | EventKind::Announced
        | EventKind::Finished
        | EventKind::Joined
        | EventKind::Repaired
        | EventKind::Unknown => (Style::Done, "✓"),
    }
}

/// An item's number or what was done, and a text.
fn subject_and_text(change: &ChangeView) -> (String, String) {
    let event = &change.event;
    let (act, about) = (&event.act, &event.about);
    if let Some(undone) = &event.reverts {
        return ("undone".to_owned(), words::undone(undone));
    }
    if let Some(number) = event.number.clone() {
        let text = if matches!(event.kind, EventKind::Ticked | EventKind::Skipped) {
            let role = change.for_role.as_ref().map(|role| format!(" · {role}"));
            format!("{about}{}", role.unwrap_or_default())
        } else {
            format!("{about} ({act})")
        };
        return (number, text);
    }
    let (subject, first) = match act.strip_prefix("incident-") {
        Some(act) => (about, act),
        None => (&act.replace('-', " "), about.as_str()),
    };
    let parts = [first, event.said.as_deref().unwrap_or_default()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (subject.clone(), parts.join(": "))
}

/// What to say about an event besides what it changed: its reason, and what follows from it.
fn remarks(change: &ChangeView, page: Page) -> Vec<String> {
    let needs_reason = matches!(change.event.kind, EventKind::Skipped | EventKind::Blocked);
    let reason = change.event.said.clone().filter(|_| needs_reason);
    let deployed = change.deployed_at.map(|at| {
        let dates = if change.is_dated { "; later dates now count from here" } else { "" };
        format!("deployed at {}{dates}", time(at.0))
    });
    let risk = change.risk.as_ref().map(|risk| format!("risk {risk}"));
    let again = change.unconfirmed.as_ref().map(|view| {
        let outcome = view.outcome.as_deref().unwrap_or("it");
        format!(
            "{} needs to be confirmed again: `{outcome}` was decided before this change",
            view.decision
        )
    });
    let undecided = change.undecided.as_ref().map(|undecided| {
        let decide = command("decide").arg(&undecided.decision).arg(&undecided.outcome);
        format!("{} is not decided yet: {}", undecided.decision, page.line(&decide))
    });
    let ways = ways(&change.deviations);
    let ways = (!ways.is_empty()).then(|| format!("{ways} (deviation)"));
    let all = [reason, deployed, risk, awaited(change), again, ways, undecided];
    all.into_iter().flatten().collect()
}

fn awaited(change: &ChangeView) -> Option<String> {
    let owners: Vec<String> = change.awaited.iter().map(words::role).collect();
    (!owners.is_empty()).then(|| format!("waiting for {}", owners.join(" and ")))
}
