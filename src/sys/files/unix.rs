//! Directories as open handles, so that nothing can be replaced between a check and its use.

use super::{Access, DIRECTORY, Folder, explained};
use rustix::fs::{AtFlags, CWD, Dir, Mode, OFlags};
use rustix::io::{Errno, retry_on_intr};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

const SAFE: OFlags =
    OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC).union(OFlags::NOCTTY);
const OF_FOLDERS: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);

impl Folder {
    /// Opens a directory that the user chose, with whatever links lead to it. An empty path is the current one.
    pub fn open(path: &Path) -> io::Result<Self> {
        let from = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        Self::at(CWD, from, OF_FOLDERS, path.to_owned())
    }

    pub(super) fn enter(&self, name: &Path) -> io::Result<Self> {
        Self::at(&self.handle, name, OF_FOLDERS | SAFE, self.path(name))
    }

    fn at(from: impl AsFd, name: &Path, flags: OFlags, path: PathBuf) -> io::Result<Self> {
        let handle = retry_on_intr(|| rustix::fs::openat(&from, name, flags, Mode::empty()))
            .map_err(|error| explained(&path, DIRECTORY, error.into()))?;
        Ok(Self { path, handle: handle.into() })
    }

    pub(super) fn open_any(&self, name: &Path, access: Access) -> io::Result<File> {
        let flags = SAFE
            | match access {
                Access::Read => OFlags::RDONLY,
                Access::Append => OFlags::RDWR | OFlags::APPEND,
                Access::Create => OFlags::RDWR | OFlags::APPEND | OFlags::CREATE,
                Access::Lock => OFlags::RDWR | OFlags::CREATE,
                Access::New => OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL,
            };
        let mode = Mode::from_raw_mode(0o666);
        Ok(retry_on_intr(|| rustix::fs::openat(&self.handle, name, flags, mode))?.into())
    }

    pub fn create(&self, name: &Path) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(&self.handle, name, Mode::from_raw_mode(0o777))?)
    }

    pub fn rename(&self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.handle, from.as_ref(), &self.handle, to.as_ref())?)
    }

    pub fn remove(&self, name: impl AsRef<Path>) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.handle, name.as_ref(), AtFlags::empty())?)
    }

    /// Says whether an open file is still the one of this name, which others may have removed or replaced.
    pub fn holds(&self, name: &str, file: &File) -> io::Result<bool> {
        match rustix::fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(there) => {
                let file = rustix::fs::fstat(file)?;
                Ok((there.st_dev, there.st_ino) == (file.st_dev, file.st_ino))
            }
            Err(Errno::NOENT) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.handle)? {
            names.push(OsStr::from_bytes(entry?.file_name().to_bytes()).to_owned());
        }
        Ok(names)
    }

    /// Makes sure that its entries last.
    pub fn sync(&self) -> io::Result<()> {
        self.handle.sync_all()
    }
}
