//! The answer to a recording: what changed, what it means for the gate, and what comes next.

use super::layout::{Fit, Layout, TextStyle, cell, dim, empty, paint, plain, strong};
use super::{deviation, words};
use crate::command::command;
use crate::log::EventKind;
use crate::render::Page;
use crate::schedule::time;
use crate::view::{ChangeView, EventView, RecordedView};

/// Says where the record of a release is kept.
pub fn kept(path: &str) -> String {
    let line = format!("the record is in {path}");
    format!("  {}\n", paint(TextStyle::Dim, &line))
}

/// The first line if nothing is recorded.
pub const DRY_RUN: &str = "dry run: nothing is recorded\n";

/// Draws what was recorded.
pub fn confirm(recorded: &RecordedView, page: Page) -> String {
    let mut out = String::new();
    let mut layout = Layout::new(2, Fit::Wrap);
    let remarks = recorded.changes.iter().map(remarks);
    let mut remarks: Vec<Vec<String>> = remarks.collect();
    if let (Some(number), Some(last)) = (recorded.resolvable_incident, remarks.last_mut()) {
        let close = command("incident close").arg("--incident").arg(number);
        let close = page.line(&close);
        last.push(format!("nothing required is left: {close}"));
    }
    for (change, remarks) in recorded.changes.iter().zip(&mut remarks) {
        if let Some(undecided) = &change.undecided {
            let decide = command("decide").arg(&undecided.decision).arg(&undecided.outcome);
            let decide = page.line(&decide);
            remarks.push(format!("{} is not decided yet: {decide}", undecided.decision));
        }
    }
    for (change, remarks) in recorded.changes.iter().zip(remarks) {
        let (subject, text) = subject_and_text(change);
        layout.row([cell(TextStyle::Done, sign(change)), strong(&subject), plain(&text)]);
        for remark in &remarks {
            layout.row([empty(), empty(), cell(TextStyle::Due, remark)]);
        }
    }
    layout.write(&mut out, page.width);
    let gate = recorded.gate.as_ref().map(words::gate);
    let next = recorded.next.as_ref();
    let next = next.map(|item| format!("next: {} {}", item.number, item.line()));
    let line: Vec<String> = gate.into_iter().chain(next).collect();
    if !line.is_empty() {
        let mut layout = Layout::new(0, Fit::Wrap).indent(2);
        layout.row([dim(line.join(" · "))]);
        layout.write(&mut out, page.width);
    }
    out
}

fn sign(change: &ChangeView) -> &'static str {
    let is = |kinds: &[EventKind]| kinds.contains(&change.event.kind);
    if is(&[EventKind::Unticked, EventKind::Unblocked, EventKind::Reopened]) {
        "☐"
    } else if is(&[EventKind::Skipped]) {
        "–"
    } else if is(&[EventKind::Blocked, EventKind::Cancelled]) {
        "✗"
    } else if is(&[EventKind::Undone]) {
        "↶"
    } else if is(&[EventKind::Noted]) {
        // A note leaves the state of an item as it is.
        change.state.map_or("✓", words::sign)
    } else {
        "✓"
    }
}

/// An item's number or what was done, and what it is about.
fn subject_and_text(change: &ChangeView) -> (String, String) {
    let event = &change.event;
    let (act, about) = (&event.act, &event.about);
    if let Some(undone) = &event.reverts {
        return ("undone".to_owned(), undone_text(undone));
    }
    if let Some(number) = event.number.clone() {
        let text = if matches!(event.kind, EventKind::Ticked | EventKind::Skipped) {
            let role = change.for_role.iter().map(|role| format!(" · {role}"));
            role.fold(about.clone(), |text, role| text + &role)
        } else {
            format!("{about} ({act})")
        };
        return (number, text);
    }
    let said = event.said.as_deref();
    let (subject, first) = match act.strip_prefix("incident-") {
        Some(act) => (about, act),
        None => (act, &**about),
    };
    let parts = [Some(first).filter(|first| !first.is_empty()), said];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (subject.clone(), parts.join(": "))
}

/// An event that is undone: `tick of 3.5`, `note "ask legal" on 2.4`, `go-no-go: go as Release Manager`.
fn undone_text(undone: &EventView) -> String {
    let said = undone.said.as_deref().unwrap_or_default();
    let number = undone.number.as_deref();
    if undone.kind == EventKind::Noted {
        let on = number.map(|number| format!(" on {number}")).unwrap_or_default();
        return format!("note \"{said}\"{on}");
    }
    match number {
        Some(number) => {
            let act = undone.act.strip_suffix("ed").unwrap_or(&undone.act);
            let act = if act == "skipp" { "skip" } else { act };
            format!("{act} of {number}  {}", undone.about)
        }
        None => format!("{} {}", undone.act, undone.about).trim_end().to_owned(),
    }
}

/// What to say of an event besides what it changed: its reason, and what follows from it.
fn remarks(change: &ChangeView) -> Vec<String> {
    let needs_reason = matches!(change.event.kind, EventKind::Skipped | EventKind::Blocked);
    let reason = change.event.said.clone().filter(|_| needs_reason);
    let deployed = change.deployed_at.map(|at| {
        let at = time(at.0);
        format!("the deployment: T+… counts from {at}")
    });
    let risk = change.risk.as_ref().map(|risk| format!("risk {risk}"));
    let unconfirmed = change.unconfirmed.as_ref().map(|view| {
        let outcome = view.outcome.as_deref().unwrap_or("the decision");
        let decision = &view.decision;
        format!("{decision} is in question: {outcome} was said before this")
    });
    let all = [reason, deployed, risk, awaited(change), unconfirmed, deviations(change)];
    all.into_iter().flatten().collect()
}

fn awaited(change: &ChangeView) -> Option<String> {
    let owners = (change.awaited.iter())
        .map(|owner| format!("{} ({})", owner.role_name, words::people(&owner.people)));
    let owners: Vec<String> = owners.collect();
    let owners = (!owners.is_empty()).then(|| owners.join(" and "))?;
    Some(format!("not decided yet: waits for {owners}"))
}

fn deviations(change: &ChangeView) -> Option<String> {
    let ways: Vec<String> = change.deviations.iter().map(deviation).collect();
    (!ways.is_empty()).then(|| format!("{}, kept as a deviation", ways.join(" and ")))
}
