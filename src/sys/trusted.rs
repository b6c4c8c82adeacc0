//! A branch of a remote, read from git's objects: whatever the work tree holds does not matter.

use crate::git::{Git, GitError, Input};
use crate::share::{BRANCHES, SIGNERS, ShareState, Sharing, signers, take_turn, url_of};
use std::path::Path;
use std::time::Duration;

/// How long a fetch can take.
const LIMIT: Duration = Duration::from_secs(60);

/// A branch as it was fetched.
#[derive(Debug)]
pub(crate) struct TrustedBranch {
    pub(crate) git: Git,
    /// How the repository shares releases, if it does. The branches of people were fetched at the same moment.
    pub(crate) sharing: Sharing,
    /// Where the repository is.
    pub(crate) url: String,
    prefix: String,
    branch: String,
    commit: String,
}

impl TrustedBranch {
    /// Fetches a branch, and those of all people, into references of their own.
    ///
    /// # Errors
    /// Why that is not possible, in words.
    pub(crate) fn fetch(folder: &Path, branch: &str) -> Result<Self, String> {
        let git = Git::new(folder);
        let words = |error: GitError| error.to_string();
        let about = ["rev-parse", "--is-shallow-repository", "--show-prefix"];
        let about = String::from_utf8_lossy(&git.run(&about, None).map_err(words)?).into_owned();
        let (is_shallow, prefix) = about.split_once('\n').unwrap_or_default();
        // Nothing that git would take for an option, a pattern or two references.
        let is_plain = |c: char| c.is_alphanumeric() || "._/+#=@-".contains(c);
        if !branch.starts_with(char::is_alphanumeric) || !branch.chars().all(is_plain) {
            return Err(format!("`{branch}` is not a branch of a git repository"));
        }
        let known = match Sharing::of(folder) {
            ShareState::On(sharing) => Some(sharing),
            ShareState::Off | ShareState::Unset => None,
        };
        // `NAME URL (fetch)`
        let remotes = git.ask(&["remote", "-v"]).unwrap_or_default();
        let remotes = remotes.lines().filter_map(|line| line.split_once('\t'));
        let remotes: Vec<(&str, &str)> = remotes.collect();
        let wanted = known.as_ref().map_or("origin", |sharing| &sharing.remote);
        let found = remotes.iter().find(|(name, _)| *name == wanted).or(remotes.first());
        let (remote, url) = found.ok_or_else(|| "the repository has no remote".to_owned())?;
        let url = url_of(url.split(' ').next().unwrap_or_default());
        let sharing = known.or_else(|| Sharing::new(folder, remote, BRANCHES));
        let sharing = sharing.ok_or_else(|| "this is not a git checkout".to_owned())?;
        let lock = take_turn(&sharing, LIMIT)?;
        let reference = format!("refs/octorel/trusted/{remote}");
        let refspecs = [
            format!("+refs/heads/{branch}:{reference}"),
            format!("+{}:{}*", sharing.branch("*"), sharing.seen()),
        ];
        let fetch = "fetch --quiet --no-tags --no-write-fetch-head --refmap= --no-recurse-submodules --prune";
        let mut fetch: Vec<&str> = fetch.split(' ').collect();
        if is_shallow == "true" {
            fetch.push("--depth=1");
        }
        fetch.extend(["--", remote].into_iter().chain(refspecs.iter().map(String::as_str)));
        git.run_with(&fetch, Input::Lock(lock), Some(LIMIT))
            .map_err(|reason| format!("cannot fetch `{branch}` of {remote}: {reason}"))?;
        let commit = git.ask(&["rev-parse", "--verify", &format!("{reference}^{{commit}}")]);
        let commit = commit.ok_or_else(|| format!("{remote} has no branch `{branch}`"))?;
        let (branch, prefix) = (branch.to_owned(), prefix.trim().to_owned());
        Ok(Self { git, sharing, url, prefix, branch, commit })
    }

    /// The remote, the branch and the commit: `origin/main@1a2b3c4`.
    pub(crate) fn name(&self) -> String {
        let short = self.commit.get(..7).unwrap_or_default();
        format!("{}/{}@{short}", self.sharing.remote, self.branch)
    }

    pub(crate) fn commit(&self) -> &str {
        &self.commit
    }

    /// The paths from the top of the repository to the folder and to those above it, the nearest first.
    pub(crate) fn prefixes(&self) -> Vec<String> {
        let prefix = &self.prefix;
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

    /// The keys that the branch lists; `None` if it lists none.
    ///
    /// # Errors
    /// What is wrong with the list.
    pub(crate) fn signers(&self) -> Result<Option<String>, String> {
        let entry = self.git.ask(&["ls-tree", "--full-tree", &self.commit, "--", SIGNERS]);
        match entry {
            None => Ok(None),
            Some(entry) if !entry.starts_with("100644 blob ") => {
                Err(format!("{SIGNERS} of {} is not a plain file", self.name()))
            }
            Some(_) => {
                let text = self.file(&self.commit, SIGNERS);
                let text =
                    text.ok_or_else(|| format!("cannot read {SIGNERS} of {}", self.name()))?;
                signers(&text).map(Some)
            }
        }
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
