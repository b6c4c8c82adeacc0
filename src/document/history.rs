//! What was recorded: the history, notes and deviations.

use super::words::{because, count, undone};
use super::{Column, Document, Fit, Page, Span, Style, Table, dim, plain, styled};
use crate::log::EventKind;
use crate::names::Person;
use crate::release::deviations::DeviationKind;
use crate::schedule::ReaderClock;
use crate::view::{DeviationView, DeviationsView, EventView, LogView, NoteView, NotesView, Stamp};
use std::fmt::Write;

/// How a page names people: in short, or with their whole address.
pub(super) type ShownName = fn(&Person) -> &str;

pub fn log(view: &LogView, page: Page) -> Document {
    let mut document = Document::default();
    if view.events.is_empty() {
        document.paragraph("no events");
    }
    document.lines(events(&view.events, Person::as_str, page));
    document
}

pub(super) fn events(events: &[EventView], name: ShownName, page: Page) -> Table {
    let mut table = Table::new([
        Column::left("When"),
        Column::left("Who"),
        Column::left("Action"),
        Column::left("Item"),
        Column::left("What").fit(Fit::Truncate),
    ]);
    for event in events {
        let style = if event.undone || event.refused { Style::Dim } else { Style::Plain };
        let (act, number, what) = match &event.reverts {
            Some(event) => ("undid".to_owned(), "", undone(event)),
            None => (act(event), event.number.as_deref().unwrap_or_default(), what(event, page)),
        };
        let marks = [(event.refused, " (not counted)"), (event.undone, " (undone)")];
        let mark = marks.iter().find(|(applies, _)| *applies).map_or("", |(_, mark)| mark);
        let what = format!("{what}{mark}");
        let (first, rest) = lines(what.trim_start_matches([' ', '\n']), page);
        let row = table.row([
            dim(page.now.day_time(event.at.0)),
            styled(style, name(&event.by)),
            styled(style, act),
            styled(style, number),
            styled(style, first),
        ]);
        row.below(rest.map(|line| styled(style, line))).below(link(event.link.as_ref()));
    }
    table
}

/// The first line of a text, and those to put below it. Without a width all of it is one line, for programs that search lines.
fn lines<'a>(text: &'a str, page: Page) -> (&'a str, std::str::Lines<'a>) {
    match text.split_once('\n') {
        Some((first, rest)) if page.width < usize::MAX => (first, rest.lines()),
        Some(_) | None => (text, "".lines()),
    }
}

/// What happened: `ticked`, `risk resolved`.
pub(super) fn act(event: &EventView) -> String {
    event.act.strip_prefix("incident-").unwrap_or(&event.act).replace('-', " ")
}

/// What an event is about, and what was said.
pub(super) fn what(event: &EventView, page: Page) -> String {
    // An undo whose target is unknown has nothing to add.
    let said = event.said.iter().filter(|_| event.kind != EventKind::Undone);
    // A text of several lines starts on a line of its own.
    let several = |said: &String| said.trim_matches('\n').contains('\n');
    let has_lines = page.width < usize::MAX && said.clone().any(several);
    let between = if has_lines { ":\n" } else { ": " };
    let about = event.about.replace('\n', " ");
    let parts = std::iter::once(about.trim()).chain(said.map(|said| said.trim_matches('\n')));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let mut what = parts.join(between) + &happened(event.happened, page);
    if let (Some(incident), Some(_)) = (event.incident, &event.number) {
        let _ = write!(what, " (incident {incident})");
    }
    what
}

/// ` (happened 8 Dec 14:05)` after what was recorded later.
pub(super) fn happened(at: Option<Stamp>, page: Page) -> String {
    at.map(|at| format!(" (happened {})", page.now.day_time(at.0))).unwrap_or_default()
}

pub(super) fn link(target: Option<&String>) -> Option<Span> {
    target.map(|target| styled(Style::Link, target))
}

pub fn notes(view: &NotesView, page: Page) -> Document {
    let mut document = Document::default();
    if view.notes.is_empty() {
        document.paragraph("no notes");
    }
    document.lines(note_lines(&view.notes, page));
    document
}

/// Notes, one line each. A risk has its own number; of all others, the number of the item.
pub(super) fn note_lines(notes: &[NoteView], page: Page) -> Table {
    let mut table = Table::new([
        Column::left("No."),
        Column::left("When"),
        Column::left("Who"),
        Column::left("Kind"),
        Column::left("Text").fit(Fit::Wrap),
    ]);
    let is_mixed = notes.iter().any(|note| note.kind != notes[0].kind);
    for note in notes {
        let style = match &note.resolved {
            Some(_) => Style::Dim,
            None if note.is_unresolved_risk() => Style::Due,
            None => Style::Plain,
        };
        let about = note.number.as_ref().filter(|_| note.risk.is_some());
        let about = about.map(|number| format!(" ({number})")).unwrap_or_default();
        let number = note.risk.as_ref().or(note.number.as_ref());
        let text = note.text.trim_matches('\n').to_owned() + &about;
        let (first, rest) = lines(&text, page);
        let row = table.row([
            styled(style, number.map_or("", String::as_str)),
            dim(page.now.day_time(note.at.0)),
            styled(style, note.by.short()),
            styled(style, if is_mixed || notes.len() == 1 { note.kind.as_ref() } else { "" }),
            styled(style, first),
        ]);
        let resolved = resolved(note, Person::short, page);
        row.below(rest.map(|line| styled(style, line)))
            .below(resolved.map(dim))
            .below(link(note.link.as_ref()));
    }
    table
}

/// `resolved by alice, 4 Dec 10:00: legal agreed`.
pub(super) fn resolved(risk: &NoteView, name: ShownName, page: Page) -> Option<String> {
    let closed = risk.resolved.as_ref()?;
    let reason = because(closed.reason.as_ref());
    Some(format!("resolved by {}, {}{reason}", name(&closed.by), page.now.day_time(closed.at.0)))
}

pub fn deviations(view: &DeviationsView, page: Page) -> Document {
    let mut document = Document::default();
    if view.deviations.is_empty() {
        document.paragraph("no deviations");
    }
    document.entries(deviation_entries(&view.deviations, Person::short, page));
    document
}

/// Items with their deviations below: in which way, who, when and why.
pub(super) fn deviation_entries(all: &[DeviationView], name: ShownName, page: Page) -> Table {
    let mut table = Table::new([Column::name(""), Column::left("").fit(Fit::Wrap)]);
    let same_event = |a: &DeviationView, b: &DeviationView| a.position == b.position;
    let same_item = |a: &DeviationView, b: &DeviationView| {
        same_event(a, b) || (a.number.is_some() && a.number == b.number)
    };
    for item in all.chunk_by(same_item) {
        let number = item[0].number.as_deref().unwrap_or("–");
        let row = table.row([styled(Style::Due, number), plain(&item[0].about)]);
        let mut said = String::new();
        for event in item.chunk_by(same_event) {
            let first = &event[0];
            let at = page.now.day_time(first.at.0) + &happened(first.happened, page);
            let reason = because(first.reason.as_ref());
            let line = format!("{} · {}, {at}{reason}", ways(event), name(&first.by));
            // One person often ticks an item of all roles for several of them.
            if line != said {
                row.below([dim(&line)]);
                row.below(link(first.link.as_ref()));
            }
            said = line;
        }
    }
    table
}

/// In which ways one event deviates from the plan: `3 days late, and ticked by bob, who is not Developer`.
pub(super) fn ways(event: &[DeviationView]) -> String {
    event.iter().map(deviation).collect::<Vec<_>>().join(", and ")
}

/// In which way something deviates from the plan: `3 days late`.
pub fn deviation(deviation: &DeviationView) -> String {
    let then = ReaderClock::at(deviation.happened.unwrap_or(deviation.at).0);
    let role = &deviation.role_name;
    match deviation.kind {
        DeviationKind::Late => match deviation.due {
            Some(due) => format!("{} late", then.late_by(due.0)),
            None => "late".to_owned(),
        },
        DeviationKind::Skipped if deviation.role.is_some() => format!("skipped for {role}"),
        DeviationKind::Skipped => "required item skipped".to_owned(),
        DeviationKind::Foreign => format!("ticked by {}, who is not {role}", deviation.by.short()),
        DeviationKind::Unticked => {
            let by = deviation.done_by.as_ref().map_or("", Person::short);
            format!("set back to to-do by {}, done by {by}", deviation.by.short())
        }
        DeviationKind::SelfAssigned => format!("{} took on {role}", deviation.by.short()),
        DeviationKind::Overridden => "decided by override".to_owned(),
        DeviationKind::ClosedGate => {
            let gate = deviation.gate.as_ref().map_or("", |gate| gate.as_str());
            let missing = deviation.missing.unwrap_or_default();
            let missing = count(missing, "requirement", "requirements");
            format!("deployed while gate `{gate}` was closed ({missing} not met)")
        }
        DeviationKind::Early => format!("ticked before {}", deviation.waited_for.join(", ")),
        DeviationKind::Repaired => "log repaired".to_owned(),
        DeviationKind::Noted => "noted".to_owned(),
        DeviationKind::Added => "added".to_owned(),
    }
}
