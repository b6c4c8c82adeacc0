//! What the keys do while no dialog is open.

use crate::ui::areas::Areas;
use crate::ui::backend::Output;
use crate::ui::dialog::{CommandDialog, Dialog, MenuDialog, TextDialog};
use crate::ui::form::{Form, FormQuestion, Then};
use crate::ui::keys::{Action, bound};
use crate::ui::menus;
use crate::ui::model::Model;
use crate::ui::picker::PickerState;
use crate::ui::rows::{Group, Grouping, Row, groups};
use crate::ui::search::SearchDialog;
use super::{Effect, List, Side, UiState};
use crate::playbook::Place;
use crate::terminal::TextField;
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
        if let Some(dialog) = self.dialogs.pop() {
            return self.reply(dialog, key, model);
        }
        self.act(action?, model)
    }

    /// Does what an action means on the lists.
    pub(super) fn act(&mut self, action: Action, model: &Model) -> Option<Effect> {
        let moved = std::mem::take(&mut self.moved);
        let row = self.row();
        let group = self.groups.chosen().unwrap_or(Group::Next);
        if moved && matches!(action, Action::Tick | Action::Skip | Action::Block) {
            // The key was meant for the item that was selected a moment ago.
            self.message = row.map(|row| gone(model, row));
            return None;
        }
        match action {
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last => {
                let lines = action.lines(self.page()).unwrap_or_default();
                self.walk(lines, model);
            }
            Action::Left => self.left(model),
            Action::Right => return self.right(model),
            Action::Across => {
                self.side = match self.side {
                    Side::Left => Side::Right,
                    Side::Right => Side::Left,
                }
            }
            Action::Tick => return self.about(row, |row| menus::tick(model, row), model),
            Action::Skip => return self.about(row, |row| menus::skip(model, row), model),
            Action::Block => return self.about(row, |row| menus::block(model, row), model),
            Action::Link => return self.about(row, |row| menus::link(model, row), model),
            Action::Note => return self.fill(menus::note(model, row), model),
            Action::Assign => return self.fill(menus::assign(model, row, group), model),
            Action::Undo => return self.fill(Form::of(&["undo"]), model),
            Action::Decide => return self.fill(menus::decide(model), model),
            Action::Incident => return self.fill(menus::incident(model), model),
            Action::Tell => return self.fill(menus::tell(model), model),
            Action::View => return self.fill(menus::view(model), model),
            Action::Change => return self.fill(menus::change(model), model),
            Action::Search => self.dialogs.push(Dialog::Search(SearchDialog::new(model))),
            Action::Command => self.dialogs.push(Dialog::Command(CommandDialog::default())),
            Action::Keys => self.dialogs.push(Dialog::Keys { top: 0 }),
            Action::Phases => self.look_through(Grouping::Phases, model),
            Action::Roles => self.look_through(Grouping::Roles, model),
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

    /// Begins a form about the selected row. If the left list has the keys, the items get them first.
    fn about(
        &mut self,
        row: Option<Row>,
        form: impl FnOnce(Row) -> Form,
        model: &Model,
    ) -> Option<Effect> {
        let Some(row) = row else {
            self.side = Side::Right;
            return None;
        };
        self.fill(form(row), model)
    }

    /// Asks the next question of a form, or runs its line.
    pub(super) fn fill(&mut self, mut form: Form, model: &Model) -> Option<Effect> {
        self.message = None;
        match form.questions.pop_front() {
            Some(FormQuestion::Text(question)) => {
                let field = TextField::of(&question.initial);
                self.dialogs.push(Dialog::Text(TextDialog { form, question, field }));
                None
            }
            Some(FormQuestion::Menu(menu)) => {
                let entries = menu.entries.iter();
                let list = PickerState::new(entries.map(|e| (e.name.clone(), e.about.clone())));
                self.dialogs.push(Dialog::Menu(MenuDialog { form, menu, list }));
                None
            }
            None => match form.then {
                Then::Go(group) => {
                    self.go(group, model);
                    self.side = Side::Right;
                    None
                }
                Then::Say | Then::Show | Then::Offer { .. } => Some(Effect::Run(form)),
            },
        }
    }

    /// Moves the selection up or down by a number of lines.
    pub(super) fn walk(&mut self, lines: isize, model: &Model) {
        let walked = |at: usize, count: usize| {
            let last = count.saturating_sub(1);
            at.saturating_add_signed(lines).min(last)
        };
        match self.side {
            Side::Right => self.rows.at = walked(self.rows.at, self.rows.lines.len()),
            Side::Left => {
                let at = walked(self.groups.at, self.groups.lines.len());
                self.choose_group(at, model);
            }
        }
    }

    /// Selects the group at a position, and its first row.
    pub(super) fn choose_group(&mut self, at: usize, model: &Model) {
        if at != self.groups.at {
            self.groups.at = at;
            self.rows = List::new(Vec::new());
            self.renew_rows(model);
        }
    }

    /// The number of lines of a page.
    pub(super) fn page(&self) -> isize {
        let lists = |areas: Areas| areas.right.height.max(areas.left.height);
        let height = self.areas.map_or(10, lists);
        isize::try_from(height).unwrap_or(10).saturating_sub(2).max(1)
    }

    /// Closes an opened item; otherwise goes to the left list.
    fn left(&mut self, model: &Model) {
        let playbook = &model.release.playbook;
        if let Some(row) = self.row()
            && self.opened.remove(playbook.id(row.place))
        {
            self.choose(model, row.place);
            self.renew_rows(model);
            return;
        }
        self.side = Side::Left;
    }

    /// Goes to the right list; there opens an item into its roles, or shows its history.
    fn right(&mut self, model: &Model) -> Option<Effect> {
        let Some(row) = self.row() else {
            self.side = Side::Right;
            return None;
        };
        let playbook = &model.release.playbook;
        if row.role.is_none() && playbook.is_for_all(row.place) {
            let id = playbook.id(row.place);
            if !self.opened.remove(id) {
                self.opened.insert(id.clone());
            }
            self.renew_rows(model);
            return None;
        }
        self.fill(menus::history(model, row), model)
    }

    /// Groups by phases or by roles. The selected item stays selected if it is listed.
    fn look_through(&mut self, grouping: Grouping, model: &Model) {
        if self.grouping == grouping {
            return;
        }
        let chosen = self.rows.chosen();
        self.grouping = grouping;
        self.groups = List::new(groups(model, grouping));
        if let Some(row) = chosen {
            let playbook = &model.release.playbook;
            let owner = playbook.owner(row.place);
            let role = playbook.roles.iter().position(|role| role.id.as_str() == owner.as_str());
            let group = match (grouping, row.place) {
                (Grouping::Roles, _) => Group::Role(row.role.or(role).unwrap_or_default()),
                (Grouping::Phases, Place::Item { phase, .. }) => Group::Phase(phase),
                (Grouping::Phases, Place::Duty { .. }) => Group::Next,
            };
            self.groups.choose(group);
        }
        self.rows = List::new(Vec::new());
        self.renew_rows(model);
        let same = |row: &Row| chosen.is_some_and(|chosen| chosen.place == row.place);
        self.rows.at = self.rows.lines.iter().position(same).unwrap_or_default();
    }

    /// Removes the message; otherwise goes to the left list.
    fn back(&mut self) {
        if self.message.take().is_none() {
            self.side = Side::Left;
        }
    }
}

/// Says that others have settled the selected item, and which one is selected now.
fn gone(model: &Model, row: Row) -> Output {
    let number = model.release.playbook.number(row.place);
    Output {
        line: String::new(),
        refused: true,
        text: format!("others have settled what was chosen; now it is {number}\n"),
    }
}
