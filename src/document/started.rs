//! The answer to `start`: the schedule, what to note about it, and how to go on.

use super::{
    Column, Document, Fit, Page, Style, Table, code, dim, phases, plain, strong, styled,
    words::count,
};
use crate::command::{Command, command};
use crate::release::Release;
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
    document.lines(phases::schedule(&PhaseLine::all(release), page));
    document.gap();
    let others = count(omitted, "item applies", "items apply");
    let others = (omitted > 0).then(|| format!("{others} to other release types"));
    for remark in remarks(release, page).into_iter().chain(others).chain(lessons) {
        document.paragraph(styled(Style::Due, format!("  {remark}")));
    }
    if let Some(path) = path {
        document.entries(proposals(release, page));
        document.gap();
        document.paragraph(dim(format!("  recorded in {path}")));
    }
    document
}

/// What to note about the schedule and the team.
fn remarks(release: &Release, page: Page) -> Vec<String> {
    let name = |phase: usize| format!("{} {}", phase + 1, release.playbook.phases[phase].name);
    let early: Vec<usize> = release.planned_before_start().collect();
    let weekend = release.spans.iter().enumerate().filter_map(|(phase, span)| {
        let due = span.as_ref()?.due;
        let is_weekend = matches!(due.weekday(), Weekday::Sat | Weekday::Sun);
        let text = || format!("{} ({})", name(phase), page.now.day(due));
        (is_weekend && !early.contains(&phase)).then(text)
    });
    let weekend: Vec<String> = weekend.collect();
    let early: Vec<String> = early.iter().map(|&phase| name(phase)).collect();
    let rows = [("planned before the start, so due today", early), ("on a weekend", weekend)];
    let rows = rows.into_iter().filter(|(_, phases)| !phases.is_empty());
    rows.map(|(what, phases)| format!("{what}: {}", phases.join(", "))).collect()
}

fn proposals(release: &Release, page: Page) -> Table {
    let mut table = Table::new([Column::left(""), Column::left("").fit(Fit::Wrap)]).indent(2);
    let mut propose = |command: Command, why: &str| {
        table.row([code(page.line(&command)), dim(why)]);
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
    table
}
