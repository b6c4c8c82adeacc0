//! What the keys do in dialogs.

use crate::ui::backend::{Completion, Output};
use crate::ui::dialog::{CommandDialog, Dialog, MenuDialog, OutputDialog, TextDialog};
use crate::ui::form::Form;
use crate::ui::keys::{Action, bound};
use crate::ui::menus;
use crate::ui::model::Model;
use crate::ui::search::{Destination, SearchDialog};
use super::{Effect, UiState, list_height};
use crate::command::{joined, last_word, split};
use crate::terminal::TextField;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl UiState {
    /// Does what a key means in the uppermost dialog. The dialog has been removed, and is put back if it stays.
    pub(super) fn reply(&mut self, dialog: Dialog, key: KeyEvent, model: &Model) -> Option<Effect> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let escape = key.code == KeyCode::Esc || (control && key.code == KeyCode::Char('c'));
        if escape || (bound(key) == Some(Action::Quit) && !dialog.is_typed()) {
            self.message = None;
            self.dialogs.extend(dialog.below());
            return None;
        }
        match dialog {
            Dialog::Text(text) => self.type_text(text, key, model),
            Dialog::Menu(menu) => self.choose_entry(menu, key, model),
            Dialog::Command(command) => self.type_command(command, key, model),
            Dialog::Search(search) => self.search(search, key, model),
            Dialog::Output(output) => self.read_output(output, key, model),
            Dialog::Keys { top } => {
                let top = scrolled(key, top, self.page())?;
                self.dialogs.push(Dialog::Keys { top });
                None
            }
        }
    }

    /// Says whether keys change a text.
    pub(super) fn is_typed(&self) -> bool {
        self.dialogs.last().is_some_and(Dialog::is_typed)
    }

    /// Inserts pasted text.
    pub(in crate::ui) fn paste(&mut self, text: &str) {
        match self.dialogs.last_mut() {
            Some(Dialog::Text(dialog)) => dialog.field.insert(text),
            Some(Dialog::Command(command)) => command.field.insert(text),
            Some(Dialog::Search(search)) => search.list.edit(|line| line.insert(text)),
            Some(Dialog::Menu(_) | Dialog::Output(_) | Dialog::Keys { .. }) | None => {}
        }
    }

    fn type_text(&mut self, mut text: TextDialog, key: KeyEvent, model: &Model) -> Option<Effect> {
        if key.code != KeyCode::Enter {
            text.field.press(key);
            self.dialogs.push(Dialog::Text(text));
            return None;
        }
        let target = &text.question.argument.target;
        let form = text.form.clone().with(target, text.field.text());
        self.dialogs.push(Dialog::Text(text));
        self.fill(form, model)
    }

    fn choose_entry(
        &mut self,
        mut menu: MenuDialog,
        key: KeyEvent,
        model: &Model,
    ) -> Option<Effect> {
        let number = match key.code {
            KeyCode::Char(c) => c.to_digit(10).and_then(|n| usize::try_from(n).ok()),
            _ => None,
        };
        let action = bound(key);
        let mut taken = action == Some(Action::Right);
        if let Some(position) = number.and_then(|number| number.checked_sub(1)) {
            let entry = menu.menu.entries.get(position);
            // Digits may belong to a text that was typed too early. So they select, and open only what asks or shows more.
            taken = entry.is_some_and(|entry| !menu.form.clone().chosen(entry).records());
            if entry.is_some() {
                menu.list.at = position;
            }
        } else if let Some(lines) = action.and_then(|action| action.lines(self.page())) {
            menu.list.step(lines);
        } else if action == Some(Action::Left) {
            return None;
        }
        let at = menu.list.at;
        self.dialogs.push(Dialog::Menu(menu));
        match taken {
            true => self.take_entry(at, model),
            false => None,
        }
    }

    /// Selects and takes the entry at a position of the uppermost menu, which stays below what follows.
    pub(super) fn take_entry(&mut self, at: usize, model: &Model) -> Option<Effect> {
        let Some(Dialog::Menu(menu)) = self.dialogs.last_mut() else {
            return None;
        };
        let form = menu.form.clone().chosen(menu.menu.entries.get(at)?);
        menu.list.at = at;
        self.fill(form, model)
    }

    fn type_command(
        &mut self,
        mut command: CommandDialog,
        key: KeyEvent,
        model: &Model,
    ) -> Option<Effect> {
        if key.code == KeyCode::Tab && !command.completions.is_empty() {
            let page = self.areas.map_or(1, |areas| list_height(areas.body));
            let next = command.top + page;
            command.top = if next < command.completions.len() { next } else { 0 };
            self.dialogs.push(Dialog::Command(command));
            return None;
        }
        command.completions.clear();
        match key.code {
            KeyCode::Enter => {
                let line = command.field.text().to_owned();
                self.dialogs.push(Dialog::Command(command));
                return self.run_typed(&line, model);
            }
            KeyCode::Tab => {
                let line = command.field.before().to_owned();
                self.dialogs.push(Dialog::Command(command));
                return Some(Effect::Complete(line));
            }
            KeyCode::Up => command.back = (command.back + 1).min(self.past.len()),
            KeyCode::Down => command.back = command.back.saturating_sub(1),
            KeyCode::Backspace if command.field.text().is_empty() => return None,
            _ => {
                command.field.press(key);
                self.dialogs.push(Dialog::Command(command));
                return None;
            }
        }
        let earlier = self.past.len().checked_sub(command.back);
        let earlier = earlier.and_then(|at| self.past.get(at));
        let line = earlier.map_or("", |line| line.strip_prefix("octorel ").unwrap_or(line));
        command.field = TextField::of(line);
        self.dialogs.push(Dialog::Command(command));
        None
    }

    /// Replaces the last word with the common beginning of all completions; if that adds nothing, shows them.
    pub(in crate::ui) fn complete(&mut self, candidates: Vec<Completion>) {
        let Some(Dialog::Command(command)) = self.dialogs.last_mut() else {
            return;
        };
        self.message = None;
        let before = command.field.before();
        let word = last_word(before);
        let common = common(&candidates);
        // Completions that do not begin with the word are only shown, and so are options after an empty word.
        let unasked = word.is_empty() && common.starts_with('-');
        let goes_on = common.len() > word.len() && common.starts_with(word) && !unasked;
        if goes_on || candidates.len() == 1 {
            let behind = command.field.text()[before.len()..].to_owned();
            let begin = before[..before.len() - word.len()].to_owned();
            let whole = match &candidates[..] {
                [only] => joined(std::slice::from_ref(&only.word)) + " ",
                _ => common.to_owned(),
            };
            command.field = TextField::around(&(begin + &whole), &behind);
        } else {
            command.completions = candidates;
            command.top = 0;
        }
    }

    /// Runs a typed line, which may begin with `octorel`.
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

    fn search(&mut self, mut search: SearchDialog, key: KeyEvent, model: &Model) -> Option<Effect> {
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
        self.dialogs.push(Dialog::Search(search));
        None
    }

    /// Goes to a search result.
    pub(super) fn find(&mut self, goal: Destination, model: &Model) -> Option<Effect> {
        self.dialogs.clear();
        match goal {
            Destination::Place(place) => self.go_to(place, model),
            Destination::Group(group) => self.go(group, model),
            Destination::Person(person) => {
                self.row_filter.whose = Some(person);
                self.renew(model);
            }
            Destination::Decision(position) => {
                return self.fill(menus::decide_one(model, position), model);
            }
        }
        None
    }

    fn read_output(
        &mut self,
        mut output: OutputDialog,
        key: KeyEvent,
        model: &Model,
    ) -> Option<Effect> {
        // Only `t` takes the offer: a space scrolls, and may have been typed before the text was shown.
        if bound(key) == Some(Action::Tell)
            && let Some((form, _)) = output.offer
        {
            return self.fill(form, model);
        }
        output.top = scrolled(key, output.top, self.page())?;
        self.dialogs.push(Dialog::Output(output));
        None
    }
}

/// The common beginning of all completions.
fn common(candidates: &[Completion]) -> &str {
    let Some((first, others)) = candidates.split_first() else {
        return "";
    };
    let first = &*first.word;
    let shared = |end: &usize| others.iter().all(|one| one.word.starts_with(&first[..*end]));
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(shared).last();
    &first[..end.unwrap_or_default()]
}

/// The first visible line of a page after a key; `None` if the key closes the page.
fn scrolled(key: KeyEvent, top: usize, page: isize) -> Option<usize> {
    let Some(action) = bound(key) else {
        return Some(top);
    };
    let down = (action == Action::Tick).then_some(page);
    if let Some(lines) = action.lines(page).or(down) {
        return Some(top.saturating_add_signed(lines));
    }
    let leaves = matches!(action, Action::Left | Action::Right | Action::Keys);
    (!leaves).then_some(top)
}
