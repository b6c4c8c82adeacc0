//! `octorel help`: all commands by what they are for, one command, or a topic.

mod command;
mod suggestion;
mod topics;

pub(crate) use command::{Args, overview};
pub(crate) use suggestion::suggestion;
pub(crate) use topics::{topic, topics};
