//! The summary for the go/no-go meeting: the gate's answer, one line for each role, then decisions, risks and deviations.

use super::decisions::outcome;
use super::history::{deviation_entries, events};
use super::{Document, Fit, Page, Style, Table, items, plain, styled, words};
use crate::release::ItemState;
use crate::view::{ReadinessView, RequirementView};

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
