//! What the keys do while no dialog is open.

use super::{CommandDialog, Dialog, Effect, UiState};
use crate::names::RoleId;
use crate::playbook::Owner;
use crate::release::{AnswerTarget, MissingArgument};
use crate::ui::areas::{Areas, Side};
use crate::ui::keys::{Action, BINDINGS, Binding, Menu, bound};
use crate::ui::model::{Group, Row};
use crate::ui::{Model, Output};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl UiState {
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
            false => self.reply(key),
        }
    }

    pub(super) fn act(&mut self, action: Action, model: &Model) -> Option<Effect> {
        let moved = std::mem::take(&mut self.moved);
        let row = self.row();
        let group = self.groups.chosen().unwrap_or(Group::Next);
        if moved && matches!(action, Action::Mark(_)) {
            // The key was pressed for the item that was selected a moment ago.
            self.message = row.map(|row| {
                let now = number(model, row);
                format!("somebody else completed the selected item; now {now} is selected\n")
            });
            return None;
        }
        match action {
            Action::Lines(_) | Action::Pages(_) => self.walk(action.lines(self.page())?, model),
            Action::Left => self.side = Side::Left,
            Action::Right => return Some(run(&["show", &number(model, self.focus_row()?)])),
            Action::Across => {
                self.side = match self.side {
                    Side::Left => Side::Right,
                    Side::Right => Side::Left,
                }
            }
            Action::Mark(action) => {
                let row = self.focus_row()?;
                let action = action.or_reverted(model.state(row));
                let mut line = words(&[action.command(), &number(model, row)]);
                if let Some(role) = row.role {
                    let role = &model.release.playbook.roles[role].id;
                    AnswerTarget::Option("role").add(&mut line, role.as_str());
                }
                return Some(Effect::Run(line));
            }
            Action::Link => {
                let number = number(model, self.focus_row()?);
                let link = MissingArgument::option("link", format!("Link for {number}:"));
                return Some(Effect::Ask(words(&["note", &number]), link));
            }
            Action::Note => {
                let note = |row| run(&["note", &number(model, row)]);
                return Some(row.map_or(Effect::Menu(Menu::Note), note));
            }
            Action::Assign => {
                let role = role(model, row, group);
                let role = role.as_ref().map(RoleId::as_str);
                return Some(run(&["assign"].into_iter().chain(role).collect::<Vec<_>>()));
            }
            Action::Undo => return Some(run(&["undo"])),
            Action::Decide => {
                return Some(Effect::Ask(words(&["decide"]), MissingArgument::decision()));
            }
            Action::Menu(menu) => return Some(Effect::Menu(menu)),
            Action::Search => return Some(Effect::Search),
            Action::Command => self.dialogs.push(Dialog::Command(CommandDialog::default())),
            Action::Keys => {
                let row = |b: &Binding| format!("\u{1b}[1m{:<10}\u{1b}[0m{}\n", b.keys, b.help);
                let text = BINDINGS.iter().map(row).collect();
                let keys = Output { line: "all keys".to_owned(), refused: false, text };
                self.dialogs.push(Dialog::Output(keys, 0));
            }
            Action::OnlyOpen => {
                self.row_filter.open = !self.row_filter.open;
                self.renew(model);
            }
            Action::Mine => return Some(Effect::Mine),
            Action::Back => {
                if self.message.take().is_none() {
                    self.side = Side::Left;
                }
            }
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
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn run(line: &[&str]) -> Effect {
    Effect::Run(words(line))
}

fn number(model: &Model, row: Row) -> String {
    model.release.playbook.number(row.place)
}

/// The role to assign: that of a row, else that of its group.
fn role(model: &Model, row: Option<Row>, group: Group) -> Option<RoleId> {
    let playbook = &model.release.playbook;
    let owner = row.and_then(|row| match (row.role, playbook.owner(row.place)) {
        (Some(role), _) => Some(playbook.roles[role].id.clone()),
        (None, Owner::Role(role)) => Some(role),
        (None, Owner::All) => None,
    });
    let Group::Role(role) = group else { return owner };
    owner.or_else(|| Some(playbook.roles[role].id.clone()))
}
