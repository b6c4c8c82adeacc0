//! Where `.octorel` is looked for: in a folder and above it, within the repository that the folder is in.

use crate::sys::read_named;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder with playbook and releases.
pub const FOLDER: &str = ".octorel";

/// The nearest folder, `start` or above it, that holds what is looked for. If it is `start` itself, it is named as `start` is.
///
/// The search stops at the top of the repository; from a linked worktree it continues in the main checkout. Outside a
/// repository it stops at the home directory, at a mount point, and before a directory of another user.
pub fn nearest(start: &Path, holds: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    if holds(start) {
        return Some(start.to_owned());
    }
    // The parents of `.` or `../x` are unknown without the absolute path.
    let whole = start.canonicalize().ok()?;
    let top = top_of_repository(start);
    // Not `home_dir`, which asks a service for the user's entry where the variable is not set.
    let home = ["HOME", "USERPROFILE"].iter().find_map(std::env::var_os).map(PathBuf::from);
    for (folder, below) in whole.ancestors().skip(1).zip(whole.ancestors()) {
        if top.as_deref() == Some(below) {
            return main_checkout(below).filter(|main| holds(main));
        }
        if top.is_none() && (home.as_deref() == Some(below) || !is_ours(folder, below)) {
            return None;
        }
        if holds(folder) {
            return Some(folder.to_owned());
        }
    }
    None
}

pub fn top_of_repository(start: &Path) -> Option<PathBuf> {
    let whole = start.canonicalize().ok()?;
    // A worktree or a submodule has a file of this name.
    let is_top = |folder: &&Path| [".git", ".jj"].iter().any(|it| folder.join(it).exists());
    whole.ancestors().find(is_top).map(Path::to_owned)
}

/// The git directory of a folder's repository, and the way to the folder from the top of its checkout; `None` outside git.
pub fn place_in_git(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let top = top_of_repository(folder)?;
    let inner = folder.canonicalize().ok()?.strip_prefix(&top).ok()?.to_owned();
    Some((git_directory(&top)?, inner))
}

/// Says whether something is there. What cannot be examined or is no directory counts as there: another one further up has other
/// releases.
pub fn is_there(folder: &Path) -> bool {
    match fs::symlink_metadata(folder) {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}

/// The directory that git shares between all worktrees of the repository at `top`. It is found without running git: `.git` is
/// the directory, or a file that names the worktree's own one, in which `commondir` leads on.
fn git_directory(top: &Path) -> Option<PathBuf> {
    let dot_git = top.join(".git");
    if dot_git.is_dir() {
        return Some(dot_git);
    }
    let text = text_of(&dot_git)?;
    let own = top.join(text.strip_prefix("gitdir:")?.trim());
    let common = text_of(&own.join("commondir"));
    common.map_or(own.clone(), |common| own.join(common.trim())).canonicalize().ok()
}

/// The text of a file of git that names another one.
fn text_of(path: &Path) -> Option<String> {
    String::from_utf8(read_named(path, 1 << 16).ok()?).ok()
}

/// The main checkout of a linked worktree, which has the git directory of both.
fn main_checkout(top: &Path) -> Option<PathBuf> {
    let git = git_directory(top)?;
    git.parent().filter(|_| git.ends_with(".git")).map(Path::to_owned)
}

/// Says whether a folder and its `.octorel` belong to the user, on the same file system as the folder below.
#[cfg(unix)]
fn is_ours(folder: &Path, below: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inner = fs::symlink_metadata(folder.join(FOLDER));
    let (Ok(folder), Ok(below)) = (fs::metadata(folder), fs::metadata(below)) else { return false };
    let is_owned = |it: &fs::Metadata| it.uid() == rustix::process::geteuid().as_raw();
    // Others can write to some folders, such as `/tmp`. A link counts by its own owner, who chose where it leads.
    is_owned(&folder) && folder.dev() == below.dev() && inner.as_ref().map_or(true, is_owned)
}

#[cfg(not(unix))]
fn is_ours(_: &Path, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::{FOLDER, is_there, nearest};
    use assert_fs::TempDir;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// A folder tree, and the root that is found in one of its folders, as a path in it.
    fn found(tree: &TempDir, start: &str) -> Option<String> {
        let root = tree.path().canonicalize().unwrap();
        let found = nearest(&root.join(start), |folder| is_there(&folder.join(FOLDER)));
        found.map(|it| it.strip_prefix(&root).unwrap().to_string_lossy().into_owned())
    }

    fn tree(folders: &[&str]) -> TempDir {
        let tree = TempDir::new().unwrap();
        for folder in folders {
            fs::create_dir_all(tree.path().join(folder)).unwrap();
        }
        tree
    }

    fn write(tree: &TempDir, path: &str, text: impl AsRef<[u8]>) {
        fs::write(tree.path().join(path), text).unwrap();
    }

    #[test]
    fn the_search_stops_at_the_top_of_the_repository() {
        let tree = tree(&[".octorel", "git/.git", "git/a", "jj/.jj", "jj/a", "module/a"]);
        write(&tree, "module/.git", "gitdir: ../.git/modules/module");
        for start in ["git", "git/a", "jj/a", "module/a"] {
            assert_eq!(found(&tree, start), None, "{start}");
        }
        fs::create_dir(tree.path().join("git/.octorel")).unwrap();
        assert_eq!(found(&tree, "git/a").as_deref(), Some("git"));
    }

    #[test]
    fn a_linked_worktree_continues_in_its_main_checkout() {
        let tree = tree(&["main/.git/worktrees/side", "main/.octorel", "side/a"]);
        let git: PathBuf = tree.path().join("main/.git/worktrees/side");
        write(&tree, "side/.git", format!("gitdir: {}\n", git.display()));
        write(&tree, "main/.git/worktrees/side/commondir", "../..\n");
        assert_eq!(found(&tree, "side/a").as_deref(), Some("main"));
        fs::create_dir(tree.path().join("side/.octorel")).unwrap();
        assert_eq!(found(&tree, "side/a").as_deref(), Some("side"));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_of_another_user_is_not_used_outside_a_repository() {
        // Nobody else's folder can be made without privileges; the root directory belongs to root.
        if !rustix::process::geteuid().is_root() {
            assert!(!super::is_ours(Path::new("/"), Path::new("/")));
            return;
        }
        for theirs in ["a", "a/.octorel"] {
            let tree = tree(&["a/.octorel", "a/b"]);
            std::os::unix::fs::lchown(tree.path().join(theirs), Some(12345), None).unwrap();
            assert_eq!(found(&tree, "a/b"), None, "{theirs}");
        }
    }
}
