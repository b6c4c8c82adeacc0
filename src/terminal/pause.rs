//! A pause until a key is pressed.

use super::{Area, OutputOptions, Takeover, answer, next_event};
use crossterm::cursor::MoveToColumn;
use crossterm::event::{KeyCode, KeyModifiers};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType};
use std::io::{self, IsTerminal};

/// Waits for a key before a page: q, Esc, Ctrl-C and Ctrl-D end, any other continues. Without a terminal, continues at once.
pub(crate) fn is_continued(page: &str, output: OutputOptions) -> io::Result<bool> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Ok(true);
    }
    answer(&format!("\u{1b}[2mEnter: {page} · q: quit\u{1b}[0m"), output)?;
    let terminal = Takeover::new(Area::Keys)?;
    let pressed = key();
    drop(terminal);
    execute!(io::stdout(), MoveToColumn(0), Clear(ClearType::CurrentLine))?;
    pressed
}

fn key() -> io::Result<bool> {
    loop {
        let Some(event) = next_event()? else { return Ok(false) };
        let Some(key) = event.as_key_press_event() else { continue };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        return Ok(match key.code {
            KeyCode::Char('q') | KeyCode::Esc => false,
            KeyCode::Char('c' | 'd') => !control,
            _ => true,
        });
    }
}
