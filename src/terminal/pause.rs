//! A pause until a key is pressed.

use super::{Looks, answer, end_when_closed};
use crossterm::cursor::MoveToColumn;
use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode};
use std::io::{self, IsTerminal};

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Going {
    On,
    Ends,
}

/// Waits for a key: Enter or another goes on; q, Esc and Ctrl-C end. Where nobody sits at a terminal it goes on at once.
///
/// # Errors
/// If the terminal cannot be read or written.
pub(crate) fn pause(looks: Looks) -> io::Result<Going> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Ok(Going::On);
    }
    answer("\n\u{1b}[2mEnter goes on, q ends\u{1b}[0m", looks)?;
    end_when_closed();
    enable_raw_mode()?;
    let pressed = key();
    disable_raw_mode()?;
    execute!(io::stdout(), MoveToColumn(0), Clear(ClearType::CurrentLine))?;
    pressed
}

fn key() -> io::Result<Going> {
    loop {
        let Event::Key(key) = event::read()? else {
            continue;
        };
        if key.kind != KeyEventKind::Press {
            continue;
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        return Ok(match key.code {
            KeyCode::Char('q') | KeyCode::Esc => Going::Ends,
            KeyCode::Char('c' | 'd') if control => Going::Ends,
            _ => Going::On,
        });
    }
}
