//! A release as a protected branch has it: the gate for CI, which a pull request cannot change. All of it is read from git's objects,
//! whatever the work tree holds.

use super::{App, AsOf, Loaded, shortened};
use crate::command::{Hint, command};
use crate::document::words::count;
use crate::log::{Act, Event, Log, ReleaseName};
use crate::names::Person;
use crate::playbook::{Playbook, Source, is_definition, load, load_texts};
use crate::release::Release;
use crate::rules::Refusal;
use crate::share::{
    BRANCHES, BranchFile, Object, Objects, ShareState, Sharing, branch_files, branches,
    choose_remote, fetch, signed_by, take_turn, unsigned, url_of,
};
use crate::sys::Git;
use anyhow::Result;
use std::path::Path;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);

/// A branch of the remote as it was fetched.
struct TrustedBranch {
    git: Git,
    objects: Objects,
    /// How the repository shares releases, if it does. The branches of people were fetched at the same moment.
    sharing: Sharing,
    url: String,
    commit: String,
    /// The remote, the branch and the commit: `origin/main@1a2b3c4`.
    name: String,
}

impl App {
    /// Loads a release from a branch of the remote, and says which commit it was. The playbook that the release started with,
    /// and those of its upgrades, have to be ones that the branch has or had.
    pub(crate) fn load_trusted(
        &self,
        branch: &str,
        moved_from: Option<&str>,
        as_of: &AsOf,
    ) -> Result<(Loaded<'_>, String)> {
        let Some(name) = &self.release else {
            let refusal = Refusal::cannot("`--trusted` requires a release");
            return Err(refusal.hint(Hint::option("--release", "RELEASE")).into());
        };
        let name = ReleaseName::parse(name)?;
        let mut trusted = TrustedBranch::fetch(&self.dir, branch, &self.sharer())
            .map_err(|reason| Refusal::cannot(format!("no gate can be checked: {reason}")))?;
        let (bytes, prefix, files) = trusted.find(&name).map_err(Refusal::cannot)?;
        let people = count(files.len(), "person", "people");
        let source = match files.is_empty() {
            true => trusted.name.clone(),
            false => format!("{} and the branches of {people}", trusted.name),
        };
        let mut log = Log::read(&bytes).named(name.as_str());
        if let Some(list) = trusted.objects.signers(&trusted.commit).map_err(Refusal::cannot)? {
            check_signatures(&mut log, &trusted.git, &trusted.sharing, &list, &files)?;
        }
        let troubles = log.refusals();
        if !troubles.is_empty() {
            let message = format!("the log of {name} in {source} is damaged");
            return Err(Refusal::cannot(message).lines(shortened(&troubles)).into());
        }
        let release = Release::of(log).ok_or_else(|| {
            Refusal::cannot(format!("the log of {name} in {source} has no start"))
        })?;
        self.warn_of(&release.log.warnings(), &source);
        let started = release.log.started();
        let origin = started.and_then(|started| started.origin.as_deref());
        let known = [Some(&*trusted.url), moved_from];
        if let Some(origin) = origin.filter(|it| !known.contains(&Some(*it))) {
            let message = format!("{name} was started in {origin}, and this is {}", trusted.url);
            return Err(Refusal::cannot(message).hint(Hint::option("--moved-from", origin)).into());
        }
        let above = trusted.prefixes().into_iter().filter(|above| prefix.starts_with(above));
        let folders: Vec<String> = above.map(|above| format!("{above}.octorel/playbook")).collect();
        let release_type = started.and_then(|started| started.release_type.as_deref());
        let upgrades = release.progress.upgrades.iter();
        let upgrades = upgrades.filter_map(|it| release.events()[it.event].act.upgraded());
        let upgrades = upgrades.map(|it| (&it.vars, &it.playbook));
        let versions = started.map(|it| (&it.vars, &it.playbook)).into_iter().chain(upgrades);
        for (vars, playbook) in versions {
            let is_it = |current: Playbook| {
                let (mut current, _) = current.of_type(release_type);
                current.fill(vars);
                current == **playbook
            };
            if !trusted.has_playbook(&folders, is_it).map_err(Refusal::cannot)? {
                let branch = &trusted.name;
                let message = format!(
                    "the playbook of {name} is neither in {branch} nor in an older commit here"
                );
                let hint = "fetch the whole history, such as `fetch-depth: 0`, if the playbook has changed since";
                return Err(Refusal::cannot(message).hint(hint).into());
            }
        }
        Ok((self.loaded(release, as_of)?, source))
    }

    /// Lets only signed events of a log count in a repository whose main branch lists keys, as far as this clone has seen it.
    pub(super) fn check_signed(&self, log: &mut Log, name: &ReleaseName) -> Result<(), Refusal> {
        let Some(sharing) = self.sharing() else { return Ok(()) };
        let git = self.git();
        let read = || -> Result<Option<(String, Vec<BranchFile>)>, String> {
            let mut objects = Objects::of(&git)?;
            let Some(list) = objects.signers(&sharing.head())? else { return Ok(None) };
            let branches = branches(&git, sharing)?;
            Ok(Some((list, branch_files(&mut objects, &branches, sharing, name)?)))
        };
        match read().map_err(Refusal::cannot)? {
            Some((list, files)) => check_signatures(log, &git, sharing, &list, &files),
            None => Ok(()),
        }
    }
}

/// Lets only those events of a log count that their people have signed with a key of the list.
fn check_signatures(
    log: &mut Log,
    git: &Git,
    sharing: &Sharing,
    list: &str,
    files: &[BranchFile],
) -> Result<(), Refusal> {
    let commits: Vec<&str> = files.iter().map(|file| &*file.commit).collect();
    let signed = signed_by(git, sharing, list, &commits).map_err(Refusal::cannot)?;
    log.unsigned = unsigned(files, &signed);
    let rests = |event: &&Event| matches!(event.act, Act::Started(_) | Act::Repaired(_));
    let mut rests = log.events().iter().filter(rests);
    match rests.find(|it| log.unsigned.contains_key(&it.id)) {
        None => Ok(()),
        Some(Event { act, by, .. }) => {
            let message = format!(
                "no gate can be checked: the release was {} by {by}, without a signature that counts",
                act.name()
            );
            Err(Refusal::cannot(message).hint(command("sync").arg("--resign")))
        }
    }
}

impl TrustedBranch {
    /// Fetches a branch, and those of all people, into references of their own. The errors say why that is not possible.
    fn fetch(folder: &Path, branch: &str, me: &Person) -> Result<Self, String> {
        let git = Git::new(folder);
        // Nothing that git would take for an option, a pattern or two references.
        let is_plain = |c: char| c.is_alphanumeric() || "._/+#=@-".contains(c);
        if !branch.starts_with(char::is_alphanumeric) || !branch.chars().all(is_plain) {
            return Err(format!("`{branch}` is not a branch of a git repository"));
        }
        let sharing = match Sharing::of(folder) {
            ShareState::On(sharing) => Some(sharing),
            ShareState::Off | ShareState::Unset => Sharing::new(folder, "", BRANCHES),
        };
        let mut sharing = sharing.ok_or("this directory is not in a git repository")?;
        let known = Some(&*sharing.remote).filter(|remote| !remote.is_empty());
        let remote = choose_remote(&git, known)?;
        sharing.remote.clone_from(&remote);
        let url = url_of(&git.url(&remote).unwrap_or_default());
        let lock = take_turn(&sharing, me, LIMIT)?;
        let reference = format!("refs/octorel/trusted/{remote}");
        let refspec = format!("+refs/heads/{branch}:{reference}");
        fetch(&git, &sharing, &[&refspec], &lock.file, LIMIT)
            .map_err(|reason| format!("cannot fetch `{branch}` of {remote}: {reason}"))?;
        let commit = git.ask(&["rev-parse", "--verify", &format!("{reference}^{{commit}}")]);
        let commit = commit.ok_or_else(|| format!("{remote} has no branch `{branch}`"))?;
        let name = format!("{remote}/{branch}@{}", commit.get(..7).unwrap_or_default());
        Ok(Self { objects: Objects::of(&git)?, git, sharing, url, commit, name })
    }

    /// The paths from the top of the repository to the folder and to those above it, the nearest first.
    fn prefixes(&self) -> Vec<String> {
        let folders = self.sharing.scope().ancestors();
        let prefix = |folder: &Path| format!("{}/", folder.display());
        folders.map(prefix).map(|it| if it == "/" { String::new() } else { it }).collect()
    }

    /// Finds a release on the branches of people or, if nobody has one, in the trusted branch: its log, the directory of its project,
    /// and what each person has of it.
    fn find(&mut self, name: &ReleaseName) -> Result<(Vec<u8>, String, Vec<BranchFile>), String> {
        let branches = branches(&self.git, &self.sharing)?;
        for prefix in self.prefixes() {
            let scope = self.sharing.in_scope(&prefix);
            let files = branch_files(&mut self.objects, &branches, &scope, name)?;
            if !files.is_empty() {
                let logs: Vec<&[u8]> = files.iter().map(|file| &*file.bytes).collect();
                return Ok((logs.join(&b'\n'), prefix, files));
            }
        }
        if !branches.is_empty() {
            let remote = &self.sharing.remote;
            return Err(format!("nobody has shared a release {name} through {remote}"));
        }
        for prefix in self.prefixes() {
            let path = format!("{prefix}.octorel/releases/{}", name.file("jsonl"));
            match self.objects.read(&format!("{}:{path}", self.commit))? {
                Object::Bytes(bytes) => return Ok((bytes, prefix, Vec::new())),
                Object::Missing => {}
                Object::TooLarge => {
                    return Err(format!("{path} of {} has more than 16 MB", self.name));
                }
            }
        }
        Err(format!("{} has no release {name}", self.name))
    }

    /// Says whether the branch has the playbook of a release in the nearest of these folders, or had it in a commit that is known here.
    /// Without the folders it has the built-in one.
    fn has_playbook(
        &mut self,
        folders: &[String],
        is_it: impl Fn(Playbook) -> bool,
    ) -> Result<bool, String> {
        let mut older = None;
        let mut commit = Some(self.commit.clone());
        while let Some(current) = commit {
            if self.playbook_of(folders, &current)?.is_some_and(&is_it) {
                return Ok(true);
            }
            commit = older.get_or_insert_with(|| self.changes(folders).into_iter()).next();
        }
        Ok(false)
    }

    /// The commits of the branch that changed one of the folders, the newest first, and the one before.
    fn changes(&self, folders: &[String]) -> Vec<String> {
        let tops: Vec<String> = folders.iter().map(|folder| format!(":(top){folder}")).collect();
        let mut list = vec!["rev-list", "--first-parent", "-n", "50", &self.commit, "--"];
        list.extend(tops.iter().map(String::as_str));
        let commits = self.git.ask(&list).unwrap_or_default();
        let mut commits: Vec<String> = commits.lines().map(str::to_owned).collect();
        commits.extend(commits.last().map(|oldest| format!("{oldest}^")));
        commits
    }

    /// The playbook of a commit, in the nearest of these folders; `None` if the commit has none that can be read.
    fn playbook_of(
        &mut self,
        folders: &[String],
        commit: &str,
    ) -> Result<Option<Playbook>, String> {
        if self.objects.read(commit)? == Object::Missing {
            return Ok(None);
        }
        for folder in folders {
            let names = self.objects.entries(commit, folder)?;
            if names.is_empty() {
                continue;
            }
            let mut texts = Vec::new();
            for name in names.into_keys().filter(|name| is_definition(Path::new(name))) {
                let path = format!("{folder}/{name}");
                let file = self.objects.read(&format!("{commit}:{path}"))?;
                let Object::Bytes(bytes) = file else { return Ok(None) };
                let Ok(text) = String::from_utf8(bytes) else { return Ok(None) };
                texts.push((path, text));
            }
            return Ok(load_texts(texts).ok());
        }
        Ok(load(&Source::Embedded).ok())
    }
}
