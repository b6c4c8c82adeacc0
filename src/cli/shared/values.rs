//! The values of a playbook's variables that need not be given.

use super::app::App;
use crate::log::ReleaseName;
use crate::playbook::{version_numbers, version_values};
use std::collections::BTreeMap;

pub(crate) fn known_values(
    app: &App,
    release: &str,
    defaults: &BTreeMap<String, Option<String>>,
) -> BTreeMap<String, String> {
    let releases = app.new_store().list().unwrap_or_default();
    let defaults = defaults.iter();
    let defaults = defaults.filter_map(|(name, it)| Some((name.clone(), it.clone()?)));
    let mut known: BTreeMap<String, String> = defaults.collect();
    known.extend(version_values(release, previous_release(release, &releases)));
    known
}

/// The newest release before this one of those whose names differ only in the version.
fn previous_release<'a>(name: &str, all: &'a [ReleaseName]) -> Option<&'a str> {
    let series = |name: &str| name.rsplit_once(['@', '/']).map(|(series, _)| series.to_owned());
    let own = version_numbers(name);
    let all = all.iter().map(ReleaseName::as_str).filter(|other| series(other) == series(name));
    let earlier =
        all.filter(|other| !version_numbers(other).is_empty() && version_numbers(other) < own);
    earlier.max_by_key(|other| version_numbers(other))
}
