//! The terminal while something is asked: keys come in, frames go out below the cursor, and everything is as before afterwards.

use super::{Frame, Key, Question, Size, Step};
use crate::render::ascii;
use crate::terminal::Edit;
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers,
};
use crossterm::execute;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, Write};
use std::panic;
use std::sync::Once;
use std::time::Duration;

/// How questions are asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialog {
    pub(crate) coloured: bool,
    /// Says that signs are drawn in ASCII.
    pub(crate) ascii: bool,
}

impl Dialog {
    /// Asks, and waits for the answer; `None` if there is to be none.
    ///
    /// # Errors
    /// If the terminal can no longer be read or written.
    pub(crate) fn ask<Q: Question>(self, mut question: Q) -> io::Result<Option<Q::Answer>> {
        let raw = Raw::enter()?;
        // From now on a change of the size is noticed, also one before the first key is waited for.
        event::poll(Duration::ZERO)?;
        let answer = loop {
            self.draw(&question.frame(size()))?;
            match events(&mut question)? {
                Step::On => {}
                Step::Answered(answer) => break Some(answer),
                Step::Left => break None,
            }
        };
        drop(raw);
        Ok(answer)
    }

    fn draw(self, frame: &Frame) -> io::Result<()> {
        let drawn = frame.bytes(self.coloured);
        let drawn = match self.ascii {
            true => ascii(&drawn),
            false => drawn.into(),
        };
        let mut out = io::stderr().lock();
        out.write_all(drawn.as_bytes())?;
        out.flush()
    }
}

/// Takes the next event and all that wait behind it: a frame shows them together.
fn events<Q: Question>(question: &mut Q) -> io::Result<Step<Q::Answer>> {
    loop {
        let step = match event::read()? {
            Event::Key(pressed) if pressed.kind != KeyEventKind::Release => {
                if stops(pressed) {
                    stop()?;
                }
                key(pressed).map_or(Step::On, |key| question.press(key))
            }
            Event::Paste(text) => {
                question.paste(&text);
                Step::On
            }
            _ => Step::On,
        };
        match step {
            Step::On if event::poll(Duration::ZERO)? => {}
            step => return Ok(step),
        }
    }
}

/// The size of the terminal, or a usual one where it does not say.
fn size() -> Size {
    let known = terminal_size::terminal_size_of(io::stderr());
    let known = known.filter(|(columns, rows)| columns.0 > 0 && rows.0 > 0);
    known.map_or(
        Size {
            columns: 80,
            rows: 24,
        },
        |(columns, rows)| Size {
            columns: columns.0.into(),
            rows: rows.0.into(),
        },
    )
}

/// A terminal that hands over every key as it is pressed. Dropped, it is as it was before.
struct Raw;

impl Raw {
    fn enter() -> io::Result<Self> {
        static WATCHED: Once = Once::new();
        WATCHED.call_once(|| {
            // A release build ends in a panic without dropping anything.
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |panicked| {
                restore();
                before(panicked);
            }));
            watch_signals();
        });
        let raw = Self;
        take_keys()?;
        Ok(raw)
    }
}

fn take_keys() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stderr(), EnableBracketedPaste)
}

/// Gives the terminal back before a signal ends the program.
#[cfg(unix)]
fn watch_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::{iterator::Signals, low_level};

    // Without it a signal still ends the program, as it always does.
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM]) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            restore();
            let _ = low_level::emulate_default_handler(signal);
        }
    });
}

#[cfg(not(unix))]
fn watch_signals() {}

/// Says whether a key stops the program until the shell goes on with it.
fn stops(pressed: KeyEvent) -> bool {
    let control = pressed.modifiers.contains(KeyModifiers::CONTROL);
    cfg!(unix) && control && pressed.code == KeyCode::Char('z')
}

/// Stops, and takes the keys again afterwards.
#[cfg(unix)]
fn stop() -> io::Result<()> {
    restore();
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
    take_keys()
}

#[cfg(not(unix))]
fn stop() -> io::Result<()> {
    Ok(())
}

impl Drop for Raw {
    fn drop(&mut self) {
        restore();
    }
}

/// Takes the question off the screen and gives the keys back. Where that fails there is no terminal left to care for.
fn restore() {
    let _ = write!(io::stderr(), "\r\x1b[J");
    let _ = execute!(io::stderr(), DisableBracketedPaste);
    let _ = disable_raw_mode();
}

/// What a key means here.
fn key(pressed: KeyEvent) -> Option<Key> {
    let control = pressed.modifiers.contains(KeyModifiers::CONTROL);
    Some(match pressed.code {
        KeyCode::Char(c) if control => match c.to_ascii_lowercase() {
            'c' | 'd' | 'g' => Key::Leave,
            'n' => Key::Down,
            'p' => Key::Up,
            'j' | 'm' => Key::Enter,
            'i' => Key::Mark,
            _ => return Edit::of(pressed).map(Key::Edit),
        },
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Leave,
        KeyCode::Tab | KeyCode::BackTab => Key::Mark,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return Edit::of(pressed).map(Key::Edit),
    })
}
