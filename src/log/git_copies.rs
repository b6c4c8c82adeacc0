//! The copies of logs that git has: in the commits of HEAD, in the index, on other branches and in other work trees. A machine without
//! git, or a folder that is no checkout, has none; that is never an error.

use super::folder::{FOLDER, RELEASES};
use super::{LogCopies, ReleaseName, Store};
use crate::playbook::place_in_git;
use crate::sys::Git;
use std::collections::BTreeMap;
use std::path::Path;

/// The copies of the logs of a folder. They take five processes, however many logs and commits there are.
#[derive(Debug, Default)]
pub(crate) struct GitCopies {
    pub(crate) logs: BTreeMap<ReleaseName, LogCopies>,
    pub(crate) indexed: Vec<ReleaseName>,
    /// Says that git does not have the whole history, or cannot be asked.
    pub(crate) is_partial: bool,
}

impl GitCopies {
    /// Reads the copies of the logs below `root`. None outside a git repository.
    pub(crate) fn of(root: &Path) -> Self {
        let mut copies = Self::default();
        let Some((directory, scope)) = place_in_git(root) else { return copies };
        let git = |arguments: &[&str]| answer(root, arguments);
        let path = format!("{FOLDER}/{RELEASES}/");
        let Some(index) = git(&["ls-files", "--", &path]) else {
            return Self { is_partial: true, ..copies };
        };
        let index = String::from_utf8_lossy(&index);
        copies.indexed = index.lines().filter_map(release).collect();
        let folders = [root.join(&path), directory.join("octorel")];
        if index.is_empty() && !folders.iter().any(|folder| folder.exists()) {
            return copies;
        }
        let diff = "-p -m -U0 --text --no-renames --no-ext-diff --no-textconv --no-color --relative \
            --src-prefix=a/ --dst-prefix=b/";
        let diff: Vec<&str> = diff.split_whitespace().collect();
        // A merge that takes one side hides the other one, unless the history is followed in full.
        let log = ["log", "--full-history", "--no-show-signature", "--format=%x00%S"];
        let log = |revisions: &[&str]| git(&[&log[..], &diff, revisions, &["--", &path]].concat());
        let head = log(&["HEAD"]);
        let is_unborn = head.is_none() && git(&["rev-parse", "--verify", "HEAD"]).is_none();
        copies.is_partial = directory.join("shallow").exists() || head.is_none() && !is_unborn;
        copies.add(&head.unwrap_or_default(), Some("git's history"));
        let index = git(&[&["diff-index", "--cached"], &diff[..], &["HEAD", "--", &path]].concat());
        copies.add(&index.unwrap_or_default(), Some("git's index"));
        let others = ["--branches", "--exclude=*/HEAD", "--remotes", "--not", "HEAD"];
        let others = log(if is_unborn { &others[..3] } else { &others });
        copies.add(&others.unwrap_or_default(), None);
        if directory.join("worktrees").exists() {
            copies.add_work_trees(root, &scope);
        }
        copies
    }

    /// Adds the new lines in the output of `git log -p`, where a zero byte and the ref begin a commit: as a copy with this name, or as
    /// what other refs have.
    fn add(&mut self, diffs: &[u8], name: Option<&str>) {
        let mut place = name.unwrap_or_default().to_owned();
        let mut log = None;
        for line in diffs.split_inclusive(|&byte| byte == b'\n') {
            if let Some(full) = line.strip_prefix(b"\0").filter(|_| name.is_none()) {
                let full = String::from_utf8_lossy(full.trim_ascii_end());
                let short = full.strip_prefix("refs/heads/").or(full.strip_prefix("refs/remotes/"));
                short.unwrap_or(&full).clone_into(&mut place);
            } else if let Some(path) = line.strip_prefix(b"+++ b/") {
                let path = String::from_utf8_lossy(path.trim_ascii_end());
                log = release(&path).map(|release| self.logs.entry(release).or_default());
            } else if let (Some(new), Some(log)) = (line.strip_prefix(b"+"), &mut log) {
                log.add(&place, new, name.is_none());
            }
        }
    }

    /// Adds the files of the other work trees of the repository, in which `root` is at `scope`.
    fn add_work_trees(&mut self, root: &Path, scope: &Path) {
        let here = root.canonicalize().ok();
        let trees = Git::new(root).ask(&["worktree", "list", "--porcelain"]).unwrap_or_default();
        let trees = trees.lines().filter_map(|line| line.strip_prefix("worktree "));
        let is_other = |tree: &&str| here.as_ref() != Some(&Path::new(tree).join(scope));
        for tree in trees.filter(is_other) {
            let store = Store::new(Path::new(tree).join(scope));
            for release in store.list().unwrap_or_default() {
                let bytes = store.read_bytes(&release).unwrap_or_default();
                let log = self.logs.entry(release).or_default();
                log.add(&format!("the work tree {tree}"), &bytes, true);
            }
        }
    }
}

/// The release that a file is the log of.
fn release(path: &str) -> Option<ReleaseName> {
    ReleaseName::of_file(Path::new(path).file_name()?)
}

/// What git answers without fetching what a partial clone lacks; `None` if it fails.
fn answer(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let settings =
        ["-c", "log.diffMerges=separate", "-c", "log.showRoot=true", "-c", "log.follow=false"];
    Git::new(folder).local().run(&[&settings, arguments].concat()).ok()
}
