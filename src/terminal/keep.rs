//! Captures printed text instead of printing it, so that a command can run inside the full-screen program.

use std::cell::RefCell;

thread_local! {
    /// The text of both streams in their order, with its styles, and the maximum width of a line.
    static KEPT: RefCell<Option<(String, usize)>> = const { RefCell::new(None) };
}

/// Does something, and returns its result and what it printed for lines of this width.
pub(crate) fn keep<T>(width: usize, doing: impl FnOnce() -> T) -> (T, String) {
    KEPT.set(Some((String::new(), width)));
    let done = doing();
    (done, KEPT.take().unwrap_or_default().0)
}

/// Says whether output is captured: the full-screen program has the terminal.
pub(crate) fn is_kept() -> bool {
    KEPT.with_borrow(Option::is_some)
}

/// The maximum width of a line while output is captured.
pub(super) fn width() -> Option<usize> {
    KEPT.with_borrow(|kept| kept.as_ref().map(|(_, width)| *width))
}

/// Captures a text if output is captured. Returns whether it is.
pub(super) fn kept(text: &str) -> bool {
    KEPT.with_borrow_mut(|kept| kept.as_mut().map(|(all, _)| all.push_str(text)).is_some())
}
