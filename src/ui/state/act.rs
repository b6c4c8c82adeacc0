//! What the keys do while no dialog is open.

use super::{Effect, Side, UiState};
use crate::terminal::TextField;
use crate::ui::areas::Areas;
use crate::ui::dialog::{CommandDialog, Dialog, MenuDialog, OutputDialog, TextDialog};
use crate::ui::form::{Destination, Form, FormQuestion, Then};
use crate::ui::keys::{Action, bound};
use crate::ui::rows::{Group, Row};
use crate::ui::search::search;
use crate::ui::{Model, Output, menus};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl UiState {
    /// Does what a key means in the uppermost dialog or on the lists.
    pub(in crate::ui) fn on_key(&mut self, key: KeyEvent, model: &Model) -> Option<Effect> {
        if key.modifiers.contains(KeyModifiers::ALT) && !self.is_typed() {
            // Terminals send Esc and a key that follows it fast in this way.
            self.on_key(KeyCode::Esc.into(), model);
            let modifiers = key.modifiers.difference(KeyModifiers::ALT);
            return self.on_key(KeyEvent::new(key.code, modifiers), model);
        }
        let action = bound(key);
        if action == Some(Action::Suspend) {
            return Some(Effect::Suspend);
        }
        if self.areas.is_none() {
            // The screen is too small to show anything else.
            let quits = action == Some(Action::Quit) && !self.is_typed();
            return quits.then_some(Effect::Quit);
        }
        match self.dialogs.is_empty() {
            true => self.act(action?, model),
            false => self.reply(key, model),
        }
    }

    pub(super) fn act(&mut self, action: Action, model: &Model) -> Option<Effect> {
        let moved = std::mem::take(&mut self.moved);
        let row = self.row();
        let group = self.groups.chosen().unwrap_or(Group::Next);
        if moved && matches!(action, Action::Mark(_)) {
            // The key was pressed for the item that was selected a moment ago.
            self.message = row.map(|row| gone(model, row));
            return None;
        }
        match action {
            Action::Lines(lines) => self.walk(lines, model),
            Action::Pages(pages) => self.walk(pages * self.page(), model),
            Action::Left => self.side = Side::Left,
            Action::Right => return self.right(model),
            Action::Across => {
                self.side = match self.side {
                    Side::Left => Side::Right,
                    Side::Right => Side::Left,
                }
            }
            Action::Mark(action) => {
                let row = self.focus_row()?;
                return self.fill(menus::mark(model, row, action), model);
            }
            Action::Link => {
                let row = self.focus_row()?;
                return self.fill(menus::link(model, row), model);
            }
            Action::Note => return self.fill(menus::note(model, row), model),
            Action::Assign => return self.fill(menus::assign(model, row, group), model),
            Action::Undo => return self.fill(Form::of(&["undo"]), model),
            Action::Decide => return self.fill(menus::decide(model), model),
            Action::Incident => return self.fill(menus::incident(model), model),
            Action::Announce => return self.fill(menus::announce(model), model),
            Action::View => return self.fill(menus::view(model), model),
            Action::Change => return self.fill(menus::change(model), model),
            Action::Search => return self.fill(Form::of(&[]).ask(search(model)), model),
            Action::Command => self.dialogs.push(Dialog::Command(CommandDialog::default())),
            Action::Keys => self.dialogs.push(Dialog::Output(OutputDialog::keys())),
            Action::OnlyOpen => {
                self.row_filter.open = !self.row_filter.open;
                self.renew(model);
            }
            Action::Mine => return Some(Effect::Mine),
            Action::Back => self.back(),
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
        }
        None
    }

    /// The selected row. If the left list has the focus, the right one gets it instead.
    fn focus_row(&mut self) -> Option<Row> {
        let row = self.row();
        self.side = Side::Right;
        row
    }

    /// Asks the next question of a form, or runs its line.
    pub(super) fn fill(&mut self, mut form: Form, model: &Model) -> Option<Effect> {
        self.message = None;
        match form.questions.pop_front() {
            Some(FormQuestion::Text(argument, initial)) => {
                let field = TextField::of(initial);
                self.dialogs.push(Dialog::Text(TextDialog { form, argument, field }));
            }
            Some(FormQuestion::Menu(menu)) => {
                self.dialogs.push(Dialog::Menu(MenuDialog::new(form, menu)));
            }
            None => match form.then {
                Then::Go(Destination::Place(place)) => self.go_to(place, model),
                Then::Go(Destination::Group(group)) => self.go(group, model),
                Then::Go(Destination::Person(person)) => {
                    self.dialogs.clear();
                    self.row_filter.whose = Some(person);
                    self.renew(model);
                }
                Then::Say | Then::Show | Then::Offer { .. } => return Some(Effect::Run(form)),
            },
        }
        None
    }

    pub(super) fn walk(&mut self, lines: isize, model: &Model) {
        match self.side {
            Side::Right => self.rows.at = self.rows.moved(lines),
            Side::Left => self.choose_group(self.groups.moved(lines), model),
        }
    }

    /// Selects the group at a position, and its first row.
    pub(super) fn choose_group(&mut self, at: usize, model: &Model) {
        if at != self.groups.at {
            self.groups.at = at;
            self.reset_rows(model);
        }
    }

    pub(super) fn page(&self) -> isize {
        let lines = self.areas.map_or(9, Areas::lines);
        lines.saturating_sub(1).max(1).cast_signed()
    }

    /// Goes to the right list; there shows all of an item.
    fn right(&mut self, model: &Model) -> Option<Effect> {
        let row = self.focus_row()?;
        self.fill(menus::in_full(model, row), model)
    }

    /// Removes the message, else goes to the left list.
    fn back(&mut self) {
        if self.message.take().is_none() {
            self.side = Side::Left;
        }
    }
}

/// Says that somebody else completed the selected item, and which one is selected now.
fn gone(model: &Model, row: Row) -> Output {
    let number = model.release.playbook.number(row.place);
    Output {
        line: String::new(),
        refused: true,
        text: format!("somebody else completed the selected item; now {number} is selected\n"),
    }
}
