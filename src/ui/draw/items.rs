//! The right list: the items of the chosen group, one line each.

use super::super::paint::{Piece, piece, write};
use super::super::rows::{Group, Row};
use super::super::state::Side;
use super::{Canvas, choose, columns, line_of};
use crate::playbook::Place;
use crate::release::ItemState;
use crate::render::text::{TextStyle, due, look, people, phase_name, sign, timing, when};
use crate::render::width::truncate;
use crate::view::{ItemView, Stamp};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// From this width on there is room for the owner.
const ROOMY: u16 = 84;

/// How wide a role below its item would like to be.
const INNER: usize = 40;

/// The widest that the last column becomes.
const TIMING: u16 = 28;

/// One line of the list.
struct Line {
    indent: u16,
    state: ItemState,
    number: String,
    text: String,
    owner: String,
    timing: String,
    look: TextStyle,
}

impl Canvas<'_> {
    pub(super) fn items(self, buffer: &mut Buffer, area: Rect) {
        if area.width == 0 {
            return;
        }
        let rows = &self.state.rows;
        let head = line_of(area, 0);
        write(buffer, head, &self.heading());
        if rows.lines.is_empty() {
            let why = match self.state.row_filter.whose.is_some() || self.state.row_filter.open {
                true => "nothing of what is asked for",
                false => "nothing to do",
            };
            write(
                buffer,
                line_of(area, 1),
                &[piece(why, self.style(TextStyle::Dim))],
            );
        }
        let seen = rows.lines.iter().enumerate().skip(rows.top);
        let seen = seen.take(usize::from(area.height).saturating_sub(1));
        let roomy = area.width >= ROOMY;
        let lines: Vec<(usize, Line)> = seen.map(|(i, row)| (i, self.shown(*row, roomy))).collect();
        let widest = |of: fn(&Line) -> &str| {
            let widths = lines.iter().map(|(_, line)| of(line).width());
            u16::try_from(widths.max().unwrap_or_default()).unwrap_or(u16::MAX)
        };
        let widths = Widths {
            number: widest(|line| &line.number),
            text: self.widest_text(),
            owner: if roomy {
                widest(|line| &line.owner).min(24)
            } else {
                0
            },
            timing: widest(|line| &line.timing).min(TIMING),
        };
        for (i, line) in &lines {
            let place = line_of(area, i - rows.top + 1);
            self.item(buffer, place, line, widths);
            if *i == rows.at && self.state.side == Side::Right {
                choose(buffer, place);
            }
        }
    }

    fn item(self, buffer: &mut Buffer, place: Rect, line: &Line, widths: Widths) {
        let look = self.style(line.look);
        let plain = match line.state.settled() {
            true => self.style(TextStyle::Dim),
            false => self.style(TextStyle::Plain),
        };
        let mut x = line.indent;
        let mut put = |width: u16, text: &str, style, right: bool| {
            let text = truncate(text, usize::from(width));
            let used = u16::try_from(text.width()).unwrap_or(width);
            let pad = if right { width - used } else { 0 };
            write(
                buffer,
                columns(place, x + pad, width),
                &[piece(&text, style)],
            );
            x += width;
        };
        put(2, sign(line.state), look, false);
        let mut used = line.indent + 2;
        if !line.number.is_empty() {
            put(widths.number, &line.number, look, false);
            put(2, "", plain, false);
            used += widths.number + 2;
        }
        let behind = widths.timing
            + 2
            + if widths.owner > 0 {
                widths.owner + 2
            } else {
                0
            };
        let wish = widths.text + 2 + widths.number + 2 - used;
        let text = place.width.saturating_sub(used + behind).min(wish);
        put(text, &line.text, plain, false);
        put(2, "", plain, false);
        if widths.owner > 0 {
            put(widths.owner, &line.owner, plain, false);
            put(2, "", plain, false);
        }
        put(widths.timing, &line.timing, look, false);
    }

    /// How wide the texts of all rows would like to be, so that scrolling moves no column.
    fn widest_text(self) -> u16 {
        let playbook = &self.model.release.playbook;
        let rows = self.state.rows.lines.iter();
        let widths = rows.map(|row| match row.inner {
            true => INNER,
            false => playbook.line(row.place).width(),
        });
        u16::try_from(widths.max().unwrap_or_default()).unwrap_or(u16::MAX)
    }

    /// What a row shows.
    fn shown(self, row: Row, roomy: bool) -> Line {
        let model = self.model;
        let state = model.state(row);
        let item = ItemView {
            state,
            ..model.item(row.place)
        };
        let timing = if roomy {
            self.timing(&item, row)
        } else {
            self.short_timing(&item, row)
        };
        let look = match state {
            ItemState::Done => TextStyle::Done,
            ItemState::Skipped => TextStyle::Dim,
            ItemState::Todo | ItemState::Blocked => look(&item),
        };
        let Some(role) = row.role.filter(|_| row.inner) else {
            return Line {
                indent: 0,
                state,
                number: item.number.clone(),
                text: item.line(),
                owner: item.owner_name.clone(),
                timing: self.marked(&item, row, timing),
                look,
            };
        };
        let role = &model.release.playbook.roles[role];
        let held = people(model.release.progress.holders(&role.id));
        Line {
            indent: 2,
            state,
            number: String::new(),
            text: format!("{} ({held})", role.name),
            owner: String::new(),
            timing,
            look,
        }
    }

    /// Who settled it and when, how late it is, or when it is due: in the words of the lists.
    fn timing(self, item: &ItemView, row: Row) -> String {
        let paper = self.model.paper(0);
        let stand = row
            .role
            .and_then(|role| self.model.slot_state(row.place, role));
        match (stand, row.role) {
            (Some(stand), _) if item.state != ItemState::Todo => {
                let event = &self.model.release.events()[stand.event];
                let item = ItemView {
                    by: Some(event.by.clone()),
                    at: Some(Stamp(self.model.release.local(event.at))),
                    roles: None,
                    ..item.clone()
                };
                timing(&item, paper)
            }
            _ if is_duty(row) && !item.state.settled() => "duty".to_owned(),
            (_, Some(_)) => due(item, paper),
            (_, None) => timing(item, paper),
        }
    }

    /// The same in a word. The date of a phase stands in its heading.
    fn short_timing(self, item: &ItemView, row: Row) -> String {
        let in_phase = matches!(self.state.groups.chosen(), Some(Group::Phase(_)));
        let now = self.model.paper(0).now;
        let share = item.shares().filter(|_| row.role.is_none());
        let share = share.map(|(settled, all)| format!("{settled}/{all}"));
        match item.state {
            ItemState::Done if row.role.is_some() || item.roles.is_none() => self
                .timing(item, row)
                .split(',')
                .next()
                .unwrap_or_default()
                .to_owned(),
            ItemState::Done => "all roles".to_owned(),
            ItemState::Skipped => "skipped".to_owned(),
            ItemState::Blocked => "blocked".to_owned(),
            ItemState::Todo if is_duty(row) => "duty".to_owned(),
            ItemState::Todo if item.overdue => {
                let share = share.map(|share| share + " ");
                format!("{}late", share.unwrap_or_default())
            }
            ItemState::Todo => {
                let due = item.due.filter(|_| !in_phase);
                let due = due.map(|due| now.short_day(due.0));
                // Both would leave the texts of all lines too little room.
                share.or(due).unwrap_or_default()
            }
        }
    }

    /// Says of an item of all roles whether it is opened into them, before its last column.
    fn marked(self, item: &ItemView, row: Row, timing: String) -> String {
        let open = self.state.opened.contains(&item.id);
        match (item.roles.is_some() && row.role.is_none(), open) {
            (false, _) => timing,
            (true, false) => format!("▸ {timing}"),
            (true, true) => format!("▾ {timing}"),
        }
    }

    /// Which group it is, and which of its rows are left out.
    fn heading(self) -> Vec<Piece> {
        let model = self.model;
        let playbook = &model.release.playbook;
        let now = model.paper(0).now;
        let (name, about) = match self.state.groups.chosen() {
            None => (String::new(), String::new()),
            Some(Group::Next) => ("Next".to_owned(), "the most urgent first".to_owned()),
            Some(Group::Phase(position)) => {
                let phase = &model.status.phases[position];
                let due = phase.due.map(|due| match phase.exact {
                    true => format!(" · due {}", now.day_time(due.0)),
                    false => format!(" · due {}", now.short_day(due.0)),
                });
                let when = when(phase.when.as_deref());
                let name = phase_name(phase.kind, &phase.name);
                (name, format!("{when}{}", due.unwrap_or_default()))
            }
            Some(Group::Role(position)) => {
                let role = &playbook.roles[position];
                let held = people(model.release.progress.holders(&role.id));
                (role.name.clone(), format!("held by {held}"))
            }
        };
        let row_filter = &self.state.row_filter;
        let whose = row_filter
            .whose
            .as_ref()
            .map(|who| format!("only of {}", who.short()));
        let open = row_filter.open.then(|| "only open".to_owned());
        let wanted: Vec<String> = whose.into_iter().chain(open).collect();
        let mut pieces = vec![piece(&name, self.style(TextStyle::Strong))];
        if !wanted.is_empty() {
            pieces.push(piece(
                &format!(" · {}", wanted.join(", ")),
                self.style(TextStyle::Due),
            ));
        }
        pieces.push(piece(&format!(" · {about}"), self.style(TextStyle::Dim)));
        pieces
    }
}

/// How wide the columns are.
#[derive(Clone, Copy)]
struct Widths {
    number: u16,
    text: u16,
    owner: u16,
    timing: u16,
}

/// A duty has no date.
fn is_duty(row: Row) -> bool {
    matches!(row.place, Place::Duty { .. })
}
