//! What git is asked, as a program of its own: who sits here, and which files it knows.
//!
//! A machine without git, or a folder that is no checkout, has no answers; that is never an error.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

/// git's `user.email`, as the folder has it.
pub(super) fn email(dir: &Path) -> Option<String> {
    ask(dir, &["config", "--get", "user.email"])
}

/// The rule by which git ignores a file, with its place: `.gitignore:2 `*.jsonl``.
pub(crate) fn ignored_by(folder: &Path, file: &str) -> Option<String> {
    let rule = ask(folder, &["check-ignore", "-v", "--no-index", "--", file])?;
    let (rule, _) = rule.split_once('\t')?;
    let (place, pattern) = rule.rsplit_once(':')?;
    Some(format!("{place} `{pattern}`"))
}

/// The files that HEAD has in a folder, by their names.
pub(crate) fn files_in_head(folder: &Path, inner: &str) -> Vec<String> {
    let inner = format!("HEAD:./{inner}");
    let files = ask(folder, &["ls-tree", "--name-only", &inner]).unwrap_or_default();
    files.lines().map(str::to_owned).collect()
}

/// git in a folder, independent of the hook that may run octorel and of what the repository would start.
pub(super) fn base(folder: &Path) -> Command {
    /// What a hook sets; credentials stay.
    const HOOK: [&str; 9] = [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_COMMON_DIR",
        "GIT_QUARANTINE_PATH",
    ];
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["--no-pager", "--no-replace-objects"]);
    for setting in [
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "gc.auto=0",
        "maintenance.auto=false",
        "protocol.ext.allow=never",
    ] {
        git.args(["-c", setting]);
    }
    for name in HOOK {
        git.env_remove(name);
    }
    git.env("GIT_OPTIONAL_LOCKS", "0").env("LC_MESSAGES", "C");
    git
}

/// What git answers, without space around it; `None` if it has no answer.
pub(super) fn ask(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut git = base(folder);
    git.args(arguments);
    git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut git = git.spawn().ok()?;
    // Not `Command::output`, which panics if the answer cannot be read.
    let mut answer = String::new();
    let read = git.stdout.take()?.read_to_string(&mut answer);
    let is_answered = git.wait().ok()?.success() && read.is_ok() && !answer.trim().is_empty();
    is_answered.then(|| answer.trim().to_owned())
}
