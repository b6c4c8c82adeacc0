//! Asking somebody at a terminal: a list to choose from, and a line to type.
//!
//! [`Picker`] and [`Prompt`] are states that keys change and that draw themselves as a [`Frame`]; they know no terminal.
//! `terminal` reads the keys and writes the frames, below the cursor and on stderr, and leaves nothing behind. What is asked,
//! and whether it may be asked at all, is up to `cli`.

mod frame;
mod key;
mod picker;
mod prompt;
mod terminal;

pub(crate) use frame::{Frame, Size};
pub(crate) use key::Key;
pub(crate) use picker::{Choice, Columns, HowMany, Picker};
pub(crate) use prompt::Prompt;
pub(crate) use terminal::Dialog;

/// Something that is asked, and what came of it so far.
pub(crate) trait Question {
    type Answer;

    /// Takes a key.
    fn press(&mut self, key: Key) -> Step<Self::Answer>;

    /// Takes text that was pasted.
    fn paste(&mut self, text: &str);

    /// Draws itself, no wider and no higher than the size.
    fn frame(&mut self, size: Size) -> Frame;
}

/// What a key leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step<A> {
    /// The next key.
    On,
    /// An answer.
    Answered(A),
    /// The end without one.
    Left,
}
