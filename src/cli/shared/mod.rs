//! What commands share: loading, recording, printing, options, prompts, hints and failures.

pub(super) mod app;
pub(super) mod asking;
pub(super) mod exit;
pub(super) mod failure;
pub(super) mod hint;
pub(super) mod options;
pub(super) mod recording;
pub(super) mod which;
