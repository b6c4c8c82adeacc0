//! The result of checking logs.

use super::words::{commands, count};
use super::{Document, Page, Span, Style, Table, dim, plain, strong, styled};
use crate::command::command;
use crate::log::{MissingEvent, RepairPlan, Weight};
use crate::view::{CheckView, ReportTrouble, VerifiedView};
use chrono_tz::Tz;
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

/// What a log will be once it is repaired, below what is wrong with it; `apply` is the command that repairs it.
pub fn planned_repair(log: VerifiedView, plan: &RepairPlan, apply: String, page: Page) -> Document {
    let mut document = logs(&CheckView { logs: vec![log], ..CheckView::default() }, page);
    document.paragraph(format!("after the repair: {}", outcome(plan)));
    document.paragraph("dry run; to apply:");
    document.lines(commands([(apply, String::new())]));
    document
}

/// A repair that is done; these files hold the bytes that were set aside.
pub fn repaired(release: &str, plan: &RepairPlan, beside: &[String]) -> Document {
    let mut lines: Vec<String> =
        beside.iter().map(|file| format!("bytes set aside in {file}")).collect();
    if plan.has_new_losses() {
        lines.push("the loss is logged as a deviation".to_owned());
    }
    if plan.unstarted {
        lines.push(format!(
            "no copy holds the start of the release; start it again: octorel start {release} --on YYYY-MM-DD"
        ));
    }
    let mut table = Table::signed();
    let result = plain(format!("repaired: {}", outcome(plan)));
    table.row([styled(Style::Done, "✓"), strong(release), result]).below(lines.iter().map(dim));
    let mut document = Document::default();
    document.lines(table);
    document
}

/// `7 events, 1 restored, nothing lost`.
fn outcome(plan: &RepairPlan) -> String {
    let events = count(plan.events, "event", "events");
    let restored = Some(plan.restored).filter(|&it| it > 0).map(|it| format!(", {it} restored"));
    let lost = match (plan.losses.lost.len() + plan.known, plan.losses.bytes) {
        (0, 0) => "nothing lost".to_owned(),
        (0, bytes) => format!("{bytes} unreadable bytes"),
        (lost, _) => format!("{lost} lost"),
    };
    format!("{events}{}, {lost}", restored.unwrap_or_default())
}

/// `4 Dec 10:00 UTC dana@example.com ticked quality.tests`.
pub fn missing_event(missing: &MissingEvent, page: Page) -> String {
    let at = page.now.day_time(missing.at.0.with_timezone(&Tz::UTC));
    let about = missing.about.as_ref().map(|about| format!(" {about}")).unwrap_or_default();
    format!("{at} UTC {} {}{about}", missing.by, missing.act.replace('-', " "))
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
        lines.push(dim(trouble.meaning));
    }
    if let Some(more @ 1..) = new.len().checked_sub(SHOWN) {
        lines.push(dim(format!("and {more} more")));
    }
    let vanished = log.vanished().take(SHOWN).map(|it| missing_event(it, page));
    lines.extend(vanished.map(|event| plain(format!("missing: {event}"))));
    let mut places: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for MissingEvent { elsewhere, from, .. } in &log.missing {
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
