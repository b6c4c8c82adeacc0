//! The branches as copies of logs, for `check` and repairs.

use super::branch::person_of;
use super::objects::{branches, objects, tree};
use super::place::Sharing;
use crate::git::{Git, GitError};
use crate::log::{LogCopies, ReleaseName};
use std::collections::BTreeMap;

/// What the branches hold of each release, as they were last seen.
///
/// # Errors
/// If git cannot be asked.
pub fn copies(git: &Git, sharing: &Sharing) -> Result<BTreeMap<ReleaseName, LogCopies>, GitError> {
    let mut copies: BTreeMap<ReleaseName, LogCopies> = BTreeMap::new();
    let branches: Vec<(String, String)> = branches(git, sharing)?.into_iter().collect();
    let trees: Vec<String> =
        branches.iter().map(|(_, commit)| format!("{commit}^{{tree}}")).collect();
    let mut files = Vec::new();
    for ((branch, commit), read) in branches.iter().zip(objects(git, &trees)?) {
        for (name, id) in tree(read.bytes(), commit.len()) {
            files.extend(sharing.release(&name).map(|release| (branch, release, id)));
        }
    }
    let ids: Vec<String> = files.iter().map(|(.., id)| id.clone()).collect();
    for ((branch, release, _), read) in files.into_iter().zip(objects(git, &ids)?) {
        let person = person_of(branch).unwrap_or_else(|| branch.clone());
        let name = format!("the branch of {person}");
        copies.entry(release).or_default().add(&name, read.bytes(), false);
    }
    Ok(copies)
}
