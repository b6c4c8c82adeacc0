//! Waiting for keys without a busy loop, and noticing that the terminal or the patience of the system is gone.

use crossterm::event::{self, Event};
use std::io;
#[cfg(unix)]
use std::sync::Arc;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// What the waiting came to.
pub(super) enum Waited {
    Event(Event),
    /// Nothing happened in that time.
    Nothing,
    /// The connection is closed, or the system asks the program to end.
    Over,
}

/// Signals that ask the program to end.
pub(super) struct Input {
    #[cfg(unix)]
    over: Arc<AtomicBool>,
    /// The number of the one that came, else zero.
    #[cfg(unix)]
    signal: Arc<AtomicUsize>,
}

#[cfg(unix)]
impl Input {
    /// Listens from now on. A second signal ends the program at once.
    pub(super) fn new() -> io::Result<Self> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        let (over, came) = (Arc::default(), Arc::default());
        for (signal, number) in [SIGHUP, SIGINT, SIGQUIT, SIGTERM].map(|n| (n, n.unsigned_abs())) {
            let now = Arc::clone(&over);
            signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, now)?;
            signal_hook::flag::register_usize(signal, Arc::clone(&came), number as usize)?;
            signal_hook::flag::register(signal, Arc::clone(&over))?;
        }
        // From now on a change of the size is noticed, also one before the first key is waited for.
        event::poll(Duration::ZERO)?;
        Ok(Self { over, signal: came })
    }

    /// Waits for something to happen, at most so long.
    pub(super) fn wait(&self, patience: Duration) -> io::Result<Waited> {
        if self.is_over() {
            return Ok(Waited::Over);
        }
        // What was read before may hold more than one key.
        if event::poll(Duration::ZERO)? {
            return Ok(Waited::Event(event::read()?));
        }
        match terminal(patience) {
            Ready::Gone => return Ok(Waited::Over),
            Ready::Nothing if self.is_over() => return Ok(Waited::Over),
            // A change of the size comes as a signal, without anything to read.
            Ready::Nothing | Ready::Something => {}
        }
        Ok(match event::poll(Duration::ZERO)? {
            true => Waited::Event(event::read()?),
            false => Waited::Nothing,
        })
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Ends the program by the signal that came, if one did, so that whoever sent it sees that.
    pub(super) fn obey(&self) {
        if let Ok(signal @ 1..) = i32::try_from(self.signal.load(Ordering::Relaxed)) {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}

/// Whether there is something to read.
#[cfg(unix)]
enum Ready {
    Something,
    Nothing,
    /// Nobody will ever write again. To read then would never end.
    Gone,
}

/// Looks whether the terminal has something to read, and waits for it.
#[cfg(unix)]
fn terminal(patience: Duration) -> Ready {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let mut terminal = [PollFd::new(&stdin, PollFlags::IN)];
    let patience = Timespec {
        tv_sec: patience.as_secs().try_into().unwrap_or(1),
        tv_nsec: patience.subsec_nanos().into(),
    };
    match poll(&mut terminal, Some(&patience)) {
        Ok(0) | Err(_) => Ready::Nothing,
        Ok(_) => {
            let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            let [terminal] = terminal;
            match terminal.revents().intersects(gone) {
                true => Ready::Gone,
                false => Ready::Something,
            }
        }
    }
}

#[cfg(not(unix))]
impl Input {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    /// No signal comes here.
    pub(super) fn obey(&self) {}

    /// Waits for something to happen, at most so long.
    pub(super) fn wait(&self, patience: Duration) -> io::Result<Waited> {
        Ok(match event::poll(patience)? {
            true => Waited::Event(event::read()?),
            false => Waited::Nothing,
        })
    }
}
