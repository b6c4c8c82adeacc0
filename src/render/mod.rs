//! Documents in each output format, and views as JSON and as GitHub's workflow commands.
//!
//! Everything here is pure. Text from outside goes through [`safe()`] on its way to a terminal.

mod ascii;
pub mod github;
mod html;
mod ics;
mod issue;
mod json;
mod junit;
mod layout;
mod markdown;
mod markup;
mod safe;
mod slack;
mod text;

pub use ascii::ascii;
pub use html::html;
pub use ics::ics;
pub use issue::issue;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
use safe::link_target;
pub use safe::{safe, safe_lines};
pub use slack::slack;
pub use text::{style, text};
