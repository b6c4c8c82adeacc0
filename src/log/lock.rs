//! The lock beside a log, which writers hold and readers never ask for.
//!
//! The system lets go of it when its process ends, however it ends, so a lock file that is there says nothing by itself.

use super::error::StoreError;
use super::folder::refuse_symlink;
use super::tail;
use crate::names::Person;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// Held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at `path` for `holder`, and waits for it no longer than `patience`.
    pub(super) fn take(
        path: &Path,
        holder: &Person,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let failed = |source| StoreError::prepare(path, source);
        refuse_symlink(path)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        let began = Instant::now();
        let mut pause = Duration::from_millis(1);
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if began.elapsed() < patience => {
                    thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(StoreError::Locked {
                        path: path.to_owned(),
                        holder: read_holder(&mut file),
                    });
                }
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        // For people only: a lock whose holder cannot be written down still locks.
        let line = format!("process {} of {holder}\n", std::process::id());
        let _ = file.set_len(0);
        let _ = file.rewind();
        let _ = tail::write_once(&mut file, 0, line.as_bytes());
        Ok(Self { _file: file })
    }
}

/// Who wrote himself into the lock file. Windows does not let others read a locked file.
fn read_holder(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.take(300).read_to_string(&mut text).ok()?;
    let holder = text.trim();
    (!holder.is_empty()).then(|| holder.to_owned())
}
