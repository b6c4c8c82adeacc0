//! Prompts below the command line: a list to choose from, and a line to type.
//!
//! [`Picker`] and [`Prompt`] are states that keys change and that draw themselves as a [`Frame`]; they know no terminal.
//! `terminal` reads the keys and writes the frames, below the cursor and on stderr, and leaves nothing behind. `cli` decides
//! what to ask, and whether.

mod frame;
mod key;
mod picker;
mod prompt;
mod terminal;

pub(crate) use frame::{Frame, Size};
pub(crate) use key::Key;
pub(crate) use picker::{Choice, Columns, HowMany, Picker};
pub(crate) use prompt::Prompt;
pub(crate) use terminal::PromptTerminal;

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
