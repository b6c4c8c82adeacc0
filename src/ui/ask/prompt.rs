//! A line to type, such as a reason. An empty line is no answer.

use super::{Frame, Key, PromptState, Size, Step};
use crate::terminal::TextField;

/// A prompt for a line of text.
pub(crate) struct Prompt {
    question: String,
    line: TextField,
}

impl Prompt {
    pub(crate) fn new(question: impl Into<String>) -> Self {
        Self { question: question.into(), line: TextField::default() }
    }
}

impl PromptState for Prompt {
    type Answer = String;

    fn press(&mut self, key: Key) -> Step<String> {
        match key {
            Key::Cancel => Step::Cancelled,
            Key::Enter if self.line.text().trim().is_empty() => Step::On,
            Key::Enter => Step::Answered(self.line.text().trim().to_owned()),
            Key::Edit(edit) => {
                self.line.edit(edit);
                Step::On
            }
            Key::Mark | Key::Up | Key::Down | Key::PageUp | Key::PageDown => Step::On,
        }
    }

    fn paste(&mut self, text: &str) {
        self.line.insert(text);
    }

    fn frame(&mut self, size: Size) -> Frame {
        let mut frame = Frame::typed(&self.question, &self.line, size);
        frame.remarks(&["Enter accepts", "Esc leaves"], size);
        frame
    }
}
