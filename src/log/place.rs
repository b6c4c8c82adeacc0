//! Where logs are: in the work tree, or in the git directory, where no git command changes them.
//!
//! If releases are shared, the logs of a store are in the git directory. Otherwise the clone keeps copies of them there: every
//! line that it recorded, and every line that its recording commands and `check` read. A copy only grows. It is not synced: it has to
//! survive git commands, not power cuts.

use super::error::StoreError;
use super::folder::{FOLDER, RELEASES, log_name, make_root};
use super::name::ReleaseName;
use super::tail::write_once;
use crate::playbook::place_in_git;
use crate::sys::{Access, Folder, MAX_LOG, read_all};
use std::collections::HashSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone)]
pub(super) struct LogFolder {
    /// An existing directory.
    base: PathBuf,
    /// The way from there, which may be missing.
    inner: PathBuf,
    pub(super) is_in_git: bool,
}

impl LogFolder {
    pub(super) fn in_work_tree(root: &Path) -> Self {
        Self { base: root.to_owned(), inner: Path::new(FOLDER).join(RELEASES), is_in_git: false }
    }

    /// The directory in the git directory that octorel has for a purpose; `None` outside a git repository.
    pub(super) fn in_git(root: &Path, purpose: &str) -> Option<Self> {
        let (base, scope) = place_in_git(root)?;
        Some(Self { base, inner: Path::new("octorel").join(purpose).join(scope), is_in_git: true })
    }

    /// The copies of these logs in the git directory, unless the logs themselves are there.
    pub(super) fn copies(&self) -> Option<Self> {
        if self.is_in_git { None } else { Self::in_git(&self.base, RELEASES) }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.base.join(&self.inner)
    }

    pub(super) fn open(&self) -> io::Result<Folder> {
        Folder::open(&self.base)?.inner(&self.inner)
    }

    /// The releases that have a log, sorted as text.
    pub(super) fn list(&self) -> io::Result<Vec<ReleaseName>> {
        let files = match self.open().and_then(|folder| folder.names()) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            files => files?,
        };
        let mut names: Vec<_> =
            files.iter().filter_map(|file| ReleaseName::of_file(file)).collect();
        names.sort();
        Ok(names)
    }

    pub(super) fn read(&self, release: &ReleaseName) -> io::Result<Vec<u8>> {
        self.open()?.read(log_name(release), MAX_LOG)
    }

    /// Makes the directory. Its entries need not last yet.
    pub(super) fn make(&self) -> Result<(), StoreError> {
        if !self.is_in_git {
            return make_root(&self.base);
        }
        self.make_in_git().map(drop).map_err(|source| StoreError::prepare(&self.path(), source))
    }

    fn make_in_git(&self) -> io::Result<Folder> {
        self.inner.iter().try_fold(Folder::open(&self.base)?, |folder, name| folder.make(name))
    }

    /// Syncs the directory and those above it. The process that created them may have been stopped before.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        for changed in self.inner.ancestors() {
            let synced = Folder::open(&self.base).and_then(|base| base.inner(changed)?.sync());
            synced.map_err(|source| StoreError::prepare(&self.base.join(changed), source))?;
        }
        Ok(())
    }

    /// Adds the lines of a log that the copy here lacks.
    pub(super) fn add_lines(&self, release: &ReleaseName, log: &[u8]) -> io::Result<()> {
        let folder = self.make_in_git()?;
        let mut file = folder.file(log_name(release), Access::Create)?;
        let known = read_all(&file, &folder.path(log_name(release)), MAX_LOG)?;
        let mut new = if let Some(new) = log.strip_prefix(&*known) {
            new.to_vec()
        } else {
            let old: HashSet<&[u8]> = lines(&known).collect();
            lines(log).filter(|line| !old.contains(line)).flatten().copied().collect()
        };
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

fn lines(log: &[u8]) -> impl Iterator<Item = &[u8]> {
    log.split_inclusive(|&byte| byte == b'\n')
}

#[cfg(test)]
mod tests {
    use super::{LogFolder, ReleaseName};

    #[test]
    fn a_copy_only_grows_and_keeps_what_its_last_writer_broke_off() {
        let folder = assert_fs::TempDir::new().unwrap();
        let base = folder.path().to_owned();
        let copies = LogFolder { base, inner: "octorel".into(), is_in_git: true };
        let release = ReleaseName::parse("1").unwrap();
        for (log, expected) in [
            ("one\ntw", "one\ntw"),
            ("one\ntwo\n", "one\ntwo\n"),
            ("three\ntwo\nfo", "one\ntwo\nthree\nfo"),
            ("five\n", "one\ntwo\nthree\nfo\nfive\n"),
            ("", "one\ntwo\nthree\nfo\nfive\n"),
        ] {
            copies.add_lines(&release, log.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(copies.read(&release).unwrap()).unwrap(), expected);
        }
    }
}
