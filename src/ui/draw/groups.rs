//! The left list: the phases and the roles, and the progress of each.

use super::{Canvas, below, indented};
use crate::document::words::{bar, phase_name, progress_style, remark, sign, when};
use crate::document::{Style, short_due};
use crate::release::ItemState;
use crate::ui::areas::Side;
use crate::ui::model::{Group, RowFilter};
use crate::ui::paint::{Listing, draw_lines, widest};
use crate::view::PhaseLine;
use ratatui::buffer::Buffer;
use ratatui::layout::Constraint::{Fill, Length};
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// From this width on there is room for dates and people.
const ROOMY: u16 = 48;

/// From this width on there is room for bars, and for words beside the count.
const WIDE: u16 = 60;

/// The width of a date, or of the holders of a role.
const ABOUT: u16 = 16;

#[derive(Default)]
struct GroupCells {
    number: String,
    name: String,
    /// The date of a phase, the holders of a role.
    about: String,
    count: String,
    late: usize,
    skipped: usize,
    style: Style,
    /// How many items are done, and of how many.
    share: Option<(usize, usize)>,
}

impl Canvas<'_> {
    pub(super) fn groups(self, buffer: &mut Buffer, area: Rect) {
        if area.width == 0 {
            return;
        }
        let groups = &self.state.groups;
        draw_lines(buffer, indented(area), [self.theme.line("phases and roles", Style::Dim)]);
        let area = below(area, 1);
        let all: Vec<GroupCells> = groups.lines.iter().map(|group| self.entry(*group)).collect();
        let (roomy, wide) = (area.width >= ROOMY, area.width >= WIDE);
        let number = widest(all.iter().map(|cells| &*cells.number)).max(2);
        let number_width = usize::from(number);
        let gap = 1 + u16::from(roomy);
        let remarks: Vec<String> = all.iter().map(|cells| cells.remark(wide)).collect();
        let remark = widest(remarks.iter().map(String::as_str)).max(if wide { 8 } else { 1 });
        let count = widest(all.iter().map(|cells| &*cells.count)) + 1;
        let visible = all.iter().zip(&remarks).enumerate().skip(groups.top);
        let rows = visible.take(area.height.into()).map(|(i, (cells, remark))| {
            let is_selected = i == groups.at;
            let marker = if is_selected { "›" } else { " " };
            let name = if is_selected { Style::Strong } else { Style::Plain };
            let late = if cells.late > 0 { Style::Late } else { Style::Dim };
            let bar = cells.share.map(|(done, total)| bar(done, total)).unwrap_or_default();
            vec![
                Line::from(vec![
                    self.theme.span(marker, cells.style),
                    self.theme.span(&format!("{:>number_width$}", cells.number), Style::Dim),
                ]),
                self.theme.line(&cells.name, name),
                self.theme.line(&format!(" {}", cells.about), Style::Dim),
                self.theme.line(&format!(" {bar}"), cells.style),
                self.theme.line(&cells.count, cells.style).right_aligned(),
                self.theme.line(remark, late),
            ]
        });
        let about = widest(all.iter().map(|cells| &*cells.about)).min(ABOUT) + 2;
        let about = if roomy { about } else { 0 };
        let bar = if wide && !self.theme.ascii { 10 } else { 0 };
        let columns = [
            Length(1 + number + gap),
            Fill(1),
            Length(about),
            Length(bar),
            Length(count.max(5)),
            Length(remark),
        ];
        let selected = (self.state.side == Side::Left).then(|| groups.at - groups.top);
        let listing = Listing::new(columns, rows);
        Listing { spacing: 0, selected, ..listing }.render(area, buffer);
    }

    fn entry(self, group: Group) -> GroupCells {
        match group {
            Group::Next => GroupCells {
                name: "Next".to_owned(),
                count: self.model.next().len().to_string(),
                ..GroupCells::default()
            },
            Group::Phase(position) => self.phase(&self.model.status.phases[position]),
            Group::Role(position) => self.role(position),
        }
    }

    fn phase(self, phase: &PhaseLine) -> GroupCells {
        let due = short_due(phase, self.model.page(0));
        let counted = phase.is_counted();
        let count = if counted { format!("{}/{}", phase.done, phase.total) } else { String::new() };
        GroupCells {
            number: phase.number.to_string(),
            name: phase_name(phase.kind, &phase.name),
            about: if due.is_empty() { when(phase.when.as_deref(), phase.stage) } else { due },
            count,
            late: phase.late,
            skipped: phase.skipped,
            style: progress_style(phase.late, phase.done == phase.total),
            share: counted.then_some((phase.done, phase.total)),
        }
    }

    fn role(self, position: usize) -> GroupCells {
        let role = &self.model.release.playbook.roles[position];
        let rows = self.model.rows(Group::Role(position), &RowFilter::default());
        let states = || rows.iter().map(|row| self.model.state(*row));
        let done = states().filter(|state| state.is_complete()).count();
        let skipped = states().filter(|state| *state == ItemState::Skipped).count();
        let total = rows.len();
        let late = rows.iter().filter(|row| self.model.is_late(**row)).count();
        GroupCells {
            name: role.name.clone(),
            about: self.holders(role),
            count: format!("{done}/{total}"),
            late,
            skipped,
            style: progress_style(late, done == total),
            share: Some((done, total)),
            ..GroupCells::default()
        }
    }
}

impl GroupCells {
    /// How many items are late, otherwise how many were skipped; without room a sign.
    fn remark(&self, in_words: bool) -> String {
        match (in_words, self.late, self.skipped) {
            (_, 0, 0) => String::new(),
            (true, 0, skipped) => format!(" {}", remark(0, skipped)),
            (true, late, _) => format!(" {}", remark(late, 0)),
            (false, 0, _) => sign(ItemState::Skipped).to_owned(),
            (false, ..) => "!".to_owned(),
        }
    }
}
