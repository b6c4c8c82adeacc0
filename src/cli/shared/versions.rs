//! What the versions in names of releases say: which ones can follow the highest, and values of a playbook's variables.

use super::App;
use crate::log::ReleaseName;
use crate::playbook::{version_numbers, version_values};
use crate::view::Candidate;
use std::collections::BTreeMap;

pub(crate) fn next_versions(names: &[ReleaseName]) -> Vec<Candidate> {
    let names = names.iter().map(ReleaseName::as_str);
    let versions = names.filter_map(|name| Some((version(name)?, name)));
    let Some(((numbers, whole), name)) = versions.max() else {
        return vec![Candidate::new("1.0.0", "")];
    };
    let lead = &name[..name.len() - without_lead(name).len()];
    let row = |numbers: Vec<u64>, text: String| {
        let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
        Candidate::new(lead.to_owned() + &numbers.join("."), text)
    };
    let mut next = Vec::new();
    if !whole {
        next.push(row(numbers.clone(), format!("as {name} promises")));
    }
    for place in (0..numbers.len()).rev() {
        let raised = numbers.iter().enumerate().map(|(at, &number)| {
            number.saturating_add(u64::from(at == place)) * u64::from(at <= place)
        });
        let part = ["major", "minor", "patch"].get(place).unwrap_or(&"next");
        next.push(row(raised.collect(), format!("{part} after {name}")));
    }
    next
}

/// The likeliest of these names.
pub(crate) fn next_version(names: &[ReleaseName]) -> String {
    let next = next_versions(names);
    let is_likely = |text: &str| text.starts_with("as ") || text.starts_with("minor ");
    let likely = next.iter().find(|version| is_likely(&version.text)).or(next.first());
    likely.map_or_else(String::new, |version| version.value.clone())
}

/// A name without the component of a monorepo and without a `v`: 2.4 of `api/v2.4`.
fn without_lead(name: &str) -> &str {
    let version = name.rsplit(['@', '/']).next().unwrap_or(name);
    version.strip_prefix('v').unwrap_or(version)
}

/// The numbers of a version, and whether it is final: 2.4.0 is, 2.4.0-rc.1 is not.
pub(super) fn version(name: &str) -> Option<(Vec<u64>, bool)> {
    let plain = without_lead(name);
    let (numbers, candidate) = plain.split_once('-').unwrap_or((plain, ""));
    let numbers = numbers.split('.').map(|number| number.parse().ok());
    Some((numbers.collect::<Option<_>>()?, candidate.is_empty()))
}

/// The values of variables that need not be given.
pub(crate) fn known_values(
    app: &App,
    release: &str,
    defaults: &BTreeMap<String, Option<String>>,
) -> BTreeMap<String, String> {
    let defaults = defaults.iter();
    let defaults = defaults.filter_map(|(name, it)| Some((name.clone(), it.clone()?)));
    let mut known: BTreeMap<String, String> = defaults.collect();
    known.extend(version_values(release, previous_release(release, &app.names_of_releases())));
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

#[cfg(test)]
mod tests {
    use super::{ReleaseName, next_version, next_versions};

    #[test]
    fn the_next_release_follows_the_highest() {
        let next = |names: &[&str]| {
            let names = names.iter().map(|name| ReleaseName::parse(name).unwrap());
            let next = next_versions(&names.collect::<Vec<_>>()).into_iter();
            next.map(|version| version.value).collect::<Vec<_>>()
        };
        assert_eq!(next(&[]), ["1.0.0"]);
        assert_eq!(next(&["summer"]), ["1.0.0"]);
        assert_eq!(next(&["2.9.1", "2.10.0"]), ["2.10.1", "2.11.0", "3.0.0"]);
        assert_eq!(next(&["v7"]), ["v8"]);
        assert_eq!(next(&["2.4.0-rc.1", "2.3.9"]), ["2.4.0", "2.4.1", "2.5.0", "3.0.0"]);
    }

    #[test]
    fn the_suggested_name_is_the_promised_one_or_the_next_minor() {
        let next = |name: &str| next_version(&[ReleaseName::parse(name).unwrap()]);
        assert_eq!(next_version(&[]), "1.0.0");
        assert_eq!(next("2.4.1"), "2.5.0");
        assert_eq!(next("v2.4.0-rc.1"), "v2.4.0");
        assert_eq!(next("7"), "8");
        assert_eq!(next("web@1.2.0"), "web@1.3.0");
        assert_eq!(next("@acme/api/v2"), "@acme/api/v3");
    }
}
