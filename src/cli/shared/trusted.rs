//! A release as a protected branch has it: the gate for CI, which a pull request cannot change.

use super::loading::{Loaded, unreadable};
use super::{App, AsOf};
use crate::command::{Hint, command};
use crate::document::words::count;
use crate::git::Git;
use crate::log::{Act, Event, Log, LogCopies, ReleaseName};
use crate::playbook::{Playbook, Source, is_definition, load, load_texts};
use crate::release::Release;
use crate::rules::Refusal;
use crate::share::{
    BranchFile, Object, Objects, Sharing, branch_files, signed_by, signers, unsigned,
};
use crate::sys::TrustedBranch;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;

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
        let mut trusted = TrustedBranch::fetch(&self.dir, branch)
            .map_err(|reason| Refusal::cannot(format!("no gate can be checked: {reason}")))?;
        let Found { bytes, prefix, source, files } =
            find(&mut trusted, &name).map_err(Refusal::cannot)?;
        let mut log = Log::read(&bytes).named(name.as_str());
        if let Some(list) = trusted.signers().map_err(Refusal::cannot)? {
            check_signatures(&mut log, &trusted.git, &trusted.sharing, &list, &files)?;
        }
        let troubles = log.refusals();
        if !troubles.is_empty() {
            let message = format!("the log of {name} in {source} is damaged");
            return Err(unreadable(message, &troubles).into());
        }
        let release = Release::of(log).ok_or_else(|| {
            Refusal::cannot(format!("the log of {name} in {source} has no start"))
        })?;
        self.warn_of(&release.log.warnings(), &source);
        let above = trusted.prefixes().into_iter().filter(|above| prefix.starts_with(above));
        let folders: Vec<String> = above.map(|above| format!("{above}.octorel/playbook")).collect();
        let started = release.log.started();
        let origin = started.and_then(|started| started.origin.as_deref());
        if let Some(origin) =
            origin.filter(|it| ![Some(&*trusted.url), moved_from].contains(&Some(*it)))
        {
            let message = format!("{name} was started in {origin}, and this is {}", trusted.url);
            return Err(Refusal::cannot(message).hint(Hint::option("--moved-from", origin)).into());
        }
        let release_type = started.and_then(|started| started.release_type.as_deref());
        let upgrades = release.progress.upgrades.iter();
        let upgrades = upgrades.filter_map(|it| release.events()[it.event].act.upgraded());
        let upgrades = upgrades.map(|it| ("upgraded to", &it.vars, &it.playbook));
        let first = started.map(|it| ("started with", &it.vars, &it.playbook));
        for (how, vars, playbook) in first.into_iter().chain(upgrades) {
            let wanted = (release_type, vars, &**playbook);
            if !has_playbook(&mut trusted, &folders, wanted).map_err(Refusal::cannot)? {
                let message = format!(
                    "{name} was {how} a playbook that is neither in {} nor in an older commit here",
                    trusted.name()
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
        let list = Objects::of(&git).map_err(String::from).and_then(|mut it| it.signers(sharing));
        let Some(list) = list.map_err(Refusal::cannot)? else { return Ok(()) };
        let list = signers(&list).map_err(Refusal::cannot)?;
        let files = branch_files(&git, sharing, Some(name)).map_err(Refusal::cannot)?.1;
        check_signatures(log, &git, sharing, &list, &files)
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

/// The log of a release, the directory of its project, and where the log was found.
struct Found {
    bytes: Vec<u8>,
    prefix: String,
    source: String,
    /// What each person has of it.
    files: Vec<BranchFile>,
}

/// Finds a release on the branches of people or, if nobody has one, in the trusted branch.
fn find(trusted: &mut TrustedBranch, name: &ReleaseName) -> Result<Found, String> {
    let main = trusted.name();
    let mut people = 0;
    for prefix in trusted.prefixes() {
        let scope = trusted.sharing.in_scope(&prefix);
        let (branches, files) = branch_files(&trusted.git, &scope, Some(name))?;
        people = branches;
        if !files.is_empty() {
            let mut copies = LogCopies::default();
            for file in &files {
                copies.add("", &file.bytes, false);
            }
            let bytes = copies.here.into_iter().flat_map(|copy| copy.bytes).collect();
            let source =
                format!("{main} and the branches of {}", count(files.len(), "person", "people"));
            return Ok(Found { bytes, prefix, source, files });
        }
    }
    if people > 0 {
        let remote = &trusted.sharing.remote;
        return Err(format!("nobody has shared a release {name} through {remote}"));
    }
    for prefix in trusted.prefixes() {
        let path = format!("{prefix}.octorel/releases/{}", name.file("jsonl"));
        let commit = trusted.commit().to_owned();
        match trusted.file(&commit, &path)? {
            Object::Bytes(bytes) => {
                return Ok(Found { bytes, prefix, source: main, files: Vec::new() });
            }
            Object::Missing => {}
            Object::TooLarge => return Err(format!("{path} of {main} has more than 16 MB")),
        }
    }
    Err(format!("{main} has no release {name}"))
}

/// Says whether the branch has the playbook of a release in the nearest of these folders, or had it in a commit that is known here. Without
/// the folders it has the built-in one.
fn has_playbook(
    trusted: &mut TrustedBranch,
    folders: &[String],
    (release_type, vars, wanted): (Option<&str>, &BTreeMap<String, String>, &Playbook),
) -> Result<bool, String> {
    let mut older = None;
    let mut commit = Some(trusted.commit().to_owned());
    while let Some(current) = commit {
        if let Some(playbook) = playbook_of(trusted, folders, &current)? {
            let (mut playbook, _) = playbook.of_type(release_type);
            playbook.fill(vars);
            if playbook == *wanted {
                return Ok(true);
            }
        }
        let older = older.get_or_insert_with(|| trusted.changes(folders).into_iter());
        commit = older.next();
    }
    Ok(false)
}

/// The playbook of a commit, in the nearest of these folders; `None` if the commit has none that can be read.
fn playbook_of(
    trusted: &mut TrustedBranch,
    folders: &[String],
    commit: &str,
) -> Result<Option<Playbook>, String> {
    for folder in folders {
        let Some(paths) = trusted.files(commit, folder)? else { return Ok(None) };
        if paths.is_empty() {
            continue;
        }
        let mut texts = Vec::new();
        for path in paths.into_iter().filter(|path| is_definition(Path::new(path))) {
            let Object::Bytes(bytes) = trusted.file(commit, &path)? else { return Ok(None) };
            let Ok(text) = String::from_utf8(bytes) else { return Ok(None) };
            texts.push((path, text));
        }
        return Ok(load_texts(texts).ok());
    }
    Ok(load(&Source::Embedded).ok())
}
