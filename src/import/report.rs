//! What an import has to say about the text: a note for each line that did not become what it looks like.

use serde::Serialize;

/// A line of the source that was not understood, or not taken over as it is, and what was done with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Note {
    /// Counted from 1.
    pub line: usize,
    pub text: String,
}

#[derive(Debug, Default)]
pub struct ImportReport {
    /// By line.
    pub notes: Vec<Note>,
    /// Task-list items with a text.
    pub boxes: usize,
    pub bullets: usize,
    pub numbered: usize,
    /// The line of the first code block with boxes.
    pub fence: Option<usize>,
}

impl ImportReport {
    pub(super) fn note(&mut self, line: usize, text: impl Into<String>) {
        self.notes.push(Note { line, text: text.into() });
    }
}

/// `1 box`, `2 boxes`.
pub(super) fn count_boxes(count: usize) -> String {
    format!("{count} box{}", if count == 1 { "" } else { "es" })
}
