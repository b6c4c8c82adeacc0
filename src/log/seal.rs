//! The seal of a log: a note beside it that this machine has checked every hash of its first bytes.
//!
//! SHA-256 is most of what reading costs where the processor has no instructions for it. A writer has checked all lines
//! anyway; the seal keeps how many bytes they were and a quick hash of them (XXH3), and a reader who finds those bytes unchanged
//! need not check them again. A seal that is missing, torn or of other bytes costs time and nothing else. It promises no
//! more than the ids themselves do: both tell a change, neither is a signature.

use super::folder::{beside, refuse_symlink};
use std::fs;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_128;

/// How many of these bytes this machine has checked before: all that the seal is of, or none.
pub(super) fn sealed(log: &Path, bytes: &[u8]) -> usize {
    let Ok(seal) = fs::read_to_string(seal_of(log)) else {
        return 0;
    };
    let first = length_in(&seal).and_then(|length| bytes.get(..length));
    first
        .filter(|first| mark(first) == seal)
        .map_or(0, <[u8]>::len)
}

/// Keeps that these bytes of a log were checked. If that fails, the next reader checks them again.
pub(super) fn seal(log: &Path, bytes: &[u8]) {
    let path = seal_of(log);
    if refuse_symlink(&path).is_ok() {
        let _ = fs::write(path, mark(bytes));
    }
}

/// How long a log was when it was last written on this machine, if that is known.
pub(super) fn length(log: &Path) -> Option<usize> {
    length_in(&fs::read_to_string(seal_of(log)).ok()?)
}

/// Takes the seal of a log away that is there no more.
pub(super) fn forget(log: &Path) {
    let _ = fs::remove_file(seal_of(log));
}

fn length_in(seal: &str) -> Option<usize> {
    seal.split(' ').next()?.parse().ok()
}

fn seal_of(log: &Path) -> PathBuf {
    beside(log, ".seal")
}

fn mark(bytes: &[u8]) -> String {
    format!("{} {:032x}\n", bytes.len(), xxh3_128(bytes))
}

#[cfg(test)]
mod tests {
    use super::{seal, sealed};

    #[test]
    fn a_seal_is_of_the_bytes_that_it_was_made_for() {
        let folder = assert_fs::TempDir::new().unwrap();
        let log = folder.join("2.4.0.jsonl");
        assert_eq!(sealed(&log, b"one\n"), 0);
        seal(&log, b"one\n");
        assert_eq!(sealed(&log, b"one\n"), 4);
        assert_eq!(sealed(&log, b"one\ntwo\n"), 4);
        for other in [&b"One\ntwo\n"[..], b"on", b"", b"\none"] {
            assert_eq!(sealed(&log, other), 0);
        }
    }
}
