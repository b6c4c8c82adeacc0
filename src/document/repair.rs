//! A repair of a log, planned or done.

use super::words::{commands, count};
use super::{Document, Style, Table, dim, plain, strong, styled};
use crate::log::{EventId, RepairPlan, Repaired};

/// A repair that is done, or that a command applies: its result, what happens to each part of the log, and what else to know.
pub fn repair(
    release: &str,
    plan: &RepairPlan,
    remarks: Vec<String>,
    apply: Option<String>,
) -> Document {
    let mut document = Document::default();
    let (sign, when) = match apply {
        Some(_) => (styled(Style::Due, "☐"), "after the repair"),
        None => (styled(Style::Done, "✓"), "repaired"),
    };
    let events = count(plan.events(), "event", "events");
    let result = format!("  {when}: {events}, {}", loss(plan));
    document.paragraph([sign, strong(format!("  {release}")), plain(result)]);
    let mut table = parts(plan);
    let restart = format!(
        "no copy holds the start of the release; start it again: octorel start {release} --on YYYY-MM-DD"
    );
    for line in remarks.into_iter().chain(plan.unstarted.then_some(restart)) {
        table.row([plain(""), dim(line)]);
    }
    document.lines(table);
    if let Some(apply) = apply {
        document.paragraph("dry run; to apply:");
        document.lines(commands([(apply, String::new())]));
    }
    document
}

fn loss(plan: &RepairPlan) -> String {
    match (plan.losses.lost.len() + plan.known, plan.losses.bytes) {
        (0, 0) => "nothing lost".to_owned(),
        (0, bytes) => format!("{bytes} unreadable bytes"),
        (lost, _) => format!("{lost} lost"),
    }
}

fn parts(plan: &RepairPlan) -> Table {
    let mut table = Table::labelled().indent(3);
    let mut add = |style, label: &str, text: String| {
        table.row([styled(style, label), plain(text)]);
    };
    for copy in &plan.recovered {
        let events = count(copy.events, "event", "events");
        add(Style::Done, "restored", format!("{events} from {}", copy.from));
    }
    for part in &plan.quarantined {
        let bytes = count(part.bytes.len(), "byte", "bytes");
        add(Style::Due, "set aside", format!("{}, {bytes}: {}", part.lines, part.why));
    }
    if let Some(torn) = &plan.torn {
        let bytes = count(torn.range.len(), "byte", "bytes");
        let text = format!("line {}, {bytes}: incomplete, never recorded", torn.line);
        add(Style::Due, "set aside", text);
    }
    if plan.markers > 0 {
        let lines = count(plan.markers, "conflict marker", "conflict markers");
        add(Style::Due, "removed", format!("{lines} of git"));
    }
    let Repaired { lost, loose, .. } = &plan.losses;
    if !lost.is_empty() {
        let events = count(lost.len(), "event", "events");
        add(Style::Late, "lost", format!("{events} found in no copy: {}", ids(lost)));
    }
    if !loose.is_empty() {
        let events = count(loose.len(), "event", "events");
        add(Style::Due, "kept", format!("{events} not connected to the start: {}", ids(loose)));
    }
    table
}

fn ids(ids: &[EventId]) -> String {
    ids.iter().map(EventId::to_string).collect::<Vec<_>>().join(", ")
}
