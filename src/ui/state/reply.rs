//! What the keys do in what lies over the lists.

use super::super::backend::{Candidate, Output};
use super::super::dialog::{Asking, Dialog, Menu, Reading, Typing};
use super::super::form::Form;
use super::super::keys::{Action, bound};
use super::super::menus;
use super::super::model::Model;
use super::super::search::{Goal, Search};
use super::{Effect, UiState, list_height};
use crate::terminal::{TextField, joined, last_word, split};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl UiState {
    /// Action what a key means in the uppermost dialog, which is taken off; it is put back if it stays.
    pub(super) fn reply(&mut self, dialog: Dialog, key: KeyEvent, model: &Model) -> Option<Effect> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let escape = key.code == KeyCode::Esc || (control && key.code == KeyCode::Char('c'));
        if escape || (bound(key) == Some(Action::Quit) && !dialog.is_typed()) {
            self.message = None;
            self.dialogs.extend(dialog.below());
            return None;
        }
        match dialog {
            Dialog::Asking(asking) => self.asking(asking, key, model),
            Dialog::Choosing(menu) => self.choosing(menu, key, model),
            Dialog::Typing(typing) => self.typing(typing, key, model),
            Dialog::Searching(search) => self.searching(search, key, model),
            Dialog::Reading(reading) => self.reading(reading, key, model),
            Dialog::Keys { top } => {
                let top = scrolled(key, top, self.page())?;
                self.dialogs.push(Dialog::Keys { top });
                None
            }
        }
    }

    /// Says whether keys go into a text.
    pub(super) fn is_typed(&self) -> bool {
        self.dialogs.last().is_some_and(Dialog::is_typed)
    }

    /// Takes in a text that was pasted.
    pub(in super::super) fn paste(&mut self, text: &str) {
        match self.dialogs.last_mut() {
            Some(Dialog::Asking(asking)) => asking.edit.insert(text),
            Some(Dialog::Typing(typing)) => typing.edit.insert(text),
            Some(Dialog::Searching(search)) => search.list.edit(|line| line.insert(text)),
            Some(Dialog::Choosing(_) | Dialog::Reading(_) | Dialog::Keys { .. }) | None => {}
        }
    }

    fn asking(&mut self, mut asking: Asking, key: KeyEvent, model: &Model) -> Option<Effect> {
        let entered = key.code == KeyCode::Enter;
        if !entered {
            asking.edit.press(key);
        }
        let form = asking.form.clone();
        let form = form.typed(asking.text.slot, asking.edit.text());
        self.dialogs.push(Dialog::Asking(asking));
        if entered {
            self.fill(form, model)
        } else {
            None
        }
    }

    fn choosing(&mut self, mut menu: Menu, key: KeyEvent, model: &Model) -> Option<Effect> {
        let number = match key.code {
            KeyCode::Char(c) => c.to_digit(10).and_then(|n| usize::try_from(n).ok()),
            _ => None,
        };
        let does = bound(key);
        let mut taken = does == Some(Action::Right);
        if let Some(position) = number.and_then(|number| number.checked_sub(1)) {
            let entry = menu.choice.entries.get(position);
            // Digits may belong to a text that was typed too soon. So they choose, and lead to what asks or shows more.
            taken = entry.is_some_and(|entry| !menu.form.clone().chosen(entry).records());
            if entry.is_some() {
                menu.list.at = position;
            }
        } else if let Some(lines) = does.and_then(|does| does.lines(self.page())) {
            menu.list.step(lines);
        } else if does == Some(Action::Left) {
            return None;
        }
        let at = menu.list.at;
        self.dialogs.push(Dialog::Choosing(menu));
        match taken {
            true => self.take_entry(at, model),
            false => None,
        }
    }

    /// Goes on with the answer at a position of the uppermost menu, which stays below with it.
    pub(super) fn take_entry(&mut self, at: usize, model: &Model) -> Option<Effect> {
        let Some(Dialog::Choosing(menu)) = self.dialogs.last_mut() else {
            return None;
        };
        let form = menu.form.clone().chosen(menu.choice.entries.get(at)?);
        menu.list.at = at;
        self.fill(form, model)
    }

    fn typing(&mut self, mut typing: Typing, key: KeyEvent, model: &Model) -> Option<Effect> {
        if key.code == KeyCode::Tab && !typing.candidates.is_empty() {
            let page = self.plan.map_or(1, |plan| list_height(plan.body));
            let next = typing.top + page;
            typing.top = if next < typing.candidates.len() {
                next
            } else {
                0
            };
            self.dialogs.push(Dialog::Typing(typing));
            return None;
        }
        typing.candidates.clear();
        match key.code {
            KeyCode::Enter => {
                let line = typing.edit.text().to_owned();
                self.dialogs.push(Dialog::Typing(typing));
                return self.run_typed(&line, model);
            }
            KeyCode::Tab => {
                let line = typing.edit.before().to_owned();
                self.dialogs.push(Dialog::Typing(typing));
                return Some(Effect::Complete(line));
            }
            KeyCode::Up => typing.back = (typing.back + 1).min(self.past.len()),
            KeyCode::Down => typing.back = typing.back.saturating_sub(1),
            KeyCode::Backspace if typing.edit.text().is_empty() => return None,
            _ => {
                typing.edit.press(key);
                self.dialogs.push(Dialog::Typing(typing));
                return None;
            }
        }
        let earlier = self.past.len().checked_sub(typing.back);
        let earlier = earlier.and_then(|at| self.past.get(at));
        let line = earlier.map_or("", |line| line.strip_prefix("octorel ").unwrap_or(line));
        typing.edit = TextField::of(line);
        self.dialogs.push(Dialog::Typing(typing));
        None
    }

    /// Puts what all candidates begin with in the place of the last word; where that is no more than there is, shows them.
    pub(in super::super) fn complete(&mut self, candidates: Vec<Candidate>) {
        let Some(Dialog::Typing(typing)) = self.dialogs.last_mut() else {
            return;
        };
        self.message = None;
        let before = typing.edit.before();
        let word = last_word(before);
        let common = common(&candidates);
        // What a word means without being its beginning is shown, and so are options that nobody asked for.
        let unasked = word.is_empty() && common.starts_with('-');
        let goes_on = common.len() > word.len() && common.starts_with(word) && !unasked;
        if goes_on || candidates.len() == 1 {
            let behind = typing.edit.text()[before.len()..].to_owned();
            let begin = before[..before.len() - word.len()].to_owned();
            let whole = match &candidates[..] {
                [only] => joined(std::slice::from_ref(&only.word)) + " ",
                _ => common.to_owned(),
            };
            typing.edit = TextField::around(&(begin + &whole), &behind);
        } else {
            typing.candidates = candidates;
            typing.top = 0;
        }
    }

    /// Has a typed line run; `octorel` may stand before it.
    fn run_typed(&mut self, line: &str, model: &Model) -> Option<Effect> {
        let Some(words) = split(line) else {
            self.message = Some(Output {
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
        self.fill(Form::of(&words), model)
    }

    fn searching(&mut self, mut search: Search, key: KeyEvent, model: &Model) -> Option<Effect> {
        match key.code {
            KeyCode::Enter => {
                if let Some(find) = search.chosen() {
                    let goal = find.goal.clone();
                    return self.find(goal, model);
                }
            }
            KeyCode::Up => search.list.step(-1),
            KeyCode::Down => search.list.step(1),
            KeyCode::PageUp => search.list.step(-self.page()),
            KeyCode::PageDown => search.list.step(self.page()),
            _ => search.list.edit(|line| line.press(key)),
        }
        self.dialogs.push(Dialog::Searching(search));
        None
    }

    /// Goes to what was found.
    pub(super) fn find(&mut self, goal: Goal, model: &Model) -> Option<Effect> {
        self.dialogs.clear();
        match goal {
            Goal::Place(place) => self.go_to(place, model),
            Goal::Group(group) => self.go(group, model),
            Goal::Person(person) => {
                self.row_filter.whose = Some(person);
                self.renew(model);
            }
            Goal::Decision(position) => {
                return self.fill(menus::decide_one(model, position), model);
            }
        }
        None
    }

    fn reading(&mut self, mut reading: Reading, key: KeyEvent, model: &Model) -> Option<Effect> {
        // A space scrolls, and may have been typed before there was anything to send.
        if bound(key) == Some(Action::Tell)
            && let Some((form, _)) = reading.offer
        {
            return self.fill(form, model);
        }
        reading.top = scrolled(key, reading.top, self.page())?;
        self.dialogs.push(Dialog::Reading(reading));
        None
    }
}

/// What all words begin with.
fn common(candidates: &[Candidate]) -> &str {
    let Some((first, others)) = candidates.split_first() else {
        return "";
    };
    let first = &*first.word;
    let shared = |end: &usize| {
        others
            .iter()
            .all(|one| one.word.starts_with(&first[..*end]))
    };
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(shared).last();
    &first[..end.unwrap_or_default()]
}

/// Where a page that is scrolled by so many lines is after a key; `None` if the key leaves it.
fn scrolled(key: KeyEvent, top: usize, page: isize) -> Option<usize> {
    let Some(does) = bound(key) else {
        return Some(top);
    };
    let down = (does == Action::Tick).then_some(page);
    if let Some(lines) = does.lines(page).or(down) {
        return Some(top.saturating_add_signed(lines));
    }
    let leaves = matches!(does, Action::Left | Action::Right | Action::Keys);
    (!leaves).then_some(top)
}
