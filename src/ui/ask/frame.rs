//! What a question looks like at a moment: lines of text with looks, and where the cursor stands in the first one.

use crate::render::safe;
use crate::render::text::TextStyle;
use crate::render::width::fitting;
use crate::terminal::TextField;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

/// Stands between two remarks.
const BETWEEN: &str = " · ";

/// A piece of text with a look.
pub(super) type Piece = (TextStyle, String);

/// Lines of text, and the column of the cursor in the first one. A line never fills the last column: terminals differ in what
/// they do then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    lines: Vec<Vec<Piece>>,
    pub(super) cursor: usize,
}

impl Frame {
    /// Begins a frame with a line that is being typed behind a question.
    pub(super) fn typed(question: &str, line: &TextField, size: Size) -> Self {
        let room = room(size);
        let question = format!("{} ", safe(question));
        let question = fitting(&question, room / 2).to_owned();
        let before = question.width();
        let (text, cursor) = line.window(room.saturating_sub(before).max(1));
        Self {
            lines: vec![vec![
                (TextStyle::Strong, question),
                (TextStyle::Plain, text),
            ]],
            cursor: before + cursor,
        }
    }

    /// Adds a line, if there is room for one more; what is too long for it is left out.
    pub(super) fn line(&mut self, pieces: Vec<Piece>, size: Size) {
        if self.lines.len() >= size.rows {
            return;
        }
        let mut left = room(size);
        let mut line = Vec::with_capacity(pieces.len());
        for (look, text) in pieces {
            let text = fitting(&safe(&text), left).to_owned();
            left -= text.width();
            line.push((look, text));
        }
        self.lines.push(line);
    }

    /// Adds a dim line of remarks: as many of them as there is room for.
    pub(super) fn remarks(&mut self, remarks: &[&str], size: Size) {
        let mut line = String::new();
        for remark in remarks {
            let between = if line.is_empty() { "" } else { BETWEEN };
            if line.width() + between.width() + remark.width() > room(size) {
                break;
            }
            line.push_str(between);
            line.push_str(remark);
        }
        self.line(vec![(TextStyle::Dim, line)], size);
    }

    /// The lines without their looks.
    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        let line = |line: &Vec<Piece>| {
            let texts: Vec<&str> = line.iter().map(|(_, text)| text.as_str()).collect();
            texts.concat().trim_end().to_owned() + "\n"
        };
        self.lines.iter().map(line).collect()
    }

    /// What to write to a terminal whose cursor stands in the first line of the frame before, and does so again afterwards.
    pub(super) fn bytes(&self, coloured: bool) -> String {
        let mut out = String::from("\r");
        for (i, line) in self.lines.iter().enumerate() {
            if i > 0 {
                out.push_str("\r\n");
            }
            for (look, text) in line {
                let style = look.style();
                // Writing to a string cannot fail.
                let _ = match coloured && *look != TextStyle::Plain {
                    true => write!(out, "{style}{text}{style:#}"),
                    false => write!(out, "{text}"),
                };
            }
            out.push_str("\x1b[K");
        }
        out.push_str("\x1b[J");
        if self.lines.len() > 1 {
            let _ = write!(out, "\x1b[{}A", self.lines.len() - 1);
        }
        out.push('\r');
        if self.cursor > 0 {
            let _ = write!(out, "\x1b[{}C", self.cursor);
        }
        out
    }
}

/// How many columns a line may have.
pub(super) fn room(size: Size) -> usize {
    size.columns.saturating_sub(1).max(1)
}
