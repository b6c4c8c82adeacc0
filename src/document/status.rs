//! The stand-up screen: the answer first, then what to talk about, then how far each phase is.

use super::width::{GAP, LABEL, NARROWEST, wrap};
use super::{
    Document, Fit, Page, Row, Span, Style, Table, dim, items, phases, plain, styled, words,
};
use crate::command::command;
use crate::log::EventKind;
use crate::playbook::Stage;
use crate::schedule::time;
use crate::view::{EventView, Headline, IncidentLine, ItemView, ReleaseStatus, StatusView};
use unicode_width::UnicodeWidthStr;

/// How many lines the screen takes on smaller terminals, too.
const LINES: usize = 24;

/// How many lines it has during an incident.
const INCIDENT_LINES: usize = 15;

/// How many of the next items are shown if there is no limit.
const NEXT: usize = 5;

/// How many pending decisions and ongoing incidents are shown.
const MOST: usize = 2;

pub fn status(view: &StatusView, page: Page) -> Document {
    let mut document = brief(view, page);
    if view.release_state != ReleaseStatus::Active {
        document.gap();
        document.lines(phases::progress(&view.phases, &[], page));
        return document;
    }
    let is_incident = view.headline == Headline::Incident;
    let last = (!is_incident).then(|| last(view, page)).flatten();
    let below = update(view, page).into_iter().chain(last).chain(sharing(view, page));
    let below: Vec<(Span, Span)> = below.collect();
    let verdicts = verdicts(view, page);
    let used = 2 + verdicts.iter().map(|row| height(row, page)).sum::<usize>();
    let rest = if is_incident { 0 } else { view.phases.len() + 1 };
    // The prompt takes the last line.
    let lines = match is_incident {
        true if page.height < usize::MAX => INCIDENT_LINES - 1,
        _ => page.height.max(LINES) - 1,
    };
    document.gap();
    let left = lines.saturating_sub(used + below.len() + rest).max(3);
    document.entries(topics(view, left, page));
    if !is_incident {
        document.gap();
        document.lines(phases::progress(&view.phases, &[], page));
    }
    let mut table = Table::of_items(Fit::Truncate).indent(1);
    for (label, text) in below {
        table.row([plain(""), text, plain(""), plain("")]).label = Some(label);
    }
    document.entries(table);
    document
}

/// The release, T, and the answer: what is always visible.
pub fn brief(view: &StatusView, page: Page) -> Document {
    let mut document = Document::default();
    let attempt = (view.attempt > 1).then(|| format!("attempt {}", view.attempt));
    document.title(&view.release, view.release_at, attempt, page);
    document.verdict(verdicts(view, page));
    document
}

/// The release and the answer for a prompt or a status bar: `2.4.0 BEHIND pre-release: 11 of 23 to do, 5 late`.
pub fn in_one_line(view: &StatusView, page: Page) -> String {
    let (word, text) = verdicts(view, page).swap_remove(0);
    format!("{} {} {}\n", view.release, word.text, text.text)
}

pub(super) fn verdicts(view: &StatusView, page: Page) -> Vec<(Span, Span)> {
    let mut rows = incidents(&view.incidents, page);
    let (style, word) = words::headline(view.headline);
    let text = match view.release_state == ReleaseStatus::Active {
        true => summary(view, page),
        false => view.last.as_ref().map(|event| ended(event, page)).unwrap_or_default(),
    };
    let is_incident = view.headline == Headline::Incident;
    rows.push((if is_incident { plain("") } else { styled(style, word) }, plain(text)));
    for conflict in &view.conflicts {
        let sides = words::joined(conflict.iter().map(words::done));
        let text = format!("{sides}; record one of them again to settle it");
        rows.push((styled(Style::Late, "CONFLICT"), plain(text)));
    }
    rows
}

/// `Tue 8 Dec 15:20, after 28 min · deploy: 9 of 29 to do, go-no-go pending`.
fn summary(view: &StatusView, page: Page) -> String {
    let rolled_back = view.rolled_back_at.filter(|_| view.headline == Headline::RolledBack);
    let rolled_back = rolled_back.map(|at| format!("{} {}", page.now.day(at.0), time(at.0)));
    let gates = view.shown_gates().into_iter().map(words::gate);
    words::joined_by(" · ", rolled_back.into_iter().chain(gates))
}

/// `by alice on 11 Dec 16:00 (read-only)`.
fn ended(event: &EventView, page: Page) -> String {
    let reason = words::because(event.said.as_ref());
    format!("by {} on {} (read-only){reason}", event.by.short(), page.now.day_time(event.at.0))
}

/// `INCIDENT 1  severity 1 · checkout answers with 500s · since 14:52, 28 min`.
pub(super) fn incidents(ongoing: &[IncidentLine], page: Page) -> Vec<(Span, Span)> {
    let row = |line: &IncidentLine| {
        let since = page.now.time(line.declared.at.0);
        let IncidentLine { number, severity, text, duration, .. } = line;
        let text = format!("severity {severity} · {text} · since {since}, {duration}");
        (styled(Style::Late, format!("INCIDENT {number}")), plain(text))
    };
    let mut rows: Vec<_> = ongoing.iter().take(MOST).map(row).collect();
    if let Some(more @ 1..) = ongoing.len().checked_sub(MOST) {
        let text = format!("{more} more ongoing: {}", page.line(&command("incident")));
        rows.push((plain(""), plain(text)));
    }
    rows
}

fn height((word, text): &(Span, Span), page: Page) -> usize {
    wrap(&text.text, page.width.saturating_sub(word.text.len() + 2)).len()
}

/// What a stand-up talks about, at most `lines` rows: late, blocked and next items, and pending decisions.
pub(super) fn topics(view: &StatusView, lines: usize, page: Page) -> Table {
    let mut table = Table::of_items(Fit::Truncate).indent(1);
    let mut decisions = items::decisions(&view.decisions, page).rows;
    decisions.truncate(MOST);
    for row in &mut decisions {
        row.cells[0].text.clear();
    }
    if view.headline == Headline::Incident {
        if let Some(lead) = &view.lead {
            let cells = [plain(""), plain(words::role(lead)), plain(""), plain("")];
            table.row(cells).label = Some(dim("lead"));
        }
        section(&mut table, ("decide", Style::Due), decisions, MOST);
        let left = lines.saturating_sub(table.rows.len());
        let mut next = view.next.clone();
        next.retain(|item| item.stage == Stage::Incident);
        section(&mut table, ("next", Style::Due), rows(&next, page), left);
        shorten(&mut table, view, page);
        return table;
    }
    let sections = [
        (("late", Style::Late), rows(&view.late, page), view.counts.late),
        (("blocked", Style::Due), rows(&view.blocked, page), view.counts.blocked),
        (("next", Style::Due), rows(&view.next, page), view.counts.next),
    ];
    let sizes = sections
        .each_ref()
        .map(|(_, rows, count)| count + rows.iter().map(|row| row.below.len()).sum::<usize>());
    let shares = share(sizes, lines.saturating_sub(decisions.len()));
    let mut hidden = Vec::new();
    for ((label, rows, count), lines) in sections.into_iter().zip(shares) {
        let is_next = label.0 == "next";
        let most = if is_next && page.height == usize::MAX { NEXT } else { lines };
        let shown = section(&mut table, label, rows, most);
        // There is no point in counting everything that comes later.
        if count > shown && !is_next {
            hidden.push(format!("{} {}", count - shown, label.0));
        }
    }
    shorten(&mut table, view, page);
    section(&mut table, ("decide", Style::Due), decisions, MOST);
    if !hidden.is_empty() {
        let text = format!("{}: {}", hidden.join(", "), page.line(&command("list")));
        table.row([plain(""), dim(text), plain(""), plain("")]).label = Some(dim("more"));
    }
    table
}

/// Items with how late they are, without a sign: the label of their section says what it would.
fn rows(items: &[ItemView], page: Page) -> Vec<Row> {
    let row = |item: &ItemView| {
        let mut row = items::row(item, page);
        if let Some(due) = item.due.filter(|_| item.late) {
            row.cells[3].text = words::joined([words::share(item), page.now.late_by(due.0)]);
        }
        row
    };
    items.iter().map(row).collect()
}

/// Shortens the lines of steps to the room that the other columns leave.
fn shorten(table: &mut Table, view: &StatusView, page: Page) {
    let widest = |cell: usize| {
        table.rows.iter().map(|row| row.cells[cell].text.width()).max().unwrap_or_default()
    };
    let others = table.indent + LABEL + widest(0) + widest(2).min(NARROWEST) + widest(3) + 4 * GAP;
    let room = page.width.saturating_sub(others);
    for item in view.late.iter().chain(&view.blocked).chain(&view.next) {
        let mut rows = table.rows.iter_mut();
        if let Some(row) = rows.find(|row| row.cells[0].text == item.number) {
            row.cells[1].text = items::line_within(item, room);
        }
    }
}

/// Adds rows in at most `most` lines below a label, and says how many.
fn section(table: &mut Table, (label, style): (&str, Style), rows: Vec<Row>, most: usize) -> usize {
    let before = table.rows.len();
    let mut left = most;
    for mut row in rows {
        if left == 0 {
            break;
        }
        row.state = None;
        row.below.truncate(left - 1);
        left -= 1 + row.below.len();
        row.label = (table.rows.len() == before).then(|| styled(style, label));
        table.rows.push(row);
    }
    table.rows.len() - before
}

/// Gives each section two lines, then the rest to those that have more, in their order. If not all fit, one line is left to
/// say so.
fn share(sizes: [usize; 3], lines: usize) -> [usize; 3] {
    let [late, blocked, next] = sizes;
    let mut shares = [0; 3];
    let mut left = if late + blocked + next.min(1) > lines { lines - 1 } else { lines };
    for wish in [1, 1, lines] {
        for (share, size) in shares.iter_mut().zip(sizes) {
            let more = (size - *share).min(wish).min(left);
            *share += more;
            left -= more;
        }
    }
    shares
}

fn update(view: &StatusView, page: Page) -> Option<(Span, Span)> {
    let (style, text) = words::update(view.update.as_ref(), page)?;
    let announce = page.line(&command("announce"));
    Some((styled(style, "update"), plain(format!("{text}: {announce}"))))
}

/// The newest event, and at the start how to go on: a newcomer knows no command yet.
fn last(view: &StatusView, page: Page) -> Option<(Span, Span)> {
    let last = view.last.as_ref()?;
    let is_start = last.kind == EventKind::Started;
    let first = view.late.iter().chain(&view.next).next().filter(|_| is_start);
    let text = if is_start && page.now.moment() < last.at.0 {
        let (by, at) = (last.by.short(), page.now.day_time(last.at.0));
        format!("not started at that time ({by} started it on {at})")
    } else if let Some(first) = first {
        let tick = page.line(&command("tick").arg(&first.number));
        let ago = page.now.ago(last.at.0);
        format!("started {ago}. Done with {}? Run: {tick}", first.number)
    } else {
        // `2.3 ticked by rm, 12 minutes ago`.
        format!("{}, {}", words::done(last), page.now.ago(last.at.0))
    };
    Some((dim("last"), plain(text)))
}

/// `with origin, as of 2 minutes ago`.
fn sharing(view: &StatusView, page: Page) -> Option<(Span, Span)> {
    let sharing = view.sharing.as_ref()?;
    let seen = sharing
        .seen_at
        .map_or("never fetched".to_owned(), |at| format!("as of {}", page.now.ago(at.0)));
    Some(match sharing.unshared {
        0 => (dim("shared"), dim(format!("with {}, {seen}", sharing.remote))),
        unshared => {
            let events = words::count(unshared, "event is", "events are");
            let sync = page.line(&command("sync"));
            (styled(Style::Due, "shared"), plain(format!("{events} NOT shared, {seen}: {sync}")))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn every_section_gets_one_line_before_any_gets_more() {
        assert_eq!(share([20, 5, 20], 6), [2, 2, 1]);
        assert_eq!(share([0, 0, 20], 6), [0, 0, 6]);
        assert_eq!(share([3, 0, 9], 6), [3, 0, 3]);
        assert_eq!(share([0, 0, 0], 6), [0, 0, 0]);
        assert_eq!(share([20, 5, 20], 3), [1, 1, 0]);
    }
}
