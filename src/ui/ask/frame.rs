//! A frame of a prompt or picker: lines of styled text, and the cursor in the first one.

use crate::document::Style;
use crate::document::width::fitting;
use crate::render::{self, safe};
use crate::terminal::TextField;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The size of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

/// Separates two remarks.
const BETWEEN: &str = " · ";

/// A text and its style.
pub(super) type StyledText = (Style, String);

/// Lines of text, and the column of the cursor in the first one. A line never fills the last column: terminals differ in what
/// they do then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    lines: Vec<Vec<StyledText>>,
    pub(super) cursor: usize,
}

impl Frame {
    /// Begins a frame with a question and the text that is being typed.
    pub(super) fn typed(question: &str, line: &TextField, size: Size) -> Self {
        let room = room(size);
        let question = format!("{} ", safe(question));
        let question = fitting(&question, room / 2).to_owned();
        let before = question.width();
        let (text, cursor) = line.window(room.saturating_sub(before).max(1));
        Self {
            lines: vec![vec![(Style::Strong, question), (Style::Plain, text)]],
            cursor: before + cursor,
        }
    }

    /// Adds a line, truncated to the width, if there is room for one more.
    pub(super) fn line(&mut self, pieces: Vec<StyledText>, size: Size) {
        if self.lines.len() >= size.rows {
            return;
        }
        let mut left = room(size);
        let mut line = Vec::with_capacity(pieces.len());
        for (style, text) in pieces {
            let text = fitting(&safe(&text), left).to_owned();
            left -= text.width();
            line.push((style, text));
        }
        self.lines.push(line);
    }

    /// Adds a dim line with as many remarks as fit.
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
        self.line(vec![(Style::Dim, line)], size);
    }

    /// The lines without styles.
    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        let line = |line: &Vec<StyledText>| {
            let texts: Vec<&str> = line.iter().map(|(_, text)| text.as_str()).collect();
            texts.concat().trim_end().to_owned() + "\n"
        };
        self.lines.iter().map(line).collect()
    }

    /// The bytes that draw the frame at the top of the screen.
    pub(super) fn bytes(&self, coloured: bool) -> String {
        let mut out = String::from("\x1b[H");
        for (i, line) in self.lines.iter().enumerate() {
            if i > 0 {
                out.push_str("\r\n");
            }
            for (style, text) in line {
                let style = if coloured { render::style(*style) } else { anstyle::Style::new() };
                // Writing to a string cannot fail.
                let _ = write!(out, "{style}{text}{style:#}");
            }
            out.push_str("\x1b[K");
        }
        let _ = write!(out, "\x1b[J\x1b[1;{}H", self.cursor + 1);
        out
    }
}

/// The maximum width of a line.
pub(super) fn room(size: Size) -> usize {
    size.columns.saturating_sub(1).max(1)
}
