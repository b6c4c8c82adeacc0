//! What commands share: loading, recording, printing, options, prompts, hints and failures.

pub(super) mod app;
pub(super) mod dates;
pub(super) mod exit;
pub(super) mod failure;
pub(super) mod filters;
pub(super) mod format;
pub(super) mod loading;
pub(super) mod options;
pub(super) mod program;
pub(super) mod prompts;
pub(super) mod report_file;
pub(super) mod trusted;
pub(super) mod versions;
pub(super) mod which;
