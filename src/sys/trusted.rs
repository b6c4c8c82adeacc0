//! A branch of a remote, read from git's objects: whatever the work tree holds does not matter.

use crate::git::{Git, GitError};
use std::path::Path;
use std::time::Duration;

/// How long a fetch can take.
const LIMIT: Duration = Duration::from_secs(60);

/// A branch as it was fetched.
#[derive(Debug)]
pub(crate) struct TrustedBranch {
    git: Git,
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
        let git = Git::new(folder);
        let words = |error: GitError| error.to_string();
        git.run(&["rev-parse", "--git-dir"], None).map_err(words)?;
        if branch.starts_with('-') || git.ask(&["check-ref-format", "--branch", branch]).is_none() {
            return Err(format!("`{branch}` is not a branch of a git repository"));
        }
        let remotes = git.ask(&["remote"]).unwrap_or_default();
        let mut remotes = remotes.lines();
        let remote = match remotes.clone().find(|name| *name == "origin").or_else(|| remotes.next())
        {
            Some(remote) => remote.to_owned(),
            None => return Err("the repository has no remote".to_owned()),
        };
        let reference = format!("refs/octorel/trusted/{remote}");
        let refspec = format!("+refs/heads/{branch}:{reference}");
        let fetch =
            "fetch --quiet --no-tags --no-write-fetch-head --refmap= --no-recurse-submodules";
        let mut fetch: Vec<&str> = fetch.split(' ').collect();
        if git.ask(&["rev-parse", "--is-shallow-repository"]).as_deref() == Some("true") {
            fetch.push("--depth=1");
        }
        fetch.extend(["--", &remote, &refspec]);
        git.run(&fetch, Some(LIMIT))
            .map_err(|reason| format!("cannot fetch `{branch}` of {remote}: {reason}"))?;
        let commit = git.ask(&["rev-parse", "--verify", &format!("{reference}^{{commit}}")]);
        let commit = commit.ok_or_else(|| format!("{remote} has no branch `{branch}`"))?;
        Ok(Self { git, remote, branch: branch.to_owned(), commit })
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
        let prefix = self.git.ask(&["rev-parse", "--show-prefix"]).unwrap_or_default();
        let ends = prefix.match_indices('/').map(|(at, _)| at + 1);
        let mut prefixes: Vec<String> = ends.map(|end| prefix[..end].to_owned()).collect();
        prefixes.reverse();
        prefixes.push(String::new());
        prefixes
    }

    /// The content of a file in a commit.
    pub(crate) fn file(&self, commit: &str, path: &str) -> Option<Vec<u8>> {
        let object = format!("{commit}:{path}");
        self.git.run(&["cat-file", "blob", &object], None).ok()
    }

    /// The paths of the files in a folder of a commit, none without the folder; `None` if the commit is not known here.
    pub(crate) fn files(&self, commit: &str, folder: &str) -> Option<Vec<String>> {
        let folder = format!("{folder}/");
        let list = ["ls-tree", "-z", "--full-tree", "--name-only", commit, "--", &folder];
        let paths = self.git.run(&list, None).ok()?;
        let paths = String::from_utf8(paths).ok()?;
        Some(paths.split_terminator('\0').map(str::to_owned).collect())
    }

    /// The commits of the branch that changed one of the folders, the newest first, and the one before.
    pub(crate) fn changes(&self, folders: &[String]) -> Vec<String> {
        let tops: Vec<String> = folders.iter().map(|folder| format!(":(top){folder}")).collect();
        let mut list = vec!["rev-list", "--first-parent", "-n", "50", &self.commit, "--"];
        list.extend(tops.iter().map(String::as_str));
        let commits = self.git.ask(&list).unwrap_or_default();
        let mut commits: Vec<String> = commits.lines().map(str::to_owned).collect();
        commits.extend(commits.last().map(|oldest| format!("{oldest}^")));
        commits
    }
}
