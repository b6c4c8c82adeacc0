//! Phases with their items; the plan of a release; what moves when T moves.

use super::layout::{Fit, Layout, TextStyle, cell, dim, empty, plain, strong};
use super::{items, words};
use crate::render::Page;
use crate::schedule::{Moment, time};
use crate::view::{PhaseView, PhasesView};

/// Draws the phases with their items.
pub fn phases(view: &PhasesView, page: Page) -> String {
    let mut out = String::new();
    for phase in &view.phases {
        if !out.is_empty() {
            out.push('\n');
        }
        heading(&mut out, phase, page);
        items::rows(&mut out, &phase.items, page, 1);
    }
    out
}

/// `4  Staging Validation`, and below it `T-3d · due Sat 5 Dec, tomorrow · 2 of 6 done, 1 late`.
fn heading(out: &mut String, phase: &PhaseView, page: Page) {
    let when = words::when(phase.when.as_deref(), phase.stage);
    let due =
        (phase.due).map(|at| format!("due {}, {}", due(phase, page), page.now.distance(at.0)));
    let due = due.or(phase.incident.map(|number| format!("incident {number}")));
    let count = words::so_far(phase.done, phase.skipped, phase.total, phase.late);
    let mut layout = Layout::new(1, Fit::Wrap);
    layout.row([
        strong(phase.number.to_string()),
        strong(words::phase_name(phase.kind, &phase.name)),
    ]);
    let parts = [when, due.unwrap_or_default(), count];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    layout.row([empty(), dim(parts.join(" · "))]);
    layout.write(out, page.width);
}

/// The due date, with the time of day where that counts.
fn due(phase: &PhaseView, page: Page) -> String {
    let Some(due) = phase.due else {
        return String::new();
    };
    let end_of_day = due.0.format("%H:%M:%S").to_string() == "23:59:59";
    match end_of_day {
        true => page.now.day(due.0),
        false => format!("{} {}", page.now.day(due.0), time(due.0)),
    }
}

/// Draws the dated plan: one line a phase.
pub fn plan(view: &PhasesView, page: Page) -> String {
    let mut out = String::new();
    let mut layout = Layout::new(1, Fit::Wrap).indent(2);
    for phase in &view.phases {
        layout.row([
            dim(phase.number.to_string()).right(),
            plain(words::phase_name(phase.kind, &phase.name)),
            dim(words::when(phase.when.as_deref(), phase.stage)),
            plain(due(phase, page)),
            dim(phase.due.map(|due| page.now.distance(due.0)).unwrap_or_default()),
        ]);
    }
    layout.write(&mut out, page.width);
    out
}

/// Draws what moves: for each dated phase the due date before and after.
pub fn moves(before: &PhasesView, after: &PhasesView, page: Page) -> String {
    let mut out = String::new();
    let mut layout = Layout::new(1, Fit::Wrap).indent(2);
    if let (Some(old), Some(new)) = (before.release_at, after.release_at) {
        let at = |at: Moment| format!("{} {}", page.now.day(at), time(at));
        let remark = if old == new { "stays" } else { "" };
        let [old, new] = [at(old.0), at(new.0)];
        layout.row([empty(), strong("T"), dim(old), dim("→"), strong(new), plain(remark)]);
    }
    for (old, new) in before.phases.iter().zip(&after.phases) {
        if new.due.is_none() {
            continue;
        }
        let late = new.due.is_some_and(|due| page.now.moment() > due.0) && new.done < new.total;
        let (style, remark) = match (old.due == new.due, late) {
            (true, _) => (TextStyle::Dim, "stays"),
            (false, true) => (TextStyle::Late, "past"),
            (false, false) => (TextStyle::Plain, ""),
        };
        layout.row([
            dim(new.number.to_string()).right(),
            plain(words::phase_name(new.kind, &new.name)),
            dim(due(old, page)),
            dim("→"),
            cell(style, due(new, page)),
            cell(style, remark),
        ]);
    }
    layout.write(&mut out, page.width);
    out
}
