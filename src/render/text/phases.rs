//! Phases with their items; the plan of a release; what moves when T moves.

use super::sheet::{Fit, Layout, TextStyle, cell};
use super::{items, words};
use crate::render::Page;
use crate::view::{PhaseView, PhasesView};

/// Draws the phases with their items.
pub fn phases(view: &PhasesView, paper: Page) -> String {
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
fn heading(out: &mut String, phase: &PhaseView, paper: Page) {
    let when = words::when(phase.when.as_deref());
    let due =
        (phase.due).map(|at| format!(" · due {}, {}", due(phase, paper), paper.now.distance(at.0)));
    let due = due.or(phase.incident.map(|number| format!(" · incident {number}")));
    let count = words::so_far(phase.done, phase.skipped, phase.total, phase.overdue);
    let mut sheet = Layout::new(1, Fit::Wrap);
    sheet.row([
        cell(TextStyle::Strong, phase.number.to_string()),
        cell(
            TextStyle::Strong,
            words::phase_name(phase.kind, &phase.name),
        ),
    ]);
    let rest = format!("{when}{} · {count}", due.unwrap_or_default());
    sheet.row([cell(TextStyle::Plain, ""), cell(TextStyle::Dim, &rest)]);
    sheet.write(out, paper.width);
}

/// The due date, with the time of day where that counts.
fn due(phase: &PhaseView, paper: Page) -> String {
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
pub fn plan(view: &PhasesView, paper: Page) -> String {
    let mut out = String::new();
    let mut sheet = Layout::new(1, Fit::Wrap).indent(2);
    for phase in &view.phases {
        sheet.row([
            cell(TextStyle::Dim, phase.number.to_string()).right(),
            cell(TextStyle::Plain, words::phase_name(phase.kind, &phase.name)),
            cell(TextStyle::Dim, words::when(phase.when.as_deref())),
            cell(TextStyle::Plain, due(phase, paper)),
            cell(
                TextStyle::Dim,
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
pub fn moves(before: &PhasesView, after: &PhasesView, paper: Page) -> String {
    let mut out = String::new();
    let mut sheet = Layout::new(1, Fit::Wrap).indent(2);
    for (old, new) in before.phases.iter().zip(&after.phases) {
        if new.due.is_none() {
            continue;
        }
        let late = new.due.is_some_and(|due| paper.now.moment() > due.0) && new.done < new.total;
        let (look, remark) = match (old.due == new.due, late) {
            (true, _) => (TextStyle::Dim, "stays"),
            (false, true) => (TextStyle::Late, "past"),
            (false, false) => (TextStyle::Plain, ""),
        };
        sheet.row([
            cell(TextStyle::Dim, new.number.to_string()).right(),
            cell(TextStyle::Plain, words::phase_name(new.kind, &new.name)),
            cell(TextStyle::Dim, due(old, paper)),
            cell(TextStyle::Dim, "→"),
            cell(look, due(new, paper)),
            cell(look, remark),
        ]);
    }
    sheet.write(&mut out, paper.width);
    out
}
