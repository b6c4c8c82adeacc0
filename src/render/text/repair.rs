//! A repair, planned or done: the result first, then what happens to each part of the log.

use super::layout::{Fit, Layout, TextStyle, cell, dim, paint, plain};
use super::words::count;
use crate::log::{EventId, RepairPlan, Repaired};
use crate::render::{Page, safe};
use std::fmt::Write;

/// A repair, and the command or the files that belong to it.
#[derive(Debug)]
pub struct Repairing<'a> {
    pub release: &'a str,
    pub plan: &'a RepairPlan,
    pub stage: RepairStage,
}

/// How far a repair has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RepairStage {
    /// Nothing was changed; this command does it.
    Planned { command: String },
    /// It is done; these files keep what was set aside.
    Done { beside: Vec<String> },
}

/// How many lines of one kind are shown.
const SHOWN: usize = 5;

/// Draws a repair.
pub fn repair(repairing: &Repairing<'_>, page: Page) -> String {
    let Repairing { release, plan, stage } = repairing;
    let mut out = String::new();
    let (sign, would) = match stage {
        RepairStage::Planned { .. } => (paint(TextStyle::Due, "☐"), "after the repair: "),
        RepairStage::Done { .. } => (paint(TextStyle::Done, "✓"), "repaired: "),
    };
    let name = paint(TextStyle::Strong, release);
    let events = count(plan.events(), "event", "events");
    let _ = writeln!(out, "{sign}  {name}  {would}{events}, {}", loss(plan));
    let mut layout = Layout::new(1, Fit::Wrap).indent(3);
    for (style, label, text) in rows(repairing) {
        layout.row([cell(style, label), plain(text)]);
    }
    layout.write(&mut out, page.width);
    for line in end(repairing) {
        let mut layout = Layout::new(0, Fit::Wrap).indent(3);
        layout.row([dim(line)]);
        layout.write(&mut out, page.width);
    }
    if let RepairStage::Planned { command } = stage {
        let _ = writeln!(out, "nothing was changed; this does it:\n  {}", safe(command));
    }
    out
}

/// What is lost, in a few words.
fn loss(plan: &RepairPlan) -> String {
    let lost = plan.losses.lost.len() + plan.known;
    match (lost, plan.losses.bytes) {
        (0, 0) => "nothing lost".to_owned(),
        (0, bytes) => format!("{bytes} bytes not understood"),
        (lost, _) => format!("{lost} lost"),
    }
}

/// What happens to each part of the log: a label and the rest.
fn rows(repairing: &Repairing<'_>) -> Vec<(TextStyle, &'static str, String)> {
    let plan = repairing.plan;
    let mut rows = Vec::new();
    for copy in &plan.recovered {
        let events = count(copy.events, "event", "events");
        rows.push((TextStyle::Done, "back", format!("{events} from {}", copy.from)));
    }
    for part in plan.quarantined.iter().take(SHOWN) {
        let bytes = count(part.bytes.len(), "byte", "bytes");
        let text = format!("{}, {bytes}: {}", part.lines, part.why);
        rows.push((TextStyle::Due, "aside", text));
    }
    if let Some(more @ 1..) = plan.quarantined.len().checked_sub(SHOWN) {
        rows.push((TextStyle::Due, "", format!("and {more} more")));
    }
    if let Some(torn) = &plan.torn {
        let bytes = count(torn.range.len(), "byte", "bytes");
        let text = format!("line {}, {bytes}: it breaks off, and was never recorded", torn.line);
        rows.push((TextStyle::Due, "aside", text));
    }
    if plan.markers > 0 {
        let lines = count(plan.markers, "line", "lines");
        rows.push((
            TextStyle::Due,
            "dropped",
            format!("{lines} that git left between the sides of a conflict"),
        ));
    }
    rows.extend(losses(plan));
    rows
}

fn losses(plan: &RepairPlan) -> Vec<(TextStyle, &'static str, String)> {
    let mut rows = Vec::new();
    let repaired = &plan.losses;
    if !repaired.lost.is_empty() {
        let events = count(repaired.lost.len(), "event", "events");
        let text = format!("{events} that no copy has: {}", ids(&repaired.lost));
        rows.push((TextStyle::Late, "lost", text));
    }
    if !repaired.loose.is_empty() {
        let events = count(repaired.loose.len(), "event", "events");
        let text = format!(
            "{events} of a second start, or that follow no other: {}",
            ids(&repaired.loose)
        );
        rows.push((TextStyle::Due, "kept", text));
    }
    rows
}

/// Enough of the ids to find their lines by.
fn ids(ids: &[EventId]) -> String {
    let short = ids.iter().take(SHOWN).map(|id| {
        let mut hex = id.to_string();
        hex.truncate(12);
        hex
    });
    let mut text = short.collect::<Vec<_>>().join(", ");
    if ids.len() > SHOWN {
        text.push_str(", …");
    }
    text
}

/// What to know and to do afterwards.
fn end(repairing: &Repairing<'_>) -> Vec<String> {
    let Repairing { release, plan, stage } = repairing;
    let mut lines = Vec::new();
    if let RepairStage::Done { beside } = stage {
        for file in beside {
            lines.push(format!("the bytes set aside are in {file}"));
        }
        if plan.losses != Repaired::default() {
            lines.push("what is lost is kept as a deviation".to_owned());
        }
    }
    if plan.unstarted {
        lines.push(format!(
            "no copy says how it began; then: octorel start {release} --on YYYY-MM-DD"
        ));
    }
    lines
}
