//! What was recorded: the history and deviations.

use super::words::{about_and_said, act, because, by, count, happened, joined_by, subject};
use super::{Document, Fit, Page, Span, Style, Table, dim, plain, styled};
use crate::release::deviations::DeviationDetail;
use crate::schedule::ReaderClock;
use crate::view::{DeviationView, DeviationsView, EventView, LogView};
use std::fmt::Write;

pub fn log(view: &LogView, page: Page) -> Document {
    let mut document = Document::default();
    document.lines(events(&view.events, Page { in_full: true, ..page }));
    document.or("no events")
}

pub(super) fn events<'a>(events: impl IntoIterator<Item = &'a EventView>, page: Page) -> Table {
    let mut table = Table::new(["When", "Who", "Action", "Item", "What"]).fit(4, Fit::Truncate);
    for event in events {
        let (style, mark) = match event {
            EventView { refused: true, .. } => (Style::Dim, " (not counted)"),
            EventView { undone: true, .. } => (Style::Dim, " (undone)"),
            EventView { resolved: true, .. } => (Style::Dim, " (resolved)"),
            _ if event.is_unresolved_risk() => (Style::Due, ""),
            _ => (Style::Plain, ""),
        };
        let what = what(event, page) + mark;
        let (first, rest) = lines(what.trim_start_matches([' ', '\n']), page);
        let row = table.row([
            dim(page.now.day_time(event.at.0)),
            styled(style, page.name(&event.by)),
            styled(style, act(event)),
            styled(style, subject(event)),
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

pub(super) fn what(event: &EventView, page: Page) -> String {
    let said = event.said.iter();
    // A text of several lines starts on a line of its own.
    let several = |said: &String| said.trim_matches('\n').contains('\n');
    let has_lines = page.width < usize::MAX && said.clone().any(several);
    let between = if has_lines { ":\n" } else { ": " };
    let about = event.about.replace('\n', " ");
    let parts = std::iter::once(about.trim()).chain(said.map(|said| said.trim_matches('\n')));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let role = event.for_role.as_ref().map(|role| format!(" · {}", role.replace('\n', " ")));
    let role = role.unwrap_or_default();
    let mut what = parts.join(between) + &role + &happened(event.happened, page);
    if let (Some(incident), Some(_)) = (event.incident, &event.number) {
        let _ = write!(what, " (incident {incident})");
    }
    what
}

pub(super) fn link(target: Option<&String>) -> Option<Span> {
    target.map(|target| styled(Style::Link, target))
}

pub fn deviations(view: &DeviationsView, page: Page) -> Document {
    let mut document = Document::default();
    document.entries(deviation_entries(&view.deviations, page));
    document.or("no deviations")
}

/// Items with their deviations below: in which way, who, when and why.
pub(super) fn deviation_entries(all: &[DeviationView], page: Page) -> Table {
    let mut table = Table::new(["", ""]).name(0).fit(1, Fit::Wrap);
    let same_event = |a: &DeviationView, b: &DeviationView| a.event.id == b.event.id;
    let same_item = |a: &DeviationView, b: &DeviationView| {
        same_event(a, b) || (a.event.number.is_some() && a.event.number == b.event.number)
    };
    for item in all.chunk_by(same_item) {
        let number = item[0].event.number.as_deref().unwrap_or("–");
        let (about, _) = about_and_said(&item[0].event);
        let row = table.row([styled(Style::Due, number), plain(about)]);
        let mut said = String::new();
        for event in item.chunk_by(same_event) {
            let first = &event[0].event;
            let (_, reason) = about_and_said(first);
            let line = format!("{} · {}{}", ways(event), by(first, page), because(reason));
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
    joined_by(", and ", event.iter().map(deviation))
}

/// In which way something deviates from the plan: `3 days late`.
pub fn deviation(DeviationView { event, detail }: &DeviationView) -> String {
    let by = event.by.short();
    match detail {
        DeviationDetail::Late { due } => {
            let then = ReaderClock::at(event.happened.unwrap_or(event.at).0);
            format!("{} late", then.late_by(*due))
        }
        DeviationDetail::Skipped { role_name: Some(role) } => format!("skipped for {role}"),
        DeviationDetail::Skipped { role_name: None } => "required item skipped".to_owned(),
        DeviationDetail::Foreign { role_name } => format!("ticked by {by}, who is not {role_name}"),
        DeviationDetail::Unticked { done_by } => {
            format!("set back to to-do by {by}, done by {}", done_by.short())
        }
        DeviationDetail::SelfAssigned { role_name } => format!("{by} took on {role_name}"),
        DeviationDetail::Overridden => "decided by override".to_owned(),
        DeviationDetail::ClosedGate { gate, missing } => {
            let missing = count(*missing, "requirement", "requirements");
            format!("deployed while gate `{gate}` was closed ({missing} not met)")
        }
        DeviationDetail::Early { waited_for } => format!("ticked before {}", waited_for.join(", ")),
        DeviationDetail::Repaired => "log repaired".to_owned(),
        DeviationDetail::Noted => "noted".to_owned(),
        DeviationDetail::Added => "added".to_owned(),
    }
}
