//! The answer to `start`: the schedule, what to note about it, and how to go on; and how to start where no release is active.

use super::words::{commands, count};
use super::{Document, Page, Style, Table, dim, phases, plain, strong, styled};
use crate::command::{Command, Invocation, command};
use crate::release::Release;
use crate::schedule::Moment;
use crate::view::PhaseLine;
use chrono::{Datelike, Weekday};

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
    let others = count(omitted, "item applies", "items apply");
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
        let roles = count(unassigned.count() + 1, "role is", "roles are");
        let assign = command("assign").arg(&role.id).arg("PERSON");
        propose(assign, &format!("{roles} unassigned"));
    }
    propose(command("ui"), "open the full-screen view");
    commands(proposals)
}

pub fn welcome(invocation: &Invocation, start: &Command) -> Document {
    let mut document = Document::default();
    document.paragraph("No release found. Start one with:");
    document.gap();
    document.lines(commands([(invocation.line(start), String::new())]));
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
