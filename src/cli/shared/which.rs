//! Chooses the release of a command line: the one that is named, the only one, or of several the nearest.

use super::{App, cannot, good_day, proposal, warn};
use crate::command::{Hint, command, quoted};
use crate::document::words::count;
use crate::log::{ReleaseName, Store, root_for};
use crate::release::{Release, ReleaseState};
use crate::rules::Refusal;
use crate::schedule::Moment;
use crate::sys::Git;
use anyhow::Result;

/// The folder of the logs, from the root.
const RELEASES: &str = ".octorel/releases";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To show it: of several the nearest one, and says so.
    Show,
    /// To record or to judge: of several none.
    Act,
}

pub(crate) struct Known {
    pub(crate) name: ReleaseName,
    pub(crate) ended: bool,
    pub(crate) t: Option<Moment>,
}

impl Known {
    fn new(name: &ReleaseName, release: Option<&Release>) -> Self {
        Self {
            name: name.clone(),
            ended: release.is_some_and(|it| it.progress.end != ReleaseState::Active),
            t: release.and_then(|it| it.t),
        }
    }
}

impl App {
    /// The release with this name. Its file is looked up directly: other releases cost nothing.
    pub(crate) fn named(&self, wanted: &str) -> Result<(Store, ReleaseName)> {
        let wanted = ReleaseName::parse(wanted).map_err(|error| cannot(&error, error.hint))?;
        let names = match self.store() {
            Some(store) if store.contains(&wanted) => return Ok((store, wanted)),
            Some(store) => store.list()?,
            None => Vec::new(),
        };
        Err(self.no_such_release(&wanted, &names))
    }

    /// The refusal of a release that does not exist, with the names that do, or why git hides it.
    fn no_such_release(&self, wanted: &ReleaseName, names: &[ReleaseName]) -> anyhow::Error {
        let refusal = Refusal::cannot(format!("no such release: `{wanted}`"));
        if let Some((cause, fix)) = self.hidden_log(Some(wanted)) {
            return refusal.lines([cause]).hint(fix).into();
        }
        // Versions are all alike: only a piece of a name is a mistyped one, as in `2.4` or `v2.4.0`.
        let is_piece = |name: &str, of: &str| of.starts_with(name) || of.ends_with(name);
        let near = names
            .iter()
            .map(ReleaseName::as_str)
            .find(|name| is_piece(wanted.as_str(), name) || is_piece(name, wanted.as_str()));
        let hint = match near {
            Some(near) => Hint::option("--release", near),
            None => command("start").arg(wanted).arg("--on").arg(good_day(self.now)).into(),
        };
        refusal.lines(names.iter().map(ReleaseName::as_str)).hint(hint).into()
    }

    /// The store and the name of the release to record in, which need not exist if it is named.
    pub(crate) fn which_or_new(&self) -> Result<(Store, ReleaseName)> {
        let named = self.release.as_deref().map(ReleaseName::parse);
        match (named, self.store()) {
            (Some(Ok(name)), Some(store)) => Ok((store, name)),
            _ => self.which(Purpose::Act),
        }
    }

    pub(crate) fn which(&self, purpose: Purpose) -> Result<(Store, ReleaseName)> {
        if let Some(wanted) = &self.release {
            return self.named(wanted);
        }
        let store = self.store().ok_or_else(|| self.no_release_yet())?;
        let names = store.list()?;
        let name = match &names[..] {
            [] => return Err(self.no_release_yet()),
            [only] => only.clone(),
            several => self.of_several(&store, several, purpose)?,
        };
        Ok((store, name))
    }

    /// Of several releases the only active one; to show, else the next to ship.
    fn of_several(
        &self,
        store: &Store,
        names: &[ReleaseName],
        purpose: Purpose,
    ) -> Result<ReleaseName> {
        let active = self.active(store, names);
        if purpose == Purpose::Act && active.len() != 1 {
            let how = match active.is_empty() {
                true => "no release is active",
                false => "several releases are active",
            };
            let known = self.by_distance(store, names);
            let listed = known.iter().map(|known| {
                let state = if known.ended { "not active" } else { "active" };
                (known.name.to_string(), state.to_owned())
            });
            let first = known.first().map_or("RELEASE", |known| known.name.as_str());
            let refusal = Refusal::cannot(format!("{how}; choose one with --release"));
            return Err(refusal.listing(listed).hint(Hint::option("--release", first)).into());
        }
        let others = active.len().saturating_sub(1);
        let nearest = self.nearest(store, names, active);
        let name = nearest.ok_or_else(|| self.no_release_yet())?;
        if others > 0 {
            self.take(&name);
            let more = count(others, "more is", "more are");
            self.say(&format!(
                "showing {name}, the next to ship; {more} active (octorel releases)"
            ));
        }
        Ok(name)
    }

    /// The next to ship: of the active releases or, without any, of all.
    fn nearest(
        &self,
        store: &Store,
        all: &[ReleaseName],
        active: Vec<Known>,
    ) -> Option<ReleaseName> {
        let first = active.into_iter().next();
        Some(first.or_else(|| self.by_distance(store, all).into_iter().next())?.name)
    }

    pub(crate) fn no_release_yet(&self) -> anyhow::Error {
        let refusal = Refusal::cannot("no release found");
        let refusal = match self.hidden_log(None) {
            Some((cause, fix)) => refusal.lines([cause]).hint(fix),
            None => refusal.hint(proposal("1.0.0", self.now)),
        };
        refusal.into()
    }

    /// Why git does not bring a log into the work tree although there is one, and what to do; any log if none is named.
    fn hidden_log(&self, wanted: Option<&ReleaseName>) -> Option<(String, String)> {
        if self.sharing().is_some() {
            return None;
        }
        let root = root_for(&self.dir);
        let in_head = Git::new(&root).files_in_head(RELEASES);
        let is_wanted = |file: &&String| {
            let found = ReleaseName::of_file(file.as_ref());
            found.is_some_and(|found| wanted.is_none_or(|name| found == *name))
        };
        let show = |file: &str| App::shown(&root.join(RELEASES).join(file));
        if let Some(file) = in_head.iter().find(is_wanted) {
            let path = show(file);
            let cause = format!("HEAD has `{path}`, but the work tree does not");
            return Some((cause, format!("git restore {}", quoted(&path))));
        }
        let file = wanted.map_or("RELEASE.jsonl".to_owned(), |name| name.file("jsonl"));
        let rule = Git::new(&root).ignored_by(&format!("{RELEASES}/{file}"))?;
        let cause = format!("git ignores logs ({rule}); there may be one elsewhere");
        Some((cause, format!("git add -f {}, where the log is", show(&file))))
    }

    pub(crate) fn warn_if_ignored(&self, name: &ReleaseName) {
        let root = root_for(&self.dir);
        let path = format!("{RELEASES}/{}", name.file("jsonl"));
        if let Some(rule) = Git::new(&root).ignored_by(&path) {
            let path = App::shown(&root.join(path));
            let advice = format!("git ignores the log ({rule}): git add -f {}", quoted(&path));
            warn(&advice, self.output);
        }
    }

    /// The active releases, the nearest T first. A log that cannot be read counts as active: it may be the one that is wanted.
    fn active(&self, store: &Store, names: &[ReleaseName]) -> Vec<Known> {
        let known = names.iter().filter_map(|name| {
            let log = store.read_unless_ended(name).transpose()?.ok();
            let known = Known::new(name, log.and_then(Release::of).as_ref());
            (!known.ended).then_some(known)
        });
        self.sorted(known.collect())
    }

    /// All releases, the active ones first, the nearest T first.
    fn by_distance(&self, store: &Store, names: &[ReleaseName]) -> Vec<Known> {
        let known = names.iter().map(|name| {
            let release = store.read(name).ok().and_then(Release::of);
            Known::new(name, release.as_ref())
        });
        self.sorted(known.collect())
    }

    fn sorted(&self, mut known: Vec<Known>) -> Vec<Known> {
        known.sort_by_cached_key(|known| {
            let distance = known.t.map(|t| (t.to_utc() - self.now).abs());
            (known.ended, distance.is_none(), distance, known.name.clone())
        });
        known
    }

    /// The releases of the folder, the active ones first, the nearest T first; none if they cannot be listed.
    pub(crate) fn releases(&self) -> Vec<Known> {
        let Some(store) = self.store() else { return Vec::new() };
        self.by_distance(&store, &store.list().unwrap_or_default())
    }

    /// The release that a view would show; `None` if none can be read.
    pub(crate) fn likeliest(&self) -> Option<Release> {
        let store = self.store()?;
        let name = match &self.release {
            Some(wanted) => ReleaseName::parse(wanted).ok()?,
            None => match &store.list().ok()?[..] {
                [only] => only.clone(),
                several => self.nearest(&store, several, self.active(&store, several))?,
            },
        };
        store.read(&name).ok().and_then(Release::of)
    }
}
