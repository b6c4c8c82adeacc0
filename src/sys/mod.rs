//! The clock, the environment and the user. No other module asks the system for them.

mod environment;
mod git;

pub(crate) use environment::{
    config_home, data_home, now, path, program, temporary_folder, text, user,
};
pub(crate) use git::{GitCopies, files_in_head, ignored_by};
