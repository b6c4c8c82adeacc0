//! A program in a pseudo-terminal, and the times at which its output arrives. The output is not parsed meanwhile, so that
//! only the program is measured.

use super::Result;
use super::pseudo::{self, Running};
use pty_process::blocking::Pty;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

/// A frame is complete after this time without output.
const QUIET: Duration = Duration::from_millis(50);

/// The time after which a missing frame fails the benchmark.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal of 80 columns and 24 rows with a program. Dropping it ends the program.
pub(crate) struct Window {
    pty: Pty,
    program: Running,
}

impl Window {
    /// Starts a program and returns the time to its first complete frame, which contains `word`.
    pub(crate) fn start(command: Command, word: &str) -> Result<(Self, Duration)> {
        let began = Instant::now();
        let (pty, program) = pseudo::start(command, (80, 24))?;
        let mut window = Self { pty, program };
        let took = window.frame(began, word)?;
        Ok((window, took))
    }

    /// Types text and returns the time to the next complete frame.
    pub(crate) fn type_in(&mut self, keys: &str) -> Result<Duration> {
        let began = Instant::now();
        self.pty.write_all(keys.as_bytes())?;
        self.frame(began, "")
    }

    /// Returns the process id.
    pub(crate) fn pid(&self) -> u32 {
        self.program.0.id()
    }

    /// Reads output and returns the time from `began` to its end.
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
