//! The extent of a trial, and the format of its figures.

use std::env;

/// Returns whether the full form is requested.
pub(crate) fn is_full() -> bool {
    env::var_os("TRIALS").is_some_and(|form| form == "full")
}

/// The number of runs: `quick` by default, `full` in the full form.
pub(crate) fn amount(quick: usize, full: usize) -> usize {
    if is_full() { full } else { quick }
}

/// Prints the result of a trial as a line of the table in `src/TRIALS.md`.
pub(crate) fn figures(trial: &str, tried: &str, found: &str) {
    println!("| {trial} | {tried} | {found} |");
}
