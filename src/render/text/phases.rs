//! Phases with their items; the plan of a release; what moves when T moves.

use super::sheet::{Fit, Look, Sheet, cell};
use super::{items, words};
use crate::render::Paper;
use crate::view::{PhaseView, PhasesView};

/// Draws the phases with their items.
pub fn phases(view: &PhasesView, paper: Paper) -> String {
    let mut out = String::new();
    for phase in &view.phases {
        if !out.is_empty() {
            out.push('\n');
        }
        heading(&mut out, phase, paper);
        items::rows(&mut out, &phase.items, paper, 1);
    }
    out
}

/// `4  Staging Validation`, and below it `T-3d · due Sat 5 Dec, tomorrow · 2 of 6 done, 1 late`.
fn heading(out: &mut String, phase: &PhaseView, paper: Paper) {
    let when = words::when(phase.when.as_deref());
    let due =
        (phase.due).map(|at| format!(" · due {}, {}", due(phase, paper), paper.now.distance(at.0)));
    let due = due.or(phase.incident.map(|number| format!(" · incident {number}")));
    let count = words::so_far(phase.done, phase.skipped, phase.total, phase.overdue);
    let mut sheet = Sheet::new(1, Fit::Wrap);
    sheet.row([
        cell(Look::Strong, phase.number.to_string()),
        cell(Look::Strong, words::phase_name(phase.kind, &phase.name)),
    ]);
    let rest = format!("{when}{} · {count}", due.unwrap_or_default());
    sheet.row([cell(Look::Plain, ""), cell(Look::Dim, &rest)]);
    sheet.write(out, paper.width);
}

/// The due date, with the time of day where that counts.
fn due(phase: &PhaseView, paper: Paper) -> String {
    let Some(due) = phase.due else {
        return String::new();
    };
    let end_of_day = due.0.format("%H:%M:%S").to_string() == "23:59:59";
    match end_of_day {
        true => paper.now.day(due.0),
        false => format!("{} {}", paper.now.day(due.0), due.0.format("%H:%M")),
    }
}

/// Draws the dated plan: one line a phase.
pub fn plan(view: &PhasesView, paper: Paper) -> String {
    let mut out = String::new();
    let mut sheet = Sheet::new(1, Fit::Wrap).indent(2);
    for phase in &view.phases {
        sheet.row([
            cell(Look::Dim, phase.number.to_string()).right(),
            cell(Look::Plain, words::phase_name(phase.kind, &phase.name)),
            cell(Look::Dim, words::when(phase.when.as_deref())),
            cell(Look::Plain, due(phase, paper)),
            cell(
                Look::Dim,
                phase
                    .due
                    .map(|due| paper.now.distance(due.0))
                    .unwrap_or_default(),
            ),
        ]);
    }
    sheet.write(&mut out, paper.width);
    out
}

/// Draws what moves: for each dated phase the due date before and after.
pub fn moves(before: &PhasesView, after: &PhasesView, paper: Paper) -> String {
    let mut out = String::new();
    let mut sheet = Sheet::new(1, Fit::Wrap).indent(2);
    for (old, new) in before.phases.iter().zip(&after.phases) {
        if new.due.is_none() {
            continue;
        }
        let late = new.due.is_some_and(|due| paper.now.moment() > due.0) && new.done < new.total;
        let (look, remark) = match (old.due == new.due, late) {
            (true, _) => (Look::Dim, "stays"),
            (false, true) => (Look::Late, "past"),
            (false, false) => (Look::Plain, ""),
        };
        sheet.row([
            cell(Look::Dim, new.number.to_string()).right(),
            cell(Look::Plain, words::phase_name(new.kind, &new.name)),
            cell(Look::Dim, due(old, paper)),
            cell(Look::Dim, "→"),
            cell(look, due(new, paper)),
            cell(look, remark),
        ]);
    }
    sheet.write(&mut out, paper.width);
    out
}
