//! The mouse: a click selects, a click on an item's box ticks it, the wheel scrolls.

use super::{Effect, Side, UiState};
use crate::release::ItemAction;
use crate::ui::Model;
use crate::ui::dialog::Dialog;
use crate::ui::keys::Action;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

/// The lines that one notch of the wheel scrolls.
const NOTCH: isize = 2;

/// The width of the box at the left edge of an item.
const BOX: u16 = 2;

impl UiState {
    pub(in crate::ui) fn on_mouse(&mut self, mouse: MouseEvent, model: &Model) -> Option<Effect> {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(at, model),
            MouseEventKind::ScrollDown => self.wheel(at, NOTCH, model),
            MouseEventKind::ScrollUp => self.wheel(at, -NOTCH, model),
            _ => None,
        }
    }

    fn click(&mut self, at: Position, model: &Model) -> Option<Effect> {
        let areas = self.areas?;
        if let Some(dialog) = self.dialogs.last_mut() {
            let Dialog::Menu(menu) = dialog else { return None };
            let line = line(areas.body, menu.list.top(areas.body), at)?;
            if line >= menu.list.found.len() {
                return None;
            }
            menu.list.at = line;
            let form = menu.chosen()?;
            return self.fill(form, model);
        }
        if let Some(line) = line(areas.left, self.groups.top, at) {
            if line < self.groups.lines.len() {
                self.side = Side::Left;
                self.choose_group(line, model);
            }
            return None;
        }
        let line = line(areas.right, self.rows.top, at)?;
        let row = *self.rows.lines.get(line)?;
        self.side = Side::Right;
        self.rows.at = line;
        self.moved = false;
        let edge = areas.right.x + if row.inner { BOX } else { 0 };
        let tick = Action::Mark(ItemAction::Tick);
        (edge..edge + BOX).contains(&at.x).then(|| self.act(tick, model)).flatten()
    }

    fn wheel(&mut self, at: Position, lines: isize, model: &Model) -> Option<Effect> {
        let areas = self.areas?;
        if let Some(dialog) = self.dialogs.last_mut() {
            dialog.scroll(lines);
        } else {
            let is_left = areas.left.contains(at);
            self.side = if is_left { Side::Left } else { Side::Right };
            self.walk(lines, model);
        }
        None
    }
}

/// The line of a list at a point, not counting its heading.
fn line(area: Rect, top: usize, at: Position) -> Option<usize> {
    let below = area.contains(at).then(|| usize::from(at.y - area.y))?;
    Some(below.checked_sub(1)? + top)
}
