//! The mouse: a click selects, a click on an item's box ticks it, the wheel scrolls.

use crate::ui::dialog::{Dialog, MenuDialog};
use crate::ui::keys::Action;
use crate::ui::model::Model;
use crate::ui::search::SearchDialog;
use super::{Effect, Side, UiState};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

/// The lines that one notch of the wheel scrolls.
const NOTCH: isize = 2;

/// The width of the box at the left edge of an item.
pub(in crate::ui) const BOX: u16 = 2;

impl UiState {
    /// Handles a mouse event.
    pub(in crate::ui) fn on_mouse(
        &mut self,
        mouse: MouseEvent,
        model: &Model,
    ) -> Option<Effect> {
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
        if let Some(dialog) = self.dialogs.last() {
            let line = line(areas.body, 0, at)?;
            return match dialog {
                Dialog::Menu(MenuDialog { list, .. }) => {
                    let position = line + list_top(list.len(), list.at, areas.body);
                    self.take_entry(position, model)
                }
                Dialog::Search(search) => {
                    let position =
                        line + list_top(search.list.found.len(), search.list.at, areas.body);
                    let goal = search.finds().nth(position)?.goal.clone();
                    self.find(goal, model)
                }
                Dialog::Text(_) | Dialog::Command(_) | Dialog::Output(_) | Dialog::Keys { .. } => {
                    None
                }
            };
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
        match (edge..edge + BOX).contains(&at.x) {
            true => self.act(Action::Tick, model),
            false => None,
        }
    }

    fn wheel(&mut self, at: Position, lines: isize, model: &Model) -> Option<Effect> {
        let areas = self.areas?;
        match self.dialogs.last_mut() {
            Some(
                Dialog::Menu(MenuDialog { list, .. }) | Dialog::Search(SearchDialog { list, .. }),
            ) => {
                list.step(lines);
            }
            Some(Dialog::Output(reading)) => {
                reading.top = reading.top.saturating_add_signed(lines);
            }
            Some(Dialog::Keys { top }) => *top = top.saturating_add_signed(lines),
            Some(Dialog::Text(_) | Dialog::Command(_)) => {}
            None => {
                self.side = match areas.left.contains(at) {
                    true => Side::Left,
                    false => Side::Right,
                };
                self.walk(lines, model);
            }
        }
        None
    }
}

/// The first visible line of a list in a dialog.
pub(in crate::ui) fn list_top(count: usize, at: usize, body: Rect) -> usize {
    super::scrolled(0, at, count, list_height(body))
}

/// The height of a list in a dialog.
pub(in crate::ui) fn list_height(body: Rect) -> usize {
    usize::from(body.height.saturating_sub(DIALOG_HEAD).max(1))
}

/// The height of the title above a list in a dialog.
pub(in crate::ui) const DIALOG_HEAD: u16 = 2;

/// The line of a list at a point, not counting its heading.
fn line(area: Rect, top: usize, at: Position) -> Option<usize> {
    let below = area.contains(at).then(|| usize::from(at.y - area.y))?;
    Some(below.checked_sub(1)? + top)
}
