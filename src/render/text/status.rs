//! The stand-up screen, 24 lines for the embedded playbook: the answer first, one line a thing.

use super::incident;
use super::layout::{Cell, Fit, Layout, TextStyle, cell, dim, empty, paint, plain};
use super::words;
use crate::command::command;
use crate::log::EventKind;
use crate::playbook::Stage;
use crate::release::ItemState;
use crate::render::{Page, safe};
use crate::schedule::{Moment, ReaderClock};
use crate::view::{EventView, GateLine, Headline, ItemView, PhaseLine, ReleaseStatus, StatusView};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// How many lines open incidents and late, next, blocked and skipped items share.
pub const LINES: usize = 6;

/// How many pending decisions are shown.
const MOST_DECISIONS: usize = 2;

/// Where the first line ends at the latest: further right it would stand apart from what is below.
const WIDEST: usize = 100;

/// On a page this wide, a phase says how much of it is late and how much was skipped.
const ROOMY: usize = 90;

/// Draws the stand-up screen.
pub fn status(view: &StatusView, page: Page) -> String {
    let mut out = String::with_capacity(4096);
    heading(&mut out, &view.release, view.release_at.0, page);
    let taken = incident::alarm(&mut out, &view.incidents, page);
    verdict(&mut out, view, page);
    out.push('\n');
    let update = words::update(view.update.as_ref(), page);
    if view.release_state == ReleaseStatus::Active {
        let decisions = view.decisions.len().min(MOST_DECISIONS);
        let lines = LINES.saturating_sub(taken + decisions + usize::from(update.is_some()));
        items(&mut out, view, lines.max(3), page);
    }
    phases(&mut out, &view.phases, page);
    out.push('\n');
    if let Some((style, text)) = update {
        let announce = page.line(&command("announce"));
        let _ = writeln!(out, "{}  {text}: {announce}", paint(style, " tell"));
    }
    if let Some(last) = &view.last {
        let label = paint(TextStyle::Dim, " last");
        let mut said = sentence(last, page);
        if last.kind == EventKind::Started {
            first_step(&mut said, view, page);
        }
        let _ = writeln!(out, "{label}  {said}");
    }
    out
}

/// Adds how to go on where nothing has been recorded but the start, if there is room: a beginner knows no command yet.
fn first_step(said: &mut String, view: &StatusView, page: Page) {
    const LABEL: usize = " last  ".len();
    let first = view.late.iter().chain(&view.next).next();
    let step = first.map(|item| {
        let tick = page.line(&command("tick").arg(&item.number));
        format!("; once {} is done: {tick}", item.number)
    });
    let room = |step: &String| LABEL + said.width() + step.width() <= page.width;
    if let Some(step) = step.filter(room) {
        said.push_str(&step);
    }
}

/// Draws the part of the screen that is always visible: T, open incidents, the verdict, and the first late and blocked items.
pub fn brief(view: &StatusView, lines: usize, page: Page) -> String {
    let mut out = String::with_capacity(1024);
    heading(&mut out, &view.release, view.release_at.0, page);
    incident::alarm(&mut out, &view.incidents, page);
    verdict(&mut out, view, page);
    if view.release_state == ReleaseStatus::Active {
        let mut layout = Layout::new(2, Fit::Cut);
        for (label, style, items, count) in [
            ("late", TextStyle::Late, &view.late, view.counts.late),
            ("stuck", TextStyle::Due, &view.blocked, view.counts.blocked),
        ] {
            for (i, item) in items.iter().take(lines).enumerate() {
                let label = match (i, count) {
                    (0, 1) => label.to_owned(),
                    (0, _) => format!("{count} {label}"),
                    _ => String::new(),
                };
                layout.row(entry(&format!("{label:>7}"), style, item, page));
            }
        }
        layout.write(&mut out, page.width);
    }
    if let Some((style, text)) = words::update(view.update.as_ref(), page) {
        let _ = writeln!(out, "{}  {text}", paint(style, "   tell"));
    }
    out
}

/// The first line: the release, its T, and where now is.
pub(super) fn heading(out: &mut String, release: &str, t: Moment, page: Page) {
    let countdown = page.now.countdown(t);
    let title_at = |now: ReaderClock| format!(" · {} · {}", now.long_there(t), now.distance(t));
    let used = |title: &str| release.width() + title.width() + countdown.width();
    let mut title = title_at(page.now);
    if used(&title) + 2 > page.width {
        // Rather the whole line than the reader's own time.
        title = title_at(page.now.read_in(None));
    }
    let used = used(&title);
    let gap = page.width.min(WIDEST).saturating_sub(used).max(2);
    let release = paint(TextStyle::Strong, release);
    let _ = writeln!(out, "{release}{title}{:gap$}{countdown}", "");
}

/// The state of the release and what else applies: a line for each gate that it waits for.
fn verdict(out: &mut String, view: &StatusView, page: Page) {
    let (word, phrases) = words::headline(view, page);
    let style = match view.plan {
        Headline::Finished | Headline::Cancelled => TextStyle::Dim,
        Headline::OnTrack | Headline::ReadyToDeploy | Headline::Complete => TextStyle::Done,
        Headline::Behind => TextStyle::Due,
        Headline::Deployed if !view.incidents.is_empty() => TextStyle::Late,
        Headline::Deployed => view.current_gate().map_or(TextStyle::Late, after),
        Headline::NoGo | Headline::Blocked | Headline::Incident | Headline::RolledBack => {
            TextStyle::Late
        }
    };
    let mut layout = Layout::new(1, Fit::Wrap);
    for (i, phrase) in phrases.iter().enumerate() {
        layout.row([cell(style, if i == 0 { word } else { "" }), plain(phrase)]);
    }
    for conflict in &view.conflicts {
        let sides: Vec<String> = conflict.iter().map(side).collect();
        let text = format!("{}; the careful side counts", sides.join(", "));
        layout.row([cell(TextStyle::Late, "CONFLICT"), plain(&text)]);
    }
    layout.write(out, page.width);
}

/// The style of the gate that is left once the release is out.
fn after(gate: &GateLine) -> TextStyle {
    match (gate.is_open(), gate.late) {
        (true, _) => TextStyle::Done,
        (false, 0) => TextStyle::Due,
        (false, _) => TextStyle::Late,
    }
}

fn side(event: &EventView) -> String {
    let by = event.by.short();
    match &event.number {
        Some(number) => format!("{number} {} by {by}", event.act),
        None => format!("{} by {by}", event.about),
    }
}

/// Late, next, blocked and skipped items, which share `lines` fairly, and how many are not shown.
fn items(out: &mut String, view: &StatusView, lines: usize, page: Page) {
    let sections: [(&str, TextStyle, &[ItemView], usize); 4] = [
        ("late", TextStyle::Late, &view.late, view.counts.late),
        ("next", TextStyle::Due, &view.next, view.counts.next),
        ("stuck", TextStyle::Due, &view.blocked, view.counts.blocked),
        ("skip", TextStyle::Dim, &view.skipped, view.counts.skipped),
    ];
    let sizes = sections.map(|(.., count)| count);
    let shares = share(sizes, lines);
    let mut layout = Layout::new(2, Fit::Cut);
    for ((label, style, items, _), lines) in sections.iter().zip(shares) {
        for (i, item) in items.iter().take(lines).enumerate() {
            let label = if i == 0 { label } else { "" };
            layout.row(entry(label, *style, item, page));
        }
    }
    for (i, decision) in view.decisions.iter().take(MOST_DECISIONS).enumerate() {
        let [text, owner, when] = words::pending(decision, page);
        let label = cell(TextStyle::Due, if i == 0 { " vote" } else { "" });
        layout.row([label, empty(), plain(text), plain(owner), cell(TextStyle::Due, when)]);
    }
    layout.write(out, page.width);
    let left: Vec<String> = (sections.iter().zip(shares))
        // What comes next has no end worth counting.
        .filter(|((label, .., count), lines)| *label != "next" && count > lines)
        .map(|((label, .., count), lines)| format!("{} {label}", count - lines))
        .collect();
    if !left.is_empty() {
        let list = page.line(&command("list"));
        let more = format!(" more  {}: {list}", left.join(", "));
        let _ = writeln!(out, "{}", paint(TextStyle::Dim, &more));
    }
    if shares.iter().sum::<usize>() + view.decisions.len() > 0 {
        out.push('\n');
    }
}

fn entry(label: &str, style: TextStyle, item: &ItemView, page: Page) -> [Cell; 5] {
    // A blocked item stands among the late ones too, where it says for how long.
    let stuck =
        label.ends_with("stuck") || (item.state == ItemState::Blocked && style == TextStyle::Due);
    let reason = item.reason.as_deref().unwrap_or_default();
    let by = item.by.as_ref().map_or("", |by| by.short());
    let day = || item.at.map(|at| page.now.short_day(at.0)).unwrap_or_default();
    let (text, owner, when) = match item.state {
        ItemState::Blocked if stuck => (reason.to_owned(), format!("blocked by {by}"), day()),
        ItemState::Skipped => {
            (format!("{}: {reason}", item.line()), format!("skipped by {by}"), day())
        }
        ItemState::Done | ItemState::Todo | ItemState::Blocked => {
            let due = match (item.due, item.late) {
                (Some(due), true) => page.now.late_by(due.0),
                _ => words::due(item, page),
            };
            (item.line(), item.owner_name.clone(), words::joined([words::share(item), due]))
        }
    };
    let plain = if style == TextStyle::Dim { TextStyle::Dim } else { TextStyle::Plain };
    [
        cell(style, format!("{label:>5}")),
        cell(style, item.number.as_str()),
        cell(plain, text),
        cell(plain, owner),
        cell(style, when),
    ]
}

/// Gives each section a line, then the rest to those that have more, in their order. Where not all fit, one line is left
/// to say so.
fn share(sizes: [usize; 4], lines: usize) -> [usize; 4] {
    let [late, _, stuck, skipped] = sizes;
    let mut shares = [0; 4];
    let mut left = if late + stuck + skipped > lines - sizes[1].min(1) { lines - 1 } else { lines };
    for wish in [1, 1, lines] {
        for (share, size) in shares.iter_mut().zip(sizes) {
            let more = (size - *share).min(wish).min(left);
            *share += more;
            left -= more;
        }
    }
    shares
}

fn phases(out: &mut String, phases: &[PhaseLine], page: Page) {
    // Where there is no room for both, what is late comes first; what was skipped is named above.
    let skipped = |phase: &PhaseLine| match page.width >= ROOMY {
        true => phase.skipped,
        false => 0,
    };
    // The bars only repeat the numbers behind them.
    let mut layout = Layout::new(1, Fit::Cut).indent(1).spare(4);
    for phase in phases {
        let style = match (phase.late, phase.done == phase.total) {
            (0, true) => TextStyle::Done,
            (0, false) => TextStyle::Plain,
            _ => TextStyle::Late,
        };
        let due = match phase.due {
            None => (phase.incident.map(|number| format!("incident {number}"))).unwrap_or_default(),
            Some(due) if phase.exact => page.now.day_time(due.0),
            Some(due) => page.now.short_day(due.0),
        };
        // The list that waits for an occasion is nothing to do before there is one.
        let counted = phase.stage != Stage::Incident || phase.incident.is_some();
        let count = format!("{}/{}", phase.done, phase.total);
        layout.row([
            dim(format!("{:>4}", phase.number)),
            plain(words::phase_name(phase.kind, &phase.name)),
            dim(words::when(phase.when.as_deref(), phase.stage)),
            plain(due),
            cell(style, if counted { bar(phase) } else { String::new() }),
            cell(style, if counted { &count } else { "" }).right(),
            match phase.late {
                0 => dim(words::remark(0, phase.skipped)),
                late => cell(TextStyle::Late, words::remark(late, skipped(phase))),
            },
        ]);
    }
    layout.write(out, page.width);
}

/// Eight cells; full only when all is done, empty only when nothing is.
fn bar(phase: &PhaseLine) -> String {
    const CELLS: usize = 8;
    let filled = match phase.done {
        0 => 0,
        done if done == phase.total => CELLS,
        done => (done * CELLS / phase.total).clamp(1, CELLS - 1),
    };
    "█".repeat(filled) + &"░".repeat(CELLS - filled)
}

/// `2.3 ticked by rm, 12 minutes ago`.
fn sentence(event: &EventView, page: Page) -> String {
    let by = safe(event.by.short());
    let ago = page.now.ago(event.at.0);
    let act = &*event.act;
    let is_started = event.kind == EventKind::Started;
    let is_plain_note = event.kind == EventKind::Noted && event.about == "note";
    let what = if let Some(number) = &event.number {
        match &event.said {
            Some(act) if event.kind == EventKind::Undone => format!("{number} {act} taken back"),
            Some(_) | None => format!("{number} {act}"),
        }
    } else if is_started || is_plain_note {
        act.to_owned()
    } else if let Some(act) = act.strip_prefix("incident-") {
        let number = event.incident.map(|number| number.to_string());
        format!("incident {} {act}", number.unwrap_or_default())
    } else {
        format!("{act} {}", event.about).trim_end().to_owned()
    };
    if page.now.moment() < event.at.0 && is_started {
        let at = page.now.day_time(event.at.0);
        return format!("not started yet; {by} starts it {ago}, {at}");
    }
    format!("{} by {by}, {ago}", safe(&what))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn every_section_gets_one_line_before_any_gets_more() {
        assert_eq!(share([20, 20, 5, 5], 6), [2, 1, 1, 1]);
        assert_eq!(share([0, 20, 0, 0], 6), [0, 6, 0, 0]);
        assert_eq!(share([20, 1, 0, 1], 6), [3, 1, 0, 1]);
        assert_eq!(share([3, 9, 0, 0], 6), [3, 3, 0, 0]);
        assert_eq!(share([0, 0, 0, 0], 6), [0, 0, 0, 0]);
        assert_eq!(share([20, 20, 5, 5], 3), [1, 1, 0, 0]);
    }
}
