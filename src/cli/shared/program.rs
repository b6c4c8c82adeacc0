//! The program as a whole, for commands that describe it or run others.

use super::{Global, Outcome};
use std::ffi::OsString;

/// What the layer above the commands can do.
pub(crate) struct Program {
    pub(crate) names: fn() -> &'static [&'static str],
    /// Lists all commands; their arguments exist once it is built.
    pub(crate) describe: fn() -> clap::Command,
    /// Runs a command line, which begins with the name of the program. Release and folder default to the given ones.
    pub(crate) run: fn(&[OsString], &Global) -> Outcome,
    /// Completes the last word of a line: each candidate with its description.
    pub(crate) complete: fn(&str) -> Vec<(String, String)>,
}
