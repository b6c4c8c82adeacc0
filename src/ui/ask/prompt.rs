//! A line to type, such as a reason. An empty line is no answer.

use super::PromptState;
use super::terminal::draw_around;
use crate::terminal::TextField;
use crate::ui::Theme;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

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

    fn press(&mut self, key: KeyEvent) -> Option<String> {
        self.line.press(key);
        let text = self.line.text().trim();
        (key.code == KeyCode::Enter && !text.is_empty()).then(|| text.to_owned())
    }

    fn paste(&mut self, text: &str) {
        self.line.insert(text);
    }

    fn draw(&mut self, buffer: &mut Buffer, theme: Theme) -> Position {
        let remarks = ["Enter accept", "Esc cancel"];
        draw_around(buffer, theme, (&self.question, &self.line), 0, &remarks).1
    }
}
