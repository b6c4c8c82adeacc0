//! Which release is meant: the one that is named, the only one, or of several the nearest.

use super::app::App;
use super::dates::{good_day, proposal};
use super::failure::cannot;
use crate::command::{Hint, command};
use crate::log::{ReleaseName, Store};
use crate::release::Release;
use crate::release::ReleaseState;
use crate::rules::Refusal;
use crate::schedule::Moment;
use anyhow::Result;
use chrono::{DateTime, Utc};

/// What a command wants with a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To show it: of several the nearest one, and says so.
    Show,
    /// To record or to judge: of several none.
    Act,
}

/// A release of several: whether it has ended, and its T.
pub(crate) struct Known {
    pub(crate) ended: bool,
    pub(crate) t: Option<Moment>,
    store: Store,
    pub(crate) name: ReleaseName,
}

impl Known {
    fn new(store: &Store, name: &ReleaseName, release: Option<&Release>) -> Self {
        Self {
            ended: release.is_some_and(|it| it.progress.end != ReleaseState::Active),
            t: release.and_then(|it| it.t),
            store: store.clone(),
            name: name.clone(),
        }
    }
}

impl App {
    /// All logs, or the one of the release that is named.
    pub(crate) fn logs(&self) -> Result<Vec<(Store, ReleaseName)>> {
        match &self.release {
            Some(wanted) => Ok(vec![self.named(wanted)?]),
            None => self.names(),
        }
    }

    /// The release with this name. Its file is looked up directly: other releases cost nothing.
    fn named(&self, wanted: &str) -> Result<(Store, ReleaseName)> {
        let wanted = ReleaseName::parse(wanted).map_err(|error| cannot(&error, error.hint()))?;
        match self.store() {
            Some(store) if store.contains(&wanted) => Ok((store, wanted)),
            Some(_) | None => Err(no_such_release(&wanted, &self.names()?, self.now)),
        }
    }

    fn names(&self) -> Result<Vec<(Store, ReleaseName)>> {
        let Some(store) = self.store() else {
            return Ok(Vec::new());
        };
        let names = store.list()?.into_iter();
        Ok(names.map(|name| (store.clone(), name)).collect())
    }

    /// The store and the name of the release that is meant, which need not be there if it is named.
    pub(crate) fn which_or_new(&self, purpose: Purpose) -> Result<(Store, ReleaseName)> {
        let named = self.release.as_deref().map(ReleaseName::parse);
        match (named, self.store()) {
            (Some(Ok(name)), Some(store)) => Ok((store, name)),
            _ => self.which(purpose),
        }
    }

    /// The store and the name of the release that is meant.
    pub(crate) fn which(&self, purpose: Purpose) -> Result<(Store, ReleaseName)> {
        if let Some(wanted) = &self.release {
            return self.named(wanted);
        }
        let names = self.names()?;
        match names.len() {
            0 => Err(self.no_release_yet()),
            1 => names.into_iter().next().ok_or_else(|| self.no_release_yet()),
            _ => self.of_several(&names, purpose),
        }
    }

    /// Of several releases the only open one; to show, else the one whose T is nearest.
    fn of_several(
        &self,
        names: &[(Store, ReleaseName)],
        purpose: Purpose,
    ) -> Result<(Store, ReleaseName)> {
        let active = self.active(names);
        if purpose == Purpose::Act && active.len() != 1 {
            let how =
                if active.is_empty() { "no release is open" } else { "several releases are open" };
            let known = self.by_distance(names);
            let listed = known.iter().map(|known| {
                let state = if known.ended { "closed" } else { "open" };
                (known.name.to_string(), state.to_owned())
            });
            let first = known.first().map_or("RELEASE", |known| known.name.as_str());
            let refusal = Refusal {
                details: listed.collect(),
                ..Refusal::cannot(format!("{how}, and none is named"))
            };
            return Err(refusal.hint(Hint::option("--release", first)).into());
        }
        let others = active.len().saturating_sub(1);
        let mut nearest = active.into_iter();
        let nearest = nearest.next().or_else(|| self.by_distance(names).into_iter().next());
        let Known { store, name, .. } = nearest.ok_or_else(|| self.no_release_yet())?;
        if others > 0 {
            self.take(&name);
            let more = if others == 1 { "another is" } else { "others are" };
            self.say(&format!(
                "showing {name}, whose T is nearest; {more} open too (octorel releases)"
            ));
        }
        Ok((store, name))
    }

    /// There is nothing to show or to record in.
    pub(crate) fn no_release_yet(&self) -> anyhow::Error {
        Refusal::cannot("there is no release here").hint(proposal("1.0.0", self.now)).into()
    }

    /// The active releases, the nearest T first. A log that cannot be read counts as active: it may be the one that is wanted.
    fn active(&self, names: &[(Store, ReleaseName)]) -> Vec<Known> {
        let known = names.iter().filter_map(|(store, name)| {
            let log = store.read_unless_ended(name).transpose()?.ok();
            let known = Known::new(store, name, log.and_then(Release::of).as_ref());
            (!known.ended).then_some(known)
        });
        self.sorted(known.collect())
    }

    /// All releases, the active ones first, the nearest T first.
    fn by_distance(&self, names: &[(Store, ReleaseName)]) -> Vec<Known> {
        let known = names.iter().map(|(store, name)| {
            let release = store.read(name).ok().and_then(Release::of);
            Known::new(store, name, release.as_ref())
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

    /// The releases of the folder, the active ones first, the nearest T first; fewer if some cannot be listed.
    pub(crate) fn releases(&self) -> Vec<Known> {
        self.by_distance(&self.names().unwrap_or_default())
    }

    /// The release that a view would show; `None` if none can be read.
    pub(crate) fn likeliest(&self) -> Option<Release> {
        let (store, name) = if let Some(wanted) = &self.release {
            (self.store()?, ReleaseName::parse(wanted).ok()?)
        } else {
            let names = self.names().ok()?;
            if let [only] = &names[..] {
                only.clone()
            } else {
                let nearest = self.active(&names).into_iter().next();
                let ended = || self.by_distance(&names).into_iter().next();
                let Known { store, name, .. } = nearest.or_else(ended)?;
                (store, name)
            }
        };
        store.read(&name).ok().and_then(Release::of)
    }
}

/// The refusal of a release that does not exist, with the names that do.
fn no_such_release(
    wanted: &ReleaseName,
    names: &[(Store, ReleaseName)],
    now: DateTime<Utc>,
) -> anyhow::Error {
    let listed: Vec<(String, String)> =
        names.iter().map(|(_, name)| (name.to_string(), String::new())).collect();
    // Versions are all alike: only a piece of a name is a mistyped one, as in `2.4` or `v2.4.0`.
    let is_piece = |name: &str, wanted: &str| name.starts_with(wanted) || name.ends_with(wanted);
    let near = names.iter().map(|(_, name)| name).find(|name| {
        is_piece(name.as_str(), wanted.as_str()) || is_piece(wanted.as_str(), name.as_str())
    });
    let hint = match near {
        Some(near) => Hint::option("--release", near.as_str()),
        None => command("start").arg(wanted).arg("--on").arg(good_day(now)).into(),
    };
    let refusal = Refusal::cannot(format!("there is no release `{wanted}`"));
    Refusal { details: listed, ..refusal }.hint(hint).into()
}
