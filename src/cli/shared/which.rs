//! Which release is meant: the one that is named, the only one, or of several the nearest.

use super::app::App;
use super::failure::cannot;
use crate::cli::commands::start::{good_day, proposal};
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

impl App {
    /// All logs, or the one of the release that is named.
    pub(crate) fn logs(&self) -> Result<Vec<(Store, ReleaseName)>> {
        let names = self.names()?;
        match &self.release {
            Some(wanted) => Ok(vec![wanted_one(wanted, names, self.now)?]),
            None => Ok(names),
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
        let names = self.names()?;
        if let Some(wanted) = &self.release {
            return wanted_one(wanted, names, self.now);
        }
        match names.len() {
            0 => Err(self.no_release_yet()),
            1 => names
                .into_iter()
                .next()
                .ok_or_else(|| self.no_release_yet()),
            _ => self.of_several(names, purpose),
        }
    }

    /// Of several releases the only open one; to show, else the one whose T is nearest.
    fn of_several(
        &self,
        names: Vec<(Store, ReleaseName)>,
        purpose: Purpose,
    ) -> Result<(Store, ReleaseName)> {
        let known = self.by_distance(names);
        let open: Vec<String> = (known.iter())
            .filter(|known| !known.ended)
            .map(|known| known.name.to_string())
            .collect();
        if purpose == Purpose::Act && open.len() != 1 {
            let how = if open.is_empty() {
                "no release is open"
            } else {
                "several releases are open"
            };
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
        let others = open.len().saturating_sub(1);
        let first = known.into_iter().next();
        let Known { store, name, .. } = first.ok_or_else(|| self.no_release_yet())?;
        if others > 0 {
            self.take(&name);
            let more = if others == 1 {
                "another is"
            } else {
                "others are"
            };
            self.say(&format!(
                "showing {name}, whose T is nearest; {more} open too (octorel releases)"
            ));
        }
        Ok((store, name))
    }

    /// There is nothing to show or to record in.
    pub(crate) fn no_release_yet(&self) -> anyhow::Error {
        Refusal::cannot("there is no release here")
            .hint(proposal("1.0.0", self.now))
            .into()
    }

    /// Releases with what their logs say of their ends and their T, the open ones first, the nearest first.
    fn by_distance(&self, names: Vec<(Store, ReleaseName)>) -> Vec<Known> {
        let known = |(store, name): (Store, ReleaseName)| {
            // A log that cannot be read may be the one that is meant: it counts as open.
            let release = store.read(&name).ok().and_then(Release::of);
            Known {
                ended: release
                    .as_ref()
                    .is_some_and(|r| r.progress.end != ReleaseState::Active),
                t: release.and_then(|r| r.t),
                store,
                name,
            }
        };
        let mut known: Vec<Known> = names.into_iter().map(known).collect();
        known.sort_by_cached_key(|known| {
            let distance = known.t.map(|t| (t.to_utc() - self.now).abs());
            (
                known.ended,
                distance.is_none(),
                distance,
                known.name.clone(),
            )
        });
        known
    }

    /// The releases of the folder as [`App::by_distance`] orders them; where that cannot be known, fewer.
    pub(crate) fn releases(&self) -> Vec<Known> {
        let Some(store) = self.store() else {
            return Vec::new();
        };
        let names = store.list().unwrap_or_default().into_iter();
        self.by_distance(names.map(|name| (store.clone(), name)).collect())
    }

    /// The release that a view would show, without a word about it; `None` where there is none that can be read.
    pub(crate) fn likeliest(&self) -> Option<Release> {
        let store = self.store()?;
        let name = match (&self.release, &store.list().ok()?[..]) {
            (Some(wanted), _) => ReleaseName::parse(wanted).ok()?,
            (None, [only]) => only.clone(),
            (None, _) => self.releases().into_iter().next()?.name,
        };
        store.read(&name).ok().and_then(Release::of)
    }
}

fn wanted_one(
    wanted: &str,
    names: Vec<(Store, ReleaseName)>,
    now: DateTime<Utc>,
) -> Result<(Store, ReleaseName)> {
    let wanted = ReleaseName::parse(wanted).map_err(|error| cannot(&error, error.hint()))?;
    let listed: Vec<(String, String)> = names
        .iter()
        .map(|(_, name)| (name.to_string(), String::new()))
        .collect();
    // Versions are all alike: only a piece of a name is a mistyped one, as in `2.4` or `v2.4.0`.
    let is_piece = |name: &str, wanted: &str| name.starts_with(wanted) || name.ends_with(wanted);
    let near = names.iter().map(|(_, name)| name).find(|name| {
        is_piece(name.as_str(), wanted.as_str()) || is_piece(wanted.as_str(), name.as_str())
    });
    let hint = match near {
        Some(near) => Hint::option("--release", near.as_str()),
        None => command("start")
            .arg(&wanted)
            .arg("--on")
            .arg(good_day(now))
            .into(),
    };
    let found = names.into_iter().find(|(_, name)| *name == wanted);
    found.ok_or_else(|| {
        let refusal = Refusal::cannot(format!("there is no release `{wanted}`"));
        Refusal {
            details: listed,
            ..refusal
        }
        .hint(hint)
        .into()
    })
}
