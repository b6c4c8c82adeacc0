//! A program in a pseudo-terminal: keys go in, and a thread turns the output into a model of the screen.
//!
//! Every wait has a limit, and a timeout prints the screen. The environment is that of `support::Here`,
//! except that the terminal reports its own width and colour is on.

use crate::support::{Here, assert_snapshot, words};
use model::{Shared, rows, trimmed};
use pseudo::Running;
use pty_process::Size;
use pty_process::blocking::Pty;
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, ptsname};
use rustix::termios::{LocalModes, tcgetattr};
use snapbox::IntoData;
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use vt100::Screen;

#[path = "model.rs"]
mod model;
#[path = "pseudo.rs"]
mod pseudo;

/// The program under test.
const OCTOREL: &str = env!("CARGO_BIN_EXE_octorel");

/// The limit of a wait. It is generous, since tests run in parallel.
const PATIENCE: Duration = Duration::from_secs(60);

/// The environment of a terminal without colours.
pub(crate) const BLACK_AND_WHITE: [(&str, &str); 1] = [("NO_COLOR", "1")];

/// The screen counts as stable after this time without output.
const QUIET: Duration = Duration::from_millis(100);

/// A terminal with a program. Dropping it ends the program.
pub(crate) struct Terminal {
    /// `None` after a hangup.
    pty: Option<Arc<Pty>>,
    program: Running,
    shared: Arc<Shared>,
    /// Keeps the folder as long as the program runs.
    _here: Here,
}

impl Terminal {
    /// Starts octorel in a terminal of this size. `env` extends the environment of `here`.
    pub(crate) fn start(here: &Here, size: (u16, u16), env: &[(&str, &str)], line: &str) -> Self {
        let mut command = here.command(OCTOREL);
        command.args(words(line));
        Self::run(here, command, size, env).unwrap()
    }

    /// Starts octorel in a terminal of common size without colours.
    pub(crate) fn plain(here: &Here, line: &str) -> Self {
        Self::start(here, (80, 24), &BLACK_AND_WHITE, line)
    }

    /// Starts a shell with job control that can run `octorel`, in such a terminal. Its prompt is `$ `.
    pub(crate) fn shell(here: &Here) -> Self {
        let mut command = here.command("sh");
        let folder = Path::new(OCTOREL).parent().unwrap().to_path_buf();
        let known = std::env::var_os("PATH").unwrap_or_default();
        let folders = [folder].into_iter().chain(std::env::split_paths(&known));
        command.env("PATH", std::env::join_paths(folders).unwrap());
        command.arg("-i").env("PS1", "$ ");
        let shell = Self::run(here, command, (80, 24), &BLACK_AND_WHITE).unwrap();
        shell.wait_for_prompt();
        shell
    }

    /// Starts a program in a terminal of this size.
    pub(crate) fn run(
        here: &Here,
        mut command: Command,
        size: (u16, u16),
        env: &[(&str, &str)],
    ) -> pty_process::Result<Self> {
        let (columns, rows) = size;
        command.env_remove("COLUMNS").env_remove("NO_COLOR");
        if !command.get_envs().any(|(name, _)| name == "TERM") {
            command.env("TERM", "xterm-256color");
        }
        command.envs(env.iter().copied());
        let (pty, program) = pseudo::start(command, size)?;
        let pty = Arc::new(pty);
        let shared = Arc::new(Shared::new(rows, columns));
        thread::spawn({
            let (pty, shared) = (Arc::clone(&pty), Arc::clone(&shared));
            move || shared.follow(&pty)
        });
        Ok(Self { pty: Some(pty), program, shared, _here: here.clone() })
    }

    /// Types keys. Keys are bytes as a terminal sends them: [`ENTER`], [`UP`], [`ctrl`].
    pub(crate) fn keys(&self, keys: impl AsRef<[u8]>) {
        self.pty().write_all(keys.as_ref()).unwrap();
    }

    /// Types keys, and waits until the text is on the screen.
    #[track_caller]
    pub(crate) fn press(&self, keys: impl AsRef<[u8]>, then: &str) {
        self.keys(keys);
        self.wait_for(then);
    }

    /// Pastes text, bracketed if the program has enabled bracketed paste.
    pub(crate) fn paste(&self, text: &str) {
        if self.modes().bracketed_paste {
            self.keys(format!("\x1b[200~{text}\x1b[201~"));
        } else {
            self.keys(text);
        }
    }

    /// Waits until the text is on the screen.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("`{text}` to appear"), |screen| rows(screen).contains(text));
    }

    /// Waits for the shell prompt.
    #[track_caller]
    pub(crate) fn wait_for_prompt(&self) {
        self.wait_until("the shell's prompt", |screen| rows(screen).lines().last() == Some("$"));
    }

    /// Waits until the text is no longer on the screen.
    #[track_caller]
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("`{text}` to go"), |screen| !rows(screen).contains(text));
    }

    /// Waits until the condition is true for the screen. `what` describes the condition.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, condition: impl Fn(&Screen) -> bool) {
        let mut state = self.shared.state();
        let deadline = Instant::now() + PATIENCE;
        while !condition(state.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !state.ended,
                "waited in vain for {what}, and saw:\n{}",
                rows(state.parser.screen())
            );
            state = self.shared.news.wait_timeout(state, left).unwrap().0;
        }
    }

    /// Waits until no output arrives for a while.
    #[track_caller]
    pub(crate) fn settle(&self) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.shared.state();
        loop {
            let quiet = state.last.elapsed();
            if state.ended || quiet >= QUIET {
                return;
            }
            assert!(Instant::now() < deadline, "it goes on and on:\n{state}");
            let wait = self.shared.news.wait_timeout(state, QUIET.saturating_sub(quiet));
            state = wait.unwrap().0;
        }
    }

    /// The rows of the screen, without trailing spaces and without empty rows at the bottom.
    pub(crate) fn screen(&self) -> String {
        rows(self.shared.state().parser.screen())
    }

    /// Compares the screen with a snapshot.
    #[track_caller]
    pub(crate) fn shows(&self, screen: impl IntoData) {
        assert_snapshot(&self.screen(), screen);
    }

    /// The same with the style of every character, as escape sequences.
    pub(crate) fn coloured(&self) -> String {
        let state = self.shared.state();
        let screen = state.parser.screen();
        let rows = screen.rows_formatted(0, screen.size().1);
        trimmed(rows.map(|row| {
            let row = String::from_utf8(row).unwrap();
            let open = row.contains('\x1b') && !row.ends_with("\x1b[m");
            row + if open { "\x1b[m" } else { "" }
        }))
    }

    /// Gives access to the model.
    pub(crate) fn read_screen<T>(&self, at: impl FnOnce(&Screen) -> T) -> T {
        at(self.shared.state().parser.screen())
    }

    /// The complete output of the program.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.shared.state().raw.clone()
    }

    /// The settings of the terminal.
    pub(crate) fn modes(&self) -> Modes {
        let local = tcgetattr(self.pty()).unwrap().local_modes;
        self.read_screen(|screen| Modes {
            line_by_line: local.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG),
            alternate_screen: screen.alternate_screen(),
            cursor_hidden: screen.hide_cursor(),
            bracketed_paste: screen.bracketed_paste(),
            application_keys: screen.application_cursor() || screen.application_keypad(),
        })
    }

    /// Resizes the window and notifies the program.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let mut state = self.shared.state();
        state.parser.screen_mut().set_size(rows, columns);
        drop(state);
        self.pty().resize(Size::new(rows, columns)).unwrap();
    }

    /// Resizes the terminal, and waits until the program has redrawn its screen: a key that arrives at the same moment as the
    /// signal may wait for the next key.
    #[track_caller]
    pub(crate) fn resize_and_draw(&self, columns: u16, rows: u16) {
        let before = Instant::now();
        self.resize(columns, rows);
        while self.shared.state().last < before {
            assert!(before.elapsed() < PATIENCE, "it draws nothing:\n{}", self.shared.state());
            thread::sleep(Duration::from_millis(5));
        }
        self.settle();
    }

    /// Sends a signal to the started program.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.program.0), signal).unwrap();
    }

    /// Closes the window of the program.
    pub(crate) fn hang_up(&mut self) {
        let Some(pty) = self.pty.take() else { return };
        self.shared.state().abandoned = true;
        // The thread is blocked in a read; a byte from the program's side unblocks it.
        let name = ptsname(&*pty, Vec::new()).unwrap();
        let no_owner = i32::try_from(OpenptFlags::NOCTTY.bits()).unwrap();
        let mut program_side = OpenOptions::new()
            .write(true)
            .custom_flags(no_owner)
            .open(OsStr::from_bytes(name.as_bytes()))
            .unwrap();
        program_side.write_all(b"\0").unwrap();
    }

    /// The process id.
    pub(crate) fn pid(&self) -> u32 {
        self.program.0.id()
    }

    /// Waits for the program to exit and for its output. A signal that ended it counts as 128 plus its number.
    #[track_caller]
    pub(crate) fn exit(&mut self) -> i32 {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.program.0.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.shared.state());
            thread::sleep(Duration::from_millis(2));
        };
        let mut state = self.shared.state();
        while !state.ended && Instant::now() < deadline {
            state = self.shared.news.wait_timeout(state, QUIET).unwrap().0;
        }
        drop(state);
        let signal = status.signal().map(|signal| 128 + signal);
        status.code().or(signal).unwrap()
    }

    fn pty(&self) -> &Pty {
        self.pty.as_deref().expect("the window is open")
    }
}

impl Write for &Terminal {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.pty().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Terminal settings that programs change and must restore.
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a terminal has as many switches")]
pub(crate) struct Modes {
    /// Line editing, echo, and Ctrl-C as a signal.
    pub(crate) line_by_line: bool,
    pub(crate) alternate_screen: bool,
    pub(crate) cursor_hidden: bool,
    pub(crate) bracketed_paste: bool,
    pub(crate) application_keys: bool,
}

impl Modes {
    /// The settings that a shell leaves for the programs it starts.
    pub(crate) const UNTOUCHED: Self = Self {
        line_by_line: true,
        alternate_screen: false,
        cursor_hidden: false,
        bracketed_paste: false,
        application_keys: false,
    };
}

pub(crate) const ENTER: &str = "\r";
pub(crate) const ESCAPE: &str = "\x1b";
pub(crate) const TAB: &str = "\t";
pub(crate) const BACKSPACE: &str = "\x7f";
pub(crate) const UP: &str = "\x1b[A";
pub(crate) const DOWN: &str = "\x1b[B";
pub(crate) const LEFT: &str = "\x1b[D";
pub(crate) const HOME: &str = "\x1b[H";
pub(crate) const END: &str = "\x1b[F";
pub(crate) const PAGE_UP: &str = "\x1b[5~";
pub(crate) const PAGE_DOWN: &str = "\x1b[6~";

/// A letter with Ctrl.
pub(crate) fn ctrl(letter: char) -> String {
    char::from(letter.to_ascii_uppercase() as u8 & 0x1f).to_string()
}
