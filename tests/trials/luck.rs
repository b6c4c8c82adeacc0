//! Reproducible randomness: numbers from a seed, which a failing trial prints, and work distributed to all cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A sequence of numbers that depends only on its seed (xorshift64*).
pub(crate) struct Luck(u64);

impl Luck {
    pub(crate) fn of(seed: usize) -> Self {
        // Similar seeds would start with similar numbers.
        let mixed = (seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self((mixed ^ (mixed >> 29)) | 1)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % limit
    }

    /// Returns true once in this many times.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Returns one of these values.
    pub(crate) fn of_these<T: Clone>(&mut self, these: &[T]) -> T {
        these[self.below(these.len())].clone()
    }

    pub(crate) fn shuffle<T>(&mut self, these: &mut [T]) {
        for at in (1..these.len()).rev() {
            these.swap(at, self.below(at + 1));
        }
    }
}

/// Runs the work for each number below `count` on all cores; a failure prints the number.
pub(crate) fn for_each(count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        work(number);
                    }));
                    assert!(failed.is_ok(), "the trial fails with the number {number}");
                }
            });
        }
    });
}
