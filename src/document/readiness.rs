//! The summary for the go/no-go meeting: the gate's answer, one line for each role, then decisions, risks and deviations.

use super::{
    Column, Document, Fit, Page, Span, Style, Table, deviation, dim, plain, styled, words,
};
use crate::command::command;
use crate::release::ItemState;
use crate::release::deviations::DeviationDetail;
use crate::view::{DecisionView, DeviationView, EventView, ReadinessView, ReadyRole};

/// How many decisions, risks and deviations are shown of each.
const MOST: usize = 3;

pub fn readiness(view: &ReadinessView, page: Page) -> Document {
    let mut document = Document::default();
    document.title(&view.release, view.release_at, None, page);
    document.verdict([match &view.gate {
        Some(gate) if gate.is_open() => (styled(Style::Done, "READY"), plain(words::gate(gate))),
        Some(gate) => (styled(Style::Late, "NOT READY"), plain(words::gate(gate))),
        None => (styled(Style::Late, "NOT READY"), plain("the playbook has no gate")),
    }]);
    document.gap();
    let mut roles = Table::new([
        Column::left(""),
        Column::left("Role").fit(Fit::Wrap),
        Column::left("People").fit(Fit::Yield),
        Column::left("To confirm"),
        Column::right("To do"),
        Column::right("Late"),
        Column::right("Blocked"),
    ])
    .indent(1);
    for role in &view.roles {
        role_row(&mut roles, role);
    }
    document.table(roles);
    document.gap();
    let mut below = Table::new([Column::left("").fit(Fit::Truncate), Column::left("")]).indent(1);
    let deviations = sorted(&view.deviations);
    let groups = [
        ("decision", view.decisions.iter().map(|one| decision(view, one)).collect()),
        ("risk", view.risks.iter().map(risk).collect()),
        ("deviation", deviations.iter().map(|one| different(one)).collect::<Vec<_>>()),
    ];
    let mut hidden = Vec::new();
    for (label, rows) in groups {
        let shown = if page.height < usize::MAX { MOST } else { usize::MAX };
        if let Some(more @ 1..) = rows.len().checked_sub(shown) {
            hidden.push(words::count(more, label, &format!("{label}s")));
        }
        for (i, [text, who]) in rows.into_iter().take(shown).enumerate() {
            let style = text.style;
            let row = below.row([plain(text.text), who]);
            if i == 0 {
                row.label(styled(style, label));
            }
        }
    }
    if !hidden.is_empty() {
        let all = page.line(&command("readiness").typed("--format markdown"));
        below.row([dim(format!("{}: {all}", hidden.join(", "))), plain("")]).label(dim("more"));
    }
    document.entries(below);
    document
}

/// `☐  Security Lead  sam  3.2  1  1`.
fn role_row(table: &mut Table, role: &ReadyRole) {
    let (style, sign) = match role.confirmed {
        Some(true) => (Style::Done, words::sign(ItemState::Done)),
        Some(false) if role.late > 0 => (Style::Late, words::sign(ItemState::Todo)),
        Some(false) => (Style::Due, words::sign(ItemState::Todo)),
        None => (Style::Dim, ""),
    };
    let who = if role.people.is_empty() { Style::Due } else { Style::Plain };
    let number = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    table.row([
        styled(style, sign),
        plain(&role.name),
        styled(who, words::people(&role.people)),
        styled(style, to_confirm(role)),
        plain(number(role.todo)),
        styled(Style::Late, number(role.late)),
        styled(Style::Due, number(role.blocked)),
    ]);
}

/// The items that a role still has to confirm: `3.2 6.1`; of many their number.
fn to_confirm(role: &ReadyRole) -> String {
    let left = role.confirmations.iter().filter(|one| !one.state.is_complete());
    let left: Vec<&str> = left.map(|one| one.number.as_str()).collect();
    match left.len() {
        0..=3 => left.join(" "),
        many => format!("{many} items"),
    }
}

/// A decision and its state: its outcome, or for whom it waits.
fn decision(view: &ReadinessView, decision: &DecisionView) -> [Span; 2] {
    let asked = decision.escalation.iter().rfind(|step| step.escalated.is_some());
    let again = view.unconfirmed.contains(&decision.id);
    let state = words::outcome(decision);
    let state = if again { format!("{state}, needs to be confirmed again") } else { state };
    let who = match (&decision.outcome, asked) {
        (None, Some(step)) => words::people(&step.people),
        (None, None) if decision.votes.is_empty() => decision.owner_names.join(" + "),
        (Some(_), _) | (None, None) => words::names(&decision.by),
    };
    let is_pending = decision.outcome.is_none() || again;
    let style = if is_pending { Style::Due } else { Style::Done };
    [styled(style, format!("{}: {state}", decision.name)), dim(who)]
}

fn risk(note: &EventView) -> [Span; 2] {
    let text = words::about(note.number.as_ref()) + note.said.as_deref().unwrap_or_default();
    [styled(Style::Due, text), dim(note.by.short())]
}

/// The most severe first: override, past a closed gate, skipped, by someone else, late.
fn sorted(deviations: &[DeviationView]) -> Vec<&DeviationView> {
    let mut all: Vec<&DeviationView> = deviations.iter().collect();
    all.sort_by_key(|one| match one.detail {
        DeviationDetail::Overridden
        | DeviationDetail::ClosedGate { .. }
        | DeviationDetail::Repaired => 0,
        DeviationDetail::Skipped { .. }
        | DeviationDetail::Early { .. }
        | DeviationDetail::Noted => 1,
        DeviationDetail::Foreign { .. }
        | DeviationDetail::Unticked { .. }
        | DeviationDetail::SelfAssigned { .. } => 2,
        DeviationDetail::Late { .. } | DeviationDetail::Added => 3,
    });
    all
}

/// `2.5 3 days late: Prepare rollback…`, or the reason that was given.
fn different(view: &DeviationView) -> [Span; 2] {
    let reason =
        view.event.said.as_ref().filter(|_| !matches!(view.detail, DeviationDetail::Late { .. }));
    let number = words::about(view.event.number.as_ref());
    let text = format!("{number}{}: {}", deviation(view), reason.unwrap_or(&view.event.about));
    [dim(text), dim(view.event.by.short())]
}
