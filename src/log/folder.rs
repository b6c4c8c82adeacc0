//! Where logs live: the `.octorel` folder, found or made, and what git is told about it.

use super::error::StoreError;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The folder that makes a folder a root.
pub const FOLDER: &str = ".octorel";

/// The folder of the logs, within [`FOLDER`].
pub(super) const RELEASES: &str = "releases";

/// What git is told, by file within [`FOLDER`].
const FOR_GIT: [(&str, &str); 2] = [
    (
        ".gitignore",
        "# Locks, and the bytes of lines that broke off.\n*.lock\n*.torn\n",
    ),
    (
        ".gitattributes",
        "# Logs merge line by line: keep both sides, and every byte as it is.\nreleases/*.jsonl merge=union -text\n",
    ),
];

/// Finds the nearest folder, `start` or above it, that holds `.octorel`.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    nearest(start, |folder| folder.join(FOLDER).is_dir())
}

/// Says where the root of `start` is or, where there is none, would be: at the top of the git checkout, else at `start`.
pub fn root_for(start: &Path) -> PathBuf {
    find_root(start)
        // A worktree or a submodule has a file of this name.
        .or_else(|| nearest(start, |folder| folder.join(".git").exists()))
        .unwrap_or_else(|| start.to_owned())
}

/// Makes `.octorel` in `root` with what git should know; what is there already stays as it is. Returns the folders that
/// have got a new entry, inner ones first, for whoever must be sure that they last.
pub fn make_root(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let folder = root.join(FOLDER);
    let releases = folder.join(RELEASES);
    let mut changed = Vec::new();
    for (inner, outer) in [(&folder, root), (&releases, folder.as_path())] {
        refuse_symlink(inner)?;
        match fs::create_dir(inner) {
            Ok(()) => changed.insert(0, outer.to_owned()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(source) => return Err(StoreError::prepare(inner, source)),
        }
    }
    for (name, text) in FOR_GIT {
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())
                    .map_err(|source| StoreError::prepare(&path, source))?;
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(source) => return Err(StoreError::prepare(&path, source)),
        }
    }
    Ok(changed)
}

/// Refuses a path that is a symlink: whoever can place one must not choose what we read or write.
pub(super) fn refuse_symlink(path: &Path) -> Result<(), StoreError> {
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_symlink() => Err(StoreError::Symlink {
            path: path.to_owned(),
        }),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Makes sure that the entries of `folder` last. Only Unix lets one ask for that.
pub(super) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

fn nearest(start: &Path, holds: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    start
        .ancestors()
        .find(|folder| holds(folder))
        .map(Path::to_owned)
}
