//! The result of checking logs.

use super::history::what;
use super::words::{act, count, subject};
use super::{Document, Page, Span, Style, Table, dim, plain, strong, styled};
use crate::command::command;
use crate::log::Weight;
use crate::schedule::ReaderClock;
use crate::view::{CheckView, MissingView, ReportTrouble, VerifiedView};
use std::collections::BTreeMap;

/// How many problems of one log are shown; JSON has all of them.
const SHOWN: usize = 10;

pub fn logs(view: &CheckView, page: Page) -> Document {
    let mut table = Table::signed();
    for log in &view.logs {
        let sign =
            if log.is_in_order() { styled(Style::Done, "✓") } else { styled(Style::Late, "✗") };
        table.row([sign, strong(&log.release), plain(state(log))]).below(details(log, page));
    }
    let mut document = Document::default();
    document.lines(table);
    if view.partial_history && !view.logs.is_empty() {
        let why = "shallow or partial clone, or git cannot read it";
        document.paragraph(dim(format!("git's history could not be examined in full ({why})")));
    }
    document
}

/// `4 Dec 10:00  dana@example.com  ticked  3.3  QA/Testing confirms all tests passing`.
pub fn missing_event(missing: &MissingView, page: Page) -> String {
    let event = &missing.event;
    let now = page.now.moment().with_timezone(&event.at.0.timezone());
    let page = Page { now: ReaderClock::at(now), ..page };
    let (at, by) = (page.now.day_time(event.at.0), event.by.as_str());
    let parts = [&at, by, &act(event), &subject(event), &what(event, page)];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

/// `intact: 43 events`, `27 of 28 events intact`.
fn state(log: &VerifiedView) -> String {
    let events = count(log.events, "event", "events");
    let whole = log.whole && log.vanished().next().is_none();
    match (whole, log.lost) {
        _ if log.error.is_some() => "cannot be read".to_owned(),
        (false, 0) if log.troubles.is_empty() => "not in this work tree".to_owned(),
        (true, 0) => format!("intact: {events}"),
        (true, lost) => format!("intact: {events}, {lost} known to be lost"),
        (false, 0) if log.events == 0 => "no events".to_owned(),
        (false, 0) => format!("{events} intact"),
        (false, lost) => format!("{} of {} events intact", log.events, log.events + lost),
    }
}

fn details(log: &VerifiedView, page: Page) -> Vec<Span> {
    let mut lines: Vec<Span> = log.error.iter().map(plain).collect();
    let (known, new): (Vec<_>, Vec<_>) =
        (log.troubles.iter()).partition(|trouble| trouble.weight == Weight::Known);
    for trouble in new.iter().take(SHOWN) {
        let text = match trouble.weight {
            Weight::Refusal => plain(&trouble.text),
            Weight::Notice | Weight::Known => dim(&trouble.text),
        };
        lines.push(text);
        lines.extend(trouble.line.map(|line| dim(format!("{}:{line}", log.path))));
        lines.push(dim(&trouble.meaning));
    }
    if let Some(more @ 1..) = new.len().checked_sub(SHOWN) {
        lines.push(dim(format!("and {more} more")));
    }
    let vanished = log.vanished().take(SHOWN).map(|it| missing_event(it, page));
    lines.extend(vanished.map(|event| plain(format!("missing: {event}"))));
    let mut places: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for MissingView { elsewhere, from, .. } in &log.missing {
        *places.entry((*elsewhere, from)).or_default() += 1;
    }
    for ((elsewhere, place), number) in places {
        let how = if elsewhere { "recorded on" } else { "can be restored from" };
        lines.push(dim(format!("{} {how} {place}", count(number, "event", "events"))));
    }
    match log.report {
        Some(ReportTrouble::Outdated) => lines.push(plain("the report does not match the log")),
        Some(ReportTrouble::Absent) => lines.push(dim("the report is missing")),
        None => {}
    }
    if !known.is_empty() {
        let problems = count(known.len(), "problem", "problems");
        let log = page.line(&command("log").release(&log.release));
        lines.push(dim(format!("{problems} known since a repair: {log}")));
    }
    for file in &log.beside {
        lines.push(dim(format!("{} bytes set aside earlier: {}", file.bytes, file.path)));
    }
    if log.troubles.iter().any(|trouble| trouble.weight == Weight::Refusal) {
        lines.push(plain("until this is repaired, recording and gates are disabled"));
    }
    let hint = log.hint.as_ref().map(|hint| page.invocation.hint(hint));
    lines.extend(hint.map(|hint| styled(Style::Due, format!("hint: {hint}"))));
    lines
}
