//! The report for the review after an incident.

use super::escape::{strong, text};
use super::screens::entry_at;
use crate::names::Person;
use crate::release::ItemState;
use crate::render::Page;
use crate::render::text::{gate_details, missing_label};
use crate::view::{
    EventView, IncidentDecisionView, IncidentReport, PersonView, Stamp, UntilKind, UntilView,
};
use std::fmt::Write;

/// Writes the report.
pub fn incident_report(view: &IncidentReport, page: Page) -> String {
    let mut out = String::new();
    let incident = &view.incident;
    let release = view.release.as_deref().unwrap_or_default();
    let _ = writeln!(
        out,
        "# Incident {} of {}: {}\n",
        incident.number,
        text(release),
        text(&incident.text)
    );
    summary(&mut out, view, page);
    section(&mut out, "How long until", view.until.iter().map(until));
    timeline(&mut out, &view.timeline, page);
    let _ = writeln!(out, "## Actions\n");
    for item in &view.actions {
        let at = item.at.map(|at| format!(", {}", page.now.day_time(at.0)));
        let over = incident.closed.is_some() && item.state == ItemState::Todo && !item.required;
        let at = if over { Some(", not needed".to_owned()) } else { at };
        entry_at(&mut out, item, &at.unwrap_or_default(), page);
    }
    out.push('\n');
    let decisions = view.decisions.iter().map(|one| decision(one, page));
    section(&mut out, "Decisions", decisions);
    section(&mut out, "People", view.people.iter().map(person));
    let open = view.open_ends.iter().map(|missing| {
        let details = gate_details(missing, page);
        let rest = if details.is_empty() { "" } else { " — " };
        format!(
            "{} {}{rest}{}",
            strong(&missing_label(missing)),
            text(&missing.text),
            text(&details)
        )
    });
    section(&mut out, "Open ends", open);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The facts in a table.
fn summary(out: &mut String, view: &IncidentReport, page: Page) {
    let incident = &view.incident;
    let by = |at: Stamp, by: &Person| format!("{} by {}", page.now.long(at.0), by.short());
    let closed = match (incident.closed, &incident.closed_by) {
        (Some(at), Some(person)) => by(at, person),
        _ => "still open".to_owned(),
    };
    let deployed = view.deployed_at.map(|at| page.now.long(at.0));
    let mut rows = vec![
        ("Severity", incident.severity.to_string()),
        ("Opened", by(incident.opened, &incident.opened_by)),
        ("Closed", closed),
        ("Duration", incident.duration.to_string()),
        ("Deployed", deployed.unwrap_or_else(|| "not yet".to_owned())),
    ];
    if let Some(reason) = &incident.reason {
        rows.insert(3, ("Outcome", reason.clone()));
    }
    out.push_str("| | |\n|---|---|\n");
    for (name, value) in rows {
        let _ = writeln!(out, "| {name} | {} |", text(&value));
    }
    out.push('\n');
}

fn timeline(out: &mut String, events: &[EventView], page: Page) {
    out.push_str("## Timeline\n\n| At | Who | What |\n|---|---|---|\n");
    for event in events {
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            page.now.day_time(event.at.0),
            text(event.by.short()),
            text(&happened(event))
        );
    }
    out.push('\n');
}

/// `ticked 10.1 Trigger incident response process: the pager rang`.
fn happened(event: &EventView) -> String {
    let number = event.number.as_deref();
    let act = event.act.strip_prefix("incident-").unwrap_or(&event.act);
    // Only its opening says more than which incident it is.
    let about = match act {
        "noted" | "closed" if event.incident.is_some() && number.is_none() => "",
        _ => event.about.as_str(),
    };
    let words = [Some(act), number, Some(about)];
    let words = words.into_iter().flatten().filter(|word| !word.is_empty());
    let what = words.collect::<Vec<_>>().join(" ");
    let said = event.said.iter().chain(&event.link);
    said.fold(what, |what, said| format!("{what}: {said}"))
}

/// A heading and a list; nothing at all where the list is empty.
fn section(out: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "## {heading}\n");
    for line in lines {
        let _ = writeln!(out, "- {line}");
    }
    out.push('\n');
}

fn until(until: &UntilView) -> String {
    let what = match until.what {
        UntilKind::FirstTick => "the first tick".to_owned(),
        UntilKind::Closed => "it was closed".to_owned(),
        UntilKind::Decision => {
            let outcome = until.outcome.as_deref().unwrap_or_default();
            text(&format!("{}: {outcome}", until.name))
        }
    };
    format!("{what}: **{}**", until.after)
}

/// The decision and how it stands, with a line for each voice below.
fn decision(decision: &IncidentDecisionView, page: Page) -> String {
    let outcome = decision.outcome.as_deref().unwrap_or("not decided");
    let at = |at: Stamp| format!(", {}", page.now.day_time(at.0));
    let mut line = format!(
        "{}: {}{}",
        strong(&decision.name),
        text(outcome),
        decision.at.map(at).unwrap_or_default()
    );
    for voice in &decision.voices {
        let role = voice.role_name.as_ref().map(|role| format!(" as {role}"));
        let role = role.unwrap_or_else(|| " by override".to_owned());
        let reason = voice.reason.as_ref().map(|reason| format!(": {reason}"));
        let said = format!(
            "{} by {}{role}{}{}",
            voice.outcome,
            voice.by.short(),
            at(voice.at),
            reason.unwrap_or_default()
        );
        let _ = write!(line, "\n  - {}", text(&said));
    }
    for role in &decision.awaited {
        let _ = write!(line, "\n  - {} has not spoken", text(role.as_str()));
    }
    line
}

fn person(person: &PersonView) -> String {
    let roles = match person.role_names.is_empty() {
        true => "no role".to_owned(),
        false => person.role_names.join(", "),
    };
    let entries = match person.entries {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    let name = person.person.short();
    text(&format!("{name} ({roles}): {entries}"))
}
