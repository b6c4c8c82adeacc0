//! The terminal as a screen, and as it was before: after an error, a panic and a stop it is left as it was found.

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use std::io::{self, BufWriter, Stdout, Write};
use std::panic;

/// The screen while it is ours.
pub(super) struct Screen {
    pub(super) terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Screen {
    /// Takes the terminal. Whatever ends the program from now on gives it back first.
    pub(super) fn enter() -> io::Result<Self> {
        let earlier = panic::take_hook();
        panic::set_hook(Box::new(move |why| {
            leave();
            earlier(why);
        }));
        take()?;
        // A frame is written at once.
        let out = BufWriter::with_capacity(1 << 16, io::stdout());
        let terminal = Terminal::new(CrosstermBackend::new(out)).inspect_err(|_| leave())?;
        Ok(Self { terminal })
    }

    /// Gives the terminal back, stops as Ctrl-Z does, and takes it again when the shell says so.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        leave();
        stop();
        take()?;
        self.terminal.clear()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
        let _ = panic::take_hook();
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableMouseCapture,
        EnableBracketedPaste
    )
    .inspect_err(|_| leave())
}

/// Gives the terminal back. Where that fails there is nobody to tell.
fn leave() {
    let _ = restore(&mut io::stdout());
    let _ = disable_raw_mode();
}

/// Writes what undoes all that was asked of the terminal.
fn restore(out: &mut impl Write) -> io::Result<()> {
    execute!(
        out,
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        Show
    )
}

/// Stops this program; it returns when it is continued.
#[cfg(unix)]
fn stop() {
    use rustix::process::{Signal, getpid, kill_process};
    let _ = kill_process(getpid(), Signal::TSTP);
}

#[cfg(not(unix))]
fn stop() {}
