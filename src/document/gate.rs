//! The answer of a gate: the verdict, then each requirement that is not met, with who has to act and when.

use super::history::{deviation_entries, events};
use super::team::outcome;
use super::{Document, Fit, Page, Style, Table, dim, items, plain, strong, styled, words};
use crate::release::ItemState;
use crate::view::{GateView, ReadinessView, RequirementView};

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

/// The summary for the go/no-go meeting: the answer of the gate, one line for each role, then decisions, risks and deviations.
pub fn readiness(view: &ReadinessView, page: Page) -> Document {
    let mut document = Document::default();
    document.title(&view.release, view.release_at, None, page);
    document.verdict([match &view.gate {
        Some(gate) if gate.verdict.is_open() => {
            (styled(Style::Done, "READY"), plain(words::gate(gate)))
        }
        Some(gate) => (styled(Style::Late, "NOT READY"), plain(words::gate(gate))),
        None => (styled(Style::Late, "NOT READY"), plain("the playbook has no gate")),
    }]);
    document.gap();
    let mut roles = Table::new(["", "Role", "People", "To confirm", "To do", "Late", "Blocked"])
        .right([4, 5, 6])
        .fit(1, Fit::Wrap)
        .fit(2, Fit::Yield)
        .indent(1);
    for role in &view.roles {
        let (style, sign) = match role.confirmed {
            Some(true) => (Style::Done, words::sign(ItemState::Done)),
            Some(false) if role.late > 0 => (Style::Late, words::sign(ItemState::Todo)),
            Some(false) => (Style::Due, words::sign(ItemState::Todo)),
            None => (Style::Dim, ""),
        };
        let who = if role.line.people.is_empty() { Style::Due } else { Style::Plain };
        // Of many the number.
        let left = role.confirmations.iter().filter(|one| !one.state.is_complete());
        let left: Vec<&str> = left.map(|one| one.number.as_str()).collect();
        let to_confirm = match left.len() {
            0..=3 => left.join(" "),
            many => format!("{many} items"),
        };
        roles.row([
            styled(style, sign),
            plain(&role.line.name),
            styled(who, words::people(&role.line.people)),
            styled(style, to_confirm),
            plain(words::number(role.todo)),
            styled(Style::Late, words::number(role.late)),
            styled(Style::Due, words::number(role.blocked)),
        ]);
    }
    document.table(roles);
    document.section("Decisions", |document| {
        let mut table = items::decisions(&view.decisions, page);
        for made in &view.decided {
            let when = made.at.map(|at| page.now.day_time(at.0)).unwrap_or_default();
            let who = plain(words::names(&made.by));
            let cells = [plain("–"), plain(outcome(made)), who, plain(when)];
            let is_missing = |it: &RequirementView| matches!(it, RequirementView::Decision(it) if it.id == made.id);
            table.row(cells).state = Some(match view.gate.iter().flat_map(|it| &it.others).any(is_missing) {
                true => (ItemState::Blocked, Style::Late),
                false => (ItemState::Done, Style::Done),
            });
        }
        document.entries(table);
    });
    let risks = events(&view.risks, page).fit(4, Fit::Wrap).indent(3);
    document.section("Risks", |document| document.lines(risks));
    let deviations = deviation_entries(&view.deviations, page).indent(3);
    document.section("Deviations", |it| it.entries(deviations));
    document
}
