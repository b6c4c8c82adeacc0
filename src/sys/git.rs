//! What git is asked, as a program of its own: who sits here, and which versions of a file it knows.
//!
//! A machine without git, or a folder that is no checkout, has no answers; that is never an error.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A version of a file that git knows.
pub(crate) struct Version {
    /// What people call it: `git's HEAD`.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Says that it stands for the file as it is checked out: in HEAD or in the index.
    pub(crate) newest: bool,
}

/// The versions of a file that git knows, the newest first: none where there is no git, or no checkout. Two processes.
pub(crate) fn git_versions(file: &Path) -> Vec<Version> {
    /// How many commits are asked for.
    const COMMITS: &str = "50";
    let (Some(folder), Some(name)) = (file.parent(), file.file_name().and_then(|n| n.to_str()))
    else {
        return Vec::new();
    };
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder).args(arguments);
        git.env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .stderr(Stdio::null())
            .stdout(Stdio::piped());
        git
    };
    let commits = git(&["rev-list", "--all", "--max-count", COMMITS, "--", name])
        .stdin(Stdio::null())
        .output();
    let commits = commits.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let mut asked = vec![
        ("git's HEAD".to_owned(), format!("HEAD:./{name}"), true),
        ("git's index".to_owned(), format!(":./{name}"), true),
    ];
    for commit in commits.unwrap_or_default().lines() {
        let short = commit.get(..12).unwrap_or(commit);
        asked.push((
            format!("git's commit {short}"),
            format!("{commit}:./{name}"),
            false,
        ));
    }
    let questions: Vec<&str> = asked.iter().map(|(_, object, _)| &**object).collect();
    let questions = questions.join("\n") + "\n";
    let answers = git(&["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .spawn()
        .and_then(|mut git| {
            // Short enough for a pipe to hold, so that nobody waits for the other.
            if let Some(mut stdin) = git.stdin.take() {
                stdin.write_all(questions.as_bytes())?;
            }
            git.wait_with_output()
        });
    let answers = answers.map(|output| output.stdout).unwrap_or_default();
    let mut rest = &answers[..];
    let mut versions = Vec::new();
    for (name, _, newest) in asked {
        let Some(bytes) = next_object(&mut rest) else {
            continue;
        };
        versions.push(Version {
            name,
            bytes: bytes.to_vec(),
            newest,
        });
    }
    versions
}

/// The next answer of `git cat-file --batch`: `<id> blob <size>`, and so many bytes; or a line that says that there is none.
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
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(dir)
        .args(["config", "--get", "user.email"]);
    let output = git
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let email = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !email.trim().is_empty()).then(|| email.trim().to_owned())
}
