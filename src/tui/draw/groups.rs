//! The left list: the phases or the roles, and how far each is.

use super::super::paint::{cut, piece, write};
use super::super::rows::{Group, Lens};
use super::super::state::Side;
use super::{Sheet, choose, columns, line_of};
use crate::playbook::Role;
use crate::render::text::{Look, people, phase_name, when};
use crate::view::PhaseLine;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// From this width on there is room for dates and bars.
const ROOMY: u16 = 48;

/// One line of the list.
struct Entry {
    number: String,
    name: String,
    /// When, and by whom or on which day.
    about: String,
    count: String,
    /// `!` where something is late, in words where there is room.
    late: usize,
    look: Look,
    /// How much of it is done, and of how many.
    share: Option<(usize, usize)>,
}

impl Sheet<'_> {
    pub(super) fn groups(self, buffer: &mut Buffer, area: Rect) {
        if area.width == 0 {
            return;
        }
        let (groups, focused) = (&self.state.groups, self.state.side == Side::Left);
        let heading = match self.state.lens {
            Lens::Phases => "phases",
            Lens::Roles => "roles",
        };
        let head = columns(line_of(area, 0), 1, area.width);
        write(buffer, head, &[piece(heading, self.style(Look::Dim))]);
        let seen = groups.lines.iter().enumerate().skip(groups.top);
        for (i, group) in seen.take(usize::from(area.height).saturating_sub(1)) {
            let line = line_of(area, i - groups.top + 1);
            self.group(buffer, line, &self.entry(*group), i == groups.at);
            if i == groups.at && focused {
                choose(buffer, line);
            }
        }
    }

    fn group(self, buffer: &mut Buffer, line: Rect, entry: &Entry, chosen: bool) {
        let wide = line.width >= ROOMY;
        let marker = if chosen { "›" } else { "" };
        let dim = self.style(Look::Dim);
        let look = self.style(entry.look);
        let late = match (entry.late, wide) {
            (0, _) => String::new(),
            (late, true) => format!("{late} late"),
            (_, false) => "!".to_owned(),
        };
        let (count, late_width) = if wide { (5, 8) } else { (5, 1) };
        let bar = if wide && line.width >= 60 { 10 } else { 0 };
        let about = if wide { 14 } else { 0 };
        let gap = if wide { 2 } else { 1 };
        let name = line
            .width
            .saturating_sub(3 + gap + count + late_width + bar + about);
        let mut x = 0;
        let mut put = |width: u16, text: &str, style, right: bool| {
            let text = cut(text, usize::from(width));
            let pad = if right {
                usize::from(width).saturating_sub(text.width())
            } else {
                0
            };
            let cell = columns(line, x + u16::try_from(pad).unwrap_or(0), width);
            write(buffer, cell, &[piece(&text, style)]);
            x += width;
        };
        put(1, marker, look, false);
        put(2, &entry.number, dim, true);
        put(gap, "", dim, false);
        let strong = if chosen {
            self.style(Look::Strong)
        } else {
            self.style(Look::Plain)
        };
        put(name, &entry.name, strong, false);
        if about > 0 {
            put(1, "", dim, false);
            put(about - 1, &entry.about, dim, false);
        }
        if bar > 0 {
            put(1, "", dim, false);
            put(
                bar - 1,
                &entry.share.map(cells).unwrap_or_default(),
                look,
                false,
            );
        }
        put(count, &entry.count, look, true);
        if wide {
            put(1, "", dim, false);
        }
        put(late_width - gap + 1, &late, self.style(Look::Late), false);
    }

    fn entry(self, group: Group) -> Entry {
        match group {
            Group::Next => Entry {
                number: String::new(),
                name: "Next".to_owned(),
                about: String::new(),
                count: self.picture.next().len().to_string(),
                late: 0,
                look: Look::Plain,
                share: None,
            },
            Group::Phase(position) => self.phase(&self.picture.status.phases[position]),
            Group::Role(position) => {
                self.role(position, &self.picture.release.playbook.roles[position])
            }
        }
    }

    fn phase(self, phase: &PhaseLine) -> Entry {
        let now = self.picture.paper(0).now;
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
            look: match (phase.overdue, phase.done == phase.total) {
                (0, true) => Look::Done,
                (0, false) => Look::Plain,
                _ => Look::Late,
            },
            share: counted.then_some((phase.done, phase.total)),
        }
    }

    fn role(self, position: usize, role: &Role) -> Entry {
        let rows = self.picture.of_role(position);
        let states = || rows.iter().map(|row| self.picture.state(*row));
        let done = states().filter(|state| state.settled()).count();
        let total = rows.len();
        let late = rows
            .iter()
            .filter(|row| self.picture.overdue(**row))
            .count();
        Entry {
            number: String::new(),
            name: role.name.clone(),
            about: people(self.picture.release.progress.holders(&role.id)),
            count: format!("{done}/{total}"),
            late,
            look: match (late, done == total) {
                (0, true) => Look::Done,
                (0, false) => Look::Plain,
                _ => Look::Late,
            },
            share: Some((done, total)),
        }
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
