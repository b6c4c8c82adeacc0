//! The branches as copies of logs, for gates, `check` and repairs.

use super::lane::{event_of, lines};
use super::objects::{Branches, Object, Objects, branches};
use super::place::Sharing;
use super::trust::signed_by;
use crate::log::{LogCopies, ReleaseName, Store};
use crate::sys::Git;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The file of a release on the branch of a person.
#[derive(Debug)]
pub struct BranchFile {
    pub branch: String,
    pub commit: String,
    pub bytes: Vec<u8>,
    /// Says that it was not read.
    pub(super) is_too_large: bool,
}

/// Reads the files of a release on these branches, as far as they can be read.
pub(super) fn files_of(
    objects: &mut Objects,
    branches: &Branches,
    sharing: &Sharing,
    release: &ReleaseName,
) -> Result<Vec<BranchFile>, String> {
    let file = sharing.file(release);
    let mut files = Vec::new();
    for (branch, commit) in branches {
        let object = objects.read(&format!("{commit}:{file}"))?;
        if object != Object::Missing {
            let (branch, commit) = (branch.clone(), commit.clone());
            let is_too_large = object == Object::TooLarge;
            files.push(BranchFile { branch, commit, bytes: object.into_bytes(), is_too_large });
        }
    }
    Ok(files)
}

/// Reads the files of a release on these branches.
///
/// # Errors
/// If git cannot be asked, or a file is too large to be read.
pub fn branch_files(
    objects: &mut Objects,
    branches: &Branches,
    sharing: &Sharing,
    release: &ReleaseName,
) -> Result<Vec<BranchFile>, String> {
    let files = files_of(objects, branches, sharing, release)?;
    match files.iter().find(|file| file.is_too_large) {
        Some(file) => Err(wrong(&file.branch, &format!("holds more than 16 MB of {release}"))),
        None => Ok(files),
    }
}

/// What the branches hold of each release, as they were last seen, and what is wrong with them.
pub fn check_branches(
    git: &Git,
    sharing: &Sharing,
    store: &Store,
) -> Result<(BTreeMap<ReleaseName, LogCopies>, BTreeSet<String>), String> {
    let (mut objects, branches) = (Objects::of(git)?, branches(git, sharing)?);
    let commits: Vec<&str> = branches.values().map(String::as_str).collect();
    let list = objects.signers(&sharing.head())?;
    let signed = list.map(|list| signed_by(git, sharing, &list, &commits)).transpose()?;
    let mut releases = BTreeSet::from_iter(store.list().map_err(|error| error.with_cause())?);
    for commit in branches.values() {
        let files = objects.tree(Some(commit))?;
        releases.extend(files.keys().filter_map(|file| sharing.release(file)));
    }
    let mut copies: BTreeMap<ReleaseName, LogCopies> = BTreeMap::new();
    let mut warnings = BTreeSet::new();
    for release in releases {
        let files = branch_files(&mut objects, &branches, sharing, &release)?;
        for BranchFile { branch, commit, bytes, .. } in &files {
            let damaged = lines(bytes).filter(|line| event_of(line, &release).is_none()).count();
            if damaged > 0 {
                let what = format!("holds lines that are no events of {release} ({damaged})");
                warnings.insert(wrong(branch, &what));
            }
            if signed.as_ref().is_some_and(|signed| signed.get(commit) != Some(branch)) {
                warnings.insert(wrong(branch, "is not signed with a listed key"));
            }
            let copies = copies.entry(release.clone()).or_default();
            copies.add(&format!("the branch of {branch}"), bytes, false);
        }
        let on_any: HashSet<&[u8]> = files.iter().flat_map(|file| lines(&file.bytes)).collect();
        let log = store.read_bytes(&release).unwrap_or_default();
        let missing = lines(&log).filter(|line| !on_any.contains(line)).count();
        if missing > 0 {
            warnings
                .insert(format!("events of {release} are on no branch ({missing}): octorel sync"));
        }
    }
    Ok((copies, warnings))
}

pub(super) fn wrong(branch: &str, what: &str) -> String {
    format!("the branch of {branch} {what}")
}
