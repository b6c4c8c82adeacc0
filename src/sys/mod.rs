//! The operating system: the clock, the environment and the user, files that anybody may have placed, git.

mod environment;
mod files;
mod git;

pub(crate) use environment::{home, now, path, program, temporary_folder, text, user};
pub use files::{Access, Folder, MAX_LOG, Rejected, read_all, read_named, read_stream};
pub use git::Git;
