//! The outside: the clock, the environment, who sits at the keyboard. The one place that asks.

use crate::names::Person;
use anyhow::{Context, Result};
use chrono::{DateTime, SubsecRound, Utc};
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Now, to the second. `OCTOREL_NOW` (RFC 3339) pins it, for tests and rehearsals.
///
/// # Errors
/// If `OCTOREL_NOW` is set to something else.
pub(crate) fn now() -> Result<DateTime<Utc>> {
    match env::var_os("OCTOREL_NOW").filter(|value| !value.is_empty()) {
        None => Ok(Utc::now().trunc_subsecs(0)),
        Some(value) => {
            let value = value.to_string_lossy();
            let now = DateTime::parse_from_rfc3339(&value).with_context(|| {
                format!("OCTOREL_NOW is `{value}`, not a moment like 2026-12-08T14:00:00+01:00")
            })?;
            Ok(now.to_utc().trunc_subsecs(0))
        }
    }
}

/// Who sits here: `OCTOREL_USER`, else git's `user.email`, else the login name.
pub(crate) fn user(dir: &Path) -> Option<Person> {
    let named = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let user = named("OCTOREL_USER")
        .or_else(|| git_email(dir))
        .or_else(|| named("USER"))
        .or_else(|| named("LOGNAME"))
        .or_else(|| named("USERNAME"));
    user.map(|user| Person::new(user.trim()))
}

fn git_email(dir: &Path) -> Option<String> {
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

/// What was typed behind the name of the program.
pub(crate) fn typed() -> Vec<String> {
    let typed = env::args_os().skip(1);
    typed
        .map(|word| word.to_string_lossy().into_owned())
        .collect()
}

/// Where the program itself lies, to be run again.
///
/// # Errors
/// If the system does not say.
pub(crate) fn program() -> Result<PathBuf> {
    env::current_exe().context("cannot find the program itself")
}

/// The folder for what is not kept.
pub(crate) fn temporary_folder() -> PathBuf {
    env::temp_dir()
}

/// A file that the environment names: where GitHub collects the summary of a step.
pub(crate) fn step_summary() -> Option<PathBuf> {
    path("GITHUB_STEP_SUMMARY")
}

/// A path that the environment names.
pub(crate) fn path(name: &str) -> Option<PathBuf> {
    let path = env::var_os(name)?;
    (!path.is_empty()).then(|| path.into())
}

/// Where programs keep a user's data: `XDG_DATA_HOME`, else `~/.local/share`.
pub(crate) fn data_home() -> Option<PathBuf> {
    let home = || Some(path("HOME")?.join(".local/share"));
    path("XDG_DATA_HOME").or_else(home)
}

/// Where programs keep a user's settings: `XDG_CONFIG_HOME`, else `~/.config`.
pub(crate) fn config_home() -> Option<PathBuf> {
    let home = || Some(path("HOME")?.join(".config"));
    path("XDG_CONFIG_HOME").or_else(home)
}

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
