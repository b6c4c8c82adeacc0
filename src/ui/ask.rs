//! Questions in the terminal: a list to choose from, a line to type, or both.
//!
//! A [`Question`] is a state that keys change and that draws itself; it knows no terminal. `cli` and the full-screen program
//! decide what to ask, and whether.

mod question;

pub(crate) use self::question::Question;
use super::paint::Theme;
use crate::terminal::{Area, Takeover, is_taken, next_event};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::io::{self, BufWriter, Write, stderr, stdout};
use std::time::Duration;

/// The lines of a question that is answered by typing, in the full-screen program: the lists above it stay visible.
const LINES: u16 = 2;

/// Shows a question and waits for the answer; `None` if it is cancelled. The full-screen program has the terminal already. It
/// has to draw its screen again afterwards.
pub(crate) fn ask(mut question: Question, theme: Theme) -> io::Result<Option<Vec<String>>> {
    let is_inside = is_taken();
    let takeover = (!is_inside).then(|| Takeover::new(Area::Prompt)).transpose()?;
    let out: Box<dyn Write> = if is_inside { Box::new(stdout()) } else { Box::new(stderr()) };
    let backend = CrosstermBackend::new(BufWriter::new(out));
    // A terminal that does not know its size has the usual one.
    let area = |size: Size| match size {
        Size { width: 1.., height: 1.. } => Rect::from(size),
        _ => Rect::new(0, 0, 80, 24),
    };
    let is_small = is_inside && question.is_line();
    let area = |size: Size| {
        let all = area(size);
        let height = if is_small { LINES.min(all.height) } else { all.height };
        Rect { y: all.height - height, height, ..all }
    };
    let viewport = Viewport::Fixed(area(backend.size()?));
    let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
    let mut is_outdated = true;
    loop {
        if is_outdated {
            // Unlike `clear`, this asks the terminal nothing.
            terminal.resize(area(terminal.size()?))?;
        }
        is_outdated = false;
        terminal.draw(|frame| {
            let cursor = question.draw(frame.buffer_mut(), theme);
            theme.replace_signs(frame.buffer_mut());
            frame.set_cursor_position(cursor);
        })?;
        // All events that are queued come before the next frame.
        let mut is_queued = true;
        while is_queued {
            match next_event()? {
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    let key = common(key);
                    if key.code == KeyCode::Esc {
                        return Ok(None);
                    }
                    if key == KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL) {
                        if let Some(takeover) = &takeover {
                            takeover.suspend()?;
                            is_outdated = true;
                        }
                    } else if let Some(answer) = question.press(key) {
                        return Ok(Some(answer));
                    }
                }
                Event::Paste(text) => question.paste(&text),
                Event::Resize(..) => is_outdated = true,
                Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => {}
            }
            is_queued = event::poll(Duration::ZERO)?;
        }
    }
}

/// The key that does the same as a letter with Ctrl.
fn common(key: KeyEvent) -> KeyEvent {
    let KeyCode::Char(c) = key.code else { return key };
    match c.to_ascii_lowercase() {
        _ if !key.modifiers.contains(KeyModifiers::CONTROL) => key,
        'c' | 'd' | 'g' => KeyCode::Esc.into(),
        'n' => KeyCode::Down.into(),
        'p' => KeyCode::Up.into(),
        'j' | 'm' => KeyCode::Enter.into(),
        'i' => KeyCode::Tab.into(),
        _ => key,
    }
}
