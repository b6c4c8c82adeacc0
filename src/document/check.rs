//! The result of checking logs.

use super::words::count;
use super::{Column, Document, Fit, Page, Span, Style, Table, dim, plain, strong, styled};
use crate::command::command;
use crate::log::Weight;
use crate::view::{CheckView, VerifiedView};

/// How many problems of one log are shown; JSON has all of them.
const SHOWN: usize = 10;

pub fn logs(view: &CheckView, page: Page) -> Document {
    let columns = [Column::left(""), Column::name(""), Column::left("").fit(Fit::Wrap)];
    let mut table = Table::new(columns);
    for log in &view.logs {
        let sign = if log.whole { styled(Style::Done, "✓") } else { styled(Style::Late, "✗") };
        table.row([sign, strong(&log.release), plain(state(log))]).below(details(log, page));
    }
    let mut document = Document::default();
    document.lines(table);
    document
}

/// `intact: 43 events`, `27 of 28 events intact`.
fn state(log: &VerifiedView) -> String {
    let events = count(log.events, "event", "events");
    match (log.whole, log.lost) {
        _ if log.error.is_some() => "cannot be read".to_owned(),
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
    if !known.is_empty() {
        let problems = count(known.len(), "problem", "problems");
        let log = page.line(&command("log").release(&log.release));
        lines.push(dim(format!("{problems} known since a repair: {log}")));
    }
    for file in &log.beside {
        lines.push(dim(format!("{} bytes set aside earlier: {}", file.bytes, file.path)));
    }
    if !log.whole && log.error.is_none() {
        lines.push(plain("until this is repaired, recording and gates are disabled"));
    }
    let hint = log.hint.as_ref().map(|hint| page.invocation.hint(hint));
    lines.extend(hint.map(|hint| styled(Style::Due, format!("hint: {hint}"))));
    lines
}
