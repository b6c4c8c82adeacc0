//! Messages for stakeholders, and where to talk in each stage.

use super::words::{self, count, names};
use super::{Block, Document, Fit, Page, Style, Table, styled};
use crate::log::NoteKind;
use crate::names::Person;
use crate::playbook::Stage;
use crate::release::ItemState;
use crate::release::updates::AnnouncementKind;
use crate::schedule::{Moment, time, zone_city};
use crate::view::{
    AnnouncementView, ChannelsView, DecisionView, IncidentLine, ItemView, PhaseLine, Stamp,
};

/// A message. It is meant to be pasted, so it should be written without a limit of its width.
pub fn announcement(view: &AnnouncementView, page: Page) -> Document {
    let mut document = Document::default();
    document.heading(2, title(view, page));
    document.gap();
    let write = match view.kind {
        AnnouncementKind::Timeline => timeline,
        AnnouncementKind::Start => decisions,
        AnnouncementKind::Update | AnnouncementKind::Success => update,
        AnnouncementKind::Incident => incident,
        AnnouncementKind::RolledBack => rolled_back,
        AnnouncementKind::Summary => summary,
    };
    write(&mut document, view, page);
    let lead = view.status.lead.as_ref().filter(|lead| !lead.people.is_empty());
    if let Some(lead) = lead.filter(|_| view.kind != AnnouncementKind::Update) {
        document.paragraph(format!("{}: {}.", lead.name, names(&lead.people)));
    }
    if let Some(note) = &view.note {
        document.paragraph(note.as_str());
    }
    let continues = match view.kind {
        AnnouncementKind::Start
        | AnnouncementKind::Update
        | AnnouncementKind::Incident
        | AnnouncementKind::RolledBack => true,
        AnnouncementKind::Timeline | AnnouncementKind::Success | AnnouncementKind::Summary => false,
    };
    // Its time starts now, because this message is about to be sent.
    if let Some(update) = view.status.update.as_ref().filter(|_| continues) {
        document.paragraph(format!("Next update by {}.", page.now.time(update.then_due.0)));
    }
    document
}

fn title(view: &AnnouncementView, page: Page) -> String {
    let planned = view.status.release_at.filter(|t| page.now.moment() < t.0);
    let text = match (view.kind, &view.incident) {
        (AnnouncementKind::Timeline, _) => ": preliminary timeline".to_owned(),
        (AnnouncementKind::Start, _) => {
            let at = |t: Stamp| format!("at {} {}", page.now.time(t.0), zone_city(t.0.timezone()));
            format!(": deployment starts {}", planned.map_or("now".to_owned(), at))
        }
        (AnnouncementKind::Update, _) => ": status update".to_owned(),
        (AnnouncementKind::Success, _) => " is released".to_owned(),
        (AnnouncementKind::Incident, None) => ": no incident".to_owned(),
        (AnnouncementKind::Incident, Some(IncidentLine { number, severity, resolved, .. })) => {
            let state = if resolved.is_some() { " is resolved" } else { "" };
            format!(": incident {number}{state} (severity {severity})")
        }
        (AnnouncementKind::RolledBack, _) => " was rolled back".to_owned(),
        (AnnouncementKind::Summary, _) => ": release summary".to_owned(),
    };
    view.status.release.clone() + &text
}

/// Adds a point to the list at the end of the document.
fn point(document: &mut Document, text: String) {
    match document.blocks.last_mut() {
        Some(Block::List(points)) => points.push(text.into()),
        _ => document.list([text]),
    }
}

fn timeline(document: &mut Document, view: &AnnouncementView, page: Page) {
    if let Some(t) = view.status.release_at {
        document.paragraph(format!("Planned for {}.", long(t.0, page)));
    }
    for phase in &view.status.phases {
        let due = phase.due.map(|due| match phase.exact {
            true => format!("{}, {}: ", page.now.day(due.0), time(due.0)),
            false => format!("{}: ", page.now.day(due.0)),
        });
        point(document, due.unwrap_or_default() + &phase.name);
    }
}

fn decisions(document: &mut Document, view: &AnnouncementView, _: Page) {
    view.decided.iter().for_each(|decision| document.paragraph(decided(decision)));
}

/// A status update, or the message that the release is out.
fn update(document: &mut Document, view: &AnnouncementView, page: Page) {
    document.paragraph(deployed(view, page));
    let is_update = view.kind == AnnouncementKind::Update;
    let stage = match view.status.stage {
        Stage::Incident if view.status.deployed_at.is_some() => Stage::PostRelease,
        Stage::Incident => Stage::DuringRelease,
        stage => stage,
    };
    let is_under_way = |phase: &&PhaseLine| {
        let has_begun = phase.done > 0 || phase.stage == Stage::DuringRelease || phase.has_started;
        phase.stage == stage && phase.done < phase.total && has_begun
    };
    for phase in view.status.phases.iter().filter(is_under_way) {
        let late = if is_update { phase.late } else { 0 };
        let progress = words::progress(phase.done, phase.skipped, phase.total, late);
        point(document, format!("{}: {progress}", phase.name));
    }
    for item in view.status.blocked.iter().filter(|_| is_update) {
        let reason = item.reason.as_deref().unwrap_or_default();
        point(document, format!("Blocked: {} ({reason})", &item.line));
    }
    let is_next = |item: &&ItemView| is_update && item.state == ItemState::Todo;
    for item in view.status.next.iter().filter(is_next) {
        point(document, format!("Next: {}", &item.line));
    }
    if let Some(incident) = view.incident.as_ref().filter(|one| one.is_ongoing() || !is_update) {
        point(document, incident_state(incident));
    }
}

fn incident(document: &mut Document, view: &AnnouncementView, page: Page) {
    let Some(incident) = &view.incident else { return };
    document.paragraph(incident.text.as_str());
    let from = page.now.time(incident.declared.at.0);
    let text = match &incident.resolved {
        None => format!("Since {from}"),
        Some(closed) => format!("From {from} to {}", page.now.time(closed.at.0)),
    };
    point(document, text);
    if let Some(reason) = incident.reason() {
        point(document, reason.clone());
    }
    if let Some(noted) = &view.noted {
        point(document, format!("{}: {}", page.now.time(noted.at.0), noted.text));
    }
    for decision in &view.decided {
        if decision.newest().is_some_and(|at| at >= incident.declared.at) {
            point(document, decided(decision));
        }
    }
}

fn rolled_back(document: &mut Document, view: &AnnouncementView, page: Page) {
    let at = view.status.rolled_back_at.map(|at| long(at.0, page)).unwrap_or_default();
    document.paragraph(format!("Rolled back on {at}. The previous version is running again."));
    let text = match view.status.release_at.filter(|t| t.0 > page.now.moment()) {
        Some(t) => format!("The next attempt is planned for {}.", long(t.0, page)),
        None => "The date of the next attempt will be announced.".to_owned(),
    };
    point(document, text);
    if let Some(incident) = &view.incident {
        point(document, incident_state(incident));
    }
}

fn summary(document: &mut Document, view: &AnnouncementView, page: Page) {
    document.paragraph(deployed(view, page));
    let phases = || view.status.phases.iter();
    let skipped: usize = phases().map(|phase| phase.skipped).sum();
    let done = phases().map(|phase| phase.done).sum::<usize>() - skipped;
    let total: usize = phases().map(|phase| phase.total).sum();
    let items = format!("{done} of {total} items done");
    point(document, words::joined([items, words::remark(0, skipped)]));
    let text = match view.deviations {
        0 => "No deviations from the plan".to_owned(),
        many => format!("{} from the plan", count(many, "deviation", "deviations")),
    };
    point(document, text);
    let incidents = count(view.incidents_total, "incident", "incidents");
    let text = match (view.incidents_total, view.status.incidents.len()) {
        (0, _) => "No incidents".to_owned(),
        (_, 0) => format!("{incidents}, resolved"),
        (_, ongoing) => format!("{incidents}, {ongoing} ongoing"),
    };
    point(document, text);
    for note in view.risks.iter().chain(&view.lessons) {
        let kind = note.note.as_ref().map_or("", NoteKind::as_ref);
        let text = note.said.as_deref().unwrap_or_default();
        let (first, rest) = kind.split_at(kind.chars().next().map_or(0, char::len_utf8));
        point(document, format!("{}{rest}: {text}", first.to_uppercase()));
    }
}

/// `Incident 1 is ongoing: checkout answers with 500s`.
fn incident_state(incident: &IncidentLine) -> String {
    let IncidentLine { number, text, .. } = incident;
    if incident.is_ongoing() {
        return format!("Incident {number} is ongoing: {text}");
    }
    let reason = incident.reason().map(|reason| format!(" ({reason})"));
    format!("Incident {number} is resolved: {text}{}", reason.unwrap_or_default())
}

/// `Deployed on Tue 8 Dec 2026 14:12 Paris by rm.`, or when it is planned.
fn deployed(view: &AnnouncementView, page: Page) -> String {
    if let Some(at) = view.status.deployed_at {
        let by = view.deployed_by.as_ref().map(Person::short);
        let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
        return format!("Deployed on {}{by}.", long(at.0, page));
    }
    let Some(Stamp(t)) = view.status.release_at else { return "Not deployed yet.".to_owned() };
    let planned = if t < page.now.moment() { "it was planned" } else { "planned" };
    format!("Not deployed yet, {planned} for {}.", long(t, page))
}

/// `Tue 8 Dec 2026 14:00 Paris`.
fn long(at: Moment, page: Page) -> String {
    format!("{} {}", page.now.long(at), zone_city(at.timezone()))
}

/// `Go/No-Go for Release: go (rm)`.
fn decided(decision: &DecisionView) -> String {
    let by = decision.outcome.as_ref().map(|_| format!(" ({})", names(&decision.by)));
    format!("{}: {}{}", decision.name, words::outcome(decision), by.unwrap_or_default())
}

/// The channels, with a mark at the current one.
pub fn channels(view: &ChannelsView, page: Page) -> Document {
    let mut document = Document::default();
    let mut table = Table::new(["", "Stage", "Channel", "Update"]).fit(2, Fit::Wrap);
    for channel in &view.channels {
        let (mark, style, stage) = match (channel.current, channel.late) {
            (true, true) => ("▸", Style::Late, Style::Strong),
            (true, false) => ("▸", Style::Plain, Style::Strong),
            (false, _) => ("", Style::Dim, Style::Dim),
        };
        let update = match (channel.next_due, channel.every_minutes) {
            (Some(due), _) if channel.late => format!("late since {}", page.now.time(due.0)),
            (Some(due), _) => format!("next {}", page.now.distance(due.0)),
            (None, Some(minutes)) => format!("every {}", interval(minutes)),
            (None, None) => String::new(),
        };
        table.row([
            styled(style, mark),
            styled(stage, channel.stage.heading()),
            styled(style, &channel.name),
            styled(style, update),
        ]);
    }
    document.table(table);
    document.or("the playbook has no channels")
}

/// `30 minutes`, `week`, `2 days`.
fn interval(minutes: u32) -> String {
    let units = [(10_080, "week"), (1_440, "day"), (60, "hour"), (1, "minute")];
    let whole = units.into_iter().find(|(size, _)| minutes.is_multiple_of(*size));
    match whole {
        Some((size, unit)) if minutes == size => unit.to_owned(),
        Some((size, unit)) => format!("{} {unit}s", minutes / size),
        None => format!("{minutes} minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, announcement, interval};
    use crate::command::Invocation;
    use crate::release::updates::AnnouncementKind;
    use crate::render::text;
    use crate::samples::{
        ALICE, BOB, History, decided, incident_declared, incident_resolved, moment,
    };
    use crate::schedule::ReaderClock;
    use crate::view::AnnouncementView;

    fn has(history: &History, at: &str, parts: [&str; 2]) -> bool {
        let now = moment(at);
        let view = AnnouncementView::new(&history.release(), AnnouncementKind::Incident, None, now);
        let (now, invocation) = (ReaderClock::at(now), Invocation::none());
        let page = Page { width: 80, height: 0, bars: false, in_full: false, now, invocation };
        let written = text(announcement(&view.unwrap(), page), usize::MAX);
        parts.iter().all(|part| written.contains(part))
    }

    #[test]
    fn an_incident_announcement_contains_its_time_and_decisions() {
        let mut history = History::new();
        history.at("2026-12-15 15:10", ALICE, incident_declared(1));
        history.at("2026-12-15 15:20", BOB, decided("rollback", "rollback", "dev"));
        let points = "down\n- Since 15:10\n- Rollback Decision: rollback (bob)\nRelease Manager: ";
        assert!(has(&history, "2026-12-15 15:30", ["2.4.0: incident 1 (severity 2)", points]));
        history.at("2026-12-15 15:40", ALICE, incident_resolved(1));
        let resolved = ["2.4.0: incident 1 is resolved", "\n- From 15:10 to 15:40\n"];
        assert!(has(&history, "2026-12-15 15:50", resolved));
    }

    #[test]
    fn an_interval_is_shown_in_its_largest_whole_unit() {
        assert_eq!(interval(30), "30 minutes");
        assert_eq!(interval(10_080), "week");
        assert_eq!(interval(2_880), "2 days");
    }
}
