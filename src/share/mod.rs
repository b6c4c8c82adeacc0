//! Sharing releases through git: each person has a branch on the remote with what they recorded, and the log is the union of these
//! branches. It knows no terminal; git is passed in.

mod branch;
mod copies;
mod lane;
mod objects;
mod place;
mod send;
mod sync;
mod synced;
mod trust;

pub use branch::branch_of;
pub use copies::{BranchFile, branch_files, check_branches};
pub use objects::{Object, Objects, branches};
pub use place::{BRANCHES, ShareState, Sharing, choose_remote, shared_by, url_of};
pub use sync::{Arrived, NotShared, Sending, Sync, fetch, take_turn};
pub use synced::Synced;
pub use trust::{signed_by, unsigned};
