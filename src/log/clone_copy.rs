//! The copy of a log that this clone keeps in its git directory, where no git command changes it. If releases are shared, the log
//! itself is there.
//!
//! It has every line that this clone recorded, and every line that its recording commands and `check` read. It only grows. It is
//! not synced: it has to survive git commands, not power cuts.

use super::folder::{RELEASES, log_name};
use super::name::ReleaseName;
use super::tail::write_once;
use crate::files::{Access, Folder, MAX_LOG, read_all};
use crate::playbook::{git_directory, top_of_repository};
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

/// The copy of one log.
pub(super) struct CloneCopy {
    git: PathBuf,
    /// Within the git directory.
    folder: PathBuf,
    name: String,
}

impl CloneCopy {
    /// The copy of a release whose `.octorel` is in `root`; `None` outside a git repository.
    pub(super) fn of(root: &Path, release: &ReleaseName) -> Option<Self> {
        let (git, folder) = in_git_directory(root, RELEASES)?;
        Some(Self { git, folder, name: log_name(release) })
    }

    /// The releases whose logs have a copy.
    pub(super) fn list(root: &Path) -> Vec<ReleaseName> {
        let names = in_git_directory(root, RELEASES)
            .and_then(|(git, folder)| Folder::open(&git).ok()?.inner(folder).ok()?.names().ok());
        names.into_iter().flatten().filter_map(|file| ReleaseName::of_file(&file)).collect()
    }

    /// The bytes of the copy; none if there is no copy.
    pub(super) fn read(&self) -> Vec<u8> {
        let folder = Folder::open(&self.git).and_then(|git| git.inner(&self.folder));
        folder.and_then(|folder| folder.read(&self.name, MAX_LOG)).unwrap_or_default()
    }

    /// Adds the lines of a log that the copy lacks.
    pub(super) fn add(&self, log: &[u8]) -> io::Result<()> {
        let mut folder = Folder::open(&self.git)?;
        for name in &self.folder {
            folder = folder.make(name)?;
        }
        let mut file = folder.file(&self.name, Access::Create)?;
        let known = read_all(&file, &folder.path(&self.name), MAX_LOG)?;
        let mut new =
            log.strip_prefix(&*known).map_or_else(|| lines_without(log, &known), <[u8]>::to_vec);
        if new.is_empty() {
            return Ok(());
        }
        if !known.is_empty() && !known.ends_with(b"\n") && !log.starts_with(&known) {
            // Its last writer was stopped.
            new.insert(0, b'\n');
        }
        write_once(&mut file, known.len() as u64, &new)
    }
}

/// The git directory, and the folder in it that octorel has for this purpose and for the project at `root`.
pub(super) fn in_git_directory(root: &Path, purpose: &str) -> Option<(PathBuf, PathBuf)> {
    let root = root.canonicalize().ok()?;
    let top = top_of_repository(&root)?;
    let scope = root.strip_prefix(&top).ok()?;
    Some((git_directory(&top)?, Path::new("octorel").join(purpose).join(scope)))
}

/// The lines of a log that another text lacks.
fn lines_without(log: &[u8], known: &[u8]) -> Vec<u8> {
    let known: HashSet<&[u8]> = known.split_inclusive(|&byte| byte == b'\n').collect();
    let lines = log.split_inclusive(|&byte| byte == b'\n');
    lines.filter(|line| !known.contains(line)).flatten().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::CloneCopy;

    #[test]
    fn a_copy_only_grows_and_keeps_what_its_last_writer_broke_off() {
        let folder = assert_fs::TempDir::new().unwrap();
        let git = folder.path().to_owned();
        let copy = CloneCopy { git, folder: "octorel".into(), name: "1.jsonl".to_owned() };
        for (log, expected) in [
            ("one\ntw", "one\ntw"),
            ("one\ntwo\n", "one\ntwo\n"),
            ("three\ntwo\nfo", "one\ntwo\nthree\nfo"),
            ("five\n", "one\ntwo\nthree\nfo\nfive\n"),
            ("", "one\ntwo\nthree\nfo\nfive\n"),
        ] {
            copy.add(log.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(copy.read()).unwrap(), expected);
        }
    }
}
