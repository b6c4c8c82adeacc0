//! The branches as copies of logs, for gates, `check` and repairs.

use super::branch::person_of;
use super::lane::{event_of, lines};
use super::objects::{Branches, Object, Objects, branches};
use super::place::Sharing;
use super::trust::{signed_by, signers};
use crate::git::Git;
use crate::log::{LogCopies, ReleaseName, Store};
use std::collections::{BTreeMap, BTreeSet, HashSet};

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
    let (mut objects, branches) = (Objects::of(git)?, branches(git, sharing)?);
    let files = files_of(&mut objects, &branches, sharing, only)?;
    Ok((branches.len(), files))
}

fn files_of(
    objects: &mut Objects,
    branches: &Branches,
    sharing: &Sharing,
    only: Option<&ReleaseName>,
) -> Result<Vec<BranchFile>, String> {
    let mut files = Vec::new();
    for (name, commit) in branches {
        let Some(person) = person_of(name) else { continue };
        let found = if let Some(only) = only {
            vec![(sharing.file(only), only.clone())]
        } else {
            let tree = objects.tree(Some(commit))?;
            let named = |file: String| sharing.release(&file).map(|release| (file, release));
            tree.files.into_keys().filter_map(named).collect()
        };
        for (file, release) in found {
            let (person, commit) = (person.clone(), commit.clone());
            match objects.read(&format!("{commit}:{file}"))? {
                Object::Bytes(bytes) => files.push(BranchFile { person, commit, release, bytes }),
                Object::TooLarge => {
                    return Err(format!(
                        "the branch of {person} holds more than 16 MB of {release}"
                    ));
                }
                Object::Missing => {}
            }
        }
    }
    Ok(files)
}

/// What the branches hold of each release, as they were last seen, and what is wrong with them.
///
/// # Errors
/// As [`branch_files`].
pub fn check_branches(
    git: &Git,
    sharing: &Sharing,
    store: &Store,
) -> Result<(BTreeMap<ReleaseName, LogCopies>, BTreeSet<String>), String> {
    let (mut objects, branches) = (Objects::of(git)?, branches(git, sharing)?);
    let mut warnings = BTreeSet::new();
    for (name, commit) in &branches {
        if let Some(other) = objects.tree(Some(commit))?.others.first() {
            warnings
                .insert(wrong(name, &format!("holds `{other}`, which octorel has not written")));
        }
    }
    let files = files_of(&mut objects, &branches, sharing, None)?;
    let commits: Vec<&str> = files.iter().map(|file| &*file.commit).collect();
    let list = objects.signers(sharing)?.map(|list| signers(&list)).transpose()?;
    let signed = list.map(|list| signed_by(git, sharing, &list, &commits)).transpose()?;
    let mut copies: BTreeMap<ReleaseName, LogCopies> = BTreeMap::new();
    let mut on_any: BTreeMap<&ReleaseName, HashSet<&[u8]>> = BTreeMap::new();
    for BranchFile { person, commit, release, bytes } in &files {
        let damaged = lines(bytes).filter(|line| event_of(line, release).is_none()).count();
        if damaged > 0 {
            warnings.insert(wrong(
                person,
                &format!("holds lines that are no events of {release} ({damaged})"),
            ));
        }
        if signed.as_ref().is_some_and(|signed| signed.get(commit) != Some(person)) {
            warnings.insert(wrong(person, "is not signed with a listed key"));
        }
        on_any.entry(release).or_default().extend(lines(bytes));
        let copies = copies.entry(release.clone()).or_default();
        copies.add(&format!("the branch of {person}"), bytes, false);
    }
    for release in store.list().map_err(|error| error.to_string())? {
        let log = store.read_bytes(&release).unwrap_or_default();
        let is_shared = |line: &&[u8]| on_any.get(&release).is_some_and(|all| all.contains(line));
        let missing = lines(&log).filter(|line| !is_shared(line)).count();
        if missing > 0 {
            warnings
                .insert(format!("events of {release} are on no branch ({missing}): octorel sync"));
        }
    }
    Ok((copies, warnings))
}

/// `the branch of dana holds ...`
pub(super) fn wrong(branch: &str, what: &str) -> String {
    let person = person_of(branch);
    format!("the branch of {} {what}", person.as_deref().unwrap_or(branch))
}
