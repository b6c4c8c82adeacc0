//! The branches as copies of logs, for gates, `check` and repairs.

use super::branch::person_of;
use super::objects::{Object, branches, objects, tree};
use super::place::Sharing;
use crate::git::Git;
use crate::log::{LogCopies, ReleaseName};
use std::collections::BTreeMap;

/// A file of a release on the branch of a person.
#[derive(Debug)]
pub struct BranchFile {
    pub person: String,
    pub commit: String,
    pub release: ReleaseName,
    pub bytes: Vec<u8>,
}

/// Reads the files of all releases, or of one, on the branches as they were last seen, and says how many branches there are.
///
/// # Errors
/// If git cannot be asked, or a file is too large to be read.
pub fn branch_files(
    git: &Git,
    sharing: &Sharing,
    only: Option<&ReleaseName>,
) -> Result<(usize, Vec<BranchFile>), String> {
    let words = |error: crate::git::GitError| error.to_string();
    let branches = branches(git, sharing).map_err(words)?;
    let branches: Vec<(String, String)> = branches
        .into_iter()
        .filter_map(|(name, commit)| Some((person_of(&name)?, commit)))
        .collect();
    let trees: Vec<String> =
        branches.iter().map(|(_, commit)| format!("{commit}^{{tree}}")).collect();
    let (mut files, mut ids) = (Vec::new(), Vec::new());
    for ((person, commit), read) in branches.iter().zip(objects(git, &trees).map_err(words)?) {
        for (name, id) in tree(read.bytes(), commit.len()) {
            let release = sharing.release(&name).filter(|it| only.is_none_or(|only| only == it));
            let Some(release) = release else { continue };
            ids.push(id);
            let (person, commit) = (person.clone(), commit.clone());
            files.push(BranchFile { person, commit, release, bytes: Vec::new() });
        }
    }
    for (file, read) in files.iter_mut().zip(objects(git, &ids).map_err(words)?) {
        let Object::Bytes(bytes) = read else {
            let BranchFile { person, release, .. } = file;
            return Err(format!("the branch of {person} holds more than 16 MB of {release}"));
        };
        file.bytes = bytes;
    }
    Ok((branches.len(), files))
}

/// What the branches hold of each release, as they were last seen.
///
/// # Errors
/// As [`branch_files`].
pub fn copies(git: &Git, sharing: &Sharing) -> Result<BTreeMap<ReleaseName, LogCopies>, String> {
    let mut copies: BTreeMap<ReleaseName, LogCopies> = BTreeMap::new();
    for BranchFile { person, release, bytes, .. } in branch_files(git, sharing, None)?.1 {
        copies.entry(release).or_default().add(&format!("the branch of {person}"), &bytes, false);
    }
    Ok(copies)
}
