//! The report for the review of an incident.

use super::decisions::voted;
use super::gate::{details, label};
use super::history::act;
use super::report::outcome;
use super::words::count;
use super::{Column, Document, Fit, Line, Page, Table, plain, strong};
use crate::names::Person;
use crate::view::{
    EventView, IncidentDecisionView, IncidentReport, PersonView, RequirementView, UntilKind,
    UntilView,
};

pub fn incident_report(view: &IncidentReport, page: Page) -> Document {
    let mut document = Document::default();
    let incident = &view.incident;
    let release = view.release.as_deref().unwrap_or_default();
    document.heading(1, format!("Incident {} of {release}: {}", incident.number, incident.text));
    document.table(summary(view, page));
    let times = view.until.iter().map(time);
    document.section("Response times", |document| document.list(times));
    document.section("Timeline", |document| document.table(timeline(&view.timeline, page)));
    let is_resolved = incident.resolved.is_some();
    let actions = outcome(&view.actions, (is_resolved, Person::short), page);
    document.section("Actions", |document| document.entries(actions));
    document.section("Decisions", |document| {
        for one in &view.decisions {
            decision(document, one, page);
        }
    });
    let people = view.people.iter().map(person);
    document.section("People", |document| document.list(people));
    let missing = view.missing.iter().map(|missing| unfinished(missing, page));
    document.section("Not finished", |document| document.list(missing));
    document
}

fn summary(view: &IncidentReport, page: Page) -> Table {
    let incident = &view.incident;
    let resolved = match (incident.resolved, &incident.resolved_by) {
        (Some(at), Some(by)) => format!("{} by {}", page.now.long(at.0), by.short()),
        _ => "not yet".to_owned(),
    };
    let declared =
        format!("{} by {}", page.now.long(incident.declared.0), incident.declared_by.short());
    let deployed = view.deployed_at.map(|at| page.now.long(at.0));
    let mut table = Table::labelled();
    for (name, value) in [
        ("Severity", Some(incident.severity.to_string())),
        ("Declared", Some(declared)),
        ("Resolved", Some(resolved)),
        ("Resolution", incident.reason.clone()),
        ("Duration", Some(incident.duration.to_string())),
        ("Deployed", deployed.or_else(|| Some("not yet".to_owned()))),
    ] {
        if let Some(value) = value {
            table.row([plain(name), plain(value)]);
        }
    }
    table
}

fn time(until: &UntilView) -> Line {
    let what = match until.what {
        UntilKind::FirstTick => "First tick".to_owned(),
        UntilKind::Resolved => "Resolved".to_owned(),
        UntilKind::Decision => {
            format!("{}: {}", until.name, until.outcome.as_deref().unwrap_or_default())
        }
    };
    [plain(format!("{what}: ")), strong(until.after.to_string())].into()
}

fn timeline(events: &[EventView], page: Page) -> Table {
    let columns = [Column::left("When"), Column::left("Who"), Column::left("What").fit(Fit::Wrap)];
    let mut table = Table::new(columns);
    for event in events {
        let when = page.now.day_time(event.at.0);
        table.row([plain(when), plain(event.by.short()), plain(happened(event))]);
    }
    table
}

/// `ticked 10.1 Trigger incident response process: the pager rang`.
fn happened(event: &EventView) -> String {
    let number = event.number.as_deref();
    let act = act(event);
    let about = match act.as_str() {
        // Which incident it was is known.
        "noted" | "closed" | "resolved" if event.incident.is_some() && number.is_none() => "",
        _ => event.about.as_str(),
    };
    let words = [Some(act.as_str()), number, Some(about)];
    let words = words.into_iter().flatten().filter(|word| !word.is_empty());
    let what = words.collect::<Vec<_>>().join(" ");
    let said = event.said.iter().chain(&event.link);
    said.fold(what, |what, said| format!("{what}: {said}"))
}

/// A decision, with its votes and the roles that have not voted.
fn decision(document: &mut Document, decision: &IncidentDecisionView, page: Page) {
    let outcome = decision.outcome.as_deref().unwrap_or("pending");
    let at = decision.at.map(|at| format!(", {}", page.now.day_time(at.0))).unwrap_or_default();
    document.heading(3, format!("{}: {outcome}{at}", decision.name));
    let votes = decision.votes.iter().map(|vote| voted(vote, page));
    let awaited = decision.awaited.iter().map(|role| format!("{role} has not voted"));
    document.list(votes.chain(awaited));
}

fn person(person: &PersonView) -> Line {
    let roles = match person.role_names.is_empty() {
        true => "no role".to_owned(),
        false => person.role_names.join(", "),
    };
    let entries = count(person.entries, "entry", "entries");
    format!("{} ({roles}): {entries}", person.person.short()).into()
}

/// `2.4 Coordinate with DevOps — alice (Release Manager) · due Tue 1 Dec, 3 days late`.
fn unfinished(missing: &RequirementView, page: Page) -> Line {
    let details = details(missing, page);
    let rest = if details.is_empty() { String::new() } else { format!(" — {details}") };
    [strong(label(missing)), plain(format!(" {}{rest}", missing.text))].into()
}
