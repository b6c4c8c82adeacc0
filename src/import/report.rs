//! What an import has to say about the text: a note for each line that did not become what it looks like.

use serde::Serialize;
use std::fmt;

/// A line of the source that was not understood, or not taken over as it is, and what was done with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Note {
    /// Counted from 1.
    pub line: usize,
    pub text: String,
}

/// What an import has to say.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// By line.
    pub notes: Vec<Note>,
    pub found: Counts,
}

impl ImportReport {
    pub(super) fn note(&mut self, line: usize, text: impl Into<String>) {
        self.notes.push(Note { line, text: text.into() });
    }
}

/// What a text contains, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Task-list items with a text.
    pub boxes: usize,
    /// Task-list items without a text, such as `- [ ] ...`.
    pub empty: usize,
    pub bullets: usize,
    pub numbered: usize,
    /// Code blocks with boxes: line and number of boxes.
    pub fences: Vec<(usize, usize)>,
    /// Boxes in HTML comments.
    pub in_comments: usize,
    pub tables: usize,
    /// Paragraphs that begin with a box.
    pub paragraphs: usize,
}

impl Counts {
    /// `1 box`, `2 boxes`.
    pub(super) fn boxes(count: usize) -> String {
        format!("{count} box{}", if count == 1 { "" } else { "es" })
    }
}

impl fmt::Display for Counts {
    /// `0 boxes, 24 bullets, 11 numbered`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_fences = self.fences.iter().map(|(_, boxes)| boxes).sum();
        write!(f, "{} boxes", self.boxes)?;
        for (count, what) in [
            (self.empty, "empty box*"),
            (self.bullets, "bullet*"),
            (self.numbered, "numbered"),
            (in_fences, "box* in code blocks"),
            (self.in_comments, "box* in comments"),
            (self.paragraphs, "box* outside lists"),
            (self.tables, "table*"),
        ] {
            let ending = match (count, what.contains("box")) {
                (1, _) => "",
                (_, true) => "es",
                (_, false) => "s",
            };
            if count > 0 {
                write!(f, ", {count} {}", what.replace('*', ending))?;
            }
        }
        Ok(())
    }
}
