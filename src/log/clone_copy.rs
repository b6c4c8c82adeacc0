//! The copy of a log that this clone keeps in its git directory, where no git command changes it.
//!
//! It has every line that this clone recorded, and every line that its recording commands read. It is not synced: it has to
//! survive git commands, not power cuts.

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
        let root = root.canonicalize().ok()?;
        let top = top_of_repository(&root)?;
        let scope = root.strip_prefix(&top).ok()?;
        let folder = Path::new("octorel").join(RELEASES).join(scope);
        Some(Self { git: git_directory(&top)?, folder, name: log_name(release) })
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
        let new =
            log.strip_prefix(&*known).map_or_else(|| lines_without(log, &known), <[u8]>::to_vec);
        if new.is_empty() {
            return Ok(());
        }
        write_once(&mut file, known.len() as u64, &new)
    }
}

/// The lines of a log that another text lacks.
fn lines_without(log: &[u8], known: &[u8]) -> Vec<u8> {
    let known: HashSet<&[u8]> = known.split_inclusive(|&byte| byte == b'\n').collect();
    let lines = log.split_inclusive(|&byte| byte == b'\n');
    lines.filter(|line| !known.contains(line)).flatten().copied().collect()
}
