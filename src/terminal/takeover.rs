//! Taking over the terminal and giving it back: raw mode, the alternate screen, bracketed paste; and reading events meanwhile.
//!
//! Whatever ends the program gives the terminal back first: an error, a panic, a signal. Used by the full-screen interface, by
//! prompts, and by the pause of the demo.

use super::{OutputOptions, answer, signals};
use crossterm::cursor::{MoveTo, MoveToColumn, Show};
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyModifiers,
};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use std::io::{self, IsTerminal, stderr, stdout};
use std::panic;
use std::sync::{Mutex, Once, PoisonError};
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// The alternate screen on stdout.
    FullScreen,
    /// The alternate screen on stderr. Unlike the lines below the cursor, a terminal does not wrap its lines again when it is
    /// resized, which would leave parts of a prompt behind.
    Prompt,
    Keys,
}

/// The terminal as long as it is taken over. Dropping it restores the terminal, and then obeys a signal that came meanwhile.
#[derive(Debug)]
pub(crate) struct Takeover(Area);

/// The area that is taken over now. Restoring twice would move the cursor over what was printed in between.
static TAKEN: Mutex<Option<Area>> = Mutex::new(None);

impl Takeover {
    pub(crate) fn new(area: Area) -> io::Result<Self> {
        static PREPARED: Once = Once::new();
        PREPARED.call_once(|| {
            // A release build aborts on a panic without dropping anything.
            let earlier = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                restore();
                earlier(info);
            }));
            signals::end_with_the_terminal();
        });
        take(area)?;
        // From now on resizing is noticed, even before the first event is waited for.
        event::poll(Duration::ZERO)?;
        Ok(Self(area))
    }

    /// Restores the terminal, stops the program as Ctrl-Z does, and takes over the terminal again when it continues.
    pub(crate) fn suspend(&self) -> io::Result<()> {
        restore();
        signals::stop()?;
        take(self.0)
    }
}

impl Drop for Takeover {
    fn drop(&mut self) {
        restore();
        signals::obey();
    }
}

pub(crate) fn is_taken() -> bool {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner).is_some()
}

/// Waits for an event; `None` if there is none in time.
///
/// # Errors
/// Also if a signal asks the program to end, which it does once the terminal is restored.
pub(crate) fn wait_for_event(timeout: Duration) -> io::Result<Option<Event>> {
    let is_there = !signals::is_pending() && event::poll(timeout)?;
    match !is_there && signals::is_pending() {
        true => Err(io::ErrorKind::Interrupted.into()),
        false => is_there.then(event::read).transpose(),
    }
}

/// The next event of a terminal that is taken over.
pub(crate) fn next_event() -> io::Result<Event> {
    loop {
        if let Some(event) = wait_for_event(Duration::from_millis(500))? {
            return Ok(event);
        }
    }
}

/// Waits for a key before a page: q, Esc, Ctrl-C and Ctrl-D end, any other continues. Without a terminal, continues at once.
pub(crate) fn is_continued(page: &str, output: OutputOptions) -> io::Result<bool> {
    if !io::stdin().is_terminal() || !stdout().is_terminal() {
        return Ok(true);
    }
    answer(&format!("\u{1b}[2mEnter: {page} · q: quit\u{1b}[0m"), output)?;
    let terminal = Takeover::new(Area::Keys)?;
    let pressed = key();
    drop(terminal);
    execute!(stdout(), MoveToColumn(0), Clear(ClearType::CurrentLine))?;
    pressed
}

fn key() -> io::Result<bool> {
    loop {
        let event = next_event()?;
        let Some(key) = event.as_key_press_event() else { continue };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        return Ok(match key.code {
            KeyCode::Char('q') | KeyCode::Esc => false,
            KeyCode::Char('c' | 'd') => !control,
            _ => true,
        });
    }
}

fn take(area: Area) -> io::Result<()> {
    enable_raw_mode()?;
    signals::hold();
    *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) = Some(area);
    area.enter().inspect_err(|_| restore())
}

/// Gives the terminal back if it is taken over. Where that fails there is no terminal left to restore.
fn restore() {
    let area = TAKEN.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(area) = area {
        let _ = area.leave();
        let _ = disable_raw_mode();
        signals::release();
    }
}

impl Area {
    fn enter(self) -> io::Result<()> {
        match self {
            Self::FullScreen => execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste),
            Self::Prompt => execute!(stderr(), EnterAlternateScreen, EnableBracketedPaste),
            Self::Keys => Ok(()),
        }
    }

    fn leave(self) -> io::Result<()> {
        match self {
            Self::FullScreen => {
                execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show)
            }
            Self::Prompt => {
                // Some terminals have only one screen.
                let all = Clear(ClearType::All);
                execute!(stderr(), MoveTo(0, 0), all, DisableBracketedPaste, LeaveAlternateScreen)
            }
            Self::Keys => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Takeover};

    /// Runs itself in a terminal, where it panics.
    #[cfg(unix)]
    #[test]
    fn a_panic_message_appears_after_the_terminal_is_restored() {
        use pty_process::blocking::{Command, open};
        use rustix::termios::{LocalModes, tcgetattr};
        use std::{env, io::Read};

        const PANICS: &str = "OCTOREL_TEST_PANICS";
        if env::var_os(PANICS).is_some() {
            let _terminal = Takeover::new(Area::FullScreen).unwrap();
            panic!("a bug");
        }
        let this =
            "terminal::takeover::tests::a_panic_message_appears_after_the_terminal_is_restored";
        let (mut pty, program_side) = open().unwrap();
        let program = Command::new(env::current_exe().unwrap());
        let program = program.args(["--exact", "--nocapture", this]);
        let mut child = program.env(PANICS, "1").spawn(program_side).unwrap();
        let (mut written, mut bytes) = (Vec::new(), [0; 4096]);
        while let Ok(count @ 1..) = pty.read(&mut bytes) {
            written.extend_from_slice(&bytes[..count]);
        }
        child.wait().unwrap();
        let written = String::from_utf8_lossy(&written);
        let position = |what: &str| written.find(what);
        let (taken, left) = (position("[?1049h"), position("[?1049l"));
        assert!(taken.is_some() && taken < left, "{written}");
        assert!(left < position("a bug"), "{written}");
        let lines = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        assert!(tcgetattr(&pty).unwrap().local_modes.contains(lines));
    }
}
