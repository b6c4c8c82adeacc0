//! Where logs live: the `.octorel` folder, found or created, and its files for git.

use super::error::StoreError;
use super::name::ReleaseName;
use super::place::LogFolder;
use super::tail::write_once;
pub use crate::playbook::FOLDER;
use crate::playbook::{is_definition, is_there, nearest, top_of_repository};
use crate::sys::{Access, Folder};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(super) const RELEASES: &str = "releases";

const FOR_GIT: [(&str, &str); 2] = [
    (
        ".gitignore",
        "# Locks, partially written files, and bytes set aside from incomplete or damaged lines.\n*.lock\n*.tmp\n*.torn\n*.damaged\n",
    ),
    (
        ".gitattributes",
        "# Logs merge line by line: keep both sides, and every byte as it is.\nreleases/*.jsonl merge=union -text\n",
    ),
];

/// Finds the folder that holds the `.octorel` of `start`.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    nearest(start, |folder| is_there(&folder.join(FOLDER)))
}

/// Says where the root of `start` is or, if there is none, would be: at the top of the repository, else at `start`.
pub fn root_for(start: &Path) -> PathBuf {
    find_root(start).or_else(|| top_of_repository(start)).unwrap_or_else(|| start.to_owned())
}

/// Makes `.octorel` in `root` with what git should know; what is there already stays as it is. Its entries need not last
/// yet: [`super::place`] sees to that.
///
/// # Errors
/// If the folder or one of its files cannot be created, or is a symlink.
pub fn make_root(root: &Path) -> Result<(), StoreError> {
    let path = root.join(FOLDER);
    let folder = Folder::open(root).and_then(|root| root.make(FOLDER));
    let folder = folder.map_err(|source| StoreError::prepare(&path, source))?;
    folder.make(RELEASES).map_err(|source| StoreError::prepare(&path.join(RELEASES), source))?;
    for (name, text) in FOR_GIT {
        let path = folder.path(name);
        // Never a part of it, not even after a crash: what is there is not written again.
        if fs::symlink_metadata(&path).is_err() {
            replace(&folder, name, text.as_bytes())
                .map_err(|source| StoreError::prepare(&path, source))?;
        }
    }
    Ok(())
}

/// Replaces the content of a file: writes a second file first, so that nobody reads a part.
pub fn replace(folder: &Folder, name: &str, bytes: &[u8]) -> io::Result<()> {
    let there = match folder.file(name, Access::Read) {
        Ok(file) => Some(file.metadata()?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let beside = temporary(name);
    // Of an earlier process with this number.
    let _ = folder.remove(&beside);
    let mut file = folder.file(&beside, Access::New)?;
    if let Some(there) = there {
        let _ = file.set_permissions(there.permissions());
    }
    let written = write_once(&mut file, 0, bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| folder.rename(&beside, name));
    if written.is_err() {
        let _ = folder.remove(&beside);
    }
    written?;
    folder.sync()
}

/// Makes the folder of the playbook below `root` with these files, all of them or none: it is built beside its place.
///
/// # Errors
/// If a file or a folder cannot be made. Nothing is left of it then.
pub fn make_playbook(root: &Path, files: &[(&str, String)]) -> Result<(), StoreError> {
    make_root(root)?;
    let name = "playbook";
    let beside = temporary("playbook");
    let path = root.join(FOLDER).join(name);
    let build = || -> io::Result<()> {
        let folder = Folder::open(root)?.inner(FOLDER)?;
        folder.create(Path::new(&beside))?;
        let new = folder.make(&beside)?;
        for (name, text) in files {
            let mut file = new.file(name, Access::New)?;
            write_once(&mut file, 0, text.as_bytes())?;
            file.sync_all()?;
        }
        new.sync()?;
        folder.rename(&beside, name)
    };
    let remove = || drop(fs::remove_dir_all(root.join(FOLDER).join(&beside)));
    // Of an earlier process with this number.
    remove();
    build().map_err(|source| {
        remove();
        StoreError::prepare(&path, source)
    })?;
    LogFolder::in_work_tree(root).sync()
}

pub fn has_playbook(path: &Path) -> bool {
    let names = Folder::open(path).and_then(|folder| folder.names());
    names.is_ok_and(|names| names.iter().any(|name| is_definition(Path::new(name))))
}

/// Writes a playbook of one file, whole or not at all: into `root`, which is made if it is missing, or within the project there.
pub fn write_playbook(root: &Path, is_project: bool, text: &str) -> Result<(), StoreError> {
    let write = || -> io::Result<()> {
        let folder = if is_project {
            Folder::open(root)?.make(FOLDER)?.make("playbook")?
        } else {
            fs::create_dir_all(root)?;
            Folder::open(root)?
        };
        replace(&folder, "playbook.yaml", text.as_bytes())
    };
    write().map_err(|source| StoreError::prepare(root, source))
}

/// The name under which this process writes what is to replace a file or folder.
fn temporary(name: &str) -> String {
    format!("{name}.{}.tmp", std::process::id())
}

/// Removes the temporary files of processes that were killed. They are an hour old, so that no process still writes them.
pub(super) fn remove_leftovers(folders: [PathBuf; 2]) {
    const OLD: Duration = Duration::from_secs(3600);
    let entries = folders.map(|folder| fs::read_dir(folder).ok());
    for entry in entries.into_iter().flatten().flatten().flatten() {
        let path = entry.path();
        let process = path.file_stem().map(Path::new).and_then(Path::extension);
        let is_number = |id: &OsStr| id.as_encoded_bytes().iter().all(u8::is_ascii_digit);
        let Ok(there) = entry.metadata() else { continue };
        let age = there.modified().ok().and_then(|at| at.elapsed().ok());
        if path.extension() == Some(OsStr::new("tmp"))
            && process.is_some_and(is_number)
            && age.is_some_and(|age| age > OLD)
        {
            let _ = if there.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}

/// Adds bytes to a file beside a log, all of them or none, and makes sure that they last.
pub(super) fn keep(folder: &Folder, name: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
    let keep = || -> io::Result<()> {
        let mut file = folder.file(name, Access::Create)?;
        let length = file.metadata()?.len();
        write_once(&mut file, length, bytes)?;
        file.sync_all()?;
        folder.sync()
    };
    let path = folder.path(name);
    keep().map_err(|source| StoreError::prepare(&path, source))?;
    Ok(path)
}

pub(super) fn log_name(release: &ReleaseName) -> String {
    release.file("jsonl")
}

/// The name of the file in which a log keeps the bytes of lines that broke off.
pub(super) fn torn(release: &ReleaseName) -> String {
    release.file("jsonl.torn")
}

#[cfg(test)]
mod tests {
    use super::{find_root, make_root, root_for};
    use assert_fs::TempDir;
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    fn git(folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .current_dir(folder)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn the_root_is_the_nearest_one_or_the_top_of_the_checkout_or_the_current_folder() {
        let top = TempDir::new().unwrap();
        let inner = top.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        assert_eq!(find_root(&inner), None);
        assert_eq!(root_for(&inner), inner);
        fs::write(top.path().join("a/.git"), "gitdir: elsewhere").unwrap();
        let real = top.path().canonicalize().unwrap();
        assert_eq!(root_for(&inner), real.join("a"));
        make_root(&top.path().join("a")).unwrap();
        assert_eq!(find_root(&inner).unwrap(), real.join("a"));
        assert_eq!(root_for(&inner), real.join("a"));
    }

    #[test]
    fn the_root_is_found_above_a_relative_folder() {
        let top = TempDir::new().unwrap();
        make_root(top.path()).unwrap();
        let inner = top.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        let real = top.path().canonicalize().unwrap();
        assert_eq!(find_root(&inner.join("..")).unwrap(), real);
        assert_eq!(find_root(&inner.join("../..")).unwrap(), inner.join("../.."));
        assert_eq!(root_for(&inner.join("nowhere")), inner.join("nowhere"));
    }

    #[test]
    fn gitignore_and_gitattributes_are_written() {
        let top = TempDir::new().unwrap();
        git(top.path(), &["init", "-q"]);
        make_root(top.path()).unwrap();
        let log = ".octorel/releases/1.jsonl";
        assert_eq!(
            git(top.path(), &["check-attr", "merge", "text", "--", log]),
            format!("{log}: merge: union\n{log}: text: unset\n")
        );
        for ignored in ["1.jsonl.lock", "1.md.7.tmp", "1.jsonl.torn", "1.jsonl.damaged"] {
            let path = format!(".octorel/releases/{ignored}");
            assert_eq!(git(top.path(), &["check-ignore", &path]).trim_end(), path);
        }
        assert_eq!(git(top.path(), &["check-ignore", log]), "");
        fs::write(top.path().join(".octorel/.gitignore"), "mine\n").unwrap();
        make_root(top.path()).unwrap();
        let kept = fs::read_to_string(top.path().join(".octorel/.gitignore")).unwrap();
        assert_eq!(kept, "mine\n");
    }
}
