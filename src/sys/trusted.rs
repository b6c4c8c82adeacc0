//! A branch of a remote, read from git's objects: whatever the work tree holds does not matter.

use super::git::{ask, base};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// How long a fetch can take.
const LIMIT: Duration = Duration::from_secs(60);

/// A branch as it was fetched.
#[derive(Debug)]
pub(crate) struct TrustedBranch {
    folder: PathBuf,
    remote: String,
    branch: String,
    commit: String,
}

impl TrustedBranch {
    /// Fetches a branch into a reference of its own.
    ///
    /// # Errors
    /// Why that is not possible, in words.
    pub(crate) fn fetch(folder: &Path, branch: &str) -> Result<Self, String> {
        let mut git = base(folder);
        let output = git.args(["rev-parse", "--git-dir"]).stdin(Stdio::null()).output();
        let output = output.map_err(|_| "git is required".to_owned())?;
        if !output.status.success() {
            return Err(reason(&output.stderr));
        }
        if branch.starts_with('-')
            || ask(folder, &["check-ref-format", "--branch", branch]).is_none()
        {
            return Err(format!("`{branch}` is not a branch of a git repository"));
        }
        let remotes = ask(folder, &["remote"]).unwrap_or_default();
        let mut remotes = remotes.lines();
        let remote = match remotes.clone().find(|name| *name == "origin").or_else(|| remotes.next())
        {
            Some(remote) => remote.to_owned(),
            None => return Err("the repository has no remote".to_owned()),
        };
        let reference = format!("refs/octorel/trusted/{remote}");
        let mut git = base(folder);
        git.args(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap="]);
        git.arg("--no-recurse-submodules");
        if ask(folder, &["rev-parse", "--is-shallow-repository"]).as_deref() == Some("true") {
            git.arg("--depth=1");
        }
        git.args(["--", &remote, &format!("+refs/heads/{branch}:{reference}")]);
        git.env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null()).stdout(Stdio::null());
        let child = git.stderr(Stdio::piped()).spawn().map_err(|_| "git is required".to_owned())?;
        if let Err(reason) = wait(child) {
            return Err(format!("cannot fetch `{branch}` of {remote}: {reason}"));
        }
        let commit = ask(folder, &["rev-parse", "--verify", &format!("{reference}^{{commit}}")]);
        let commit = commit.ok_or_else(|| format!("{remote} has no branch `{branch}`"))?;
        let (folder, branch) = (folder.to_owned(), branch.to_owned());
        Ok(Self { folder, remote, branch, commit })
    }

    /// The remote, the branch and the commit: `origin/main@1a2b3c4`.
    pub(crate) fn name(&self) -> String {
        let short = self.commit.get(..7).unwrap_or_default();
        format!("{}/{}@{short}", self.remote, self.branch)
    }

    pub(crate) fn commit(&self) -> &str {
        &self.commit
    }

    /// The paths from the top of the repository to the folder and to those above it, the nearest first.
    pub(crate) fn prefixes(&self) -> Vec<String> {
        let prefix = ask(&self.folder, &["rev-parse", "--show-prefix"]).unwrap_or_default();
        let ends = prefix.match_indices('/').map(|(at, _)| at + 1);
        let mut prefixes: Vec<String> = ends.map(|end| prefix[..end].to_owned()).collect();
        prefixes.reverse();
        prefixes.push(String::new());
        prefixes
    }

    /// The content of a file in a commit.
    pub(crate) fn file(&self, commit: &str, path: &str) -> Option<Vec<u8>> {
        let mut git = base(&self.folder);
        git.args(["cat-file", "blob", &format!("{commit}:{path}")]);
        let output = git.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then_some(output.stdout)
    }

    /// The paths of the files in a folder of a commit, none without the folder; `None` if the commit is not known here.
    pub(crate) fn files(&self, commit: &str, folder: &str) -> Option<Vec<String>> {
        let mut git = base(&self.folder);
        git.args(["ls-tree", "-z", "--full-tree", "--name-only", commit, "--"]);
        git.arg(format!("{folder}/")).stdin(Stdio::null()).stderr(Stdio::null());
        let output = git.output().ok().filter(|output| output.status.success())?;
        let paths = String::from_utf8(output.stdout).ok()?;
        Some(paths.split_terminator('\0').map(str::to_owned).collect())
    }

    /// The commits of the branch that changed one of the folders, the newest first, and the one before.
    pub(crate) fn changes(&self, folders: &[String]) -> Vec<String> {
        let tops: Vec<String> = folders.iter().map(|folder| format!(":(top){folder}")).collect();
        let mut list = vec!["rev-list", "--first-parent", "-n", "50", &self.commit, "--"];
        list.extend(tops.iter().map(String::as_str));
        let commits = ask(&self.folder, &list).unwrap_or_default();
        let mut commits: Vec<String> = commits.lines().map(str::to_owned).collect();
        commits.extend(commits.last().map(|oldest| format!("{oldest}^")));
        commits
    }
}

/// Waits for git, and stops it after the limit.
fn wait(mut child: Child) -> Result<(), String> {
    let began = Instant::now();
    while child.try_wait().map_err(|error| error.to_string())?.is_none() {
        if began.elapsed() > LIMIT {
            let _ = child.kill();
            return Err(format!("no answer within {} seconds", LIMIT.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    Err(reason(&output.stderr))
}

/// Why git failed, and the command that git proposes if it does not trust the owner of the repository.
fn reason(stderr: &[u8]) -> String {
    let said = String::from_utf8_lossy(stderr);
    let line = |start: &str| said.lines().find_map(|line| line.strip_prefix(start));
    let reason = ["remote: ", "fatal: ", "error: "].into_iter().find_map(line);
    let reason = reason.unwrap_or("git failed").trim();
    match line("\tgit config ") {
        Some(fix) => format!("{reason}: git config {fix}"),
        None if reason.starts_with("not a git repository") => {
            "this directory is not in a git repository".to_owned()
        }
        None => reason.to_owned(),
    }
}
