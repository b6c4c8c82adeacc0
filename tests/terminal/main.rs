//! The program in a pseudo-terminal: the screen after each key, in various sizes and colours.
//!
//! Each test starts the program in a pseudo-terminal and reads the screen from a terminal model.
//! `SNAPSHOTS=overwrite cargo test --test terminal` updates the snapshots.

#![cfg(unix)]
#![expect(clippy::needless_raw_string_hashes, reason = "snapbox records a screen with them")]
#![expect(clippy::unwrap_used, reason = "the steps of a test fail like the test itself")]

mod appearance;
mod completion;
mod guest;
mod harness;
mod pick;
mod status;
#[path = "../outside/support.rs"]
#[expect(dead_code, reason = "some of it serves transcripts alone")]
mod support;
mod ui;
