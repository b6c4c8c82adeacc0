//! What can go wrong between a log and its file. Those who act on it match the variant; [`StoreError::hint`] advises.

use super::codec::EncodeError;
use super::name::NameError;
use super::trouble::Trouble;
use crate::command::{Hint, command};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a log was not read or not written.
#[derive(Debug)]
pub enum StoreError {
    /// The release has a name that cannot be a file's.
    Name(NameError),
    /// There is no such release.
    NoRelease {
        release: String,
        path: PathBuf,
    },
    /// The release has been started before.
    Exists {
        release: String,
        path: PathBuf,
    },
    /// Something that must be a plain file or folder is a symlink.
    Symlink {
        path: PathBuf,
    },
    /// Something that must be a plain file is a folder, a pipe or a device.
    NotAFile {
        path: PathBuf,
    },
    Read {
        path: PathBuf,
        source: io::Error,
    },
    /// The record of a release cannot be written. The log is as it was.
    Record {
        path: PathBuf,
        source: io::Error,
    },
    /// A folder, a lock or a file beside the log cannot be made. Nothing is recorded.
    Prepare {
        path: PathBuf,
        source: io::Error,
    },
    /// Somebody else is writing. Nothing is recorded.
    Locked {
        path: PathBuf,
        holder: Option<String>,
    },
    /// The log is not whole. Nothing is recorded. Whoever shows this lists the troubles below it.
    Refused {
        path: PathBuf,
        troubles: Vec<Trouble>,
    },
    /// The event has no line. Nothing is recorded.
    Encode(EncodeError),
    /// The file took none or only a part, which was cut off again. Nothing is recorded.
    NotWritten {
        path: PathBuf,
        source: io::Error,
    },
    /// The file took it and the disk did not confirm: recorded or not, after a power cut it may be gone.
    NotSynced {
        path: PathBuf,
        source: io::Error,
    },
    /// The file was replaced by another while it was written to, as a `git checkout` does. Nothing is recorded.
    Replaced {
        path: PathBuf,
    },
}

impl StoreError {
    pub(super) fn prepare(path: &Path, source: io::Error) -> Self {
        Self::Prepare { path: path.to_owned(), source }
    }

    /// What the user may do about it.
    pub fn hint(&self) -> Option<Hint> {
        let fixed = match self {
            Self::Name(error) => error.hint(),
            Self::NoRelease { .. } => {
                return Some(command("releases").does("shows the releases there are"));
            }
            Self::Exists { release, .. } => {
                return Some(command("status").release(release).does("shows it"));
            }
            Self::Symlink { .. } => "put the file or folder itself in its place",
            Self::NotAFile { .. } | Self::Read { .. } => return None,
            Self::Prepare { .. } | Self::Record { .. } => "may you write in this folder?",
            Self::Locked { .. } => "try again when they are done",
            Self::Refused { path, troubles } => {
                return advice(&path.file_stem()?.to_string_lossy(), troubles);
            }
            Self::Encode(error) => error.hint(),
            Self::NotWritten { .. } => {
                "is the disk full, or the file read-only? free some space and try again"
            }
            Self::NotSynced { .. } => {
                let check = Hint::from("check the disk, then look with ");
                let look = check.code(command("log"));
                return Some(look.text(" before you record it again"));
            }
            Self::Replaced { .. } => "record it again",
        };
        Some(fixed.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(error) => error.fmt(f),
            Self::NoRelease { release, .. } => write!(f, "there is no release `{release}`"),
            Self::Exists { release, path } => {
                write!(f, "release `{release}` has been started: see `{}`", path.display())
            }
            Self::Symlink { path } => write!(f, "`{}` is a symlink", path.display()),
            Self::NotAFile { path } => write!(f, "`{}` is not a regular file", path.display()),
            Self::Read { path, .. } => write!(f, "cannot read `{}`", path.display()),
            Self::Record { path, .. } => write!(f, "cannot write `{}`", path.display()),
            Self::Prepare { path, .. } => {
                write!(f, "cannot make `{}`; nothing was recorded", path.display())
            }
            Self::Locked { path, holder } => {
                write!(f, "`{}` is being written", path.display())?;
                if let Some(holder) = holder {
                    write!(f, " by {holder}")?;
                }
                f.write_str("; nothing was recorded")
            }
            Self::Refused { path, .. } => {
                write!(f, "`{}` is not whole; nothing was recorded", path.display())
            }
            Self::Encode(error) => write!(f, "{error}; nothing was recorded"),
            Self::NotWritten { path, .. } => {
                write!(f, "NOT recorded: cannot write `{}`", path.display())
            }
            Self::NotSynced { path, .. } => {
                write!(f, "NOT recorded for certain: the disk did not confirm `{}`", path.display())
            }
            Self::Replaced { path } => {
                write!(f, "NOT recorded: `{}` was replaced while it was written", path.display())
            }
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. }
            | Self::Prepare { source, .. }
            | Self::Record { source, .. }
            | Self::NotWritten { source, .. }
            | Self::NotSynced { source, .. } => Some(source),
            Self::Name(_)
            | Self::NoRelease { .. }
            | Self::Exists { .. }
            | Self::Symlink { .. }
            | Self::NotAFile { .. }
            | Self::Locked { .. }
            | Self::Refused { .. }
            | Self::Encode(_)
            | Self::Replaced { .. } => None,
        }
    }
}

/// What the user may do about the first trouble of a release's log that tells; that there is no start may be for the lines that others miss.
pub fn advice(release: &str, troubles: &[Trouble]) -> Option<Hint> {
    let telling = troubles.iter().filter(|t| **t != Trouble::NotStarted);
    let mut telling = telling.chain(troubles);
    telling.find_map(|trouble| trouble.hint(release))
}

/// Why nothing was recorded: the caller's own refusal, or the file's.
#[derive(Debug)]
pub enum RecordError<E> {
    /// The caller looked at the log and decided against it.
    Decided(E),
    Store(StoreError),
}

impl<E> From<StoreError> for RecordError<E> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<E: fmt::Display> fmt::Display for RecordError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decided(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error> std::error::Error for RecordError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decided(error) => error.source(),
            Self::Store(error) => error.source(),
        }
    }
}
