//! A release as a protected branch has it: the gate for CI, which a pull request cannot change.

use super::loading::{Loaded, unreadable};
use super::{App, AsOf};
use crate::command::{Hint, command};
use crate::document::words::count;
use crate::log::{Act, Event, EventId, Log, LogCopies, ReleaseName};
use crate::playbook::{Playbook, Source, is_definition, load, load_texts};
use crate::release::Release;
use crate::rules::Refusal;
use crate::share::{branch_files, signed_by, unsigned};
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
        let trusted = TrustedBranch::fetch(&self.dir, branch)
            .map_err(|reason| Refusal::cannot(format!("no gate can be checked: {reason}")))?;
        let Found { bytes, prefix, source, unsigned } = find(&trusted, &name)?;
        let mut log = Log::read(&bytes).named(name.as_str());
        log.unsigned = unsigned;
        let troubles = log.refusals();
        if !troubles.is_empty() {
            let message = format!("the log of {name} in {source} is damaged");
            return Err(unreadable(message, &troubles).into());
        }
        let rests = |event: &&Event| matches!(event.act, Act::Started(_) | Act::Repaired(_));
        if let Some(event) =
            log.events().iter().filter(rests).find(|it| log.unsigned.contains_key(&it.id))
        {
            let (what, by) = (event.act.name(), &event.by);
            let message = format!(
                "no gate can be checked: {name} was {what} by {by}, without a signature that counts"
            );
            return Err(Refusal::cannot(message).hint(command("sync").arg("--resign")).into());
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
        let has = |vars: &BTreeMap<String, String>, wanted: &Playbook| {
            let release_type = started.and_then(|started| started.release_type.as_deref());
            has_playbook(&trusted, &folders, (release_type, vars), wanted)
        };
        let upgrades = release.progress.upgrades.iter();
        let mut upgrades =
            upgrades.filter_map(|upgrade| release.events()[upgrade.event].act.upgraded());
        let is_known = started.is_some_and(|started| has(&started.vars, &started.playbook));
        if !is_known || !upgrades.all(|upgraded| has(&upgraded.vars, &upgraded.playbook)) {
            let how = if is_known { "upgraded to" } else { "started with" };
            let message = format!(
                "{name} was {how} a playbook that is neither in {} nor in an older commit here",
                trusted.name()
            );
            let hint = "fetch the whole history, such as `fetch-depth: 0`, if the playbook has changed since";
            return Err(Refusal::cannot(message).hint(hint).into());
        }
        Ok((self.loaded(release, as_of)?, source))
    }
}

/// The log of a release, the directory of its project, and where the log was found.
struct Found {
    bytes: Vec<u8>,
    prefix: String,
    source: String,
    unsigned: BTreeMap<EventId, &'static str>,
}

/// Finds a release on the branches of people or, if nobody has one, in the trusted branch.
fn find(trusted: &TrustedBranch, name: &ReleaseName) -> Result<Found, Refusal> {
    let main = trusted.name();
    let mut people = 0;
    for prefix in trusted.prefixes() {
        let scope = trusted.sharing.in_scope(&prefix);
        let files = branch_files(&trusted.git, &scope, Some(name));
        let (branches, files) = files.map_err(Refusal::cannot)?;
        people = branches;
        if !files.is_empty() {
            let mut copies = LogCopies::default();
            for file in &files {
                copies.add("", &file.bytes, false);
            }
            let bytes = copies.here.into_iter().flat_map(|copy| copy.bytes).collect();
            let source =
                format!("{main} and the branches of {}", count(files.len(), "person", "people"));
            let unsigned = match trusted.signers().map_err(Refusal::cannot)? {
                Some(list) => {
                    let commits: Vec<&str> = files.iter().map(|file| &*file.commit).collect();
                    let signed = signed_by(&trusted.git, &scope, &list, &commits);
                    unsigned(&files, &signed.map_err(Refusal::cannot)?)
                }
                None => BTreeMap::new(),
            };
            return Ok(Found { bytes, prefix, source, unsigned });
        }
    }
    if people > 0 {
        let message =
            format!("nobody has shared a release {name} through {}", trusted.sharing.remote);
        return Err(Refusal::cannot(message));
    }
    let found = trusted.prefixes().into_iter().find_map(|prefix| {
        let path = format!("{prefix}.octorel/releases/{}", name.file("jsonl"));
        Some(Found {
            bytes: trusted.file(trusted.commit(), &path)?,
            prefix,
            source: main.clone(),
            unsigned: BTreeMap::new(),
        })
    });
    found.ok_or_else(|| Refusal::cannot(format!("{main} has no release {name}")))
}

/// Says whether the branch has the playbook of a release in the nearest of these folders, or had it in a commit that is known here. Without
/// the folders it has the built-in one.
fn has_playbook(
    trusted: &TrustedBranch,
    folders: &[String],
    (release_type, vars): (Option<&str>, &BTreeMap<String, String>),
    wanted: &Playbook,
) -> bool {
    let read = |commit: &str| {
        for folder in folders {
            let paths = trusted.files(commit, folder)?;
            if paths.is_empty() {
                continue;
            }
            let paths = paths.into_iter().filter(|path| is_definition(Path::new(path)));
            let texts = paths.map(|path| {
                let bytes = trusted.file(commit, &path)?;
                Some((path, String::from_utf8(bytes).ok()?))
            });
            return load_texts(texts.collect::<Option<_>>()?).ok();
        }
        load(&Source::Embedded).ok()
    };
    let is_wanted = |commit: &str| {
        read(commit).is_some_and(|playbook| {
            let (mut playbook, _) = playbook.of_type(release_type);
            playbook.fill(vars);
            playbook == *wanted
        })
    };
    is_wanted(trusted.commit()) || trusted.changes(folders).iter().any(|commit| is_wanted(commit))
}
