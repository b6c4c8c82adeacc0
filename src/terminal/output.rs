//! The terminal: how large it is, and printing to it: with colour or without, with octorel's own signs or ASCII, with links
//! that can be clicked, through a pager where it is long.
//!
//! All printing goes through here. So a command can also run inside the full-screen program, which keeps what is printed.

use super::keep::{is_kept, kept};
use super::{ascii, keep, links, pager};
use anstream::{AutoStream, ColorChoice};
use memchr::memchr;
use std::borrow::Cow;
use std::env;
use std::io::{self, IsTerminal, Write};

/// The width where none is known: in a pipe, and on terminals that do not say.
const WIDTH: usize = 80;

/// No line is laid out narrower than this.
const NARROWEST: usize = 40;

/// How text looks, as the command line says it. What it leaves open the environment and the terminal decide.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looks {
    pub(crate) colour: ColorChoice,
    pub(crate) signs: Signs,
    pub(crate) paging: Paging,
}

/// Which signs octorel writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signs {
    /// As the environment says.
    Auto,
    Ascii,
}

/// Whether what is longer than the terminal goes through a pager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paging {
    Auto,
    Never,
}

impl Default for Looks {
    fn default() -> Self {
        Self { colour: ColorChoice::Auto, signs: Signs::Auto, paging: Paging::Never }
    }
}

/// How many columns a line may have: `COLUMNS`, else the terminal's width, else 80.
pub(crate) fn width() -> usize {
    if let Some(width) = keep::width() {
        return width.max(NARROWEST);
    }
    let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(terminal).filter(|&width| width > 0).unwrap_or(WIDTH).max(NARROWEST)
}

/// Says whether what is printed to stderr may have colour.
pub(crate) fn stderr_has_colour(looks: Looks) -> bool {
    is_kept() || AutoStream::new(io::stderr(), looks.colour).current_choice() != ColorChoice::Never
}

/// Says whether somebody reads the answer on a terminal.
pub(crate) fn is_read_at_once() -> bool {
    !is_kept() && io::stdout().is_terminal()
}

/// Says whether a full-screen program can run: it needs a terminal to read from and one to draw on, which can place the cursor.
pub(crate) fn is_full_screen() -> bool {
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb" || term.is_empty());
    !dumb && io::stdin().is_terminal() && is_read_at_once()
}

/// Says whether somebody can be asked: terminals at all ends, which can place the cursor, and no CI.
pub(crate) fn can_ask() -> bool {
    let ci = env::var_os("CI").is_some_and(|value| !value.is_empty());
    !ci && io::stderr().is_terminal() && is_full_screen()
}

/// Says whether the screen is to be drawn in ASCII.
pub(crate) fn is_ascii(looks: Looks) -> bool {
    ascii::is_wanted(looks.signs, io::stdout)
}

/// Says whether the shell that completes a line is to be answered in ASCII.
pub(crate) fn is_shell_ascii() -> bool {
    ascii::is_shells()
}

/// Says whether what is drawn on the screen may have colour.
pub(crate) fn stdout_has_colour(looks: Looks) -> bool {
    AutoStream::new(io::stdout(), looks.colour).current_choice() != ColorChoice::Never
}

/// Prints an answer for people. Whoever stops reading early, as `head` does, is no error.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn answer(text: &str, looks: Looks) -> io::Result<()> {
    if kept(text) {
        return Ok(());
    }
    let mut out = AutoStream::new(io::stdout(), looks.colour);
    let coloured = out.current_choice() != ColorChoice::Never;
    if looks.paging == Paging::Auto && is_read_at_once() && pager::page(text, coloured, looks)? {
        return Ok(());
    }
    let text = dressed(text, coloured, looks, io::stdout);
    let text = match links::are_shown(coloured) {
        true => links::linked(&text).into(),
        false => text,
    };
    let written = match coloured {
        // The stream would take the links out as well.
        false => io::stdout().write_all(text.as_bytes()),
        true => out.write_all(text.as_bytes()),
    };
    unless_unread(written.and_then(|()| out.flush()))
}

/// Prints an answer for programs, or to paste: every byte of it as it is.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn data(text: &str, looks: Looks) -> io::Result<()> {
    if kept(text) {
        return Ok(());
    }
    if looks.paging == Paging::Auto && is_read_at_once() {
        let exact = Looks { signs: Signs::Auto, ..looks };
        if pager::page(text, false, exact)? {
            return Ok(());
        }
    }
    let mut out = io::stdout();
    unless_unread(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Whoever stops reading early has read enough.
fn unless_unread(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Prints talk: notices, warnings, errors. Where even that fails there is nobody to tell.
pub(crate) fn talk(text: &str, looks: Looks) {
    if kept(text) {
        return;
    }
    let mut out = AutoStream::new(io::stderr(), looks.colour).lock();
    let text = dressed(text, true, looks, io::stderr);
    let _ = out.write_all(text.as_bytes());
}

/// The text in the colours and signs that a stream is to have.
pub(super) fn dressed<S: IsTerminal>(
    text: &str,
    coloured: bool,
    looks: Looks,
    stream: impl FnOnce() -> S,
) -> Cow<'_, str> {
    let text = match coloured {
        true => Cow::Borrowed(text),
        false => Cow::Owned(plain(text)),
    };
    match ascii::is_wanted(looks.signs, stream) {
        true => Cow::Owned(crate::render::ascii(&text).into_owned()),
        false => text,
    }
}

/// The text without its looks. They are all of one kind, ESC to `m`: every other ESC was made visible where it came in.
pub(super) fn plain(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::with_capacity(text.len());
    while let Some(escape) = memchr(0x1b, rest.as_bytes()) {
        plain.push_str(&rest[..escape]);
        let end = memchr(b'm', &rest.as_bytes()[escape..]);
        rest = &rest[end.map_or(rest.len(), |end| escape + end + 1)..];
    }
    plain.push_str(rest);
    plain
}
