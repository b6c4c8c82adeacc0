//! A repair of a log, planned or done.

use super::words::{commands, count};
use super::{Document, Style, Table, dim, plain, strong, styled};
use crate::log::{EventId, RepairPlan, Repaired};

/// A repair, and what its stage adds.
#[derive(Debug)]
pub struct Repairing<'a> {
    pub release: &'a str,
    pub plan: &'a RepairPlan,
    /// The report does not match the log, or is missing.
    pub old_report: bool,
    pub stage: RepairStage,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RepairStage {
    /// Nothing was changed; this command applies the repair.
    Planned { command: String },
    /// The repair is done; these files hold the bytes that were set aside.
    Done { beside: Vec<String> },
}

/// How many entries of one kind are shown.
const SHOWN: usize = 5;

/// The result of a repair, what happens to each part of the log, and what to do next.
pub fn repair(repairing: &Repairing<'_>) -> Document {
    let Repairing { release, plan, old_report, stage } = repairing;
    let mut document = Document::default();
    let (sign, when) = match stage {
        RepairStage::Planned { .. } => (styled(Style::Due, "☐"), "after the repair"),
        RepairStage::Done { .. } => (styled(Style::Done, "✓"), "repaired"),
    };
    let events = count(plan.events(), "event", "events");
    let result = format!("  {when}: {events}, {}", loss(plan));
    document.paragraph([sign, strong(format!("  {release}")), plain(result)]);
    let mut table = parts(plan);
    if *old_report {
        table.row([styled(Style::Done, "report"), plain("made again from the log")]);
    }
    for line in remarks(repairing) {
        table.row([plain(""), dim(line)]);
    }
    document.lines(table);
    if let RepairStage::Planned { command } = stage {
        document.paragraph("dry run; to apply:");
        document.lines(commands([(command.clone(), String::new())]));
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
    for part in plan.quarantined.iter().take(SHOWN) {
        let bytes = count(part.bytes.len(), "byte", "bytes");
        add(Style::Due, "set aside", format!("{}, {bytes}: {}", part.lines, part.why));
    }
    if let Some(more @ 1..) = plan.quarantined.len().checked_sub(SHOWN) {
        add(Style::Due, "", format!("and {more} more"));
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

/// The ids, short enough to read and long enough to find their lines.
fn ids(ids: &[EventId]) -> String {
    let short = ids.iter().take(SHOWN).map(|id| format!("{:.12}", id.to_string()));
    let more = (ids.len() > SHOWN).then(|| "…".to_owned());
    short.chain(more).collect::<Vec<_>>().join(", ")
}

fn remarks(repairing: &Repairing<'_>) -> Vec<String> {
    let Repairing { release, plan, stage, .. } = repairing;
    let mut lines = Vec::new();
    if let RepairStage::Done { beside } = stage {
        lines.extend(beside.iter().map(|file| format!("bytes set aside in {file}")));
        if plan.losses != Repaired::default() {
            lines.push("the loss is logged as a deviation".to_owned());
        }
    }
    if plan.unstarted {
        lines.push(format!(
            "no copy holds the start of the release; start it again: octorel start {release} --on YYYY-MM-DD"
        ));
    }
    lines
}
