//! The report for the review after an incident.

use super::escape::{strong, text};
use super::screens::entry_at;
use super::section::section;
use crate::names::Person;
use crate::release::ItemState;
use crate::render::Page;
use crate::render::text::{because, count, gate_details, missing_label};
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
    section(&mut out, "\n## How long until\n\n", view.until.iter().map(until));
    timeline(&mut out, &view.timeline, page);
    out.push_str("\n## Actions\n\n");
    for item in &view.actions {
        let at = item.at.map(|at| format!(", {}", page.now.day_time(at.0)));
        let over = incident.resolved.is_some() && item.state == ItemState::Todo && !item.required;
        let at = if over { Some(", not needed".to_owned()) } else { at };
        entry_at(&mut out, item, &at.unwrap_or_default(), page);
    }
    let decisions = view.decisions.iter().map(|one| decision(one, page));
    section(&mut out, "\n## Decisions\n\n", decisions);
    section(&mut out, "\n## People\n\n", view.people.iter().map(person));
    let open = view.missing.iter().map(|missing| {
        let details = gate_details(missing, page);
        let rest = if details.is_empty() { "" } else { " — " };
        let label = strong(&missing_label(missing));
        format!("- {label} {}{rest}{}", text(&missing.text), text(&details))
    });
    section(&mut out, "\n## Open ends\n\n", open);
    out
}

/// The facts in a table.
fn summary(out: &mut String, view: &IncidentReport, page: Page) {
    let incident = &view.incident;
    let by = |at: Stamp, by: &Person| format!("{} by {}", page.now.long(at.0), by.short());
    let resolved = match (incident.resolved, &incident.resolved_by) {
        (Some(at), Some(person)) => by(at, person),
        _ => "still open".to_owned(),
    };
    let deployed = view.deployed_at.map(|at| page.now.long(at.0));
    let mut rows = vec![
        ("Severity", incident.severity.to_string()),
        ("Opened", by(incident.declared, &incident.declared_by)),
        ("Closed", resolved),
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
}

fn timeline(out: &mut String, events: &[EventView], page: Page) {
    out.push_str("\n## Timeline\n\n| At | Who | What |\n|---|---|---|\n");
    for event in events {
        let (at, by) = (page.now.day_time(event.at.0), text(event.by.short()));
        let _ = writeln!(out, "| {at} | {by} | {} |", text(&happened(event)));
    }
}

/// `ticked 10.1 Trigger incident response process: the pager rang`.
fn happened(event: &EventView) -> String {
    let number = event.number.as_deref();
    let act = event.act.strip_prefix("incident-").unwrap_or(&event.act);
    // Only its declaration says more than which incident it is.
    let about = match act {
        "noted" | "resolved" if event.incident.is_some() && number.is_none() => "",
        _ => event.about.as_str(),
    };
    let words = [Some(act), number, Some(about)];
    let words = words.into_iter().flatten().filter(|word| !word.is_empty());
    let what = words.collect::<Vec<_>>().join(" ");
    let said = event.said.iter().chain(&event.link);
    said.fold(what, |what, said| format!("{what}: {said}"))
}

fn until(until: &UntilView) -> String {
    let what = match until.what {
        UntilKind::FirstTick => "the first tick".to_owned(),
        UntilKind::Resolved => "it was closed".to_owned(),
        UntilKind::Decision => {
            let outcome = until.outcome.as_deref().unwrap_or_default();
            text(&format!("{}: {outcome}", until.name))
        }
    };
    format!("- {what}: **{}**", until.after)
}

/// The decision and how it stands, with a line for each voice below.
fn decision(decision: &IncidentDecisionView, page: Page) -> String {
    let outcome = decision.outcome.as_deref().unwrap_or("not decided");
    let at = |at: Stamp| format!(", {}", page.now.day_time(at.0));
    let decided = decision.at.map(at).unwrap_or_default();
    let mut line = format!("- {}: {}{decided}", strong(&decision.name), text(outcome));
    for voice in &decision.voices {
        let role = voice.role_name.as_ref().map(|role| format!(" as {role}"));
        let role = role.unwrap_or_else(|| " by override".to_owned());
        let (outcome, by) = (&voice.outcome, voice.by.short());
        let reason = because(voice.reason.as_ref());
        let said = format!("{outcome} by {by}{role}{}{reason}", at(voice.at));
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
    let entries = count(person.entries, "entry", "entries");
    format!("- {}", text(&format!("{} ({roles}): {entries}", person.person.short())))
}
