//! Views into characters: one small file a format and screen, fed with numbers that are already computed.
//!
//! Everything here is pure. Text from outside goes through [`safe()`] on its way to a terminal.

mod announcement;
mod ascii;
pub mod github;
pub mod json;
pub mod markdown;
mod safe;
pub mod slack;
pub mod text;
pub(crate) mod width;

pub use ascii::ascii;
use safe::leads;
pub use safe::safe;

use crate::schedule::ReaderClock;

/// What a text is written on: how wide it is, and when and in which zone it is read.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// In columns of a terminal.
    pub width: usize,
    pub now: ReaderClock,
}
