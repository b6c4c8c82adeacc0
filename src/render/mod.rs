//! Views into characters: one small file a format and screen, fed with numbers that are already computed.
//!
//! Everything here is pure. Text from outside goes through [`safe()`] on its way to a terminal.

mod announcement;
mod ascii;
pub mod github;
pub mod json;
pub mod markdown;
mod page;
mod safe;
pub mod slack;
pub mod text;
pub(crate) mod width;

pub use ascii::ascii;
pub use page::Page;
pub use safe::safe;
use safe::{leads, link_target};
