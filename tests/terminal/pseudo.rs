//! A program in a pseudo-terminal, without a screen model. All tests and benches with terminals include this file.

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::io::Errno;
use std::io::{self, Read};
use std::process::{Child, Command as Plain};

/// Starts a program in a terminal of this size.
pub(crate) fn start(program: Plain, size: (u16, u16)) -> pty_process::Result<(Pty, Running)> {
    let (columns, rows) = size;
    let (pty, program_side) = open()?;
    pty.resize(Size::new(rows, columns))?;
    let child = Command::from(program).spawn(program_side)?;
    Ok((pty, Running(child)))
}

/// Reads output: nothing once all of it is read and no program has the terminal open any more.
pub(crate) fn read(mut pty: &Pty, buffer: &mut [u8]) -> io::Result<usize> {
    let closed = |error: &io::Error| Errno::from_io_error(error) == Some(Errno::IO);
    match pty.read(buffer) {
        // Linux checks for output first and for the closed side afterwards. Output that arrived in between is available now.
        Err(error) if closed(&error) => match pty.read(buffer) {
            Err(error) if closed(&error) => Ok(0),
            read => read,
        },
        read => read,
    }
}

/// A program. Dropping it kills it.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail if it has already exited.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
