//! The terminal: how wide it is, and printing to it with or without colour.

use anstream::{AutoStream, ColorChoice};
use std::env;
use std::io::{self, Write};

/// The width where none is known: in a pipe, and on terminals that do not say.
const WIDTH: usize = 80;

/// How many columns a line may have: `COLUMNS`, else the terminal's width, else 80.
pub(crate) fn width() -> usize {
    let columns = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns
        .or_else(terminal)
        .filter(|&width| width > 0)
        .unwrap_or(WIDTH)
        .max(40)
}

/// Says whether what is printed to stderr may have colour.
pub(crate) fn stderr_has_colour(choice: ColorChoice) -> bool {
    AutoStream::new(io::stderr(), choice).current_choice() != ColorChoice::Never
}

/// Prints the answer. Whoever stops reading early, as `head` does, is no error.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn answer(text: &str, choice: ColorChoice) -> io::Result<()> {
    let mut out = AutoStream::new(io::stdout(), choice);
    let written = match out.current_choice() {
        ColorChoice::Never => io::stdout().write_all(plain(text).as_bytes()),
        _ => out.write_all(text.as_bytes()),
    };
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// The text without its looks. They are all of one kind, ESC to `m`: every other ESC was made visible where it came in.
fn plain(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let mut plain = String::with_capacity(text.len());
    plain.extend(pieces.next());
    plain.extend(pieces.map(|piece| piece.split_once('m').map_or(piece, |(_, rest)| rest)));
    plain
}

/// Prints talk: notices, warnings, errors. Where even that fails there is nobody to tell.
pub(crate) fn talk(text: &str, choice: ColorChoice) {
    let mut out = AutoStream::new(io::stderr(), choice).lock();
    let _ = out.write_all(text.as_bytes());
}
