//! A program in a pseudo-terminal, and when what it draws has come. Nothing is parsed meanwhile, so that nothing but the program
//! is waited for.

use super::Result;
use super::pseudo::{self, Running};
use pty_process::blocking::Pty;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long nothing must have come for a frame to be whole.
const QUIET: Duration = Duration::from_millis(50);

/// How long a frame may take before it counts as never.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal of 80 columns and 24 rows with a program in it. Dropped, it takes the program with it.
pub(crate) struct Window {
    pty: Pty,
    program: Running,
}

impl Window {
    /// Starts a program, and says how long it took from there to the whole first frame. `word` is one that stands in it.
    pub(crate) fn start(command: Command, word: &str) -> Result<(Self, Duration)> {
        let began = Instant::now();
        let (pty, program) = pseudo::start(command, (80, 24))?;
        let mut window = Self { pty, program };
        let took = window.frame(began, word)?;
        Ok((window, took))
    }

    /// Types something, and says how long it took until the whole next frame.
    pub(crate) fn type_in(&mut self, keys: &str) -> Result<Duration> {
        let began = Instant::now();
        self.pty.write_all(keys.as_bytes())?;
        self.frame(began, "")
    }

    /// The number of the program.
    pub(crate) fn pid(&self) -> u32 {
        self.program.0.id()
    }

    /// Reads what comes, and says how long after `began` the last of it came.
    fn frame(&mut self, began: Instant, word: &str) -> Result<Duration> {
        let mut drawn = Vec::new();
        let mut last = None;
        let mut buffer = [0; 1 << 14];
        loop {
            let whole = String::from_utf8_lossy(&drawn).contains(word);
            let patience = match last {
                Some(_) if whole => QUIET,
                _ => PATIENCE,
            };
            if !self.is_readable(patience)? {
                let drawn = String::from_utf8_lossy(&drawn);
                return match last {
                    Some(last) if whole => Ok(last),
                    _ => Err(format!("`{word}` did not come, but {drawn:?}").into()),
                };
            }
            let count = pseudo::read(&self.pty, &mut buffer)?;
            last = Some(began.elapsed());
            drawn.extend_from_slice(&buffer[..count]);
        }
    }

    fn is_readable(&self, patience: Duration) -> Result<bool> {
        let patience = Timespec::try_from(patience)?;
        let mut fds = [PollFd::new(&self.pty, PollFlags::IN)];
        Ok(poll(&mut fds, Some(&patience))? > 0)
    }
}
