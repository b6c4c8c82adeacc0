//! Who holds which role, and what that takes; who decides what, what was decided, and whom to escalate it to.

use super::words::{self, because, commands, count, names, people, role_names};
use super::{Document, Fit, Page, Span, Style, Table, dim, items, plain, strong, styled};
use crate::command::command;
use crate::names::DecisionId;
use crate::playbook::Stage;
use crate::view::{DecisionView, DecisionsView, RoleView, RolesView, StepView, VoteView};

/// All roles in a table, or one role in full.
pub fn roles(view: &RolesView, page: Page) -> Document {
    if let [role] = &view.roles[..] {
        return one_role(role, page);
    }
    let mut table = Table::new(["Role", "People", "Pre", "During", "Post", "Incident", "Items"])
        .name(0)
        .right([2, 3, 4, 5, 6])
        .fit(1, Fit::Wrap);
    for role in &view.roles {
        let duties = Stage::ALL.map(|stage| {
            let duties = role.duties.get(&stage).map_or(&[][..], Vec::as_slice);
            let done = duties.iter().filter(|duty| duty.state.is_complete()).count();
            let style = if done == duties.len() { Style::Done } else { Style::Plain };
            styled(style, format!("{done}/{}", duties.len()))
        });
        let held = if role.line.people.is_empty() { Style::Due } else { Style::Plain };
        let late = role.items.iter().any(|item| item.late);
        let late = if late { Style::Late } else { Style::Plain };
        let [before, during, after, incident] = duties;
        table.row([
            plain(&role.line.name),
            styled(held, people(&role.line.people)),
            before,
            during,
            after,
            incident,
            styled(late, format!("{}/{}", role.items_done, role.items.len())),
        ]);
    }
    let mut document = Document::default();
    document.table(table);
    document.gap();
    document.paragraph(dim("duties done in each stage, and items done"));
    let one = page.line(&command("roles").arg("ROLE"));
    document.lines(commands([(one, "one role in full".to_owned())]));
    document
}

fn one_role(role: &RoleView, page: Page) -> Document {
    let mut document = Document::default();
    let RoleView { line, items_done, duties_done, .. } = role;
    let items = count(role.items.len(), "item", "items");
    let duties = count(role.duties_total, "duty", "duties");
    let done = format!("{items_done} of {items} done · {duties_done} of {duties} done");
    let facts = format!(" · {} · {done}", people(&line.people));
    document.heading(2, [strong(&role.line.name), dim(facts)]);
    for (stage, duties) in &role.duties {
        let heading = match stage {
            Stage::PreRelease => "Before the release",
            Stage::DuringRelease => "During the release",
            Stage::PostRelease => "After the release",
            Stage::Incident => "In an incident",
        };
        document.section(heading, |it| it.entries(items::table(duties, Fit::Wrap, page)));
    }
    document.section("Items", |it| it.entries(items::table(&role.items, Fit::Wrap, page)));
    let decisions: Vec<&str> = role.decisions.iter().map(DecisionId::as_str).collect();
    if !decisions.is_empty() {
        document.gap();
        document.paragraph(format!("decides: {}", decisions.join(", ")));
    }
    document
}

/// All decisions in a table, or one decision in full.
pub fn decisions(view: &DecisionsView, page: Page) -> Document {
    if let [decision] = &view.decisions[..] {
        return one_decision(decision, page);
    }
    let mut document = Document::default();
    let mut table =
        Table::new(["Decision", "State", "Who", "Escalation"]).name(0).fit(3, Fit::Wrap);
    for decision in &view.decisions {
        let who = match &decision.outcome {
            Some(_) => names(&decision.by),
            None => role_names(&decision.owners, " + "),
        };
        let steps = decision.escalation.iter().filter(|step| !step.owner);
        let path: Vec<&str> = steps.map(|step| step.to.name.as_str()).collect();
        let cells =
            [plain(decision.id.as_str()), state(decision), plain(who), dim(path.join(" → "))];
        table.row(cells);
    }
    document.table(table);
    document.or("the playbook has no decisions")
}

/// The outcome, or `pending`, `1/2 votes`, `escalated`.
fn state(decision: &DecisionView) -> Span {
    let votes = decision.votes.len();
    match &decision.outcome {
        Some(outcome) => styled(Style::Done, outcome),
        None if decision.escalation.iter().any(|step| step.escalated.is_some()) => {
            styled(Style::Due, "escalated")
        }
        None if votes == 0 => dim("pending"),
        None => styled(Style::Due, format!("{votes}/{} votes", votes + decision.awaited.len())),
    }
}

fn one_decision(decision: &DecisionView, page: Page) -> Document {
    let mut document = Document::default();
    let outcomes = decision.outcomes.join(" or ");
    document.heading(2, [strong(&decision.name), dim(format!(" · {} · {outcomes}", decision.id))]);
    let mut table = Table::labelled().indent(1);
    let Span { style, .. } = state(decision);
    table.row([dim("state"), styled(style, words::outcome(decision))]);
    table.row([dim("owners"), plain(role_names(&decision.owners, " + "))]);
    for (i, vote) in decision.votes.iter().enumerate() {
        table.row([dim(if i == 0 { "votes" } else { "" }), plain(voted(vote, page))]);
    }
    document.lines(table);
    document.section("Escalation", |document| document.lines(path(decision, page)));
    document
}

/// `go: alice (Release Manager), 4 Dec 10:00: all is well`.
fn voted(vote: &VoteView, page: Page) -> String {
    let role = vote.role.as_ref().map_or("by override", |role| &role.name);
    let (by, at) = (page.name(&vote.event.by), page.now.day_time(vote.event.at.0));
    format!("{}: {by} ({role}), {at}{}", vote.outcome, because(vote.event.said.as_ref()))
}

/// `Go/No-Go for Release, attempt 2: go`.
pub(super) fn outcome(decision: &DecisionView) -> String {
    let attempt = Some(decision.attempt).filter(|attempt| *attempt > 1);
    let attempt = attempt.map(|attempt| format!(", attempt {attempt}")).unwrap_or_default();
    format!("{}{attempt}: {}", decision.name, words::outcome(decision))
}

/// Adds a decision that people have voted on or escalated: its outcome, the escalations and the votes, in order.
pub(super) fn with_votes(document: &mut Document, decision: &DecisionView, page: Page) {
    document.heading(3, outcome(decision));
    let escalated = |step: &StepView| {
        let event = step.escalated.as_ref()?;
        let reason = because(event.said.as_ref());
        let by = words::by(event, page);
        Some((event.at, format!("escalated to {} by {by}{reason}", step.to.name)))
    };
    let votes = decision.votes.iter().map(|vote| (vote.event.at, voted(vote, page)));
    let mut lines: Vec<_> = decision.escalation.iter().filter_map(escalated).chain(votes).collect();
    lines.sort_by_key(|(at, _)| *at);
    document.list(lines.into_iter().map(|(_, line)| line));
}

fn path(decision: &DecisionView, page: Page) -> Table {
    let mut table =
        Table::new(["", "People", "Role", "State"]).right([0]).fit(2, Fit::Wrap).indent(1);
    for (number, step) in (1..).zip(&decision.escalation) {
        let (style, state) = match &step.escalated {
            Some(event) => (Style::Plain, format!("escalated by {}", words::by(event, page))),
            None if step.owner => (Style::Dim, "owner".to_owned()),
            None if step.next => (Style::Due, "next".to_owned()),
            None => (Style::Plain, String::new()),
        };
        let condition = step.condition.as_ref().map(|condition| format!(" ({condition})"));
        table.row([
            dim(number.to_string()),
            styled(style, people(&step.to.people)),
            styled(style, step.to.name.clone() + &condition.unwrap_or_default()),
            styled(style, state),
        ]);
    }
    table
}
