//! What the keys do in what lies over the lists.

use super::super::dialog::{Dialog, Reading, Typing};
use super::super::edit::Edit;
use super::super::form::{Choice, Form};
use super::super::keys::{BINDINGS, Does, bound};
use super::super::picture::Picture;
use super::super::quote::split;
use super::super::search::{Goal, Search};
use super::super::{desk::Ran, menus};
use super::{Effect, State};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl State {
    /// Does what a key means in the uppermost dialog.
    pub(super) fn reply(
        &mut self,
        dialog: Dialog,
        key: KeyEvent,
        picture: &Picture,
    ) -> Option<Effect> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        if key.code == KeyCode::Esc || (control && key.code == KeyCode::Char('c')) {
            self.dialogs.pop();
            self.message = None;
            return None;
        }
        match dialog {
            Dialog::Asking {
                form,
                text,
                mut edit,
            } => {
                if key.code == KeyCode::Enter {
                    let form = form.typed(text.slot, edit.text());
                    return self.fill(form, picture);
                }
                edit.on_key(key);
                self.put(Dialog::Asking { form, text, edit });
                None
            }
            Dialog::Choosing { form, choice, at } => self.choosing(form, choice, at, key, picture),
            Dialog::Typing(typing) => self.typing(typing, key, picture),
            Dialog::Searching(search) => self.searching(search, key, picture),
            Dialog::Reading(reading) => self.reading(reading, key, picture),
            Dialog::Keys { top } => {
                match scrolled(key, top, self.page()) {
                    None => drop(self.dialogs.pop()),
                    Some(top) => self.put(Dialog::Keys {
                        top: top.min(BINDINGS.len()),
                    }),
                }
                None
            }
        }
    }

    /// Says whether keys go into a text.
    pub(super) fn is_typed(&self) -> bool {
        match self.dialogs.last() {
            Some(Dialog::Asking { .. } | Dialog::Typing(_) | Dialog::Searching(_)) => true,
            Some(Dialog::Choosing { .. } | Dialog::Reading(_) | Dialog::Keys { .. }) | None => {
                false
            }
        }
    }

    /// Takes in a text that was pasted.
    pub(in super::super) fn paste(&mut self, text: &str) {
        match self.dialogs.last_mut() {
            Some(Dialog::Asking { edit, .. }) => edit.insert(text),
            Some(Dialog::Typing(typing)) => typing.edit.insert(text),
            Some(Dialog::Searching(search)) => {
                search.edit.insert(text);
                search.again();
            }
            Some(Dialog::Choosing { .. } | Dialog::Reading(_) | Dialog::Keys { .. }) | None => {}
        }
    }

    /// Puts a dialog in the place of the uppermost one.
    fn put(&mut self, dialog: Dialog) {
        self.dialogs.pop();
        self.dialogs.push(dialog);
    }

    fn choosing(
        &mut self,
        form: Form,
        choice: Choice,
        at: usize,
        key: KeyEvent,
        picture: &Picture,
    ) -> Option<Effect> {
        let number = match key.code {
            KeyCode::Char(c) => c
                .to_digit(10)
                .and_then(|n| usize::try_from(n).ok()?.checked_sub(1)),
            _ => None,
        };
        if let Some(number) = number {
            return self.take_entry(number, picture);
        }
        let does = bound(key)?;
        if let Some(lines) = does.lines(self.page()) {
            let last = choice.entries.len().saturating_sub(1);
            let at = at.saturating_add_signed(lines).min(last);
            self.put(Dialog::Choosing { form, choice, at });
        } else if matches!(does, Does::Right | Does::Tick) {
            return self.take_entry(at, picture);
        } else if matches!(does, Does::Left | Does::Quit) {
            self.dialogs.pop();
        }
        None
    }

    /// Goes on with the answer at a position of the uppermost menu, which stays below with it.
    pub(super) fn take_entry(&mut self, at: usize, picture: &Picture) -> Option<Effect> {
        let Some(Dialog::Choosing { form, choice, .. }) = self.dialogs.last().cloned() else {
            return None;
        };
        let chosen = form.clone().chosen(choice.entries.get(at)?);
        self.put(Dialog::Choosing { form, choice, at });
        self.fill(chosen, picture)
    }

    fn typing(&mut self, mut typing: Typing, key: KeyEvent, picture: &Picture) -> Option<Effect> {
        match key.code {
            KeyCode::Enter => return self.run_typed(typing.edit.text(), picture),
            KeyCode::Up => typing.back = (typing.back + 1).min(self.past.len()),
            KeyCode::Down => typing.back = typing.back.saturating_sub(1),
            KeyCode::Backspace if typing.edit.text().is_empty() => {
                self.dialogs.pop();
                return None;
            }
            _ => {
                typing.edit.on_key(key);
                self.put(Dialog::Typing(typing));
                return None;
            }
        }
        let earlier = self.past.len().checked_sub(typing.back);
        let earlier = earlier.and_then(|at| self.past.get(at));
        let line = earlier.map_or("", |line| line.strip_prefix("octorel ").unwrap_or(line));
        typing.edit = Edit::of(line);
        self.put(Dialog::Typing(typing));
        None
    }

    /// Has a typed line run; `octorel` may stand before it.
    fn run_typed(&mut self, line: &str, picture: &Picture) -> Option<Effect> {
        let Some(words) = split(line) else {
            self.message = Some(Ran {
                line: line.to_owned(),
                refused: true,
                text: "error: a quote is not closed\n".to_owned(),
            });
            return None;
        };
        let mut words = words.into_iter().peekable();
        words.next_if(|word| word == "octorel");
        let words: Vec<String> = words.collect();
        if words.is_empty() {
            self.dialogs.pop();
            return None;
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.fill(Form::of(&words), picture)
    }

    fn searching(
        &mut self,
        mut search: Search,
        key: KeyEvent,
        picture: &Picture,
    ) -> Option<Effect> {
        let last = search.found.len().saturating_sub(1);
        let page = self.page().unsigned_abs();
        match key.code {
            KeyCode::Enter => {
                let goal = search.chosen()?.goal.clone();
                return self.find(goal, picture);
            }
            KeyCode::Up => search.at = search.at.saturating_sub(1),
            KeyCode::Down => search.at = (search.at + 1).min(last),
            KeyCode::PageUp => search.at = search.at.saturating_sub(page),
            KeyCode::PageDown => search.at = (search.at + page).min(last),
            _ => {
                let before = search.edit.text().to_owned();
                search.edit.on_key(key);
                if search.edit.text() != before {
                    search.again();
                }
            }
        }
        self.put(Dialog::Searching(search));
        None
    }

    /// Goes to what was found.
    pub(super) fn find(&mut self, goal: Goal, picture: &Picture) -> Option<Effect> {
        self.dialogs.clear();
        match goal {
            Goal::Place(place) => self.go_to(place, picture),
            Goal::Group(group) => self.go(group, picture),
            Goal::Person(person) => {
                self.sieve.whose = Some(person);
                self.renew(picture);
            }
            Goal::Decision(position) => {
                return self.fill(menus::decide_one(picture, position), picture);
            }
        }
        None
    }

    fn reading(
        &mut self,
        mut reading: Reading,
        key: KeyEvent,
        picture: &Picture,
    ) -> Option<Effect> {
        if bound(key) == Some(Does::Tick)
            && let Some((form, _)) = reading.offer
        {
            self.dialogs.pop();
            return self.fill(form, picture);
        }
        let last = reading.text.lines().count().saturating_sub(1);
        match scrolled(key, reading.top, self.page()) {
            None => drop(self.dialogs.pop()),
            Some(top) => {
                reading.top = top.min(last);
                self.put(Dialog::Reading(reading));
            }
        }
        None
    }
}

/// Where a page that is scrolled by so many lines is after a key; `None` if the key leaves it.
fn scrolled(key: KeyEvent, top: usize, page: isize) -> Option<usize> {
    let Some(does) = bound(key) else {
        return Some(top);
    };
    let down = (does == Does::Tick).then_some(page);
    if let Some(lines) = does.lines(page).or(down) {
        return Some(top.saturating_add_signed(lines));
    }
    let leaves = matches!(does, Does::Left | Does::Right | Does::Quit | Does::Keys);
    (!leaves).then_some(top)
}
