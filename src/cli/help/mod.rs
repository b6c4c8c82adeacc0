//! `octorel help`: all commands by what they are for, one command, or a topic.

mod command;
mod meant;
mod overview;
mod topics;

pub(super) use command::Args;
pub(super) use meant::command as meant;
pub(super) use overview::overview;
pub(super) use topics::{TOPICS, Topic, topic};
