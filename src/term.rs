//! The terminal: how wide it is, and printing to it with or without colour.
//!
//! All printing goes through here. So a command can also run inside the full-screen program, which keeps what is printed.

use anstream::{AutoStream, ColorChoice};
use memchr::memchr;
use std::cell::RefCell;
use std::env;
use std::io::{self, IsTerminal, Write};

/// The width where none is known: in a pipe, and on terminals that do not say.
const WIDTH: usize = 80;

/// No line is laid out narrower than this.
const NARROWEST: usize = 40;

thread_local! {
    /// What is printed while a command runs inside the full-screen program; it does not reach the terminal.
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// What a command printed, answer and talk in their order, with their looks.
#[derive(Debug, Default)]
struct Kept {
    text: String,
    /// How many columns a line may have.
    width: usize,
}

/// Does something, and gives back with it what it printed for lines of this width.
pub(crate) fn keep<T>(width: usize, doing: impl FnOnce() -> T) -> (T, String) {
    let text = String::new();
    KEPT.set(Some(Kept { text, width }));
    let done = doing();
    (done, KEPT.take().unwrap_or_default().text)
}

/// Says whether what is printed is kept instead: the full-screen program has the terminal.
pub(crate) fn is_kept() -> bool {
    KEPT.with_borrow(Option::is_some)
}

/// Keeps a text if texts are kept.
fn kept(text: &str) -> bool {
    KEPT.with_borrow_mut(|kept| {
        let kept = kept.as_mut();
        kept.map(|kept| kept.text.push_str(text)).is_some()
    })
}

/// Says whether a full-screen program can run: it needs a terminal to read from and one to draw on, which can place the cursor.
pub(crate) fn is_full_screen() -> bool {
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb" || term.is_empty());
    !dumb && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Says whether what is drawn on the screen may have colour.
pub(crate) fn stdout_has_colour(choice: ColorChoice) -> bool {
    AutoStream::new(io::stdout(), choice).current_choice() != ColorChoice::Never
}

/// How many columns a line may have: `COLUMNS`, else the terminal's width, else 80.
pub(crate) fn width() -> usize {
    if let Some(width) = KEPT.with_borrow(|kept| kept.as_ref().map(|kept| kept.width)) {
        return width.max(NARROWEST);
    }
    let columns = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns
        .or_else(terminal)
        .filter(|&width| width > 0)
        .unwrap_or(WIDTH)
        .max(NARROWEST)
}

/// Says whether what is printed to stderr may have colour.
pub(crate) fn stderr_has_colour(choice: ColorChoice) -> bool {
    is_kept() || AutoStream::new(io::stderr(), choice).current_choice() != ColorChoice::Never
}

/// Prints the answer. Whoever stops reading early, as `head` does, is no error.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn answer(text: &str, choice: ColorChoice) -> io::Result<()> {
    if kept(text) {
        return Ok(());
    }
    let mut out = AutoStream::new(io::stdout(), choice);
    let written = match out.current_choice() {
        ColorChoice::Never => io::stdout().write_all(&plain(text)),
        _ => out.write_all(text.as_bytes()),
    };
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// The text without its looks. They are all of one kind, ESC to `m`: every other ESC was made visible where it came in.
fn plain(text: &str) -> Vec<u8> {
    let mut rest = text.as_bytes();
    let mut plain = Vec::with_capacity(rest.len());
    while let Some(escape) = memchr(0x1b, rest) {
        plain.extend_from_slice(&rest[..escape]);
        let end = memchr(b'm', &rest[escape..]).map_or(rest.len(), |end| escape + end + 1);
        rest = &rest[end..];
    }
    plain.extend_from_slice(rest);
    plain
}

/// Prints talk: notices, warnings, errors. Where even that fails there is nobody to tell.
pub(crate) fn talk(text: &str, choice: ColorChoice) {
    if kept(text) {
        return;
    }
    let mut out = AutoStream::new(io::stderr(), choice).lock();
    let _ = out.write_all(text.as_bytes());
}
