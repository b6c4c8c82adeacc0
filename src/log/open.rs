//! A log that is open for writing, under its lock: what it holds, and how to add to it.

use super::codec;
use super::error::StoreError;
use super::event::{Act, EventId};
use super::folder::{keep, torn};
use super::name::ReleaseName;
use super::read::Log;
use super::store::{Recorded, Writer};
use super::tail::{Tail, write_once};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// A file and all that it holds.
pub(super) struct Open {
    path: PathBuf,
    file: File,
    pub(super) bytes: Vec<u8>,
    pub(super) log: Log,
}

impl Open {
    /// Opens a log that is there.
    pub(super) fn existing(path: &Path, release: &ReleaseName) -> Result<Self, StoreError> {
        Self::with(path, release, OpenOptions::new().read(true).append(true))
    }

    /// Opens a log that may be there, and makes the file if not.
    pub(super) fn create(path: &Path, release: &ReleaseName) -> Result<Self, StoreError> {
        let mut options = OpenOptions::new();
        Self::with(path, release, options.read(true).append(true).create(true))
    }

    fn with(path: &Path, release: &ReleaseName, options: &OpenOptions) -> Result<Self, StoreError> {
        let mut file = match options.open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(StoreError::NoRelease {
                    release: release.to_string(),
                    path: path.to_owned(),
                });
            }
            Err(source) => return Err(not_written(path, source)),
        };
        let mut bytes = Vec::new();
        if let Err(source) = file.read_to_end(&mut bytes) {
            return Err(StoreError::Read {
                path: path.to_owned(),
                source,
            });
        }
        Ok(Self {
            path: path.to_owned(),
            file,
            log: Log::read(&bytes).named(release.as_str()),
            bytes,
        })
    }

    /// Adds `acts` as events, the first after the newest ones there are, each next after the one before.
    pub(super) fn record(
        mut self,
        writer: &Writer,
        acts: Vec<Act>,
    ) -> Result<Recorded, StoreError> {
        if acts.is_empty() {
            return Ok(Recorded {
                log: self.log,
                count: 0,
                mended: None,
            });
        }
        let kept = (self.log.torn()).map_or(self.bytes.len(), |torn| torn.range.start);
        let mut lines = Vec::new();
        if !self.bytes[..kept].is_empty() && !self.bytes[..kept].ends_with(b"\n") {
            // A merge has cut the end of the last line.
            lines.push(b'\n');
        }
        let mut after: Vec<EventId> = (self.log.heads().iter())
            .map(|&head| self.log.events()[head].id)
            .collect();
        let mut events = Vec::with_capacity(acts.len());
        for act in acts {
            let event = codec::encode(&mut lines, after, writer.at, &writer.by, act)
                .map_err(StoreError::Encode)?;
            after = vec![event.id];
            events.push(event);
        }
        let mended = self.mend(kept)?;
        write_once(&mut self.file, kept as u64, &lines)
            .map_err(|source| not_written(&self.path, source))?;
        if let Err(source) = self.file.sync_data() {
            // Asking again would be told that all is well: the system drops what it could not write.
            return Err(StoreError::NotSynced {
                path: self.path,
                source,
            });
        }
        self.still_there()?;
        Ok(Recorded {
            count: events.len(),
            log: self.log.with(events),
            mended,
        })
    }

    /// Cuts a line that breaks off, and keeps its bytes in a file beside the log. They are safe there before they are cut.
    fn mend(&mut self, kept: usize) -> Result<Option<PathBuf>, StoreError> {
        if kept == self.bytes.len() {
            return Ok(None);
        }
        let beside = torn(&self.path);
        let torn = [&self.bytes[kept..], b"\n"].concat();
        keep(&beside, &torn)?;
        (self.file.cut(kept as u64)).map_err(|source| not_written(&self.path, source))?;
        Ok(Some(beside))
    }

    /// Makes sure that the file written to is the one that others read: `git checkout` replaces files and takes no lock.
    fn still_there(&self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let same = match fs::symlink_metadata(&path) {
            Ok(there) => (self.file.metadata()).map(|ours| is_same(&there, &ours)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        };
        match same {
            Ok(true) => Ok(()),
            Ok(false) => Err(StoreError::Replaced { path }),
            // Most likely it is there.
            Err(source) => Err(StoreError::NotSynced { path, source }),
        }
    }
}

fn not_written(path: &Path, source: io::Error) -> StoreError {
    StoreError::NotWritten {
        path: path.to_owned(),
        source,
    }
}

#[cfg(unix)]
fn is_same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Windows does not let others replace a file that is open.
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}
