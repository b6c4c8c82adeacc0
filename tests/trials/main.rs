//! Trials of what octorel promises about its files: nothing is lost, and nobody is fooled.
//!
//! `cargo test --test trials` runs the quick form of each, seconds long. The full form, with the figures that `src/TRIALS.md`
//! keeps: `TRIALS=full cargo test --release --test trials -- --nocapture --test-threads=1`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a trial fails where its own steps fail, and its figures are its answer"
)]

mod faults;
mod fuzz;
mod hostile;
mod program;
#[cfg(target_os = "linux")]
mod reading;
mod scale;
