//! Trials of octorel's promises about its files: no event is lost, and no gate opens wrongly.
//!
//! `cargo test --test trials` runs the quick form of each, which takes seconds. The full form provides the figures of
//! `src/TRIALS.md`: `TRIALS=full cargo test --release --test trials -- --nocapture --test-threads=1`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a trial fails where its own steps fail, and its figures are its answer"
)]

mod bytes;
mod calls;
mod clocks;
mod completing;
mod crash;
mod cut;
mod faults;
mod forged;
mod full_disk;
mod fuzz;
mod gates;
mod git;
mod histories;
mod hostile;
mod kill;
mod luck;
mod merging;
mod odd_files;
mod odd_releases;
mod program;
#[path = "../terminal/pseudo.rs"]
mod pseudo;
mod reading;
mod scale;
mod stopped;
mod strace;
mod tally;
mod together;
mod vanish;

#[expect(dead_code, reason = "the transcripts of `outside` need more of it")]
#[path = "../outside/support.rs"]
mod support;
