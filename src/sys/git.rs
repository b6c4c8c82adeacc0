//! What git is asked: who sits here, and which files it knows.
//!
//! A machine without git, or a folder that is no checkout, has no answers; that is never an error.

use crate::git::Git;
use std::path::Path;

/// git's `user.email`, as the folder has it.
pub(super) fn email(dir: &Path) -> Option<String> {
    Git::new(dir).ask(&["config", "--get", "user.email"])
}

/// The rule by which git ignores a file, with its place: `.gitignore:2 `*.jsonl``.
pub(crate) fn ignored_by(folder: &Path, file: &str) -> Option<String> {
    let rule = Git::new(folder).ask(&["check-ignore", "-v", "--no-index", "--", file])?;
    let (rule, _) = rule.split_once('\t')?;
    let (place, pattern) = rule.rsplit_once(':')?;
    Some(format!("{place} `{pattern}`"))
}

/// The files that HEAD has in a folder, by their names.
pub(crate) fn files_in_head(folder: &Path, inner: &str) -> Vec<String> {
    let inner = format!("HEAD:./{inner}");
    let files = Git::new(folder).ask(&["ls-tree", "--name-only", &inner]).unwrap_or_default();
    files.lines().map(str::to_owned).collect()
}
