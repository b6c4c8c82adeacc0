//! What the keys do in dialogs.

use super::{Dialog, Effect, UiState};
use crate::command::{joined, last_word, split};
use crate::release::ItemAction;
use crate::terminal::TextField;
use crate::ui::areas::list_height;
use crate::ui::keys::{Action, bound};
use crate::view::Candidate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl UiState {
    pub(super) fn reply(&mut self, key: KeyEvent) -> Option<Effect> {
        let page = self.page();
        let action = bound(key);
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let escape = key.code == KeyCode::Esc || (control && key.code == KeyCode::Char('c'));
        if escape || (action == Some(Action::Quit) && !self.is_typed()) {
            self.close();
            return None;
        }
        match self.dialogs.last_mut()? {
            Dialog::Command(_) => return self.type_command(key),
            Dialog::Output(_, top) => {
                let space = action == Some(Action::Mark(ItemAction::Tick));
                let lines = action.and_then(|action| action.lines(page));
                let lines = lines.or(space.then_some(page)).unwrap_or_default();
                *top = top.saturating_add_signed(lines);
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
        matches!(self.dialogs.last(), Some(Dialog::Command(_)))
    }

    pub(in crate::ui) fn paste(&mut self, text: &str) {
        if let Some(Dialog::Command(command)) = self.dialogs.last_mut() {
            command.field.insert(text);
        }
    }

    fn type_command(&mut self, key: KeyEvent) -> Option<Effect> {
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
                return self.run_typed(&line);
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
    pub(in crate::ui) fn complete(&mut self, candidates: Vec<Candidate>) {
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
                [only] => joined(std::slice::from_ref(&only.value)) + " ",
                _ => common.to_owned(),
            };
            command.field = TextField::around(&format!("{begin}{word}"), after);
        } else {
            command.completions = candidates;
            command.top = 0;
        }
    }

    /// Runs a typed line, which may begin with `octorel`.
    fn run_typed(&mut self, line: &str) -> Option<Effect> {
        let Some(words) = split(line) else {
            self.message = Some("error: missing closing quote\n".to_owned());
            return None;
        };
        self.message = None;
        let is_name = |word: &&String| *word == "octorel";
        let words = &words[words.iter().take(1).filter(is_name).count()..];
        match words {
            [] => {
                self.dialogs.pop();
                None
            }
            // As in vi.
            [word] if ["q", "q!", "quit", "wq", "x"].contains(&word.as_str()) => Some(Effect::Quit),
            words => Some(Effect::Run(words.to_vec())),
        }
    }
}

fn common(candidates: &[Candidate]) -> &str {
    let Some((first, others)) = candidates.split_first() else { return "" };
    let first = &*first.value;
    let shared = |end: &usize| others.iter().all(|one| one.value.starts_with(&first[..*end]));
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(shared).last();
    &first[..end.unwrap_or_default()]
}
