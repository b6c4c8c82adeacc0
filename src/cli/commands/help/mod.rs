//! `octorel help`: all commands by what they are for, one command, or a topic.

mod command;
mod overview;
mod suggestion;
mod topics;

pub(crate) use command::Args;
pub(crate) use overview::overview;
pub(crate) use suggestion::suggestion;
pub(crate) use topics::{topic, topics};
