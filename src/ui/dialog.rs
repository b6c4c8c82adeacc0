//! The dialogs over the lists: a text to type, a menu or the search, output to read.

use super::Completion;
use super::areas::list_height;
use super::form::{Form, MenuEntry, MenuQuestion, Then};
use super::keys::{BINDINGS, Binding};
use super::picker::PickerState;
use crate::release::MissingArgument;
use crate::terminal::TextField;
use ratatui::layout::Rect;

/// A dialog over the lists. Dialogs below it stay as they are.
#[derive(Debug, Clone)]
pub(super) enum Dialog {
    Text(TextDialog),
    Menu(MenuDialog),
    Command(CommandDialog),
    Output(OutputDialog),
}

impl Dialog {
    /// Says whether keys change a text.
    pub(super) fn is_typed(&self) -> bool {
        match self {
            Self::Text(_) | Self::Command(_) => true,
            Self::Menu(dialog) => dialog.menu.is_search,
            Self::Output(_) => false,
        }
    }

    /// Limits scrolling to the last line.
    pub(super) fn settle(&mut self, body: Rect) {
        if let Self::Output(OutputDialog { text, top, .. }) = self {
            *top = (*top).min(text.lines().count().saturating_sub(list_height(body)));
        }
    }

    /// Moves the selection of a list, or the visible part of a text.
    pub(super) fn scroll(&mut self, lines: isize) {
        match self {
            Self::Menu(menu) => menu.list.step(lines),
            Self::Output(output) => output.top = output.top.saturating_add_signed(lines),
            Self::Text(_) | Self::Command(_) => {}
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct TextDialog {
    /// The line that the answer goes into.
    pub(super) form: Form,
    pub(super) argument: MissingArgument,
    pub(super) field: TextField,
}

#[derive(Debug, Clone)]
pub(super) struct MenuDialog {
    /// The line that the answer goes into.
    pub(super) form: Form,
    pub(super) menu: MenuQuestion,
    pub(super) list: PickerState,
}

impl MenuDialog {
    pub(super) fn new(form: Form, menu: MenuQuestion) -> Self {
        let list = PickerState::new(menu.entries.iter().map(MenuEntry::searchable));
        Self { form, menu, list }
    }

    /// The form with the selected entry as its answer; `None` if nothing matches what is typed.
    pub(super) fn chosen(&self) -> Option<Form> {
        Some(self.form.clone().chosen(&self.menu.entries[self.list.selected()?]))
    }
}

/// A command line that is typed, with the earlier ones.
#[derive(Debug, Clone, Default)]
pub(super) struct CommandDialog {
    pub(super) field: TextField,
    /// How many lines back in the history; zero for the new line.
    pub(super) back: usize,
    /// The completions of the last word while they are shown, and the first visible one.
    pub(super) completions: Vec<Completion>,
    pub(super) top: usize,
}

#[derive(Debug, Clone)]
pub(super) struct OutputDialog {
    pub(super) line: String,
    pub(super) text: String,
    pub(super) top: usize,
    /// A command line to run next, and what it does.
    pub(super) offer: Option<(Form, String)>,
}

impl OutputDialog {
    pub(super) fn new(line: String, text: String, form: &Form) -> Self {
        let mut offer = None;
        if let Then::Offer { word, about } = &form.then {
            let mut next = Form { then: Then::Show, ..form.clone() };
            next.words.push(word.clone());
            offer = Some((next, about.clone()));
        }
        Self { line, text, top: 0, offer }
    }

    pub(super) fn keys() -> Self {
        let row = |b: &Binding| format!("\u{1b}[1m{:<10}\u{1b}[0m{}\n", b.keys, b.help);
        let text = BINDINGS.iter().map(row).collect();
        Self { line: "all keys".to_owned(), text, top: 0, offer: None }
    }
}
