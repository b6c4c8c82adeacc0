//! The answer of a gate: the verdict, then each requirement that is not met, with who has to act and when.

use super::{Document, Fit, Page, Style, Table, dim, plain, strong, styled, words};
use crate::release::ItemState;
use crate::view::{GateView, RequirementKind, RequirementState, RequirementView};

/// Beyond this many missing requirements, each takes one line, below its phase.
const MANY: usize = 40;

pub fn gate(view: &GateView, page: Page) -> Document {
    let mut document = Document::default();
    let word = match view.is_open() {
        true => styled(Style::Done, "OPEN"),
        false => styled(Style::Late, "CLOSED"),
    };
    document.verdict([(word, plain(format!("{}: {}", view.title(), summary(view))))]);
    document.gap();
    let mut table = Table::of_items(Fit::Wrap).indent(2);
    let is_short = view.missing.len() > MANY;
    let mut phase = None;
    for missing in &view.missing {
        let style = if missing.late { Style::Late } else { Style::Due };
        // Only numbers are at the left edge, so that all texts are aligned.
        let number = if missing.kind == RequirementKind::Item { &missing.number } else { "–" };
        let text = match missing.kind {
            RequirementKind::Incident => format!("Incident {}: {}", missing.number, missing.text),
            RequirementKind::Item
            | RequirementKind::Decision
            | RequirementKind::Conflict
            | RequirementKind::Release => missing.text.clone(),
        };
        let (who, when) = match is_short {
            true => {
                let when = missing.due.map(|due| words::lateness(due, missing.late, page));
                (plain(people(missing)), styled(style, when.unwrap_or_default()))
            }
            false => (plain(""), plain("")),
        };
        let row = table.row([styled(style, number), plain(text), who, when]);
        if !is_short {
            row.below([dim(details(missing, page))]);
        } else if phase != missing.phase.as_ref() {
            phase = missing.phase.as_ref();
            row.heading = phase.map(|phase| strong(phase).into());
        }
    }
    document.entries(table);
    if view.is_open() {
        document.blocks.truncate(1);
    }
    document
}

/// `2 items to do, 1 decision pending`; of an open gate `all 23 requirements met`.
pub fn summary(view: &GateView) -> String {
    if view.is_open() {
        let met = match view.counted {
            1 => "its requirement is met".to_owned(),
            many => format!("all {many} requirements met"),
        };
        let mut parts = vec![match &view.overrides[..] {
            [] => met,
            overrides => format!("{met}, by override of {}", overrides.join(", ")),
        }];
        if view.source.is_some() {
            parts.extend(view.changes.iter().cloned());
        }
        return parts.join("; ");
    }
    if view.counted == 0 {
        return "has no requirements, so it never opens".to_owned();
    }
    let of = |kind| view.missing.iter().filter(|missing| missing.kind == kind).count();
    if of(RequirementKind::Release) > 0 {
        return "the release is cancelled".to_owned();
    }
    let parts = [
        (of(RequirementKind::Item), "item to do", "items to do"),
        (of(RequirementKind::Decision), "decision pending", "decisions pending"),
        (of(RequirementKind::Incident), "incident ongoing", "incidents ongoing"),
        (of(RequirementKind::Conflict), "conflict", "conflicts"),
    ];
    let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
    let parts: Vec<String> = parts.map(|(n, one, many)| words::count(n, one, many)).collect();
    parts.join(", ")
}

/// What a requirement is called: `2.4`, `go-no-go`, `incident 1`.
pub fn label(missing: &RequirementView) -> String {
    match missing.kind {
        RequirementKind::Item | RequirementKind::Conflict | RequirementKind::Release => {
            missing.number.clone()
        }
        RequirementKind::Decision => missing.id.clone(),
        RequirementKind::Incident => format!("incident {}", missing.number),
    }
}

/// `alice (Release Manager) · due Tue 1 Dec, 3 days late · blocked: waiting for the new nodes`.
pub fn details(missing: &RequirementView, page: Page) -> String {
    let due = missing.due.map(|due| {
        let day = page.now.day(due.0);
        match missing.late {
            true => format!("due {day}, {} late", page.now.late_by(due.0)),
            false => format!("due {day}, {}", page.now.distance(due.0)),
        }
    });
    let parts = [owner(missing), due.unwrap_or_default(), state(missing)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn owner(missing: &RequirementView) -> String {
    if missing.owner == "all" {
        return format!("waiting for {}", words::shortened(&missing.role_names));
    }
    match missing.owner_name.is_empty() {
        true => String::new(),
        false => words::holders(&missing.people, &missing.owner_name),
    }
}

fn people(missing: &RequirementView) -> String {
    match missing.owner == "all" || missing.owner_name.is_empty() {
        true => missing.owner_name.clone(),
        false => words::people(&missing.people),
    }
}

fn state(missing: &RequirementView) -> String {
    let reason = words::because(missing.reason.as_ref());
    match &missing.state {
        RequirementState::Item(ItemState::Blocked) => format!("blocked{reason}"),
        RequirementState::Item(ItemState::Todo | ItemState::Done | ItemState::Skipped) => {
            String::new()
        }
        RequirementState::Pending => format!("pending{reason}"),
        RequirementState::Unconfirmed => format!("needs to be confirmed again{reason}"),
        RequirementState::Outcome(outcome) => format!("decided: {outcome}{reason}"),
        RequirementState::Ongoing => "ongoing".to_owned(),
        RequirementState::Cancelled => missing.reason.clone().unwrap_or_default(),
        RequirementState::Conflicting => {
            "recorded in parallel; record it again to settle it".to_owned()
        }
    }
}
