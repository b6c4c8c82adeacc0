//! The page for people without a terminal: a release at a glance with charts, then what happened, and as a report everything.

use super::chart::{Axis, Bar, Bars, Curve, Curves, Mark, TimeScale, position};
use super::history::{self, deviation_entries};
use super::words::{self, phase_name};
use super::{
    Block, Document, Page, Span, Style, dim, incidents, phases, plain, report, status, strong,
    styled,
};
use crate::command::Invocation;
use crate::schedule::Moment;
use crate::view::{BurnDownView, LeftView, LoadView, PhaseView, ReportView, Stamp};
use std::cmp::Reverse;

/// How many lines late, blocked and next items take.
const LINES: usize = 40;

/// The width of the bar of a phase that is due at the moment when it starts.
const NARROWEST: u32 = 5;

const NEWEST: usize = 10;

pub fn overview(view: &ReportView, page: Page) -> Document {
    let page = for_everybody(page);
    let mut document = glance(view, page);
    document.section("Decisions", |document| report::decisions(document, view, page));
    document.section("Incidents", |it| it.table(incidents::table(&view.incidents, page)));
    document.section("Attempts", |it| it.list(report::attempts(view, page)));
    let deviations = deviation_entries(&view.deviations, page);
    document.section("Deviations from the plan", |it| it.entries(deviations));
    let newest = view.events.iter().rev().take(NEWEST);
    document.section("Latest events", |document| document.lines(history::events(newest, page)));
    document
}

/// The same, with everything that a report contains.
pub fn full_overview(view: &ReportView, page: Page) -> Document {
    let page = Page { in_full: true, ..for_everybody(page) };
    let mut document = glance(view, page);
    document.section("Summary", |document| document.list(report::facts(view, page)));
    report::sections(&mut document, view, page);
    document
}

/// The page without anything that depends on its writer's machine.
fn for_everybody(page: Page) -> Page {
    Page { invocation: Invocation::none(), now: page.now.read_in(None), ..page.unlimited() }
}

fn glance(view: &ReportView, page: Page) -> Document {
    let status = &view.status;
    let mut document = Document::default();
    let planned = view
        .release_at
        .map(|Stamp(t)| format!("{} · {}", page.now.long_there(t), page.now.distance(t)));
    document.blocks.push(Block::Title {
        left: [strong(&view.release), plain(planned.unwrap_or_default())].into(),
        shorter: strong(&view.release).into(),
        right: dim(format!("as of {}", page.now.long(view.at.0))).into(),
    });
    document.verdict(status::verdicts(status, page));
    if view.ended.is_none() {
        document.entries(status::topics(status, LINES, page));
    }
    let moments = [view.began.at, view.at].into_iter().chain(view.release_at);
    let spans = view.phases.iter().flat_map(|phase| phase.starts.into_iter().chain(phase.line.due));
    let is_dated = view.phases.iter().any(|phase| phase.line.due.is_some());
    let scale = TimeScale::over(moments.chain(spans).map(|it| it.0)).filter(|_| is_dated);
    document.section("Schedule", |it| it.blocks.push(Block::Bars(schedule(view, scale, page))));
    if let (Some(left), Some(scale)) = (&view.burn_down, scale) {
        let curves = Block::Curves(burn_down(view, left, scale, page));
        document.section("Burn-down of required items", |it| it.blocks.push(curves));
    }
    document.section("Load per role", |it| it.blocks.push(Block::Bars(load(&view.load))));
    document
}

/// The current time, unless the release has ended, and T.
fn axis(view: &ReportView, scale: TimeScale, page: Page) -> Axis {
    let mark = |at: Moment, name| Mark { at: scale.position(at), name };
    let t = view.release_at.map(|t| mark(t.0, dim("T")));
    let now = if view.ended.is_none() { "now" } else { "end" };
    Axis {
        marks: t.into_iter().chain([mark(view.at.0, strong(now))]).collect(),
        ends: [scale.from, scale.to].map(|at| page.now.short_day(at)),
    }
}

fn schedule(view: &ReportView, scale: Option<TimeScale>, page: Page) -> Bars {
    let bar = |phase: &PhaseView| {
        let line = &phase.line;
        let is_due = phase.starts.is_some_and(|starts| starts <= view.at);
        let style = match (line.late, line.done == line.total) {
            (0, true) => Style::Done,
            (0, false) if is_due => Style::Due,
            (0, false) => Style::Dim,
            _ => Style::Late,
        };
        let dates = scale.zip(phase.starts.zip(line.due));
        let part = dates.map(|(scale, (starts, due))| {
            let from = scale.position(starts.0);
            (from, scale.position(due.0).max(from + NARROWEST), style)
        });
        let progress = words::progress(line.done, line.skipped, line.total, line.late);
        let round = line.round.map(|round| format!("round {round}")).unwrap_or_default();
        Bar {
            name: plain(format!("{} {}", line.number, phase_name(line.kind, &line.name))),
            aside: dim(phases::due(line, page)),
            parts: part.into_iter().collect(),
            remark: remark(words::joined([progress, round]), line.late),
        }
    };
    Bars {
        rows: view.phases.iter().map(bar).collect(),
        axis: scale.map(|scale| axis(view, scale, page)).unwrap_or_default(),
    }
}

/// The roles with the most to do first. What is done is at the right, so that the bars of what is left begin on one line.
fn load(roles: &[LoadView]) -> Bars {
    let mut roles: Vec<_> = roles.iter().filter(|role| role.done + role.todo > 0).collect();
    roles.sort_by_key(|role| Reverse(role.todo));
    let most = roles.iter().map(|role| role.done + role.todo).max().unwrap_or_default();
    let bar = |role: &&LoadView| {
        let who = if role.role.people.is_empty() { Style::Due } else { Style::Dim };
        let rest = role.todo - role.late - role.blocked;
        let mut sum = 0;
        let parts = [
            (role.late, Style::Late),
            (role.blocked, Style::Due),
            (rest, Style::Dim),
            (role.done, Style::Done),
        ];
        let parts = parts.map(|(count, style)| {
            let from = position(sum, most);
            sum += count;
            (from, position(sum, most), style)
        });
        let progress = words::progress(role.done, 0, role.done + role.todo, role.late);
        let blocked = words::some(role.blocked, "blocked", "blocked");
        Bar {
            name: plain(&role.role.name),
            aside: styled(who, words::people(&role.role.people)),
            parts: parts.into_iter().filter(|(from, to, _)| from < to).collect(),
            remark: remark(words::joined([progress, blocked]), role.late),
        }
    };
    Bars { rows: roles.iter().map(bar).collect(), ..Bars::default() }
}

fn remark(text: String, late: usize) -> Span {
    styled(if late > 0 { Style::Late } else { Style::Dim }, text)
}

fn burn_down(view: &ReportView, left: &BurnDownView, scale: TimeScale, page: Page) -> Curves {
    let (planned, actual) = left.now();
    let style = if actual > planned { Style::Late } else { Style::Done };
    let curve = |name: Span, points: &[LeftView]| {
        let point = |it: &LeftView| {
            (scale.position(it.at.0), position(left.total - it.left.min(left.total), left.total))
        };
        Curve { name, points: points.iter().map(point).collect() }
    };
    Curves {
        curves: vec![
            curve(dim(format!("planned: {planned} left")), &left.planned),
            curve(styled(style, format!("actual: {actual} left")), &left.actual),
        ],
        axis: axis(view, scale, page),
        top: left.total,
    }
}
