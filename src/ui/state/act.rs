//! What the keys do while nothing lies over the lists.

use super::super::desk::Ran;
use super::super::dialog::{Asking, Dialog, Menu, Typing};
use super::super::form::{Form, Question, Then};
use super::super::keys::{Does, bound};
use super::super::menus;
use super::super::picture::Picture;
use super::super::plan::Plan;
use super::super::rows::{Group, Lens, Row, groups};
use super::super::search::Search;
use super::{Effect, List, Side, State};
use crate::playbook::Place;
use crate::terminal::Line;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl State {
    /// Does what a key means where the keys are.
    pub(in super::super) fn on_key(&mut self, key: KeyEvent, picture: &Picture) -> Option<Effect> {
        if key.modifiers.contains(KeyModifiers::ALT) && !self.is_typed() {
            // So a terminal sends Esc and a key that follow each other fast.
            self.on_key(KeyCode::Esc.into(), picture);
            let modifiers = key.modifiers.difference(KeyModifiers::ALT);
            return self.on_key(KeyEvent::new(key.code, modifiers), picture);
        }
        let does = bound(key);
        if does == Some(Does::Suspend) {
            return Some(Effect::Suspend);
        }
        if self.plan.is_none() {
            // Nobody sees what else would happen.
            let quits = does == Some(Does::Quit) && !self.is_typed();
            return quits.then_some(Effect::Quit);
        }
        if let Some(dialog) = self.dialogs.pop() {
            return self.reply(dialog, key, picture);
        }
        self.act(does?, picture)
    }

    /// Does what a key does on the lists.
    pub(super) fn act(&mut self, does: Does, picture: &Picture) -> Option<Effect> {
        let moved = std::mem::take(&mut self.moved);
        let row = self.row();
        let group = self.groups.chosen().unwrap_or(Group::Next);
        if moved && matches!(does, Does::Tick | Does::Skip | Does::Block) {
            // The key was meant for what stood here a moment ago.
            self.message = row.map(|row| gone(picture, row));
            return None;
        }
        match does {
            Does::Up | Does::Down | Does::PageUp | Does::PageDown | Does::First | Does::Last => {
                let lines = does.lines(self.page()).unwrap_or_default();
                self.walk(lines, picture);
            }
            Does::Left => self.left(picture),
            Does::Right => return self.right(picture),
            Does::Across => {
                self.side = match self.side {
                    Side::Left => Side::Right,
                    Side::Right => Side::Left,
                }
            }
            Does::Tick => return self.about(row, |row| menus::tick(picture, row), picture),
            Does::Skip => return self.about(row, |row| menus::skip(picture, row), picture),
            Does::Block => return self.about(row, |row| menus::block(picture, row), picture),
            Does::Link => return self.about(row, |row| menus::link(picture, row), picture),
            Does::Note => return self.fill(menus::note(picture, row), picture),
            Does::Assign => return self.fill(menus::assign(picture, row, group), picture),
            Does::Undo => return self.fill(Form::of(&["undo"]), picture),
            Does::Decide => return self.fill(menus::decide(picture), picture),
            Does::Incident => return self.fill(menus::incident(picture), picture),
            Does::Tell => return self.fill(menus::tell(picture), picture),
            Does::View => return self.fill(menus::view(picture), picture),
            Does::Change => return self.fill(menus::change(picture), picture),
            Does::Search => self.dialogs.push(Dialog::Searching(Search::new(picture))),
            Does::Command => self.dialogs.push(Dialog::Typing(Typing::default())),
            Does::Keys => self.dialogs.push(Dialog::Keys { top: 0 }),
            Does::Phases => self.look_through(Lens::Phases, picture),
            Does::Roles => self.look_through(Lens::Roles, picture),
            Does::OnlyOpen => {
                self.sieve.open = !self.sieve.open;
                self.renew(picture);
            }
            Does::Mine => return Some(Effect::Mine),
            Does::Back => self.back(),
            Does::Quit => return Some(Effect::Quit),
            Does::Suspend => return Some(Effect::Suspend),
        }
        None
    }

    /// Begins a form about the chosen row. The keys go to the items first if they are on the left.
    fn about(
        &mut self,
        row: Option<Row>,
        form: impl FnOnce(Row) -> Form,
        picture: &Picture,
    ) -> Option<Effect> {
        let Some(row) = row else {
            self.side = Side::Right;
            return None;
        };
        self.fill(form(row), picture)
    }

    /// Asks the next question of a form, or has its line run.
    pub(super) fn fill(&mut self, mut form: Form, picture: &Picture) -> Option<Effect> {
        self.message = None;
        match form.questions.pop_front() {
            Some(Question::Text(text)) => {
                let edit = Line::of(&text.given);
                let asking = Asking { form, text, edit };
                self.dialogs.push(Dialog::Asking(asking));
                None
            }
            Some(Question::Choice(choice)) => {
                let at = 0;
                let menu = Menu { form, choice, at };
                self.dialogs.push(Dialog::Choosing(menu));
                None
            }
            None => match form.then {
                Then::Go(group) => {
                    self.go(group, picture);
                    self.side = Side::Right;
                    None
                }
                Then::Say | Then::Show | Then::Offer { .. } => Some(Effect::Run(form)),
            },
        }
    }

    /// Goes so many lines up or down.
    pub(super) fn walk(&mut self, lines: isize, picture: &Picture) {
        let walked = |at: usize, count: usize| {
            let last = count.saturating_sub(1);
            at.saturating_add_signed(lines).min(last)
        };
        match self.side {
            Side::Right => self.rows.at = walked(self.rows.at, self.rows.lines.len()),
            Side::Left => {
                let at = walked(self.groups.at, self.groups.lines.len());
                self.choose_group(at, picture);
            }
        }
    }

    /// Chooses the group at a position, and the first of its rows.
    pub(super) fn choose_group(&mut self, at: usize, picture: &Picture) {
        if at != self.groups.at {
            self.groups.at = at;
            self.rows = List::new(Vec::new());
            self.renew_rows(picture);
        }
    }

    /// How many lines a page has.
    pub(super) fn page(&self) -> isize {
        let lists = |plan: Plan| plan.right.height.max(plan.left.height);
        let height = self.plan.map_or(10, lists);
        isize::try_from(height)
            .unwrap_or(10)
            .saturating_sub(2)
            .max(1)
    }

    /// Closes an opened item; else to the left list.
    fn left(&mut self, picture: &Picture) {
        let playbook = &picture.release.playbook;
        if let Some(row) = self.row()
            && self.opened.remove(playbook.id(row.place))
        {
            self.choose(picture, row.place);
            self.renew_rows(picture);
            return;
        }
        self.side = Side::Left;
    }

    /// To the right list; there opens an item into its roles, or shows what happened to it.
    fn right(&mut self, picture: &Picture) -> Option<Effect> {
        let Some(row) = self.row() else {
            self.side = Side::Right;
            return None;
        };
        let playbook = &picture.release.playbook;
        if row.role.is_none() && playbook.is_for_all(row.place) {
            let id = playbook.id(row.place);
            if !self.opened.remove(id) {
                self.opened.insert(id.clone());
            }
            self.renew_rows(picture);
            return None;
        }
        self.fill(menus::history(picture, row), picture)
    }

    /// Groups by phases or by roles. The chosen item stays chosen where it is listed.
    fn look_through(&mut self, lens: Lens, picture: &Picture) {
        if self.lens == lens {
            return;
        }
        let chosen = self.rows.chosen();
        self.lens = lens;
        self.groups = List::new(groups(picture, lens));
        if let Some(row) = chosen {
            let playbook = &picture.release.playbook;
            let owner = playbook.owner(row.place);
            let role = playbook
                .roles
                .iter()
                .position(|role| role.id.as_str() == owner.as_str());
            let group = match (lens, row.place) {
                (Lens::Roles, _) => Group::Role(row.role.or(role).unwrap_or_default()),
                (Lens::Phases, Place::Item { phase, .. }) => Group::Phase(phase),
                (Lens::Phases, Place::Duty { .. }) => Group::Next,
            };
            self.groups.choose(group);
        }
        self.rows = List::new(Vec::new());
        self.renew_rows(picture);
        let same = |row: &Row| chosen.is_some_and(|chosen| chosen.place == row.place);
        self.rows.at = self.rows.lines.iter().position(same).unwrap_or_default();
    }

    /// Takes away the message; else goes to the left list.
    fn back(&mut self) {
        if self.message.take().is_none() {
            self.side = Side::Left;
        }
    }
}

/// Says that others have recorded something about what was chosen, and what is chosen now.
fn gone(picture: &Picture, row: Row) -> Ran {
    let number = picture.release.playbook.number(row.place);
    Ran {
        line: String::new(),
        refused: true,
        text: format!("others have settled what was chosen; now it is {number}\n"),
    }
}
