//! The end of the program when its terminal is closed while it reads keys.

/// Ends the program once the terminal is gone, if it has not ended by itself. Whoever reads from such a terminal just then is
/// told again and again that there is nothing, and would use a processor for ever.
#[cfg(unix)]
pub(crate) fn end_when_closed() {
    use std::sync::Once;
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        std::thread::spawn(watch);
    });
}

#[cfg(not(unix))]
pub(crate) fn end_when_closed() {}

#[cfg(unix)]
#[expect(clippy::exit, reason = "the thread that reads cannot be told to end")]
fn watch() {
    use rustix::event::{PollFd, PollFlags, poll};
    use std::time::Duration;
    /// How long the program may take to end after its terminal.
    const GRACE: Duration = Duration::from_millis(500);
    /// 128 and the number of the signal that says so.
    const HUNG_UP: i32 = 129;
    let stdin = std::io::stdin();
    loop {
        // That it is gone is always told.
        let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
        if poll(&mut terminal, None).is_ok() {
            std::thread::sleep(GRACE);
            std::process::exit(HUNG_UP);
        }
    }
}
