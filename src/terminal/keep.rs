//! Keeping what is printed instead of printing it, so that a command can run inside the full-screen program.

use std::cell::RefCell;

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// What a command printed, answer and talk in their order, with their looks.
#[derive(Debug, Default)]
struct Kept {
    text: String,
    /// How many columns a line may have.
    width: usize,
}

/// Does something, and gives back with it what it printed for lines of this width.
pub(crate) fn keep<T>(width: usize, doing: impl FnOnce() -> T) -> (T, String) {
    let text = String::new();
    KEPT.set(Some(Kept { text, width }));
    let done = doing();
    (done, KEPT.take().unwrap_or_default().text)
}

/// Says whether what is printed is kept instead: the full-screen program has the terminal.
pub(crate) fn is_kept() -> bool {
    KEPT.with_borrow(Option::is_some)
}

/// How many columns a line may have where texts are kept.
pub(super) fn width() -> Option<usize> {
    KEPT.with_borrow(|kept| kept.as_ref().map(|kept| kept.width))
}

/// Keeps a text if texts are kept, and says whether they are.
pub(super) fn kept(text: &str) -> bool {
    KEPT.with_borrow_mut(|kept| {
        let kept = kept.as_mut();
        kept.map(|kept| kept.text.push_str(text)).is_some()
    })
}
