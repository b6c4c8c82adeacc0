//! The end of a file, and the one way to add to it: all of it or nothing.

use crate::sys::MAX_LOG;
use std::fs::File;
use std::io::{self, ErrorKind, Write};

/// A file that can be added to and cut. A disk that fills up is one, too: see the tests.
pub(super) trait Tail: Write {
    fn cut(&mut self, length: u64) -> io::Result<()>;

    fn length(&self) -> io::Result<u64>;
}

impl Tail for File {
    /// Waits for the disk: if the place were written again before the cut is durable, a crash could leave a line made of both.
    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)?;
        self.sync_data()
    }

    fn length(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }
}

/// Adds `bytes` at the end of a file of `length` bytes, with one write: two writes of two processes can interleave, and
/// half a line is the first sign of a full disk. What was taken of it is cut off again.
pub(super) fn write_once(file: &mut impl Tail, length: u64, bytes: &[u8]) -> io::Result<()> {
    stay_below_limit(length + bytes.len() as u64)?;
    loop {
        match file.write(bytes) {
            Ok(taken) if taken == bytes.len() => return Ok(()),
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(taken) => {
                // Only what was written here is cut. If it stays, the next reader finds an incomplete line, which the next writer
                // sets aside.
                if file.length().is_ok_and(|now| now == length + taken as u64) {
                    let _ = file.cut(length);
                }
                return Err(ErrorKind::StorageFull.into());
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // Nothing was written.
            Err(error) => return Err(error),
        }
    }
}

/// Refuses to grow a file past what is read, and past the process's limit, where the system would end the process instead (SIGXFSZ).
fn stay_below_limit(length: u64) -> io::Result<()> {
    if length > MAX_LOG {
        return Err(ErrorKind::FileTooLarge.into());
    }
    #[cfg(unix)]
    {
        let limit = rustix::process::getrlimit(rustix::process::Resource::Fsize).current;
        if limit.is_some_and(|limit| length > limit) {
            return Err(ErrorKind::FileTooLarge.into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Tail, write_once};
    use std::io::{self, ErrorKind, Write};

    /// A disk with space for this many bytes.
    struct Disk {
        bytes: Vec<u8>,
        room: usize,
        writes: usize,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.writes += 1;
            let taken = bytes.len().min(self.room - self.bytes.len());
            self.bytes.extend_from_slice(&bytes[..taken]);
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Tail for Disk {
        fn cut(&mut self, length: u64) -> io::Result<()> {
            self.bytes.truncate(usize::try_from(length).unwrap());
            Ok(())
        }

        fn length(&self) -> io::Result<u64> {
            Ok(self.bytes.len() as u64)
        }
    }

    #[test]
    fn a_full_disk_leaves_no_part_of_the_line() {
        for room in 3..10 {
            let mut disk = Disk { bytes: b"old".to_vec(), room, writes: 0 };
            let written = write_once(&mut disk, 3, b"line\n\n\n");
            assert_eq!(disk.bytes, b"old");
            assert_eq!(disk.writes, 1);
            assert!(matches!(
                written.unwrap_err().kind(),
                ErrorKind::StorageFull | ErrorKind::WriteZero
            ));
        }
    }
}
