//! What the keys do in dialogs.

use super::{Effect, UiState};
use crate::command::{joined, last_word, split};
use crate::release::ItemAction;
use crate::terminal::TextField;
use crate::ui::areas::list_height;
use crate::ui::dialog::{Dialog, OutputDialog};
use crate::ui::form::Form;
use crate::ui::keys::{Action, bound};
use crate::ui::{Completion, Model, Output};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl UiState {
    /// Does what a key means in the uppermost dialog.
    pub(super) fn reply(&mut self, key: KeyEvent, model: &Model) -> Option<Effect> {
        let page = self.page();
        let action = bound(key);
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let escape = key.code == KeyCode::Esc || (control && key.code == KeyCode::Char('c'));
        if escape || (action == Some(Action::Quit) && !self.is_typed()) {
            self.close();
            return None;
        }
        let dialog = self.dialogs.last_mut()?;
        match dialog {
            Dialog::Text(text) if key.code == KeyCode::Enter => {
                let form = text.form.clone().with(&text.argument.target, text.field.text());
                return self.fill(form, model);
            }
            Dialog::Text(text) => text.field.press(key),
            Dialog::Menu(dialog) if dialog.menu.is_search && key.code != KeyCode::Enter => {
                dialog.list.press(key, page);
            }
            Dialog::Menu(_) => return self.choose_entry(key, model),
            Dialog::Command(_) => return self.type_command(key, model),
            // Only `t` takes the offer: a space scrolls, and may have been typed before the text was shown.
            Dialog::Output(OutputDialog { offer: Some((form, _)), .. })
                if action == Some(Action::Announce) =>
            {
                let form = form.clone();
                self.dialogs.pop();
                return self.fill(form, model);
            }
            Dialog::Output(_) => {
                let space = action == Some(Action::Mark(ItemAction::Tick));
                let lines = action.and_then(|action| action.lines(page));
                dialog.scroll(lines.or(space.then_some(page)).unwrap_or_default());
                if matches!(action, Some(Action::Left | Action::Right | Action::Keys)) {
                    self.dialogs.pop();
                }
            }
        }
        None
    }

    /// Closes the uppermost dialog; of a command line whose completions are shown, only these.
    fn close(&mut self) {
        self.message = None;
        if let Some(Dialog::Command(command)) = self.dialogs.last_mut()
            && !command.completions.is_empty()
        {
            command.completions.clear();
        } else {
            self.dialogs.pop();
        }
    }

    pub(super) fn is_typed(&self) -> bool {
        self.dialogs.last().is_some_and(Dialog::is_typed)
    }

    pub(in crate::ui) fn paste(&mut self, text: &str) {
        match self.dialogs.last_mut() {
            Some(Dialog::Text(dialog)) => dialog.field.insert(text),
            Some(Dialog::Command(command)) => command.field.insert(text),
            Some(Dialog::Menu(dialog)) if dialog.menu.is_search => {
                dialog.list.edit(|line| line.insert(text));
            }
            Some(Dialog::Menu(_) | Dialog::Output(_)) | None => {}
        }
    }

    fn choose_entry(&mut self, key: KeyEvent, model: &Model) -> Option<Effect> {
        let page = self.page();
        let Dialog::Menu(menu) = self.dialogs.last_mut()? else { return None };
        let digit = key.code.as_char().and_then(|c| c.to_digit(10)).unwrap_or_default();
        if let Some(position) = digit.checked_sub(1) {
            let position = usize::try_from(position).ok()?;
            if position >= menu.menu.entries.len() {
                return None;
            }
            menu.list.at = position;
            let form = menu.chosen()?;
            // Digits may belong to a text that was typed too early. So they select, and open only what asks or shows more.
            return (!form.records()).then(|| self.fill(form, model)).flatten();
        }
        let action = bound(key)?;
        if let Some(lines) = action.lines(page) {
            menu.list.step(lines);
        } else if action == Action::Left {
            self.dialogs.pop();
        } else if action == Action::Right {
            let form = menu.chosen()?;
            return self.fill(form, model);
        }
        None
    }

    fn type_command(&mut self, key: KeyEvent, model: &Model) -> Option<Effect> {
        let page = self.areas.map_or(1, |areas| list_height(areas.body));
        let Dialog::Command(command) = self.dialogs.last_mut()? else { return None };
        if key.code == KeyCode::Tab && !command.completions.is_empty() {
            let next = command.top + page;
            command.top = if next < command.completions.len() { next } else { 0 };
            return None;
        }
        command.completions.clear();
        match key.code {
            KeyCode::Enter => {
                let line = command.field.text().to_owned();
                return self.run_typed(&line, model);
            }
            KeyCode::Tab => return Some(Effect::Complete(command.field.before().to_owned())),
            KeyCode::Up => command.back = (command.back + 1).min(self.history.len()),
            KeyCode::Down => command.back = command.back.saturating_sub(1),
            KeyCode::Backspace if command.field.text().is_empty() => {
                self.dialogs.pop();
                return None;
            }
            _ => {
                command.field.press(key);
                return None;
            }
        }
        let earlier = self.history.len().checked_sub(command.back);
        let earlier = earlier.and_then(|at| self.history.get(at));
        let line = earlier.map_or("", |line| line.strip_prefix("octorel ").unwrap_or(line));
        command.field = TextField::of(line);
        None
    }

    /// Replaces the last word with the common beginning of all completions; if that adds nothing, shows them.
    pub(in crate::ui) fn complete(&mut self, candidates: Vec<Completion>) {
        let Some(Dialog::Command(command)) = self.dialogs.last_mut() else { return };
        self.message = None;
        let before = command.field.before();
        let word = last_word(before);
        let common = common(&candidates);
        // Completions that do not begin with the word are only shown, and so are options after an empty word.
        let is_option = word.is_empty() && common.starts_with('-');
        let adds = common.len() > word.len() && common.starts_with(word) && !is_option;
        if adds || candidates.len() == 1 {
            let after = &command.field.text()[before.len()..];
            let begin = &before[..before.len() - word.len()];
            let word = match &candidates[..] {
                [only] => joined(std::slice::from_ref(&only.word)) + " ",
                _ => common.to_owned(),
            };
            command.field = TextField::around(&format!("{begin}{word}"), after);
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
                text: "error: missing closing quote\n".to_owned(),
            });
            return None;
        };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let words = words.strip_prefix(&["octorel"]).unwrap_or(&words);
        match words {
            [] => {
                self.dialogs.pop();
                None
            }
            // As in vi.
            ["q" | "q!" | "quit" | "wq" | "x"] => Some(Effect::Quit),
            _ => self.fill(Form::of(words), model),
        }
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
