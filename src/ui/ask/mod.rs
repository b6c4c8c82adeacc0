//! Questions: a list to choose from, a line to type, or both.
//!
//! A [`Question`] is a state that keys change and that draws itself; it knows no terminal. `terminal` reads the keys and shows
//! it, and leaves nothing behind. `cli` and the full-screen program decide what to ask, and whether.

mod question;
mod terminal;

pub(crate) use question::Question;
pub(crate) use terminal::ask;
