//! The stand-up screen, 24 lines for the embedded playbook: the answer first, one line a thing.

use super::sheet::{Cell, Fit, Look, Sheet, cell, paint};
use super::words;
use crate::names::Person;
use crate::progress::State;
use crate::render::Paper;
use crate::view::{EventView, ItemView, PhaseLine, StatusView};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// How many lines late, next, blocked and skipped items share.
const LINES: usize = 6;

/// Draws the stand-up screen.
pub fn status(view: &StatusView, paper: Paper) -> String {
    let mut out = String::new();
    title(&mut out, view, paper);
    verdict(&mut out, view, paper);
    out.push('\n');
    if view.release_state == "open" {
        items(&mut out, view, paper);
    }
    phases(&mut out, &view.phases, paper);
    if let Some(last) = &view.last {
        let _ = writeln!(
            out,
            "\n{}  {}",
            paint(Look::Dim, " last"),
            sentence(last, paper)
        );
    }
    out
}

fn title(out: &mut String, view: &StatusView, paper: Paper) {
    let t = view.release_at.0;
    let zone = crate::schedule::zone_city(t.timezone());
    let title = format!(
        " · {} {zone} · {}",
        paper.now.long(t),
        paper.now.distance(t)
    );
    let countdown = paper.now.countdown(t);
    let used = view.release.width() + title.width() + countdown.width();
    let gap = paper.width.saturating_sub(used).max(2);
    let release = paint(Look::Strong, &view.release);
    let _ = writeln!(out, "{release}{title}{:gap$}{countdown}", "");
}

/// May we go on, and if not, why: the gate of the present stage, and the one after it.
fn verdict(out: &mut String, view: &StatusView, paper: Paper) {
    let mut sheet = Sheet::new(1, Fit::Wrap);
    let (look, word) = match (view.release_state, view.current_gate()) {
        ("closed", _) => (Look::Dim, "CLOSED"),
        ("cancelled", _) => (Look::Dim, "CANCELLED"),
        (_, Some(gate)) if gate.view.is_open() => (Look::Done, "READY"),
        _ => (Look::Late, "NOT READY"),
    };
    let shown = view.gates.iter().skip_while(|gate| !gate.current).take(2);
    let phrases: Vec<String> = shown.map(words::gate).collect();
    let why = match phrases.is_empty() {
        true => "the playbook has no gate".to_owned(),
        false => phrases.join(" · "),
    };
    let why = match view.release_state {
        "open" => why,
        _ => "the release is over and read-only".to_owned(),
    };
    sheet.row([cell(look, word), cell(Look::Plain, &why)]);
    sheet.write(out, paper.width);
    for conflict in &view.conflicts {
        let mut sheet = Sheet::new(1, Fit::Wrap);
        let sides: Vec<String> = conflict.iter().map(side).collect();
        let text = format!("{}; the careful side counts", sides.join(", "));
        sheet.row([cell(Look::Late, "CONFLICT"), cell(Look::Plain, &text)]);
        sheet.write(out, paper.width);
    }
}

fn side(event: &EventView) -> String {
    let what = event.number.as_deref().unwrap_or(&event.about);
    format!("{what} {} by {}", event.act, event.by.short())
}

/// Late, next, blocked and skipped items in a few lines, fairly shared, and how many are not shown.
fn items(out: &mut String, view: &StatusView, paper: Paper) {
    // A blocked item stands among the late ones too, where it says for how long.
    let blocked: Vec<&ItemView> = view.blocked.iter().collect();
    let skipped: Vec<&ItemView> = view.skipped.iter().rev().collect();
    let sections: [(&str, Look, Vec<&ItemView>); 4] = [
        ("late", Look::Late, view.overdue.iter().collect()),
        ("next", Look::Due, view.next.iter().collect()),
        ("stuck", Look::Due, blocked),
        ("skip", Look::Dim, skipped),
    ];
    let sizes = [0, 1, 2, 3].map(|i| sections[i].2.len());
    let shares = share(sizes);
    let mut sheet = Sheet::new(2, Fit::Cut);
    for ((label, look, items), lines) in sections.iter().zip(shares) {
        for (i, item) in items.iter().take(lines).enumerate() {
            let label = if i == 0 { label } else { "" };
            sheet.row(line(label, *look, item, paper));
        }
    }
    let empty = shares.iter().sum::<usize>() == 0;
    sheet.write(out, paper.width);
    let left: Vec<String> = (sections.iter().zip(sizes).zip(shares))
        // What comes next has no end worth counting.
        .filter(|(((label, ..), size), lines)| *label != "next" && size > lines)
        .map(|(((label, ..), size), lines)| format!("{} {label}", size - lines))
        .collect();
    if !left.is_empty() {
        let more = format!(" more  {}: octorel list", left.join(", "));
        let _ = writeln!(out, "{}", paint(Look::Dim, &more));
    }
    if !empty {
        out.push('\n');
    }
}

fn line(label: &str, look: Look, item: &ItemView, paper: Paper) -> [Cell; 5] {
    let label_cell = cell(look, label).right();
    let number = cell(look, &item.number);
    let reason = || item.reason.clone().unwrap_or_default();
    let by = item.by.as_ref().map_or("", Person::short);
    let (text, owner) = match item.state {
        State::Blocked if look == Look::Due => (reason(), format!("blocked by {by}")),
        State::Skipped => (
            format!("{}: {}", item.line(), reason()),
            format!("skipped by {by}"),
        ),
        State::Done | State::Open | State::Blocked => (item.line(), item.owner_name.clone()),
    };
    let when = match item.state {
        State::Skipped => item
            .at
            .map(|at| paper.now.short_day(at.0))
            .unwrap_or_default(),
        State::Blocked if look == Look::Due => item
            .at
            .map(|at| paper.now.short_day(at.0))
            .unwrap_or_default(),
        State::Open | State::Blocked | State::Done => {
            let share = item
                .shares()
                .map(|(settled, all)| format!("{settled}/{all}, "));
            let due = match (item.due, item.overdue) {
                (Some(due), true) => paper.now.late_by(due.0),
                (due, overdue) => words::due(due, overdue, paper),
            };
            format!("{}{due}", share.unwrap_or_default())
        }
    };
    let plain = if look == Look::Dim {
        Look::Dim
    } else {
        Look::Plain
    };
    [
        label_cell,
        number,
        cell(plain, &text),
        cell(plain, &owner),
        cell(look, &when),
    ]
}

/// Gives each section its first lines, then the rest to those that have more, in their order.
fn share(sizes: [usize; 4]) -> [usize; 4] {
    let mut shares = [0; 4];
    let mut left = LINES;
    for wish in [1, 1, 1, LINES] {
        for (share, size) in shares.iter_mut().zip(sizes) {
            let more = (size - *share).min(wish).min(left);
            *share += more;
            left -= more;
        }
    }
    shares
}

fn phases(out: &mut String, phases: &[PhaseLine], paper: Paper) {
    let mut sheet = Sheet::new(1, Fit::Cut).indent(2);
    for phase in phases {
        let over = phase.done == phase.total;
        let look = match (phase.overdue, over) {
            (0, true) => Look::Done,
            (0, false) => Look::Plain,
            _ => Look::Late,
        };
        let due = match phase.due {
            None => String::new(),
            Some(due) if phase.exact => paper.now.day_time(due.0),
            Some(due) => paper.now.short_day(due.0),
        };
        let late = match phase.overdue {
            0 => String::new(),
            late => format!("{late} late"),
        };
        let dated = phase.when.is_some();
        sheet.row([
            cell(Look::Dim, &phase.number.to_string()).right(),
            cell(Look::Plain, &words::phase_name(phase.kind, &phase.name)),
            cell(Look::Dim, phase.when.as_deref().unwrap_or("if needed")),
            cell(Look::Plain, &due),
            cell(look, &bar(phase, dated)),
            cell(
                look,
                &if dated || phase.done > 0 {
                    format!("{}/{}", phase.done, phase.total)
                } else {
                    String::new()
                },
            ),
            cell(Look::Late, &late),
        ]);
    }
    sheet.write(out, paper.width);
}

/// Ten cells; full only when all is done, empty only when nothing is.
fn bar(phase: &PhaseLine, dated: bool) -> String {
    const CELLS: usize = 10;
    if phase.total == 0 || !(dated || phase.done > 0) {
        return String::new();
    }
    let filled = match phase.done {
        0 => 0,
        done if done == phase.total => CELLS,
        done => (done * CELLS / phase.total).clamp(1, CELLS - 1),
    };
    "█".repeat(filled) + &"░".repeat(CELLS - filled)
}

/// `2.3 ticked by rm, 12 minutes ago`.
fn sentence(event: &EventView, paper: Paper) -> String {
    let by = crate::render::safe(event.by.short()).into_owned();
    let ago = paper.now.ago(event.at.0);
    let what = match (&event.number, event.act.as_str()) {
        (Some(number), "undone") => {
            let act = event.said.as_deref().unwrap_or("event");
            format!("{number} {act} taken back")
        }
        (Some(number), act) => format!("{number} {act}"),
        (None, act) => format!("{act} {}", event.about).trim_end().to_owned(),
    };
    format!("{} by {by}, {ago}", crate::render::safe(&what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_gets_a_line_before_one_gets_many() {
        assert_eq!(share([20, 20, 5, 5]), [2, 2, 1, 1]);
        assert_eq!(share([0, 20, 0, 0]), [0, 6, 0, 0]);
        assert_eq!(share([20, 1, 0, 1]), [4, 1, 0, 1]);
        assert_eq!(share([0, 0, 0, 0]), [0, 0, 0, 0]);
    }
}
