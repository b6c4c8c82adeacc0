//! A branch of a remote, read from git's objects: whatever the work tree holds does not matter.

use crate::git::Git;
use crate::share::{
    BRANCHES, Object, Objects, SIGNERS, ShareState, Sharing, fetch, signers, take_turn, url_of,
};
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
    objects: Objects,
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
        // Nothing that git would take for an option, a pattern or two references.
        let is_plain = |c: char| c.is_alphanumeric() || "._/+#=@-".contains(c);
        if !branch.starts_with(char::is_alphanumeric) || !branch.chars().all(is_plain) {
            return Err(format!("`{branch}` is not a branch of a git repository"));
        }
        // `NAME URL (fetch)`
        let remotes = git.run(&["remote", "-v"], None)?;
        let remotes = String::from_utf8_lossy(&remotes);
        let known = match Sharing::of(folder) {
            ShareState::On(sharing) => Some(sharing),
            ShareState::Off | ShareState::Unset => Sharing::new(folder, "origin", BRANCHES),
        };
        let mut sharing = known.ok_or("this is not a git checkout")?;
        let remotes = remotes.lines().filter(|line| line.ends_with(" (fetch)"));
        let remotes: Vec<(&str, &str)> = remotes.filter_map(|it| it.split_once('\t')).collect();
        let found = remotes.iter().find(|(name, _)| *name == sharing.remote);
        let (remote, url) = match (found, &remotes[..]) {
            (Some(found), _) | (None, [found]) => found,
            (None, []) => return Err("the repository has no remote".to_owned()),
            (None, [..]) => return Err(format!("there is no remote `{}`", sharing.remote)),
        };
        (*remote).clone_into(&mut sharing.remote);
        let url = url_of(url.split(' ').next().unwrap_or_default());
        let lock = take_turn(&sharing, LIMIT)?;
        let reference = format!("refs/octorel/trusted/{remote}");
        let refspec = format!("+refs/heads/{branch}:{reference}");
        fetch(&git, &sharing, &[&refspec], &lock, LIMIT)
            .map_err(|reason| format!("cannot fetch `{branch}` of {remote}: {reason}"))?;
        let commit = git.ask(&["rev-parse", "--verify", &format!("{reference}^{{commit}}")]);
        let commit = commit.ok_or_else(|| format!("{remote} has no branch `{branch}`"))?;
        let objects = Objects::of(&git)?;
        Ok(Self { git, objects, sharing, url, branch: branch.to_owned(), commit })
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
        let folders = self.sharing.scope().ancestors();
        let prefix = |folder: &Path| format!("{}/", folder.display());
        folders.map(prefix).map(|it| if it == "/" { String::new() } else { it }).collect()
    }

    /// The content of a file in a commit.
    pub(crate) fn file(&mut self, commit: &str, path: &str) -> Result<Object, String> {
        Ok(self.objects.read(&format!("{commit}:{path}"))?)
    }

    /// The keys that the branch lists; `None` if it lists none.
    ///
    /// # Errors
    /// What is wrong with the list.
    pub(crate) fn signers(&mut self) -> Result<Option<String>, String> {
        let (folder, name) = SIGNERS.split_once('/').unwrap_or_default();
        let entries = self.objects.entries(&self.commit, folder)?;
        let Some((mode, _, id)) = entries.into_iter().find(|(_, it, _)| it == name) else {
            return Ok(None);
        };
        match self.objects.read(&id)? {
            Object::Bytes(text) if mode == "100644" => signers(&text).map(Some),
            Object::Bytes(_) | Object::Missing | Object::TooLarge => {
                Err(format!("{SIGNERS} of {} is not a plain file", self.name()))
            }
        }
    }

    /// The paths of the files in a folder of a commit, none without the folder; `None` if the commit is not known here.
    pub(crate) fn files(
        &mut self,
        commit: &str,
        folder: &str,
    ) -> Result<Option<Vec<String>>, String> {
        if self.objects.read(commit)? == Object::Missing {
            return Ok(None);
        }
        let entries = self.objects.entries(commit, folder)?;
        Ok(Some(entries.into_iter().map(|(_, name, _)| format!("{folder}/{name}")).collect()))
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
