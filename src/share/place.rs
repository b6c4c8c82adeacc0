//! Whether and how a clone shares, found without running git.

use super::branch::encode;
use crate::log::ReleaseName;
use crate::playbook::place_in_git;
use crate::sys::{Folder, Git};
use memchr::memmem;
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that says that a clone shares, in the folder of octorel in the git directory.
const FILE: &str = "share.json";

const SCHEMA: &str = "octorel.share/1";

/// The largest file of packed references that is searched.
const MAX_PACKED: u64 = 1 << 20;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// The git directory of all worktrees.
    pub git: PathBuf,
    /// The directory with `.octorel`, from the top of the checkout.
    scope: PathBuf,
    pub remote: String,
    /// What the names of branches begin with: `octorel/`, or a whole reference such as `refs/octorel/`.
    pub branches: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShareState {
    /// Nobody has said so yet.
    Unset,
    Off,
    On(Sharing),
}

#[derive(Serialize, Deserialize)]
struct Settings {
    schema: String,
    /// Absent after `share --off`.
    remote: Option<String>,
    branches: String,
}

/// How releases are shared where nobody has said otherwise.
pub const BRANCHES: &str = "octorel/";

impl Sharing {
    /// A clone that would share in this way; `None` outside a checkout of git.
    pub fn new(root: &Path, remote: &str, branches: &str) -> Option<Self> {
        let (git, scope) = place_in_git(root)?;
        Some(Self { git, scope, remote: remote.to_owned(), branches: branches.to_owned() })
    }

    pub fn of(root: &Path) -> ShareState {
        let read = || -> Option<(Self, Settings)> {
            let sharing = Self::new(root, "", "")?;
            let text = Folder::open(&sharing.git).ok()?.inner("octorel").ok()?.read(FILE, 1 << 16);
            Some((sharing, serde_json::from_slice(&text.ok()?).ok()?))
        };
        match read() {
            None => ShareState::Unset,
            Some((sharing, Settings { remote: Some(remote), branches, .. })) => {
                ShareState::On(Self { remote, branches, ..sharing })
            }
            Some((_, Settings { remote: None, .. })) => ShareState::Off,
        }
    }

    /// Records that this clone shares, or does not any more.
    pub fn save(&self, is_on: bool) -> io::Result<()> {
        let remote = is_on.then(|| self.remote.clone());
        let (schema, branches) = (SCHEMA.to_owned(), self.branches.clone());
        let text = serde_json::to_vec(&Settings { schema, remote, branches })?;
        crate::log::write_whole(&Folder::open(&self.git)?.make("octorel")?, FILE, &text)
    }

    /// The same for another project of the repository, in this directory from the top of the checkout.
    pub fn in_scope(&self, scope: &str) -> Self {
        Self { scope: scope.trim_end_matches('/').into(), ..self.clone() }
    }

    pub fn scope(&self) -> &Path {
        &self.scope
    }

    /// The folder of octorel in the git directory.
    pub fn folder(&self) -> PathBuf {
        self.git.join("octorel")
    }

    /// The full name of a branch on the remote, of which `name` is the part after the prefix.
    pub fn branch(&self, name: &str) -> String {
        let heads = if self.branches.starts_with("refs/") { "" } else { "refs/heads/" };
        format!("{heads}{}{name}", self.branches)
    }

    /// The main branch of the remote, as git has fetched it.
    pub fn head(&self) -> String {
        format!("refs/remotes/{}/HEAD", self.remote)
    }

    /// The references to what was last seen of the branches.
    pub fn seen(&self) -> String {
        format!("refs/octorel/seen/{}/", self.remote)
    }

    /// The file of a release on a branch: all are at the top, so that a tick makes three objects.
    pub fn file(&self, release: &ReleaseName) -> String {
        let scope = self.scope.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        // Neither an encoded text nor the name of a release has two of them.
        let end = if scope.is_empty() { "" } else { "==" };
        format!("{}{end}{}", encode(&scope), release.file("jsonl"))
    }

    /// The release of a file on a branch, if it belongs to this project of the repository.
    pub fn release(&self, file: &str) -> Option<ReleaseName> {
        release_of(file).filter(|release| self.file(release) == file)
    }
}

/// The release of a file on a branch, of whatever project.
pub(super) fn release_of(file: &str) -> Option<ReleaseName> {
    ReleaseName::of_file(OsStr::new(file.rsplit("==").next()?))
}

/// How `origin` shares releases as far as git has fetched its branches. Never another remote: the fork of a colleague may have such
/// branches, too.
pub fn shared_by(root: &Path) -> Option<Sharing> {
    let sharing = Sharing::new(root, "origin", BRANCHES)?;
    let packed = sharing.git.join("packed-refs");
    let has_packed = || {
        let is_small = fs::metadata(&packed).is_ok_and(|there| there.len() <= MAX_PACKED);
        let text = is_small.then(|| fs::read(&packed).ok()).flatten().unwrap_or_default();
        memmem::find(&text, b" refs/remotes/origin/octorel/").is_some()
    };
    let is_shared = sharing.git.join("refs/remotes/origin/octorel").exists() || has_packed();
    is_shared.then_some(sharing)
}

/// The remote to share through: the wanted one, else `origin`, else the only one.
///
/// # Errors
/// If git cannot be asked, or there is no such remote: which ones there are, and what to do.
pub fn choose_remote(git: &Git, wanted: Option<&str>) -> Result<String, String> {
    let remotes = git.run(&["remote"])?;
    let remotes = String::from_utf8_lossy(&remotes);
    let remotes: Vec<&str> = remotes.lines().collect();
    let name = wanted.unwrap_or("origin");
    match &remotes[..] {
        [] => Err("the repository has no remote: git remote add origin URL".to_owned()),
        all if all.contains(&name) => Ok(name.to_owned()),
        [only] if wanted.is_none() => Ok((*only).to_owned()),
        all => {
            let all = all.join(", ");
            Err(format!("there is no remote `{name}` among {all}: octorel share --remote NAME"))
        }
    }
}

/// Where a repository is, whatever the way to it: `github.com/acme/shop`.
pub fn url_of(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or((None, url), |(it, rest)| (Some(it), rest));
    let is_path = scheme.is_none() && !rest.split('/').next().unwrap_or_default().contains(':');
    let rest = rest.trim_end_matches('/').trim_end_matches(".git").trim_end_matches('/');
    if is_path || scheme == Some("file") {
        return rest.to_owned();
    }
    let (host, path) = match scheme {
        Some(_) => rest.split_once('/').unwrap_or((rest, "")),
        // git@github.com:acme/shop
        None => rest.split_once(':').unwrap_or((rest, "")),
    };
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    format!("{host}/{}", path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::{Sharing, url_of};
    use crate::log::ReleaseName;

    #[test]
    fn all_ways_to_a_repository_have_one_address() {
        for url in [
            "https://GitHub.com/acme/shop.git",
            "https://token:x@github.com/acme/shop",
            "ssh://git@github.com:22/acme/shop.git/",
            "git@github.com:acme/shop.git",
            "github.com:acme/shop",
        ] {
            assert_eq!(url_of(url), "github.com/acme/shop", "{url}");
        }
        assert_eq!(url_of("/srv/hub.git"), "/srv/hub");
        assert_eq!(url_of("file:///srv/hub.git"), "/srv/hub");
        assert_eq!(url_of("../hub.git"), "../hub");
    }

    #[test]
    fn files_of_two_projects_of_a_repository_have_different_names() {
        let sharing = |scope: &str| Sharing {
            git: "g".into(),
            scope: scope.into(),
            remote: "origin".to_owned(),
            branches: "octorel/".to_owned(),
        };
        let release = ReleaseName::parse("web/2.4.0").unwrap();
        for (scope, file) in [
            ("", "web=2.4.0.jsonl"),
            ("services/api", "services=2Fapi==web=2.4.0.jsonl"),
            ("A b=", "A=20b=3D==web=2.4.0.jsonl"),
        ] {
            assert_eq!(sharing(scope).file(&release), file);
            assert_eq!(sharing(scope).release(file), Some(release.clone()));
            assert_eq!(sharing("other").release(file), None);
        }
        assert_eq!(sharing("").release("README.md"), None);
    }
}
