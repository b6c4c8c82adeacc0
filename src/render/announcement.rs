//! The words of a text for those outside. How they are written down is each format's affair.

use super::Page;
use crate::names::Person;
use crate::release::ItemState;
use crate::release::updates::AnnouncementKind;
use crate::render::text::{count, names, so_far};
use crate::schedule::{Moment, time, zone_city};
use crate::view::{AnnouncementView, DecisionView, IncidentLine, ItemView, PhaseLine};

/// A text: a title, and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
}

/// A line of a text. Its words are not escaped yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Sentence(String),
    Point(String),
}

/// Words a text.
pub(super) fn message(view: &AnnouncementView, page: Page) -> Message {
    let release = &view.release;
    let (title, mut lines) = match view.kind {
        AnnouncementKind::Timeline => {
            (format!("{release}: preliminary timeline"), timeline(view, page))
        }
        AnnouncementKind::Start => (start_title(view, page), start(view)),
        AnnouncementKind::Update => (format!("{release}: status update"), update(view, page)),
        AnnouncementKind::Success => (format!("{release} is released"), success(view, page)),
        AnnouncementKind::Incident => incident(view, page),
        AnnouncementKind::RolledBack => {
            (format!("{release} was rolled back"), rolled_back(view, page))
        }
        AnnouncementKind::Summary => (format!("{release}: release summary"), summary(view, page)),
    };
    lines.extend(view.note.clone().map(Line::Sentence));
    let goes_on = match view.kind {
        AnnouncementKind::Start
        | AnnouncementKind::Update
        | AnnouncementKind::Incident
        | AnnouncementKind::RolledBack => true,
        AnnouncementKind::Timeline | AnnouncementKind::Success | AnnouncementKind::Summary => false,
    };
    lines.extend(next_update(view, page).filter(|_| goes_on));
    Message { title, lines }
}

fn timeline(view: &AnnouncementView, page: Page) -> Vec<Line> {
    let t = view.release_at.0;
    let mut lines = vec![Line::Sentence(format!("Planned for {}.", long(t, page)))];
    for phase in &view.phases {
        let due = phase.due.map(|due| match phase.exact {
            true => format!("{}, {}", page.now.day(due.0), time(due.0)),
            false => page.now.day(due.0),
        });
        let due = due.unwrap_or_default();
        lines.push(Line::Point(format!("{due}: {}", phase.name)));
    }
    lines.extend(contact(view));
    lines
}

fn start_title(view: &AnnouncementView, page: Page) -> String {
    let t = view.release_at.0;
    let when = if page.now.moment() < t {
        format!("at {} {}", page.now.time(t), zone_city(t.timezone()))
    } else {
        "now".to_owned()
    };
    format!("{}: deployment starts {when}", view.release)
}

fn start(view: &AnnouncementView) -> Vec<Line> {
    let lines = view.decisions.iter().map(decided).map(Line::Sentence);
    let mut lines: Vec<Line> = lines.collect();
    lines.extend(contact(view));
    lines
}

fn update(view: &AnnouncementView, page: Page) -> Vec<Line> {
    let mut lines = vec![Line::Sentence(deployed(view, page))];
    let phase = |phase: &PhaseLine| {
        let share = so_far(phase.done, phase.skipped, phase.total, phase.late);
        Line::Point(format!("{}: {share}", phase.name))
    };
    lines.extend(view.under_way.iter().map(phase));
    lines.extend(view.blocked.iter().map(|item| Line::Point(blocked(item))));
    let next = view.next.iter().filter(|item| item.state == ItemState::Todo);
    lines.extend(next.map(|item| Line::Point(format!("Next: {}", item.line()))));
    lines.extend(
        view.incident.as_ref().filter(|incident| incident.is_ongoing()).map(incident_state),
    );
    lines
}

fn rolled_back(view: &AnnouncementView, page: Page) -> Vec<Line> {
    let at = view.rolled_back_at.map(|at| long(at.0, page)).unwrap_or_default();
    let mut lines = vec![Line::Sentence(format!(
        "Rolled back on {at}. The previous version is running again."
    ))];
    let t = view.release_at.0;
    lines.push(Line::Point(match t > page.now.moment() {
        true => format!("The next attempt is planned for {}.", long(t, page)),
        false => "The date of the next attempt will be announced.".to_owned(),
    }));
    lines.extend(view.incident.as_ref().map(incident_state));
    lines.extend(contact(view));
    lines
}

fn incident_state(incident: &IncidentLine) -> Line {
    let IncidentLine { number, text, .. } = incident;
    if incident.is_ongoing() {
        return Line::Point(format!("Incident {number} is open: {text}"));
    }
    let how = incident.reason.as_ref().map(|how| format!(" ({how})"));
    Line::Point(format!("Incident {number} is over: {text}{}", how.unwrap_or_default()))
}

fn success(view: &AnnouncementView, page: Page) -> Vec<Line> {
    let mut lines = vec![Line::Sentence(deployed(view, page))];
    lines.extend(view.under_way.iter().map(|phase| {
        let share = so_far(phase.done, phase.skipped, phase.total, 0);
        Line::Point(format!("{}: {share}", phase.name))
    }));
    lines.extend(view.incident.as_ref().map(incident_state));
    lines.extend(contact(view));
    lines
}

fn incident(view: &AnnouncementView, page: Page) -> (String, Vec<Line>) {
    let Some(incident) = &view.incident else {
        return (format!("{}: no incident", view.release), Vec::new());
    };
    let over = if incident.resolved.is_some() { " is over" } else { "" };
    let title = format!(
        "{}: incident {}{over} (severity {})",
        view.release, incident.number, incident.severity
    );
    let mut lines = vec![Line::Sentence(incident.text.clone())];
    lines.push(Line::Point(lasted(incident, page)));
    lines.extend(incident.reason.clone().map(Line::Point));
    if let Some(noted) = &view.noted {
        let at = page.now.time(noted.at.0);
        lines.push(Line::Point(format!("{at}: {}", noted.text)));
    }
    let since = |decision: &&DecisionView| {
        let escalated_at = decision.escalation.iter().filter_map(|step| step.escalated_at);
        decision.at.into_iter().chain(escalated_at).any(|at| at >= incident.declared)
    };
    let decided_since = view.decisions.iter().filter(since);
    lines.extend(decided_since.map(|decision| Line::Point(decided(decision))));
    lines.extend(contact(view));
    (title, lines)
}

fn lasted(incident: &IncidentLine, page: Page) -> String {
    let from = page.now.time(incident.declared.0);
    match incident.resolved {
        None => format!("Since {from}"),
        Some(resolved) => format!("From {from} to {}", page.now.time(resolved.0)),
    }
}

fn summary(view: &AnnouncementView, page: Page) -> Vec<Line> {
    let mut lines = vec![Line::Sentence(deployed(view, page))];
    let skipped = match view.skipped {
        0 => String::new(),
        skipped => format!(", {skipped} of them left out"),
    };
    let items = format!("{} of {} items settled{skipped}", view.done, view.total);
    lines.push(Line::Point(items));
    let deviations = match view.deviations {
        0 => "No deviation".to_owned(),
        many => count(many, "deviation", "deviations"),
    };
    lines.push(Line::Point(deviations + " from the plan"));
    let incidents = match (view.incidents, view.incidents_ongoing) {
        (0, _) => "No incident".to_owned(),
        (1, 0) => "1 incident, over".to_owned(),
        (1, _) => "1 incident, open".to_owned(),
        (many, 0) => format!("{many} incidents, all over"),
        (many, open) => format!("{many} incidents, {open} of them open"),
    };
    lines.push(Line::Point(incidents));
    let noted = view.risks.iter().chain(&view.lessons);
    for event in noted {
        let text = format!("{}: {}", capital(event.kind.as_ref()), event.text);
        lines.push(Line::Point(text));
    }
    lines.extend(contact(view));
    lines
}

/// `Deployed on Tue 8 Dec 2026 14:12 Paris by rm.`, or when it is planned.
fn deployed(view: &AnnouncementView, page: Page) -> String {
    if let Some(at) = view.deployed_at {
        let by = view.deployed_by.as_ref().map(Person::short);
        let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
        return format!("Deployed on {}{by}.", long(at.0, page));
    }
    let t = view.release_at.0;
    let passed = t < page.now.moment();
    let planned = if passed { "it was planned" } else { "planned" };
    format!("Not deployed yet, {planned} for {}.", long(t, page))
}

/// `Tue 8 Dec 2026 14:00 Paris`.
fn long(at: Moment, page: Page) -> String {
    format!("{} {}", page.now.long(at), zone_city(at.timezone()))
}

/// `Go/No-Go for Release: go (rm)`.
fn decided(decision: &DecisionView) -> String {
    let name = &decision.name;
    let escalated = decision.escalation.iter().rfind(|step| step.escalated_at.is_some());
    match (&decision.outcome, escalated) {
        (Some(outcome), _) => {
            format!("{name}: {outcome} ({})", names(&decision.by))
        }
        (None, Some(step)) => format!("{name}: asked of {}", step.name),
        (None, None) => format!("{name}: not decided yet"),
    }
}

fn blocked(item: &ItemView) -> String {
    let reason = item.reason.as_deref().unwrap_or_default();
    format!("Blocked: {} ({reason})", item.line())
}

/// Who answers questions.
fn contact(view: &AnnouncementView) -> Option<Line> {
    let line = format!("{}: {}.", view.lead_role, names(&view.lead));
    (!view.lead.is_empty()).then_some(Line::Sentence(line))
}

/// The next update is due one interval from now, since this one is about to go out.
fn next_update(view: &AnnouncementView, page: Page) -> Option<Line> {
    let due = view.next_due?;
    let line = format!("Next update by {}.", page.now.time(due.0));
    Some(Line::Sentence(line))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::{Line, Message, message};
    use crate::command::Invocation;
    use crate::release::updates::AnnouncementKind;
    use crate::render::Page;
    use crate::samples::{
        ALICE, BOB, History, decided, incident_declared, incident_resolved, moment,
    };
    use crate::schedule::ReaderClock;
    use crate::view::AnnouncementView;

    fn incident(history: &History, at: &str) -> Message {
        let now = moment(at);
        let view = AnnouncementView::new(&history.release(), AnnouncementKind::Incident, None, now);
        let now = ReaderClock::at(now);
        let page = Page { width: 80, now, invocation: Invocation::none() };
        message(&view.unwrap(), page)
    }

    #[test]
    fn an_incident_announcement_contains_its_time_and_decisions() {
        let mut history = History::new();
        history.at("2026-12-15 13:00", ALICE, decided("go-no-go", "go", "rm"));
        history.at("2026-12-15 15:10", ALICE, incident_declared(1));
        history.at("2026-12-15 15:20", BOB, decided("rollback", "rollback", "dev"));
        let said = incident(&history, "2026-12-15 15:30");
        assert_eq!(said.title, "2.4.0: incident 1 (severity 2)");
        let point = |text: &str| Line::Point(text.to_owned());
        let sentence = |text: &str| Line::Sentence(text.to_owned());
        let open = [
            sentence("down"),
            point("Since 15:10"),
            point("Rollback Decision: rollback (bob)"),
            sentence("Release Manager: alice."),
        ];
        assert_eq!(said.lines, open);
        history.at("2026-12-15 15:40", ALICE, incident_resolved(1));
        let said = incident(&history, "2026-12-15 15:50");
        assert_eq!(said.title, "2.4.0: incident 1 is over (severity 2)");
        assert_eq!(said.lines[1], point("From 15:10 to 15:40"));
    }
}
