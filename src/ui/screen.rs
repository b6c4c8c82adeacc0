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
use std::sync::atomic::{AtomicBool, Ordering};
use std::{panic, thread};

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
        self.clear()
    }

    /// Forgets what was drawn, so that the next frame draws everything. Unlike ratatui's own it asks the terminal nothing: an
    /// answer that is late or lost would end the program.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
        if !thread::panicking() {
            let _ = panic::take_hook();
        }
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    OURS.store(true, Ordering::Relaxed);
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableMouseCapture,
        EnableBracketedPaste
    )
    .inspect_err(|_| leave())
}

/// Says whether the terminal is ours. To leave twice would put the cursor back over what was printed in between.
static OURS: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back, if it is ours. Where that fails there is nobody to tell.
fn leave() {
    if !OURS.swap(false, Ordering::Relaxed) {
        return;
    }
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

#[cfg(test)]
mod tests {
    use super::restore;

    #[test]
    fn all_that_was_asked_of_the_terminal_is_undone() {
        let mut written = Vec::new();
        restore(&mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        for mode in ["2004l", "1000l", "1006l", "1049l", "25h"] {
            assert!(written.contains(&format!("\u{1b}[?{mode}")), "{mode}");
        }
    }

    /// This test runs itself in a terminal, where it panics.
    #[cfg(unix)]
    #[test]
    fn a_panic_is_told_after_the_terminal_was_given_back() {
        use pty_process::blocking::{Command, open};
        use rustix::termios::{LocalModes, tcgetattr};
        use std::{env, io::Read};

        const PANICS: &str = "OCTOREL_TEST_PANICS";
        if env::var_os(PANICS).is_some() {
            let _screen = super::Screen::enter().unwrap();
            panic!("a mistake");
        }
        let this = "ui::screen::tests::a_panic_is_told_after_the_terminal_was_given_back";
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
        let place = |what: &str| written.find(what);
        let (taken, left) = (place("[?1049h"), place("[?1049l"));
        assert!(taken.is_some() && taken < left, "{written}");
        assert!(left < place("a mistake"), "{written}");
        let lines = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        assert!(tcgetattr(&pty).unwrap().local_modes.contains(lines));
    }
}
