//! The state of a prompt: what it does with keys, independent of what the terminal sends for them, and how it draws itself.

use super::frame::{Frame, Size};
use tui_input::InputRequest;

/// The state of a prompt.
pub(crate) trait PromptState {
    type Answer;

    /// Takes a key.
    fn press(&mut self, key: Key) -> Step<Self::Answer>;

    /// Takes pasted text.
    fn paste(&mut self, text: &str);

    /// Draws the prompt, within the size.
    fn frame(&mut self, size: Size) -> Frame;
}

/// What a key leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step<A> {
    /// The prompt goes on.
    On,
    /// An answer.
    Answered(A),
    /// Somebody cancelled the prompt.
    Cancelled,
}

/// A key, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// Changes the typed text.
    Edit(InputRequest),
    Enter,
    /// Esc, Ctrl-C, Ctrl-D or Ctrl-G.
    Cancel,
    Mark,
    Up,
    Down,
    PageUp,
    PageDown,
}
