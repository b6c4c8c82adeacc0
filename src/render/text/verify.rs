//! Logs checked in full: the verdict first, then each trouble, what it means, and what to do.

use super::layout::{Fit, Layout, TextStyle, cell, paint};
use super::words::count;
use crate::log::Weight;
use crate::render::Page;
use crate::view::{VerifiedView, VerifyView};
use std::fmt::Write;

/// How many troubles of one log are shown; JSON has them all.
const SHOWN: usize = 10;

/// Draws what is safe of each log, and what is wrong with it.
pub fn verify(view: &VerifyView, page: Page) -> String {
    let names = view.releases.iter().map(|log| log.release.len());
    let width = names.max().unwrap_or_default();
    let mut out = String::new();
    for (number, log) in view.releases.iter().enumerate() {
        let after_details = number > 0 && has_details(&view.releases[number - 1]);
        if after_details {
            out.push('\n');
        }
        let (style, sign) =
            if log.whole { (TextStyle::Done, "✓") } else { (TextStyle::Late, "✗") };
        let name = format!("{:width$}", log.release);
        let _ = writeln!(
            out,
            "{}  {}  {}",
            paint(style, sign),
            paint(TextStyle::Strong, &name),
            safe_of(log)
        );
        details(&mut out, log, page);
    }
    out
}

fn has_details(log: &VerifiedView) -> bool {
    log.error.is_some() || !log.troubles.is_empty() || !log.beside.is_empty()
}

/// What is safe, in a line.
fn safe_of(log: &VerifiedView) -> String {
    if log.error.is_some() {
        return "cannot be read".to_owned();
    }
    let events = count(log.events, "event", "events");
    match (log.whole, log.lost) {
        (true, 0) => format!("whole: {events}, {} bytes", log.bytes),
        (true, lost) => format!("whole: {events}, {} bytes; {lost} known to be lost", log.bytes),
        (false, lost) => {
            let safe = if lost == 0 {
                match log.events {
                    0 => "no event is there".to_owned(),
                    1 => "its 1 event is safe".to_owned(),
                    many => format!("all {many} events are safe"),
                }
            } else {
                let are = if log.events == 1 { "is" } else { "are" };
                format!("{} of {} events {are} safe", log.events, log.events + lost)
            };
            if log.safe_bytes == log.bytes {
                safe
            } else {
                format!("{safe}, {} of {} bytes", log.safe_bytes, log.bytes)
            }
        }
    }
}

fn details(out: &mut String, log: &VerifiedView, page: Page) {
    let mut layout = Layout::new(0, Fit::Wrap).indent(3);
    let mut say = |style, text: &str| layout.row([cell(style, text)]);
    if let Some(error) = &log.error {
        say(TextStyle::Plain, error);
    }
    let (known, new): (Vec<_>, Vec<_>) =
        (log.troubles.iter()).partition(|trouble| trouble.weight == Weight::Known);
    for trouble in new.iter().take(SHOWN) {
        let style = match trouble.weight {
            Weight::Refusal => TextStyle::Plain,
            Weight::Notice | Weight::Known => TextStyle::Dim,
        };
        say(style, &trouble.text);
        say(TextStyle::Dim, &format!("  {}", trouble.meaning));
    }
    if new.len() > SHOWN {
        say(TextStyle::Dim, &format!("and {} more", new.len() - SHOWN));
    }
    if !known.is_empty() {
        let flaws = count(known.len(), "flaw is", "flaws are");
        let line = format!("{flaws} known since a repair: octorel log -r {}", log.release);
        say(TextStyle::Dim, &line);
    }
    for beside in &log.beside {
        let bytes = count(usize::try_from(beside.bytes).unwrap_or(usize::MAX), "byte", "bytes");
        say(TextStyle::Dim, &format!("{bytes} set aside earlier: {}", beside.path));
    }
    if !log.whole && log.error.is_none() {
        say(TextStyle::Plain, "as long as this is so, nothing is recorded and no gate is judged");
    }
    if let Some(hint) = &log.hint {
        say(TextStyle::Due, &format!("→ {hint}"));
    }
    layout.write(out, page.width);
}
