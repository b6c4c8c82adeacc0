//! The command line: parsing and dispatch here, one file for each command in `commands`, what commands share in `shared`.

mod args;
mod commands;
mod complete;
mod run;
mod shared;
mod usage;

pub use run::main;
