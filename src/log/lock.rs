//! The lock beside a log, which writers hold and readers never ask for.
//!
//! The system lets go of it when its process ends, however it ends, so a lock file that is there says nothing by itself.

use super::error::StoreError;
use super::tail;
use crate::names::Person;
use crate::sys::{Access, Folder};
use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Read};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Held until dropped.
#[derive(Debug)]
pub struct Lock {
    /// To let a program that was started hold the lock, too.
    pub file: File,
}

impl Lock {
    /// Takes the lock of this name for `holder`, and waits for it no longer than `patience`.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if somebody holds it longer; or if there can be no such file.
    pub fn take(
        folder: &Folder,
        name: &str,
        holder: &Person,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let path = folder.path(name);
        let failed = |source| StoreError::prepare(&path, source);
        // Whoever cleans up can remove a lock file that is held or awaited: a lock on such a file locks nobody out.
        let mut file = loop {
            let mut file = folder.file(name, Access::Lock).map_err(failed)?;
            match wait_in_line(&file, patience) {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let holder = read_holder(&mut file);
                    return Err(StoreError::Locked { path, holder });
                }
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
            if folder.holds(name, &file).map_err(failed)? {
                break file;
            }
        };
        // In the first line, over the last name: truncating costs more than writing. A lock without a name still locks.
        let line = format!("process {} of {holder}\n", std::process::id());
        let _ = tail::write_once(&mut file, 0, line.as_bytes());
        Ok(Self { file })
    }

    /// Waits until nobody holds the lock of this name, no longer than `patience`. It writes nothing.
    pub(super) fn wait(folder: &Folder, name: &str, patience: Duration) {
        const PAUSE: Duration = Duration::from_millis(2);
        let Ok(file) = folder.file(name, Access::Read) else { return };
        let end = Instant::now() + patience;
        while file.try_lock_shared().is_err() && Instant::now() < end {
            thread::sleep(PAUSE);
        }
    }
}

/// Waits for the lock where the system keeps the line: whoever asks again and again can be passed by others.
fn wait_in_line(file: &File, patience: Duration) -> Result<(), TryLockError> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) if !patience.is_zero() => {}
        tried => return tried,
    }
    // Both handles share the lock. One that comes too late ends with them.
    let waiting = file.try_clone().map_err(TryLockError::Error)?;
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut locked = waiting.lock();
        while locked.as_ref().is_err_and(|error| error.kind() == ErrorKind::Interrupted) {
            locked = waiting.lock();
        }
        let _ = tell.send(locked);
    });
    let locked = told.recv_timeout(patience).map_err(|_| TryLockError::WouldBlock)?;
    locked.map_err(TryLockError::Error)
}

/// The name of the holder. On Windows others cannot read a locked file.
fn read_holder(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.take(300).read_to_string(&mut text).ok()?;
    let holder = text.lines().next()?.trim();
    (!holder.is_empty()).then(|| holder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Lock;
    use crate::names::Person;
    use crate::sys::Folder;
    use assert_fs::TempDir;
    use std::fs::{self, File};
    use std::thread;
    use std::time::Duration;

    #[test]
    fn a_removed_lock_file_is_not_waited_for() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("1.jsonl.lock");
        let open = Folder::open(folder.path()).unwrap();
        let (alice, patience) = (Person::from("alice"), Duration::from_secs(5));
        let take = || Lock::take(&open, "1.jsonl.lock", &alice, patience).unwrap();
        let first = take();
        let second = thread::scope(|scope| {
            let waiting = scope.spawn(take);
            thread::sleep(Duration::from_millis(100));
            fs::remove_file(&path).unwrap();
            drop(first);
            waiting.join().unwrap()
        });
        assert!(File::open(&path).unwrap().try_lock().is_err());
        drop(second);
    }
}
