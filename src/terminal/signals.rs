//! Signals to a program that has taken over the terminal: they wait until the terminal is restored.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

/// What the signal handlers read and write. On other systems than Unix there are none.
struct Signals {
    /// The terminal is not taken over: a signal acts at once.
    idle: Arc<AtomicBool>,
    pending: Arc<AtomicBool>,
    /// The number of the pending signal.
    number: Arc<AtomicUsize>,
}

static SIGNALS: LazyLock<Signals> = LazyLock::new(|| {
    let signals = Signals {
        idle: Arc::new(AtomicBool::new(true)),
        pending: Arc::default(),
        number: Arc::default(),
    };
    // Where this fails, signals end the program at once.
    #[cfg(unix)]
    let _ = signals.register();
    signals
});

#[cfg(unix)]
impl Signals {
    fn register(&self) -> io::Result<()> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        use signal_hook::flag;
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            let number = signal.unsigned_abs() as usize;
            flag::register_conditional_default(signal, Arc::clone(&self.idle))?;
            // A second signal ends the program at once.
            flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&self.pending))?;
            flag::register_usize(signal, Arc::clone(&self.number), number)?;
            flag::register(signal, Arc::clone(&self.pending))?;
        }
        Ok(())
    }
}

pub(super) fn hold() {
    SIGNALS.idle.store(false, Ordering::Relaxed);
}

/// From now on signals act at once. A pending one waits for [`obey`].
pub(super) fn release() {
    SIGNALS.idle.store(true, Ordering::Relaxed);
}

pub(super) fn is_pending() -> bool {
    SIGNALS.pending.load(Ordering::Relaxed)
}

/// Ends the program by the pending signal, if there is one, so that its sender sees that.
pub(super) fn obey() {
    #[cfg(unix)]
    if let Ok(signal @ 1..) = i32::try_from(SIGNALS.number.load(Ordering::Relaxed)) {
        let _ = signal_hook::low_level::emulate_default_handler(signal);
    }
}

/// Stops the program as Ctrl-Z does, until the shell continues it.
#[cfg(unix)]
pub(super) fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// There is no shell that could continue it.
#[cfg(not(unix))]
pub(super) fn stop() -> io::Result<()> {
    Ok(())
}

/// Leaves Ctrl-C to another program in this terminal from now on.
pub(super) fn ignore_interrupts() {
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::default());
}

/// Ends the program once its terminal is closed, if it has not ended by itself. A read from such a terminal that has started
/// would never return, and keep a processor busy.
#[cfg(unix)]
#[expect(clippy::exit, reason = "the thread that reads cannot be told to end")]
pub(super) fn end_with_the_terminal() {
    use rustix::event::{PollFd, PollFlags, poll};
    use std::time::Duration;
    /// How long the program may take to end after its terminal.
    const GRACE: Duration = Duration::from_millis(500);
    /// 128 and the number of the signal for a closed terminal.
    const HUNG_UP: i32 = 129;
    std::thread::spawn(|| {
        let stdin = io::stdin();
        loop {
            // That the terminal is gone is always reported.
            let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
            if poll(&mut terminal, None).is_ok() {
                std::thread::sleep(GRACE);
                std::process::exit(HUNG_UP);
            }
        }
    });
}

#[cfg(not(unix))]
pub(super) fn end_with_the_terminal() {}
