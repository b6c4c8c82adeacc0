//! Opening files that anybody may have placed: relative to an open directory, without following links and without waiting. Only regular
//! files are accepted, and only up to a size.

#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

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

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path.join(name)
    }

    /// Opens a file.
    ///
    /// # Errors
    /// [`Rejected`] if it is not a regular file, or if writing to it would change a file with another name.
    pub fn file(&self, name: impl AsRef<Path>, access: Access) -> io::Result<File> {
        let path = self.path(&name);
        let file = self.open_any(name.as_ref(), access);
        let file = file.map_err(|error| explained(&path, FILE, error))?;
        let there = file.metadata()?;
        expect(&path, &there, FILE)?;
        #[cfg(unix)]
        if access != Access::Read && std::os::unix::fs::MetadataExt::nlink(&there) > 1 {
            let found = "a hard link: writing would change its other names, too".to_owned();
            return Err(Rejected { path, found, advice: "replace it with a copy of it" }.into());
        }
        Ok(file)
    }

    pub fn read(&self, name: impl AsRef<Path>, limit: u64) -> io::Result<Vec<u8>> {
        read_all(&self.file(&name, Access::Read)?, &self.path(name), limit)
    }
}

/// Reads a file that somebody named, of at most `limit` bytes.
pub fn read_named(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let name = path.file_name().unwrap_or(OsStr::new("."));
    Folder::open(path.parent().unwrap_or(path))?.read(name, limit)
}

/// Reads an open file from where it is to its end. A larger one is rejected before it is read.
pub fn read_all(mut file: &File, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let size = file.metadata()?.len();
    if size > limit {
        return Err(too_large(path, limit));
    }
    // Growing would take longer than reading.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    read_into(&mut bytes, &mut file, path, limit)?;
    Ok(bytes)
}

/// Reads a stream, such as the standard input, to its end.
pub fn read_stream(mut stream: impl Read, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read_into(&mut bytes, &mut stream, path, limit)?;
    Ok(bytes)
}

fn read_into(
    bytes: &mut Vec<u8>,
    stream: &mut impl Read,
    path: &Path,
    limit: u64,
) -> io::Result<()> {
    let size = stream.take(limit + 1).read_to_end(bytes)?;
    if size as u64 > limit { Err(too_large(path, limit)) } else { Ok(()) }
}

fn too_large(path: &Path, limit: u64) -> io::Error {
    let found = format!("larger than {} MB", limit >> 20);
    Rejected { path: path.to_owned(), found, advice: "rename or remove it" }.into()
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
