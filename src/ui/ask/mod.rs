//! Prompts of commands: a list to choose from, and a line to type.
//!
//! [`Picker`] and [`Prompt`] are states that keys change and that draw themselves; they know no terminal. `terminal` reads the
//! keys and shows them, on the alternate screen and on stderr, and leaves nothing behind. `cli` decides what to ask, and
//! whether.

mod picker;
mod prompt;
mod terminal;

pub(crate) use picker::{Choice, Columns, HowMany, Picker};
pub(crate) use prompt::Prompt;
pub(crate) use terminal::{PromptState, ask};
