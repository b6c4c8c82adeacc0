//! What a prompt does with keys, and how it draws itself.

use super::frame::{Frame, Size};
use super::key::Key;

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
