//! The model of a terminal: a thread turns the output of a program into a screen, and answers its queries.

use super::pseudo;
use pty_process::blocking::Pty;
use std::fmt;
use std::io::{ErrorKind, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use vt100::{Callbacks, Parser, Screen};

/// The output of the program, read by a thread.
pub(super) struct Shared {
    pub(super) state: Mutex<State>,
    pub(super) news: Condvar,
}

pub(super) struct State {
    pub(super) parser: Parser<Replies>,
    pub(super) raw: Vec<u8>,
    pub(super) last: Instant,
    /// No process has the terminal open any more.
    pub(super) ended: bool,
    /// The test has ended.
    pub(super) abandoned: bool,
}

impl Shared {
    pub(super) fn new(rows: u16, columns: u16) -> Self {
        Self {
            state: Mutex::new(State {
                parser: Parser::new_with_callbacks(rows, columns, 0, Replies::default()),
                raw: Vec::new(),
                last: Instant::now(),
                ended: false,
                abandoned: false,
            }),
            news: Condvar::new(),
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked while it read the model has not changed it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads until the last program has closed the terminal, and answers terminal queries.
    pub(super) fn follow(&self, mut pty: &Pty) {
        let mut buffer = [0; 16 * 1024];
        loop {
            let read = pseudo::read(pty, &mut buffer);
            let mut state = self.state();
            match read {
                Ok(count) if count > 0 && !state.abandoned => {
                    state.take(&buffer[..count]);
                    let replies = std::mem::take(&mut state.parser.callbacks_mut().0);
                    drop(state);
                    // The program queried the terminal and exited without waiting.
                    let _ = pty.write_all(&replies);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                _ => {
                    state.ended = true;
                    self.news.notify_all();
                    return;
                }
            }
            self.news.notify_all();
        }
    }
}

impl State {
    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.raw.extend_from_slice(bytes);
        self.last = Instant::now();
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&rows(self.parser.screen()))
    }
}

/// The answers to terminal queries, until they are sent.
#[derive(Default)]
pub(super) struct Replies(Vec<u8>);

impl Callbacks for Replies {
    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        prefix: Option<u8>,
        _: Option<u8>,
        parameters: &[&[u16]],
        last: char,
    ) {
        let reply = match (prefix, parameters, last) {
            (None, [[6]], 'n') => {
                let (row, column) = screen.cursor_position();
                format!("\x1b[{};{}R", row + 1, column + 1)
            }
            // A VT100 with advanced video, the usual answer.
            (None, [] | [[0]], 'c') => "\x1b[?1;2c".to_owned(),
            _ => return,
        };
        self.0.extend_from_slice(reply.as_bytes());
    }
}

pub(super) fn rows(screen: &Screen) -> String {
    let rows = screen.rows(0, screen.size().1);
    trimmed(rows.map(|row| row.trim_end().to_owned()))
}

pub(super) fn trimmed(rows: impl Iterator<Item = String>) -> String {
    let mut rows: Vec<_> = rows.collect();
    while rows.last().is_some_and(String::is_empty) {
        rows.pop();
    }
    rows.into_iter().map(|row| row + "\n").collect()
}
