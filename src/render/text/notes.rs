//! Notes and deviations: who, when, about what.

use super::layout::{Fit, Layout, TextStyle, cell, dim, empty, plain};
use super::words::because;
use crate::names::Person;
use crate::release::deviations::DeviationKind;
use crate::render::Page;
use crate::schedule::ReaderClock;
use crate::view::{DeviationView, DeviationsView, NoteView, NotesView};

/// Draws notes, one line each, and below a closed risk how it was resolved.
pub fn notes(view: &NotesView, page: Page) -> String {
    if view.notes.is_empty() {
        return "no notes\n".to_owned();
    }
    let mut out = String::new();
    rows(&mut out, &view.notes, page, 0);
    out
}

/// Writes notes as rows.
pub(super) fn rows(out: &mut String, notes: &[NoteView], page: Page, indent: usize) {
    let mut layout = Layout::new(4, Fit::Wrap).indent(indent);
    for note in notes {
        let style = match &note.resolved {
            Some(_) => TextStyle::Dim,
            None if note.is_unresolved_risk() => TextStyle::Due,
            None => TextStyle::Plain,
        };
        let resolved = note.resolved.as_ref().map(|it| {
            let reason = because(it.reason.as_ref());
            format!("closed by {}, {}{reason}", it.by.short(), page.now.short_day(it.at.0))
        });
        let mut said = [&note.text].into_iter().chain(&note.link).filter(|it| !it.is_empty());
        let kind = note.risk.as_ref().map(|risk| format!("{risk} risk"));
        layout.row([
            dim(page.now.day_time(note.at.0)),
            cell(style, note.by.short()),
            cell(style, kind.as_deref().unwrap_or(note.kind.as_ref())),
            cell(style, note.number.as_deref().unwrap_or_default()),
            cell(style, said.next().map_or("", String::as_str)),
        ]);
        for below in resolved.iter().chain(said) {
            layout.row([empty(), empty(), empty(), empty(), dim(below)]);
        }
    }
    layout.write(out, page.width);
}

/// Draws deviations, each item once: what, and below it for each event in which way, who, when and why.
pub fn deviations(view: &DeviationsView, page: Page) -> String {
    if view.deviations.is_empty() {
        return "no deviations\n".to_owned();
    }
    let mut out = String::new();
    let mut layout = Layout::new(1, Fit::Wrap);
    let same = |a: &DeviationView, b: &DeviationView| a.position == b.position;
    let mut above = None;
    for ways in view.deviations.chunk_by(same) {
        let Some(first) = ways.first() else { continue };
        let heading = first.number.as_deref().map(|number| (number, &first.about));
        if heading.is_none() || heading != above {
            let number = first.number.as_deref().unwrap_or("–");
            layout.row([cell(TextStyle::Due, number), plain(&first.about)]);
        }
        above = heading;
        let ways: Vec<String> = ways.iter().map(deviation).collect();
        let (by, at) = (first.by.short(), page.now.day_time(first.at.0));
        let reason = because(first.reason.as_ref());
        let line = format!("{} · {by}, {at}{reason}", ways.join(" and "));
        layout.row([empty(), dim(&line)]);
        if let Some(link) = &first.link {
            layout.row([empty(), dim(link)]);
        }
    }
    layout.write(&mut out, page.width);
    out
}

/// In which way something was otherwise: `3 days late`.
pub fn deviation(deviation: &DeviationView) -> String {
    let then = ReaderClock::at(deviation.happened.unwrap_or(deviation.at).0);
    match deviation.kind {
        DeviationKind::Late => {
            let late = deviation.due.map(|due| format!("{} ", then.late_by(due.0)));
            format!("{}late", late.unwrap_or_default())
        }
        DeviationKind::Skipped if deviation.role.is_some() => {
            format!("left out for {}", deviation.role_name)
        }
        DeviationKind::Skipped => "a required item left out".to_owned(),
        DeviationKind::Foreign => format!("done for {}", deviation.role_name),
        DeviationKind::Unticked => {
            let by = deviation.done_by.as_ref().map_or("", Person::short);
            format!("set back by {}, done by {by}", deviation.by.short())
        }
        DeviationKind::SelfAssigned => "assigned to oneself, decides".to_owned(),
        DeviationKind::Overridden => "decided without authority".to_owned(),
        DeviationKind::ClosedGate => {
            let gate = deviation.gate.as_ref().map_or("", |gate| gate.as_str());
            let missing = deviation.missing.unwrap_or_default();
            format!("deployed past the closed gate {gate}, {missing} missing")
        }
        DeviationKind::Repaired => "log repaired".to_owned(),
        DeviationKind::Noted => "noted".to_owned(),
    }
}
