//! The clock, the environment and the user. No other module asks the system for them.

mod copies;
mod environment;

pub(crate) use copies::GitCopies;
pub(crate) use environment::{
    config_home, data_home, files_in_head, ignored_by, now, path, program, temporary_folder, text,
    user,
};
