//! The right list: the items of the selected group, one line each.

use super::{Canvas, below};
use crate::document::words::{item_style, owner, phase_name, sign, timing, when};
use crate::document::{Style, line_within, short_due};
use crate::playbook::Place;
use crate::release::ItemState;
use crate::ui::areas::Side;
use crate::ui::model::{Group, Row, RowFilter};
use crate::ui::paint::{Listing, draw_lines, widest};
use crate::view::ItemView;
use ratatui::buffer::Buffer;
use ratatui::layout::Constraint::{Length, Max};
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// From this width on there is room for the owner.
const ROOMY: u16 = 84;

const OWNER: u16 = 24;

const TIMING: u16 = 28;

struct ItemCells {
    item: ItemView,
    owner: String,
    timing: String,
}

impl Canvas<'_> {
    pub(super) fn items(self, buffer: &mut Buffer, area: Rect) {
        if area.width == 0 {
            return;
        }
        let rows = &self.state.rows;
        draw_lines(buffer, area, [self.heading()]);
        let area = below(area, 1);
        if rows.lines.is_empty() {
            let is_filtered = self.state.row_filter != RowFilter::default();
            let why = if is_filtered { "nothing matches the filter" } else { "nothing to do" };
            draw_lines(buffer, area, [self.theme.line(why, Style::Dim)]);
        }
        let roomy = area.width >= ROOMY;
        let visible = rows.lines.iter().skip(rows.top).take(area.height.into());
        let visible: Vec<ItemCells> = visible.map(|row| self.cells(*row, roomy)).collect();
        let number = widest(visible.iter().map(|cells| &*cells.item.number));
        let owner = widest(visible.iter().map(|cells| &*cells.owner));
        let owner = if roomy { owner.min(OWNER) } else { 0 };
        let timing = widest(visible.iter().map(|cells| &*cells.timing)).min(TIMING);
        // That of the widest text of all rows, so that scrolling moves no column.
        let playbook = &self.model.release.playbook;
        let text = rows.lines.iter().map(|row| playbook.line(row.place).width()).max();
        let text = u16::try_from(text.unwrap_or_default()).unwrap_or(u16::MAX);
        let text = text.saturating_add(number + 4);
        let mut columns = vec![Max(text), Length(timing)];
        if owner > 0 {
            columns.insert(1, Length(owner));
        }
        let others = number + 4 + timing + 2 + if owner > 0 { owner + 2 } else { 0 };
        let room = area.width.saturating_sub(others);
        let line = |cells| self.item(cells, (number, room), owner > 0);
        let selected = (self.state.side == Side::Right).then(|| rows.at - rows.top);
        let listing = Listing::new(columns, visible.iter().map(line));
        Listing { selected, ..listing }.render(area, buffer);
    }

    fn item(
        self,
        cells: &ItemCells,
        (number, room): (u16, u16),
        has_owner: bool,
    ) -> Vec<Line<'static>> {
        let ItemCells { item, owner, timing } = cells;
        let style = item_style(item);
        let plain = if item.state.is_complete() { Style::Dim } else { Style::Plain };
        let (sign, width) = (sign(item.state), usize::from(number));
        let begin = self.theme.span(&format!("{sign} {:<width$}  ", item.number), style);
        let mut line = vec![
            Line::from(vec![begin, self.theme.span(&line_within(item, room.into()), plain)]),
            self.theme.line(timing, style),
        ];
        if has_owner {
            line.insert(1, self.theme.line(owner, plain));
        }
        line
    }

    fn cells(self, row: Row, roomy: bool) -> ItemCells {
        let item = self.model.item_of(row);
        let timing = if roomy { self.timing(&item, row) } else { self.short_timing(&item, row) };
        let owner = if row.role.is_some() { item.owner_name.clone() } else { owner(&item) };
        ItemCells { item, owner, timing }
    }

    /// Who did it and when, how late it is, or when it is due, in the words of `list`.
    fn timing(self, item: &ItemView, row: Row) -> String {
        match is_duty(row) && !item.state.is_complete() {
            true => "duty".to_owned(),
            false => timing(item, self.model.page(0)),
        }
    }

    /// The same in one word. The date of a phase is in its heading.
    fn short_timing(self, item: &ItemView, row: Row) -> String {
        let in_phase = matches!(self.state.groups.chosen(), Some(Group::Phase(_)));
        let now = self.model.page(0).now;
        let share = item.shares().map(|(settled, all)| format!("{settled}/{all}"));
        match item.state {
            ItemState::Done if item.roles.is_none() => {
                self.timing(item, row).split(',').next().unwrap_or_default().to_owned()
            }
            ItemState::Done => "all roles".to_owned(),
            ItemState::Skipped => "skipped".to_owned(),
            ItemState::Blocked => "blocked".to_owned(),
            ItemState::Todo if is_duty(row) => "duty".to_owned(),
            ItemState::Todo if item.late => {
                share.map_or("late".to_owned(), |share| share + " late")
            }
            ItemState::Todo => {
                let due = item.due.filter(|_| !in_phase);
                let due = due.map(|due| now.short_day(due.0));
                // Both would leave too little room for the texts.
                share.or(due).unwrap_or_default()
            }
        }
    }

    fn heading(self) -> Line<'static> {
        let model = self.model;
        let (name, about) = match self.state.groups.chosen() {
            None => (String::new(), String::new()),
            Some(Group::Next) => ("Next".to_owned(), "most urgent first".to_owned()),
            Some(Group::Phase(position)) => {
                let phase = &model.status.phases[position];
                let page = model.page(0);
                let due = phase.due.map(|_| format!(" · due {}", short_due(phase, page)));
                let when = when(phase.when.as_deref(), phase.stage);
                let name = phase_name(phase.kind, &phase.name);
                (name, format!("{when}{}", due.unwrap_or_default()))
            }
            Some(Group::Role(position)) => {
                let role = &model.release.playbook.roles[position];
                (role.name.clone(), format!("held by {}", self.holders(role)))
            }
        };
        let row_filter = &self.state.row_filter;
        let whose = row_filter.whose.as_ref().map(|who| format!("only of {}", who.short()));
        let open = row_filter.open.then(|| "only to do".to_owned());
        let wanted: Vec<String> = whose.into_iter().chain(open).collect();
        let mut line = self.theme.line(&name, Style::Strong);
        if !wanted.is_empty() {
            let wanted = format!(" · {}", wanted.join(", "));
            line.push_span(self.theme.span(&wanted, Style::Due));
        }
        line.push_span(self.theme.span(&format!(" · {about}"), Style::Dim));
        line
    }
}

fn is_duty(row: Row) -> bool {
    matches!(row.place, Place::Duty { .. })
}
