//! Prompts of commands: a list to choose from, and a line to type.
//!
//! [`Picker`] and [`Prompt`] are states that keys change and that draw themselves as a [`Frame`]; they know no terminal.
//! `terminal` reads the keys and writes the frames, on the alternate screen and on stderr, and leaves nothing behind. `cli`
//! decides what to ask, and whether.

mod frame;
mod picker;
mod prompt;
mod state;
mod terminal;

pub(crate) use frame::{Frame, Size};
pub(crate) use picker::{Choice, Columns, HowMany, Picker};
pub(crate) use prompt::Prompt;
pub(crate) use state::{Key, PromptState, Step};
pub(crate) use terminal::PromptTerminal;
