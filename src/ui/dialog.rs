//! The dialogs over the lists: a command line to type, output to read.

use super::Completion;
use super::areas::list_height;
use super::keys::{BINDINGS, Binding};
use crate::terminal::TextField;
use ratatui::layout::Rect;

/// A dialog over the lists. Dialogs below it stay as they are.
#[derive(Debug, Clone)]
pub(super) enum Dialog {
    Command(CommandDialog),
    Output(OutputDialog),
}

impl Dialog {
    pub(super) fn settle(&mut self, body: Rect) {
        if let Self::Output(OutputDialog { text, top, .. }) = self {
            *top = (*top).min(text.lines().count().saturating_sub(list_height(body)));
        }
    }

    pub(super) fn scroll(&mut self, lines: isize) {
        if let Self::Output(output) = self {
            output.top = output.top.saturating_add_signed(lines);
        }
    }
}

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
}

impl OutputDialog {
    pub(super) fn keys() -> Self {
        let row = |b: &Binding| format!("\u{1b}[1m{:<10}\u{1b}[0m{}\n", b.keys, b.help);
        let text = BINDINGS.iter().map(row).collect();
        Self { line: "all keys".to_owned(), text, top: 0 }
    }
}
