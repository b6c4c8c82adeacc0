//! Items, one line each: state, number, text, who, and when; and the candidates for an argument in the same columns.

use super::width::truncate;
use super::{
    Block, Document, Fit, Line, Page, Row, Span, Style, Table, code, dim, history, phases, plain,
    strong, styled, words,
};
use crate::command::command;
use crate::playbook::Evidence;
use crate::release::ItemState;
use crate::view::{
    Candidate, CandidateDetails, EventView, EveryoneView, ItemView, ListView, NextView,
    PendingDecision, PhaseLine, ShowView, WaitingView,
};
use unicode_width::UnicodeWidthStr;

/// In fewer columns, the item above a step says nothing.
const FEWEST: usize = 12;

pub fn list(view: &ListView, page: Page) -> Document {
    let mut document = Document::default();
    let mut table = table(&view.items, Fit::Truncate, page);
    under_headings(&mut table, &view.items, Some((&view.phases, page)));
    document.entries(table);
    document.or("no items")
}

/// Puts rows of items below the phases, if these are to be shown, and below the items that they are steps of.
fn under_headings(table: &mut Table, items: &[ItemView], phases: Option<(&[PhaseLine], Page)>) {
    let mut before: Option<&ItemView> = None;
    let rows = std::mem::take(&mut table.rows);
    for (item, mut row) in items.iter().zip(rows) {
        let phase = item.place.phase();
        let is_new_phase = before.is_none_or(|before| before.place.phase() != phase);
        let mut phase_line = phases
            .filter(|_| is_new_phase)
            .and_then(|(phases, page)| Some(phase_heading(phases.get(phase?)?, page)));
        for heading in &item.headings {
            if !before.is_some_and(|before| before.headings.contains(heading)) {
                let count = format!("{}/{}", heading.done, heading.total);
                let cells = [dim(&heading.number), plain(&heading.line), plain(""), dim(count)];
                table.row(cells).heading = phase_line.take();
            }
        }
        if !item.headings.is_empty() {
            row.cells[1] = styled(row.cells[1].style, &item.own_line);
        }
        row.heading = phase_line;
        table.rows.push(row);
        before = Some(item);
    }
}

/// Items of one phase or list, below the items that they are steps of.
pub(super) fn with_steps(items: &[ItemView], page: Page) -> Table {
    let leaves: Vec<ItemView> = items.iter().flat_map(ItemView::leaves).cloned().collect();
    let mut table = table(&leaves, Fit::Wrap, page);
    under_headings(&mut table, &leaves, None);
    table
}

/// `2  Pre-Release Preparation · T-1w · Tue 1 Dec · 5/7`.
pub(super) fn phase_heading(phase: &PhaseLine, page: Page) -> Line {
    let facts = [
        words::when(phase.when.as_deref(), phase.stage),
        phases::due(phase, page),
        format!("{}/{}", phase.done, phase.total),
        words::phase_remark(phase, phase.skipped),
    ];
    let name = words::phase_name(phase.kind, &phase.name);
    let facts = words::joined_by(" · ", facts);
    [strong(format!("{:>2}  {name}", phase.number)), dim(format!(" · {facts}"))].into()
}

/// One item in full: its people and dates, what it waits for, the command that ticks it, and its history.
pub fn show(view: &ShowView, page: Page) -> Document {
    let mut about = about(view, page);
    for row in &mut about.rows {
        row.below(view.tick.iter().map(|tick| code(page.invocation.hint(tick))));
    }
    let mut document = Document::default();
    document.entries(about);
    explain(&mut document, view, page);
    let events = events(view.events.iter(), page);
    document.section("History", |document| document.lines(events));
    document
}

/// The same in fewer lines, with the newest event first.
pub fn detail(view: &ShowView, page: Page) -> Document {
    let mut document = Document::default();
    document.entries(about(view, page));
    document.lines(events(view.events.iter().rev(), page));
    explain(&mut document, view, page);
    document
}

fn explain(document: &mut Document, view: &ShowView, page: Page) {
    if !view.item.steps.is_empty() {
        // Below the item itself, its name says nothing new.
        let known = view.item.headings.len() + 1;
        let own = |step: &ItemView| ItemView {
            headings: step.headings[known..].to_vec(),
            line: step.own_line.clone(),
            steps: Vec::new(),
            ..step.clone()
        };
        let steps: Vec<ItemView> = view.item.leaves().into_iter().map(own).collect();
        document.gap();
        document.entries(with_steps(&steps, page).indent(0));
    }
    if let Some(how) = &view.item.how {
        document.gap();
        document.blocks.push(Block::Source(how.clone()));
    }
}

fn about(view: &ShowView, page: Page) -> Table {
    let item = &view.item;
    let due = item.due.map(|due| format!("due {}", page.now.day(due.0)));
    let deploys = view.deploys.then(|| "this is the deployment".to_owned());
    let needs = item.needs.map(|needs| match needs {
        Evidence::Link => "needs a link".to_owned(),
        Evidence::Note => "needs a note".to_owned(),
    });
    let facts = [Some(item.owner_name.clone()), view.phase.clone(), due, deploys, needs];
    let facts = words::joined_by(" · ", facts.into_iter().flatten());
    let gate = view.waits_for.as_ref().map(|gate| {
        let missing = words::count(gate.missing.len(), "requirement", "requirements");
        plain(format!("waits for gate {} (closed, {missing} not met)", gate.gate))
    });
    let mut table = table(std::slice::from_ref(item), Fit::Wrap, page).indent(0);
    for row in &mut table.rows {
        let first = view.prerequisites.iter().map(|it| {
            let done = if it.state.is_complete() { " (done)" } else { "" };
            plain(format!("after {} {}{done}", it.number, it.text))
        });
        let facts = std::iter::once(plain(&facts)).chain(gate.clone()).chain(first);
        row.below.splice(0..0, facts);
        row.below(view.links.iter().map(|link| styled(Style::Link, link)));
    }
    table
}

/// Events of an item, of which only the role and the incident have to be named.
fn events<'a>(events: impl Iterator<Item = &'a EventView>, page: Page) -> Table {
    let event = |event: &EventView| {
        let role = event.for_role.iter().map(|role| format!("for {role}"));
        let incident = event.incident.map(|number| format!("in incident {number}"));
        let about: Vec<String> = role.chain(incident).collect();
        let about = if event.number.is_some() { about.join(" ") } else { event.about.clone() };
        EventView { number: None, incident: None, for_role: None, about, ..event.clone() }
    };
    let events: Vec<EventView> = events.map(event).collect();
    history::events(&events, page).indent(3)
}

pub fn next(view: &NextView, page: Page) -> Document {
    let mut document = Document::default();
    if view.items.is_empty() && view.decisions.is_empty() {
        document.paragraph("nothing to do");
    }
    let items = table(&view.items, Fit::Wrap, page).rows;
    let mut all = decisions(&view.decisions, page);
    match view.decisions_first {
        true => all.rows.extend(items),
        false => all.rows.splice(0..0, items).for_each(drop),
    }
    document.entries(all);
    if let Some((style, text)) = words::update(view.update.as_ref(), page) {
        let announce = page.line(&command("announce"));
        document.gap();
        document.paragraph([
            styled(style, format!("status update {text}")),
            plain(format!(": {announce}")),
        ]);
    }
    document
}

/// Pending decisions in the columns of items.
pub(super) fn decisions(decisions: &[PendingDecision], page: Page) -> Table {
    let mut table = Table::of_items(Fit::Wrap).indent(3);
    for decision in decisions {
        let votes = decision.votes.iter().filter(|_| decision.outcome.is_none());
        let votes = votes.map(|vote| format!("{} says {}", vote.event.by.short(), vote.outcome));
        let votes = words::joined(votes);
        // `Rollback: alice says rollback`.
        let about = match (&decision.outcome, decision.escalated_at) {
            (Some(outcome), _) => format!(": {outcome}, needs to be confirmed again"),
            (None, Some(at)) => format!(": escalated {}, no answer", page.now.ago(at.0)),
            (None, None) if votes.is_empty() => String::new(),
            (None, None) => format!(": {votes}"),
        };
        let who = match &decision.people()[..] {
            [] => words::holders(&[], &words::role_names(&decision.roles, " + ")),
            people => words::names(people),
        };
        let due = decision.due.map(|due| format!("by {}", page.now.day(due.0)));
        let row = table.row([
            plain("–"),
            plain(decision.name.clone() + &about),
            plain(who),
            styled(Style::Due, due.unwrap_or_default()),
        ]);
        row.state = Some((ItemState::Todo, Style::Due));
    }
    table
}

/// Items as rows. Columns that are the same in every row are omitted.
pub(super) fn table(items: &[ItemView], fit: Fit, page: Page) -> Table {
    let mut table = Table::of_items(fit).indent(3);
    table.rows = items.iter().map(|item| row(item, page)).collect();
    let mut people = table.rows.iter().map(|row| &row.cells[2].text);
    let first = people.next().filter(|_| items.len() > 1 && !page.in_full);
    if first.is_some_and(|first| people.all(|name| name == first)) {
        for row in &mut table.rows {
            row.cells[2].text.clear();
        }
    }
    table
}

pub(super) fn row(item: &ItemView, page: Page) -> Row {
    let style = words::item_style(item);
    let text = if item.state.is_complete() { Style::Dim } else { Style::Plain };
    let who = match &item.by {
        Some(by) if item.roles.is_none() && item.state.is_complete() => page.name(by).to_owned(),
        _ => words::owner(item),
    };
    let cells = vec![
        styled(style, &item.number),
        styled(text, &item.line),
        styled(text, who),
        styled(style, words::timing(item, page)),
    ];
    let state = Some((item.state, style));
    Row { state, cells, below: remarks(item), ..Row::default() }
}

/// The line of an item in `room` columns. If it does not fit, the items above a step are shortened first: all steps share them.
pub(crate) fn line_within(item: &ItemView, room: usize) -> String {
    let headings = item.line.strip_suffix(&item.own_line).unwrap_or_default();
    let left = room.saturating_sub(item.own_line.width());
    if headings.is_empty() || headings.width() <= left {
        return item.line.clone();
    }
    if left < FEWEST {
        return item.own_line.clone();
    }
    let headings = truncate(headings.trim_end_matches(": "), left - 2);
    format!("{headings}: {}", item.own_line)
}

/// What to know about an item: a reason, a link, the roles that it waits for.
fn remarks(item: &ItemView) -> Vec<Span> {
    let reason = item.reason.as_deref().map(|reason| match item.state {
        ItemState::Skipped => format!("skipped: {reason}"),
        ItemState::Blocked => format!("blocked: {reason}"),
        ItemState::Todo => format!("to do again: {reason}"),
        ItemState::Done => reason.to_owned(),
    });
    let partial = item.shares().filter(|(settled, all)| *settled > 0 && settled < all);
    let awaited = partial.map(|_| format!("waiting for {}", words::shortened(&item.awaited)));
    let link = item.link.as_ref().map(|link| styled(Style::Link, link));
    reason.into_iter().chain(awaited).map(dim).chain(link).collect()
}

/// A section for each person; nothing if nothing waits.
pub fn everyone(view: &EveryoneView, page: Page) -> Document {
    let mut document = Document::default();
    for person in &view.people {
        document.heading(2, heading(person));
        let mut table = table(&person.items, Fit::Wrap, page);
        for (row, item) in table.rows.iter_mut().zip(&person.items) {
            let owner = if person.person.is_none() { &*item.owner_name } else { "" };
            owner.clone_into(&mut row.cells[2].text);
        }
        document.entries(table);
        document.entries(decisions(&person.decisions, page));
    }
    document
}

fn heading(group: &WaitingView) -> Line {
    let late = group.items.iter().filter(|item| item.late).count();
    let name = group.person.as_ref().map_or("unassigned", |person| person.short());
    let late = if late > 0 { format!(" · {late} late") } else { String::new() };
    [strong(name), styled(Style::Late, late)].into()
}

/// The columns of a candidate: the value first, then what describes it.
pub fn candidate_cells(candidate: &Candidate, page: Page) -> Vec<Span> {
    let value = plain(&candidate.value);
    let text = plain(&candidate.text);
    match &candidate.details {
        CandidateDetails::None if candidate.text.is_empty() => vec![value],
        CandidateDetails::None => vec![value, text],
        CandidateDetails::Item(item) => {
            let style = words::item_style(item);
            let timing = words::timing(item, page);
            vec![styled(style, value.text), text, plain(words::owner(item)), styled(style, timing)]
        }
        CandidateDetails::Decision(decision) => {
            let state = match &decision.outcome {
                Some(outcome) => styled(Style::Done, outcome),
                None if decision.votes.is_empty() => styled(Style::Dim, "pending"),
                None => {
                    let names = words::role_names(&decision.awaited, ", ");
                    styled(Style::Due, format!("waiting for {names}"))
                }
            };
            let owners: Vec<String> = decision.owners.iter().map(words::role).collect();
            vec![value, text, state, plain(owners.join(" + "))]
        }
        CandidateDetails::Role(holders) => vec![value, text, plain(words::people(holders))],
    }
}
