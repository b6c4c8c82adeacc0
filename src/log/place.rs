//! Where the logs of a store are: in the work tree or, if releases are shared, in the git directory.

use super::clone_copy::{CloneCopy, in_git_directory};
use super::error::StoreError;
use super::folder::{FOLDER, RELEASES, make_root};
use super::name::ReleaseName;
use crate::files::Folder;
use std::io;
use std::path::{Path, PathBuf};

/// The directory of the logs of a store.
#[derive(Debug, Clone)]
pub(super) struct LogFolder {
    /// An existing directory.
    base: PathBuf,
    /// The way from there, which may be missing.
    inner: PathBuf,
    pub(super) is_shared: bool,
}

impl LogFolder {
    pub(super) fn in_work_tree(root: &Path) -> Self {
        let inner = Path::new(FOLDER).join(RELEASES);
        Self { base: root.to_owned(), inner, is_shared: false }
    }

    /// The directory in the git directory; `None` outside a git repository.
    pub(super) fn in_git_directory(root: &Path) -> Option<Self> {
        let (base, inner) = in_git_directory(root, "shared")?;
        Some(Self { base, inner, is_shared: true })
    }

    pub(super) fn path(&self) -> PathBuf {
        self.base.join(&self.inner)
    }

    pub(super) fn open(&self) -> io::Result<Folder> {
        Folder::open(&self.base)?.inner(&self.inner)
    }

    /// Makes the directory. Its entries need not last yet.
    pub(super) fn make(&self) -> Result<(), StoreError> {
        if !self.is_shared {
            return make_root(&self.base);
        }
        let make = || -> io::Result<Folder> {
            let base = Folder::open(&self.base)?;
            self.inner.iter().try_fold(base, |folder, name| folder.make(name))
        };
        make().map(drop).map_err(|source| StoreError::prepare(&self.path(), source))
    }

    /// Syncs the directory and those above it. The process that created them may have been stopped before.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        for changed in self.inner.ancestors() {
            let synced = Folder::open(&self.base).and_then(|base| base.inner(changed)?.sync());
            synced.map_err(|source| StoreError::prepare(&self.base.join(changed), source))?;
        }
        Ok(())
    }

    /// The copy of a log in the git directory, unless the log itself is there.
    pub(super) fn copy(&self, release: &ReleaseName) -> Option<CloneCopy> {
        if self.is_shared { None } else { CloneCopy::of(&self.base, release) }
    }

    /// The releases whose logs have a copy in the git directory.
    pub(super) fn copies(&self) -> Vec<ReleaseName> {
        if self.is_shared { Vec::new() } else { CloneCopy::list(&self.base) }
    }
}
