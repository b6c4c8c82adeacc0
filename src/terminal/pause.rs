//! A pause until a key is pressed.

use super::{Area, OutputOptions, Takeover, answer, next_event};
use crossterm::cursor::MoveToColumn;
use crossterm::event::{KeyCode, KeyModifiers};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType};
use std::io::{self, IsTerminal};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Going {
    On,
    Ends,
}

/// Waits for a key before a page: q, Esc, Ctrl-C and Ctrl-D end, any other continues. Without a terminal, continues at once.
pub(crate) fn pause(page: &str, output: OutputOptions) -> io::Result<Going> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Ok(Going::On);
    }
    answer(&format!("\u{1b}[2mEnter: {page} · q: quit\u{1b}[0m"), output)?;
    let terminal = Takeover::new(Area::Keys)?;
    let pressed = key();
    drop(terminal);
    execute!(io::stdout(), MoveToColumn(0), Clear(ClearType::CurrentLine))?;
    pressed
}

fn key() -> io::Result<Going> {
    loop {
        let Some(event) = next_event()? else { return Ok(Going::Ends) };
        let Some(key) = event.as_key_press_event() else { continue };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        return Ok(match key.code {
            KeyCode::Char('q') | KeyCode::Esc => Going::Ends,
            KeyCode::Char('c' | 'd') if control => Going::Ends,
            _ => Going::On,
        });
    }
}
