//! Phases: their dates and progress, and what moves when T moves.

use super::{Block, Document, Fit, Page, Style, Table, dim, items, plain, styled, words};
use crate::schedule::time;
use crate::view::{PhaseLine, PhasesView};
use chrono::{Datelike, Weekday};

/// From this width on, a phase says how many of its items are late and how many were skipped.
const ROOMY: usize = 80;

/// All phases, one line each, or one phase with its items.
pub fn phases(view: &PhasesView, page: Page) -> Document {
    let mut document = Document::default();
    match &view.phases[..] {
        [phase] => {
            document.heading(2, items::phase_heading(&phase.line, page));
            if let Some(how) = &phase.how {
                document.blocks.push(Block::Source(how.clone()));
                document.gap();
            }
            document.entries(items::with_steps(&phase.items, page));
        }
        phases => {
            let lines: Vec<PhaseLine> = phases.iter().map(|phase| phase.line.clone()).collect();
            document.table(progress(&lines, &[], Page { bars: false, ..page }));
        }
    }
    document
}

/// One line for each phase: its date, and how much of it is done; with the phases as they were before, when each was due then.
pub(super) fn progress(phases: &[PhaseLine], before: &[PhaseLine], page: Page) -> Table {
    let mut table = Table::new(["", "Phase", "When", "Due", "", "Done", ""])
        .right([0, 5])
        .fit(1, Fit::Truncate)
        .fit(4, Fit::Omit)
        .indent(1);
    for (i, phase) in phases.iter().enumerate() {
        let (when, arrow) = match before.get(i) {
            None => (words::when(phase.when.as_deref(), phase.stage), ""),
            Some(before) if before.due == phase.due => (String::new(), ""),
            Some(before) => (short_due(before, page), "→ "),
        };
        let style = words::progress_style(phase.late, phase.done == phase.total);
        let is_counted = phase.is_counted();
        let bar = words::bar(phase.done, phase.total);
        let count = format!("{}/{}", phase.done, phase.total);
        // Without room for both, what is late comes first.
        let is_roomy = phase.late == 0 || page.width >= ROOMY;
        let skipped = if is_roomy { phase.skipped } else { 0 };
        let remark = if phase.late > 0 { Style::Late } else { Style::Dim };
        table.row([
            dim(format!("{:>3}", phase.number)),
            plain(words::phase_name(phase.kind, &phase.name)),
            dim(when),
            plain(format!("{arrow}{}", short_due(phase, page))),
            styled(style, if is_counted && page.bars { &bar } else { "" }),
            styled(style, if is_counted { &count } else { "" }),
            styled(remark, words::phase_remark(phase, skipped)),
        ]);
    }
    table
}

/// The due date in few letters. A weekend is named, because nobody expects it.
pub fn short_due(phase: &PhaseLine, page: Page) -> String {
    match phase.due {
        Some(at) if matches!(at.0.weekday(), Weekday::Sat | Weekday::Sun) => due(phase, page),
        Some(at) if phase.exact => page.now.day_time(at.0),
        Some(at) => page.now.short_day(at.0),
        None => due(phase, page),
    }
}

/// The due date, with the time of day if it is exact; the number of the ongoing incident.
pub(super) fn due(phase: &PhaseLine, page: Page) -> String {
    match phase.due {
        None => phase.incident.map(|number| format!("incident {number}")).unwrap_or_default(),
        Some(due) if phase.exact => format!("{} {}", page.now.day(due.0), time(due.0)),
        Some(due) => page.now.day(due.0),
    }
}

pub fn moves(before: &[PhaseLine], after: &[PhaseLine], page: Page) -> Document {
    let mut document = Document::default();
    document.lines(progress(after, before, Page { bars: false, ..page }));
    document
}
