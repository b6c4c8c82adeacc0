//! The answer of a gate: the verdict, then each requirement that is not met, with who has to act and when.

use super::{Document, Fit, Page, Style, Table, dim, plain, strong, styled, words};
use crate::release::ItemState;
use crate::view::{GateView, RequirementView};

/// Beyond this many missing requirements, each takes one line, below its phase.
const MANY: usize = 40;

pub fn gate(view: &GateView, page: Page) -> Document {
    let mut document = Document::default();
    let word = match view.verdict.is_open() {
        true => styled(Style::Done, "OPEN"),
        false => styled(Style::Late, "CLOSED"),
    };
    let mut verdict = vec![(word, plain(format!("{}: {}", view.title(), summary(view))))];
    let details: Vec<String> = view.missing.iter().map(|it| details(it, page)).collect();
    // What is the same for all is said once.
    let is_common = details.len() > 1 && details.iter().all(|it| *it == details[0]);
    verdict.extend(details.first().filter(|_| is_common).map(|it| (plain(""), dim(it))));
    document.verdict(verdict);
    document.gap();
    let mut table = Table::of_items(Fit::Wrap).indent(2);
    let is_short = view.missing.len() > MANY;
    let mut phase = None;
    for (missing, details) in view.missing.iter().zip(details) {
        let style = if missing.is_late() { Style::Late } else { Style::Due };
        // Only numbers are at the left edge, so that all texts are aligned.
        let item = if let RequirementView::Item(item) = missing { Some(item) } else { None };
        let number = item.map_or("–", |item| &item.number);
        let mut text = text_of(missing);
        if let RequirementView::Incident(incident) = missing {
            text = format!("Incident {}: {text}", incident.number);
        }
        let short = item.filter(|_| is_short && !is_common);
        let who = short.map(words::owner).unwrap_or_default();
        let when = short.map(|item| words::due(item, page)).unwrap_or_default();
        let row = table.row([styled(style, number), plain(text), plain(who), styled(style, when)]);
        if !is_short {
            row.below(Some(details).filter(|_| !is_common).map(dim));
        } else if phase != item.and_then(|item| item.place.phase()) {
            phase = item.and_then(|item| item.place.phase());
            row.heading = phase.and_then(|phase| Some(strong(view.phases.get(phase)?).into()));
        }
    }
    document.entries(table);
    if view.verdict.is_open() {
        document.blocks.truncate(1);
    }
    document
}

/// `2 items to do, 1 decision pending`; of an open gate `all 23 requirements met`.
pub fn summary(view: &GateView) -> String {
    if view.verdict.is_open() {
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
    let [mut items, mut decisions, mut incidents, mut conflicts] = [0; 4];
    for missing in &view.missing {
        match missing {
            RequirementView::Item(_) => items += 1,
            RequirementView::Decision(_) => decisions += 1,
            RequirementView::Incident(_) => incidents += 1,
            RequirementView::Conflict { .. } => conflicts += 1,
            RequirementView::Release(_) => return "the release is cancelled".to_owned(),
        }
    }
    words::joined([
        words::some(items, "item to do", "items to do"),
        words::some(decisions, "decision pending", "decisions pending"),
        words::some(incidents, "incident ongoing", "incidents ongoing"),
        words::some(conflicts, "conflict", "conflicts"),
    ])
}

/// A requirement in words: `Prepare rollback and mitigation plans`.
pub fn text_of(requirement: &RequirementView) -> String {
    match requirement {
        RequirementView::Item(item) => item.line.clone(),
        RequirementView::Decision(decision) => decision.name.clone(),
        RequirementView::Incident(incident) => incident.text.clone(),
        RequirementView::Conflict { events } => words::joined(events.iter().map(words::done)),
        RequirementView::Release(event) => words::done(event),
    }
}

/// `alice (Release Manager) · due Tue 1 Dec, 3 days late · blocked: waiting for the new nodes`.
pub fn details(missing: &RequirementView, page: Page) -> String {
    match missing {
        RequirementView::Item(item) => {
            let owner = match item.roles {
                Some(_) => format!("waiting for {}", words::shortened(&item.awaited)),
                None => words::holders(&item.people, &item.owner_name),
            };
            let due = item.due.map(|due| match item.late {
                true => format!("due {}, {} late", page.now.day(due.0), page.now.late_by(due.0)),
                false => format!("due {}, {}", page.now.day(due.0), page.now.distance(due.0)),
            });
            let blocked = (item.state == ItemState::Blocked)
                .then(|| format!("blocked{}", words::because(item.reason.as_ref())));
            words::joined_by(" · ", std::iter::once(owner).chain(due).chain(blocked))
        }
        RequirementView::Decision(decision) => {
            let roles = words::role_names(&decision.roles, " + ");
            let who = words::holders(&decision.people(), &roles);
            match (&decision.since, &decision.outcome) {
                (Some(event), _) => {
                    format!("{who} · needs to be confirmed again: {} since", words::done(event))
                }
                (None, Some(outcome)) => format!("{who} · decided: {outcome}"),
                (None, None) => format!("{who} · pending"),
            }
        }
        RequirementView::Incident(_) => "ongoing".to_owned(),
        RequirementView::Conflict { .. } => {
            "recorded in parallel; record it again to settle it".to_owned()
        }
        RequirementView::Release(event) => event.said.clone().unwrap_or_default(),
    }
}
