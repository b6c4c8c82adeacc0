//! The answer to a recording command: what changed, what follows from it, and what comes next; of `start` the schedule, what to
//! note about it, and how to go on.

use super::{Document, Fit, Page, Style, Table, dim, phases, plain, strong, styled, ways, words};
use crate::command::{Command, Invocation, command};
use crate::log::EventKind;
use crate::release::{ItemState, Release};
use crate::schedule::{Moment, time};
use crate::view::{ChangeView, PhaseLine, RecordedView, UnconfirmedView};
use chrono::{Datelike, Weekday};

pub fn confirm(view: &RecordedView, page: Page) -> Document {
    let mut document = Document::default();
    let mut table = Table::signed();
    let mut undone = String::new();
    for (i, change) in view.changes.iter().enumerate() {
        let (subject, text, said) = words::event(&change.event);
        // An item of all roles is undone once for each of them.
        if change.event.kind == EventKind::Undone
            && std::mem::replace(&mut undone, text.clone()) == text
        {
            continue;
        }
        let (style, sign) = sign(change);
        let role =
            change.event.for_role.as_ref().map(|role| format!(" · {role}")).unwrap_or_default();
        let row = table.row([styled(style, sign), strong(subject), plain(text + &role)]);
        // What comes with a tick is known to whoever typed it.
        row.below(said.filter(|_| change.event.kind != EventKind::Ticked).map(plain));
        row.below(consequences(change, page).into_iter().map(|remark| styled(Style::Due, remark)));
        if let Some(number) = view.resolvable_incident.filter(|_| i + 1 == view.changes.len()) {
            let resolve = command("incident resolve").arg("--incident").arg(number);
            let text = format!("all required items are done. Resolve it: {}", page.line(&resolve));
            row.below([styled(Style::Due, text)]);
        }
    }
    document.entries(table);
    let gate = view.gate.as_ref().map(words::gate);
    let next = view.next.as_ref();
    let next = next.map(|item| format!("next: {} {}", item.number, &item.line));
    let line = words::joined_by(" · ", gate.into_iter().chain(next));
    if !line.is_empty() {
        let mut table = Table::new([""]).fit(0, Fit::Wrap).indent(3);
        table.row([dim(line)]);
        document.entries(table);
    }
    document
}

/// The sign of what was recorded; otherwise that of the item's state now.
fn sign(change: &ChangeView) -> (Style, &'static str) {
    match (change.event.kind, change.state) {
        (EventKind::Undone, _) => (Style::Plain, "↶"),
        (EventKind::Ticked, _) | (_, None | Some(ItemState::Done)) => (Style::Done, "✓"),
        (EventKind::Skipped, _) | (_, Some(ItemState::Skipped)) => {
            (Style::Dim, words::sign(ItemState::Skipped))
        }
        (_, Some(state @ ItemState::Todo)) => (Style::Plain, words::sign(state)),
        (_, Some(state @ ItemState::Blocked)) => (Style::Late, words::sign(state)),
    }
}

fn consequences(change: &ChangeView, page: Page) -> Vec<String> {
    let deployed = change.deployed_at.map(|at| {
        let dates = if change.is_dated { "; later dates now count from here" } else { "" };
        format!("deployed at {}{dates}", time(at.0))
    });
    let again = change.unconfirmed.as_ref().map(|UnconfirmedView { decision, outcome }| {
        let outcome = outcome.as_deref().unwrap_or("it");
        format!(
            "{decision} needs to be confirmed again: `{outcome}` was decided before this change"
        )
    });
    let undecided = change.undecided.as_ref().map(|undecided| {
        let decide = command("decide").arg(&undecided.decision).arg(&undecided.outcome);
        format!("{} is not decided yet: {}", undecided.decision, page.line(&decide))
    });
    let ways = ways(&change.deviations);
    let ways = (!ways.is_empty()).then(|| format!("{ways} (deviation)"));
    let owners: Vec<String> = change.awaited.iter().map(words::role).collect();
    let awaited = (!owners.is_empty()).then(|| format!("waiting for {}", owners.join(" and ")));
    [deployed, awaited, again, ways, undecided].into_iter().flatten().collect()
}

/// What was started, how many items apply to other release types, and what earlier releases teach. Without a path nothing was
/// recorded.
pub fn started(
    release: &Release,
    path: Option<&str>,
    (omitted, lessons): (usize, Option<String>),
    page: Page,
) -> Document {
    let mut document = Document::default();
    let when =
        (release.t).map(|t| format!("  {}, {}", page.now.long_there(t), page.now.distance(t)));
    let sign = if path.is_some() { "✓" } else { "☐" };
    let title = strong(format!("{sign}  {}", release.title()));
    document.heading(1, [title, plain(when.unwrap_or_default())]);
    document.gap();
    let lines = PhaseLine::all(release, page.now.moment());
    document.lines(phases::progress(&lines, &[], Page { bars: false, ..page }));
    let others = words::count(omitted, "item applies", "items apply");
    let others = (omitted > 0).then(|| format!("{others} to other release types"));
    let remarks: Vec<String> = remarks(release).into_iter().chain(others).chain(lessons).collect();
    if !remarks.is_empty() {
        document.gap();
    }
    for remark in remarks {
        document.paragraph(styled(Style::Due, format!("  {remark}")));
    }
    if let Some(path) = path {
        document.gap();
        document.entries(proposals(release, page));
        document.gap();
        document.paragraph(dim(format!("  recorded in {path}")));
    }
    document
}

/// What to note about the schedule, by the numbers of the phases above.
fn remarks(release: &Release) -> Vec<String> {
    let early: Vec<usize> = release.planned_before_start().collect();
    let is_weekend = |due: Moment| matches!(due.weekday(), Weekday::Sat | Weekday::Sun);
    let due = release.spans.iter().enumerate();
    let due = due.filter(|(_, span)| span.as_ref().is_some_and(|span| is_weekend(span.due)));
    let weekend = due.map(|(phase, _)| phase).filter(|phase| !early.contains(phase)).collect();
    let rows = [("planned before the start, so due today", early), ("due on a weekend", weekend)];
    let rows = rows.into_iter().filter(|(_, phases)| !phases.is_empty());
    rows.map(|(what, phases)| {
        let numbers: Vec<String> = phases.iter().map(|phase| (phase + 1).to_string()).collect();
        format!("{what}: {}", numbers.join(", "))
    })
    .collect()
}

fn proposals(release: &Release, page: Page) -> Table {
    let mut proposals = Vec::new();
    let mut propose = |command: Command, why: &str| {
        proposals.push((page.line(&command), why.to_owned()));
    };
    propose(command("next"), "see what to do");
    if let Some((first, ..)) = release.playbook.items().next() {
        let first = release.playbook.number(first);
        propose(command("tick").arg(&first), "mark it as done");
        propose(command("skip").arg(&first).reason(), "skip it");
    }
    if let Some(gate) = release.playbook.gate(&"pre-release".into()) {
        propose(command("gate").arg(&gate.id), "check the gate");
    }
    let roles = release.playbook.roles.iter();
    let mut unassigned = roles.filter(|role| release.progress.holders(&role.id).is_empty());
    if let Some(role) = unassigned.next() {
        let roles = words::count(unassigned.count() + 1, "role is", "roles are");
        let assign = command("assign").arg(&role.id).arg("PERSON");
        propose(assign, &format!("{roles} unassigned"));
    }
    propose(command("ui"), "open the full-screen view");
    words::commands(proposals)
}

pub fn welcome(invocation: &Invocation, start: &Command) -> Document {
    let mut document = Document::default();
    document.paragraph("No release found. Start one with:");
    document.gap();
    document.lines(words::commands([(invocation.line(start), String::new())]));
    document.gap();
    document.paragraph(
        "It schedules every phase and tracks progress in .octorel/, which you commit with your code. Try `octorel demo` \
         first, use `octorel init` to edit the playbook, or `octorel --help` to see all commands.",
    );
    document
}

/// How to start the next release, below a finished or cancelled one.
pub fn begin_another(invocation: &Invocation, start: &Command) -> Document {
    Document::of([dim(" next     "), plain(invocation.line(start))])
}
