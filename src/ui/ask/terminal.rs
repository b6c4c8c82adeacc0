//! Runs a prompt or picker in the terminal.

use super::{Frame, Key, PromptState, Size, Step};
use crate::render::ascii;
use crate::terminal::{Area, Takeover, edit, next_event};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::io::{self, Write};
use std::time::Duration;

/// How prompts are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PromptTerminal {
    pub(crate) coloured: bool,
    /// Draw signs in ASCII.
    pub(crate) ascii: bool,
}

impl PromptTerminal {
    /// Shows a prompt and waits for the answer; `None` if it is cancelled.
    ///
    /// # Errors
    /// If the terminal can no longer be read or written.
    pub(crate) fn ask<Q: PromptState>(self, mut question: Q) -> io::Result<Option<Q::Answer>> {
        let terminal = Takeover::new(Area::Prompt)?;
        loop {
            self.draw(&question.frame(size()))?;
            match events(&terminal, &mut question)? {
                Step::On => {}
                Step::Answered(answer) => return Ok(Some(answer)),
                Step::Cancelled => return Ok(None),
            }
        }
    }

    fn draw(self, frame: &Frame) -> io::Result<()> {
        let drawn = frame.bytes(self.coloured);
        let drawn = if self.ascii { ascii(&drawn) } else { drawn.into() };
        let mut out = io::stderr().lock();
        out.write_all(drawn.as_bytes())?;
        out.flush()
    }
}

/// Handles the next event and all that are queued, before the next frame.
fn events<Q: PromptState>(terminal: &Takeover, question: &mut Q) -> io::Result<Step<Q::Answer>> {
    loop {
        let Some(event) = next_event()? else {
            return Ok(Step::Cancelled);
        };
        let step = match event {
            Event::Key(pressed) if pressed.kind != KeyEventKind::Release => {
                if stops(pressed) {
                    terminal.suspend()?;
                }
                key(pressed).map_or(Step::On, |key| question.press(key))
            }
            Event::Paste(text) => {
                question.paste(&text);
                Step::On
            }
            Event::Key(_)
            | Event::Mouse(_)
            | Event::Resize(..)
            | Event::FocusGained
            | Event::FocusLost => Step::On,
        };
        match step {
            Step::On if event::poll(Duration::ZERO)? => {}
            step => return Ok(step),
        }
    }
}

/// The size of the terminal, 80 by 24 if it is unknown.
fn size() -> Size {
    let known = terminal_size::terminal_size_of(io::stderr());
    let known = known.filter(|(columns, rows)| columns.0 > 0 && rows.0 > 0);
    known.map_or(Size { columns: 80, rows: 24 }, |(columns, rows)| Size {
        columns: columns.0.into(),
        rows: rows.0.into(),
    })
}

/// Says whether a key suspends the program.
fn stops(pressed: KeyEvent) -> bool {
    let control = pressed.modifiers.contains(KeyModifiers::CONTROL);
    cfg!(unix) && control && pressed.code == KeyCode::Char('z')
}

/// What a key does in a prompt.
fn key(pressed: KeyEvent) -> Option<Key> {
    let control = pressed.modifiers.contains(KeyModifiers::CONTROL);
    Some(match pressed.code {
        KeyCode::Char(c) if control => match c.to_ascii_lowercase() {
            'c' | 'd' | 'g' => Key::Cancel,
            'n' => Key::Down,
            'p' => Key::Up,
            'j' | 'm' => Key::Enter,
            'i' => Key::Mark,
            _ => return edit(pressed).map(Key::Edit),
        },
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Cancel,
        KeyCode::Tab | KeyCode::BackTab => Key::Mark,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return edit(pressed).map(Key::Edit),
    })
}
