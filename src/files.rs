//! Opening files that anybody may have placed: relative to an open directory, without following links and without waiting. Only regular
//! files are accepted, and only up to a size.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The maximum size of a log, of a file beside it, and of a copy of it, in bytes.
pub const MAX_LOG: u64 = 64 << 20;

const FILE: &str = "regular file";
const DIRECTORY: &str = "directory";

/// Something in the place of a file or directory that is not accepted there.
#[derive(Debug, thiserror::Error)]
#[error("`{}` is {found}", path.display())]
pub struct Rejected {
    path: PathBuf,
    found: String,
    /// What the user can do about it.
    pub advice: &'static str,
}

impl Rejected {
    /// What was rejected, if that is why something cannot be read or written.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl From<Rejected> for io::Error {
    fn from(rejected: Rejected) -> Self {
        Self::other(rejected)
    }
}

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    /// To read, and to write at the end.
    Append,
    /// The same; a missing file is created.
    Create,
    /// To read, and to write at the beginning; a missing file is created.
    Lock,
    /// To write a file that does not exist.
    New,
}

/// An open directory. What is done in it happens there, wherever its path leads in the meantime.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    #[cfg(unix)]
    handle: File,
}

impl Folder {
    /// Opens the directory at `inner`, each component without following links.
    pub fn inner(self, inner: impl AsRef<Path>) -> io::Result<Self> {
        let mut names = inner.as_ref().iter();
        names.try_fold(self, |folder, name| folder.enter(Path::new(name)))
    }

    /// Opens a directory in it; a missing one is created.
    pub fn make(&self, name: impl AsRef<Path>) -> io::Result<Self> {
        match self.create(name.as_ref()) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            Ok(()) | Err(_) => self.enter(name.as_ref()),
        }
    }

    /// The path of a file in it.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path.join(name)
    }

    /// Opens a file.
    ///
    /// # Errors
    /// [`Rejected`] if it is not a regular file, or if writing to it would change a file with another name.
    pub fn file(&self, name: impl AsRef<Path>, access: Access) -> io::Result<File> {
        let path = self.path(&name);
        let file = match self.open_any(name.as_ref(), access) {
            Ok(file) => file,
            Err(error) => return Err(explained(&path, FILE, error)),
        };
        let there = file.metadata()?;
        expect(&path, &there, FILE)?;
        #[cfg(unix)]
        if access != Access::Read && std::os::unix::fs::MetadataExt::nlink(&there) > 1 {
            let found = "a hard link: writing would change its other names, too".to_owned();
            return Err(Rejected { path, found, advice: "replace it with a copy of it" }.into());
        }
        Ok(file)
    }

    /// Reads a whole file of at most `limit` bytes.
    pub fn read(&self, name: impl AsRef<Path>, limit: u64) -> io::Result<Vec<u8>> {
        read_all(&self.file(&name, Access::Read)?, &self.path(name), limit)
    }
}

/// Reads a file that somebody named, of at most `limit` bytes.
pub fn read_named(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let name = path.file_name().unwrap_or(OsStr::new("."));
    Folder::open(path.parent().unwrap_or(path))?.read(name, limit)
}

/// Reads a stream of at most `limit` bytes to its end.
pub fn read_all_of(stream: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if stream.take(limit + 1).read_to_end(&mut bytes)? as u64 > limit {
        let found = format!("larger than {} MB", limit >> 20);
        return Err(Rejected { path: "-".into(), found, advice: "shorten it" }.into());
    }
    Ok(bytes)
}

/// Reads an open file from where it is to its end.
pub fn read_all(file: &File, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let size = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or_default());
    if size > limit || file.take(limit + 1).read_to_end(&mut bytes)? as u64 > limit {
        let found = format!("larger than {} MB", limit >> 20);
        return Err(Rejected { path: path.to_owned(), found, advice: "rename or remove it" }.into());
    }
    Ok(bytes)
}

/// Why something cannot be opened: what is there, if that is the reason.
fn explained(path: &Path, wanted: &str, error: io::Error) -> io::Error {
    let there = fs::symlink_metadata(path).ok();
    there.and_then(|there| expect(path, &there, wanted).err()).map_or(error, Into::into)
}

fn expect(path: &Path, there: &Metadata, wanted: &str) -> Result<(), Rejected> {
    let is_wanted = if wanted == FILE { there.is_file() } else { there.is_dir() };
    if is_wanted {
        return Ok(());
    }
    let (found, advice) = if there.is_symlink() {
        ("a symlink".to_owned(), "replace it with the file or directory itself")
    } else if there.is_dir() {
        ("a directory".to_owned(), "rename or remove it")
    } else {
        (format!("not a {wanted}"), "rename or remove it")
    };
    Err(Rejected { path: path.to_owned(), found, advice })
}

#[cfg(unix)]
mod system {
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
            match retry_on_intr(|| rustix::fs::openat(&from, name, flags, Mode::empty())) {
                Ok(handle) => Ok(Self { path, handle: handle.into() }),
                Err(error) => Err(explained(&path, DIRECTORY, error.into())),
            }
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

        /// Creates a directory in it.
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

        /// The names of what is in it.
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
}

/// Without handles of directories: what is there is examined first.
#[cfg(not(unix))]
mod system {
    use super::{Access, DIRECTORY, FILE, Folder, expect};
    use std::ffi::OsString;
    use std::fs::{self, File, OpenOptions};
    use std::io;
    use std::path::Path;

    impl Folder {
        /// Opens a directory that the user chose, with whatever links lead to it. An empty path is the current one.
        pub fn open(path: &Path) -> io::Result<Self> {
            Ok(Self { path: path.to_owned() })
        }

        pub(super) fn enter(&self, name: &Path) -> io::Result<Self> {
            let path = self.path(name);
            expect(&path, &fs::symlink_metadata(&path)?, DIRECTORY)?;
            Ok(Self { path })
        }

        pub(super) fn open_any(&self, name: &Path, access: Access) -> io::Result<File> {
            if let Ok(there) = fs::symlink_metadata(self.path(name)) {
                expect(&self.path(name), &there, FILE)?;
            }
            let mut options = OpenOptions::new();
            match access {
                Access::Read => options.read(true),
                Access::Append => options.read(true).append(true),
                Access::Create => options.read(true).append(true).create(true),
                Access::Lock => options.read(true).write(true).create(true).truncate(false),
                Access::New => options.write(true).create_new(true),
            };
            options.open(self.path(name))
        }

        /// Creates a directory in it.
        pub fn create(&self, name: &Path) -> io::Result<()> {
            fs::create_dir(self.path(name))
        }

        pub fn rename(&self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
            fs::rename(self.path(from), self.path(to))
        }

        pub fn remove(&self, name: impl AsRef<Path>) -> io::Result<()> {
            fs::remove_file(self.path(name))
        }

        /// On Windows an open file cannot be replaced.
        pub fn holds(&self, _: &str, _: &File) -> io::Result<bool> {
            Ok(true)
        }

        /// The names of what is in it.
        pub fn names(&self) -> io::Result<Vec<OsString>> {
            fs::read_dir(&self.path)?.map(|entry| Ok(entry?.file_name())).collect()
        }

        /// Only Unix lets one ask for that its entries last.
        pub fn sync(&self) -> io::Result<()> {
            Ok(())
        }
    }
}
