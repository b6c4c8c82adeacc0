//! Markdown for a pull request or a chat. Text from outside cannot become markup, a mention or a table's edge.

mod escape;
mod screens;

pub use screens::{gate, phases, roles, status};
