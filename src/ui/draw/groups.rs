//! The left list: the phases or the roles, and how far each is.

use super::super::paint::{piece, write};
use super::super::rows::{Group, Grouping};
use super::super::state::Side;
use super::{Canvas, choose, columns, line_of};
use crate::playbook::Role;
use crate::release::ItemState;
use crate::render::text::{TextStyle, people, phase_name, remark, sign, when};
use crate::render::width::truncate;
use crate::view::PhaseLine;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// From this width on there is room for dates and people.
const ROOMY: u16 = 48;

/// From this width on there is room for bars, and for words beside the count.
const WIDE: u16 = 60;

/// One line of the list.
struct Entry {
    number: String,
    name: String,
    /// When, and by whom or on which day.
    about: String,
    count: String,
    late: usize,
    skipped: usize,
    look: TextStyle,
    /// How much of it is done, and of how many.
    share: Option<(usize, usize)>,
}

/// How wide the columns are; one that has no room has none.
#[derive(Clone, Copy)]
struct Widths {
    number: u16,
    name: u16,
    about: u16,
    bar: u16,
    count: u16,
    remark: u16,
}

impl Canvas<'_> {
    pub(super) fn groups(self, buffer: &mut Buffer, area: Rect) {
        if area.width == 0 {
            return;
        }
        let (groups, focused) = (&self.state.groups, self.state.side == Side::Left);
        let heading = match self.state.grouping {
            Grouping::Phases => "phases",
            Grouping::Roles => "roles",
        };
        let head = columns(line_of(area, 0), 1, area.width);
        write(buffer, head, &[piece(heading, self.style(TextStyle::Dim))]);
        let entries = groups.lines.iter().map(|group| self.entry(*group));
        let entries: Vec<Entry> = entries.collect();
        let widths = Widths::of(&entries, area.width);
        let seen = entries.iter().enumerate().skip(groups.top);
        for (i, entry) in seen.take(usize::from(area.height).saturating_sub(1)) {
            let line = line_of(area, i - groups.top + 1);
            self.group(buffer, line, entry, widths, i == groups.at);
            if i == groups.at && focused {
                choose(buffer, line);
            }
        }
    }

    fn group(self, buffer: &mut Buffer, line: Rect, entry: &Entry, widths: Widths, chosen: bool) {
        let dim = self.style(TextStyle::Dim);
        let look = self.style(entry.look);
        let mut x = 0;
        let mut put = |width: u16, text: &str, style, right: bool| {
            let text = truncate(text, usize::from(width));
            let pad = if right {
                usize::from(width).saturating_sub(text.width())
            } else {
                0
            };
            let cell = columns(line, x + u16::try_from(pad).unwrap_or(0), width);
            write(buffer, cell, &[piece(&text, style)]);
            x += width;
        };
        put(1, if chosen { "›" } else { "" }, look, false);
        put(widths.number, &entry.number, dim, true);
        put(widths.gap(), "", dim, false);
        let strong = if chosen {
            self.style(TextStyle::Strong)
        } else {
            self.style(TextStyle::Plain)
        };
        put(widths.name, &entry.name, strong, false);
        if widths.about > 0 {
            put(1, "", dim, false);
            put(widths.about - 1, &entry.about, dim, false);
        }
        if widths.bar > 0 {
            put(1, "", dim, false);
            let bar = entry.share.map(cells).unwrap_or_default();
            put(widths.bar - 1, &bar, look, false);
        }
        put(widths.count, &entry.count, look, true);
        let remark = match entry.late {
            0 => self.style(TextStyle::Dim),
            _ => self.style(TextStyle::Late),
        };
        put(
            widths.remark,
            &entry.remark(widths.is_wide()),
            remark,
            false,
        );
    }

    fn entry(self, group: Group) -> Entry {
        match group {
            Group::Next => Entry {
                number: String::new(),
                name: "Next".to_owned(),
                about: String::new(),
                count: self.model.next().len().to_string(),
                late: 0,
                skipped: 0,
                look: TextStyle::Plain,
                share: None,
            },
            Group::Phase(position) => self.phase(&self.model.status.phases[position]),
            Group::Role(position) => {
                self.role(position, &self.model.release.playbook.roles[position])
            }
        }
    }

    fn phase(self, phase: &PhaseLine) -> Entry {
        let now = self.model.paper(0).now;
        let due = phase.due.map(|due| match phase.exact {
            true => now.day_time(due.0),
            false => now.short_day(due.0),
        });
        let incident = phase.incident.map(|number| format!("incident {number}"));
        let counted = phase.when.is_some() || phase.incident.is_some();
        let count = if counted {
            format!("{}/{}", phase.done, phase.total)
        } else {
            String::new()
        };
        Entry {
            number: phase.number.to_string(),
            name: phase_name(phase.kind, &phase.name),
            about: due
                .or(incident)
                .unwrap_or_else(|| when(phase.when.as_deref())),
            count,
            late: phase.overdue,
            skipped: phase.skipped,
            look: match (phase.overdue, phase.done == phase.total) {
                (0, true) => TextStyle::Done,
                (0, false) => TextStyle::Plain,
                _ => TextStyle::Late,
            },
            share: counted.then_some((phase.done, phase.total)),
        }
    }

    fn role(self, position: usize, role: &Role) -> Entry {
        let rows = self.model.of_role(position);
        let states = || rows.iter().map(|row| self.model.state(*row));
        let done = states().filter(|state| state.settled()).count();
        let skipped = states()
            .filter(|state| *state == ItemState::Skipped)
            .count();
        let total = rows.len();
        let late = rows.iter().filter(|row| self.model.overdue(**row)).count();
        Entry {
            number: String::new(),
            name: role.name.clone(),
            about: people(self.model.release.progress.holders(&role.id)),
            count: format!("{done}/{total}"),
            late,
            skipped,
            look: match (late, done == total) {
                (0, true) => TextStyle::Done,
                (0, false) => TextStyle::Plain,
                _ => TextStyle::Late,
            },
            share: Some((done, total)),
        }
    }
}

impl Entry {
    /// What is late and what was skipped, in words or in a sign: the more urgent one.
    fn remark(&self, in_words: bool) -> String {
        match (in_words, self.late, self.skipped) {
            (_, 0, 0) => String::new(),
            (true, late, skipped) => format!(" {}", remark(late, skipped)),
            (false, 0, _) => sign(ItemState::Skipped).to_owned(),
            (false, ..) => "!".to_owned(),
        }
    }
}

impl Widths {
    /// The name takes what the others leave.
    fn of(entries: &[Entry], width: u16) -> Self {
        let widest = |of: &dyn Fn(&Entry) -> usize, least: u16| {
            let widest = entries.iter().map(of).max().unwrap_or_default();
            u16::try_from(widest).unwrap_or(width).max(least)
        };
        let (wide, roomy) = (width >= WIDE, width >= ROOMY);
        let number = widest(&|entry| entry.number.width(), 0);
        let widths = Self {
            number: if number > 0 { number.max(2) } else { 0 },
            name: 0,
            about: if roomy { 14 } else { 0 },
            bar: if wide { 10 } else { 0 },
            count: widest(&|entry| entry.count.width() + 1, 5),
            remark: widest(
                &|entry| entry.remark(wide).width(),
                if wide { 8 } else { 1 },
            ),
        };
        let others = 1 + widths.number + widths.gap();
        let others = others + widths.about + widths.bar + widths.count + widths.remark;
        Self {
            name: width.saturating_sub(others),
            ..widths
        }
    }

    /// Between number and name.
    fn gap(self) -> u16 {
        match self.number > 0 && self.about > 0 {
            true => 2,
            false => 1,
        }
    }

    fn is_wide(self) -> bool {
        self.bar > 0
    }
}

/// Eight cells; full only when all is done, empty only when nothing is.
fn cells((done, total): (usize, usize)) -> String {
    const CELLS: usize = 8;
    let filled = match done {
        0 => 0,
        done if done == total => CELLS,
        done => (done * CELLS / total).clamp(1, CELLS - 1),
    };
    "█".repeat(filled) + &"░".repeat(CELLS - filled)
}
