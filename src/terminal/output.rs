//! Printing, or capturing instead, so that a command can run inside the full-screen program; and what the terminal can do.

use super::options::{OutputOptions, dressed, stdout_has_colour};
use super::programs;
use anstream::AutoStream;
use std::cell::RefCell;
use std::env;
use std::io::{self, IsTerminal, Write};

thread_local! {
    /// The text of both streams in their order, with its styles, and the maximum width of a line.
    static KEPT: RefCell<Option<(String, usize)>> = const { RefCell::new(None) };
}

/// The width of a pipe, and of a terminal that does not report its own.
const WIDTH: usize = 80;

const HEIGHT: usize = 24;

/// The minimum width for the layout.
const NARROWEST: usize = 40;

/// The maximum width of a line: `COLUMNS`, else the terminal's width, else 80.
pub(crate) fn width() -> usize {
    if let Some(width) = kept_width() {
        return width.max(NARROWEST);
    }
    let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(terminal).filter(|&width| width > 0).unwrap_or(WIDTH).max(NARROWEST)
}

/// The number of lines: the terminal's, else 24.
pub(crate) fn height() -> usize {
    let terminal = is_read_at_once().then(terminal_size::terminal_size).flatten();
    terminal.map_or(HEIGHT, |(_, height)| usize::from(height.0))
}

pub(crate) fn is_read_at_once() -> bool {
    !is_kept() && io::stdout().is_terminal()
}

/// Says whether a full-screen program can run: stdin and stdout are terminals, which can place the cursor.
pub(crate) fn is_full_screen() -> bool {
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb" || term.is_empty());
    !dumb && io::stdin().is_terminal() && is_read_at_once()
}

/// Says whether somebody can answer: all streams are terminals, which can place the cursor, and this is not CI.
pub(crate) fn can_ask() -> bool {
    let ci = env::var_os("CI").is_some_and(|value| !value.is_empty());
    !ci && io::stderr().is_terminal() && is_full_screen()
}

/// Prints output for people.
pub(crate) fn answer(text: &str, output: OutputOptions) -> io::Result<()> {
    let coloured = stdout_has_colour(output);
    print(text, coloured, output, || {
        let text = dressed(text, coloured, output, &io::stdout());
        AutoStream::new(io::stdout(), output.colour).write_all(text.as_bytes())
    })
}

/// Prints output for programs, or to paste, byte for byte.
pub(crate) fn data(text: &str, output: OutputOptions) -> io::Result<()> {
    let exact = OutputOptions { ascii: false, ..output };
    print(text, false, exact, || io::stdout().write_all(text.as_bytes()))
}

/// Captures a text, shows it in a pager, or writes it. A reader that stops early, as `head` does, is no error.
fn print(
    text: &str,
    coloured: bool,
    output: OutputOptions,
    write: impl FnOnce() -> io::Result<()>,
) -> io::Result<()> {
    if kept(text) || output.pager && is_read_at_once() && programs::page(text, coloured, output)? {
        return Ok(());
    }
    match write().and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Prints notices, warnings and errors to stderr. If that fails, nobody can be informed.
pub(crate) fn talk(text: &str, output: OutputOptions) {
    if kept(text) {
        return;
    }
    let mut out = AutoStream::new(io::stderr(), output.colour).lock();
    let text = dressed(text, true, output, &io::stderr());
    let _ = out.write_all(text.as_bytes());
}

/// Does something, and returns its result and what it printed for lines of this width.
pub(crate) fn keep<T>(width: usize, doing: impl FnOnce() -> T) -> (T, String) {
    KEPT.set(Some((String::new(), width)));
    let done = doing();
    (done, KEPT.take().unwrap_or_default().0)
}

/// Says whether output is captured: the full-screen program has the terminal.
pub(crate) fn is_kept() -> bool {
    KEPT.with_borrow(Option::is_some)
}

/// The maximum width of a line while output is captured.
fn kept_width() -> Option<usize> {
    KEPT.with_borrow(|kept| kept.as_ref().map(|(_, width)| *width))
}

/// Captures a text if output is captured. Returns whether it is.
fn kept(text: &str) -> bool {
    KEPT.with_borrow_mut(|kept| kept.as_mut().map(|(all, _)| all.push_str(text)).is_some())
}
