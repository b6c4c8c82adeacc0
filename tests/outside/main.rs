//! The program from outside: its arguments, its answers, its exit codes and its files, as a user meets them.
//!
//! One test program rather than one per file, so that they share what [`support`] holds and link once.
//! `SNAPSHOTS=overwrite cargo test --test outside` records the screens anew.

mod bad_input;
mod support;
