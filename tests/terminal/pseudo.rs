//! A program in a pseudo-terminal, without a model of what it draws. Everything that runs programs in terminals includes it.

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::io::Errno;
use std::io::{self, Read};
use std::process::{Child, Command as Plain};

/// Starts a program in a terminal of so many columns and rows.
pub(crate) fn start(program: Plain, size: (u16, u16)) -> pty_process::Result<(Pty, Running)> {
    let (columns, rows) = size;
    let (pty, program_side) = open()?;
    pty.resize(Size::new(rows, columns))?;
    let child = Command::from(program).spawn(program_side)?;
    Ok((pty, Running(child)))
}

/// Reads what was written: nothing once all of it is read and no program has the terminal open any more.
pub(crate) fn read(mut pty: &Pty, buffer: &mut [u8]) -> io::Result<usize> {
    let closed = |error: &io::Error| Errno::from_io_error(error) == Some(Errno::IO);
    match pty.read(buffer) {
        // Linux looks for text, and then whether the other side is closed. Text that came in between is there now.
        Err(error) if closed(&error) => match pty.read(buffer) {
            Err(error) if closed(&error) => Ok(0),
            read => read,
        },
        read => read,
    }
}

/// A program. Dropped, it is ended.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail where it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
