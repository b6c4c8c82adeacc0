//! A repair, planned or done: what comes of the log first, then what happens to each part of it.

use super::sheet::{Fit, Layout, TextStyle, cell, paint};
use super::words::count;
use crate::log::{EventId, Plan, Repaired, Why};
use crate::render::{Page, safe};
use std::fmt::Write;

/// A repair, and the paths and commands that belong to it.
#[derive(Debug)]
pub struct Repairing<'a> {
    pub release: &'a str,
    pub plan: &'a Plan,
    pub stage: Stage,
    /// The file of a log that is named after another release, and whether its right place is free.
    pub place: Option<(String, bool)>,
    /// The log's own file.
    pub path: String,
}

/// How far a repair has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was changed; this command does it.
    Planned { command: String },
    /// Nothing was changed, since its place is another file's and nothing else is wrong.
    Stuck,
    /// It is done; these files keep what was set aside.
    Done { beside: Vec<String> },
}

/// How many lines of one kind are shown.
const SHOWN: usize = 5;

/// Draws a repair.
pub fn repair(repairing: &Repairing<'_>, paper: Page) -> String {
    let Repairing {
        release,
        plan,
        stage,
        ..
    } = repairing;
    let mut out = String::new();
    let (sign, would) = match stage {
        Stage::Planned { .. } => (paint(TextStyle::Due, "☐"), "after the repair: "),
        Stage::Stuck => (paint(TextStyle::Late, "✗"), "under a wrong name: "),
        Stage::Done { .. } => (paint(TextStyle::Done, "✓"), "repaired: "),
    };
    let name = paint(TextStyle::Strong, release);
    let events = count(plan.events(), "event", "events");
    let _ = writeln!(out, "{sign}  {name}  {would}{events}, {}", loss(plan));
    let mut sheet = Layout::new(1, Fit::Wrap).indent(3);
    for (look, label, text) in rows(repairing) {
        sheet.row([cell(look, label), cell(TextStyle::Plain, text)]);
    }
    sheet.write(&mut out, paper.width);
    for line in end(repairing) {
        let mut sheet = Layout::new(0, Fit::Wrap).indent(3);
        sheet.row([cell(TextStyle::Dim, line)]);
        sheet.write(&mut out, paper.width);
    }
    if let Stage::Planned { command } = stage {
        let _ = writeln!(
            out,
            "nothing was changed; this does it:\n  {}",
            safe(command)
        );
    }
    out
}

/// What is lost, in a few words.
fn loss(plan: &Plan) -> String {
    let lost = plan.repaired.lost.len() + plan.known;
    match (lost, plan.repaired.bytes) {
        (0, 0) => "nothing lost".to_owned(),
        (0, bytes) => format!("{bytes} bytes not understood"),
        (lost, _) => format!("{lost} lost"),
    }
}

/// What happens to each part of the log: a label and the rest.
fn rows(repairing: &Repairing<'_>) -> Vec<(TextStyle, &'static str, String)> {
    let plan = repairing.plan;
    let mut rows = Vec::new();
    for taken in &plan.taken {
        let events = count(taken.events, "event", "events");
        rows.push((
            TextStyle::Done,
            "back",
            format!("{events} from {}", taken.from),
        ));
    }
    for aside in plan.aside.iter().take(SHOWN) {
        let bytes = count(aside.bytes.len(), "byte", "bytes");
        let text = format!("{}, {bytes}: {}", aside.lines, aside.why);
        rows.push((TextStyle::Due, "aside", text));
    }
    if let Some(more @ 1..) = plan.aside.len().checked_sub(SHOWN) {
        rows.push((TextStyle::Due, "", format!("and {more} more")));
    }
    if let Some(torn) = &plan.torn {
        let bytes = count(torn.range.len(), "byte", "bytes");
        let text = format!(
            "line {}, {bytes}: it breaks off, and was never recorded",
            torn.line
        );
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
    match &repairing.place {
        Some((path, true)) => rows.push((TextStyle::Due, "moved", format!("to {path}"))),
        Some((path, false)) => rows.push((
            TextStyle::Late,
            "taken",
            format!("its place is that of another file: {path}"),
        )),
        None => {}
    }
    rows
}

fn losses(plan: &Plan) -> Vec<(TextStyle, &'static str, String)> {
    let mut rows = Vec::new();
    let repaired = &plan.repaired;
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
    let Repairing {
        release,
        plan,
        stage,
        place,
        path,
    } = repairing;
    let mut lines = Vec::new();
    if let Stage::Done { beside } = stage {
        for file in beside {
            lines.push(format!("the bytes set aside are in {file}"));
        }
        if plan.repaired != Repaired::default() {
            lines.push("what is lost is kept as a deviation".to_owned());
        }
    }
    if plan.unstarted {
        lines.push(format!(
            "no copy says how it began; then: octorel start {release} --on \"2026-12-08 14:00\""
        ));
    }
    if let (Some((_, false)), Some(held)) = (place, &plan.misnamed) {
        lines.push(format!(
            "octorel repair -r {held} --from {path} takes all of it; then delete {path}"
        ));
    }
    let others = plan.aside.iter().filter_map(|aside| match &aside.why {
        Why::OtherRelease(other) => Some(other),
        Why::Damaged(_) => None,
    });
    let mut others: Vec<&String> = others.collect();
    others.sort();
    others.dedup();
    for other in others {
        lines.push(format!(
            "then: octorel repair -r {other} --from {path}.damaged"
        ));
    }
    lines
}
