//! What git is asked, as a program of its own: who sits here, and which versions of a file it knows.
//!
//! A machine without git, or a folder that is no checkout, has no answers; that is never an error.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// The versions of a file in git, with names: HEAD, the index, and older commits, the newest first. None where there is no git, or no
/// checkout. Takes two processes.
pub(crate) fn git_versions(file: &Path) -> Vec<(String, Vec<u8>)> {
    /// How many commits are read.
    const COMMITS: &str = "50";
    let (Some(folder), Some(name)) = (file.parent(), file.file_name().and_then(|n| n.to_str()))
    else {
        return Vec::new();
    };
    let git = |arguments: &[&str]| {
        let mut git = base(folder);
        git.args(arguments).env("GIT_NO_LAZY_FETCH", "1");
        git.stderr(Stdio::null()).stdout(Stdio::piped());
        git
    };
    let commits = git(&["rev-list", "HEAD", "--max-count", COMMITS, "--", name])
        .stdin(Stdio::null())
        .output();
    let commits = commits.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let mut queries = vec![
        ("git's HEAD".to_owned(), format!("HEAD:./{name}")),
        ("git's index".to_owned(), format!(":./{name}")),
    ];
    queries.extend(commits.unwrap_or_default().lines().map(|commit| {
        let short = commit.get(..12).unwrap_or(commit);
        let name = format!("{commit}:./{name}");
        (format!("git's commit {short}"), name)
    }));
    let questions: Vec<&str> = queries.iter().map(|(_, object)| &**object).collect();
    let questions = questions.join("\n") + "\n";
    let answers =
        git(&["cat-file", "--batch"]).stdin(Stdio::piped()).spawn().and_then(|mut git| {
            // Short enough for the buffer of a pipe, so that neither side blocks.
            if let Some(mut stdin) = git.stdin.take() {
                stdin.write_all(questions.as_bytes())?;
            }
            git.wait_with_output()
        });
    let answers = answers.map(|output| output.stdout).unwrap_or_default();
    let mut rest = &answers[..];
    let names = queries.into_iter().map(|(name, _)| name);
    names.filter_map(|name| Some((name, next_object(&mut rest)?.to_vec()))).collect()
}

/// The next answer of `git cat-file --batch`: `<id> blob <size>`, and that many bytes; or a line that says that there is none.
fn next_object<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|&byte| byte == b'\n')?;
    let (head, after) = (&rest[..end], &rest[end + 1..]);
    *rest = after;
    let head = std::str::from_utf8(head).ok()?;
    let size: usize = head.split_once(" blob ")?.1.parse().ok()?;
    let bytes = after.get(..size)?;
    *rest = after.get(size + 1..).unwrap_or_default();
    Some(bytes)
}

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
