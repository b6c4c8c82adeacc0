//! Sharing through a git remote: nothing is lost, nobody waits for anybody, and no pull request opens a gate.
//!
//! `cargo test --test sharing` runs the quick form of each, which checks counts. The full form provides figures:
//! `TRIALS=full cargo test --release --test sharing -- --nocapture --test-threads=1`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a trial fails where its own steps fail, and its figures are its answer"
)]

mod cost;
mod errors;
mod everyday;
mod kills;
mod release;
mod screens;
mod signed;
mod team;
mod together;
mod trusted;
mod workflows;

#[path = "../trials/luck.rs"]
#[expect(dead_code, reason = "the trials need more of it")]
mod luck;
#[path = "../trials/scale.rs"]
mod scale;
