//! How much of a trial is run, and how its figures are told.

use std::env;

/// Says whether the full form was asked for.
pub(crate) fn is_full() -> bool {
    env::var_os("TRIALS").is_some_and(|form| form == "full")
}

/// How often: `quick` with the tests, `full` in the full form.
pub(crate) fn amount(quick: usize, full: usize) -> usize {
    if is_full() { full } else { quick }
}

/// Tells what a trial has come to, as a line of the table in `src/TRIALS.md`.
pub(crate) fn figures(trial: &str, tried: &str, found: &str) {
    println!("| {trial} | {tried} | {found} |");
}
