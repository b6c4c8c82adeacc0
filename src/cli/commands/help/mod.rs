//! `octorel help`: all commands by what they are for, one command, or a topic.

mod command;
mod meant;
mod overview;
mod topics;

pub(crate) use command::Args;
pub(crate) use meant::command as meant;
pub(crate) use overview::overview;
pub(crate) use topics::{TOPICS, Topic, topic};
