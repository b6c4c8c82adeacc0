//! The program from outside: its arguments, output, exit codes and files, as a user sees them.
//!
//! All files share one test program, so that they share [`support`] and link once.
//! The commands of a transcript are its lines after `$ octorel`; `SNAPSHOTS=overwrite cargo test --test outside` writes the rest.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox records a transcript with them")]
#![expect(clippy::unwrap_used, reason = "the helpers of a test fail like the test itself")]

mod bad_input;
mod bad_playbook;
mod beginning;
mod by_tab;
mod changes;
mod ci;
mod damaged_log;
mod dates;
mod decisions;
mod documents;
mod ending;
mod exports;
mod help;
mod import;
mod incident;
mod json;
mod lists;
mod merge;
mod nine;
mod offered;
mod pasted;
mod people;
mod playbooks;
mod repair;
mod rollback;
mod schema;
mod screens;
mod selection;
mod session;
mod support;
mod talk;
#[cfg(target_os = "linux")]
mod tick_syncs;
